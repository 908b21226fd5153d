// SPDX-License-Identifier: Apache-2.0
// A report in words: one document for HTML, PDF and Markdown.
#include "report_parts.h"
#include "translate.h"

#include "text/words.h"

namespace dg::evidence {

namespace {

using report::Figure;
using report::Section;
using report::Tone;

Section aboutSection(const Report& report)
{
    Section out{"about", utf8(Evidence::tr("About this report")), {}, {}, {}};
    for (const auto& line : aboutOf(report)) {
        if (!line.label.isEmpty())
            out.facts.emplace_back(utf8(line.label), line.value);
    }
    return out;
}

Section gapsSection(const Report& report)
{
    Section out{"not-read", utf8(Evidence::tr("What could not be read")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("What")), utf8(Evidence::tr("Why"))}, {1, 3}, {}};
    for (const auto& [what, why] : notRead(report))
        table.rows.push_back({{utf8(what), {}}, {clean(utf8(why)), {}}});
    if (table.rows.empty())
        out.paragraphs.push_back(utf8(Evidence::tr("Everything in this scope could be read.")));
    out.table = std::move(table);
    return out;
}

QString titleOf(Topic topic)
{
    switch (topic) {
    case Topic::Sync:
        return Evidence::tr("Sync report");
    case Topic::Drift:
        return Evidence::tr("Drift report");
    case Topic::Posture:
        return Evidence::tr("Posture report");
    case Topic::Change:
        return Evidence::tr("Change report");
    case Topic::Delivery:
        return Evidence::tr("Delivery report");
    }
    return {};
}

void append(std::vector<Section>& to, std::vector<Section> more)
{
    for (auto& one : more)
        to.push_back(std::move(one));
}

Tone verdictTone(const Report& report)
{
    const int exit = report.exitCode();
    if (exit == ExitCouldNotTell)
        return Tone::Neutral;
    if (report.topic == Topic::Change || report.topic == Topic::Delivery)
        return Tone::Plain;
    return exit == ExitOk ? Tone::Good : Tone::Bad;
}

QString verdictOf(const Report& report)
{
    const auto& cluster = report.drift.cluster;
    if (!report.offline && !cluster.read)
        return Evidence::tr("Could not be read: %1").arg(text::errorSentence(cluster.read.error()));
    if (!report.offline && !cluster.read->fluxServed)
        return Evidence::tr("Flux is not installed here: the cluster serves none of its kinds.");
    switch (report.topic) {
    case Topic::Sync:
        return syncVerdict(report);
    case Topic::Drift:
        return driftVerdict(report);
    case Topic::Posture:
        return postureVerdict(report);
    case Topic::Change:
        return changeVerdict(report);
    case Topic::Delivery:
        return deliveryVerdict(report);
    }
    return {};
}

} // namespace

report::Document documentOf(const Report& report)
{
    report::Document out;
    //: the language that this catalogue is in, as a BCP 47 code
    out.language = utf8(Evidence::tr("en", "language code"));
    out.title = utf8(titleOf(report.topic));
    out.subtitle = clean(report.drift.cluster.name);
    out.verdict = clean(utf8(verdictOf(report)));
    out.verdictTone = verdictTone(report);
    out.sections = {aboutSection(report), gapsSection(report)};
    switch (report.topic) {
    case Topic::Sync:
        out.figures = syncFigures(report);
        append(out.sections, syncSections(report));
        break;
    case Topic::Drift:
        out.figures = driftFigures(report);
        append(out.sections, driftSections(report));
        break;
    case Topic::Posture:
        out.figures = postureFigures(report);
        append(out.sections, postureSections(report));
        break;
    case Topic::Change:
        out.figures = changeFigures(report);
        append(out.sections, changeSections(report));
        break;
    case Topic::Delivery:
        out.figures = deliveryFigures(report);
        append(out.sections, deliverySections(report));
        break;
    }
    if (report.period && report.topic != Topic::Delivery)
        append(out.sections, periodSections(*report.period));
    out.labels = {utf8(Evidence::tr("Contents")), utf8(Evidence::tr("Search in the tables")), utf8(Evidence::tr("Page %1 of %2")),
        utf8(Evidence::tr("%1 more rows are in the other formats."))};
    out.program = "driftglass " DRIFTGLASS_VERSION;
    out.writtenAt = toRfc3339(report.writtenAt);
    out.dataHash = report.dataHash;
    return out;
}

} // namespace dg::evidence
