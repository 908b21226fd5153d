// SPDX-License-Identifier: Apache-2.0
// `drift --exact` on what real controllers applied: live and desired values, from Helm's stored release, from the source's
// files (a folder, a real registry, a stand-in of GitLab's API), and from the server's own dry run; on the command line and in
// the session of the window.
#include "control_plane.h"
#include "items/cluster_model.h"
#include "kube/kubeconfig.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

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
                return model->status().complete && model->scheduler().backlog() == 0 && model->knowsDrift() && config
                    && model->tree().find(kustomization("apps"));
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

    // With the control plane's kubectl in the PATH, unless `path` says otherwise.
    Outcome drift(
        const QStringList& more, const QString& context = {}, const QString& path = {}, const std::map<QString, QString>& variables = {})
    {
        QStringList arguments{QStringLiteral("drift"), QStringLiteral("--exact"), QStringLiteral("--output"), QStringLiteral("json"),
            QStringLiteral("--kubeconfig"), m_plane->kubeconfig(), QStringLiteral("--profile"), m_profile.path()};
        if (!context.isEmpty())
            arguments << QStringLiteral("--context") << context;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"), path.isEmpty() ? m_plane->programs() : path);
        environment.insert(QStringLiteral("DOCKER_CONFIG"), m_profile.path());
        for (const auto& [name, value] : variables)
            environment.insert(name, value);
        QProcess process;
        process.setProcessEnvironment(environment);
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
    static QStringList fromSource(const char* owner)
    {
        return {QStringLiteral("--from"), QStringLiteral("source"), QStringLiteral("--owner"), QLatin1String(owner)};
    }
    void write(const QString& path, const char* text)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY2(file.open(QIODevice::WriteOnly) && file.write(text) >= 0, qPrintable(path));
    }
    bool waitUntilReady(const char* object, const char* ns)
    {
        return m_plane->waitFor(
            [&] {
                return m_plane->kubectl({QStringLiteral("get"), QLatin1String(object), QStringLiteral("-n"), QLatin1String(ns),
                           QStringLiteral("--ignore-not-found"), QStringLiteral("-o"),
                           QStringLiteral("jsonpath={.status.conditions[?(@.type==\"Ready\")].status}")})
                    == QLatin1String("True");
            },
            180);
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
        QVERIFY(waitUntilReady("kustomization/apps", "flux-system"));
        QVERIFY(waitUntilReady("helmrelease/redis", "apps"));
        QVERIFY(waitUntilReady("kustomization/docs", "flux-system"));
        // So that nothing is put back while we look.
        patch("kustomization", "apps", R"({"spec":{"suspend":true}})", "flux", "flux-system");
    }
    void cleanupTestCase() { m_plane.reset(); }

    void nothingIsSaidWhereNothingDrifted()
    {
        for (const auto& more : {fromFiles(), fromFiles() + QStringList{QStringLiteral("--dry-run")}, fromSource("ks/flux-system/apps"),
                 fromSource("ks/flux-system/apps") + QStringList{QStringLiteral("--dry-run")},
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

    void theRevisionThatWasAppliedIsFetchedAndNotTheNewest()
    {
        const auto folder = m_plane->folder() + QStringLiteral("/delivery-new");
        write(folder + QStringLiteral("/apps/podinfo.yaml"),
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: podinfo-theme, namespace: apps}\ndata: {color: plum}\n");
        for (const char* const other : {"web", "payments", "platform"}) {
            const auto name = QLatin1String(other) + QStringLiteral("/x.yaml");
            write(folder + QLatin1Char('/') + name, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: web}\n");
        }
        const auto pushed = m_plane->tell(QStringLiteral("push team/delivery latest ") + folder);
        QVERIFY2(pushed.value(QLatin1String("ok")).toBool(), QJsonDocument(pushed).toJson().constData());
        const auto run = drift(fromSource("ks/flux-system/apps"));
        QVERIFY2(run.code == 1, (run.out + run.err).constData());
        QCOMPARE(findings(run, u"Deployment", u"podinfo"),
            (QStringList{
                QStringLiteral("metadata.labels.by \"hand\" - files certain"), QStringLiteral("spec.replicas 4 1 files certain")}));
        QCOMPARE(findings(run, u"ConfigMap", u"podinfo-theme"), QStringList{QStringLiteral("data.color - \"teal\" files certain")});
    }

    void aGitRepositoryIsFetchedFromGitLabsApi()
    {
        patch("kustomization", "docs", R"({"spec":{"suspend":true}})", "flux", "flux-system");
        patch("configmap", "docs", R"({"data":{"page":"changed"}})", "k9s");
        const auto host = QStringLiteral("http://127.0.0.1:%1").arg(m_plane->port("git"));
        const std::map<QString, QString> gitLab{
            {QStringLiteral("GITLAB_HOST"), host}, {QStringLiteral("GITLAB_TOKEN"), QStringLiteral("glpat-bed")}};
        const auto run = drift(fromSource("ks/flux-system/docs"), {}, {}, gitLab);
        QCOMPARE(findings(run, u"ConfigMap", u"docs"), QStringList{QStringLiteral("data.page \"changed\" \"index\" files certain")});
        auto refused = gitLab;
        refused[QStringLiteral("GITLAB_TOKEN")] = QStringLiteral("glpat-other");
        const auto denied = drift(fromSource("ks/flux-system/docs"), {}, {}, refused);
        QVERIFY2(
            denied.code == 2 && (denied.out + denied.err).contains("no longer has the revision"), (denied.out + denied.err).constData());
        QVERIFY(!(denied.out + denied.err).contains("glpat-"));
        const auto unknown = drift(fromSource("ks/flux-system/docs"));
        QVERIFY2(
            unknown.code == 2 && (unknown.out + unknown.err).contains("no GitLab that is known"), (unknown.out + unknown.err).constData());
    }

    void aPrivateRegistryWantsALogin()
    {
        const auto folder = m_plane->folder() + QStringLiteral("/private");
        write(folder + QStringLiteral("/a.yaml"),
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: private, namespace: apps}\ndata: {a: b}\n");
        const auto pushed = m_plane->tell(QStringLiteral("push-private team/private latest ") + folder);
        QVERIFY2(pushed.value(QLatin1String("ok")).toBool(), QJsonDocument(pushed).toJson().constData());
        const auto host = QStringLiteral("127.0.0.1:%1").arg(m_plane->port("private-registry"));
        const auto docker = QStringLiteral("{\"auths\":{\"%1\":{\"auth\":\"YWRhOnMzY3JldA==\"}}}").arg(host);
        m_plane->apply(QStringLiteral("apiVersion: v1\nkind: Secret\nmetadata: {name: registry, namespace: flux-system}\n"
                                      "type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: '%1'}\n---\n"
                                      "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"
                                      "metadata: {name: private, namespace: flux-system}\n"
                                      "spec: {interval: 1m, insecure: true, url: 'oci://%2/team/private', ref: {tag: latest}, "
                                      "secretRef: {name: registry}}\n---\n"
                                      "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
                                      "metadata: {name: private, namespace: flux-system}\n"
                                      "spec: {interval: 1h, path: ./, prune: true, sourceRef: {kind: OCIRepository, name: private}}\n")
                           .arg(docker, host));
        QVERIFY(waitUntilReady("kustomization/private", "flux-system"));
        patch("kustomization", "private", R"({"spec":{"suspend":true}})", "flux", "flux-system");
        patch("configmap", "private", R"({"data":{"a":"c"}})", "k9s");
        const QStringList found{QStringLiteral("data.a \"c\" \"b\" files certain")};
        const auto more = fromSource("ks/flux-system/private");
        // Nobody's login, then that of the environment, of docker's file, and of the source itself.
        const auto refused = drift(more);
        QVERIFY2(refused.code == 2 && (refused.out + refused.err).contains("does not show it to this login"),
            (refused.out + refused.err).constData());
        const auto own = drift(more, {}, {},
            {{QStringLiteral("DRIFTGLASS_REGISTRY_HOST"), host}, {QStringLiteral("DRIFTGLASS_REGISTRY_USER"), QStringLiteral("ada")},
                {QStringLiteral("DRIFTGLASS_REGISTRY_PASSWORD"), QStringLiteral("s3cret")}});
        QCOMPARE(findings(own, u"ConfigMap", u"private"), found);
        QCOMPARE(findings(drift(more + QStringList{QStringLiteral("--secrets")}), u"ConfigMap", u"private"), found);
        write(m_profile.path() + QStringLiteral("/config.json"), docker.toUtf8().constData());
        QCOMPARE(findings(drift(more), u"ConfigMap", u"private"), found);
    }

    // What real kustomize-controller makes of patches, components, generators and a Secret's variables has to come out here too.
    void whatKustomizesOwnProgramBuildsIsWhatFluxApplied()
    {
        const auto folder = m_plane->folder() + QStringLiteral("/built");
        write(folder + QStringLiteral("/over/kustomization.yaml"),
            "resources: [../base]\npatches: [{path: patch.yaml}]\n"
            "configMapGenerator: [{name: generated, namespace: apps, files: [greeting=../greeting.txt]}]\n");
        write(folder + QStringLiteral("/over/patch.yaml"),
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: built}\nspec: {revisionHistoryLimit: 3}\n");
        write(folder + QStringLiteral("/greeting.txt"), "hello");
        write(folder + QStringLiteral("/base/kustomization.yaml"), "resources: [d.yaml, c.yaml]\nnamespace: apps\n");
        write(folder + QStringLiteral("/base/d.yaml"),
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: built}\n"
            "spec:\n  replicas: \"${replicas}\"\n  selector: {matchLabels: {app: built}}\n  template:\n    metadata: {labels: {app: "
            "built}}\n"
            "    spec: {containers: [{name: main, image: 'registry.example.com/web:1.0.0'}]}\n");
        write(folder + QStringLiteral("/base/c.yaml"),
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: login}\ndata: {password: '${password}', text: "
            "'${quote}${replicas}${quote}'}\n");
        write(folder + QStringLiteral("/extra/kustomization.yaml"),
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [e.yaml]\n");
        write(folder + QStringLiteral("/extra/e.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra, namespace: apps}\n");
        const auto pushed = m_plane->tell(QStringLiteral("push team/built latest ") + folder);
        QVERIFY2(pushed.value(QLatin1String("ok")).toBool(), QJsonDocument(pushed).toJson().constData());
        m_plane->apply(
            QStringLiteral("apiVersion: v1\nkind: Secret\nmetadata: {name: vars, namespace: flux-system}\n"
                           "stringData: {password: hunter2}\n---\n"
                           "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"
                           "metadata: {name: built, namespace: flux-system}\n"
                           "spec: {interval: 1m, insecure: true, url: 'oci://127.0.0.1:%1/team/built', ref: {tag: latest}}\n---\n"
                           "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
                           "metadata: {name: built, namespace: flux-system}\n"
                           "spec:\n  interval: 1h\n  path: ./over\n  prune: true\n  sourceRef: {kind: OCIRepository, name: built}\n"
                           "  components: [../extra]\n  commonMetadata: {labels: {team: x}}\n"
                           "  images: [{name: registry.example.com/web, newTag: 1.0.1}]\n"
                           "  patches: [{target: {kind: ConfigMap, name: extra}, patch: '[{\"op\": \"add\", \"path\": \"/data\", "
                           "\"value\": {\"a\": \"b\"}}]'}]\n"
                           "  postBuild: {substitute: {replicas: \"2\", quote: '\"'}, substituteFrom: [{kind: Secret, name: vars}]}\n")
                .arg(m_plane->port("registry")));
        QVERIFY(waitUntilReady("kustomization/built", "flux-system"));
        patch("kustomization", "built", R"({"spec":{"suspend":true}})", "flux", "flux-system");
        const auto more = fromSource("ks/flux-system/built") + QStringList{QStringLiteral("--secrets")};
        const auto quiet = drift(more);
        QVERIFY2(quiet.code == 0, (quiet.out + quiet.err).constData());
        QVERIFY2(!quiet.out.contains("\"notJudged\":[{"), quiet.out.constData());
        patch("deployment", "built", R"({"spec":{"revisionHistoryLimit":5}})", "k9s");
        patch("configmap", "extra", R"({"data":{"a":"c"}})", "k9s");
        patch("configmap", "login", R"({"data":{"password":"hunter3"}})", "k9s");
        const auto run = drift(more);
        QVERIFY2(run.code == 1, (run.out + run.err).constData());
        QCOMPARE(findings(run, u"Deployment", u"built"), QStringList{QStringLiteral("spec.revisionHistoryLimit 5 3 files certain")});
        QCOMPARE(findings(run, u"ConfigMap", u"extra"), QStringList{QStringLiteral("data.a \"c\" \"b\" files certain")});
        QCOMPARE(findings(run, u"ConfigMap", u"login"), QStringList{QStringLiteral("data.password - - files certain")});
        QVERIFY(!(run.out + run.err).contains("hunter"));
        const auto without = drift(fromSource("ks/flux-system/built"));
        QVERIFY2(without.code == 2 && (without.out + without.err).contains("Secret/vars"), (without.out + without.err).constData());
        const auto nobody = drift(more, {}, QStringLiteral("/nonexistent"));
        QVERIFY2(nobody.code == 2 && (nobody.out + nobody.err).contains("With kubectl or kustomize in the PATH it can."),
            (nobody.out + nobody.err).constData());
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
