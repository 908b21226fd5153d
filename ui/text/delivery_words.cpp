// SPDX-License-Identifier: Apache-2.0
#include "text/delivery_words.h"

#include "text/drift_words.h"
#include "text/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace dg::text {

using delivery::Cause;
using delivery::Delivery;
using delivery::Evidence;
using delivery::Hop;
using delivery::HopFacts;
using delivery::HopState;
using delivery::Note;
using delivery::Phase;
using delivery::Responsible;
using delivery::Standing;

namespace {

struct DeliveryWords {
    Q_DECLARE_TR_FUNCTIONS(DeliveryWords)
};

QString objectName(const flux::Reference& reference)
{
    if (reference.empty())
        return {};
    return qs(flux::codeForKind(reference.kind.view())) + QLatin1Char(' ') + cleanLine(reference.name.view());
}

QString noteWords(Note note)
{
    switch (note) {
    case Note::None:
        return {};
    case Note::NotSignedIn:
        return DeliveryWords::tr("Not signed in");
    case Note::Asking:
        return DeliveryWords::tr("Asking GitLab");
    case Note::GitLabFailed:
        return DeliveryWords::tr("GitLab did not answer");
    case Note::NotOnGitLab:
        return DeliveryWords::tr("Not on a GitLab");
    case Note::NoOrigin:
        return DeliveryWords::tr("No commit named");
    case Note::CommitGone:
        return DeliveryWords::tr("Not in the project");
    case Note::NotFromGit:
        return DeliveryWords::tr("Not from Git");
    case Note::NotForGit:
        return DeliveryWords::tr("Not used for Git");
    case Note::NotForOci:
        return DeliveryWords::tr("Not used for OCI");
    case Note::NotForKind:
        return DeliveryWords::tr("Not used for this source");
    case Note::NoRequest:
        return DeliveryWords::tr("No direct evidence");
    case Note::NoChecks:
        return DeliveryWords::tr("No health checks");
    case Note::Unchanged:
        return DeliveryWords::tr("Unchanged here");
    case Note::NobodyReports:
        return DeliveryWords::tr("Nobody reports");
    case Note::NotYet:
        return DeliveryWords::tr("Not yet");
    case Note::ReportedFailed:
        return DeliveryWords::tr("Reported as failed");
    case Note::NoPipeline:
        return DeliveryWords::tr("No pipeline");
    case Note::NotKnown:
        return DeliveryWords::tr("Unknown");
    }
    return {};
}

// What the word in the track cannot say.
QString noteSentence(const Delivery& delivery, Note note)
{
    switch (note) {
    case Note::NotForOci:
        return DeliveryWords::tr(
            "The agent notifies of Git repositories only. An OCI repository needs a Receiver of its own, or waits for its interval.");
    case Note::NoRequest:
        return DeliveryWords::tr(
            "No request of the notification-controller for this fetch was seen. It may have come by the source's interval.");
    case Note::NoChecks:
        return DeliveryWords::tr("This Kustomization neither waits nor has health checks: Flux does not say whether it is healthy.");
    case Note::Unchanged:
        return DeliveryWords::tr("The manifests are those of the revision before, so Flux keeps their older time.");
    case Note::NoOrigin:
        return DeliveryWords::tr("The image has no annotation org.opencontainers.image.revision: nothing leads to a commit.");
    case Note::NobodyReports:
        return DeliveryWords::tr("No Alert of this application goes to a Provider of type gitlab.");
    case Note::NotSignedIn:
        return DeliveryWords::tr("Nobody is signed in to the GitLab that this comes from.");
    case Note::GitLabFailed:
        return errorSentence(delivery.error);
    default:
        return {};
    }
}

QString evidenceWords(Evidence evidence)
{
    switch (evidence) {
    case Evidence::None:
        return {};
    case Evidence::GitLab:
        return DeliveryWords::tr("from GitLab");
    case Evidence::ImageAnnotation:
        return DeliveryWords::tr("from the image's annotation");
    case Evidence::FieldManager:
        return DeliveryWords::tr("from field ownership");
    case Evidence::Artifact:
        return DeliveryWords::tr("from the source's artifact");
    case Evidence::Status:
        return DeliveryWords::tr("from the conditions");
    case Evidence::History:
        return DeliveryWords::tr("from the history");
    }
    return {};
}

QString usualCause(Cause cause)
{
    switch (cause) {
    case Cause::None:
        return {};
    case Cause::PipelineRunning:
        return DeliveryWords::tr("The pipeline is running.");
    case Cause::PipelineFailed:
        return DeliveryWords::tr("The pipeline failed, so no artifact was pushed.");
    case Cause::NotFetchedYet:
        return DeliveryWords::tr("The source has not looked since. It looks once an interval, or when a Receiver asks it to.");
    case Cause::SourceSuspended:
        return DeliveryWords::tr("The source is suspended: nothing newer is fetched until somebody resumes it.");
    case Cause::SourceFailed:
        return DeliveryWords::tr("The source cannot be fetched. Mostly the reference is not there, or the credentials are not accepted.");
    case Cause::SourceMissing:
        return DeliveryWords::tr("The source is not there, or this token may not read it.");
    case Cause::DependencyNotReady:
        return DeliveryWords::tr("It waits for another one that is not ready.");
    case Cause::ApplierSuspended:
        return DeliveryWords::tr("It is suspended: nothing is applied until somebody resumes it.");
    case Cause::NotStarted:
        return DeliveryWords::tr("It was fetched; the controller has not begun to apply it.");
    case Cause::Applying:
        return DeliveryWords::tr("It is being applied.");
    case Cause::BuildFailed:
        return DeliveryWords::tr("The manifests cannot be built. Only a new commit helps.");
    case Cause::ApplyFailed:
        return DeliveryWords::tr("The cluster refused a manifest. Mostly a field is invalid, immutable, or not allowed.");
    case Cause::ReleaseFailed:
        return DeliveryWords::tr("Helm could not install or upgrade the release.");
    case Cause::HealthChecking:
        return DeliveryWords::tr("The health checks are running.");
    case Cause::HealthCheckFailed:
        return DeliveryWords::tr("A workload does not become ready. Mostly its image cannot be pulled, or it crashes.");
    case Cause::NotReported:
        return DeliveryWords::tr("No commit status came. Mostly the Provider's token is not accepted, or has not the scope api.");
    case Cause::NotKnown:
        return DeliveryWords::tr("Cause not known.");
    }
    return {};
}

Millis since(const Delivery& delivery, WallTime now)
{
    return delivery.since ? std::max(Millis{0}, std::chrono::duration_cast<Millis>(now - *delivery.since)) : Millis{0};
}

bool underWay(const Delivery& delivery)
{
    return delivery.standsAt && delivery.at(*delivery.standsAt).state == HopState::Running;
}

} // namespace

