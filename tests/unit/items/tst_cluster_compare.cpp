// SPDX-License-Identifier: Apache-2.0
// The exact comparison as the window runs it, against the demo's API server: findings beside what is watched, what could not be
// compared, cancelling, the schedule. Values of Secrets come nowhere.
#include "demo/demo_cluster.h"
#include "items/cluster_model.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <atomic>

using namespace dg;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 40'000; // ms; only a failure waits that long

// The system's clock, ahead by what a test says.
class AheadClock final : public Clock {
public:
    [[nodiscard]] SteadyTime steady() const override { return m_system.steady() + ahead.load(); }
    [[nodiscard]] WallTime wall() const override { return m_system.wall() + ahead.load(); }
    std::atomic<Millis> ahead{Millis{0}};

private:
    SystemClock m_system;
};

struct Opened {
    explicit Opened(const demo::DemoCluster& demo)
    {
        kube::ConnectionSpec spec;
        spec.name = "test";
        spec.endpoint.baseUrl = demo.baseUrl();
        spec.auth.token = demo.token();
        session::SessionOptions options;
        options.keepOwnership = true;
        model = std::make_unique<items::ClusterModel>(std::make_unique<session::ClusterSession>(std::move(spec), std::move(options), pool,
                                                          system, log, [](const kube::ExecSpec&) { return false; }),
            pool, clock);
        model->watchDrift({}, {});
        model->start();
    }
    [[nodiscard]] bool load()
    {
        return QTest::qWaitFor(
            [this] {
                return model->status().complete && model->scheduler().backlog() == 0 && model->summary().total >= 30 && model->knowsDrift()
                    && of("redis-master").size() == 2 && of("ingress-nginx-controller").size() == 1;
            },
            Patience);
    }
    [[nodiscard]] bool done()
    {
        return QTest::qWaitFor([this] { return model->comparison().running == 0; }, Patience);
    }
    // Of the object of that name: path, evidence, what is live and what it should be.
    [[nodiscard]] QStringList of(const char* name) const
    {
        QStringList out;
        for (const auto& f : model->findings()) {
            if (f.object.name.view() == name)
                out << QString::fromStdString(
                    f.path + ' ' + drift::evidenceWord(f.evidence) + ' ' + f.live.value_or("-") + ' ' + f.desired.value_or("-"));
        }
        return out;
    }
    [[nodiscard]] ObjectKey key(const char* group, const char* kind, const char* ns, const char* name)
    {
        return {pool.intern(group), pool.intern(kind), pool.intern(ns), pool.intern(name)};
    }
    StringPool pool;
    SystemClock system; // the session's
    AheadClock clock; // the model's
    QTemporaryDir folder;
    Logger log{folder.filePath(QStringLiteral("log")).toStdString(), LogLevel::Debug};
    std::unique_ptr<items::ClusterModel> model;
};

const ObjectName Redis{"HelmRelease", "redis", "redis"};
// Of redis-master, before anything is compared.
const QStringList Watched{
    QStringLiteral(" conditionDrifted - -"), QStringLiteral("spec.template.spec.containers[name=redis-master].image siblingsAreFluxs - -")};

} // namespace

class ClusterCompareTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        demo::DemoOptions options;
        options.alive = false;
        m_demo = std::make_unique<demo::DemoCluster>(options);
        QVERIFY(m_demo->start());
    }

    void whatItFindsStandsWithWhatIsWatchedOnceEach()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        QCOMPARE(o.of("redis-master"), Watched);
        const auto id = o.model->compareExactly(std::nullopt, {Redis});
        QCOMPARE(o.model->comparison().running, id);
        QVERIFY(o.done());
        QVERIFY(!o.model->comparison().error);
        QCOMPARE(o.of("redis-master"),
            (QStringList{QStringLiteral(" conditionDrifted - -"),
                QStringLiteral("spec.template.spec.containers[name=redis-master].image storedManifest "
                               "\"registry.example.com/redis/redis-master:2.13.4\" \"registry.example.com/redis/redis-master:2.13.2\"")}));
        QCOMPARE(o.of("redis-configuration"), QStringList{QStringLiteral("data.log-level storedManifest \"info\" \"notice\"")});
        const auto found
            = std::ranges::find_if(o.model->findings(), [](const auto& f) { return f.object.name.view() == "redis-configuration"; });
        QVERIFY(found->comparedAt && !found->beforeLastPass);
        QCOMPARE(o.model->driftSummary().byKind[static_cast<std::size_t>(drift::Kind::HelmDrifted)], 1u);
        // The Secret was not asked for: said, and no drift.
        QCOMPARE(o.model->notCompared().size(), std::size_t{1});
        QCOMPARE(o.model->notCompared().front().object.name.str(), std::string("redis-auth"));
        QVERIFY(o.of("redis-auth").isEmpty());
        const auto action = std::ranges::find(o.model->actions(), id, &session::Action::id);
        QVERIFY(action != o.model->actions().end() && action->done());
        QCOMPARE(action->verb, session::ActionVerb::Compare);
        QCOMPARE(action->compared, std::size_t{3});
        QCOMPARE(action->differing, std::size_t{2});
    }

    // What ownership tells of a field and what the comparison tells of it is one row, and the comparison knows both values.
    void whereBothSpeakOfAFieldOneRowStands()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        const auto before = o.of("ingress-nginx-controller");
        QVERIFY2(before.size() == 1 && before.front().endsWith(QLatin1String(" - -")), qPrintable(before.join(u'\n')));
        o.model->compareExactly(std::nullopt, {{"HelmRelease", "ingress-nginx", "ingress-nginx"}});
        QVERIFY(o.done());
        const auto after = o.of("ingress-nginx-controller");
        QVERIFY2(after.size() == 1 && after.front().startsWith(before.front().section(u' ', 0, 0) + QStringLiteral(" storedManifest")),
            qPrintable(after.join(u'\n')));
    }

    void oneObjectAloneIsCompared()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        o.model->compareExactly(o.key("", "ConfigMap", "redis", "redis-configuration"), {Redis});
        QVERIFY(o.done());
        QCOMPARE(o.model->comparison().compared, std::size_t{1});
        QCOMPARE(o.of("redis-configuration").size(), 1);
        QCOMPARE(o.of("redis-master"), Watched);
        o.model->compareExactly(o.key("", "ConfigMap", "redis", "nobody-named-it"), {Redis});
        QVERIFY(o.done());
        QCOMPARE(o.model->notCompared().size(), std::size_t{1});
        QCOMPARE(o.model->notCompared().front().why, session::NotCompared::Why::NotNamed);
    }

    void aMissingRightIsSaidAndNoDrift()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        o.model->compareExactly(std::nullopt, {{"HelmRelease", "payments", "postgres"}});
        QVERIFY(o.done());
        QCOMPARE(o.model->notCompared().size(), std::size_t{1});
        QCOMPARE(o.model->notCompared().front().right, std::string("get secrets"));
        QCOMPARE(o.model->notCompared().front().ns, std::string("payments"));
        QVERIFY(o.of("postgres").isEmpty());
    }

    // Canaries: what the demo's Secret holds live, and what Helm stored of it; plain and as base64.
    void valuesOfSecretsComeNowhere()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        auto settings = o.model->exactSettings();
        settings.includeSecrets = true;
        o.model->setExactSettings(settings);
        o.model->compareExactly(std::nullopt, {Redis});
        QVERIFY(o.done());
        QCOMPARE(o.of("redis-auth"), QStringList{QStringLiteral("data.password storedManifest - -")});
        QVERIFY(o.model->notCompared().empty());
        std::string all;
        for (const auto& f : o.model->findings())
            all += f.path + f.live.value_or("") + f.desired.value_or("") + f.detail;
        for (const auto& action : o.model->actions())
            all += action.message + action.error.detail;
        QFile file(o.folder.filePath(QStringLiteral("log")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        all += file.readAll().toStdString();
        QVERIFY(all.size() > 500);
        for (const char* canary : {"set-by-hand", "c2V0LWJ5LWhhbmQ", "change-me-now", "Y2hhbmdlLW1lLW5vdw"})
            QVERIFY2(all.find(canary) == std::string::npos, canary);
    }

    void aComparisonIsCancelledAndTheNextWaitsForItsTurn()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        const auto first = o.model->compareExactly(std::nullopt, {});
        const auto second = o.model->compareExactly(std::nullopt, {Redis});
        const auto third = o.model->compareExactly(std::nullopt, {Redis});
        o.model->cancelAction(third); // it never began
        o.model->cancelAction(first);
        QVERIFY(o.done());
        const auto outcome = [&](std::uint64_t id) { return std::ranges::find(o.model->actions(), id, &session::Action::id)->outcome; };
        QVERIFY(QTest::qWaitFor([&] { return outcome(second) != session::ActionOutcome::None; }, Patience));
        QCOMPARE(outcome(second), session::ActionOutcome::Ready);
        QCOMPARE(outcome(third), session::ActionOutcome::Error);
        QCOMPARE(o.of("redis-configuration").size(), 1);
    }

    void theScheduleRunsByItselfOneAtATimeAndShowsTheNext()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        auto settings = o.model->exactSettings();
        settings.every = 600s;
        settings.owners = {Redis};
        o.model->setExactSettings(settings);
        QVERIFY(QTest::qWaitFor([&] { return o.model->comparison().next.has_value(); }, Patience));
        QVERIFY(o.of("redis-configuration").isEmpty());
        o.clock.ahead = 121s;
        QVERIFY(QTest::qWaitFor([&] { return o.model->comparison().at.has_value(); }, Patience));
        QCOMPARE(o.of("redis-configuration").size(), 1);
        const auto next = o.model->comparison().next;
        QVERIFY(next && *next - o.clock.wall() > 590s && *next - o.clock.wall() <= 600s);
        QVERIFY(!o.model->comparison().backedOff);
        // What it may not read makes it wait longer.
        settings.owners = {{"HelmRelease", "payments", "postgres"}};
        o.model->setExactSettings(settings);
        o.clock.ahead = 121s + 601s;
        QVERIFY(QTest::qWaitFor([&] { return o.model->comparison().backedOff; }, Patience));
        QVERIFY(*o.model->comparison().next - o.clock.wall() > 1190s);
    }

    void rightsAreAskedWhereTheyAreNeeded()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        std::vector<session::AccessAnswer> answers;
        o.model->checkAccess({{"", "Secret", "get", {"redis"}}, {"", "Secret", "get", {"payments", "redis"}},
                                 {"apps", "Deployment", "get", {"redis", "web"}}, {"apps", "Deployment", "patch", {"redis"}},
                                 {"x.io", "Widget", "get", {"redis"}}},
            [&](std::vector<session::AccessAnswer> all) { answers = std::move(all); });
        QVERIFY(QTest::qWaitFor([&] { return answers.size() == 5; }, Patience));
        using session::Permission;
        QCOMPARE(answers[0].permission, Permission::Allowed);
        QCOMPARE(answers[1].permission, Permission::Denied);
        QCOMPARE(answers[1].lacking, std::vector<std::string>{"payments"});
        QCOMPARE(answers[2].permission, Permission::Allowed);
        QCOMPARE(answers[2].resource, std::string("deployments.apps"));
        QCOMPARE(answers[3].permission, Permission::Denied);
        QVERIFY(answers[4].resource.empty());
    }

    void closingWhileItComparesIsQuiet()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        bool told = false;
        o.model->compareExactly(std::nullopt, {});
        connect(o.model.get(), &items::ClusterModel::comparisonChanged, this, [&] { told = true; });
        o.model.reset();
        QVERIFY(!told);
    }

private:
    std::unique_ptr<demo::DemoCluster> m_demo;
};

QTEST_GUILESS_MAIN(ClusterCompareTest)
#include "tst_cluster_compare.moc"
