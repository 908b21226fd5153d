// SPDX-License-Identifier: Apache-2.0
// The program itself, as a person or a CI job runs it, against a real control plane: output, JSON, exit codes.
#include "control_plane.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace dg::test;

namespace {

struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

} // namespace

class CommandsLiveTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QString why;
        m_plane = ControlPlane::start({QStringLiteral("--sample")}, why);
        QVERIFY2(m_plane, qPrintable(why));
        // Settled: each object that a test looks at has its first verdict, also where two busy cores take their time.
        const std::array<std::array<const char*, 4>, 6> settled{{
            {"ks", "flux-system", "payments", "HealthCheckFailed"}, // once its time is over
            {"ks", "flux-system", "docs", "ReconciliationSucceeded"},
            {"ks", "flux-system", "broken", "BuildFailed"},
            {"ks", "flux-system", "web", "DependencyNotReady"},
            {"ks", "flux-system", "orphan", "ArtifactFailed"},
            {"hr", "apps", "redis", "InstallSucceeded"},
        }};
        for (const auto& [kind, ns, name, reason] : settled) {
            QVERIFY2(m_plane->waitFor(
                         [&, kind = kind, ns = ns, name = name, reason = reason] {
                             return m_plane->kubectl({QStringLiteral("get"), QLatin1String(kind), QLatin1String(name), QStringLiteral("-n"),
                                        QLatin1String(ns), QStringLiteral("--ignore-not-found"), QStringLiteral("-o"),
                                        QStringLiteral("jsonpath={.status.conditions[?(@.type==\"Ready\")].reason}")})
                                 == QLatin1String(reason);
                         },
                         180),
                name);
        }
    }
    void cleanupTestCase() { m_plane.reset(); }

    void statusAsJsonNamesEveryObjectAndTheCauseOfWhatWaits()
    {
        // One look may fall into the middle of a pass, which honestly reads as reconciling: look when none is under way.
        Outcome run;
        QJsonObject json;
        QVERIFY(m_plane->waitFor(
            [&] {
                run = program({QStringLiteral("status"), QStringLiteral("--output"), QStringLiteral("json")});
                json = run.json();
                return item(json, u"Kustomization", u"docs").value(QLatin1String("state")) != QLatin1String("reconciling")
                    && item(json, u"Kustomization", u"broken").value(QLatin1String("state")) != QLatin1String("reconciling")
                    && item(json, u"Kustomization", u"web").value(QLatin1String("state")) != QLatin1String("reconciling");
            },
            60));
        QCOMPARE(run.code, 1); // something fails
        QCOMPARE(json.value(QLatin1String("apiVersion")).toString(), QStringLiteral("driftglass/v1"));
        QCOMPARE(json.value(QLatin1String("kind")).toString(), QStringLiteral("Status"));
        QCOMPARE(json.value(QLatin1String("complete")).toBool(), true);
        QVERIFY(json.value(QLatin1String("missing")).toArray().isEmpty());
        QCOMPARE(item(json, u"Kustomization", u"docs").value(QLatin1String("state")).toString(), QStringLiteral("ready"));
        const auto broken = item(json, u"Kustomization", u"broken");
        QCOMPARE(broken.value(QLatin1String("state")).toString(), QStringLiteral("failed"));
        const auto web = item(json, u"Kustomization", u"web");
        QCOMPARE(web.value(QLatin1String("state")).toString(), QStringLiteral("waiting"));
        QCOMPARE(web.value(QLatin1String("rootCause")).toObject().value(QLatin1String("name")).toString(), QStringLiteral("payments"));
        const auto orphan = item(json, u"Kustomization", u"orphan");
        QCOMPARE(
            orphan.value(QLatin1String("rootCause")).toObject().value(QLatin1String("kind")).toString(), QStringLiteral("OCIRepository"));
        QCOMPARE(item(json, u"Kustomization", u"paused").value(QLatin1String("suspended")).toBool(), true);
        QCOMPARE(item(json, u"Kustomization", u"apps").value(QLatin1String("inventory")).toInt(), 2);
        int total = 0;
        const auto byState = json.value(QLatin1String("summary")).toObject().value(QLatin1String("byState")).toObject();
        QCOMPARE(byState.size(), 9);
        for (const auto& count : byState)
            total += count.toInt();
        QCOMPARE(total, json.value(QLatin1String("summary")).toObject().value(QLatin1String("total")).toInt());
        QCOMPARE(total, json.value(QLatin1String("items")).toArray().size());
    }

    void inventoryAddsTheManagedObjectsWithTheirOwner()
    {
        const auto json
            = program({QStringLiteral("status"), QStringLiteral("--output"), QStringLiteral("json"), QStringLiteral("--inventory")}).json();
        const auto deployment = item(json, u"Deployment", u"podinfo");
        QVERIFY(!deployment.isEmpty());
        QCOMPARE(deployment.value(QLatin1String("owner")).toObject().value(QLatin1String("name")).toString(), QStringLiteral("apps"));
    }

    void aNamespaceInSyncIsExitZero()
    {
        m_plane->kubectl({QStringLiteral("delete"), QStringLiteral("helmrelease"), QStringLiteral("missing-chart"), QStringLiteral("-n"),
            QStringLiteral("apps")});
        const auto run = program({QStringLiteral("status"), QStringLiteral("--namespace"), QStringLiteral("apps")});
        QVERIFY2(run.code == 0, run.out.constData());
        QVERIFY(run.out.contains("redis"));
    }

    void withoutRightsTheExitIsTwoAndTheReasonIsSaid()
    {
        const auto run = program({QStringLiteral("status"), QStringLiteral("--context"), QStringLiteral("bed-viewer"),
            QStringLiteral("--output"), QStringLiteral("json")});
        QCOMPARE(run.code, 2);
        const auto missing = run.json().value(QLatin1String("missing")).toArray();
        QVERIFY(!missing.isEmpty());
        QCOMPARE(missing.first().toObject().value(QLatin1String("reason")).toString(), QStringLiteral("forbidden"));
        QCOMPARE(run.json().value(QLatin1String("complete")).toBool(), false);
    }

    void aWrongTokenIsExitTwoWithOnePlainSentence()
    {
        const auto run = program({QStringLiteral("status"), QStringLiteral("--context"), QStringLiteral("bed-nobody")});
        QCOMPARE(run.code, 2);
        QVERIFY(!run.err.isEmpty());
        QVERIFY(run.err.count('\n') <= 6);
        QVERIFY(!run.err.contains("wrong-token"));
    }

    void reconcileWaitsForTheOutcome_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<int>("code");
        QTest::newRow("ready") << QStringLiteral("ks/flux-system/docs") << 0;
        QTest::newRow("failing") << QStringLiteral("Kustomization/flux-system/broken") << 1;
        QTest::newRow("suspended") << QStringLiteral("ks/flux-system/paused") << 2;
        QTest::newRow("absent") << QStringLiteral("ks/flux-system/nobody") << 2;
        QTest::newRow("a Helm release") << QStringLiteral("hr/apps/redis") << 0;
    }
    void reconcileWaitsForTheOutcome()
    {
        QFETCH(QString, object);
        QFETCH(int, code);
        const auto run = program({QStringLiteral("reconcile"), object, QStringLiteral("--with-source"), QStringLiteral("--wait"),
            QStringLiteral("--timeout"), QStringLiteral("2m")});
        QVERIFY2(run.code == code, (run.out + run.err).constData());
    }

    void waitReachesAReadyObjectAndGivesUpOnAFailingOne()
    {
        QCOMPARE(
            program({QStringLiteral("wait"), QStringLiteral("ks/flux-system/docs"), QStringLiteral("--timeout"), QStringLiteral("30s")})
                .code,
            0);
        QCOMPARE(
            program({QStringLiteral("wait"), QStringLiteral("ks/flux-system/broken"), QStringLiteral("--timeout"), QStringLiteral("30s")})
                .code,
            1);
    }

    // The sample's own posture, and a Secret that is looked at by its metadata alone.
    void checksFindWhatTheSampleIsKnownToHave()
    {
        m_plane->kubectl({QStringLiteral("create"), QStringLiteral("secret"), QStringLiteral("generic"), QStringLiteral("half-a-key"),
            QStringLiteral("-n"), QStringLiteral("web"), QStringLiteral("--from-literal=identity=never-printed")});
        m_plane->apply(QStringLiteral(
            "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: guarded, namespace: web}\n"
            "spec: {interval: 10m, suspend: true, url: 'ssh://git@127.0.0.1/team/guarded', secretRef: {name: half-a-key}}\n"));
        const auto run = program({QStringLiteral("checks"), QStringLiteral("--output"), QStringLiteral("json")});
        QVERIFY2(run.code == 1, run.err.constData());
        QVERIFY(!run.out.contains("never-printed"));
        const auto json = run.json();
        QCOMPARE(json.value(QLatin1String("kind")).toString(), QStringLiteral("Checks"));
        QCOMPARE(found(json, u"source-moving", u"moving-tag"), (QStringList{QStringLiteral("absent"), QStringLiteral("apps")}));
        QCOMPARE(found(json, u"source-interval", u"polls-often"), QStringList{QStringLiteral("apps")});
        QCOMPARE(found(json, u"source-insecure", u"insecure"), (QStringList{QStringLiteral("absent"), QStringLiteral("apps")}));
        QCOMPARE(found(json, u"source-from-git", u"from-git"), QStringList{QStringLiteral("docs")});
        QVERIFY(found(json, u"helm-drift-detection", u"drift-detection-off").contains(QStringLiteral("redis")));
        QCOMPARE(found(json, u"credentials", u"no-known-hosts"), QStringList{QStringLiteral("guarded")});
        const auto waiting = found(json, u"wait", u"no-wait");
        QVERIFY(waiting.contains(QStringLiteral("docs")) && !waiting.contains(QStringLiteral("payments")));
        QCOMPARE(verdict(json, u"prune"), QStringLiteral("passed"));
        QCOMPARE(verdict(json, u"retry-interval"), QStringLiteral("passed"));
        QCOMPARE(verdict(json, u"suspended-long"), QStringLiteral("passed")); // the server records since when, some minutes

        const auto viewer = program({QStringLiteral("checks"), QStringLiteral("--context"), QStringLiteral("bed-viewer"),
            QStringLiteral("--output"), QStringLiteral("json")});
        QCOMPARE(viewer.json().value(QLatin1String("complete")).toBool(true), false);
        QVERIFY(viewer.code != 0);
        QVERIFY(verdict(viewer.json(), u"credentials") != QLatin1String("passed")); // a missing right is never a pass
    }

    void contextsListsTheKubeconfig()
    {
        const auto run = program({QStringLiteral("contexts"), QStringLiteral("--output"), QStringLiteral("json")});
        QCOMPARE(run.code, 0);
        QVERIFY(run.out.contains("bed-viewer"));
        QVERIFY(!run.out.contains("admin-token"));
    }

