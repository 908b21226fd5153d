// SPDX-License-Identifier: Apache-2.0
// The part of a report that tells of a time: what was in trouble and for how long, what drifted by whose hand, what was delivered, what
// is another than before, and when nobody watched.
#include "report_parts.h"
#include "translate.h"

#include "evidence/json_writer.h"
#include "flux/revision.h"
#include "text/drift_words.h"
#include "text/words.h"

#include <algorithm>

namespace dg::evidence {

using report::Section;
using report::Tone;

std::string nameOf(const history::ObjectRow& object)
{
    return clean(object.kind + '/' + (object.ns.empty() ? std::string() : object.ns + '/') + object.name);
}

std::string at(const std::optional<WallTime>& time)
{
    return time ? utf8(text::localTime(*time)) : std::string();
}

std::string took(Millis length)
{
    return utf8(text::duration(length));
}

Section watchedSection(const Period& period)
{
    Section out{"period", utf8(Evidence::tr("The time this tells of")), {}, {}, {}};
    out.facts.emplace_back(utf8(Evidence::tr("From")), at(period.range.from));
    out.facts.emplace_back(utf8(Evidence::tr("To")), at(period.range.to));
    const auto gap = period.unwatched();
    out.facts.emplace_back(
        utf8(Evidence::tr("Nobody watched")), gap < Millis{60'000} ? utf8(Evidence::tr("at no time")) : utf8(text::duration(gap)));
    if (gap >= Millis{60'000})
        out.paragraphs.push_back(utf8(Evidence::tr("While nobody watched, only what Flux itself keeps is known.")));
    return out;
}

void writeObject(JsonWriter& json, const char* key, const history::ObjectRow& object)
{
    json.key(key).beginObject().field("kind", object.kind).fieldOrNull("namespace", object.ns).field("name", object.name).endObject();
}

namespace {

std::string lasted(WallTime from, const std::optional<WallTime>& to, WallTime end)
{
    const auto length = took(std::chrono::duration_cast<Millis>(to.value_or(end) - from));
    //: %1 how long so far
    return to ? length : utf8(Evidence::tr("%1, goes on").arg(QString::fromStdString(length)));
}

std::string readLater(const std::string& text, history::Origin origin)
{
    return origin == history::Origin::Seen ? clean(text) : utf8(Evidence::tr("%1 (read later)").arg(QString::fromStdString(clean(text))));
}

std::string stateText(const history::StateRow& row)
{
    if (!row.state)
        return utf8(Evidence::tr("not there"));
    auto out = utf8(text::stateName(*row.state));
    if (row.suspended)
        out += ", " + utf8(Evidence::tr("suspended"));
    if (!row.revision.empty())
        out += ", " + flux::shortRevision(row.revision);
    return clean(out);
}

Section troubleSection(const Period& period)
{
    Section out{"troubles", utf8(Evidence::tr("Trouble")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("Began")), utf8(Evidence::tr("Ended")), utf8(Evidence::tr("How long")),
                            utf8(Evidence::tr("Object")), utf8(Evidence::tr("State")), utf8(Evidence::tr("Message"))},
        {4, 4, 3, 5, 2, 8}, {}};
    for (const auto& [object, trouble] : period.troubles)
        table.rows.push_back({{at(trouble.began), {}}, {at(trouble.ended), {}}, {lasted(trouble.began, trouble.ended, period.range.to), {}},
            {nameOf(object), {}}, {utf8(text::stateName(trouble.worst)), toneOf(trouble.worst)},
            {clean(trouble.message.empty() ? trouble.reason : trouble.message), {}}});
    setTable(out, std::move(table));
    return out;
}

Section driftSection(const Period& period)
{
    Section out{"drift-over-time", utf8(Evidence::tr("Drift over time")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("Began")), utf8(Evidence::tr("Ended")), utf8(Evidence::tr("How long")),
                            utf8(Evidence::tr("Object")), utf8(Evidence::tr("What")), utf8(Evidence::tr("Who"))},
        {4, 4, 3, 6, 6, 4}, {}};
    for (const auto& episode : period.drift) {
        const auto& drift = episode.drift;
        if (drift.expected)
            continue;
        const auto what = utf8(text::findingTitle(drift.kind)) + (drift.path.empty() ? std::string() : ": " + drift.path);
        table.rows.push_back({{at(drift.opened), {}}, {at(drift.closed), {}}, {lasted(drift.opened, drift.closed, period.range.to), {}},
            {nameOf(episode.object), {}}, {clean(what), Tone::Drift},
            {drift.manager.empty() ? utf8(Evidence::tr("not recorded")) : clean(drift.manager), {}}});
    }
    setTable(out, std::move(table));
    return out;
}

Section deliverySection(const Period& period)
{
    Section out{"deliveries", utf8(Evidence::tr("Deliveries")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("Application")), utf8(Evidence::tr("Revision")), utf8(Evidence::tr("Committed")),
                            utf8(Evidence::tr("Fetched")), utf8(Evidence::tr("Healthy")), utf8(Evidence::tr("Lead time"))},
        {6, 5, 4, 4, 4, 3}, {}};
    for (const auto& [application, run] : period.deliveries) {
        const auto first = run.committed ? run.committed : run.built ? run.built : run.fetched;
        table.rows.push_back({{nameOf(application), {}}, {clean(flux::shortRevision(run.revision)), {}}, {at(run.committed), {}},
            {at(run.fetched), {}}, run.failed ? report::Cell{utf8(Evidence::tr("failed")), Tone::Bad} : report::Cell{at(run.healthy), {}},
            {first && run.healthy ? utf8(text::duration(std::chrono::duration_cast<Millis>(*run.healthy - *first))) : std::string(), {}}});
    }
    setTable(out, std::move(table));
    return out;
}

Section eventSection(const Period& period)
{
    Section out{"events", utf8(Evidence::tr("Warnings of Flux (Kubernetes Events)")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("First")), utf8(Evidence::tr("Last")), utf8(Evidence::tr("Count")), utf8(Evidence::tr("Object")),
                            utf8(Evidence::tr("Reason")), utf8(Evidence::tr("Message"))},
        {4, 4, 2, 5, 4, 8}, {}};
    int normal = 0;
    for (const auto& [object, event] : period.events) {
        normal += event.warning ? 0 : 1;
        if (event.warning)
            table.rows.push_back({{at(event.at), {}}, {at(event.last), {}}, {std::to_string(event.times), {}}, {nameOf(object), {}},
                {clean(event.reason), Tone::Bad}, {readLater(event.message, event.origin), {}}});
    }
    setTable(out, std::move(table));
    if (normal > 0) // who reads on finds them as data
        out.paragraphs.push_back(utf8(normal == 1 ? Evidence::tr("1 other is in the JSON and the CSV.")
                                                  : Evidence::tr("%n others are in the JSON and the CSV.", nullptr, normal)));
    return out;
}

Section changesSection(const Period& period)
{
    Section out{"differences", utf8(Evidence::tr("What is another than before")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("Object")), utf8(Evidence::tr("Before")), utf8(Evidence::tr("After"))}, {5, 6, 6}, {}};
    for (const auto& change : period.changes)
        table.rows.push_back(
            {{nameOf(change.object), {}}, {stateText(change.before), change.before.state ? toneOf(*change.before.state) : Tone::Plain},
                {stateText(change.after), change.after.state ? toneOf(*change.after.state) : Tone::Plain}});
    setTable(out, std::move(table));
    return out;
}

std::string time(const std::optional<WallTime>& when)
{
    return when ? toRfc3339(*when) : std::string();
}

void writeRow(JsonWriter& json, const char* key, const history::StateRow& row)
{
    json.key(key);
    if (!row.state) {
        json.null();
        return;
    }
    json.beginObject().field("state", flux::stateWord(*row.state)).key("suspended").flag(row.suspended);
    json.fieldOrNull("revision", row.revision).fieldOrNull("reason", row.reason).endObject();
}

} // namespace

