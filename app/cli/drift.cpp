// SPDX-License-Identifier: Apache-2.0
#include "drift.h"
#include "translate.h"

#include "commands.h"
#include "console.h"
#include "drift_exact.h"
#include "follow.h"
#include "profile_file.h"
#include "read_clusters.h"
#include "text/drift_words.h"
#include "text/words.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <ranges>
#include <set>

namespace dg::cli {

namespace {

std::vector<store::Delta> deltasOf(const session::OneShotResult& read)
{
    std::vector<store::Delta> deltas;
    deltas.reserve(read.objects.size() + read.managed.size());
    for (const auto& object : read.objects)
        deltas.push_back({object->key, store::RecordType::Flux, object, {}});
    for (const auto& object : read.managed)
        deltas.push_back({object->key, store::RecordType::Managed, object, {}});
    for (const auto& event : read.applyEvents)
        deltas.push_back({event->key, store::RecordType::ApplyEvent, event, {}});
    return deltas;
}

// One look, judged.
void look(drift::Engine& engine, const session::OneShotResult& read, StringPool& pool)
{
    std::vector<std::pair<Atom, Atom>> kinds;
    for (const auto kind : read.readKinds)
        kinds.emplace_back(pool.intern(flux::info(kind).group), pool.intern(flux::info(kind).name));
    for (const auto& kind : read.managedKinds)
        kinds.emplace_back(kind.group, kind.kind);
    engine.setReadKinds(kinds);
    engine.stage(deltasOf(read));
    for (const auto& key : read.absent)
        engine.confirmAbsent(key);
    engine.settle(read.observedAt);
}

} // namespace

session::OneShotOptions driftWishes()
{
    session::OneShotOptions wishes;
    wishes.managed = true;
    wishes.ownership = true;
    return wishes;
}

void judgeDrift(DriftReport& report, const std::optional<drift::Facts>& baseline, const Options& options, const Environment& environment,
    StringPool& pool)
{
    const auto& read = *report.cluster.read;
    drift::Engine engine(pool, rulesFor(options, environment, report.cluster.name));
    if (baseline) {
        report.baseline = baseline->observedAt;
        engine.setBaseline(*baseline);
    }
    look(engine, read, pool);
    auto findings = engine.findings();
    std::set<std::string> told; // of several corrections of one thing the last
    for (const auto& episode : engine.episodes() | std::views::reverse) {
        if (told.insert(episode.id()).second)
            findings.push_back(episode);
    }
    report.findings = chosen(std::move(findings), options, report.cluster.name);
    report.summary = engine.summary();
    if (read.notLookedUp > 0)
        report.notJudged.push_back({CommandLine::tr("%1 objects").arg(read.notLookedUp).toStdString(),
            CommandLine::tr("They carry no label of Flux's, and only 2,000 are looked up by name.")});
    if (read.undecodable > 0)
        report.notJudged.push_back(
            {CommandLine::tr("%1 objects").arg(read.undecodable).toStdString(), CommandLine::tr("They could not be understood.")});
}

bool fails(const drift::Finding& finding, FailOn failOn)
{
    if (failOn == FailOn::None || !drift::counts(finding.kind) || !finding.ignoredBy.empty())
        return false;
    return failOn == FailOn::Likely || finding.confidence == drift::Confidence::Certain;
}

int exitCodeOf(const std::vector<drift::Finding>& findings, bool complete, FailOn failOn)
{
    if (std::ranges::any_of(findings, [failOn](const drift::Finding& finding) { return fails(finding, failOn); }))
        return ExitNotInSync;
    return complete ? ExitOk : ExitCouldNotTell;
}

drift::RuleSet rulesFor(const Options& options, const Environment& environment, const std::string& cluster)
{
    const auto path = options.rules.isEmpty() ? profileFile(options, environment, "rules.yaml") : options.rules;
    if (options.rules.isEmpty() && !QFile::exists(path))
        return {};
    const auto yaml = readFile(path, 4 << 20);
    if (!yaml)
        throw Failure{yaml.error(), {}};
    auto rules = drift::parseRules(*yaml, path.toStdString());
    if (!rules)
        throw Failure{rules.error(), {}};
    return {std::move(*rules), cluster};
}

std::optional<drift::Facts> baselineOf(const Options& options, StringPool& pool)
{
    if (options.baseline.isEmpty())
        return std::nullopt;
    const auto bytes = readFile(options.baseline, 1 << 30);
    if (!bytes)
        throw Failure{bytes.error(), {}};
    auto facts = drift::readFacts(*bytes, pool, options.baseline.toStdString());
    if (!facts)
        throw Failure{facts.error(), {}};
    return std::move(*facts);
}

std::vector<drift::Finding> chosen(std::vector<drift::Finding> findings, const Options& options, const std::string& cluster)
{
    const auto filter = Filter::parse(options.filter, commandName(options.command));
    const auto ns = options.ns.toStdString();
    std::optional<ObjectKey> owner;
    StringPool pool;
    if (!options.owner.isEmpty())
        owner = parseObject(options.owner, commandName(options.command), pool);
    std::erase_if(findings, [&](const drift::Finding& finding) {
        if (!ns.empty() && finding.object.ns.view() != ns)
            return true;
        if (owner
            && (finding.owner.kind.view() != owner->kind.view() || finding.owner.ns.view() != owner->ns.view()
                || finding.owner.name.view() != owner->name.view()))
            return true;
        return !filter.matches(finding, cluster);
    });
    return findings;
}

int runDrift(const Options& options, Streams& streams, const Environment& environment)
{
    if (options.watch)
        return watchDrift(options, streams, environment);
    checkExact(options);
    (void)chosen({}, options, {}); // a mistake in the options is told before anything is read
    StringPool pool;
    const auto baseline = baselineOf(options, pool);
    auto clusters = readClusters(options, driftWishes(), pool, streams, environment);
    std::vector<DriftReport> reports;
    for (auto& cluster : clusters) {
        DriftReport report;
        report.cluster = std::move(cluster);
        if (report.cluster.read)
            judgeDrift(report, baseline, options, environment, pool);
        reports.push_back(std::move(report));
    }
    if (options.exact && !environment.stop.stop_requested())
        addExact(reports, options, pool, streams, environment);
    if (environment.stop.stop_requested())
        return ExitInterrupted;
    const bool list = options.allContexts || options.contexts.size() > 1;
    switch (options.output) {
    case Output::Json: {
        JsonWriter json(streams.out);
        if (list)
            json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "DriftList").key("clusters").beginArray().line();
        for (const auto& report : reports)
            writeDriftJson(json, report);
        if (list)
            json.endArray().endObject();
        json.line();
        break;
    }
    case Output::Sarif:
        writeDriftSarif(reports, streams);
        break;
    case Output::JUnit:
        writeDriftJUnit(reports, options.failOn, streams);
        break;
    case Output::Markdown:
        writeDriftMarkdown(reports, streams);
        break;
    case Output::CodeQuality: // not among drift's formats: the options refuse it
    case Output::Table:
        for (const auto& report : reports)
            printDriftTable(report, streams, wantsColour(streams, environment), list);
        break;
    }
    std::vector<ClusterReport> told;
    int exit = ExitOk; // drift anywhere says more than a gap elsewhere
    for (auto& report : reports) {
        const int own = exitCodeOf(report.findings, report.complete(), options.failOn);
        exit = own == ExitNotInSync || exit == ExitNotInSync ? ExitNotInSync : std::max(exit, own);
        for (const auto& part : report.notJudged)
            printLine(streams.err, CommandLine::tr("Not judged: %1. %2").arg(text::cleanLine(part.what), part.why));
        told.push_back(std::move(report.cluster));
    }
    explain(told, streams);
    return exit;
}

