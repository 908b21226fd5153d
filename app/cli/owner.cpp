// SPDX-License-Identifier: Apache-2.0
// "Who owns this?" for one look at the clusters: the window's own tree answers.
#include "commands.h"
#include "translate.h"

#include "console.h"
#include "read_clusters.h"
#include "text/words.h"
#include "tree/fleet_tree.h"
#include "tree/silent_observer.h"

namespace dg::cli {

namespace {

constexpr std::size_t MostShown = 10'000;
constexpr int MostSuggested = 5;

tree::Ownerships findOwners(const ClusterReport& report, const query::ObjectWords& words, bool parts, StringPool& pool)
{
    tree::SilentObserver observer;
    tree::FleetTree tree(pool, observer);
    std::vector<store::Delta> deltas;
    for (const auto& object : report.read->objects)
        deltas.push_back({object->key, store::RecordType::Flux, object, {}});
    for (const auto& object : report.read->managed)
        deltas.push_back({object->key, store::RecordType::Managed, object, {}});
    std::vector<std::pair<Atom, Atom>> watched;
    for (const auto& kind : report.read->managedKinds)
        watched.emplace_back(kind.group, kind.kind);
    tree.setNow(report.observedAt);
    tree.apply(deltas);
    tree.setWatchedKinds(watched);
    return tree.owners(words, parts, MostShown);
}

// Inventories are whole as soon as the appliers could be read.
bool appliersRead(const ClusterReport& report)
{
    if (!report.read || !report.read->fluxServed)
        return false;
    return std::ranges::none_of(report.missing, [](const session::MissingPart& part) {
        const auto kind = flux::kindFromWord(part.kind);
        return kind != flux::Kind::Other && flux::info(kind).isApplier;
    });
}

bool isOwned(const tree::Ownership& one)
{
    return one.proof == tree::Ownership::Inventory
        || (one.proof == tree::Ownership::LabelOnly && one.ownerExists && !one.ownerKeepsInventory);
}

QString named(std::string_view kind, std::string_view ns, std::string_view name)
{
    const auto where = ns.empty() ? QString() : text::cleanLine(ns) + QLatin1Char('/');
    return text::cleanLine(kind) + QLatin1Char(' ') + where + text::cleanLine(name);
}
QString named(const ObjectKey& key)
{
    return named(key.kind.view(), key.ns.view(), key.name.view());
}

QString ownerWords(const tree::Ownership& one)
{
    switch (one.proof) {
    case tree::Ownership::Inventory:
        return named(one.owner);
    case tree::Ownership::LabelOnly:
        return isOwned(one) ? CommandLine::tr("%1 (by its labels)").arg(named(one.owner))
                            : CommandLine::tr("labelled %1, in no inventory").arg(named(one.owner));
    case tree::Ownership::Nothing:
        break;
    }
    return CommandLine::tr("nothing");
}

QString stateWords(const tree::Ownership& one)
{
    if (!one.isFlux && (one.mark == tree::ManagedMark::NotWatched || one.mark == tree::ManagedMark::Elsewhere))
        return text::stateName(flux::State::Unknown);
    return text::stateName(one.verdict);
}

void printTable(const std::vector<ClusterReport>& reports, const std::vector<tree::Ownerships>& owners, bool list, Streams& streams)
{
    QStringList header{
        CommandLine::tr("OBJECT"), CommandLine::tr("STATE"), CommandLine::tr("OWNER"), CommandLine::tr("SOURCE"), CommandLine::tr("PATH")};
    if (list)
        header.prepend(CommandLine::tr("CLUSTER"));
    Table table(header, streams.width, false);
    bool any = false;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        for (const auto& one : owners[i].found) {
            QStringList cells{named(one.object), stateWords(one), ownerWords(one),
                one.source.empty() ? QString() : named(one.source.kind.view(), one.source.ns.view(), one.source.name.view()),
                text::cleanLine(one.path)};
            if (list)
                cells.prepend(text::cleanLine(reports[i].name));
            table.add(cells);
            any = true;
        }
    }
    if (any)
        table.print(streams.out);
}

void writeName(JsonWriter& json, std::string_view kind, std::string_view ns, std::string_view name)
{
    if (name.empty()) {
        json.null();
        return;
    }
    json.beginObject().field("kind", kind).fieldOrNull("namespace", ns).field("name", name).endObject();
}

void printJson(
    const QString& asked, const std::vector<ClusterReport>& reports, const std::vector<tree::Ownerships>& owners, Streams& streams)
{
    JsonWriter json(streams.out);
    json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "Owners").field("query", asked.toStdString());
    json.key("clusters").beginArray().line();
    for (const auto& report : reports) {
        json.beginObject().field("name", report.name).fieldOrNull("server", report.server).fieldOrNull("context", report.context);
        json.field("observedAt", toRfc3339(report.observedAt)).key("complete").flag(appliersRead(report)).key("missing");
        writeMissing(json, report.missing);
        json.endObject().line();
    }
    json.endArray().key("items").beginArray().line();
    for (std::size_t i = 0; i < reports.size(); ++i) {
        for (const auto& one : owners[i].found) {
            const auto& key = one.object;
            const bool seen = one.isFlux || one.mark == tree::ManagedMark::Present || one.mark == tree::ManagedMark::Missing;
            json.beginObject().field("cluster", reports[i].name).field("kind", key.kind.view()).field("group", key.group.view());
            json.fieldOrNull("namespace", key.ns.view()).field("name", key.name.view());
            json.field("state", flux::stateWord(seen ? one.verdict.state : flux::State::Unknown)).key("owner");
            writeName(json, one.owner.kind.view(), one.owner.ns.view(), one.owner.name.view());
            json.field("proof",
                one.proof == tree::Ownership::Inventory       ? "inventory"
                    : one.proof == tree::Ownership::LabelOnly ? "label"
                                                              : "none");
            json.key("source");
            writeName(json, one.source.kind.view(), one.source.ns.view(), one.source.name.view());
            json.fieldOrNull("path", one.path).endObject().line();
        }
    }
    json.endArray().endObject().line();
}