QString hopName(Hop hop)
{
    switch (hop) {
    case Hop::Commit:
        return DeliveryWords::tr("Commit pushed");
    case Hop::Artifact:
        return DeliveryWords::tr("Artifact built");
    case Hop::Agent:
        return DeliveryWords::tr("Agent notified");
    case Hop::Fetched:
        return DeliveryWords::tr("Source fetched");
    case Hop::Applied:
        return DeliveryWords::tr("Applied");
    case Hop::Healthy:
        return DeliveryWords::tr("Healthy");
    case Hop::Reported:
        return DeliveryWords::tr("Reported");
    }
    return {};
}

QString hopState(HopState state)
{
    switch (state) {
    case HopState::Unknown:
        return DeliveryWords::tr("unknown");
    case HopState::Done:
        return DeliveryWords::tr("done");
    case HopState::Running:
        return DeliveryWords::tr("under way");
    case HopState::Failed:
        return DeliveryWords::tr("failed");
    case HopState::Waiting:
        return DeliveryWords::tr("not yet");
    case HopState::NotApplicable:
        return DeliveryWords::tr("does not apply");
    case HopState::NoEvidence:
        return DeliveryWords::tr("no direct evidence");
    }
    return {};
}

QString hopTime(const HopFacts& hop, WallTime now)
{
    if (hop.state == HopState::Failed || hop.state == HopState::Running)
        return DeliveryWords::tr("now");
    if (hop.time)
        return clockOrDay(*hop.time, now);
    return hop.state == HopState::Done ? DeliveryWords::tr("time unknown") : QStringLiteral("–");
}

