// SPDX-License-Identifier: Apache-2.0
#include "flux/reconcile.h"
#include "sample.h"

#include <QtTest>

#include <map>

using namespace dg;
using namespace dg::flux;

namespace {

constexpr const char* Token = "2026-11-23T10:00:00.123Z";

// A cluster of a few objects that a test changes by hand.
struct World {
    std::map<std::string, FluxObject> objects;
    FluxObject& add(Kind kind, const char* name, const std::string& spec = {})
    {
        const auto decoded = sample::fluxObject(
            kind, "{\"metadata\":{\"name\":\"" + std::string(name) + "\",\"namespace\":\"n\",\"generation\":1},\"spec\":{" + spec + "}}");
        return objects.insert_or_assign(decoded->key.toString(), *decoded).first->second;
    }
    FindFlux find()
    {
        return [this](const ObjectKey& key) -> const FluxObject* {
            const auto it = objects.find(key.toString());
            return it == objects.end() ? nullptr : &it->second;
        };
    }
};

void setReady(FluxObject& object, Tri status, const char* reason, std::int64_t generation = 1, int second = 0)
{
    std::erase_if(object.conditions, [](const Condition& c) { return c.type == "Ready"; });
    object.conditions.push_back({"Ready", status, reason, "m", WallTime{Seconds{second}}, generation});
}

QString planText(const std::vector<ObjectKey>& steps)
{
    QStringList names;
    for (const auto& key : steps)
        names << QString::fromStdString(key.toString());
    return names.join(u' ');
}

} // namespace

