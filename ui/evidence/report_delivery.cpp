// SPDX-License-Identifier: Apache-2.0
// The delivery report: what of a period the history knows of commits on their way to the cluster, by application. A hop that nothing
// told of is empty; lead times are those of the window's Delivery view (delivery/runs.h).
#include "report_parts.h"
#include "translate.h"

#include "evidence/json_writer.h"
#include "flux/revision.h"
#include "text/delivery_words.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace dg::evidence {

namespace {

using delivery::Run;
using report::Section;
using report::Tone;

enum class Outcome : unsigned char { Healthy, Failed, UnderWay, Replaced }; // Replaced: a newer revision came before it was healthy
constexpr std::array Outcomes{Outcome::Healthy, Outcome::Failed, Outcome::UnderWay, Outcome::Replaced};
using Counts = std::array<std::size_t, Outcomes.size()>;

struct Application {
    history::ObjectRow object;
    std::vector<Run> runs; // oldest first
    delivery::LeadTimes lead;
    [[nodiscard]] Outcome outcome(std::size_t run) const
    {
        const auto& one = runs[run];
        return one.healthy           ? Outcome::Healthy
            : one.failed             ? Outcome::Failed
            : run + 1 == runs.size() ? Outcome::UnderWay
                                     : Outcome::Replaced;
    }
    [[nodiscard]] std::optional<Millis> leadOf(std::size_t run) const // of what became healthy
    {
        const auto found = std::ranges::find_if(lead.times, [&](const delivery::LeadTime& one) { return one.run == run && one.reached; });
        return found == lead.times.end() ? std::nullopt : std::optional(found->total);
    }
};

struct Told {
    std::vector<Application> applications; // by name
    Counts counts{};
    std::optional<Millis> p50, p95; // of all that became healthy; empty: fewer than two
};

Counts countsOf(const Application& application)
{
    Counts out{};
    for (std::size_t i = 0; i < application.runs.size(); ++i)
        ++out[static_cast<std::size_t>(application.outcome(i))];
    return out;
}

std::size_t count(const Counts& counts, Outcome outcome)
{
    return counts[static_cast<std::size_t>(outcome)];
}

Told tell(const Period& period)
{
    using Name = std::tuple<std::string_view, std::string_view, std::string_view>;
    std::map<Name, Application> found;
    for (auto at = period.deliveries.rbegin(); at != period.deliveries.rend(); ++at) { // the newest stand first
        auto& application = found[{at->application.ns, at->application.name, at->application.kind}];
        application.object = at->application;
        application.runs.push_back(at->run);
    }
    Told out;
    std::vector<Millis> reached;
    for (auto& [name, application] : found) {
        application.lead = delivery::leadTimes(application.runs, period.range.to);
        const auto counts = countsOf(application);
        for (std::size_t i = 0; i < counts.size(); ++i)
            out.counts[i] += counts[i];
        for (const auto& time : application.lead.times) {
            if (time.reached)
                reached.push_back(time.total);
        }
        out.applications.push_back(std::move(application));
    }
    if (reached.size() > 1) {
        out.p50 = delivery::percentile(reached, 50);
        out.p95 = delivery::percentile(reached, 95);
    }
    return out;
}

const char* outcomeWord(Outcome outcome)
{
    constexpr std::array Words{"healthy", "failed", "under-way", "replaced"};
    return Words.at(static_cast<std::size_t>(outcome));
}

const char* clockWord(delivery::Origin origin)
{
    constexpr std::array Words{"commit", "artifact", "fetch"};
    return Words.at(static_cast<std::size_t>(origin));
}

const char* phaseWord(std::size_t phase)
{
    constexpr std::array<const char*, delivery::PhaseCount> Words{"build", "waitForFetch", "apply", "untilHealthy", "unsplit"};
    return Words.at(phase);
}

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Healthy:
        return Evidence::tr("Healthy", "outcome of a delivery");
    case Outcome::Failed:
        return Evidence::tr("Failed", "outcome of a delivery");
    case Outcome::UnderWay:
        return Evidence::tr("Under way", "outcome of a delivery");
    case Outcome::Replaced:
        return Evidence::tr("Replaced by a newer one", "outcome of a delivery");
    }
    return {};
}

