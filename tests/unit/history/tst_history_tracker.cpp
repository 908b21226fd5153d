// SPDX-License-Identifier: Apache-2.0
#include "past.h"

#include <QTest>

using namespace dg;
using namespace dg::test;
using flux::State;
using history::Batch;
using history::Origin;
using history::Store;
using history::Tracker;

class HistoryTracker : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aQuietPassIsNoStateButAPass();
    void aLongPassIsAState();
    void theFirstPassOfARevisionHasALag();
    void failingAgainIsCountedAndTroubleEnds();
    void whatFluxKeptIsReadLater();
    void anotherRunGoesOnWhereTheLastEnded();
    void aRepairInTheSameSecondIsReadLater();
    void whatWentAwayMeanwhileIsGone();
    void anAbsentSourceIsJudgedOnceItsKindWasRead();
    void driftOpensAndCloses();
    void driftThatEndedUnseenIsClosedLater();
    void deliveriesFollow();
    void tokensInMessagesAreNotKept();
    void samplesAreTakenWhenSomethingChanged();
};

void HistoryTracker::aQuietPassIsNoStateButAPass()
{
    Followed f;
    Tracker tracker(f.pool, {});
    f.applied(at("10:00:00"));
    f.tell(tracker, *f.source, at("10:01:00"));
    f.tell(tracker, *f.applier, at("10:01:00"));
    f.out = {};
    f.underWay(at("10:10:00"));
    f.tell(tracker, *f.applier, at("10:10:00"));
    tracker.tick(at("10:10:02"), f.out);
    f.applied(at("10:10:05"), Millis(5000));
    f.tell(tracker, *f.applier, at("10:10:05"));
    tracker.tick(at("10:12:30"), f.out);
    QVERIFY(f.out.states.empty());
    QCOMPARE(f.out.passes.size(), 1U);
    QCOMPARE(f.out.passes[0].row.at, at("10:10:05"));
    QCOMPARE(f.out.passes[0].row.duration, Millis(5000));
    QVERIFY(!f.out.passes[0].row.news);
}

void HistoryTracker::aLongPassIsAState()
{
    Followed f;
    Tracker tracker(f.pool, {});
    f.applied(at("10:00:00"));
    f.tell(tracker, *f.source, at("10:01:00"));
    f.tell(tracker, *f.applier, at("10:01:00"));
    f.out = {};
    f.underWay(at("10:10:00"));
    f.tell(tracker, *f.applier, at("10:10:00"));
    tracker.tick(at("10:10:15"), f.out);
    QCOMPARE(f.out.states.size(), 1U);
    QCOMPARE(f.out.states[0].row.state, State::Reconciling);
    QCOMPARE(f.out.states[0].row.at, at("10:10:00")); // since it began, not since it was long
}

