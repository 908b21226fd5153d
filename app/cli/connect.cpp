// SPDX-License-Identifier: Apache-2.0
// connect: what a GitLab has, and whether the way through one of its agents to a cluster is open.
#include "commands.h"
#include "translate.h"

#include "console.h"
#include "evidence/json_writer.h"
#include "gitlab/connection_check.h"
#include "gitlab/glab.h"
#include "gitlab_access.h"
#include "text/gitlab_words.h"
#include "text/words.h"

#include <QFile>

namespace dg::cli {

namespace {

using gitlab::StepState;

struct Session { // one run of the command
    const Options& options;
    Streams& streams;
    const Environment& environment;
    Logger& log;
};

int listAgents(const Session& session, const gitlab::Access& access)
{
    gitlab::Client client(access, userAgent(), *session.environment.clock, session.log, session.environment.stop);
    const auto list = client.agents({session.options.search.trimmed().toStdString()});
    if (!list)
        throw Failure{list.error(), text::gitlabErrorSentence(list.error())};
    static constexpr const char* States[] = {"unknown", "connected", "offline", "neverConnected"};
    if (session.options.output == Output::Json) {
        evidence::JsonWriter json(session.streams.out);
        json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "Agents").field("gitlab", access.host.url());
        json.key("complete").flag(list->complete).key("items").beginArray().line();
        for (const auto& agent : list->agents) {
            json.beginObject()
                .key("id")
                .number(static_cast<long long>(agent.id))
                .field("name", agent.name)
                .fieldOrNull("project", agent.project);
            json.field("state", States[static_cast<std::size_t>(agent.state)]).key("versions").beginArray();
            for (const auto& version : agent.versions)
                json.text(version);
            json.endArray().key("pods").beginArray();
            for (const auto& pod : agent.pods)
                json.text(pod);
            json.endArray()
                .fieldOrNull("lastContact", agent.lastContact ? toRfc3339(*agent.lastContact) : std::string())
                .endObject()
                .line();
        }
        json.endArray().endObject().line();
        return ExitOk;
    }
    Table table({CommandLine::tr("ID"), CommandLine::tr("NAME"), CommandLine::tr("STATE"), CommandLine::tr("VERSION"),
                    CommandLine::tr("PODS"), CommandLine::tr("PROJECT")},
        session.streams.width, wantsColour(session.streams, session.environment));
    for (const auto& agent : list->agents) {
        QStringList versions;
        for (const auto& version : agent.versions)
            versions << text::cleanLine(version);
        table.add(
            {QString::number(agent.id), text::cleanLine(agent.name), text::agentStateName(agent.state), versions.join(QLatin1String(", ")),
                agent.pods.empty() ? QString() : QString::number(agent.pods.size()), text::cleanLine(agent.project)},
            agent.state == gitlab::AgentState::Connected ? Colour::Green : Colour::Grey, 2);
    }
    if (!list->agents.empty())
        table.print(session.streams.out);
    else
        printLine(session.streams.err, CommandLine::tr("No agent was found in your projects."));
    if (!list->complete)
        printLine(session.streams.err, CommandLine::tr("You have more projects than were looked at. Narrow it down with --search."));
    return ExitOk;
}

void printReport(const Session& session, const gitlab::CheckReport& report)
{
    const auto colourOf = [](StepState state) {
        switch (state) {
        case StepState::Passed:
            return Colour::Green;
        case StepState::Warned:
            return Colour::Yellow;
        case StepState::Failed:
            return Colour::Red;
        default:
            return Colour::Grey;
        }
    };
    const auto stateName = [](StepState state) {
        switch (state) {
        case StepState::Passed:
            return CommandLine::tr("ok");
        case StepState::Warned:
            return CommandLine::tr("note");
        case StepState::Failed:
            return CommandLine::tr("FAILED");
        default:
            return CommandLine::tr("skipped");
        }
    };
    Table table({CommandLine::tr("RESULT"), CommandLine::tr("STEP"), CommandLine::tr("TIME"), CommandLine::tr("FOUND")},
        session.streams.width, wantsColour(session.streams, session.environment));
    for (const auto& step : report.steps)
        table.add({stateName(step.state), text::stepName(step.step), step.took.count() > 0 ? text::duration(step.took) : QString(),
                      text::stepFound(step)},
            colourOf(step.state), 0);
    table.print(session.streams.out);
    for (const auto& step : report.steps) {
        const auto remedy = text::stepRemedy(step);
        if (!remedy.isEmpty())
            printLine(session.streams.out, QLatin1Char('\n') + text::stepName(step.step) + QLatin1String(": ") + remedy);
        if (step.yaml.empty())
            continue;
        const auto where = step.yamlFor.empty() ? CommandLine::tr("For kubectl apply -f -:")
                                                : CommandLine::tr("For %1:").arg(text::cleanLine(step.yamlFor));
        printLine(session.streams.out, QLatin1Char('\n') + where + QLatin1Char('\n'));
        session.streams.out(step.yaml);
    }
}

void printJson(const Session& session, const gitlab::CheckRequest& request, const gitlab::CheckReport& report)
{
    evidence::JsonWriter json(session.streams.out);
    json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "ConnectionCheck");
    json.fieldOrNull("gitlab", request.access.host.url())
        .fieldOrNull("gitlabVersion", report.metadata ? report.metadata->version : std::string());
    json.fieldOrNull("proxy", report.proxyUrl).key("agentId").number(static_cast<long long>(request.agentId));
    json.fieldOrNull("agent", report.agent ? report.agent->name : std::string());
    json.fieldOrNull("user", report.user ? report.user->username : std::string());
    const auto expires = report.token && report.token->expires ? toRfc3339(WallTime{*report.token->expires}) : std::string();
    json.fieldOrNull("tokenExpires", expires).fieldOrNull("kubernetes", report.kubernetes).fieldOrNull("identity", report.identity);
    json.key("passed").flag(report.passed()).key("steps").beginArray().line();
    for (const auto& step : report.steps) {
        json.beginObject().field("step", gitlab::stepWord(step.step)).field("state", gitlab::stateWord(step.state));
        json.field("finding", gitlab::findingWord(step.finding)).key("words").beginArray();
        for (const auto& word : step.words)
            json.text(word);
        json.endArray().fieldOrNull("error", step.error ? errorWord(step.error->code) : "");
        json.fieldOrNull("found", text::stepFound(step).toStdString()).fieldOrNull("remedy", text::stepRemedy(step).toStdString());
        json.fieldOrNull("yaml", step.yaml).fieldOrNull("yamlFor", step.yamlFor).key("milliseconds").number(step.took.count());
        json.endObject().line();
    }
    json.endArray().endObject().line();
}