int runSnapshot(const Options& options, Streams& streams, const Environment& environment)
{
    StringPool pool;
    auto clusters = readClusters(options, driftWishes(), pool, streams, environment);
    auto& report = clusters.front();
    if (!report.read)
        throw Failure{report.read.error(), {}};
    drift::Engine engine(pool);
    look(engine, *report.read, pool);
    auto facts = engine.facts(report.observedAt);
    facts.cluster = report.name;
    facts.server = report.server;
    facts.program = userAgent();
    QSaveFile file(options.outputPath); // whole or not at all
    if (!file.open(QIODevice::WriteOnly))
        throw Failure{Error{ErrorCode::FileUnwritable, options.outputPath.toStdString(), file.errorString().toStdString()}, {}};
    const auto written = drift::writeFacts(facts, [&file](std::string_view bytes) -> Status {
        if (file.write(bytes.data(), static_cast<qint64>(bytes.size())) == static_cast<qint64>(bytes.size()))
            return {};
        return fail(ErrorCode::FileUnwritable, file.fileName().toStdString(), file.errorString().toStdString());
    });
    if (!written)
        throw Failure{written.error(), {}};
    if (!file.commit())
        throw Failure{Error{ErrorCode::FileUnwritable, options.outputPath.toStdString(), file.errorString().toStdString()}, {}};
    printLine(streams.out, CommandLine::tr("%1 managed objects written to %2.").arg(facts.objects.size()).arg(options.outputPath));
    explain(clusters, streams);
    return report.complete() ? ExitOk : ExitCouldNotTell;
}

} // namespace dg::cli
