// SPDX-License-Identifier: Apache-2.0
// checks: the posture of clusters, once.
#include "checks.h"
#include "translate.h"

#include "checks/gitlab_facts.h"
#include "checks/mutes.h"
#include "commands.h"
#include "console.h"
#include "evidence/drift.h"
#include "gitlab_access.h"
#include "profile_file.h"
#include "read_clusters.h"
#include "text/gitlab_words.h"

#include <QFile>

#include <algorithm>

namespace dg::cli {

std::vector<checks::Mute> mutesOf(const Options& options, const Environment& environment)
{
    const auto path = options.mutes.isEmpty() ? profileFile(options, environment, "checks.yaml") : options.mutes;
    if (options.mutes.isEmpty() && !QFile::exists(path))
        return {};
    const auto yaml = readFile(path, 4 << 20);
    if (!yaml)
        throw Failure{yaml.error(), {}};
    auto mutes = checks::parseMutes(*yaml, path.toStdString());
    if (!mutes)
        throw Failure{mutes.error(), {}};
    return std::move(*mutes);
}

// Of all clusters' projects at once; the agent is that of the options.
std::optional<checks::GitLabAnswer> askGitLab(
    const Options& options, gitlab::Access access, const std::vector<ClusterReport>& clusters, const Environment& environment)
{
    std::vector<std::shared_ptr<const flux::FluxObject>> objects;
    for (const auto& cluster : clusters) {
        if (cluster.read)
            objects.insert(objects.end(), cluster.read->objects.begin(), cluster.read->objects.end());
    }
    const checks::GitLabQuestion question{options.agentId, checks::projectsToAsk(objects, access.host)};
    const auto log = loggerFor(options, environment);
    gitlab::Client client(std::move(access), userAgent(), *environment.clock, *log, environment.stop);
    auto answer = checks::askGitLab(client, question);
    if (!answer)
        throw Failure{answer.error(), text::gitlabErrorSentence(answer.error())};
    return std::move(*answer);
}

namespace {

std::vector<evidence::ChecksView> viewsOf(const std::vector<ChecksReport>& reports)
{
    std::vector<evidence::ChecksView> views;
    for (const auto& report : reports)
        views.push_back({&report.cluster, &report.outcomes});
    return views;
}

void write(const std::vector<ChecksReport>& reports, const Options& options, Streams& streams, const Environment& environment)
{
    const bool list = options.allContexts || options.contexts.size() > 1;
    if (options.output == Output::JUnit)
        return evidence::writeChecksJUnit(viewsOf(reports), streams.out);
    if (options.output == Output::CodeQuality)
        return evidence::writeChecksCodeQuality(viewsOf(reports), streams.out);
    if (options.output == Output::Table) {
        for (const auto& report : reports)
            printChecksTable(report, streams, wantsColour(streams, environment), list);
        return;
    }
    JsonWriter json(streams.out);
    if (list)
        json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "ChecksList").key("clusters").beginArray().line();
    for (const auto& report : reports)
        evidence::writeChecksJson(json, report.cluster, report.outcomes);
    if (list)
        json.endArray().endObject();
    json.line();
}

} // namespace

session::OneShotOptions checksWishes()
{
    session::OneShotOptions wishes;
    wishes.managed = true;
    wishes.onlyKinds = {"SealedSecret", "Service"};
    wishes.ownership = true; // since when something is suspended
    wishes.controllers = true;
    wishes.secrets = true;
    return wishes;
}

int runChecks(const Options& options, Streams& streams, const Environment& environment)
{
    const evidence::Scope scope{options.ns.toStdString(), filterOf(options), std::nullopt};
    const auto mutes = mutesOf(options, environment);
    std::optional<gitlab::Access> access;
    if (!options.gitlab.isEmpty())
        access = gitlabAccess(options, streams, environment); // a token is asked for before anything is waited for
    StringPool pool;
    auto whole = options; // a namespace narrows what is told, not what is looked at: sources may stand elsewhere
    whole.ns.clear();
    std::vector<ChecksReport> reports;
    auto clusters = readClusters(whole, checksWishes(), pool, streams, environment);
    const auto gitlab = access && !environment.stop.stop_requested() ? askGitLab(options, std::move(*access), clusters, environment)
                                                                     : std::optional<checks::GitLabAnswer>();
    for (auto& cluster : clusters) {
        auto outcomes = evidence::outcomesOf(cluster, mutes, gitlab, scope, pool);
        reports.push_back({std::move(cluster), std::move(outcomes)});
    }
    if (environment.stop.stop_requested())
        return ExitInterrupted;
    write(reports, options, streams, environment);
    std::vector<ClusterReport> told;
    int exit = ExitOk; // a finding anywhere says more than a gap elsewhere
    for (auto& report : reports) {
        const int own = evidence::exitCodeOf(report.outcomes);
        exit = own == ExitNotInSync || exit == ExitNotInSync ? ExitNotInSync : std::max(exit, own);
        told.push_back(std::move(report.cluster));
    }
    explain(told, streams);
    return exit;
}

} // namespace dg::cli