std::vector<Section> periodSections(const Period& period)
{
    return {watchedSection(period), troubleSection(period), driftSection(period), deliverySection(period), changesSection(period),
        eventSection(period)};
}

void writeWatched(JsonWriter& json, const Period& period)
{
    json.field("from", toRfc3339(period.range.from)).field("to", toRfc3339(period.range.to));
    json.key("unwatchedSeconds").number(std::chrono::duration_cast<Seconds>(period.unwatched()).count());
    json.key("watched").beginArray();
    for (const auto& stretch : period.watched)
        json.beginObject().field("from", toRfc3339(stretch.from)).field("to", toRfc3339(stretch.to)).endObject();
    json.endArray();
}

void writePeriod(JsonWriter& json, const Period& period)
{
    json.beginObject();
    writeWatched(json, period);
    json.key("troubles").beginArray();
    for (const auto& [object, trouble] : period.troubles) {
        json.beginObject();
        writeObject(json, "object", object);
        json.field("began", toRfc3339(trouble.began))
            .fieldOrNull("ended", time(trouble.ended))
            .field("worst", flux::stateWord(trouble.worst));
        json.fieldOrNull("reason", trouble.reason).fieldOrNull("message", trouble.message).endObject();
    }
    json.endArray().key("drift").beginArray();
    for (const auto& episode : period.drift) {
        const auto& drift = episode.drift;
        json.beginObject().field("id", drift.id).field("finding", drift::kindWord(drift.kind));
        json.field("confidence", drift::confidenceWord(drift.confidence)).key("expected").flag(drift.expected);
        writeObject(json, "object", episode.object);
        json.fieldOrNull("path", drift.path).fieldOrNull("manager", drift.manager).field("opened", toRfc3339(drift.opened));
        json.fieldOrNull("closed", time(drift.closed)).endObject();
    }
    json.endArray().key("deliveries").beginArray();
    for (const auto& [application, run] : period.deliveries) {
        json.beginObject();
        writeObject(json, "application", application);
        json.field("revision", run.revision).fieldOrNull("commit", run.sha).fieldOrNull("committed", time(run.committed));
        json.fieldOrNull("built", time(run.built)).fieldOrNull("fetched", time(run.fetched)).fieldOrNull("applied", time(run.applied));
        json.fieldOrNull("healthy", time(run.healthy)).key("failed").flag(run.failed).endObject();
    }
    json.endArray().key("changes").beginArray();
    for (const auto& change : period.changes) {
        json.beginObject();
        writeObject(json, "object", change.object);
        writeRow(json, "before", change.before);
        writeRow(json, "after", change.after);
        json.endObject();
    }
    json.endArray().key("events").beginArray();
    for (const auto& [object, event] : period.events) {
        json.beginObject();
        writeObject(json, "object", object);
        json.field("type", event.warning ? "Warning" : "Normal").field("reason", event.reason).field("message", event.message);
        json.fieldOrNull("controller", event.reporter).field("first", toRfc3339(event.at)).field("last", toRfc3339(event.last));
        json.key("count").number(event.times).key("readLater").flag(event.origin == history::Origin::ReadLater).endObject();
    }
    json.endArray().endObject();
}

