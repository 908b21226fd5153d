// SPDX-License-Identifier: Apache-2.0
#include "cli/cli.h"
#include "translate.h"

#include "commands.h"
#include "console.h"
#include "text/words.h"

#include <QCoreApplication>

#include <exception>

namespace dg::cli {

namespace {

int dispatch(const Options& options, Streams& streams, const Environment& environment)
{
    switch (options.command) {
    case Command::Status:
        return runStatus(options, streams, environment);
    case Command::Reconcile:
        return runReconcile(options, streams, environment);
    case Command::Wait:
        return runWait(options, streams, environment);
    case Command::Owner:
        return runOwner(options, streams, environment);
    case Command::Drift:
        return runDrift(options, streams, environment);
    case Command::Checks:
        return runChecks(options, streams, environment);
    case Command::Snapshot:
        return runSnapshot(options, streams, environment);
    case Command::Report:
        return runReport(options, streams, environment);
    case Command::Record:
        return recordsIntoFile(options) ? runRecordFile(options, streams, environment) : runRecord(options, streams, environment);
    case Command::Contexts:
        return runContexts(options, streams, environment);
    case Command::Connect:
        return runConnect(options, streams, environment);
    case Command::Help:
    case Command::None:
        streams.out(helpText(options.helpFor).toStdString());
        return ExitOk;
    case Command::Version:
        streams.out("driftglass " DRIFTGLASS_VERSION "\n");
        return ExitOk;
    }
    return ExitCouldNotTell;
}

} // namespace

bool isCommandLine(const QStringList& arguments)
{
    // A value may be called like a command ("--context status"): only the first word that is neither option nor value counts.
    static const QStringList withValue{QStringLiteral("--kubeconfig"), QStringLiteral("--context"), QStringLiteral("--namespace"),
        QStringLiteral("-n"), QStringLiteral("--filter"), QStringLiteral("--demo-size"), QStringLiteral("--demo-seed"),
        QStringLiteral("--profile"), QStringLiteral("--log-level"), QStringLiteral("--agent-url"), QStringLiteral("--agent-id"),
        QStringLiteral("--gitlab"), QStringLiteral("--gitlab-ca"), QStringLiteral("--gitlab-proxy"), QStringLiteral("--search"),
        QStringLiteral("--export"), QStringLiteral("--output"), QStringLiteral("-o"), QStringLiteral("--revision"),
        QStringLiteral("--timeout"), QStringLiteral("--owner"), QStringLiteral("--baseline"), QStringLiteral("--rules"),
        QStringLiteral("--mutes"), QStringLiteral("--fail-on"), QStringLiteral("--format"), QStringLiteral("--report"),
        QStringLiteral("--compare"), QStringLiteral("--since"), QStringLiteral("--paper"), QStringLiteral("--history"),
        QStringLiteral("--snapshot"), QStringLiteral("--at"), QStringLiteral("--for"), QStringLiteral("--metrics"),
        QStringLiteral("--view"), QStringLiteral("--select"), QStringLiteral("--theme"), QStringLiteral("--size"),
        QStringLiteral("--language"), QStringLiteral("--screenshot"), QStringLiteral("--ratio")};
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const auto& word = arguments[i];
        if (word == QLatin1String("--help") || word == QLatin1String("-h") || word == QLatin1String("--version")
            || word == QLatin1String("-V"))
            return true;
        if (withValue.contains(word))
            ++i;
        else if (word.startsWith(QLatin1String("https://")) || word.startsWith(QLatin1String("driftglass:")))
            return false; // a page of GitLab: the window's
        else if (!word.startsWith(QLatin1Char('-')))
            return true; // a command, or a word that is meant as one: its error is the command line's to tell
    }
    return false;
}

bool needsFonts(const QStringList& arguments)
{
    if (!arguments.contains(QLatin1String("report")))
        return false;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const auto& word = arguments[i];
        const auto formats = word == QLatin1String("--format") ? arguments.value(i + 1)
            : word.startsWith(QLatin1String("--format="))      ? word.mid(9)
                                                               : QString();
        if (formats.split(QLatin1Char(',')).contains(QLatin1String("pdf")))
            return true;
    }
    return false;
}

int run(const QStringList& arguments, Streams& streams, const Environment& environment)
{
    try {
        return dispatch(parse(arguments), streams, environment);
    } catch (const UsageError& error) {
        printLine(streams.err, QLatin1String("driftglass: ") + error.sentence);
        printLine(streams.err,
            error.command.isEmpty() ? CommandLine::tr("Try: driftglass --help")
                                    : CommandLine::tr("Try: driftglass help %1").arg(error.command));
    } catch (const Failure& failure) {
        if (environment.stop.stop_requested())
            return ExitInterrupted;
        printLine(streams.err,
            QLatin1String("driftglass: ") + (failure.sentence.isEmpty() ? text::errorSentence(failure.error) : failure.sentence));
    } catch (const std::exception& error) { // out of memory, a full process table
        printLine(streams.err, CommandLine::tr("driftglass: it did not work: %1").arg(QString::fromLocal8Bit(error.what())));
    }
    return ExitCouldNotTell;
}

} // namespace dg::cli
