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

void printJson(const std::vector<ClusterReport>& reports, bool list, Streams& streams)
{
    JsonWriter json(streams.out);
    if (list)
        json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "StatusList").key("clusters").beginArray().line();
    for (const auto& report : reports)
        evidence::writeStatusJson(json, report);
    if (list)
        json.endArray().endObject();
    json.line();
}

} // namespace

int runStatus(const Options& options, Streams& streams, const Environment& environment)
{
    const auto filter = filterOf(options);
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
            evidence::assessStatus(report, filter, pool, options.output == Output::Json);
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
