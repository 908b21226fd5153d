// SPDX-License-Identifier: Apache-2.0
#include "status.h"
#include "translate.h"

#include "commands.h"
#include "console.h"
#include "query.h"
#include "text/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <future>

namespace dg::cli {

namespace {

ClusterReport reportFor(const kube::ConnectionSpec& spec)
{
    ClusterReport report;
    report.name = spec.name;
    report.context = spec.context;
    report.server = spec.endpoint.baseUrl;
    return report;
}

// Nothing could be read: every kind is missing, for one reason.
void failWhole(ClusterReport& report, const Error& error, WallTime now)
{
    report.read = tl::unexpected(error);
    report.observedAt = now;
    for (const auto& info : flux::kinds())
        report.missing.push_back({std::string(info.name), std::nullopt, error});
}

void assess(ClusterReport& report, const Query& query, StringPool& pool)
{
    const auto& read = *report.read;
    report.observedAt = read.observedAt;
    report.missing = read.missing;
    ObjectMap objects;
    objects.reserve(read.objects.size());
    for (const auto& object : read.objects)
        objects.emplace(object->key, object);
    std::set<std::string_view> readKinds;
    for (const auto kind : read.readKinds)
        readKinds.insert(flux::info(kind).name);
    const Assessor assessor(
        objects, [&readKinds](std::string_view kind) { return readKinds.contains(kind); }, pool, &read.controllers);
    report.items.reserve(read.objects.size());
    for (const auto& object : read.objects) {
        auto one = assessor.assess(object);
        if (!query.matches(*object, one.verdict, one.behind))
            continue;
        report.counts.add(one);
        report.items.push_back(std::move(one));
    }
    std::stable_sort(report.items.begin(), report.items.end(),
        [](const Assessed& a, const Assessed& b) { return flux::severity(a.verdict.state) > flux::severity(b.verdict.state); });
}

// In the namespaces asked for, a source elsewhere was not looked at: its kind does not count as read.
void narrow(session::OneShotResult& read, const Options& options)
{
    if (!options.ns.isEmpty())
        read.readKinds.clear();
}

std::vector<ClusterReport> readAll(
    const Options& options, const Query& query, StringPool& pool, Streams& streams, const Environment& environment)
{
    const auto targets = findTargets(options, streams, environment);
    const auto log = loggerFor(options, environment);
    const auto consent = consentFor(options, streams, environment);
    session::OneShotOptions wishes;
    wishes.ns = options.ns.toStdString();
    wishes.managed = options.inventory;
    wishes.controllers = true;
    wishes.userAgent = userAgent();

    std::vector<ClusterReport> reports;
    std::vector<std::future<Result<session::OneShotResult>>> reads; // each cluster on its own thread
    for (const auto& spec : targets.specs) {
        reports.push_back(reportFor(spec));
        const auto read = [&spec, &wishes, &pool, &environment, &log, &consent] {
            return session::readOnce(spec, wishes, pool, *environment.clock, *log, consent, environment.stop);
        };
        reads.push_back(targets.specs.size() == 1 ? std::async(std::launch::deferred, read) : std::async(std::launch::async, read));
    }
    for (std::size_t i = 0; i < reads.size(); ++i) {
        auto& report = reports[i];
        report.inventory = options.inventory;
        report.read = reads[i].get();
        if (!report.read) {
            failWhole(report, report.read.error(), environment.clock->wall());
            continue;
        }
        narrow(*report.read, options);
        assess(report, query, pool);
    }
    for (const auto& [name, error] : targets.broken) {
        ClusterReport report;
        report.name = report.context = name;
        failWhole(report, error, environment.clock->wall());
        reports.push_back(std::move(report));
    }
    return reports;
}

void printJson(const std::vector<ClusterReport>& reports, bool list, Streams& streams)
{
    JsonWriter json(streams.out);
    if (list)
        json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "StatusList").key("clusters").beginArray().line();
    for (const auto& report : reports)
        writeStatusJson(json, report);
    if (list)
        json.endArray().endObject();
    json.line();
}

// On stderr, whatever the output: why the answer is not whole. At most six lines in all.
void explain(const std::vector<ClusterReport>& reports, Streams& streams)
{
    int lines = 0;
    const auto say = [&](const ClusterReport& report, const QString& sentence) {
        if (++lines <= 6)
            printLine(streams.err, reports.size() > 1 ? text::cleanLine(report.name) + QLatin1String(": ") + sentence : sentence);
    };
    for (const auto& report : reports) {
        if (!report.read)
            say(report, text::errorSentence(report.read.error()));
        else if (!report.read->fluxServed)
            say(report, CommandLine::tr("Flux is not installed here: the cluster serves none of its kinds."));
        else if (!report.missing.empty())
            say(report, CommandLine::tr("Not everything could be read: %1").arg(text::errorSentence(report.missing.front().error)));
    }
}

} // namespace

int ClusterReport::exitCode() const
{
    if (std::any_of(items.begin(), items.end(), [](const Assessed& one) { return notInSync(one.verdict); }))
        return ExitNotInSync;
    return complete() ? ExitOk : ExitCouldNotTell;
}

int runStatus(const Options& options, Streams& streams, const Environment& environment)
{
    const auto query = Query::parse(options.filter, commandName(options.command));
    StringPool pool; // outlives the reports: their names point into it
    const auto reports = readAll(options, query, pool, streams, environment);
    if (environment.stop.stop_requested())
        return ExitInterrupted;
    const bool list = options.allContexts || options.contexts.size() > 1;
    if (options.output == Output::Json) {
        printJson(reports, list, streams);
    } else {
        const bool colour = wantsColour(streams, environment);
        for (const auto& report : reports)
            printStatusTable(report, streams, colour, list);
    }
    explain(reports, streams);
    int exit = ExitOk; // not in sync anywhere says more than a gap elsewhere
    for (const auto& report : reports) {
        const int own = report.exitCode();
        exit = own == ExitNotInSync || exit == ExitNotInSync ? ExitNotInSync : std::max(exit, own);
    }
    return exit;
}

} // namespace dg::cli
