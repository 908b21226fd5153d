// SPDX-License-Identifier: Apache-2.0
#include "gitlab/address.h"
#include "world.h"

#include <QTest>

using namespace dg;
using namespace dg::delivery;
using dg::test::at;
using dg::test::World;
using flux::State;

namespace {

// "done done n/a …" in the order of the hops.
std::string words(const Delivery& delivery)
{
    static const char* const names[] = {"?", "done", "running", "failed", "waiting", "n/a", "none"};
    std::string out;
    for (const auto& hop : delivery.hops)
        out += (out.empty() ? "" : " ") + std::string(names[static_cast<int>(hop.state)]);
    return out;
}

gitlab::Host host(const char* url)
{
    return *gitlab::parseHost(url);
}

std::string projects(const gitlab::ProjectAddress& address, std::vector<gitlab::Host> hosts)
{
    const auto match = gitlab::matchProject(address, hosts);
    if (!match)
        return "none";
    std::string out = hosts[match->host].name() + ":";
    for (const auto& path : match->projects)
        out += " " + path;
    return out;
}

} // namespace

class TestDelivery final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWholeDeliveryFromTheCommitToThePostedStatus()
    {
        World world;
        world.signedIn();
        world.applied("13:28:02");
        world.answer->pipeline = world.line(gitlab::PipelineState::Succeeded, "13:24:40");
        world.answer->statuses.push_back(
            {"kustomization/payments/a1b2c3d4", "success", "reconciliation succeeded", "bot", at("13:28:03"), {}});
        const auto delivery = world.made();
        QCOMPARE(words(delivery), std::string("done done n/a done done done done"));
        QVERIFY(!delivery.standsAt);
        QCOMPARE(delivery.at(Hop::Commit).actor, std::string("M. Okafor"));
        QCOMPARE(delivery.at(Hop::Artifact).pipeline, std::uint64_t{90311});
        QCOMPARE(*delivery.at(Hop::Artifact).took, Millis{207'000});
        QCOMPARE(*delivery.at(Hop::Fetched).took, Millis{199'000});
        QCOMPARE(*delivery.lead, Millis{418'000});
        QCOMPARE(delivery.sha, test::Sha);
        QCOMPARE(delivery.branch, std::string("main"));
        QCOMPARE(*delivery.behind, std::size_t{0});
    }
    void withoutAGitLabNothingOfItIsBlankOrGreen()
    {
        World world;
        world.applied("13:28:02");
        const auto delivery = world.made();
        QCOMPARE(words(delivery), std::string("? done n/a done done done ?"));
        QCOMPARE(delivery.at(Hop::Commit).note, Note::NotSignedIn);
        QCOMPARE(delivery.at(Hop::Reported).note, Note::NotSignedIn);
        QCOMPARE(delivery.at(Hop::Artifact).evidence, Evidence::ImageAnnotation);
        QVERIFY(!delivery.behind);
        QVERIFY(!delivery.standsAt); // what cannot be seen does not stand still
    }
    void theAgentsNoticeIsNeverInferred()
    {
        World image;
        image.requested("notification-controller", "13:27:48");
        QCOMPARE(image.made().at(Hop::Agent).state, HopState::NotApplicable);
        QCOMPARE(image.made().at(Hop::Agent).note, Note::NotForOci);

        World git(flux::Kind::GitRepository);
        git.applied("13:28:02");
        QCOMPARE(git.made().at(Hop::Agent).state, HopState::NoEvidence);
        git.requested("notification-controller", "13:27:48");
        QCOMPARE(git.made().at(Hop::Agent).state, HopState::Done);
        QCOMPARE(*git.made().at(Hop::Agent).time, at("13:27:48"));
        git.requested("flux", "13:27:48"); // a person
        QCOMPARE(git.made().at(Hop::Agent).state, HopState::NoEvidence);
        git.requested("notification-controller", "13:40:00"); // for a later push
        QCOMPARE(git.made().at(Hop::Agent).state, HopState::NoEvidence);
        git.requested("notification-controller", "13:20:00"); // older than an interval before the fetch
        QCOMPARE(git.made().at(Hop::Agent).state, HopState::NoEvidence);
        git.signedIn();
        git.requested("notification-controller", "13:21:00"); // before the commit
        QCOMPARE(git.made().at(Hop::Agent).state, HopState::NoEvidence);
    }
    void aFailedHealthCheckIsAppliedAndStandsAtHealthy()
    {
        World world;
        world.applier->lastAppliedRevision = test::OldDigest;
        world.applier->lastAttemptedRevision = test::Digest;
        world.applier->lastReconciled = at("14:01:14");
        world.trail.retryInterval = Millis{120'000};
        world.trail.history.push_back({test::Digest, "", "HealthCheckFailed", at("13:33:02"), at("13:33:02"), Millis{300'000}});
        world.input.applierVerdict.state = State::Failed;
        world.input.applierVerdict.reason = "HealthCheckFailed";
        world.input.applierVerdict.message = "timeout waiting for: [Deployment/payments/api]";
        const auto delivery = world.made();
        QCOMPARE(words(delivery), std::string("? done n/a done done failed ?"));
        QCOMPARE(*delivery.standsAt, Hop::Healthy);
        QCOMPARE(delivery.cause, Cause::HealthCheckFailed);
        QCOMPARE(delivery.responsible, Responsible::KustomizeController);
        QCOMPARE(*delivery.since, at("13:28:02"));
        QCOMPARE(*delivery.nextAttempt, at("14:03:14"));
        QCOMPARE(delivery.running, test::OldDigest);
        world.input.applierVerdict.reason = "BuildFailed";
        QCOMPARE(words(world.made()), std::string("? done n/a done failed waiting ?"));
        QCOMPARE(world.made().cause, Cause::BuildFailed);
    }
    void aCommitOnItsWayIsFollowedWherePipelineOrGitSaySo()
    {
        World world;
        world.signedIn();
        world.applied("13:28:02");
        gitlab::Commit head = *world.answer->commit;
        head.sha = test::OldSha;
        head.author = "Ada";
        world.answer->ahead->commits = {head};
        QVERIFY(!world.made().pending); // no pipeline: it builds no artifact
        QCOMPARE(*world.made().behind, std::size_t{1});
        world.answer->headPipeline = world.line(gitlab::PipelineState::Running);
        auto delivery = world.made();
        QVERIFY(delivery.pending);
        QCOMPARE(words(delivery), std::string("done running n/a waiting waiting waiting waiting"));
        QCOMPARE(*delivery.standsAt, Hop::Artifact);
        QCOMPARE(delivery.cause, Cause::PipelineRunning);
        world.answer->headPipeline = world.line(gitlab::PipelineState::Failed, "13:50:00");
        world.answer->headPipeline->failedJob = "push artifact";
        delivery = world.made();
        QCOMPARE(*delivery.standsAt, Hop::Artifact);
        QCOMPARE(delivery.cause, Cause::PipelineFailed);
        QCOMPARE(delivery.message, std::string("push artifact"));
        world.answer->headPipeline = world.line(gitlab::PipelineState::Succeeded, "13:50:00");
        delivery = world.made();
        QCOMPARE(*delivery.standsAt, Hop::Fetched);
        QCOMPARE(delivery.cause, Cause::NotFetchedYet);
        QCOMPARE(*delivery.every, Millis{300'000});
        world.input.sourceVerdict.suspended = true;
        QCOMPARE(world.made().cause, Cause::SourceSuspended);
        QCOMPARE(world.made().responsible, Responsible::Person);
    }
    void aSourceThatFailsHoldsEverythingBehindIt()
    {
        World world;
        world.applied("13:28:02");
        world.input.sourceVerdict.state = State::Failed;
        world.input.sourceVerdict.message = "MANIFEST_UNKNOWN";
        const auto delivery = world.made();
        QCOMPARE(words(delivery), std::string("? done n/a failed waiting waiting ?"));
        QCOMPARE(delivery.cause, Cause::SourceFailed);
        QCOMPARE(delivery.message, std::string("MANIFEST_UNKNOWN"));
        QCOMPARE(delivery.running, test::Digest);
    }
    void whoWaitsForAnotherOrIsSuspendedSaysSo()
    {
        World world;
        world.applier->lastAppliedRevision = test::OldDigest;
        world.input.applierVerdict.state = State::Waiting;
        world.input.applierVerdict.message = "dependency 'apps/db' is not ready";
        QCOMPARE(world.made().cause, Cause::DependencyNotReady);
        QCOMPARE(*world.made().every, Millis{30'000});
        world.input.applierVerdict.suspended = true;
        QCOMPARE(world.made().cause, Cause::ApplierSuspended);
        QCOMPARE(words(world.made()), std::string("? done n/a done waiting waiting ?"));
    }
    void theStageOfTheHealthChecksIsTheEndOfTheApply()
    {
        World world;
        world.applier->lastAppliedRevision = test::OldDigest;
        world.input.applierVerdict.state = State::Reconciling;
        world.input.applierVerdict.since = at("13:27:52");
        QCOMPARE(words(world.made()), std::string("? done n/a done running waiting ?"));
        QCOMPARE(*world.made().since, at("13:27:52"));
        world.applier->conditions.push_back({"Reconciling", flux::Tri::True, "Progressing",
            "Running health checks for revision " + test::Digest + " with a timeout of 5m0s", at("13:28:02"), 1});
        const auto delivery = world.made();
        QCOMPARE(words(delivery), std::string("? done n/a done done running ?"));
        QCOMPARE(*delivery.at(Hop::Applied).time, at("13:28:02"));
        QCOMPARE(delivery.cause, Cause::HealthChecking);
    }
    void aRevisionThatChangedNothingHereHasNoTimeOfItsOwn()
    {
        World world;
        world.applied("13:28:02");
        world.trail.history.front().first = at("09:00:00"); // the same manifests since then
        const auto delivery = world.made();
        QCOMPARE(words(delivery), std::string("? done n/a done done done ?"));
        QVERIFY(!delivery.at(Hop::Healthy).time);
        QCOMPARE(delivery.at(Hop::Healthy).note, Note::Unchanged);
        QVERIFY(!delivery.lead);
    }
    void withoutHealthChecksNothingIsHealthyByInference()
    {
        World world;
        world.applier->wait = false;
        world.applied("13:28:02");
        const auto delivery = world.made();
        QCOMPARE(words(delivery), std::string("? done n/a done done n/a ?"));
        QCOMPARE(delivery.at(Hop::Healthy).note, Note::NoChecks);
        QCOMPARE(*delivery.lead, Millis{211'000});
    }
    void anImageThatNamesNoCommitCannotBeReported()
    {
        World world;
        world.signedIn();
        world.applied("13:28:02");
        world.sourceTrail.originRevision.clear();
        const auto delivery = world.made();
        QCOMPARE(delivery.at(Hop::Commit).note, Note::NoOrigin);
        QCOMPARE(delivery.at(Hop::Reported).state, HopState::NotApplicable);
        QCOMPARE(delivery.at(Hop::Reported).note, Note::NoOrigin);
    }
    void aStatusThatIsMissingStandsStillOnlyWhereSomebodyPosts()
    {
        World world;
        world.signedIn();
        world.applied("13:28:02");
        QCOMPARE(*world.made().standsAt, Hop::Reported);
        QCOMPARE(world.made().responsible, Responsible::NotificationController);
        world.input.now = at("13:28:30"); // it may still come
        QVERIFY(!world.made().standsAt);
        world.input.reports = false;
        QCOMPARE(world.made().at(Hop::Reported).note, Note::NobodyReports);
        world.answer->statuses.push_back({"kustomization/payments-api/a1b2c3d4", "success", "", "bot", at("13:28:03"), {}}); // another's
        QCOMPARE(world.made().at(Hop::Reported).state, HopState::NotApplicable);
    }
    void addressesOfProjects_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("origin");
        QTest::addColumn<QString>("want");
        constexpr int git = static_cast<int>(flux::Kind::GitRepository), oci = static_cast<int>(flux::Kind::OCIRepository);
        QTest::newRow("https") << git << "https://gitlab.example.com/payments/ledger.git"
                               << ""
                               << "gitlab.example.com: payments/ledger";
        QTest::newRow("subgroups") << git << "https://gitlab.example.com/a/b/c/d"
                                   << ""
                                   << "gitlab.example.com: a/b/c/d";
        QTest::newRow("ssh with a port") << git << "ssh://git@GitLab.example.com:2222/payments/ledger.git"
                                         << ""
                                         << "gitlab.example.com: payments/ledger";
        QTest::newRow("below a root") << git << "https://forge.example.net/gitlab/team/app.git"
                                      << ""
                                      << "forge.example.net/gitlab: team/app";
        QTest::newRow("another host") << git << "https://github.com/team/app.git"
                                      << ""
                                      << "none";
        QTest::newRow("the image says") << oci << "oci://ghcr.io/team/app"
                                        << "https://gitlab-ci-token:s3cret@gitlab.example.com/payments/delivery.git"
                                        << "gitlab.example.com: payments/delivery";
        QTest::newRow("the image says as git does") << oci << "oci://ghcr.io/team/app"
                                                    << "git@gitlab.example.com:payments/delivery.git"
                                                    << "gitlab.example.com: payments/delivery";
        QTest::newRow("registry beside it") << oci << "oci://registry.example.com/payments/delivery/web/api"
                                            << ""
                                            << "gitlab.example.com: payments/delivery/web/api payments/delivery/web payments/delivery";
        QTest::newRow("registry on its port") << oci << "oci://gitlab.example.com:5050/payments/delivery"
                                              << ""
                                              << "gitlab.example.com: payments/delivery";
        QTest::newRow("somebody's registry") << oci << "oci://ghcr.io/team/app"
                                             << ""
                                             << "none";
    }
    void addressesOfProjects()
    {
        QFETCH(int, kind);
        QFETCH(QString, url);
        QFETCH(QString, origin);
        QFETCH(QString, want);
        const auto address = gitlab::projectAddress(static_cast<flux::Kind>(kind), url.toStdString(), origin.toStdString());
        QVERIFY(address.host.find("s3cret") == std::string::npos && address.path.find("s3cret") == std::string::npos);
        QCOMPARE(QString::fromStdString(projects(address, {host("https://forge.example.net/gitlab"), host("https://gitlab.example.com")})),
            want);
    }
    void theOnlyGitLabIsAskedAboutARegistryOfAnyName()
    {
        const auto address = gitlab::projectAddress(flux::Kind::OCIRepository, "oci://harbor.internal/team/app", {});
        QCOMPARE(projects(address, {host("https://gitlab.example.com")}), std::string("gitlab.example.com: team/app"));
        QCOMPARE(projects(gitlab::projectAddress(flux::Kind::GitRepository, "https://github.com/team/app", {}),
                     {host("https://gitlab.example.com")}),
            std::string("none"));
        QVERIFY(gitlab::projectAddress(flux::Kind::Bucket, "https://minio/bucket", {}).empty());
    }
    void runsComeFromHistoryAndFromWhatIsSeen()
    {
        World world;
        world.trail.history.push_back(
            {test::OldDigest, "main@sha1:" + test::OldSha, "ReconciliationSucceeded", at("11:00:20"), at("11:00:20"), Millis{20'000}});
        RunBook book;
        world.applier->lastAppliedRevision = test::OldDigest;
        world.input.applierVerdict.state = State::Reconciling;
        world.applier->conditions.push_back({"Reconciling", flux::Tri::True, "Progressing",
            "Running health checks for revision " + test::Digest + " with a timeout of 5m0s", at("13:28:02"), 1});
        book.see(world.seen());
        world.applier->conditions.clear();
        world.input.applierVerdict.state = State::Ready;
        world.applied("13:29:00");
        book.see(world.seen());
        const auto& runs = book.runs(world.applier->key);
        QCOMPARE(runs.size(), std::size_t{2});
        QCOMPARE(runs[0].sha, test::OldSha);
        QCOMPARE(*runs[0].fetched, at("11:00:00")); // where its pass began
        QCOMPARE(*runs[1].applied, at("13:28:02")); // the stage that was seen
        QCOMPARE(*runs[1].healthy, at("13:29:00"));
        auto times = leadTimes(runs, world.input.now);
        QCOMPARE(times.origin, Origin::Fetch);
        QCOMPARE(times.times.size(), std::size_t{2});
        QCOMPARE(times.times[0].phases[static_cast<std::size_t>(Phase::UntilHealthy)], Millis{20'000});
        QCOMPARE(times.times[1].phases[static_cast<std::size_t>(Phase::Apply)], Millis{12'000});
        QCOMPARE(times.times[1].total, Millis{70'000});
        QCOMPARE(*times.p50, Millis{20'000});
        QCOMPARE(*times.p95, Millis{70'000});
        book.setCommitted(world.applier->key, test::Sha, at("13:21:04"));
        times = leadTimes(book.runs(world.applier->key), world.input.now);
        QCOMPARE(times.origin, Origin::Commit);
        QCOMPARE(times.times.size(), std::size_t{1}); // the other's commit is not known
        QCOMPARE(times.times[0].phases[static_cast<std::size_t>(Phase::Build)], Millis{207'000});
        QVERIFY(!times.p50);
    }
    void aRunThatIsNotThereYetCountsUntilNowAndNotForThePercentiles()
    {
        World world;
        world.trail.history.push_back({test::OldDigest, "", "ReconciliationSucceeded", at("11:00:20"), at("11:00:20"), Millis{20'000}});
        world.applier->lastAppliedRevision = test::OldDigest;
        world.input.applierVerdict.state = State::Failed;
        RunBook book;
        book.see(world.seen());
        const auto times = leadTimes(book.runs(world.applier->key), at("14:02:00"));
        QCOMPARE(times.times.size(), std::size_t{2});
        QVERIFY(!times.times[1].reached);
        QCOMPARE(times.times[1].total, Millis{2'050'000});
        QVERIFY(!times.p50);
    }
    void aFormerRunSaysWhatIsKeptOfItAndNoMore()
    {
        World world;
        world.signedIn();
        world.applied("13:28:02");
        world.answer->earlier.push_back({test::OldSha, "Older", "Ada", at("10:50:00"), "https://gitlab.example.com/c"});
        Run run;
        run.revision = test::OldDigest;
        run.sha = test::OldSha;
        run.fetched = at("11:00:00");
        run.healthy = at("11:00:20");
        run.image = run.checked = true;
        auto former = formerDelivery(world.made(), run);
        QCOMPARE(words(former), std::string("done done n/a done done done ?"));
        QCOMPARE(former.at(Hop::Commit).actor, std::string("Ada"));
        QCOMPARE(*former.lead, Millis{620'000});
        QVERIFY(!former.standsAt);
        run.sha = "0000";
        former = formerDelivery(world.made(), run);
        QCOMPARE(former.at(Hop::Commit).state, HopState::Unknown);
        QVERIFY(!former.answer);
    }
    void percentilesAreOfTheNearestRank()
    {
        std::vector<Millis> values;
        for (int i = 20; i > 0; --i)
            values.emplace_back(i);
        QCOMPARE(percentile(values, 50), Millis{10});
        QCOMPARE(percentile(values, 95), Millis{19});
        QCOMPARE(percentile({Millis{7}}, 95), Millis{7});
    }

    void runsOfAHistoryStandBesideThoseThatFluxKeeps()
    {
        World world;
        world.applied("13:28:20");
        RunBook book;
        delivery::Run former;
        former.revision = test::OldDigest;
        former.committed = at("09:00:00");
        former.healthy = at("09:10:00");
        delivery::Run same;
        same.revision = test::Digest;
        same.committed = at("13:21:04");
        book.see(world.seen());
        const auto before = book.runs(world.applier->key);
        QCOMPARE(before.size(), 1U);
        book.restore(world.applier->key, {former, same});
        const auto& runs = book.runs(world.applier->key);
        QCOMPARE(runs.size(), 2U);
        QCOMPARE(runs[0].revision, test::OldDigest);
        QCOMPARE(runs[1].committed, at("13:21:04")); // what only the history knows
        QCOMPARE(runs[1].fetched, before[0].fetched); // what Flux says stays
        std::vector<delivery::Run> many(60, former);
        for (std::size_t i = 0; i < many.size(); ++i) {
            many[i].revision = "main@sha1:" + std::to_string(i);
            many[i].healthy = at("08:00:00") + Seconds(i);
        }
        book.restore(world.applier->key, many);
        QCOMPARE(book.runs(world.applier->key).size(), MostRuns);
    }
};

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
