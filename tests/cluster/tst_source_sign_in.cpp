// SPDX-License-Identifier: Apache-2.0
// The sign-in with which the window opened a cluster is what it fetches sources with: the application itself through the stand-in's
// agent, a private project, real Flux. Without that sign-in the same comparison is refused.
#include "control_plane.h"
#include "core/application.h"
#include "items/cluster_list_model.h"
#include "items/cluster_model.h"
#include "theme/theme.h"

#include <QTemporaryDir>
#include <QTest>

using namespace dg;
using namespace std::chrono_literals;

namespace {

constexpr auto Patience = 60'000; // ms; only a failure waits that long

// A profile of its own, without the system's keychain.
struct Program {
    QTemporaryDir profile;
    theme::Theme theme;
    std::unique_ptr<core::Application> application;
    items::ClusterModel* cluster = nullptr;

    Program()
    {
        core::Application::Options options;
        options.paths = core::Paths::under(profile.path());
        options.remember = false;
        options.systemKeychain = false;
        application = std::make_unique<core::Application>(std::move(options), theme);
    }
    [[nodiscard]] bool show(const Result<int>& row)
    {
        cluster = row ? application->clusters().cluster(*row) : nullptr;
        if (!cluster)
            return false;
        cluster->setVisible(true);
        return QTest::qWaitFor([this] { return cluster->status().complete && cluster->scheduler().backlog() == 0; }, Patience);
    }
    [[nodiscard]] bool compare(const ObjectName& owner)
    {
        cluster->compareExactly({}, {owner});
        return QTest::qWaitFor([this] { return cluster->comparison().running == 0 && cluster->comparison().at; }, Patience);
    }
    [[nodiscard]] QStringList found(std::string_view name) const
    {
        QStringList out;
        for (const auto& one : cluster->findings()) {
            if (one.object.name.view() == name && one.desired)
                out << QString::fromStdString(one.path + ' ' + one.live.value_or("-") + ' ' + *one.desired);
        }
        return out;
    }
};

const ObjectName Shop{"Kustomization", "flux-system", "shop"};

} // namespace

class SourceSignInTest final : public QObject {
    Q_OBJECT
public:
    static void initMain() { qputenv("QT_QPA_PLATFORM", "offscreen"); } // before there is an application
private Q_SLOTS:
    void initTestCase()
    {
        for (const auto* name : {"GITLAB_TOKEN", "GITLAB_HOST", "KUBECONFIG"})
            qunsetenv(name); // what the environment says of a host would come first
        QString why;
        m_plane = test::ControlPlane::start({QStringLiteral("--gitlab")}, why);
        QVERIFY2(m_plane, qPrintable(why));
        m_plane->apply(QStringLiteral(R"(apiVersion: v1
kind: Namespace
metadata: {name: apps}
---
apiVersion: v1
kind: Secret
metadata: {name: shop, namespace: flux-system}
stringData: {username: gitlab+deploy-token-13, password: deploy-token}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: shop, namespace: flux-system}
spec: {interval: 1h, url: '%1/team/delivery.git', ref: {branch: main}, secretRef: {name: shop}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: shop, namespace: flux-system}
spec: {interval: 1h, path: ./apps, prune: true, wait: true, sourceRef: {kind: GitRepository, name: shop}}
)")
                           .arg(m_plane->gitlab("url")));
        int code = 1;
        const auto ready = m_plane->kubectl(
            {QStringLiteral("wait"), QStringLiteral("-n"), QStringLiteral("flux-system"), QStringLiteral("kustomization/shop"),
                QStringLiteral("--for=condition=Ready"), QStringLiteral("--timeout=60s")},
            {}, &code);
        QVERIFY2(code == 0, qPrintable(ready));
        patch("flux-system", "kustomization/shop", R"({"spec":{"suspend":true}})"); // so that nothing is put back while one looks
        patch("apps", "configmap/shop", R"({"data":{"version":"by hand"}})");
    }
    void cleanupTestCase() { m_plane.reset(); }

    void whoeverSignedInReadsTheirProjectsSources()
    {
        Program program;
        QVERIFY(program.show(program.application->openGitLabAgent(choice(), Secret("user-token"), [](const Status&) {})));
        QVERIFY(program.compare(Shop));
        QVERIFY2(program.cluster->notCompared().empty(), notCompared(program));
        QCOMPARE(program.found("shop"), QStringList{QStringLiteral("data.version \"by hand\" \"4\"")});
    }
    // The same agent and the same rights in the cluster, without a word of the GitLab: its source is not read.
    void withoutASignInItIsSaidThatTheSourceCannotBeRead()
    {
        Program program;
        QVERIFY(program.show(program.application->openAgent(m_plane->gitlab("proxy"), 7, Secret("user-token"))));
        QVERIFY(program.compare(Shop));
        QCOMPARE(program.found("shop"), QStringList());
        QVERIFY2(notCompared(program) == QByteArray("unsupported host"), notCompared(program));
    }
    // Signed in again, with a token that may not: it is the new one that is sent.
    void aReplacedTokenIsTheOneThatIsSent()
    {
        Program program;
        QVERIFY(program.show(program.application->openGitLabAgent(choice(), Secret("user-token"), [](const Status&) {})));
        program.application->replaceToken(choice().account, Secret("proxy-only-token"), [](const Status&) {});
        QVERIFY(program.compare(Shop));
        QCOMPARE(program.found("shop"), QStringList());
        QVERIFY2(notCompared(program).startsWith("forbidden"), notCompared(program));
    }

private:
    [[nodiscard]] window::AgentChoice choice() const
    {
        window::AgentChoice out;
        out.proxyUrl = m_plane->gitlab("proxy");
        out.agentId = 7;
        out.account.host = m_plane->gitlab("url");
        out.account.user = QStringLiteral("ada");
        return out;
    }
    static QByteArray notCompared(const Program& program)
    {
        const auto& all = program.cluster->notCompared();
        return all.empty() ? QByteArray() : QByteArray(errorWord(all.front().error.code)) + ' ' + all.front().error.detail.c_str();
    }
    void patch(const char* ns, const char* what, const char* json)
    {
        m_plane->kubectl({QStringLiteral("patch"), QStringLiteral("-n"), QLatin1String(ns), QLatin1String(what),
            QStringLiteral("--type=merge"), QStringLiteral("--field-manager=k9s"), QStringLiteral("-p"), QLatin1String(json)});
    }
    std::unique_ptr<test::ControlPlane> m_plane;
};

QTEST_MAIN(SourceSignInTest)
#include "tst_source_sign_in.moc"