private:
    Outcome program(const QStringList& arguments)
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("KUBECONFIG"), m_plane->kubeconfig());
        environment.remove(QStringLiteral("DISPLAY"));
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("DRIFTGLASS_PROGRAM"), arguments + QStringList{QStringLiteral("--profile"), m_profile.path()});
        process.waitForFinished(180'000);
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    static QJsonObject item(const QJsonObject& status, QStringView kind, QStringView name)
    {
        for (const auto& entry : status.value(QLatin1String("items")).toArray()) {
            const auto object = entry.toObject();
            if (object.value(QLatin1String("kind")).toString() == kind && object.value(QLatin1String("name")).toString() == name)
                return object;
        }
        return {};
    }
    static QJsonObject check(const QJsonObject& checks, QStringView word)
    {
        for (const auto& entry : checks.value(QLatin1String("items")).toArray()) {
            if (entry.toObject().value(QLatin1String("check")).toString() == word)
                return entry.toObject();
        }
        return {};
    }
    static QString verdict(const QJsonObject& checks, QStringView word)
    {
        return check(checks, word).value(QLatin1String("verdict")).toString();
    }
    static QStringList found(const QJsonObject& checks, QStringView word, QStringView fact) // names, sorted
    {
        QStringList names;
        for (const auto& object : check(checks, word).value(QLatin1String("objects")).toArray()) {
            if (object.toObject().value(QLatin1String("fact")).toString() == fact)
                names << object.toObject().value(QLatin1String("name")).toString();
        }
        names.sort();
        return names;
    }
    std::unique_ptr<ControlPlane> m_plane;
    QTemporaryDir m_profile;
};

QTEST_GUILESS_MAIN(CommandsLiveTest)
#include "tst_commands_live.moc"
