// SPDX-License-Identifier: Apache-2.0
// The GitLab agent's proxy as users meet it: through the stand-in (tests/gitlab) always, and through a real KAS and agentk
// where DRIFTGLASS_KAS_BIN has them. Agent 7 acts as itself, agent 8 as the user.
#include "watched.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkInterface>
#include <QNetworkReply>
#include <QTest>

#include <algorithm>

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
        QCOMPARE(outcomeOf(cluster, id).outcome, session::ActionOutcome::Ready);
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

    // As a push would: through the service proxy to the real notification-controller, and from there to the source.
    void aReceiverIsCalledAndWhatItAskedIsFollowed()
    {
        const auto address = ownAddress();
        if (address.isEmpty())
            QSKIP("This machine has no address but the loopback, and a Service cannot have that as its endpoint.");
        exposeReceivers(address);
        m_plane->apply(QStringLiteral(R"(apiVersion: v1
kind: Secret
metadata: {name: hook, namespace: flux-system}
stringData: {token: hook-secret}
---
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: {name: hook, namespace: flux-system}
spec:
  type: gitlab
  events: [Push Hook]
  secretRef: {name: hook}
  resources: [{kind: GitRepository, name: docs}]
)"));
        Watched cluster(connection("user-token"));
        QVERIFY(m_plane->waitFor([&] { return cluster.states()["Receiver/flux-system/hook"] == "ready"; }, 60));
        QVERIFY(m_plane->waitFor([&] { return cluster.states()["GitRepository/flux-system/docs"] == "ready"; }, 60));
        QVERIFY(m_plane->waitFor( // its conditions are written first, the path a moment later
            [&] {
                return !m_plane
                            ->kubectl({QStringLiteral("get"), QStringLiteral("receiver"), QStringLiteral("hook"), QStringLiteral("-n"),
                                QStringLiteral("flux-system"), QStringLiteral("-o"), QStringLiteral("jsonpath={.status.webhookPath}")})
                            .isEmpty();
            },
            30));
        const auto receiver = cluster.key("notification.toolkit.fluxcd.io", "Receiver", "flux-system", "hook");

        session::ReceiverCall wrong;
        wrong.token = Secret("something else");
        const auto refused = outcomeOf(cluster, cluster.session().triggerReceiver(receiver, std::move(wrong)));
        QCOMPARE(refused.outcome, session::ActionOutcome::Error);
        QVERIFY2(refused.error.httpStatus == 400,
            qPrintable(QString::fromStdString(
                std::string(errorWord(refused.error.code)) + " " + refused.error.subject + " " + refused.error.detail)));

        session::ReceiverCall read;
        read.readToken = true;
        const auto id = cluster.session().triggerReceiver(receiver, std::move(read));
        const auto called = outcomeOf(cluster, id);
        QVERIFY2(called.outcome == session::ActionOutcome::Ready, called.error.detail.c_str());
        QCOMPARE(called.asked, 1u);
        const auto actions = cluster.status().actions;
        const auto set = std::ranges::find(actions, id, &session::Action::cause);
        QVERIFY(set != actions.end());
        QCOMPARE(set->key.toString(), std::string("GitRepository/flux-system/docs"));
        QCOMPARE(outcomeOf(cluster, set->id).outcome, session::ActionOutcome::Ready);
    }

    void aRefusedTokenIsGitLabsRefusal()
    {
        Watched cluster(connection("wrong"));
        QVERIFY(m_plane->waitFor([&] { return cluster.status().phase == session::ConnectionPhase::Unauthorized; }, 60));
        QCOMPARE(cluster.status().error.code, ErrorCode::GitLabUnauthorized);
    }

    void aTokenThatEndsWhileOneLooksIsReplacedAndTheScreenStays()
    {
        QFETCH_GLOBAL(bool, real);
        if (real)
            QSKIP("A real KAS keeps its answer about a token for a minute.");
        Watched cluster(connection("user-token"));
        QVERIFY(m_plane->waitFor([&] { return cluster.status().complete && cluster.states().size() > 5; }, 60));
        const auto before = cluster.states();
        const auto revoke = [&](bool revoked) {
            tell("token", {{QStringLiteral("token"), QStringLiteral("user-token")}, {QStringLiteral("revoked"), revoked}});
            tell("advance", {{QStringLiteral("seconds"), 120}}); // what the proxy remembers of it
        };
        revoke(true);
        tell("clear", {});
        tell("drop_watches", {});
        QVERIFY(m_plane->waitFor([&] { return cluster.status().phase == session::ConnectionPhase::Unauthorized; }, 30));
        QCOMPARE(cluster.status().error.code, ErrorCode::GitLabUnauthorized);
        m_plane->waitFor([] { return false; }, 5); // nobody knocks on and on with a token that is refused
        const auto asked = tell("requests", {})[QLatin1String("requests")].toArray().size();
        const auto streams = static_cast<qsizetype>(cluster.status().streams.size());
        QVERIFY2(asked <= 2 * streams + 10, qPrintable(QStringLiteral("%1 requests, %2 streams").arg(asked).arg(streams)));
        const auto keepsAll = [&] { // more may have come meanwhile
            const auto now = cluster.states();
            return std::ranges::all_of(before, [&](const auto& entry) { return now.contains(entry.first); });
        };
        QVERIFY(keepsAll());

        cluster.session().replaceToken(connection("proxy-only-token").auth.token);
        QVERIFY(
            m_plane->waitFor([&] { return cluster.status().phase == session::ConnectionPhase::Live && cluster.status().complete; }, 60));
        QVERIFY(keepsAll());
        QCOMPARE(cluster.resets(), 0);
        revoke(false);
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
    // The stand-in's control port.
    QJsonObject tell(const char* word, const QJsonObject& asked)
    {
        QNetworkRequest request(QUrl(m_plane->gitlab("control") + QLatin1Char('/') + QLatin1String(word)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        QNetworkAccessManager network;
        auto* reply = network.post(request, QJsonDocument(asked).toJson());
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        return QJsonDocument::fromJson(reply->readAll()).object();
    }
    // As far as it got in a minute.
    session::Action outcomeOf(Watched& cluster, std::uint64_t id)
    {
        session::Action found;
        m_plane->waitFor(
            [&] {
                for (const auto& action : cluster.status().actions) {
                    if (action.id == id)
                        found = action;
                }
                return found.done();
            },
            60);
        return found;
    }
    // notification-controller runs beside the cluster, the API server's proxy only reaches pods: one that has its address.
    void exposeReceivers(const QString& address)
    {
        m_plane->apply(QStringLiteral(R"(apiVersion: v1
kind: Pod
metadata: {name: notification-controller, namespace: flux-system}
spec: {containers: [{name: manager, image: notification-controller}]}
---
apiVersion: v1
kind: Service
metadata: {name: webhook-receiver, namespace: flux-system}
spec: {ports: [{name: http, port: 80, targetPort: %2}]}
---
apiVersion: v1
kind: Endpoints
metadata: {name: webhook-receiver, namespace: flux-system}
subsets:
- addresses: [{ip: %1, targetRef: {kind: Pod, name: notification-controller, namespace: flux-system}}]
  ports: [{name: http, port: %2}]
)")
                           .arg(address)
                           .arg(m_plane->port("receiver")));
        m_plane->kubectl({QStringLiteral("patch"), QStringLiteral("pod"), QStringLiteral("notification-controller"), QStringLiteral("-n"),
            QStringLiteral("flux-system"), QStringLiteral("--subresource=status"), QStringLiteral("--type=merge"), QStringLiteral("-p"),
            QStringLiteral(R"({"status":{"podIP":"%1","podIPs":[{"ip":"%1"}]}})").arg(address)});
    }
    static QString ownAddress()
    {
        for (const auto& address : QNetworkInterface::allAddresses()) {
            if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback() && !address.isLinkLocal())
                return address.toString();
        }
        return {};
    }
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
