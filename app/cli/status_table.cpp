// SPDX-License-Identifier: Apache-2.0
#include "status.h"
#include "translate.h"

#include "console.h"
#include "text/words.h"

#include <QCoreApplication>

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
    return line + QLatin1String(". ") + CommandLine::tr("Seen %1.").arg(text::localTime(report.observedAt));
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
        for (const auto& one : report.items) {
            const auto& key = one.object->key;
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
        for (const auto& one : report.items)
            entries += one.object->inventory.size();
        printLine(streams.out,
            CommandLine::tr("%1 managed objects in the inventories, %2 of them found.").arg(entries).arg(report.read->managed.size()));
    }
}

} // namespace dg::cli
