// SPDX-License-Identifier: Apache-2.0
// `drift --exact` on what real controllers applied: live and desired values, from Helm's stored release, from the source's
// files, and from the server's own dry run; on the command line and in the session of the window.
#include "control_plane.h"
#include "items/cluster_model.h"
#include "kube/kubeconfig.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace dg::test;

namespace {

// A cluster as the window opens it.
struct Compared {
    Compared(const QString& kubeconfig, const char* context)
    {
        const auto config = dg::kube::loadKubeconfig(dg::kube::KubeconfigSources{kubeconfig.toStdString(), {}, {}});
        auto spec = dg::kube::resolve(config, context);
        if (!spec)
            qFatal("context %s: %s", context, spec.error().detail.c_str());
        dg::session::SessionOptions options;
        options.keepOwnership = true;
        model
            = std::make_unique<dg::items::ClusterModel>(std::make_unique<dg::session::ClusterSession>(std::move(*spec), std::move(options),
                                                            pool, clock, log, [](const dg::kube::ExecSpec&) { return false; }),
                pool, clock);
        model->watchDrift({}, {});
        model->start();
    }
    bool load()
    {
        return QTest::qWaitFor(
            [this] {
                const auto config = model->tree().findManaged(
                    {pool.intern(""), pool.intern("ConfigMap"), pool.intern("apps"), pool.intern("redis-config")});
                return model->status().complete && model->scheduler().backlog() == 0 && model->knowsDrift() && config;
            },
            60'000);
    }
    bool ended()
    {
        return QTest::qWaitFor([this] { return model->comparison().running == 0; }, 60'000) && !model->comparison().error;
    }
    // Of the object of that name: path, live, desired, evidence.
    QStringList of(const char* name) const
    {
        QStringList out;
        for (const auto& f : model->findings()) {
            if (f.object.name.view() == name)
                out << QString::fromStdString(
                    f.path + ' ' + f.live.value_or("-") + ' ' + f.desired.value_or("-") + ' ' + dg::drift::evidenceWord(f.evidence));
        }
        return out;
    }
    // Whether the watch has brought what this manager wrote on redis-config.
    bool knows(const char* manager)
    {
        const auto config
            = model->tree().findManaged({pool.intern(""), pool.intern("ConfigMap"), pool.intern("apps"), pool.intern("redis-config")});
        return config && config->ownership
            && std::ranges::any_of(config->ownership->managers, [&](const auto& entry) { return entry.manager.view() == manager; });
    }
    dg::ObjectKey kustomization(const char* name)
    {
        return {pool.intern("kustomize.toolkit.fluxcd.io"), pool.intern("Kustomization"), pool.intern("flux-system"), pool.intern(name)};
    }
    dg::StringPool pool;
    dg::SystemClock clock;
    dg::Logger log;
    std::unique_ptr<dg::items::ClusterModel> model;
};

} // namespace

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

    // The same through the session that the window uses, and what becomes of it afterwards.
    void theWindowsSessionComparesAndForgetsWhatChanges()
    {
        patch("configmap", "redis-config", R"({"data":{"maxmemory":"2gb"}})", "k9s");
        Compared window(m_plane->kubeconfig(), "bed");
        QVERIFY(window.load());
        window.model->compareExactly(std::nullopt, {{"HelmRelease", "apps", "redis"}});
        QVERIFY(window.ended());
        const QStringList found{QStringLiteral("data.maxmemory \"2gb\" \"64mb\" storedManifest")};
        QCOMPARE(window.of("redis-config"), found);
        // Another field of the same object by another hand: it stays. This field: it goes, and what is watched stays.
        patch("configmap", "redis-config", R"({"metadata":{"annotations":{"by":"hand"}}})", "kubectl-annotate");
        QVERIFY(QTest::qWaitFor([&] { return window.knows("kubectl-annotate"); }, 30'000));
        QCOMPARE(window.of("redis-config").filter(QStringLiteral("storedManifest")), found);
        patch("configmap", "redis-config", R"({"data":{"maxmemory":"3gb"}})", "kubectl-edit");
        QVERIFY(QTest::qWaitFor([&] { return window.of("redis-config").filter(QStringLiteral("storedManifest")).isEmpty(); }, 30'000));
        QVERIFY(!window.of("redis-config").isEmpty());
    }

    void theServersDryRunComesThroughItTooAndTheFolderOfASource()
    {
        Compared window(m_plane->kubeconfig(), "bed");
        QVERIFY(window.load());
        auto settings = window.model->exactSettings();
        settings.dryRun = true;
        const auto owner = window.model->tree().find(window.kustomization("apps"));
        QVERIFY(owner);
        settings.folders[owner->source.kind.str() + "/" + owner->source.ns.str() + "/" + owner->source.name.str()]
            = (m_plane->folder() + QStringLiteral("/delivery-1")).toStdString();
        window.model->setExactSettings(settings);
        window.model->compareExactly(std::nullopt, {{"Kustomization", "flux-system", "apps"}});
        QVERIFY(window.ended());
        QVERIFY2(window.of("podinfo").contains(QStringLiteral("spec.replicas 4 1 dryRun")), qPrintable(window.of("podinfo").join(u'\n')));
    }

    // What a viewer may not do is said with the right it takes, by the server's own review and by what the comparison met.
    void aViewersMissingRightsAreShown()
    {
        Compared window(m_plane->kubeconfig(), "bed-viewer");
        std::vector<dg::session::AccessAnswer> answers;
        QVERIFY(QTest::qWaitFor([&] { return !window.model->status().serverVersion.empty(); }, 60'000));
        window.model->checkAccess({{"", "Secret", "get", {"apps"}}, {"", "ConfigMap", "get", {"apps"}}},
            [&](std::vector<dg::session::AccessAnswer> all) { answers = std::move(all); });
        QVERIFY(QTest::qWaitFor([&] { return answers.size() == 2; }, 30'000));
        const auto may = [&](const char* resource) {
            return m_plane->kubectl({QStringLiteral("auth"), QStringLiteral("can-i"), QStringLiteral("get"), QLatin1String(resource),
                       QStringLiteral("-n"), QStringLiteral("apps"), QStringLiteral("--context"), QStringLiteral("bed-viewer")})
                == QLatin1String("yes");
        };
        using dg::session::Permission;
        QCOMPARE(answers[0].permission, may("secrets") ? Permission::Allowed : Permission::Denied);
        QCOMPARE(answers[1].permission, may("configmaps") ? Permission::Allowed : Permission::Denied);
        QVERIFY(!may("secrets"));
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