Tone toneOf(Outcome outcome)
{
    constexpr std::array Tones{Tone::Good, Tone::Bad, Tone::Plain, Tone::Neutral};
    return Tones.at(static_cast<std::size_t>(outcome));
}

QString clockName(delivery::Origin origin)
{
    switch (origin) {
    case delivery::Origin::Commit:
        return Evidence::tr("commit");
    case delivery::Origin::Artifact:
        return Evidence::tr("artifact");
    case delivery::Origin::Fetch:
        break;
    }
    return Evidence::tr("fetch");
}

std::string length(const std::optional<Millis>& time)
{
    return time ? took(*time) : std::string();
}

Section countsSection(const Told& told)
{
    Section out{"counts", utf8(Evidence::tr("Counts")), {}, {}, {}};
    auto table = countTable();
    const auto deliveries = Evidence::tr("Deliveries");
    std::size_t all = 0;
    for (const auto outcome : Outcomes) {
        addCount(table, deliveries, outcomeName(outcome), count(told.counts, outcome), toneOf(outcome));
        all += count(told.counts, outcome);
    }
    addCount(table, deliveries, Evidence::tr("All"), all);
    addCount(table, Evidence::tr("Applications"), Evidence::tr("All"), told.applications.size());
    out.table = std::move(table);
    return out;
}

Section applicationsSection(const Told& told)
{
    Section out{"applications", utf8(Evidence::tr("Lead time by application")),
        {utf8(Evidence::tr("From the commit until it was healthy; where GitLab told no time of commits, from the artifact or from the "
                           "fetch. P50 is what half of the deliveries took at most, P95 what 95% did."))},
        {}, {}};
    report::Table table{
        {utf8(Evidence::tr("Application")), utf8(Evidence::tr("Deliveries")), utf8(Evidence::tr("Healthy")), utf8(Evidence::tr("Failed")),
            utf8(Evidence::tr("The clock starts at")), utf8(Evidence::tr("P50")), utf8(Evidence::tr("P95"))},
        {8, 3, 2, 2, 5, 3, 3}, {}, {1, 2, 3, 5, 6}};
    for (const auto& one : told.applications) {
        const auto counts = countsOf(one);
        const auto failed = count(counts, Outcome::Failed);
        table.rows.push_back({{nameOf(one.object), {}}, {std::to_string(one.runs.size()), {}},
            {std::to_string(count(counts, Outcome::Healthy)), {}}, {std::to_string(failed), failed > 0 ? Tone::Bad : Tone::Plain},
            {one.lead.times.empty() ? std::string() : utf8(clockName(one.lead.origin)), {}}, {length(one.lead.p50), {}},
            {length(one.lead.p95), {}}});
    }
    setTable(out, std::move(table));
    return out;
}

// What the controller said while this run stood still: the application's trouble that began before a newer revision was healthy. Flux
// writes whole seconds, so a time of its may be up to one before what followed from it.
std::string reasonOf(const Period& period, const Application& application, std::size_t run)
{
    const auto& one = application.runs[run];
    const auto from = one.fetched ? one.fetched : one.applied;
    std::optional<WallTime> to;
    if (run + 1 < application.runs.size()) {
        const auto& next = application.runs[run + 1];
        to = next.healthy ? next.healthy : next.fetched;
    }
    for (const auto& [object, trouble] : period.troubles) {
        if (from && object.id == application.object.id && trouble.began >= *from && (!to || trouble.began < *to + Seconds{1}))
            return clean(trouble.message.empty() ? trouble.reason : trouble.message);
    }
    return utf8(Evidence::tr("not recorded"));
}

Section failuresSection(const Period& period, const Told& told)
{
    Section out{"failures", utf8(Evidence::tr("Failed deliveries")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("Application")), utf8(Evidence::tr("Revision")), utf8(Evidence::tr("Fetched")),
                            utf8(Evidence::tr("Applied")), utf8(Evidence::tr("What Flux said"))},
        {5, 3, 5, 5, 6}, {}};
    for (const auto& one : told.applications) {
        for (std::size_t i = 0; i < one.runs.size(); ++i) {
            if (one.outcome(i) == Outcome::Failed)
                table.rows.push_back({{nameOf(one.object), {}}, {clean(flux::shortRevision(one.runs[i].revision)), {}},
                    {at(one.runs[i].fetched), {}}, {at(one.runs[i].applied), {}}, {reasonOf(period, one, i), {}}});
        }
    }
    setTable(out, std::move(table));
    return out;
}

