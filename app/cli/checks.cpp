// SPDX-License-Identifier: Apache-2.0
// checks: the posture of clusters, once.
#include "checks.h"
#include "translate.h"

#include "checks/gitlab_facts.h"
#include "checks/mutes.h"
#include "commands.h"
#include "console.h"
#include "filter.h"
#include "gitlab_access.h"
#include "profile_file.h"
#include "read_clusters.h"
#include "sorted_objects.h"
#include "text/gitlab_words.h"

#include <QFile>

#include <algorithm>

namespace dg::cli {

namespace {

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

checks::Input inputOf(const ClusterReport& report, const std::optional<checks::GitLabAnswer>& gitlab, StringPool& pool)
{
    const auto& read = *report.read;
    checks::Input input;
    input.pool = &pool;
    input.objects = read.objects;
    input.managed = read.managed;
    input.readKinds = {read.readKinds.begin(), read.readKinds.end()};
    input.notServed = {read.notServed.begin(), read.notServed.end()};
    input.sealedUnreadable
        = std::ranges::any_of(report.missing, [](const session::MissingPart& part) { return part.kind == "SealedSecret"; });
    input.controllers = read.controllers;
    input.secrets = read.secrets;
    input.viaAgent = report.viaAgent;
    if (gitlab) {
        input.gitlab = gitlab->facts;
        input.reach = gitlab->reach;
    }
    input.now = read.observedAt;
    return input;
}

// What is told of one cluster: --namespace (what is about the cluster stays) and --filter.
class Told {
public:
    Told(const ClusterReport& report, const Filter& filter, std::string ns, StringPool& pool)
        : m_report(report)
        , m_filter(filter)
        , m_ns(std::move(ns))
        , m_objects(report.read->objects)
        , m_assessor([this](const ObjectKey& key) { return m_objects.find(key); },
              [this](std::string_view kind) {
                  return std::ranges::any_of(m_report.read->readKinds, [&](flux::Kind read) { return kind == flux::info(read).name; });
              },
              pool, &report.read->controllers)
    {
    }
    [[nodiscard]] bool all() const { return m_ns.empty() && m_filter.empty(); }
    [[nodiscard]] bool holds(const checks::Subject& subject, const char* check) const
    {
        const auto& key = subject.object;
        if (!m_ns.empty() && !key.ns.empty() && key.ns.view() != m_ns)
            return false;
        const auto* object = m_filter.empty() ? nullptr : m_objects.find(key);
        if (!object)
            return m_filter.matches(key, check, m_report.name);
        const std::shared_ptr<const flux::FluxObject> borrowed(std::shared_ptr<void>(), object); // the report keeps it
        return m_filter.matches(m_assessor.assess(borrowed), {m_report.name, m_report.observedAt, nullptr});
    }

private:
    const ClusterReport& m_report;
    const Filter& m_filter;
    std::string m_ns;
    SortedObjects m_objects;
    Assessor m_assessor;
};

ChecksReport judge(ClusterReport cluster, const std::vector<checks::Mute>& mutes, const std::optional<checks::GitLabAnswer>& gitlab,
    const Filter& filter, const Options& options, StringPool& pool)
{
    ChecksReport report;
    report.cluster = std::move(cluster);
    if (!report.cluster.read || !report.cluster.read->fluxServed)
        return report;
    report.outcomes = checks::run(inputOf(report.cluster, gitlab, pool));
    const Told told(report.cluster, filter, options.ns.toStdString(), pool);
    for (auto& outcome : report.outcomes) {
        if (!told.all())
            checks::narrow(outcome, [&](const checks::Subject& one) { return told.holds(one, checks::info(outcome.id).word); });
    }
    checks::apply(mutes, report.cluster.name, report.outcomes);
    return report;
}

void write(const std::vector<ChecksReport>& reports, const Options& options, Streams& streams, const Environment& environment)
{
    const bool list = options.allContexts || options.contexts.size() > 1;
    if (options.output == Output::JUnit)
        return writeChecksJUnit(reports, streams);
    if (options.output == Output::CodeQuality)
        return writeChecksCodeQuality(reports, streams);
    if (options.output == Output::Table) {
        for (const auto& report : reports)
            printChecksTable(report, streams, wantsColour(streams, environment), list);
        return;
    }
    JsonWriter json(streams.out);
    if (list)
        json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "ChecksList").key("clusters").beginArray().line();
    for (const auto& report : reports)
        writeChecksJson(json, report);
    if (list)
        json.endArray().endObject();
    json.line();
}

} // namespace

int ChecksReport::exitCode() const
{
    if (std::ranges::any_of(outcomes, &checks::Outcome::needsAttention))
        return ExitNotInSync;
    const bool unclear = std::ranges::any_of(
        outcomes, [](const checks::Outcome& one) { return !one.isAccepted() && one.verdict == checks::Verdict::CouldNotTell; });
    return outcomes.empty() || unclear ? ExitCouldNotTell : ExitOk;
}

int runChecks(const Options& options, Streams& streams, const Environment& environment)
{
    const auto filter = Filter::parse(options.filter, commandName(options.command));
    const auto mutes = mutesOf(options, environment);
    std::optional<gitlab::Access> access;
    if (!options.gitlab.isEmpty())
        access = gitlabAccess(options, streams, environment); // a token is asked for before anything is waited for
    StringPool pool;
    session::OneShotOptions wishes;
    wishes.managed = true;
    wishes.onlyKinds = {"SealedSecret", "Service"};
    wishes.ownership = true; // since when something is suspended
    wishes.controllers = true;
    wishes.secrets = true;
    auto whole = options; // a namespace narrows what is told, not what is looked at: sources may stand elsewhere
    whole.ns.clear();
    std::vector<ChecksReport> reports;
    auto clusters = readClusters(whole, wishes, pool, streams, environment);
    const auto gitlab = access && !environment.stop.stop_requested() ? askGitLab(options, std::move(*access), clusters, environment)
                                                                     : std::optional<checks::GitLabAnswer>();
    for (auto& cluster : clusters)
        reports.push_back(judge(std::move(cluster), mutes, gitlab, filter, options, pool));
    if (environment.stop.stop_requested())
        return ExitInterrupted;
    write(reports, options, streams, environment);
    std::vector<ClusterReport> told;
    int exit = ExitOk; // a finding anywhere says more than a gap elsewhere
    for (auto& report : reports) {
        const int own = report.exitCode();
        exit = own == ExitNotInSync || exit == ExitNotInSync ? ExitNotInSync : std::max(exit, own);
        told.push_back(std::move(report.cluster));
    }
    explain(told, streams);
    return exit;
}

} // namespace dg::cli
