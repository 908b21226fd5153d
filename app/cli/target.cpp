// SPDX-License-Identifier: Apache-2.0
#include "target.h"
#include "translate.h"

#include "console.h"
#include "text/words.h"

#include <QCoreApplication>

#include <filesystem>

namespace dg::cli {

namespace {

Targets demoTarget(const Options& options)
{
    Targets targets;
    demo::DemoOptions wishes;
    wishes.size = options.demoSize;
    wishes.seed = options.demoSeed;
    targets.demo = std::make_unique<demo::DemoCluster>(wishes);
    if (const auto started = targets.demo->start(); !started)
        throw Failure{started.error(), {}};
    kube::ConnectionSpec spec;
    spec.name = "demo";
    spec.endpoint.baseUrl = targets.demo->baseUrl();
    spec.auth.token = targets.demo->token();
    targets.specs.push_back(std::move(spec));
    return targets;
}

Targets snapshotTarget(const Options& options)
{
    auto replay = replay::ReplayCluster::open(options.snapshot.toStdString());
    if (!replay)
        throw Failure{replay.error(), {}};
    (*replay)->seek(options.at);
    Targets targets;
    targets.specs.push_back((*replay)->connection());
    targets.replay = std::move(*replay);
    return targets;
}

Targets agentTarget(const Options& options, Streams& streams, const Environment& environment)
{
    const char* name = options.agentCi ? "CI_JOB_TOKEN" : "DRIFTGLASS_TOKEN";
    auto text = environment.variable(name).trimmed().toStdString();
    auto token = Secret::take(text);
    if (token.empty() && streams.readSecret && !options.agentCi) {
        if (auto typed = streams.readSecret(CommandLine::tr("Token for agent %1 (scope k8s_proxy): ").arg(options.agentId)))
            token = std::move(*typed);
    }
    if (token.empty())
        throw Failure{{}, CommandLine::tr("There is no token. Put it into the environment variable %1.").arg(QLatin1String(name))};
    auto spec = kube::agentConnection(options.agentUrl.toStdString(), options.agentId, token, options.agentCi);
    if (!spec)
        throw Failure{spec.error(), {}};
    Targets targets;
    targets.specs.push_back(std::move(*spec));
    return targets;
}

QString knownContexts(const kube::Kubeconfig& config, const QString& wanted)
{
    QStringList names;
    for (const auto& context : config.contexts)
        names << text::cleanLine(context.name);
    const auto near = wanted.isEmpty() ? QString() : nearest(wanted, names);
    if (!near.isEmpty())
        return CommandLine::tr("Did you mean %1?").arg(near);
    if (names.isEmpty())
        return CommandLine::tr("The kubeconfig names no context.");
    constexpr int Shown = 8;
    const auto more = names.size() > Shown;
    return CommandLine::tr("Known: %1.")
        .arg(names.mid(0, Shown).join(QLatin1String(", ")) + (more ? QStringLiteral(", \u2026") : QString()));
}

Targets kubeconfigTargets(const Options& options, Streams& streams, const Environment& environment)
{
    const auto config = kube::loadKubeconfig(kubeconfigSources(options, environment));
    if (config.contexts.empty() && !config.problems.empty())
        throw Failure{config.problems.front(), {}};
    for (std::size_t i = 0; i < config.problems.size() && i < 3; ++i)
        printLine(streams.err, text::errorSentence(config.problems[i]));
    QStringList wanted = options.contexts;
    if (options.allContexts) {
        wanted.clear();
        for (const auto& context : config.contexts)
            wanted << QString::fromStdString(context.name);
    } else if (wanted.isEmpty() && !config.currentContext.empty()) {
        wanted << QString::fromStdString(config.currentContext);
    }
    if (config.contexts.empty())
        throw Failure{
            {}, CommandLine::tr("There is no kubeconfig. Name one with --kubeconfig, or look at the demo: driftglass status --demo")};
    if (wanted.isEmpty())
        throw Failure{{},
            CommandLine::tr("The kubeconfig has no current context. Name one with --context.") + QLatin1Char(' ')
                + knownContexts(config, {})};
    wanted.removeDuplicates();
    Targets targets;
    for (const auto& name : wanted) {
        if (!config.context(name.toStdString()))
            throw Failure{{},
                CommandLine::tr("There is no context \"%1\".").arg(text::cleanLine(name.toStdString())) + QLatin1Char(' ')
                    + knownContexts(config, name)};
        auto spec = kube::resolve(config, name.toStdString());
        if (spec)
            targets.specs.push_back(std::move(*spec));
        else if (wanted.size() == 1)
            throw Failure{spec.error(), {}};
        else
            targets.broken.emplace_back(name.toStdString(), spec.error());
    }
    return targets;
}

} // namespace

kube::KubeconfigSources kubeconfigSources(const Options& options, const Environment& environment)
{
    auto sources = kube::KubeconfigSources::fromEnvironment();
    if (options.kubeconfig)
        sources.explicitFile = options.kubeconfig->toStdString();
    sources.list = environment.variable("KUBECONFIG").toStdString();
#ifndef _WIN32
    sources.home = environment.variable("HOME").toStdString();
#endif
    return sources;
}

Targets findTargets(const Options& options, Streams& streams, const Environment& environment)
{
    if (options.demo)
        return demoTarget(options);
    if (!options.snapshot.isEmpty())
        return snapshotTarget(options);
    if (!options.agentUrl.isEmpty())
        return agentTarget(options, streams, environment);
    return kubeconfigTargets(options, streams, environment);
}

session::ConsentFn consentFor(const Options& options, Streams& streams, const Environment& environment)
{
    const auto own = (std::filesystem::path(environment.variable("HOME").toStdString()) / ".kube").string() + "/";
    return [&streams, own, allow = options.allowExec, mutex = std::make_shared<std::mutex>()](const kube::ExecSpec& exec) {
        if (allow || exec.definedIn.starts_with(own))
            return true;
        if (!streams.confirm)
            return false;
        QString line = text::cleanLine(exec.command);
        for (const auto& argument : exec.args)
            line += QLatin1Char(' ') + text::cleanLine(argument);
        const std::scoped_lock lock(*mutex); // one question at a time
        return streams.confirm(CommandLine::tr("%1 wants to run: %2\nRun it?").arg(text::cleanLine(exec.definedIn), line));
    };
}

std::unique_ptr<Logger> loggerFor(const Options& options, const Environment& environment)
{
    if (options.logLevel == LogLevel::Off)
        return std::make_unique<Logger>();
    std::filesystem::path folder(options.profile.toStdString());
    if (folder.empty()) {
        const auto state = environment.variable("XDG_STATE_HOME").toStdString();
        folder = state.empty() ? std::filesystem::path(environment.variable("HOME").toStdString()) / ".local" / "state"
                               : std::filesystem::path(state);
        folder /= "driftglass";
    }
    return std::make_unique<Logger>(folder / "driftglass.log", options.logLevel);
}

capture::Options captureOptions(const Options& options)
{
    capture::Options wishes;
    wishes.withValues = options.withValues;
    wishes.pseudonyms = options.pseudonyms;
    wishes.program = userAgent();
    if (!options.ns.isEmpty())
        wishes.namespaces = {options.ns.toStdString()};
    return wishes;
}

std::string userAgent()
{
    return "driftglass/" DRIFTGLASS_VERSION;
}

} // namespace dg::cli
