// SPDX-License-Identifier: Apache-2.0
#include "drift_exact.h"
#include "translate.h"

#include "commands.h"
#include "console.h"
#include "follow.h"
#include "session/exact.h"
#include "text/source_words.h"
#include "text/words.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace dg::cli {

namespace {

using Why = session::NotCompared::Why;

QString buildSentence(const Error& error)
{
    const auto file = text::cleanLine(error.subject);
    const auto detail = text::cleanLine(error.detail);
    if (error.code == ErrorCode::Unsupported) {
        auto sentence = CommandLine::tr("It cannot be built here: it uses %1.").arg(detail);
        if (drift::kustomizeCould(error))
            sentence += QLatin1Char(' ') + CommandLine::tr("With kubectl or kustomize in the PATH it can.");
        return file.isEmpty() ? sentence : file + QStringLiteral(": ") + sentence;
    }
    if (error.code == ErrorCode::FileNotFound)
        return CommandLine::tr("It cannot be built: %1 is not there.").arg(file);
    if (error.line > 0)
        return CommandLine::tr("It cannot be built: %1, line %2: %3").arg(file).arg(error.line).arg(detail);
    return file.isEmpty() ? CommandLine::tr("It cannot be built: %1").arg(detail)
                          : CommandLine::tr("It cannot be built: %1: %2").arg(file, detail);
}

QString rightSentence(const session::NotCompared& one)
{
    const auto right = text::cleanLine(one.right);
    return one.ns.empty() ? CommandLine::tr("The right to %1 is missing.").arg(right)
                          : CommandLine::tr("The right to %1 in namespace %2 is missing.").arg(right, text::cleanLine(one.ns));
}

QString why(const session::NotCompared& one)
{
    switch (one.why) {
    case Why::NoFiles:
        return CommandLine::tr("Its manifests are not in the cluster: --from source fetches them, --from FOLDER names its source's files.");
    case Why::RemoteCluster:
        return CommandLine::tr("It applies to another cluster.");
    case Why::NotFetched:
        return text::notFetchedSentence(one.error);
    case Why::CannotBuild:
        return buildSentence(one.error);
    case Why::NoRelease:
        return CommandLine::tr("Helm's stored release is not there.");
    case Why::Forbidden:
        return rightSentence(one);
    case Why::NotServed:
        return CommandLine::tr("The cluster does not serve its API version.");
    case Why::SecretNotAsked:
        return CommandLine::tr("Secrets are compared with --secrets only.");
    case Why::NoNamespace:
        return CommandLine::tr("The manifest names no namespace.");
    case Why::DryRunRefused:
        return CommandLine::tr("The server refused the dry run; compared field by field instead. %1")
            .arg(text::cleanLine(one.error.detail));
    case Why::Failed:
        break;
    }
    return text::errorSentence(one.error);
}

bool isByChoice(Why reason)
{
    return reason == Why::NoFiles || reason == Why::RemoteCluster || reason == Why::SecretNotAsked || reason == Why::DryRunRefused;
}

std::string named(const flux::Reference& owner)
{
    return owner.kind.str() + "/" + owner.ns.str() + "/" + owner.name.str();
}

// One line for each reason and owner, with how many objects it keeps from being compared.
std::vector<NotJudged> told(const std::vector<session::NotCompared>& all)
{
    std::map<std::tuple<std::string, bool, QString>, std::vector<const session::NotCompared*>> groups;
    for (const auto& one : all) { // without files all Kustomizations say the same
        const auto owner = one.why == Why::NoFiles ? std::string("Kustomization") : named(one.owner);
        groups[{owner, isByChoice(one.why), why(one)}].push_back(&one);
    }
    std::vector<NotJudged> out;
    for (const auto& [key, members] : groups) {
        const auto& [owner, byChoice, sentence] = key;
        std::string what = owner;
        if (members.size() == 1)
            what = members.front()->object.empty() ? named(members.front()->owner) : members.front()->object.toString();
        else if (members.size() > 1)
            what += ": " + CommandLine::tr("%1 objects").arg(members.size()).toStdString();
        out.push_back({what, sentence, byChoice});
    }
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

void count(drift::Summary& summary, const std::vector<drift::Finding>& findings)
{
    summary.certain = summary.likely = summary.expected = 0;
    for (const auto& finding : findings) {
        if (!finding.ignoredBy.empty())
            ++summary.expected;
        else if (drift::counts(finding.kind))
            ++(finding.confidence == drift::Confidence::Certain ? summary.certain : summary.likely);
    }
}

bool isField(const drift::Finding& finding)
{
    return finding.kind == drift::Kind::FieldChanged || finding.kind == drift::Kind::FieldTaken;
}

// Both speak of the same thing.
bool isSame(const drift::Finding& a, const drift::Finding& b)
{
    if (a.object.kind.view() != b.object.kind.view() || a.object.group.view() != b.object.group.view()
        || a.object.ns.view() != b.object.ns.view() || a.object.name.view() != b.object.name.view())
        return false;
    if (isField(a) && isField(b))
        return !a.path.empty() && !b.path.empty() && (flux::covers(a.path, b.path) || flux::covers(b.path, a.path));
    return a.kind == b.kind && a.path == b.path;
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

std::vector<drift::Finding> merged(std::vector<drift::Finding> readOnly, std::vector<drift::Finding> exact)
{
    std::map<std::string, std::vector<drift::Finding*>> byObject; // few a object
    for (auto& finding : exact)
        byObject[finding.object.toString()].push_back(&finding);
    std::erase_if(readOnly, [&](const drift::Finding& old) {
        const auto found = byObject.find(old.object.toString());
        if (found == byObject.end())
            return false;
        bool replaced = false;
        for (auto* const finding : found->second) {
            if (!isSame(old, *finding))
                continue;
            replaced = true;
            finding->confidence = std::max(finding->confidence, old.confidence);
            if (old.since && (!finding->since || *old.since < *finding->since))
                finding->since = old.since;
            if (finding->manager.empty()) {
                finding->manager = old.manager;
                finding->operation = old.operation;
                finding->subresource = old.subresource;
                finding->time = old.time;
            }
        }
        return replaced;
    });
    std::move(exact.begin(), exact.end(), std::back_inserter(readOnly));
    std::ranges::stable_sort(readOnly, [](const drift::Finding& a, const drift::Finding& b) {
        const auto order = [](const drift::Finding& of) {
            return std::tuple(of.owner.kind.view(), of.owner.ns.view(), of.owner.name.view(), of.object.kind.view(), of.object.ns.view(),
                of.object.name.view(), std::string_view(of.path));
        };
        return order(a) < order(b);
    });
    return readOnly;
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
        report.findings = merged(std::move(report.findings), chosen(std::move(result->findings), options, report.cluster.name));
        count(report.summary, report.findings);
        for (auto& one : told(result->notCompared))
            report.notJudged.push_back(std::move(one));
    }
}

} // namespace dg::cli