std::vector<PeriodRecord> periodRecords(const Period& period)
{
    std::vector<PeriodRecord> out;
    for (const auto& [object, trouble] : period.troubles)
        out.push_back({"trouble", object, flux::stateWord(trouble.worst), trouble.message.empty() ? trouble.reason : trouble.message, {},
            {}, {}, time(trouble.began), time(trouble.ended)});
    for (const auto& [object, owner, drift] : period.drift)
        out.push_back({"drift-episode", object, drift::kindWord(drift.kind), {}, {}, drift.path, drift.manager, time(drift.opened),
            time(drift.closed)});
    for (const auto& [application, run] : period.deliveries)
        out.push_back({"delivery", application,
            run.failed        ? "failed"
                : run.healthy ? "ready"
                              : "",
            {}, run.revision, {}, {}, time(run.committed ? run.committed : run.fetched), time(run.healthy)});
    for (const auto& change : period.changes)
        out.push_back({"difference", change.object, change.after.state ? flux::stateWord(*change.after.state) : "", change.after.reason,
            change.after.revision, {}, {}, time(change.after.at == WallTime{} ? std::nullopt : std::optional(change.after.at)), {}});
    for (const auto& [object, event] : period.events)
        out.push_back({"event", object, event.warning ? "Warning" : "Normal", event.reason + ": " + event.message, {}, {}, event.reporter,
            time(event.at), time(event.last)});
    return out;
}

} // namespace dg::evidence