QString hopObject(const Delivery& delivery, Hop hop)
{
    const auto& facts = delivery.at(hop);
    if (facts.note != Note::None)
        return noteWords(facts.note);
    if (!facts.actor.empty())
        return cleanLine(facts.actor);
    if (facts.pipeline != 0) //: %1 a number
        return DeliveryWords::tr("Pipeline %1").arg(facts.pipeline);
    if (!facts.object.empty())
        return objectName(facts.object);
    if (hop == Hop::Artifact && delivery.source)
        return shortRevision(delivery.source->artifactRevision);
    return hopState(facts.state);
}

QString hopSentence(const Delivery& delivery, Hop hop, WallTime now)
{
    const auto& facts = delivery.at(hop);
    QStringList parts{hopName(hop) + QStringLiteral(": ") + hopState(facts.state)};
    if (facts.time)
        parts << localTime(*facts.time);
    if (facts.took) //: %1 a duration
        parts << DeliveryWords::tr("%1 after the hop before").arg(duration(*facts.took));
    if (const auto object = hopObject(delivery, hop); object != hopState(facts.state))
        parts << object;
    if (const auto how = evidenceWords(facts.evidence); !how.isEmpty())
        parts << how;
    QString out = parts.join(QStringLiteral(", "));
    if (delivery.standsAt == hop)
        out += QStringLiteral(". ") + standsTitle(delivery, now);
    if (const auto more = noteSentence(delivery, facts.note); !more.isEmpty())
        out += QStringLiteral(". ") + more;
    if (!facts.message.empty())
        out += QStringLiteral(". ") + cleanLine(facts.message);
    return out;
}

QString deliveryLine(const Delivery& delivery, WallTime now)
{
    if (delivery.standsAt) {
        const auto name = hopName(*delivery.standsAt);
        const auto time = delivery.since ? age(since(delivery, now)) : QString();
        if (underWay(delivery)) {
            const auto word = delivery.cause == Cause::HealthChecking ? DeliveryWords::tr("Checking health")
                : delivery.cause == Cause::PipelineRunning            ? DeliveryWords::tr("Building")
                : *delivery.standsAt == Hop::Fetched                  ? DeliveryWords::tr("Fetching")
                                                                      : DeliveryWords::tr("Applying");
            return time.isEmpty() ? word : word + QStringLiteral(", ") + time;
        }
        //: %1 a hop
        const auto stands = DeliveryWords::tr("Stands at %1").arg(name);
        return time.isEmpty() ? stands : stands + QStringLiteral(", ") + time;
    }
    if (delivery.revision.empty())
        return DeliveryWords::tr("Nothing delivered yet");
    //: %1 a duration
    return delivery.lead && *delivery.lead >= Millis{1000} ? DeliveryWords::tr("Delivered in %1").arg(duration(*delivery.lead))
                                                           : DeliveryWords::tr("Delivered");
}

QString deliveryIcon(const Delivery& delivery)
{
    if (!delivery.standsAt)
        return delivery.revision.empty() ? QStringLiteral("state-unknown") : QStringLiteral("state-ready");
    switch (delivery.at(*delivery.standsAt).state) {
    case HopState::Failed:
        return QStringLiteral("state-failed");
    case HopState::Running:
        return QStringLiteral("state-reconciling");
    case HopState::Waiting:
        return delivery.cause == Cause::SourceSuspended || delivery.cause == Cause::ApplierSuspended ? QStringLiteral("state-suspended")
                                                                                                     : QStringLiteral("state-waiting");
    default:
        return QStringLiteral("state-unknown");
    }
}

QString standsTitle(const Delivery& delivery, WallTime now)
{
    if (!delivery.standsAt)
        return delivery.revision.empty() ? DeliveryWords::tr("Nothing delivered yet") : DeliveryWords::tr("Delivered");
    const auto name = hopName(*delivery.standsAt);
    const auto time = delivery.since ? age(since(delivery, now)) : QString();
    if (underWay(delivery)) //: %1 a hop, %2 a duration
        return time.isEmpty() ? DeliveryWords::tr("%1 is under way").arg(name)
                              : DeliveryWords::tr("%1 is under way for %2").arg(name, time);
    //: %1 a hop, %2 a duration
    return time.isEmpty() ? DeliveryWords::tr("Stands still at %1").arg(name)
                          : DeliveryWords::tr("Stands still at %1 for %2").arg(name, time);
}