struct Hop {
    QString name;
    std::optional<WallTime> Run::*time;
};

// Those that some delivery has a time of.
std::vector<Hop> hopsOf(const Told& told)
{
    const std::array all{Hop{Evidence::tr("Committed"), &Run::committed}, Hop{Evidence::tr("Built"), &Run::built},
        Hop{Evidence::tr("Fetched"), &Run::fetched}, Hop{Evidence::tr("Applied"), &Run::applied},
        Hop{Evidence::tr("Healthy"), &Run::healthy}};
    std::vector<Hop> out;
    for (const auto& hop : all) {
        const auto known = [&hop](const Run& run) { return (run.*hop.time).has_value(); };
        if (std::ranges::any_of(told.applications, [&](const Application& one) { return std::ranges::any_of(one.runs, known); }))
            out.push_back(hop);
    }
    return out;
}

// The first time of a run as it is, the others as how long after the one before: a page is narrow, and that is what is looked for.
void addHops(std::vector<report::Cell>& row, const std::vector<Hop>& hops, const Run& run)
{
    std::optional<WallTime> before;
    for (const auto& hop : hops) {
        const auto& time = run.*hop.time;
        const bool later = time && before && *time >= *before;
        row.push_back({later ? '+' + took(*time - *before) : at(time), {}});
        before = time ? time : before;
    }
}

Section deliveriesSection(const Told& told)
{
    const auto hops = hopsOf(told);
    Section out{"deliveries", utf8(Evidence::tr("All deliveries")),
        {utf8(Evidence::tr("With + stands how long after the hop before it; an empty hop is one that nothing told the time of."))}, {}, {}};
    report::Table table{{utf8(Evidence::tr("Application")), utf8(Evidence::tr("Revision"))}, {5, 4}, {}};
    for (const auto& hop : hops) {
        table.header.push_back(utf8(hop.name));
        table.weights.push_back(table.weights.size() == 2 ? 7 : 4);
    }
    for (const auto& name : {Evidence::tr("Lead time"), Evidence::tr("Outcome")}) {
        table.header.push_back(utf8(name));
        table.weights.push_back(4);
    }
    for (const auto& one : told.applications) {
        for (std::size_t i = one.runs.size(); i-- > 0;) { // the newest first
            std::vector<report::Cell> row{{nameOf(one.object), {}}, {clean(flux::shortRevision(one.runs[i].revision)), {}}};
            addHops(row, hops, one.runs[i]);
            row.push_back({length(one.leadOf(i)), {}});
            row.push_back({utf8(outcomeName(one.outcome(i))), toneOf(one.outcome(i))});
            table.rows.push_back(std::move(row));
        }
    }
    setTable(out, std::move(table));
    return out;
}

std::string timeText(const std::optional<WallTime>& time)
{
    return time ? toRfc3339(*time) : std::string();
}

void writeSeconds(JsonWriter& json, const char* key, const std::optional<Millis>& time)
{
    json.key(key);
    if (time)
        json.number(std::chrono::duration_cast<Seconds>(*time).count());
    else
        json.null();
}

void writeCounts(JsonWriter& json, const Counts& counts)
{
    std::size_t all = 0;
    for (const auto one : counts)
        all += one;
    json.key("deliveries").number(static_cast<long long>(all));
    json.key("byOutcome").beginObject();
    for (const auto outcome : Outcomes)
        json.key(outcomeWord(outcome)).number(static_cast<long long>(count(counts, outcome)));
    json.endObject();
}