class TestReconcile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOutcomeAfterTheRequest_data()
    {
        QTest::addColumn<QString>("handled");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("generation"); // of Ready; the object's is 2
        QTest::addColumn<int>("second"); // of Ready's transition; before: 10
        QTest::addColumn<bool>("stalled");
        QTest::addColumn<int>("outcome");
        const auto own = QString::fromLatin1(Token);
        const auto before = u"before"_qs, other = u"somebody else"_qs;
        const int yes = int(Tri::True), no = int(Tri::False), unknown = int(Tri::Unknown);
        const int pending = int(ReconcileOutcome::Pending);
        QTest::newRow("not handled yet") << before << yes << u"x"_qs << 2 << 10 << false << pending;
        QTest::newRow("an old failure before it is handled") << before << no << u"BuildFailed"_qs << 2 << 20 << false << pending;
        QTest::newRow("ready") << own << yes << u"x"_qs << 2 << 20 << false << int(ReconcileOutcome::Ready);
        QTest::newRow("ready without news") << own << yes << u"x"_qs << 2 << 10 << false << int(ReconcileOutcome::Ready);
        QTest::newRow("ready of an old generation") << own << yes << u"x"_qs << 1 << 20 << false << pending;
        QTest::newRow("failed at once") << own << no << u"BuildFailed"_qs << 2 << 20 << false << int(ReconcileOutcome::Failed);
        QTest::newRow("stalled") << own << no << u"InstallFailed"_qs << 2 << 20 << true << int(ReconcileOutcome::Stalled);
        QTest::newRow("waits for a dependency")
            << own << no << u"DependencyNotReady"_qs << 2 << 20 << false << int(ReconcileOutcome::Waiting);
        QTest::newRow("canceled for a newer revision") << own << no << u"HealthCheckCanceled"_qs << 2 << 20 << false << pending;
        QTest::newRow("a pass is running") << own << unknown << u"Progressing"_qs << 2 << 20 << false << pending;
        QTest::newRow("overwritten, with a newer verdict") << other << yes << u"x"_qs << 2 << 20 << false << int(ReconcileOutcome::Ready);
        QTest::newRow("overwritten, failed") << other << no << u"BuildFailed"_qs << 2 << 20 << false << int(ReconcileOutcome::Failed);
        QTest::newRow("overwritten, the verdict is the old one") << other << yes << u"x"_qs << 2 << 10 << false << pending;
    }
    void theOutcomeAfterTheRequest()
    {
        QFETCH(QString, handled);
        QFETCH(int, status);
        QFETCH(QString, reason);
        QFETCH(int, generation);
        QFETCH(int, second);
        QFETCH(bool, stalled);
        World world;
        auto& object = world.add(Kind::Kustomization, "app");
        object.generation = 2;
        object.lastHandledReconcileAt = "before";
        setReady(object, Tri::True, "x", 2, 10);
        ReconcileTracker tracker({object.key}, Token);
        QVERIFY(tracker.advance(world.find(), {}) == object.key);
        object.lastHandledReconcileAt = handled.toStdString();
        setReady(object, static_cast<Tri>(status), reason.toUtf8().constData(), generation, second);
        if (stalled)
            object.conditions.push_back({"Stalled", Tri::True, "RetriesExceeded", "s", {}, 2});
        QVERIFY(!tracker.advance(world.find(), {}));
        QTEST(int(tracker.outcome()), "outcome");
        if (tracker.outcome() == ReconcileOutcome::Stalled)
            QCOMPARE(tracker.reason(), std::string("RetriesExceeded"));
        else if (tracker.outcome() != ReconcileOutcome::Pending)
            QCOMPARE(tracker.message(), std::string("m"));
    }
    void refusedWhereNobodyWouldAnswer_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<int>("outcome");
        QTest::newRow("suspended") << int(Kind::Kustomization) << QByteArray("\"suspend\":true") << int(ReconcileOutcome::Suspended);
        QTest::newRow("oci HelmRepository") << int(Kind::HelmRepository) << QByteArray("\"type\":\"oci\"")
                                            << int(ReconcileOutcome::NotReconcilable);
        QTest::newRow("ExternalArtifact") << int(Kind::ExternalArtifact) << QByteArray() << int(ReconcileOutcome::NotReconcilable);
        QTest::newRow("Alert") << int(Kind::Other) << QByteArray() << int(ReconcileOutcome::NotReconcilable);
    }
    void refusedWhereNobodyWouldAnswer()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, spec);
        World world;
        const auto key = world.add(static_cast<Kind>(kind), "o", spec.toStdString()).key;
        ReconcileTracker tracker({key}, Token);
        QVERIFY(!tracker.advance(world.find(), {}));
        QTEST(int(tracker.outcome()), "outcome");
    }
    void suspendedMeanwhileEndsTheWait()
    {
        World world;
        auto& object = world.add(Kind::Kustomization, "o");
        ReconcileTracker tracker({object.key}, Token);
        QVERIFY(tracker.advance(world.find(), {}));
        object.suspended = true;
        object.lastHandledReconcileAt = Token; // swallowed without work
        setReady(object, Tri::True, "x");
        QVERIFY(!tracker.advance(world.find(), {}));
        QCOMPARE(int(tracker.outcome()), int(ReconcileOutcome::Suspended));
    }
    void deletedMeanwhileIsGone()
    {
        World world;
        const auto key = world.add(Kind::Kustomization, "o").key;
        ReconcileTracker tracker({key}, Token);
        QVERIFY(tracker.advance(world.find(), {}));
        world.objects.clear();
        QVERIFY(!tracker.advance(world.find(), {}));
        QCOMPARE(int(tracker.outcome()), int(ReconcileOutcome::Gone));
    }
    void theTimeLimitIsTheObjectsOwnPlusThirtySeconds_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<int>("seconds");
        QTest::newRow("own") << QByteArray("\"timeout\":\"1m\"") << 90;
        QTest::newRow("default") << QByteArray() << 300;
    }
    void theTimeLimitIsTheObjectsOwnPlusThirtySeconds()
    {
        QFETCH(QByteArray, spec);
        QFETCH(int, seconds);
        World world;
        const auto key = world.add(Kind::Kustomization, "o", spec.toStdString()).key;
        const SteadyTime start{Seconds{1000}};
        ReconcileTracker tracker({key}, Token);
        QVERIFY(tracker.advance(world.find(), start));
        QVERIFY(tracker.deadline() == start + Seconds{seconds});
        QVERIFY(!tracker.advance(world.find(), start + Seconds{seconds} - Millis{1}));
        QCOMPARE(int(tracker.outcome()), int(ReconcileOutcome::Pending));
        QVERIFY(!tracker.advance(world.find(), start + Seconds{seconds}));
        QCOMPARE(int(tracker.outcome()), int(ReconcileOutcome::TimedOut));
    }
    void withItsSourceOneStepFollowsTheOther()
    {
        World world;
        auto& source = world.add(Kind::GitRepository, "src");
        auto& object = world.add(Kind::Kustomization, "app", "\"sourceRef\":{\"kind\":\"GitRepository\",\"name\":\"src\"}");
        ReconcileTracker tracker(reconcilePlan(object, true, world.find(), sample::pool()), Token);
        QVERIFY(tracker.advance(world.find(), {}) == source.key);
        QVERIFY(!tracker.advance(world.find(), {})); // asked once only
        source.lastHandledReconcileAt = Token;
        setReady(source, Tri::True, "Succeeded");
        QVERIFY(tracker.advance(world.find(), {}) == object.key);
        object.lastHandledReconcileAt = Token;
        setReady(object, Tri::True, "ReconciliationSucceeded");
        QVERIFY(!tracker.advance(world.find(), {}));
        QCOMPARE(int(tracker.outcome()), int(ReconcileOutcome::Ready));
    }
    void aFailingSourceEndsItThere()
    {
        World world;
        auto& source = world.add(Kind::GitRepository, "src");
        auto& object = world.add(Kind::Kustomization, "app", "\"sourceRef\":{\"kind\":\"GitRepository\",\"name\":\"src\"}");
        ReconcileTracker tracker({source.key, object.key}, Token);
        QVERIFY(tracker.advance(world.find(), {}));
        source.lastHandledReconcileAt = Token;
        setReady(source, Tri::False, "GitOperationFailed");
        QVERIFY(!tracker.advance(world.find(), {}));
        QCOMPARE(int(tracker.outcome()), int(ReconcileOutcome::Failed));
        QVERIFY(tracker.current() == source.key);
    }
    void thePlanGoesFromTheRepositoryToTheRelease()
    {
        World world;
        const auto ref
            = std::string("\"chart\":{\"spec\":{\"chart\":\"c\",\"sourceRef\":{\"kind\":\"HelmRepository\",\"name\":\"repo\"}}}");
        auto& release = world.add(Kind::HelmRelease, "rel", ref);
        QCOMPARE(planText(reconcilePlan(release, true, world.find(), sample::pool())), u"HelmRelease/n/rel"_qs); // no sources
        world.add(Kind::HelmChart, "n-rel", "\"sourceRef\":{\"kind\":\"HelmRepository\",\"name\":\"repo\"}");
        auto& repository = world.add(Kind::HelmRepository, "repo");
        QCOMPARE(planText(reconcilePlan(release, true, world.find(), sample::pool())),
            u"HelmRepository/n/repo HelmChart/n/n-rel HelmRelease/n/rel"_qs);
        QCOMPARE(planText(reconcilePlan(release, false, world.find(), sample::pool())), u"HelmRelease/n/rel"_qs);
        repository.ociHelmRepository = true;
        QCOMPARE(planText(reconcilePlan(release, true, world.find(), sample::pool())), u"HelmChart/n/n-rel HelmRelease/n/rel"_qs);
    }
    void thePlanLeavesOutAnExternalArtifact()
    {
        World world;
        world.add(Kind::ExternalArtifact, "ea");
        auto& object = world.add(Kind::Kustomization, "app", "\"sourceRef\":{\"kind\":\"ExternalArtifact\",\"name\":\"ea\"}");
        QCOMPARE(planText(reconcilePlan(object, true, world.find(), sample::pool())), u"Kustomization/n/app"_qs);
    }
    void thePatchesAreExactlyThese()
    {
        QCOMPARE(reconcilePatch("t\"\\\n"),
            std::string("{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"t\\\"\\\\\\u000a\"}}}"));
        QCOMPARE(suspendPatch(true), std::string("{\"spec\":{\"suspend\":true}}"));
        QCOMPARE(suspendPatch(false), std::string("{\"spec\":{\"suspend\":false}}"));
    }
};

QTEST_GUILESS_MAIN(TestReconcile)
#include "tst_reconcile.moc"