void writeKubeconfig(const Session& session, const gitlab::CheckRequest& request, const std::optional<gitlab::Agent>& known)
{
    gitlab::Client client(request.access, userAgent(), *session.environment.clock, session.log, session.environment.stop);
    gitlab::GlabContext context;
    context.host = request.access.host;
    context.agentId = request.agentId;
    context.proxyUrl = request.proxyUrl;
    if (context.proxyUrl.empty()) {
        const auto metadata = client.metadata();
        if (!metadata)
            throw Failure{metadata.error(), text::gitlabErrorSentence(metadata.error())};
        const auto proxy = gitlab::proxyAddress(*metadata);
        if (proxy.url.empty() || proxy.plainHttp)
            throw Failure{{}, CommandLine::tr("This GitLab names no usable proxy address. Give it with --agent-url.")};
        context.proxyUrl = proxy.url;
    }
    auto agent = known;
    if (!agent) {
        const auto list = client.agents({});
        if (!list)
            throw Failure{list.error(), text::gitlabErrorSentence(list.error())};
        for (const auto& each : list->agents) {
            if (each.id == request.agentId)
                agent = each;
        }
    }
    if (!agent)
        throw Failure{{}, CommandLine::tr("Agent %1 is in none of your projects.").arg(request.agentId)};
    context.agentName = agent->name;
    context.project = agent->project;
    if (const auto written = gitlab::writeGlabKubeconfig(context, session.options.exportPath); !written)
        throw Failure{written.error(), {}};
    printLine(session.streams.err,
        CommandLine::tr("Written: %1, context %2.").arg(session.options.exportPath, text::qs(gitlab::glabContextName(context))));
}

} // namespace

int runConnect(const Options& options, Streams& streams, const Environment& environment)
{
    const auto log = loggerFor(options, environment);
    const Session session{options, streams, environment, *log};
    gitlab::CheckRequest request;
    request.access = gitlabAccess(options, streams, environment);
    request.agentId = options.agentId;
    request.proxyUrl = options.agentUrl.toStdString();
    if (options.listAgents)
        return listAgents(session, request.access);
    std::optional<gitlab::Agent> agent;
    if (request.agentId == 0) {
        const auto readings = gitlab::parseEnvironment(options.gitlab.toStdString());
        if (!readings)
            throw UsageError{
                CommandLine::tr("connect needs --agents, --agent-id, or the page of an environment."), QStringLiteral("connect")};
        auto found = gitlab::findEnvironment(*readings, request.access, userAgent(), *environment.clock, *log, environment.stop);
        if (!found)
            throw Failure{found.error(), text::gitlabErrorSentence(found.error())};
        if (!found->environment.agent)
            throw Failure{{},
                CommandLine::tr("The environment %1 names no agent. Choose one in its settings in GitLab.")
                    .arg(text::cleanLine(found->environment.name))};
        request.access.host = found->host;
        agent = std::move(found->environment.agent);
        request.agentId = agent->id;
    }
    if (!options.exportPath.isEmpty()) {
        writeKubeconfig(session, request, agent);
        if (!options.checkConnection)
            return ExitOk;
    }
    const auto report = gitlab::checkConnection(request, userAgent(), *environment.clock, *log, {}, environment.stop);
    if (environment.stop.stop_requested())
        return ExitInterrupted;
    if (options.output == Output::Json)
        printJson(session, request, report);
    else
        printReport(session, report);
    return report.passed() ? ExitOk : ExitNotInSync;
}

} // namespace dg::cli
