// SPDX-License-Identifier: Apache-2.0
#include "status.h"
#include "translate.h"

#include "console.h"
#include "read_clusters.h"
#include "text/words.h"

#include <QCoreApplication>

#include <map>
#include <optional>
#include <tuple>

namespace dg::cli {

namespace {

Colour colourOf(const flux::Verdict& verdict)
{
    switch (verdict.state) {
    case flux::State::Ready:
        return verdict.suspended ? Colour::Grey : Colour::Green;
    case flux::State::Reconciling:
        return Colour::Blue;
    case flux::State::Failed:
    case flux::State::Stalled:
        return Colour::Red;
    case flux::State::Unknown:
    case flux::State::Forbidden:
        return Colour::Grey;
    default:
        return Colour::Yellow;
    }
}

QString messageOf(const Assessed& one)
{
    QString message = text::verdictMessage(one.verdict);
    if (one.rootCause) {
        const auto& cause = one.rootCause->object;
        const QString name
            = text::qs(cause.kind.view()) + QLatin1Char(' ') + text::qs(cause.ns.view()) + QLatin1Char('/') + text::qs(cause.name.view());
        const QString because = CommandLine::tr("because of %1").arg(name);
        message = message.isEmpty() ? because : message + QLatin1String(" (") + because + QLatin1Char(')');
    }
    return message;
}

// Waiting rows behind one cause, where they are many: told as one.
using CauseName = std::tuple<std::string_view, std::string_view, std::string_view>;
constexpr int ManyRows = 4;

std::optional<CauseName> waitsOn(const Assessed& one)
{
    if (one.verdict.state != flux::State::Waiting || !one.rootCause)
        return std::nullopt;
    const auto& of = one.rootCause->object;
    return CauseName{of.kind.view(), of.ns.view(), of.name.view()};
}

std::map<CauseName, int> waitingByCause(const std::vector<const Assessed*>& items)
{
    std::map<CauseName, int> count;
    for (const auto* one : items) {
        if (const auto cause = waitsOn(*one))
            ++count[*cause];
    }
    return count;
}

QString waitingOn(const Assessed& one, int rows)
{
    const auto& of = one.rootCause->object;
    const QString name = text::cleanLine(of.kind.view()) + QLatin1Char('/') + text::cleanLine(of.name.view());
    const auto why = text::cleanLine(one.rootCause->message.empty() ? one.rootCause->reason : one.rootCause->message);
    return CommandLine::tr("%1 waiting on %2: %3").arg(rows).arg(name, why);
}

QString summaryLine(const ClusterReport& report)
{
    QStringList parts;
    for (std::size_t i = 0; i < report.counts.byState.size(); ++i) {
        if (report.counts.byState[i] > 0)
            parts
                << CommandLine::tr("%1 %2").arg(report.counts.byState[i]).arg(QLatin1String(flux::stateWord(static_cast<flux::State>(i))));
    }
    if (report.counts.suspended > 0)
        parts << CommandLine::tr("%1 suspended").arg(report.counts.suspended);
    if (report.counts.behind > 0)
        parts << CommandLine::tr("%1 behind").arg(report.counts.behind);
    auto line = CommandLine::tr("%1 objects").arg(report.counts.total);
    if (!parts.isEmpty())
        line += QLatin1String(": ") + parts.join(QLatin1String(", "));
    return line + QLatin1String(". ") + seenAt(report);
}

} // namespace

void printStatusTable(const ClusterReport& report, Streams& streams, bool colour, bool heading)
{
    if (heading)
        printLine(streams.out, QStringLiteral("== ") + text::cleanLine(report.name) + QStringLiteral(" =="));
    if (!report.read)
        return;
    if (!report.items.empty()) {
        Table table({CommandLine::tr("STATE"), CommandLine::tr("KIND"), CommandLine::tr("NAMESPACE"), CommandLine::tr("NAME"),
                        CommandLine::tr("REVISION"), CommandLine::tr("MESSAGE")},
            streams.width, colour);
        auto waiting = waitingByCause(report.items);
        for (const auto* item : report.items) {
            const auto& one = *item;
            const auto& key = one.object->key;
            if (const auto cause = waitsOn(one)) {
                auto& rows = waiting[*cause];
                if (rows >= ManyRows)
                    table.add({text::stateName(flux::State::Waiting), {}, {}, {}, {}, waitingOn(one, rows)}, colourOf(one.verdict));
                if (rows >= ManyRows || rows == 0) {
                    rows = 0; // told
                    continue;
                }
            }
            auto revision = text::shortRevision(one.object->revision());
            if (one.behind)
                revision += QLatin1Char(' ') + CommandLine::tr("(behind)");
            table.add({text::stateName(one.verdict), text::qs(key.kind.view()), text::cleanLine(key.ns.view()),
                          text::cleanLine(key.name.view()), revision, messageOf(one)},
                colourOf(one.verdict));
        }
        table.print(streams.out);
    }
    printLine(streams.out, summaryLine(report));
    const auto distribution = report.read->controllers.distribution();
    if (flux::supportOf(distribution) == flux::Support::OutOfSupport)
        printLine(streams.out, CommandLine::tr("Flux %1 is out of support.").arg(text::cleanLine(distribution)));
    for (const auto& one : report.read->controllers.list()) {
        if (one.ready == 0 && one.wanted > 0)
            printLine(
                streams.out, CommandLine::tr("%1 is down: 0 of %2 replicas are ready.").arg(text::cleanLine(one.name)).arg(one.wanted));
    }
    for (const auto& part : report.missing) {
        const auto kind = text::cleanLine(part.kind);
        const auto what = part.ns ? CommandLine::tr("%1 in %2").arg(kind, text::cleanLine(*part.ns)) : kind;
        printLine(streams.out, CommandLine::tr("Not read: %1. %2").arg(what, text::errorSentence(part.error)));
    }
    if (report.read->fromCache && report.read->fluxServed)
        printLine(streams.out, CommandLine::tr("Read from the server's cache: may be some seconds old."));
    if (report.read->undecodable > 0)
        printLine(streams.out, CommandLine::tr("%1 objects could not be understood and are left out.").arg(report.read->undecodable));
    if (report.inventory) {
        std::size_t entries = 0;
        for (const auto* one : report.items)
            entries += one->object->inventory.size();
        printLine(streams.out,
            CommandLine::tr("%1 managed objects in the inventories, %2 of them found.").arg(entries).arg(report.read->managed.size()));
    }
}

} // namespace dg::cli
