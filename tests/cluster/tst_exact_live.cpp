// SPDX-License-Identifier: Apache-2.0
// `drift --exact` on what real controllers applied: live and desired values, from Helm's stored release, from the source's
// files, and from the server's own dry run.
#include "control_plane.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace dg::test;

class ExactLiveTest final : public QObject {
    Q_OBJECT

private:
    struct Outcome {
        int code = -1;
        QByteArray out, err;
    };
    std::unique_ptr<ControlPlane> m_plane;
    QTemporaryDir m_profile;

    Outcome drift(const QStringList& more, const QString& context = {})
    {
        QStringList arguments{QStringLiteral("drift"), QStringLiteral("--exact"), QStringLiteral("--output"), QStringLiteral("json"),
            QStringLiteral("--kubeconfig"), m_plane->kubeconfig(), QStringLiteral("--profile"), m_profile.path()};
        if (!context.isEmpty())
            arguments << QStringLiteral("--context") << context;
        QProcess process;
        process.start(qEnvironmentVariable("DRIFTGLASS_PROGRAM"), arguments + more);
        process.waitForFinished(60'000);
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    // "path live desired evidence confidence" of each finding on this object, in order.
    static QStringList findings(const Outcome& run, QStringView kind, QStringView name)
    {
        QStringList out;
        const auto items = QJsonDocument::fromJson(run.out).object().value(QLatin1String("items")).toArray();
        for (const auto& value : items) {
            const auto item = value.toObject();
            const auto object = item.value(QLatin1String("object")).toObject();
            if (object.value(QLatin1String("kind")).toString() == kind && object.value(QLatin1String("name")).toString() == name)
                out << QStringList{item.value(QLatin1String("path")).toString(),
                    item.value(QLatin1String("live")).toString(QStringLiteral("-")),
                    item.value(QLatin1String("desired")).toString(QStringLiteral("-")), item.value(QLatin1String("evidence")).toString(),
                    item.value(QLatin1String("confidence")).toString()}
                           .join(QLatin1Char(' '));
        }
        return out;
    }
    void patch(const char* kind, const char* name, const char* json, const char* manager, const char* ns = "apps")
    {
        m_plane->kubectl({QStringLiteral("patch"), QLatin1String(kind), QLatin1String(name), QStringLiteral("-n"), QLatin1String(ns),
            QStringLiteral("--type=merge"), QStringLiteral("--field-manager"), QLatin1String(manager), QStringLiteral("-p"),
            QLatin1String(json)});
    }
    QStringList fromFiles() const
    {
        return {QStringLiteral("--from"), m_plane->folder() + QStringLiteral("/delivery-1"), QStringLiteral("--owner"),
            QStringLiteral("ks/flux-system/apps")};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString why;
        m_plane = ControlPlane::start({QStringLiteral("--sample")}, why);
        QVERIFY2(m_plane, qPrintable(why));
        for (const char* const object : {"kustomization/apps -n flux-system", "helmrelease/redis -n apps"}) {
            const auto words = QString::fromLatin1(object).split(QLatin1Char(' '));
            QVERIFY2(m_plane->waitFor(
                         [&] {
                             return m_plane->kubectl(QStringList{QStringLiteral("get")} + words
                                        + QStringList{QStringLiteral("--ignore-not-found"), QStringLiteral("-o"),
                                            QStringLiteral("jsonpath={.status.conditions[?(@.type==\"Ready\")].status}")})
                                 == QLatin1String("True");
                         },
                         180),
                object);
        }
        // So that nothing is put back while we look.
        patch("kustomization", "apps", R"({"spec":{"suspend":true}})", "flux", "flux-system");
    }
    void cleanupTestCase() { m_plane.reset(); }

    void nothingIsSaidWhereNothingDrifted()
    {
        for (const auto& more : {fromFiles(), fromFiles() + QStringList{QStringLiteral("--dry-run")},
                 QStringList{QStringLiteral("--owner"), QStringLiteral("hr/apps/redis")},
                 QStringList{QStringLiteral("--owner"), QStringLiteral("hr/apps/redis"), QStringLiteral("--dry-run")}}) {
            const auto run = drift(more);
            QVERIFY2(run.code == 0, (run.out + run.err).constData());
            QVERIFY2(findings(run, u"Deployment", u"podinfo").isEmpty() && findings(run, u"ConfigMap", u"redis-config").isEmpty(),
                run.out.constData());
        }
    }

    void aChangedFieldHasItsLiveAndItsDesiredValue()
    {
        patch("deployment", "podinfo", R"({"metadata":{"labels":{"by":"hand"}},"spec":{"replicas":4}})", "kubectl-edit");
        patch("configmap", "podinfo-theme", R"({"data":{"color":null}})", "k9s");
        const auto run = drift(fromFiles());
        QVERIFY2(run.code == 1, (run.out + run.err).constData());
        QCOMPARE(findings(run, u"Deployment", u"podinfo"),
            (QStringList{
                QStringLiteral("metadata.labels.by \"hand\" - files certain"), QStringLiteral("spec.replicas 4 1 files certain")}));
        QCOMPARE(findings(run, u"ConfigMap", u"podinfo-theme"), QStringList{QStringLiteral("data.color - \"teal\" files certain")});
        const auto asked = drift(fromFiles() + QStringList{QStringLiteral("--dry-run")});
        QCOMPARE(findings(asked, u"Deployment", u"podinfo"),
            (QStringList{
                QStringLiteral("metadata.labels.by \"hand\" - dryRun certain"), QStringLiteral("spec.replicas 4 1 dryRun certain")}));
        QCOMPARE(findings(asked, u"ConfigMap", u"podinfo-theme"), QStringList{QStringLiteral("data.color - \"teal\" dryRun certain")});
    }

    void whatHelmStoredIsComparedWithoutDriftDetection()
    {
        patch("configmap", "redis-config", R"({"data":{"maxmemory":"1gb"}})", "k9s");
        const auto run = drift({QStringLiteral("--owner"), QStringLiteral("hr/apps/redis")});
        QVERIFY2(run.code == 1, (run.out + run.err).constData());
        QCOMPARE(findings(run, u"ConfigMap", u"redis-config"),
            QStringList{QStringLiteral("data.maxmemory \"1gb\" \"64mb\" storedManifest certain")});
        const auto asked = drift({QStringLiteral("--owner"), QStringLiteral("hr/apps/redis"), QStringLiteral("--dry-run")});
        QCOMPARE(
            findings(asked, u"ConfigMap", u"redis-config"), QStringList{QStringLiteral("data.maxmemory \"1gb\" \"64mb\" dryRun certain")});
    }

    void aMissingRightIsNamed()
    {
        const auto run
            = drift({QStringLiteral("--namespace"), QStringLiteral("apps"), QStringLiteral("--owner"), QStringLiteral("hr/apps/redis")},
                QStringLiteral("bed-viewer"));
        QVERIFY2(run.code == 2 && run.err.contains("list helmreleases.helm.toolkit.fluxcd.io"), (run.out + run.err).constData());
    }
};

QTEST_GUILESS_MAIN(ExactLiveTest)
#include "tst_exact_live.moc"
