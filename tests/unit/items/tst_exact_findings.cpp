// SPDX-License-Identifier: Apache-2.0
// What becomes of exact findings beside a live tree: kept, marked, dropped, replaced; and when a schedule runs again.
#include "drift/merge.h"
#include "items/exact_findings.h"
#include "items/exact_schedule.h"
#include "tree/fleet_tree.h"

#include <QtTest>

using namespace dg;
using namespace std::chrono_literals;
using drift::Finding;
using items::ExactFindings;
using items::ExactSchedule;
using Why = session::NotCompared::Why;

namespace {

class Quiet final : public tree::TreeObserver {
    void rowsAboutToBeInserted(int, int) override { }
    void rowsInserted() override { }
    void rowsAboutToBeRemoved(int, int) override { }
    void rowsRemoved() override { }
    void rowsChanged(int, int) override { }
    void aboutToReset() override { }
    void reset() override { }
};

constexpr auto Image = "spec.template.spec.containers[name=web].image";

struct World {
    StringPool pool;
    Quiet quiet;
    tree::FleetTree tree{pool, quiet};
    ExactFindings exact;
    WallTime now = *parseRfc3339("2026-11-23T14:00:00Z");

    ObjectKey key(const char* group, const char* kind, const char* name)
    {
        return {pool.intern(group), pool.intern(kind), pool.intern("apps"), pool.intern(name)};
    }
    ObjectKey web() { return key("apps", "Deployment", "web"); }
    flux::Reference owner(const char* name = "web") { return {pool.intern("HelmRelease"), pool.intern("apps"), pool.intern(name)}; }

    struct Entry {
        const char* manager;
        std::vector<std::string> paths;
        int minutesAgo;
    };
    std::shared_ptr<flux::ManagedObject> object(const ObjectKey& of, const char* version, const std::vector<Entry>& entries)
    {
        auto made = std::make_shared<flux::ManagedObject>();
        made->key = of;
        made->uid = "u";
        made->resourceVersion = version;
        made->owner = owner();
        auto ownership = std::make_shared<flux::Ownership>();
        for (const auto& entry : entries)
            ownership->managers.push_back({pool.intern(entry.manager), flux::Operation::Update, {},
                now - std::chrono::minutes(entry.minutesAgo), std::make_shared<flux::FieldSet>(entry.paths)});
        made->ownership = ownership;
        return made;
    }
    void watch(const std::shared_ptr<const flux::ManagedObject>& record)
    {
        const store::Delta delta{record->key, store::RecordType::Managed, record, {}};
        tree.apply({&delta, 1});
    }
    std::shared_ptr<flux::FluxObject> release(std::int64_t version)
    {
        auto made = std::make_shared<flux::FluxObject>();
        made->kind = flux::Kind::HelmRelease;
        made->key = key("helm.toolkit.fluxcd.io", "HelmRelease", "web");
        made->releaseVersion = version;
        return made;
    }
    void watch(const std::shared_ptr<const flux::FluxObject>& record)
    {
        const store::Delta delta{record->key, store::RecordType::Flux, record, {}};
        tree.apply({&delta, 1});
    }
    Finding finding(const ObjectKey& of, const char* path, const flux::Reference& by)
    {
        Finding made;
        made.confidence = drift::Confidence::Certain;
        made.evidence = drift::Evidence::StoredManifest;
        made.change = drift::Change::Changed;
        made.object = of;
        made.owner = by;
        made.path = path;
        made.live = "b";
        made.desired = "a";
        return made;
    }
    void compare(std::vector<Finding> findings, std::vector<std::shared_ptr<const flux::ManagedObject>> records,
        std::vector<session::NotCompared> notCompared = {}, std::vector<ObjectName> owners = {})
    {
        auto read = std::make_shared<session::OneShotResult>();
        read->objects.push_back(release(3));
        session::ExactResult result;
        result.findings = std::move(findings);
        for (const auto& record : records)
            result.records.emplace(record->key, record);
        result.notCompared = std::move(notCompared);
        exact.add({std::nullopt, std::move(owners), read, now}, std::move(result));
    }
    QStringList lines() const
    {
        QStringList out;
        for (const auto& f : exact.findings())
            out << QString::fromStdString(f.object.name.str() + ' ' + f.path + (f.beforeLastPass ? " stale" : ""));
        return out;
    }
};

} // namespace

class ExactFindingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFindingGoesWhenItsPathChangesAndStaysWhenAnotherDoes()
    {
        World w;
        const auto read = w.object(w.web(), "7", {{"helm-controller", {Image, "spec.replicas"}, 60}});
        w.watch(read);
        w.compare({w.finding(w.web(), Image, w.owner()), w.finding(w.web(), "spec.replicas", w.owner())}, {read});
        QVERIFY(!w.exact.update(w.tree, w.pool));
        QCOMPARE(w.lines().size(), 2);
        QCOMPARE(w.exact.findings().front().comparedAt, std::optional(w.now));
        // Somebody takes the replicas: only what is said of them is old.
        w.watch(w.object(w.web(), "8", {{"helm-controller", {Image}, 60}, {"kubectl", {"spec.replicas"}, 0}}));
        QVERIFY(w.exact.update(w.tree, w.pool));
        QCOMPARE(w.lines(), QStringList{QStringLiteral("web ") + QLatin1String(Image)});
    }

    void aStateThatIsOlderThanWhatWasReadSaysNothing()
    {
        World w;
        w.watch(w.object(w.web(), "6", {{"helm-controller", {Image}, 60}}));
        const auto read = w.object(w.web(), "7", {{"kubectl", {Image}, 1}});
        w.compare({w.finding(w.web(), Image, w.owner())}, {read});
        QVERIFY(!w.exact.update(w.tree, w.pool)); // the watch lags behind
        w.watch(read);
        QVERIFY(!w.exact.update(w.tree, w.pool));
        QCOMPARE(w.lines().size(), 1);
        w.watch(w.object(w.web(), "8", {{"helm-controller", {Image}, 0}})); // put back
        QVERIFY(w.exact.update(w.tree, w.pool));
        QVERIFY(w.exact.empty());
    }

    void anObjectThatGoesOrComesEndsWhatWasSaidOfIt()
    {
        World w;
        const auto read = w.object(w.web(), "7", {{"helm-controller", {Image}, 60}});
        w.watch(read);
        auto missing = w.finding(w.key("", "ConfigMap", "gone"), "", w.owner());
        missing.kind = drift::Kind::Missing;
        w.compare({w.finding(w.web(), Image, w.owner()), missing}, {read});
        QVERIFY(!w.exact.update(w.tree, w.pool));
        const store::Delta removal{w.web(), store::RecordType::Managed, nullptr, {}};
        w.tree.apply({&removal, 1});
        QVERIFY(w.exact.update(w.tree, w.pool));
        QCOMPARE(w.lines(), QStringList{QStringLiteral("gone ")});
        w.watch(w.object(missing.object, "1", {}));
        QVERIFY(w.exact.update(w.tree, w.pool));
        QVERIFY(w.exact.empty());
    }

    void aPassOfTheOwnerSinceItBeganMarksIt()
    {
        World w;
        w.watch(w.release(3));
        const auto read = w.object(w.web(), "7", {{"helm-controller", {Image}, 60}});
        w.watch(read);
        w.compare({w.finding(w.web(), Image, w.owner())}, {read});
        QVERIFY(!w.exact.update(w.tree, w.pool));
        w.watch(w.release(4));
        QVERIFY(w.exact.update(w.tree, w.pool));
        QCOMPARE(w.lines(), QStringList{QStringLiteral("web ") + QLatin1String(Image) + QStringLiteral(" stale")});
        QVERIFY(!w.exact.update(w.tree, w.pool)); // said once
    }

    void aNewerComparisonReplacesWhatItCoversAndKeepsWhatItCouldNotCompare()
    {
        World w;
        const auto secret = w.key("", "Secret", "password");
        const auto other = w.key("apps", "Deployment", "other");
        w.compare({w.finding(w.web(), Image, w.owner()), w.finding(secret, "data.p", w.owner()), w.finding(other, Image, w.owner("other"))},
            {w.object(w.web(), "7", {}), w.object(secret, "7", {}), w.object(other, "7", {})});
        QCOMPARE(w.lines().size(), 3);
        session::NotCompared left;
        left.why = Why::SecretNotAsked;
        left.owner = w.owner();
        left.object = secret;
        const auto first = w.now;
        w.now += 1h;
        auto again = w.finding(w.web(), "spec.replicas", w.owner());
        w.compare({again}, {w.object(w.web(), "8", {})}, {left}, {{"HelmRelease", "apps", "web"}});
        QCOMPARE(w.lines(),
            (QStringList{
                QStringLiteral("other ") + QLatin1String(Image), QStringLiteral("web spec.replicas"), QStringLiteral("password data.p")}));
        QCOMPARE(w.exact.notCompared().size(), std::size_t{1});
        // The same found again is as old as it was.
        const auto second = w.now;
        w.now += 1h;
        w.compare({again}, {w.object(w.web(), "8", {})}, {}, {{"HelmRelease", "apps", "web"}});
        const auto kept = w.exact.findings();
        QCOMPARE(kept.size(), std::size_t{2});
        QCOMPARE(kept.back().since, std::optional(second));
        QCOMPARE(kept.front().since, std::optional(first));
        QVERIFY(w.exact.notCompared().empty());
    }

    void whereBothSpeakOfOnePathTheExactEvidenceWinsAndKeepsWhoItWas()
    {
        World w;
        auto watched = w.finding(w.web(), Image, w.owner());
        watched.evidence = drift::Evidence::FluxLostField;
        watched.live.reset();
        watched.desired.reset();
        watched.manager = "kubectl-edit";
        watched.since = w.now - 1h;
        auto likely = w.finding(w.web(), Image, w.owner());
        likely.confidence = drift::Confidence::Likely;
        likely.since = w.now;
        auto elsewhere = watched;
        elsewhere.path = "spec.replicas";
        const auto both = drift::merged({watched, elsewhere}, {likely});
        QCOMPARE(both.size(), std::size_t{2});
        const auto& one = both.back();
        QCOMPARE(one.path, std::string(Image));
        QCOMPARE(one.evidence, drift::Evidence::StoredManifest);
        QCOMPARE(one.confidence, drift::Confidence::Certain);
        QCOMPARE(one.manager, std::string("kubectl-edit"));
        QCOMPARE(one.since, watched.since);
        QCOMPARE(one.desired, std::optional<std::string>("a"));
        drift::Summary summary;
        summary.watched = 9;
        drift::recount(summary, both);
        QCOMPARE(summary.certain, 2u);
        QCOMPARE(summary.objects, 1u);
        QCOMPARE(summary.watched, 9u);
    }

    void aScheduleRunsOnlyWhileConnectedAndLaterWhereItIsRefused()
    {
        ExactSchedule schedule;
        SteadyTime now{};
        schedule.setConnected(true, now);
        QVERIFY(!schedule.next()); // off
        schedule.setEvery(600s);
        schedule.setConnected(true, now);
        QCOMPARE(schedule.next(), std::optional<SteadyTime>(now + ExactSchedule::FirstAfter));
        schedule.setConnected(false, now);
        QVERIFY(!schedule.next());
        schedule.setConnected(true, now);
        now += 120s;
        QVERIFY(schedule.isDue(now));
        schedule.began();
        QVERIFY(!schedule.isDue(now + 1h)); // one at a time
        schedule.ended(now, false, std::nullopt);
        QCOMPARE(schedule.next(), std::optional<SteadyTime>(now + 600s));
        schedule.ended(now, true, std::nullopt);
        schedule.ended(now, true, std::nullopt);
        QCOMPARE(schedule.next(), std::optional<SteadyTime>(now + 2400s));
        schedule.ended(now, true, 3h);
        QCOMPARE(schedule.next(), std::optional<SteadyTime>(now + 3h));
        schedule.ended(now, false, std::nullopt);
        QCOMPARE(schedule.next(), std::optional<SteadyTime>(now + 600s));
    }

    void aMissingRightAndTooManyRequestsAreRefusals()
    {
        session::ExactResult result;
        QVERIFY(!items::wasRefused(result));
        result.notCompared.emplace_back().why = Why::NoFiles;
        QVERIFY(!items::wasRefused(result));
        result.notCompared.emplace_back().why = Why::Forbidden;
        QVERIFY(items::wasRefused(result));
        QVERIFY(items::wasRefused(tl::unexpected(Error{ErrorCode::TooManyRequests, {}, {}})));
        QVERIFY(!items::wasRefused(tl::unexpected(Error{ErrorCode::Cancelled, {}, {}})));
    }
};

QTEST_GUILESS_MAIN(ExactFindingsTest)
#include "tst_exact_findings.moc"
