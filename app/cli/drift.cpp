// SPDX-License-Identifier: Apache-2.0
#include "drift.h"
#include "translate.h"

#include "commands.h"
#include "console.h"
#include "drift_exact.h"
#include "follow.h"
#include "profile_file.h"
#include "read_clusters.h"
#include "text/filter.h"
#include "text/words.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace dg::cli {

session::OneShotOptions driftWishes()
{
    session::OneShotOptions wishes;
    wishes.managed = true;
    wishes.ownership = true;
    return wishes;
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

drift::Facts factsOf(const QString& path, StringPool& pool)
{
    const auto bytes = readFile(path, 1 << 30);
    if (!bytes)
        throw Failure{bytes.error(), {}};
    auto facts = drift::readFacts(*bytes, pool, path.toStdString());
    if (!facts)
        throw Failure{facts.error(), {}};
    return std::move(*facts);
}

std::optional<drift::Facts> baselineOf(const Options& options, StringPool& pool)
{
    return options.baseline.isEmpty() ? std::nullopt : std::optional(factsOf(options.baseline, pool));
}

Filter filterOf(const Options& options)
{
    Filter filter(options.filter.toStdString());
    if (filter.problem())
        throw UsageError{text::filterProblem(*filter.problem()), commandName(options.command)};
    return filter;
}

evidence::Scope scopeOf(const Options& options, StringPool& pool)
{
    evidence::Scope scope{options.ns.toStdString(), filterOf(options), std::nullopt};
    if (!options.owner.isEmpty())
        scope.owner = parseObject(options.owner, commandName(options.command), pool);
    return scope;
}

namespace {

std::vector<const DriftReport*> pointersTo(const std::vector<DriftReport>& reports)
{
    std::vector<const DriftReport*> out;
    for (const auto& report : reports)
        out.push_back(&report);
    return out;
}

} // namespace

int runDrift(const Options& options, Streams& streams, const Environment& environment)
{
    if (options.watch)
        return watchDrift(options, streams, environment);
    checkExact(options);
    StringPool pool;
    const auto scope = scopeOf(options, pool); // a mistake in the options is told before anything is read
    const auto baseline = baselineOf(options, pool);
    auto clusters = readClusters(options, driftWishes(), pool, streams, environment);
    std::vector<DriftReport> reports;
    for (auto& cluster : clusters) {
        DriftReport report;
        report.cluster = std::move(cluster);
        if (report.cluster.read)
            judgeDrift(report, baseline ? &*baseline : nullptr, rulesFor(options, environment, report.cluster.name), scope, pool);
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
        evidence::writeDriftSarif(pointersTo(reports), streams.out);
        break;
    case Output::JUnit:
        evidence::writeDriftJUnit(reports, options.failOn, streams.out);
        break;
    case Output::Markdown:
        evidence::writeDriftMarkdown(reports, streams.out);
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
        const int own = evidence::exitCodeOf(report.findings, report.complete(), options.failOn);
        exit = own == ExitNotInSync || exit == ExitNotInSync ? ExitNotInSync : std::max(exit, own);
        for (const auto& part : report.notJudged)
            printLine(streams.err, CommandLine::tr("Not judged: %1. %2").arg(text::cleanLine(part.what), part.why));
        told.push_back(std::move(report.cluster));
    }
    explain(told, streams);
    return exit;
}

} // namespace dg::cli