void HistoryTracker::theFirstPassOfARevisionHasALag()
{
    Followed f;
    Tracker tracker(f.pool, {});
    f.applied(at("10:00:00"));
    f.tell(tracker, *f.source, at("10:01:00"));
    f.tell(tracker, *f.applier, at("10:01:00"));
    f.out = {};
    f.fetched("latest@sha256:bbbb", at("10:20:00"));
    f.tell(tracker, *f.source, at("10:20:00"));
    f.applied(at("10:22:24"));
    f.tell(tracker, *f.applier, at("10:22:25"));
    QCOMPARE(f.out.passes.size(), 2U); // the source's too
    const auto& row = f.out.passes[1].row;
    QVERIFY(row.news);
    QCOMPARE(row.lag, Millis(144'000));
    QCOMPARE(row.revision, std::string("latest@sha256:bbbb"));
}

void HistoryTracker::failingAgainIsCountedAndTroubleEnds()
{
    Followed f;
    Tracker tracker(f.pool, {});
    f.applied(at("10:00:00"));
    f.tell(tracker, *f.source, at("10:01:00"));
    f.tell(tracker, *f.applier, at("10:01:00"));
    f.out = {};
    for (const auto* when : {"10:10:00", "10:12:00", "10:14:00"}) {
        f.say(*f.applier, flux::Tri::False, "HealthCheckFailed", at(when), "Deployment/web is not ready");
        f.applier->lastReconciled = at(when);
        f.tell(tracker, *f.applier, at(when));
    }
    QCOMPARE(f.out.states.size(), 1U);
    QCOMPARE(f.out.troubles.size(), 1U);
    QVERIFY(f.out.troubles[0].begins);
    tracker.tick(at("10:15:00"), f.out);
    QCOMPARE(f.out.repeats.size(), 1U);
    QCOMPARE(f.out.repeats[0].times, 3U);
    f.applied(at("10:16:00"));
    f.tell(tracker, *f.applier, at("10:16:00"));
    QCOMPARE(f.out.troubles.size(), 2U);
    QCOMPARE(f.out.troubles[1].row.began, at("10:10:00"));
    QCOMPARE(f.out.troubles[1].row.ended, at("10:16:00"));
}

void HistoryTracker::whatFluxKeptIsReadLater()
{
    Followed f;
    Tracker tracker(f.pool, {});
    f.applied(at("08:00:00"));
    f.fetched("latest@sha256:bbbb", at("09:00:00"));
    f.applied(at("09:05:00"));
    f.tell(tracker, *f.source, at("10:00:00"));
    f.tell(tracker, *f.applier, at("10:00:00"));
    QCOMPARE(f.out.states.size(), 2U);
    const auto& row = f.out.states[1].row;
    QCOMPARE(row.at, at("09:05:00")); // since when it applies these manifests
    QCOMPARE(row.origin, Origin::ReadLater);
    std::vector<WallTime> ends;
    for (const auto& pass : f.out.passes) {
        QCOMPARE(pass.row.origin, Origin::ReadLater);
        if (pass.object.kind == "Kustomization")
            ends.push_back(pass.row.at);
    }
    QCOMPARE(ends, (std::vector<WallTime>{at("09:05:00"), at("08:00:00")}));
}

void HistoryTracker::anotherRunGoesOnWhereTheLastEnded()
{
    KeptStore kept;
    Followed f;
    f.applied(at("10:00:00"));
    {
        Tracker tracker(f.pool, {});
        f.out.cluster = kept.cluster;
        f.tell(tracker, *f.source, at("10:01:00"));
        f.tell(tracker, *f.applier, at("10:01:00"));
        f.say(*f.applier, flux::Tri::False, "BuildFailed", at("10:05:00"), "no such file");
        f.tell(tracker, *f.applier, at("10:05:00"));
        f.out.watched = history::Watched{at("10:00:00"), at("10:06:00")};
        QVERIFY(kept.store->write(f.out).has_value());
    }
    auto resume = kept.store->resume(kept.cluster);
    QVERIFY(resume.has_value());
    QCOMPARE(resume->troubles.size(), 1U);
    QCOMPARE(resume->watchedUntil, at("10:06:00"));
    Tracker tracker(f.pool, std::move(*resume));
    f.out = {};
    f.out.cluster = kept.cluster;
    f.tell(tracker, *f.source, at("12:00:00"));
    f.tell(tracker, *f.applier, at("12:00:00"));
    QVERIFY(f.out.states.empty()); // nothing is new
    QVERIFY(f.out.troubles.empty());
    f.applied(at("12:01:00"));
    f.tell(tracker, *f.applier, at("12:01:01"));
    QCOMPARE(f.out.troubles.size(), 1U);
    QCOMPARE(f.out.troubles[0].row.began, at("10:05:00"));
    QVERIFY(kept.store->write(f.out).has_value());
    QVERIFY(kept.store->resume(kept.cluster)->troubles.empty());
}

void HistoryTracker::aRepairInTheSameSecondIsReadLater()
{
    Store::Resume resume;
    Followed f;
    const auto failed = at("09:00:00") + Millis(333); // as we saw it; Flux writes whole seconds
    resume.states = {{named("payments"), state(failed, State::Failed, "BuildFailed")}};
    resume.watchedUntil = at("08:59:59");
    Tracker tracker(f.pool, std::move(resume));
    f.applied(at("09:00:00"));
    f.tell(tracker, *f.applier, at("10:00:00"));
    QCOMPARE(f.out.states.size(), 1U);
    QCOMPARE(f.out.states[0].row.origin, Origin::ReadLater);
    QCOMPARE(f.out.states[0].row.at, failed + Millis(1));
}

void HistoryTracker::whatWentAwayMeanwhileIsGone()
{
    Store::Resume resume;
    Followed f;
    resume.states = {{named("payments"), state(at("09:00:00"), State::Ready)}, {named("old"), state(at("09:00:00"), State::Ready)},
        {named("unread", "Alert"), state(at("09:00:00"), State::Ready)}};
    resume.states[2].object.group = "notification.toolkit.fluxcd.io";
    resume.watchedUntil = at("09:30:00");
    Tracker tracker(f.pool, std::move(resume));
    f.applied(at("09:10:00"));
    f.tell(tracker, *f.applier, at("10:00:00"));
    tracker.setRead(f.kinds(), at("10:00:01"), f.out);
    std::vector<std::string> gone;
    for (const auto& row : f.out.states) {
        if (!row.row.state)
            gone.push_back(row.object.name);
    }
    QCOMPARE(gone, std::vector<std::string>{"old"}); // of a kind that was read, and not there
}

void HistoryTracker::anAbsentSourceIsJudgedOnceItsKindWasRead()
{
    Followed f;
    Tracker tracker(f.pool, {});
    f.say(*f.applier, flux::Tri::False, "ArtifactFailed", at("09:00:00"), "source not found");
    f.tell(tracker, *f.applier, at("10:00:00"));
    QCOMPARE(f.out.states.at(0).row.state, State::Failed); // nobody knows yet whether its source is there
    f.tell(tracker, *f.source, at("10:00:00"));
    f.out = {};
    const store::Delta gone[] = {{f.source->key, store::RecordType::Flux, nullptr, {}}};
    tracker.setRead(f.kinds(), at("10:00:01"), f.out);
    tracker.apply(gone, at("10:05:00"), f.out);
    bool waiting = false;
    for (const auto& row : f.out.states)
        waiting = waiting || (row.object.name == "payments" && row.row.state == State::Waiting);
    QVERIFY(waiting);
}

void HistoryTracker::driftOpensAndCloses()
{
    Followed f;
    Tracker tracker(f.pool, {});
    drift::Finding finding;
    finding.object = {f.pool.intern("apps"), f.pool.intern("Deployment"), f.pool.intern("apps"), f.pool.intern("web")};
    finding.owner = {f.pool.intern("Kustomization"), f.pool.intern("apps"), f.pool.intern("payments")};
    finding.path = "spec.replicas";
    finding.manager = "kubectl-scale";
    finding.time = at("10:00:30");
    const drift::Event opened[] = {{drift::EventType::Opened, finding}};
    tracker.drift(opened, at("10:00:31"), f.out);
    const drift::Event closed[] = {{drift::EventType::Closed, finding}};
    tracker.drift(closed, at("10:07:00"), f.out);
    QCOMPARE(f.out.drifts.size(), 2U);
    QCOMPARE(f.out.drifts[0].row.opened, at("10:00:30")); // when its manager wrote
    QVERIFY(!f.out.drifts[0].row.closed);
    QCOMPARE(f.out.drifts[0].owner->name, std::string("payments"));
    QCOMPARE(f.out.drifts[1].row.closed, at("10:07:00"));
    QCOMPARE(f.out.drifts[1].row.id, finding.id());
}

void HistoryTracker::driftThatEndedUnseenIsClosedLater()
{
    Followed f;
    drift::Finding stays;
    stays.object = {f.pool.intern("apps"), f.pool.intern("Deployment"), f.pool.intern("apps"), f.pool.intern("web")};
    stays.path = "spec.replicas";
    stays.time = at("09:59:00");
    Store::Resume resume;
    for (const auto& id : {stays.id(), std::string("00000000ended000")}) {
        history::DriftEpisode episode;
        episode.object = {0, "apps", "Deployment", "apps", "web"};
        episode.drift.id = id;
        episode.drift.opened = at("08:00:00");
        resume.drifts.push_back(episode);
    }
    Tracker tracker(f.pool, std::move(resume));
    const drift::Event opened[] = {{drift::EventType::Opened, stays}};
    tracker.setRead(f.kinds(), at("10:00:00"), f.out);
    tracker.drift(opened, at("10:00:02"), f.out);
    tracker.tick(at("10:00:30"), f.out);
    QCOMPARE(f.out.drifts.size(), 1U);
    QCOMPARE(f.out.drifts[0].row.opened, at("08:00:00")); // the same episode
    tracker.tick(at("10:01:05"), f.out);
    QCOMPARE(f.out.drifts.size(), 2U);
    QCOMPARE(f.out.drifts[1].row.id, std::string("00000000ended000"));
    QCOMPARE(f.out.drifts[1].row.closed, at("10:01:05"));
    QCOMPARE(f.out.drifts[1].row.origin, Origin::ReadLater);
}

void HistoryTracker::deliveriesFollow()
{
    Followed f;
    Tracker tracker(f.pool, {});
    f.applied(at("10:00:00"));
    f.tell(tracker, *f.source, at("10:01:00"));
    f.tell(tracker, *f.applier, at("10:01:00"));
    f.out = {};
    f.fetched("latest@sha256:bbbb", at("10:20:00"));
    f.tell(tracker, *f.source, at("10:20:01"));
    f.applied(at("10:22:24"));
    f.tell(tracker, *f.applier, at("10:22:25"));
    QVERIFY(!f.out.deliveries.empty());
    const auto run = f.out.deliveries.back().run;
    QCOMPARE(run.revision, std::string("latest@sha256:bbbb"));
    QCOMPARE(run.fetched, at("10:20:00"));
    QCOMPARE(run.healthy, at("10:22:24"));
    f.out = {};
    f.tell(tracker, *f.applier, at("10:30:00")); // nothing new
    QVERIFY(f.out.deliveries.empty());
    tracker.setCommitted(f.applier->key, run.sha.empty() ? "x" : run.sha, at("10:15:00"), f.out);
}

void HistoryTracker::tokensInMessagesAreNotKept()
{
    Followed f;
    Tracker tracker(f.pool, {});
    f.say(
        *f.applier, flux::Tri::False, "BuildFailed", at("10:00:00"), "GET https://u:hunter2@host/x with glpat-abcdefghijklmnopqrst failed");
    f.tell(tracker, *f.applier, at("10:00:01"));
    const auto& said = f.out.states.at(0).row.message;
    QVERIFY(said.find("glpat-abc") == std::string::npos);
    QVERIFY(said.find("hunter2") == std::string::npos);
    QVERIFY(f.out.troubles.at(0).row.message.find("glpat-abc") == std::string::npos);
    f.out = {};
    f.tell(tracker, *f.applier, at("10:00:05")); // the same words, which are kept in another form
    QVERIFY(f.out.states.empty());
}

void HistoryTracker::samplesAreTakenWhenSomethingChanged()
{
    Followed f;
    Tracker tracker(f.pool, {});
    f.applied(at("10:00:00"));
    f.tell(tracker, *f.source, at("10:01:00"));
    f.tell(tracker, *f.applier, at("10:01:00"));
    tracker.tick(at("10:01:01"), f.out);
    QVERIFY(f.out.samples.empty()); // half a cluster is none
    tracker.setRead(f.kinds(), at("10:01:02"), f.out);
    tracker.tick(at("10:01:03"), f.out);
    QCOMPARE(f.out.samples.size(), 1U);
    QCOMPARE(f.out.samples[0].byState[0], 2U);
    tracker.tick(at("10:02:00"), f.out);
    QCOMPARE(f.out.samples.size(), 1U);
    tracker.setDrifted(3);
    tracker.tick(at("10:03:00"), f.out);
    QCOMPARE(f.out.samples.size(), 2U);
    QCOMPARE(f.out.samples[1].drifted, 3U);
}

QTEST_GUILESS_MAIN(HistoryTracker)
#include "tst_history_tracker.moc"
