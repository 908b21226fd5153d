// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "translate.h"

#include "console.h"
#include "follow.h"
#include "status.h"
#include "text/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace dg::cli {

namespace {

// The whole revision, the part after the branch, or at least seven characters from the beginning of the hash.
bool isRevision(std::string_view revision, std::string_view wanted)
{
    if (revision == wanted)
        return true;
    const auto at = revision.rfind('@');
    const auto tail = at == std::string_view::npos ? revision : revision.substr(at + 1);
    const auto colon = tail.find(':');
    const auto hash = colon == std::string_view::npos ? std::string_view{} : tail.substr(colon + 1);
    return tail == wanted || (at != std::string_view::npos && revision.substr(0, at) == wanted)
        || (wanted.size() >= 7 && hash.starts_with(wanted));
}

enum class Progress : unsigned char { Reached, Pending, Failed };

Progress progressOf(const Assessed& one, const std::string& revision)
{
    const auto& object = *one.object;
    const auto state = one.verdict.state;
    if (!revision.empty() && !isRevision(object.revision(), revision)) {
        // A failure of an older revision is not the answer; one of the wanted revision is.
        const bool tried = isRevision(object.lastAttemptedRevision, revision);
        return tried && (state == flux::State::Failed || state == flux::State::Stalled) ? Progress::Failed : Progress::Pending;
    }
    if (state == flux::State::Ready)
        return Progress::Reached;
    return state == flux::State::Failed || state == flux::State::Stalled ? Progress::Failed : Progress::Pending;
}

struct Tally {
    std::size_t total = 0, reached = 0, waiting = 0, pending = 0;
    std::vector<Assessed> failed;
    // Settled: nothing is on its way any more; what waits, waits for something that failed.
    [[nodiscard]] bool settled() const { return pending == waiting && (pending == 0 || !failed.empty()); }
};

} // namespace

int runWait(const Options& options, Streams& streams, const Environment& environment)
{
    const auto command = commandName(options.command);
    const auto filter = filterOf(options);
    if (filter.needsManaged()) // nothing would match, and that would read as ready
        throw UsageError{CommandLine::tr("wait does not read what the inventories name: drift: has no answer there."), command};
    StringPool checkPool;
    if (!options.all)
        (void)parseObject(options.objects.front(), command, checkPool);
    const auto targets = findTargets(options, streams, environment);
    const auto log = loggerFor(options, environment);
    session::SessionOptions wishes;
    wishes.watchManaged = false;
    wishes.userAgent = userAgent();
    if (!options.ns.isEmpty())
        wishes.namespaces = {options.ns.toStdString()};
    else if (!options.all)
        wishes.namespaces = {options.objects.front().section(QLatin1Char('/'), 1, 1).toStdString()};
    Follow follow(targets.specs.front(), wishes, *environment.clock, *log, consentFor(options, streams, environment));
    const auto key = options.all ? ObjectKey{} : parseObject(options.objects.front(), command, follow.pool());
    const auto ns = options.ns.toStdString();
    const auto revision = options.revision.toStdString();

    Tally tally;
    std::optional<Error> hopeless;
    QString said;
    const auto look = [&] {
        tally = {};
        const auto count = [&](const std::shared_ptr<const flux::FluxObject>& object) {
            auto one = follow.assess(object);
            const FilterScope scope{targets.specs.front().name, environment.clock->wall(), nullptr};
            if (options.all && ((!ns.empty() && object->key.ns.view() != ns) || !filter.matches(one, scope)))
                return;
            ++tally.total;
            switch (progressOf(one, options.all && !flux::info(object->kind).isApplier ? std::string() : revision)) {
            case Progress::Reached:
                ++tally.reached;
                break;
            case Progress::Failed:
                tally.failed.push_back(std::move(one));
                break;
            case Progress::Pending:
                ++tally.pending;
                tally.waiting += one.verdict.state == flux::State::Waiting ? 1 : 0;
                break;
            }
        };
        if (options.all) {
            for (const auto& [objectKey, object] : follow.objects())
                count(object);
        } else if (const auto found = follow.objects().find(key); found != follow.objects().end()) {
            count(found->second);
        }
        hopeless = follow.hopeless();
        const auto line = CommandLine::tr("%1 of %2 ready").arg(tally.reached).arg(tally.total);
        if (streams.errIsTerminal && line != said)
            printLine(streams.err, said = line);
        if (hopeless)
            return true;
        if (options.all)
            return follow.status().complete && tally.settled();
        return tally.total == 1 && (tally.reached == 1 || !tally.failed.empty()); // it may still be created
    };
    const auto end = follow.until(look, environment.clock->steady() + options.timeout, environment.stop);
    if (end == Follow::End::Interrupted)
        return ExitInterrupted;
    if (hopeless)
        throw Failure{*hopeless, {}};
    for (std::size_t i = 0; i < tally.failed.size() && i < 5; ++i) {
        const auto& one = tally.failed[i];
        printLine(streams.err,
            text::cleanLine(one.object->key.toString()) + QLatin1String(": ") + text::stateName(one.verdict) + QLatin1String(": ")
                + text::verdictMessage(one.verdict));
    }
    if (end == Follow::End::TimedOut) {
        if (!options.all && tally.total == 0)
            printLine(streams.err, CommandLine::tr("There is no %1.").arg(text::cleanLine(key.toString())));
        else
            printLine(
                streams.err, CommandLine::tr("Not ready in the time given: %1 of %2.").arg(tally.total - tally.reached).arg(tally.total));
        return ExitCouldNotTell;
    }
    if (!tally.failed.empty())
        return ExitNotInSync;
    if (options.all) {
        for (const auto& stream : follow.status().streams) {
            if (stream.fluxKind && !stream.state.synced && stream.state.hasError) {
                printLine(streams.err, CommandLine::tr("Not everything could be read: %1").arg(text::errorSentence(stream.state.error)));
                return ExitCouldNotTell;
            }
        }
    }
    printLine(streams.out,
        options.all ? CommandLine::tr("All %1 objects are ready.").arg(tally.total)
                    : CommandLine::tr("%1 is ready.").arg(text::cleanLine(key.toString())));
    return ExitOk;
}

} // namespace dg::cli
