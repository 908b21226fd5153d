// SPDX-License-Identifier: Apache-2.0
#include "text/words.h"

#include "text/gitlab_words.h"

#include <QCoreApplication>

namespace dg::text {

namespace {

QString state(const char* word)
{
    return QCoreApplication::translate("State", word);
}

QString phase(const char* word)
{
    return QCoreApplication::translate("Phase", word);
}

QString action(const char* word)
{
    return QCoreApplication::translate("Action", word);
}

QString message(const char* word)
{
    return QCoreApplication::translate("Message", word);
}

QString stageName(session::ActionStage stage)
{
    using session::ActionStage;
    switch (stage) {
    case ActionStage::Requested:
        return action(QT_TRANSLATE_NOOP("Action", "Asking the cluster"));
    case ActionStage::SourceRequested:
        return action(QT_TRANSLATE_NOOP("Action", "Fetching the source"));
    case ActionStage::SourceHandled:
        return action(QT_TRANSLATE_NOOP("Action", "Source fetched"));
    case ActionStage::Accepted:
        return action(QT_TRANSLATE_NOOP("Action", "Waiting for the controller"));
    case ActionStage::Running:
        return action(QT_TRANSLATE_NOOP("Action", "Running"));
    case ActionStage::Done:
        break;
    }
    return action(QT_TRANSLATE_NOOP("Action", "Done"));
}

} // namespace

QString qs(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString stateName(flux::State value)
{
    using flux::State;
    switch (value) {
    case State::Ready:
        return state(QT_TRANSLATE_NOOP("State", "Ready"));
    case State::Reconciling:
        return state(QT_TRANSLATE_NOOP("State", "Reconciling"));
    case State::Failed:
        return state(QT_TRANSLATE_NOOP("State", "Failed"));
    case State::Stalled:
        return state(QT_TRANSLATE_NOOP("State", "Stalled"));
    case State::Waiting:
        return state(QT_TRANSLATE_NOOP("State", "Waiting"));
    case State::Stale:
        return state(QT_TRANSLATE_NOOP("State", "Stale"));
    case State::Unknown:
        return state(QT_TRANSLATE_NOOP("State", "Unknown"));
    case State::Forbidden:
        return state(QT_TRANSLATE_NOOP("State", "Forbidden"));
    case State::Terminating:
        return state(QT_TRANSLATE_NOOP("State", "Terminating"));
    case State::Missing:
        return state(QT_TRANSLATE_NOOP("State", "Missing"));
    case State::Orphaned:
        return state(QT_TRANSLATE_NOOP("State", "Orphaned"));
    }
    return state(QT_TRANSLATE_NOOP("State", "Unknown"));
}

QString stateName(const flux::Verdict& verdict)
{
    const QString word = stateName(verdict.state);
    //: %1 is a state such as "Failed"
    return verdict.suspended ? QCoreApplication::translate("State", "%1, suspended").arg(word) : word;
}

QString verdictMessage(const flux::Verdict& verdict)
{
    using flux::Note;
    switch (verdict.note) {
    case Note::NoStatus:
        return message(QT_TRANSLATE_NOOP("Message", "Has no status"));
    case Note::NotLookedAt:
        return message(QT_TRANSLATE_NOOP("Message", "No controller has looked at it yet"));
    case Note::StaleGeneration:
        //: %1 is a number, Kubernetes' metadata.generation
        return QCoreApplication::translate("Message", "Generation %1 has not been looked at").arg(verdict.generation);
    case Note::Deleting:
        return message(QT_TRANSLATE_NOOP("Message", "Is being deleted"));
    case Note::SourceEditedWhileSuspended:
        return message(QT_TRANSLATE_NOOP("Message", "Edited while suspended, not fetched since"));
    case Note::None:
        break;
    }
    if (verdict.state == flux::State::Ready)
        return {};
    if (verdict.state == flux::State::Waiting && !verdict.waitsFor.empty())
        //: %1 is the name of an object
        return QCoreApplication::translate("Message", "Waits for %1").arg(cleanLine(verdict.waitsFor.name.view()));
    if (verdict.message.empty())
        return cleanLine(verdict.reason);
    return cleanLine(verdict.message);
}

QString phaseName(session::ConnectionPhase value)
{
    using session::ConnectionPhase;
    switch (value) {
    case ConnectionPhase::Idle:
        return phase(QT_TRANSLATE_NOOP("Phase", "Not connected"));
    case ConnectionPhase::Connecting:
        return phase(QT_TRANSLATE_NOOP("Phase", "Connecting"));
    case ConnectionPhase::WaitingForAgent:
        return phase(QT_TRANSLATE_NOOP("Phase", "Waiting for the agent"));
    case ConnectionPhase::Live:
        return phase(QT_TRANSLATE_NOOP("Phase", "Live"));
    case ConnectionPhase::CatchingUp:
        return phase(QT_TRANSLATE_NOOP("Phase", "Catching up"));
    case ConnectionPhase::Stale:
        return phase(QT_TRANSLATE_NOOP("Phase", "Connection lost, old data"));
    case ConnectionPhase::AgentOffline:
        return phase(QT_TRANSLATE_NOOP("Phase", "Agent offline"));
    case ConnectionPhase::Unauthorized:
        return phase(QT_TRANSLATE_NOOP("Phase", "Not let in"));
    case ConnectionPhase::Unreachable:
        return phase(QT_TRANSLATE_NOOP("Phase", "Unreachable"));
    case ConnectionPhase::NoFlux:
        return phase(QT_TRANSLATE_NOOP("Phase", "Flux is not installed"));
    case ConnectionPhase::Stopped:
        return phase(QT_TRANSLATE_NOOP("Phase", "Closed"));
    }
    return phase(QT_TRANSLATE_NOOP("Phase", "Not connected"));
}

namespace {

QString comparisonName(const session::Action& value)
{
    if (value.stage == session::ActionStage::Requested)
        return action(QT_TRANSLATE_NOOP("Action", "Waits for its turn"));
    if (!value.done())
        return value.known == 0 ? action(QT_TRANSLATE_NOOP("Action", "Reading what is wanted"))
                                //: %1 and %2 are numbers of objects
                                : QCoreApplication::translate("Action", "%1 of %2 objects read").arg(value.compared).arg(value.known);
    const QString compared = value.differing == 0
        //: %1 a number of objects
        ? QCoreApplication::translate("Action", "%1 objects compared, none differs").arg(value.compared)
        //: %1 a number of objects, %2 of differences
        : QCoreApplication::translate("Action", "%1 objects compared, %2 differences").arg(value.compared).arg(value.differing);
    if (value.notCompared == 0)
        return compared;
    //: %1 a sentence's beginning, %2 a number
    return QCoreApplication::translate("Action", "%1, %2 not compared").arg(compared).arg(value.notCompared);
}

} // namespace

QString outcomeName(const session::Action& value)
{
    using session::ActionOutcome;
    if (value.verb == session::ActionVerb::Compare && (!value.done() || value.outcome == ActionOutcome::Ready))
        return comparisonName(value);
    if (!value.done())
        return stageName(value.stage);
    switch (value.outcome) {
    case ActionOutcome::Ready:
        if (value.verb == session::ActionVerb::Trigger)
            //: %1 a number of objects
            return QCoreApplication::translate("Action", "Answered, %1 asked to reconcile").arg(value.asked);
        return action(QT_TRANSLATE_NOOP("Action", "Reconciled"));
    case ActionOutcome::Failed:
        if (value.reason == "HealthCheckFailed")
            return action(QT_TRANSLATE_NOOP("Action", "Health check failed"));
        if (value.reason == "BuildFailed")
            return action(QT_TRANSLATE_NOOP("Action", "Build failed"));
        return action(QT_TRANSLATE_NOOP("Action", "Failed"));
    case ActionOutcome::Stalled:
        return action(QT_TRANSLATE_NOOP("Action", "Stalled"));
    case ActionOutcome::Waiting:
        return action(QT_TRANSLATE_NOOP("Action", "Waits for another object"));
    case ActionOutcome::TimedOut:
        return action(QT_TRANSLATE_NOOP("Action", "Timed out"));
    case ActionOutcome::Refused:
        return action(QT_TRANSLATE_NOOP("Action", "Refused by the cluster"));
    case ActionOutcome::Error:
        return errorSentence(value.error);
    case ActionOutcome::None:
        break;
    }
    return action(QT_TRANSLATE_NOOP("Action", "No longer followed"));
}

QString warningSentence(std::string_view word)
{
    if (word == "insecureSkipTlsVerify")
        return QCoreApplication::translate(
            "Warning", "TLS is not verified: anybody between here and the cluster can read and change what you see.");
    if (word == "plainHttp")
        return QCoreApplication::translate("Warning", "The connection is not encrypted.");
    constexpr std::string_view TokenEnds = "tokenEnds:"; // days
    if (word.starts_with(TokenEnds))
        return expiryNotice(std::atoi(std::string(word.substr(TokenEnds.size())).c_str())) + QLatin1Char('.');
    return cleanLine(word);
}

} // namespace dg::text
