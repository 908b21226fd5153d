// SPDX-License-Identifier: Apache-2.0
// The JSON of `status` (contracts.md §3). Fields are only ever added.
#include "evidence/status.h"

#include "text/words.h"

namespace dg::evidence {

namespace {

const char* missingReason(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Forbidden:
        return "forbidden";
    case ErrorCode::Timeout:
        return "timeout";
    case ErrorCode::DnsFailed:
    case ErrorCode::ConnectionRefused:
    case ErrorCode::ConnectFailed:
    case ErrorCode::ConnectionLost:
    case ErrorCode::TlsFailed:
    case ErrorCode::TlsUntrusted:
    case ErrorCode::ProxyFailed:
    case ErrorCode::AgentOffline:
    case ErrorCode::AgentBroken:
    case ErrorCode::Unavailable:
        return "unreachable";
    default:
        return "error";
    }
}

// The controller's words as they are; ours only where it wrote none.
std::string message(const flux::Verdict& verdict)
{
    return verdict.note == flux::Note::None ? verdict.message : text::verdictMessage(verdict).toStdString();
}

// Flux itself, as far as it may be seen: null where nothing of it may be read.
void writeFlux(JsonWriter& json, const session::OneShotResult& read)
{
    const auto controllers = read.controllers.list();
    json.beginObject().fieldOrNull("version", read.controllers.distribution());
    const auto support = flux::supportOf(read.controllers.distribution());
    json.fieldOrNull("support",
        support == flux::Support::NotKnown        ? ""
            : support == flux::Support::Supported ? "supported"
                                                  : "outOfSupport");
    json.key("controllers").beginArray();
    for (const auto& one : controllers) {
        json.beginObject().field("name", one.name).field("namespace", one.ns).fieldOrNull("version", one.version);
        json.key("replicas").number(one.wanted).key("ready").number(one.ready).key("restarts").number(one.restarts);
        json.fieldOrNull("waiting", one.waiting).fieldOrNull("shard", one.shard).endObject();
    }
    json.endArray().key("notServed").beginArray();
    for (const auto kind : read.notServed)
        json.text(flux::info(kind).name);
    json.endArray().endObject();
}

// Managed objects, each where an inventory names it; one that a list read whole does not hold is missing. They answer the
// filter by themselves, whether their owner does or not.
void writeManaged(JsonWriter& json, const ClusterReport& report)
{
    const auto& read = *report.read;
    const ManagedView view(read);
    const FilterScope scope{report.name, report.observedAt, &view};
    for (const auto& object : read.objects) {
        const auto& owner = *object;
        owner.inventory.forEach([&](const flux::InventoryEntry& entry) {
            if (flux::kindFromGroupKind(entry.group, entry.kind) != flux::Kind::Other)
                return; // an item of its own
            if (!report.filter.matches(owner, entry, scope))
                return;
            json.beginObject().field("kind", entry.kind);
            json.field("apiVersion",
                entry.group.empty() ? std::string(entry.version) : std::string(entry.group) + "/" + std::string(entry.version));
            json.fieldOrNull("namespace", entry.ns).field("name", entry.name);
            if (const auto* found = view.find(owner, entry)) {
                const auto verdict = flux::evaluate(*found);
                json.field("state", flux::stateWord(verdict.state)).field("message", message(verdict));
            } else {
                json.field("state", view.isMissing(owner, entry) ? "missing" : "unknown");
                json.field("message", owner.remoteCluster ? "in another cluster, not watched" : "");
            }
            json.key("owner").beginObject().field("kind", owner.key.kind.view()).fieldOrNull("namespace", owner.key.ns.view());
            json.field("name", owner.key.name.view()).endObject().endObject().line();
        });
    }
}

} // namespace

void writeReference(JsonWriter& json, const flux::Reference& reference)
{
    if (reference.empty()) {
        json.null();
        return;
    }
    json.beginObject()
        .field("kind", reference.kind.view())
        .fieldOrNull("namespace", reference.ns.view())
        .field("name", reference.name.view())
        .endObject();
}

void writeMissing(JsonWriter& json, const std::vector<session::MissingPart>& missing)
{
    json.beginArray();
    for (const auto& part : missing) {
        json.beginObject().field("kind", part.kind).fieldOrNull("namespace", part.ns.value_or(std::string()));
        json.field("reason", missingReason(part.error.code)).field("message", text::errorSentence(part.error).toStdString()).endObject();
    }
    json.endArray();
}

void writeStatusItem(JsonWriter& json, const Assessed& one)
{
    const auto& object = *one.object;
    const auto& verdict = one.verdict;
    json.beginObject().field("kind", object.key.kind.view()).field("apiVersion", object.apiVersion);
    json.fieldOrNull("namespace", object.key.ns.view())
        .field("name", object.key.name.view())
        .field("state", flux::stateWord(verdict.state));
    json.key("suspended").flag(verdict.suspended).key("behind").flag(one.behind);
    json.field("message", message(verdict)).fieldOrNull("reason", verdict.reason);
    json.fieldOrNull("revision", object.revision()).fieldOrNull("appliedRevision", object.lastAppliedRevision);
    json.key("source");
    writeReference(json, object.source.empty() ? object.chartSource : object.source);
    json.fieldOrNull("lastReconciled", object.lastReconciled ? toRfc3339(*object.lastReconciled) : std::string());
    json.fieldOrNull("lastVerdict", verdict.lastVerdict ? flux::stateWord(*verdict.lastVerdict) : "");
    json.key("rootCause");
    if (one.rootCause) {
        const auto& cause = *one.rootCause;
        json.beginObject()
            .field("kind", cause.object.kind.view())
            .fieldOrNull("namespace", cause.object.ns.view())
            .field("name", cause.object.name.view());
        json.field("reason", cause.reason).field("message", cause.message).endObject();
    } else {
        json.null();
    }
    json.key("inventory").number(static_cast<long long>(object.inventory.size())).endObject().line();
}

void writeCluster(JsonWriter& json, const ClusterReport& report)
{
    json.key("cluster").beginObject().field("name", report.name).fieldOrNull("server", report.server);
    json.fieldOrNull("context", report.context);
    if (!report.snapshot.empty())
        json.field("snapshot", report.snapshot);
    json.endObject();
}

void writeStatusJson(JsonWriter& json, const ClusterReport& report)
{
    json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "Status");
    writeCluster(json, report);
    json.field("observedAt", toRfc3339(report.observedAt)).key("complete").flag(report.complete());
    json.fieldOrNull("serverVersion", report.read ? report.read->serverVersion : std::string());
    json.key("fromCache").flag(report.read && report.read->fromCache).key("fluxServed").flag(report.read && report.read->fluxServed);
    json.key("missing");
    writeMissing(json, report.missing);
    json.key("flux");
    if (report.read)
        writeFlux(json, *report.read);
    else
        json.null();
    json.key("summary").beginObject().key("total").number(static_cast<long long>(report.counts.total));
    json.key("suspended")
        .number(static_cast<long long>(report.counts.suspended))
        .key("behind")
        .number(static_cast<long long>(report.counts.behind));
    json.key("byState").beginObject();
    for (std::size_t i = 0; i < report.counts.byState.size(); ++i)
        json.key(flux::stateWord(static_cast<flux::State>(i))).number(static_cast<long long>(report.counts.byState[i]));
    json.endObject().endObject().key("items").beginArray().line();
    for (const auto* one : report.items)
        writeStatusItem(json, *one);
    for (const auto& text : report.fineAsJson)
        json.written(text);
    if (report.inventory && report.read)
        writeManaged(json, report);
    json.endArray().endObject();
}

} // namespace dg::evidence
