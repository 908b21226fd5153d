// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "translate.h"

#include "console.h"
#include "evidence/json_writer.h"
#include "text/words.h"

#include <QCoreApplication>

namespace dg::cli {

namespace {

void writeProblem(evidence::JsonWriter& json, const Error& error)
{
    json.beginObject().field("reason", errorWord(error.code)).field("subject", error.subject).field("message", error.detail);
    json.key("line");
    error.line > 0 ? json.number(error.line) : json.null();
    json.endObject();
}

void printJson(const kube::Kubeconfig& config, Streams& streams)
{
    evidence::JsonWriter json(streams.out);
    json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "Contexts").fieldOrNull("currentContext", config.currentContext);
    json.key("items").beginArray().line();
    for (const auto& context : kube::listContexts(config)) {
        json.beginObject().field("name", context.name).fieldOrNull("cluster", context.cluster).fieldOrNull("server", context.server);
        json.fieldOrNull("user", context.user).field("userKind", kube::userKindWord(context.userKind)).fieldOrNull("namespace", context.ns);
        json.key("current")
            .flag(context.current)
            .key("gitlabAgent")
            .flag(context.viaGitLabAgent)
            .field("file", context.file)
            .key("problem");
        if (context.problem)
            writeProblem(json, *context.problem);
        else
            json.null();
        json.endObject().line();
    }
    json.endArray().key("problems").beginArray();
    for (const auto& problem : config.problems)
        writeProblem(json, problem);
    json.endArray().key("warnings").beginArray();
    for (const auto& warning : config.warnings) {
        json.beginObject().field("reason", warning.kind == kube::WarningKind::Shadowed ? "shadowed" : "dataOverFile");
        json.field("what", warning.what)
            .field("file", warning.origin.file)
            .key("line")
            .number(warning.origin.line)
            .fieldOrNull("winner", warning.winner);
        json.endObject();
    }
    json.endArray().endObject().line();
}

void printTable(const kube::Kubeconfig& config, Streams& streams, bool colour)
{
    Table table({QString(), CommandLine::tr("NAME"), CommandLine::tr("NAMESPACE"), CommandLine::tr("USER"), CommandLine::tr("SERVER")},
        streams.width, colour);
    for (const auto& context : kube::listContexts(config)) {
        const QString server = context.problem ? text::errorSentence(*context.problem) : text::cleanLine(context.server);
        table.add({context.current ? QStringLiteral("*") : QString(), text::cleanLine(context.name), text::cleanLine(context.ns),
                      QLatin1String(kube::userKindWord(context.userKind)), server},
            context.problem ? Colour::Red : Colour::None, 4);
    }
    table.print(streams.out);
}

} // namespace

int runContexts(const Options& options, Streams& streams, const Environment& environment)
{
    const auto config = kube::loadKubeconfig(kubeconfigSources(options, environment));
    if (options.output == Output::Json)
        printJson(config, streams);
    else if (!config.contexts.empty())
        printTable(config, streams, wantsColour(streams, environment));
    for (std::size_t i = 0; i < config.problems.size() && i < 3; ++i)
        printLine(streams.err, text::errorSentence(config.problems[i]));
    if (options.output == Output::Table) {
        for (std::size_t i = 0; i < config.warnings.size() && i < 3; ++i) {
            const auto& warning = config.warnings[i];
            if (warning.kind == kube::WarningKind::Shadowed)
                printLine(streams.err,
                    CommandLine::tr("%1 in %2 is not used: %3 defines it first.")
                        .arg(text::cleanLine(warning.what), text::cleanLine(warning.origin.file), text::cleanLine(warning.winner)));
        }
        if (config.contexts.empty() && config.problems.empty())
            printLine(streams.err, CommandLine::tr("There are no contexts: no kubeconfig was found."));
    }
    return config.problems.empty() ? ExitOk : ExitCouldNotTell;
}

} // namespace dg::cli
