// SPDX-License-Identifier: Apache-2.0
#include "read_clusters.h"
#include "translate.h"

#include "console.h"
#include "target.h"
#include "text/words.h"

#include <filesystem>
#include <future>

namespace dg::cli {

namespace {

ClusterReport reportFor(const kube::ConnectionSpec& spec)
{
    ClusterReport report;
    report.name = spec.name;
    report.context = spec.context;
    report.server = spec.server();
    if (spec.snapshot)
        report.snapshot = std::filesystem::path(spec.snapshot->file).filename().string();
    report.viaAgent = spec.viaGitLabAgent;
    return report;
}

// In the namespaces asked for, a source elsewhere was not looked at: its kind does not count as read.
void narrow(session::OneShotResult& read, const Options& options)
{
    if (!options.ns.isEmpty())
        read.readKinds.clear();
}

} // namespace

std::vector<ClusterReport> readClusters(
    const Options& options, session::OneShotOptions wishes, StringPool& pool, Streams& streams, const Environment& environment)
{
    const auto targets = findTargets(options, streams, environment);
    const auto log = loggerFor(options, environment);
    const auto consent = consentFor(options, streams, environment);
    wishes.ns = options.ns.toStdString();
    wishes.userAgent = userAgent();

    std::vector<ClusterReport> reports;
    std::vector<std::future<Result<session::OneShotResult>>> reads; // each cluster on its own thread
    for (const auto& spec : targets.specs) {
        reports.push_back(reportFor(spec));
        const auto read = [&spec, &wishes, &pool, &environment, &log, &consent] {
            // A snapshot's ages are those it had when it was taken.
            const auto& clock = spec.snapshot ? *spec.snapshot->clock : *environment.clock;
            return session::readOnce(spec, wishes, pool, clock, *log, consent, environment.stop);
        };
        reads.push_back(targets.specs.size() == 1 ? std::async(std::launch::deferred, read) : std::async(std::launch::async, read));
    }
    for (std::size_t i = 0; i < reads.size(); ++i) {
        auto& report = reports[i];
        report.read = reads[i].get();
        if (!report.read) {
            evidence::failWhole(report, report.read.error(), environment.clock->wall());
            continue;
        }
        report.observedAt = report.read->observedAt;
        report.missing = report.read->missing;
        narrow(*report.read, options);
    }
    for (const auto& [name, error] : targets.broken) {
        ClusterReport report;
        report.name = report.context = name;
        evidence::failWhole(report, error, environment.clock->wall());
        reports.push_back(std::move(report));
    }
    return reports;
}

QString seenAt(const ClusterReport& report)
{
    const auto when = text::localTime(report.observedAt);
    return report.snapshot.empty() ? CommandLine::tr("Seen %1.").arg(when)
                                   : CommandLine::tr("Snapshot %1, taken %2.").arg(text::cleanLine(report.snapshot), when);
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

} // namespace dg::cli