void writeRun(JsonWriter& json, const Application& application, std::size_t index)
{
    const auto& run = application.runs[index];
    json.beginObject().field("revision", run.revision).fieldOrNull("commit", run.sha);
    json.fieldOrNull("committed", timeText(run.committed)).fieldOrNull("built", timeText(run.built));
    json.fieldOrNull("fetched", timeText(run.fetched)).fieldOrNull("applied", timeText(run.applied));
    json.fieldOrNull("healthy", timeText(run.healthy)).field("outcome", outcomeWord(application.outcome(index)));
    writeSeconds(json, "leadSeconds", application.leadOf(index));
    json.key("phaseSeconds").beginObject();
    const auto& times = application.lead.times;
    const auto time = std::ranges::find(times, index, &delivery::LeadTime::run);
    for (std::size_t phase = 0; time != times.end() && time->reached && phase < time->phases.size(); ++phase) {
        if (time->phases[phase].count() > 0)
            writeSeconds(json, phaseWord(phase), time->phases[phase]);
    }
    json.endObject().endObject();
}

} // namespace

QString deliveryVerdict(const Report& report)
{
    if (!report.period)
        return Evidence::tr("The history could not be read, so nothing is known of deliveries.");
    const auto told = tell(*report.period);
    if (told.applications.empty())
        return Evidence::tr("No delivery is known of this time.");
    auto sentence = Evidence::tr("%1 deliveries became healthy, %2 failed, %3 are under way, %4 were replaced by newer ones.")
                        .arg(count(told.counts, Outcome::Healthy))
                        .arg(count(told.counts, Outcome::Failed))
                        .arg(count(told.counts, Outcome::UnderWay))
                        .arg(count(told.counts, Outcome::Replaced));
    if (told.p50 && told.p95) //: %1 and %2 how long
        sentence += QLatin1Char(' ')
            + Evidence::tr("Half took at most %1, 95% at most %2.")
                  .arg(QString::fromStdString(took(*told.p50)), QString::fromStdString(took(*told.p95)));
    return sentence;
}

std::vector<report::Figure> deliveryFigures(const Report& report)
{
    if (!report.period)
        return {};
    const auto told = tell(*report.period);
    std::vector<report::Figure> out{{utf8(Evidence::tr("Applications")), told.applications.size(), Tone::Plain}};
    for (const auto outcome : Outcomes) {
        const auto number = count(told.counts, outcome);
        out.push_back({utf8(outcomeName(outcome)), number, number > 0 ? toneOf(outcome) : Tone::Plain});
    }
    return out;
}

std::vector<Section> deliverySections(const Report& report)
{
    if (!report.period)
        return {};
    const auto told = tell(*report.period);
    return {watchedSection(*report.period), countsSection(told), applicationsSection(told), failuresSection(*report.period, told),
        deliveriesSection(told)};
}

void writeDeliveries(JsonWriter& json, const Period& period)
{
    const auto told = tell(period);
    json.beginObject();
    writeWatched(json, period);
    json.key("summary").beginObject().key("applications").number(static_cast<long long>(told.applications.size()));
    writeCounts(json, told.counts);
    writeSeconds(json, "leadP50Seconds", told.p50);
    writeSeconds(json, "leadP95Seconds", told.p95);
    json.endObject().key("applications").beginArray();
    for (const auto& one : told.applications) {
        json.beginObject();
        writeObject(json, "application", one.object);
        writeCounts(json, countsOf(one));
        json.fieldOrNull("clock", one.lead.times.empty() ? "" : clockWord(one.lead.origin));
        writeSeconds(json, "leadP50Seconds", one.lead.p50);
        writeSeconds(json, "leadP95Seconds", one.lead.p95);
        json.key("items").beginArray();
        for (std::size_t i = one.runs.size(); i-- > 0;)
            writeRun(json, one, i);
        json.endArray().endObject();
    }
    json.endArray().endObject();
}

std::vector<DeliveryRecord> deliveryRecords(const Period& period)
{
    std::vector<DeliveryRecord> out;
    for (const auto& one : tell(period).applications) {
        for (std::size_t i = one.runs.size(); i-- > 0;) {
            const auto& run = one.runs[i];
            const auto lead = one.leadOf(i);
            const auto seconds = lead ? std::to_string(std::chrono::duration_cast<Seconds>(*lead).count()) : std::string();
            out.push_back({one.object, outcomeWord(one.outcome(i)), run.revision,
                {timeText(run.committed), timeText(run.built), timeText(run.fetched), timeText(run.applied), timeText(run.healthy), seconds,
                    lead ? clockWord(one.lead.origin) : ""}});
        }
    }
    return out;
}

} // namespace dg::evidence
