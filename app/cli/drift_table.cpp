// SPDX-License-Identifier: Apache-2.0
#include "drift.h"
#include "translate.h"

#include "console.h"
#include "read_clusters.h"
#include "text/drift_words.h"
#include "text/words.h"

namespace dg::cli {

namespace {

Colour colourOf(const drift::Finding& finding)
{
    if (!finding.ignoredBy.empty() || !drift::counts(finding.kind))
        return Colour::Grey;
    return finding.confidence == drift::Confidence::Certain ? Colour::Red : Colour::Yellow;
}

} // namespace

void printDriftTable(const DriftReport& report, Streams& streams, bool colour, bool heading)
{
    if (heading)
        printLine(streams.out, QStringLiteral("== ") + text::cleanLine(report.cluster.name) + QStringLiteral(" =="));
    if (!report.cluster.read)
        return;
    using evidence::nameOf;
    Table table({CommandLine::tr("FINDING"), CommandLine::tr("CONFIDENCE"), CommandLine::tr("OBJECT"), CommandLine::tr("OWNER"),
                    CommandLine::tr("BY"), CommandLine::tr("SINCE"), CommandLine::tr("FIELD")},
        streams.width, colour);
    bool any = false;
    for (const auto& finding : report.findings) {
        if (!finding.ignoredBy.empty())
            continue;
        any = true;
        const auto when = finding.time ? finding.time : finding.since;
        auto field = text::cleanLine(finding.path.empty() ? finding.detail : finding.path);
        if (field.isEmpty() && finding.until) //: %1 a time: Flux put it back then
            field = CommandLine::tr("until %1").arg(text::localTime(*finding.until));
        table.add({evidence::wordOf(finding), text::confidenceText(finding.confidence), nameOf(finding.object), nameOf(finding.owner),
                      text::cleanLine(finding.manager), when ? text::localTime(*when) : QString(), field},
            colourOf(finding));
    }
    if (any)
        table.print(streams.out);
    else
        printLine(streams.out, CommandLine::tr("No drift."));
    if (!report.cluster.snapshot.empty())
        printLine(streams.out, seenAt(report.cluster));
    if (report.baseline)
        printLine(streams.out, CommandLine::tr("Compared with the snapshot of %1.").arg(text::localTime(*report.baseline)));
    printLine(streams.out, summaryLine(report));
    for (const auto& part : report.cluster.missing) {
        const auto kind = text::cleanLine(part.kind);
        printLine(streams.out,
            CommandLine::tr("Not judged: %1. %2")
                .arg(part.ns ? CommandLine::tr("%1 in %2").arg(kind, text::cleanLine(*part.ns)) : kind, text::errorSentence(part.error)));
    }
}

} // namespace dg::cli
