// SPDX-License-Identifier: Apache-2.0
#include "checks.h"
#include "translate.h"

#include "console.h"
#include "read_clusters.h"
#include "text/check_words.h"
#include "text/words.h"

namespace dg::cli {

namespace {

Colour colourOf(const checks::Outcome& one)
{
    if (one.isAccepted())
        return Colour::Grey;
    switch (one.verdict) {
    case checks::Verdict::FixSoon:
        return Colour::Red;
    case checks::Verdict::Consider:
        return Colour::Yellow;
    case checks::Verdict::Passed:
        return Colour::Green;
    default:
        return Colour::Grey;
    }
}

} // namespace

void printChecksTable(const ChecksReport& report, Streams& streams, bool colour, bool heading)
{
    if (heading)
        printLine(streams.out, QStringLiteral("== ") + text::cleanLine(report.cluster.name) + QStringLiteral(" =="));
    if (report.outcomes.empty())
        return;
    Table table({CommandLine::tr("VERDICT"), CommandLine::tr("ABOUT"), CommandLine::tr("OBJECTS"), CommandLine::tr("CHECK"),
                    CommandLine::tr("FOUND")},
        streams.width, colour);
    for (const auto* shown : evidence::inOrder(report.outcomes)) {
        const auto& one = *shown;
        const auto objects = one.subjects.size() + (one.subjects.empty() ? one.accepted.size() : 0);
        table.add({evidence::verdictOf(one), text::areaName(checks::info(one.id).area), QString::number(objects > 0 ? objects : one.looked),
                      QLatin1String(checks::info(one.id).word), text::checkTitle(one)},
            colourOf(one));
    }
    table.print(streams.out);
    const auto sum = checks::tally(report.outcomes);
    auto line = CommandLine::tr("%1 of %2 need attention").arg(sum.attention()).arg(sum.all());
    if (sum.couldNotTell > 0)
        line += QStringLiteral(", ") + CommandLine::tr("%1 could not be told").arg(sum.couldNotTell);
    if (sum.accepted > 0)
        line += QStringLiteral(", ") + CommandLine::tr("%1 accepted").arg(sum.accepted);
    printLine(streams.out, line + QStringLiteral(". ") + seenAt(report.cluster));
}

} // namespace dg::cli