QString causeSentence(const Delivery& delivery)
{
    if (!delivery.standsAt)
        return delivery.revision.empty() ? DeliveryWords::tr("The source has no artifact.")
            : delivery.standing == Standing::Known || delivery.standing == Standing::NotOnGitLab
            ? DeliveryWords::tr("Every hop that applies is done.")
            : DeliveryWords::tr("Every hop that can be seen is done. %1.").arg(standingWords(delivery));
    auto out = usualCause(delivery.cause);
    if (delivery.cause == Cause::PipelineFailed && !delivery.message.empty()) //: %1 a job's name
        out += QLatin1Char(' ') + DeliveryWords::tr("Its job %1 failed.").arg(cleanLine(delivery.message));
    else if (!delivery.message.empty())
        out += QLatin1Char(' ') + cleanLine(delivery.message);
    return out;
}

QString responsibleName(const Delivery& delivery)
{
    switch (delivery.responsible) {
    case Responsible::Nobody:
        return delivery.standsAt ? DeliveryWords::tr("Unknown") : DeliveryWords::tr("Nobody");
    case Responsible::Pipeline:
        return DeliveryWords::tr("the project's pipeline");
    case Responsible::SourceController:
        return QStringLiteral("source-controller");
    case Responsible::KustomizeController:
        return QStringLiteral("kustomize-controller");
    case Responsible::HelmController:
        return QStringLiteral("helm-controller");
    case Responsible::NotificationController:
        return QStringLiteral("notification-controller");
    case Responsible::Person:
        return DeliveryWords::tr("whoever suspended it");
    }
    return {};
}

QString nextAttempt(const Delivery& delivery, WallTime now)
{
    if (!delivery.standsAt)
        return DeliveryWords::tr("With the next commit");
    if (delivery.nextAttempt) {
        const auto left = std::chrono::duration_cast<Millis>(*delivery.nextAttempt - now);
        //: %1 a duration, %2 a time of day
        return left > Millis{0} ? DeliveryWords::tr("in %1, %2").arg(age(left), clockTime(*delivery.nextAttempt))
                                : DeliveryWords::tr("due now");
    }
    if (delivery.every) //: %1 a duration
        return DeliveryWords::tr("within %1").arg(age(*delivery.every));
    if (underWay(delivery))
        return DeliveryWords::tr("under way");
    return delivery.responsible == Responsible::Person ? DeliveryWords::tr("none until it is resumed")
                                                       : DeliveryWords::tr("none by itself");
}

QString standingWords(const Delivery& delivery)
{
    switch (delivery.standing) {
    case Standing::NotOnGitLab:
        return noteWords(Note::NotOnGitLab);
    case Standing::NotSignedIn:
        return DeliveryWords::tr("Not signed in to GitLab");
    case Standing::Asking:
        return noteWords(Note::Asking);
    case Standing::Failed:
        return errorShort(delivery.error);
    case Standing::Known:
        break;
    }
    return {};
}

QString behindWords(const Delivery& delivery)
{
    if (delivery.behind) {
        if (*delivery.behind == 0)
            return DeliveryWords::tr("Nothing");
        return *delivery.behind == 1 ? DeliveryWords::tr("1 commit")
                                     : DeliveryWords::tr("%n commits", nullptr, static_cast<int>(*delivery.behind));
    }
    const auto why = standingWords(delivery);
    //: %1 why: Not signed in to GitLab
    return why.isEmpty() ? DeliveryWords::tr("Unknown") : DeliveryWords::tr("Unknown: %1").arg(why);
}

QString phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Build:
        return DeliveryWords::tr("Build");
    case Phase::WaitForFetch:
        return DeliveryWords::tr("Wait for fetch");
    case Phase::Apply:
        return DeliveryWords::tr("Apply");
    case Phase::UntilHealthy:
        return DeliveryWords::tr("Until healthy");
    case Phase::Unsplit:
        return DeliveryWords::tr("Not told apart");
    }
    return {};
}

QString originTitle(delivery::Origin origin)
{
    switch (origin) {
    case delivery::Origin::Commit:
        return DeliveryWords::tr("Lead time, commit to healthy");
    case delivery::Origin::Artifact:
        return DeliveryWords::tr("Lead time, artifact to healthy");
    case delivery::Origin::Fetch:
        break;
    }
    return DeliveryWords::tr("Lead time, fetch to healthy");
}

} // namespace dg::text