// On stderr: what is called alike.
void suggest(
    const QString& asked, const query::ObjectWords& words, const std::vector<ClusterReport>& reports, StringPool& pool, Streams& streams)
{
    QStringList alike;
    for (const auto& report : reports) {
        if (!report.read)
            continue;
        for (const auto& one : findOwners(report, words, true, pool).found) {
            if (const auto name = named(one.object); alike.size() < MostSuggested && !alike.contains(name))
                alike << name;
        }
    }
    printLine(streams.err, CommandLine::tr("Nothing of Flux owns an object called %1.").arg(text::cleanLine(asked.toStdString())));
    if (!alike.isEmpty())
        printLine(streams.err, CommandLine::tr("Called alike: %1.").arg(alike.join(QLatin1String(", "))));
}

} // namespace

int runOwner(const Options& options, Streams& streams, const Environment& environment)
{
    const auto asked = options.objects.join(QLatin1Char(' '));
    const auto words = query::parseObjectWords(asked.toStdString());
    if (!words)
        throw UsageError{
            CommandLine::tr("\"%1\" is no name: NAME, NAMESPACE/NAME or KIND/NAMESPACE/NAME.").arg(asked), commandName(options.command)};
    StringPool pool; // outlives the reports: their names point into it
    session::OneShotOptions wishes;
    wishes.managed = true;
    const auto reports = readClusters(options, wishes, pool, streams, environment);
    if (environment.stop.stop_requested())
        return ExitInterrupted;
    std::vector<tree::Ownerships> owners;
    bool found = false, owned = false, whole = true;
    for (const auto& report : reports) {
        owners.push_back(report.read ? findOwners(report, *words, false, pool) : tree::Ownerships{});
        found = found || !owners.back().found.empty();
        owned = owned || std::ranges::any_of(owners.back().found, isOwned);
        whole = whole && appliersRead(report);
    }
    if (options.output == Output::Json)
        printJson(asked, reports, owners, streams);
    else
        printTable(reports, owners, options.allContexts || options.contexts.size() > 1, streams);
    if (!found)
        suggest(asked, *words, reports, pool, streams);
    if (!whole)
        explain(reports, streams);
    return owned ? ExitOk : whole ? ExitNotInSync : ExitCouldNotTell;
}

} // namespace dg::cli
