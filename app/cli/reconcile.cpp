// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "translate.h"

#include "console.h"
#include "follow.h"
#include "text/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace dg::cli {

namespace {

constexpr Millis LastWord{2'000}; // the session's own limit comes first

QString nameOf(const ObjectKey& key)
{
    return text::cleanLine(key.toString());
}

QString stageName(session::ActionStage stage)
{
    switch (stage) {
    case session::ActionStage::Requested:
        return CommandLine::tr("requested");
    case session::ActionStage::SourceRequested:
        return CommandLine::tr("source requested");
    case session::ActionStage::SourceHandled:
        return CommandLine::tr("source done");
    case session::ActionStage::Accepted:
        return CommandLine::tr("accepted");
    case session::ActionStage::Running:
        return CommandLine::tr("running");
    case session::ActionStage::Done:
        return CommandLine::tr("done");
    }
    return {};
}

const session::Action* findAction(const session::SessionStatus& status, std::uint64_t id)
{
    const auto found
        = std::find_if(status.actions.begin(), status.actions.end(), [id](const session::Action& action) { return action.id == id; });
    return found == status.actions.end() ? nullptr : &*found;
}

int exitFor(session::ActionOutcome outcome)
{
    switch (outcome) {
    case session::ActionOutcome::Ready:
        return ExitOk;
    case session::ActionOutcome::Failed:
    case session::ActionOutcome::Stalled:
    case session::ActionOutcome::Waiting:
        return ExitNotInSync;
    default:
        return ExitCouldNotTell;
    }
}

int report(const session::Action& action, Streams& streams)
{
    const auto exit = exitFor(action.outcome);
    auto line = nameOf(action.key) + QLatin1String(": ") + text::outcomeName(action);
    if (action.outcome == session::ActionOutcome::Error)
        line = nameOf(action.key) + QLatin1String(": ") + text::errorSentence(action.error);
    else if (!action.message.empty())
        line += QLatin1String(": ") + text::cleanLine(action.message);
    printLine(exit == ExitOk ? streams.out : streams.err, line);
    return exit;
}

int timedOut(const ObjectKey& key, Streams& streams)
{
    printLine(streams.err,
        CommandLine::tr("%1 did not get there in the time given. Look with driftglass status, or give more with --timeout.")
            .arg(nameOf(key)));
    return ExitCouldNotTell;
}

// A Receiver's call, and with --wait what it set off: the worst of them decides.
int trigger(
    Follow& follow, const ObjectKey& key, const Options& options, Streams& streams, const Environment& environment, SteadyTime deadline)
{
    session::ReceiverCall call;
    call.readToken = options.readToken;
    if (!options.readToken)
        call.token = Secret(environment.variable("DRIFTGLASS_RECEIVER_TOKEN").toStdString());
    const auto id = follow.session().triggerReceiver(key, std::move(call));
    std::vector<session::Action> all;
    const auto ended = follow.until(
        [&] {
            all.clear();
            for (const auto& action : follow.status().actions) {
                if (action.id == id || action.cause == id)
                    all.insert(all.begin(), action);
            }
            return !all.empty() && all.front().done() && (!options.wait || std::ranges::all_of(all, &session::Action::done));
        },
        deadline + LastWord, environment.stop);
    if (ended == Follow::End::Interrupted)
        return ExitInterrupted;
    if (ended == Follow::End::TimedOut)
        return timedOut(key, streams);
    int exit = ExitOk;
    for (const auto& action : all) {
        if (action.id == id || options.wait)
            exit = std::max(exit, report(action, streams));
    }
    return exit;
}

} // namespace

int runReconcile(const Options& options, Streams& streams, const Environment& environment)
{
    StringPool checkPool;
    (void)parseObject(options.objects.front(), commandName(options.command), checkPool); // before anything is contacted
    const auto targets = findTargets(options, streams, environment);
    const auto log = loggerFor(options, environment);
    session::SessionOptions wishes;
    wishes.watchManaged = false;
    wishes.userAgent = userAgent();
    wishes.actionTimeout = options.timeout;
    wishes.namespaces = {options.objects.front().section(QLatin1Char('/'), 1, 1).toStdString()};
    Follow follow(targets.specs.front(), wishes, *environment.clock, *log, consentFor(options, streams, environment));
    const auto key = parseObject(options.objects.front(), commandName(options.command), follow.pool());
    const auto deadline = environment.clock->steady() + options.timeout;

    std::optional<Error> hopeless;
    bool present = false;
    const auto found = follow.until(
        [&] {
            present = follow.objects().contains(key);
            hopeless = follow.hopeless();
            return present || hopeless || follow.kindRead(key.kind.view()) || follow.status().complete;
        },
        deadline, environment.stop);
    if (found == Follow::End::Interrupted)
        return ExitInterrupted;
    if (!present && hopeless)
        throw Failure{*hopeless, {}};
    if (found == Follow::End::TimedOut)
        return timedOut(key, streams);
    if (!present) {
        printLine(streams.err, CommandLine::tr("There is no %1.").arg(nameOf(key)));
        return ExitCouldNotTell;
    }

    if (options.trigger)
        return trigger(follow, key, options, streams, environment, deadline);
    const auto id = follow.session().reconcile(key, options.withSource);
    std::optional<session::Action> last;
    const auto ended = follow.until(
        [&] {
            const auto* action = findAction(follow.status(), id);
            if (!action)
                return false;
            if (streams.errIsTerminal && (!last || last->stage != action->stage || last->message != action->message)) {
                auto line = nameOf(key) + QLatin1String(": ") + stageName(action->stage);
                if (!action->message.empty())
                    line += QLatin1String(": ") + text::cleanLine(action->message);
                printLine(streams.err, line);
            }
            last = *action;
            return action->done()
                || (!options.wait && (action->stage == session::ActionStage::Accepted || action->stage == session::ActionStage::Running));
        },
        deadline + LastWord, environment.stop);
    if (ended == Follow::End::Interrupted)
        return ExitInterrupted;
    if (ended == Follow::End::TimedOut || !last)
        return timedOut(key, streams);
    if (!last->done()) {
        printLine(streams.out, CommandLine::tr("%1: accepted").arg(nameOf(key)));
        return ExitOk;
    }
    const int exit = report(*last, streams);
    // Without --wait a quick end is as good as "accepted", whatever its verdict.
    return !options.wait && exit == ExitNotInSync ? ExitOk : exit;
}

} // namespace dg::cli
