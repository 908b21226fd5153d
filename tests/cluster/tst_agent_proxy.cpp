// SPDX-License-Identifier: Apache-2.0
// The GitLab agent's proxy as users meet it: through the stand-in (tests/gitlab) always, and through a real KAS and agentk
// where DRIFTGLASS_KAS_BIN has them. Agent 7 acts as itself, agent 8 as the user.
#include "watched.h"

#include <QTest>

using namespace dg;
using namespace dg::test;

class AgentProxyTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Every test runs once for each.
    void initTestCase_data()
    {
        QTest::addColumn<bool>("real");
        QTest::newRow("stand-in") << false;
        if (qEnvironmentVariableIsEmpty("DRIFTGLASS_KAS_BIN"))
            qInfo("DRIFTGLASS_KAS_BIN is not set: no real KAS to test against");
        else
            QTest::newRow("KAS") << true;
    }
    void initTestCase()
    {
        QString why;
        m_plane = ControlPlane::start({QStringLiteral("--sample"), QStringLiteral("--gitlab")}, why);
        QVERIFY2(m_plane, qPrintable(why));
    }
    void cleanupTestCase() { m_plane.reset(); }

    void aPersonalTokenThatActsAsTheAgentSeesTheWholeTreeAndReconciles()
    {
        Watched cluster(connection("user-token"));
        QVERIFY(
            m_plane->waitFor([&] { return cluster.status().phase == session::ConnectionPhase::Live && cluster.status().complete; }, 60));
        QVERIFY(m_plane->waitFor([&] { return cluster.states()["Kustomization/flux-system/docs"] == "ready"; }, 60));
        QVERIFY(cluster.status().viaAgent);
        const auto id
            = cluster.session().reconcile(cluster.key("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", "docs"), false);
        session::Action found;
        QVERIFY(m_plane->waitFor(
            [&] {
                for (const auto& action : cluster.status().actions) {
                    if (action.id == id)
                        found = action;
                }
                return found.done();
            },
            60));
        QCOMPARE(found.outcome, session::ActionOutcome::Ready);
    }

    void aUserWithoutRightsInTheClusterGetsTheClustersRefusalAndNotASignInProblem()
    {
        Watched cluster(connection("user-token", 8));
        QVERIFY(m_plane->waitFor(
            [&] {
                const auto status = cluster.status();
                return !status.streams.empty() && status.streams.front().state.phase == kube::StreamPhase::Forbidden;
            },
            60));
        QVERIFY(m_plane->waitFor([&] { return cluster.status().user == "gitlab:user:ada"; }, 20));
    }

    void aJobTokenWorksInItsOwnForm()
    {
        Watched cluster(connection("job-token", 7, true));
        QVERIFY(m_plane->waitFor([&] { return cluster.status().phase == session::ConnectionPhase::Live; }, 60));
    }

    void aRefusedTokenIsGitLabsRefusal()
    {
        Watched cluster(connection("wrong"));
        QVERIFY(m_plane->waitFor([&] { return cluster.status().phase == session::ConnectionPhase::Unauthorized; }, 60));
        QCOMPARE(cluster.status().error.code, ErrorCode::GitLabUnauthorized);
    }

    // Last: the agent goes and comes back.
    void anAgentThatIsNotConnectedIsToldApartAndComesBackByItself()
    {
        QVERIFY(m_plane->tell(QStringLiteral("agent 7 offline")).value(QLatin1String("ok")).toBool());
        Watched cluster(connection("user-token"));
        QVERIFY(m_plane->waitFor([&] { return cluster.status().phase == session::ConnectionPhase::WaitingForAgent; }, 15));
        QVERIFY(m_plane->waitFor([&] { return cluster.status().phase == session::ConnectionPhase::AgentOffline; }, 60)); // KAS takes 20 s
        QCOMPARE(cluster.status().error.code, ErrorCode::AgentOffline);
        QVERIFY(m_plane->tell(QStringLiteral("agent 7 connected")).value(QLatin1String("ok")).toBool());
        QVERIFY(m_plane->waitFor([&] { return cluster.status().phase == session::ConnectionPhase::Live; }, 120));
    }

private:
    kube::ConnectionSpec connection(const char* token, quint64 agent = 7, bool ci = false)
    {
        QFETCH_GLOBAL(bool, real);
        const auto base
            = real ? QStringLiteral("http://127.0.0.1:%1/k8s-proxy/").arg(m_plane->port("kas-proxy")) : m_plane->gitlab("proxy");
        auto spec = kube::agentConnection(base.toStdString(), agent, Secret(token), ci);
        if (!spec)
            qFatal("%s", errorWord(spec.error().code));
        return *spec;
    }
    std::unique_ptr<ControlPlane> m_plane;
};

QTEST_GUILESS_MAIN(AgentProxyTest)
#include "tst_agent_proxy.moc"
