// SPDX-License-Identifier: Apache-2.0
#include "status.h"
#include "translate.h"

#include "commands.h"
#include "console.h"
#include "read_clusters.h"
#include "text/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>

namespace dg::cli {

namespace {

void assess(ClusterReport& report, const Filter& filter, StringPool& pool)
{
    const auto& read = *report.read;
    ObjectMap objects;
    objects.reserve(read.objects.size());
    for (const auto& object : read.objects)
        objects.emplace(object->key, object);
    std::set<std::string_view> readKinds;
    for (const auto kind : read.readKinds)
        readKinds.insert(flux::info(kind).name);
    report.filter = filter;
    std::optional<ManagedView> managed;
    if (filter.needsManaged())
        managed.emplace(read);
    const FilterScope scope{report.name, report.observedAt, managed ? &*managed : nullptr};
    const Assessor assessor(
        objects, [&readKinds](std::string_view kind) { return readKinds.contains(kind); }, pool, &read.controllers);
    report.assessed.reserve(read.objects.size()); // so that they stay where they are
    std::vector<const Assessed*> fine; // most: these are not sorted
    fine.reserve(read.objects.size());
    for (const auto& object : read.objects) {
        auto one = assessor.assess(object);
        if (!filter.matches(one, scope))
            continue;
        report.counts.add(one);
        const auto& kept = report.assessed.emplace_back(std::move(one));
        (flux::severity(kept.verdict.state) == 0 ? fine : report.items).push_back(&kept);
    }
    std::stable_sort(report.items.begin(), report.items.end(),
        [](const Assessed* a, const Assessed* b) { return flux::severity(a->verdict.state) > flux::severity(b->verdict.state); });
    report.items.insert(report.items.end(), fine.begin(), fine.end());
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

} // namespace

int ClusterReport::exitCode() const
{
    if (std::any_of(items.begin(), items.end(), [](const Assessed* one) { return notInSync(one->verdict); }))
        return ExitNotInSync;
    return complete() ? ExitOk : ExitCouldNotTell;
}

int runStatus(const Options& options, Streams& streams, const Environment& environment)
{
    const auto filter = Filter::parse(options.filter, commandName(options.command));
    struct Read {
        StringPool pool; // outlives the reports: their names point into it
        std::vector<ClusterReport> reports;
    };
    const auto all = std::make_shared<Read>();
    auto& [pool, reports] = *all;
    session::OneShotOptions wishes;
    wishes.managed = options.inventory || filter.needsManaged();
    wishes.controllers = true;
    reports = readClusters(options, wishes, pool, streams, environment);
    for (auto& report : reports) {
        report.inventory = options.inventory;
        if (report.read)
            assess(report, filter, pool);
    }
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
    if (environment.keep)
        environment.keep(all);
    return exit;
}

} // namespace dg::cli
