// SPDX-License-Identifier: Apache-2.0
#include "drift_exact.h"
#include "translate.h"

#include "commands.h"
#include "console.h"
#include "drift/merge.h"
#include "follow.h"
#include "session/exact.h"
#include "text/exact_words.h"
#include "text/words.h"

#include <algorithm>

namespace dg::cli {

namespace {

// One line for each reason and owner, with how many objects it keeps from being compared.
std::vector<NotJudged> told(const std::vector<session::NotCompared>& all)
{
    std::vector<NotJudged> out;
    for (const auto& line : text::linesOf(all, text::Teller::CommandLine))
        out.push_back({line.what.toStdString(), line.why, line.byChoice});
    return out;
}

constexpr auto FromSource = "source"; // a folder of that name is ./source

artifact::Access accessOf(const Options& options, const Environment& environment)
{
    const auto variable = [&environment](const char* name) { return environment.variable(name).toStdString(); };
    if (!variable("DRIFTGLASS_REGISTRY_USER").empty() && variable("DRIFTGLASS_REGISTRY_HOST").empty())
        throw UsageError{CommandLine::tr("DRIFTGLASS_REGISTRY_USER goes with DRIFTGLASS_REGISTRY_HOST: whose login it is."),
            commandName(options.command)};
    auto access = artifact::accessFromEnvironment(variable);
    access.userAgent = userAgent();
    return access;
}

session::ExactOptions wishesOf(const Options& options, const Environment& environment, Logger& log)
{
    session::ExactOptions wishes;
    if (!options.owner.isEmpty()) {
        StringPool pool;
        const auto key = parseObject(options.owner, commandName(options.command), pool);
        wishes.owner = ObjectName{key.kind.str(), key.ns.str(), key.name.str()};
    }
    if (options.from == QLatin1String(FromSource))
        wishes.sources = artifact::remoteSourceFiles(accessOf(options, environment), *environment.clock, log);
    else
        wishes.directory = options.from.toStdString();
    wishes.kustomize = drift::findKustomize(environment.variable("PATH").toStdString());
    wishes.dryRun = options.dryRun;
    wishes.includeSecrets = options.secrets;
    wishes.userAgent = userAgent();
    return wishes;
}

Failure failureOf(const Error& error, const Options& options)
{
    if (error.code == ErrorCode::BadValue && error.subject == "sources")
        return {error, CommandLine::tr("The Kustomizations here come from several sources: --from needs --owner KIND/NS/NAME.")};
    if (error.code == ErrorCode::FileNotFound)
        return {error, CommandLine::tr("There is no folder %1.").arg(options.from)};
    if (error.code == ErrorCode::NotFound)
        return {error, CommandLine::tr("There is no %1 in this cluster.").arg(text::cleanLine(error.subject))};
    return {error, {}};
}

} // namespace

void checkExact(const Options& options)
{
    const auto only = [&](bool given, const char* name) {
        if (given && !options.exact)
            throw UsageError{CommandLine::tr("--%1 goes with --exact.").arg(QLatin1String(name)), commandName(options.command)};
    };
    only(!options.from.isEmpty(), "from");
    only(options.dryRun, "dry-run");
    only(options.secrets, "secrets");
    if (options.exact && options.watch)
        throw UsageError{CommandLine::tr("--exact compares once: it does not go with --watch."), commandName(options.command)};
}

void addExact(std::vector<DriftReport>& reports, const Options& options, StringPool& pool, Streams& streams, const Environment& environment)
{
    const auto targets = findTargets(options, streams, environment);
    const auto log = loggerFor(options, environment);
    const auto consent = consentFor(options, streams, environment);
    const auto wishes = wishesOf(options, environment, *log);
    for (auto& report : reports) {
        const auto spec
            = std::ranges::find_if(targets.specs, [&](const kube::ConnectionSpec& one) { return one.name == report.cluster.name; });
        if (!report.cluster.read || spec == targets.specs.end())
            continue;
        auto result
            = session::compareExactly(*spec, wishes, *report.cluster.read, pool, *environment.clock, *log, consent, environment.stop);
        if (!result) {
            if (result.error().code == ErrorCode::Cancelled)
                return;
            throw failureOf(result.error(), options);
        }
        const auto rules = rulesFor(options, environment, report.cluster.name);
        for (auto& finding : result->findings) {
            finding.ignoredBy = rules.match(finding);
            finding.since = report.cluster.observedAt;
        }
        report.findings = drift::merged(
            std::move(report.findings), evidence::chosen(std::move(result->findings), scopeOf(options, pool), report.cluster.name));
        drift::recount(report.summary, report.findings);
        for (auto& one : told(result->notCompared))
            report.notJudged.push_back(std::move(one));
    }
}

} // namespace dg::cli
