// SPDX-License-Identifier: Apache-2.0
// Objects, their states over time, and the order of lanes.
#include "store_impl.h"

#include <algorithm>
#include <cctype>

namespace dg::history {

namespace {

constexpr std::int64_t MostRowsALane = 50'000;

WallTime endOf(Range range, WallTime now)
{
    return std::min(range.to, now);
}

// Together, without counting twice what overlaps. `stretches` in any order.
std::vector<std::pair<WallTime, WallTime>> joined(std::vector<std::pair<WallTime, WallTime>> stretches)
{
    std::ranges::sort(stretches);
    std::vector<std::pair<WallTime, WallTime>> out;
    for (const auto& [from, to] : stretches) {
        if (!out.empty() && from <= out.back().second)
            out.back().second = std::max(out.back().second, to);
        else
            out.emplace_back(from, to);
    }
    return out;
}

Millis total(const std::vector<std::pair<WallTime, WallTime>>& stretches)
{
    Millis out{0};
    for (const auto& [from, to] : stretches)
        out += to - from;
    return out;
}

// Cuts what `in` says at the borders of `stretches`; `mark` gets what lies inside.
template <class Mark>
std::vector<Segment> cut(const std::vector<Segment>& in, const std::vector<std::pair<WallTime, WallTime>>& stretches, const Mark& mark)
{
    std::vector<Segment> out;
    auto stretch = stretches.begin();
    for (const auto& segment : in) {
        auto from = segment.from;
        while (stretch != stretches.end() && stretch->second <= from)
            ++stretch;
        for (auto next = stretch; from < segment.to; ++next) {
            const bool any = next != stretches.end() && next->first < segment.to;
            const auto begin = any ? std::max(next->first, from) : segment.to;
            if (begin > from) {
                out.push_back(segment);
                out.back().from = from;
                out.back().to = begin;
            }
            if (!any)
                break;
            out.push_back(segment);
            out.back().from = begin;
            out.back().to = std::min(next->second, segment.to);
            mark(out.back());
            from = out.back().to;
        }
    }
    return out;
}

bool sameButTime(const Segment& a, const Segment& b)
{
    auto moved = b;
    moved.from = a.from;
    moved.to = a.to;
    return a == moved;
}

} // namespace

std::optional<flux::State> stateFromCode(std::optional<std::int64_t> code)
{
    if (!code || *code < 0 || *code > static_cast<int>(flux::State::Orphaned))
        return std::nullopt;
    return static_cast<flux::State>(*code);
}

StateRow stateFrom(const Query& query, int first)
{
    StateRow row;
    row.at = query.time(first);
    row.state = stateFromCode(query.maybe(first + 1));
    const auto flags = query.integer(first + 2);
    row.suspended = (flags & Suspended) != 0;
    row.behind = (flags & Behind) != 0;
    row.reason = query.text(first + 3);
    row.message = query.text(first + 4);
    row.revision = query.text(first + 5);
    row.origin = query.integer(first + 6) == 0 ? Origin::Seen : Origin::ReadLater;
    row.times = static_cast<std::uint32_t>(query.integer(first + 7));
    row.last = query.time(first + 8);
    return row;
}

Result<const Store::Impl::Objects*> Store::Impl::objectsOf(ClusterId cluster)
{
    auto& known = objects[cluster];
    auto query = sql->query("SELECT id, grp, kind, ns, name FROM object WHERE cluster = ? AND id > ?");
    if (!query.run(cluster, known.last))
        return sql->failed();
    while (query.next()) {
        SeenObject seen{{query.integer(0), query.text(1), query.text(2), query.text(3), query.text(4)}, {}, false};
        seen.text = join(seen.row.kind, " ", seen.row.ns, "/", seen.row.name);
        std::ranges::transform(seen.text, seen.text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        known.last = std::max(known.last, seen.row.id);
        known.byId.insert_or_assign(seen.row.id, std::move(seen));
    }
    return &known;
}

std::optional<std::unordered_set<ObjectId>> Store::Impl::chosen(const Objects& known, const Scope& scope) const
{
    if (scope.object != 0)
        return std::unordered_set<ObjectId>{scope.object};
    if (scope.all())
        return std::nullopt;
    std::unordered_set<ObjectId> out;
    for (const auto& entry : known.byId) {
        const auto& seen = entry.second;
        if ((scope.ns.empty() || seen.row.ns == scope.ns) && (!scope.fits || scope.fits(seen.row))
            && std::ranges::all_of(scope.words, [&](const std::string& word) { return seen.text.find(word) != std::string::npos; }))
            out.insert(entry.first);
    }
    return out;
}

Result<std::vector<Store::Impl::Stretch>> Store::Impl::troubleStretches(ClusterId cluster, Range range, WallTime end)
{
    std::vector<Stretch> out;
    for (const bool goesOn : {false, true}) {
        auto query = sql->query(join("SELECT object, began, ended FROM trouble WHERE ", TroubleLasts.where("cluster", goesOn)));
        if (!Lasting::run(query, cluster, goesOn, range.from, end))
            return sql->failed();
        while (query.next())
            out.push_back({query.integer(0), std::max(query.time(1), range.from), std::min(query.maybeTime(2).value_or(end), end)});
    }
    return out;
}

Result<std::vector<Store::Impl::Stretch>> Store::Impl::driftStretches(ClusterId cluster, Range range, WallTime end)
{
    std::vector<Stretch> out;
    for (const bool goesOn : {false, true}) {
        auto query = sql->query(
            join("SELECT object, owner, opened, closed, kind FROM drift WHERE ", DriftLasts.where("cluster", goesOn), " AND expected = 0"));
        if (!Lasting::run(query, cluster, goesOn, range.from, end))
            return sql->failed();
        while (query.next()) {
            if (!drift::counts(static_cast<drift::Kind>(query.integer(4))))
                continue;
            out.push_back({query.maybe(1).value_or(query.integer(0)), std::max(query.time(2), range.from),
                std::min(query.maybeTime(3).value_or(end), end)});
        }
    }
    return out;
}

Result<StateRow> Store::Impl::stateAt(ObjectId object, WallTime when)
{
    auto query = sql->query(
        join("SELECT ", StateColumns, " FROM state s", StateWords, " WHERE s.object = ? AND s.at <= ? ORDER BY s.at DESC LIMIT 1"));
    if (!query.run(object, when))
        return sql->failed();
    StateRow row;
    while (query.next())
        row = stateFrom(query, 0);
    return row;
}

Result<std::vector<Segment>> Store::Impl::segments(ObjectId object, Range range, WallTime end, const std::vector<Watched>& watched,
    const std::vector<std::pair<WallTime, WallTime>>& drifted)
{
    auto before = stateAt(object, range.from);
    if (!before)
        return tl::unexpected<Error>(before.error());
    std::vector<StateRow> rows;
    if (before->at != WallTime{} || before->state)
        rows.push_back(std::move(*before));
    auto query = sql->query(join("SELECT ", StateColumns, " FROM state s", StateWords,
        " WHERE s.object = ? AND s.at > ? AND s.at < ? ORDER BY s.at DESC LIMIT ", std::to_string(MostRowsALane)));
    if (!query.run(object, range.from, end))
        return sql->failed();
    const auto first = static_cast<std::ptrdiff_t>(rows.size());
    while (query.next())
        rows.push_back(stateFrom(query, 0));
    std::reverse(rows.begin() + first, rows.end());

    std::vector<Segment> out;
    auto from = range.from;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[i];
        if (row.at > from && out.empty()) // before the first that is known
            out.push_back({from, row.at, i > 0, std::nullopt, false, false, {}, {}, {}, Origin::Seen});
        const auto to = i + 1 < rows.size() ? rows[i + 1].at : end;
        out.push_back(
            {std::max(row.at, range.from), to, true, row.state, row.suspended, false, row.reason, row.message, row.revision, row.origin});
    }
    if (out.empty())
        out.push_back({range.from, end, false, std::nullopt, false, false, {}, {}, {}, Origin::Seen});

    // Nobody watched: what was in force before is not known to have stayed. What was read later is, from its time on.
    std::vector<std::pair<WallTime, WallTime>> gaps;
    auto at = range.from;
    for (const auto& stretch : watched) {
        if (stretch.from > at)
            gaps.emplace_back(at, std::min(stretch.from, end));
        at = std::max(at, stretch.to);
    }
    if (at + BeatGrain < end)
        gaps.emplace_back(at, end);
    out = cut(out, gaps, [](Segment& segment) { segment.known = segment.known && segment.origin == Origin::ReadLater; });
    out = cut(out, drifted, [](Segment& segment) { segment.drifted = segment.known; });
    std::vector<Segment> merged;
    for (auto& segment : out) {
        if (!merged.empty() && merged.back().to == segment.from && sameButTime(merged.back(), segment))
            merged.back().to = segment.to;
        else
            merged.push_back(std::move(segment));
    }
    return merged;
}

Result<std::optional<ObjectRow>> Store::find(
    ClusterId cluster, const std::string& group, const std::string& kind, const std::string& ns, const std::string& name)
{
    auto query = m_impl->sql->query("SELECT id FROM object WHERE cluster = ? AND kind = ? AND ns = ? AND name = ? AND grp = ?");
    if (!query.run(cluster, kind, ns, name, group))
        return m_impl->sql->failed();
    std::optional<ObjectRow> out;
    while (query.next())
        out = ObjectRow{query.integer(0), group, kind, ns, name};
    return out;
}

Result<std::optional<ObjectRow>> Store::find(
    const std::string& identity, const std::string& group, const std::string& kind, const std::string& ns, const std::string& name)
{
    const auto cluster = find(identity);
    if (!cluster)
        return tl::unexpected<Error>(cluster.error());
    return find(*cluster, group, kind, ns, name);
}

Result<std::vector<std::string>> Store::namespaces(ClusterId cluster)
{
    auto query = m_impl->sql->query("SELECT DISTINCT ns FROM object WHERE cluster = ? AND flux = 1 ORDER BY ns");
    if (!query.run(cluster))
        return m_impl->sql->failed();
    std::vector<std::string> out;
    while (query.next())
        out.push_back(query.text(0));
    return out;
}

Result<std::vector<Watched>> Store::watched(ClusterId cluster, Range range)
{
    auto query = m_impl->sql->query("SELECT started, ended FROM watch WHERE cluster = ? AND ended >= ? AND started < ? ORDER BY started");
    if (!query.run(cluster, range.from, range.to))
        return m_impl->sql->failed();
    std::vector<Watched> out;
    while (query.next())
        out.push_back({query.time(0), query.time(1)});
    return out;
}

Result<std::vector<Lane>> Store::Impl::unorderedLanes(const Scope& scope, Range range, WallTime end, Stretches& drifted)
{
    const auto known = objectsOf(scope.cluster);
    const auto troubles = troubleStretches(scope.cluster, range, end);
    const auto drifts = driftStretches(scope.cluster, range, end);
    if (!known || !troubles || !drifts)
        return sql->failed();
    Stretches trouble;
    for (const auto& stretch : *troubles)
        trouble[stretch.object].emplace_back(stretch.from, stretch.to);
    for (const auto& stretch : *drifts)
        drifted[stretch.object].emplace_back(stretch.from, stretch.to);
    const auto lengthOf = [](const Stretches& of, ObjectId id) {
        const auto found = of.find(id);
        return found == of.end() ? Millis{0} : total(joined(found->second));
    };
    std::vector<Lane> lanes;
    const auto wanted = chosen(**known, scope);
    auto there = sql->query("SELECT id FROM object WHERE cluster = ? AND flux = 1 AND born < ? AND (gone IS NULL OR gone > ?)");
    if (!there.run(scope.cluster, end, range.from))
        return sql->failed();
    while (there.next()) {
        const auto id = there.integer(0);
        const auto found = (*known)->byId.find(id);
        if (found != (*known)->byId.end() && (!wanted || wanted->contains(id)))
            lanes.push_back({found->second.row, {}, lengthOf(trouble, id), lengthOf(drifted, id)});
    }
    return lanes;
}

namespace {

bool worseFirst(const Lane& a, const Lane& b)
{
    return std::tie(b.trouble, b.drifted, a.object.name, a.object.ns, a.object.kind)
        < std::tie(a.trouble, a.drifted, b.object.name, b.object.ns, b.object.kind);
}

} // namespace

Result<std::vector<Lane>> Store::lanes(const Scope& scope, Range range, WallTime now, std::size_t most, std::size_t skip)
{
    auto& d = *m_impl;
    const auto end = endOf(range, now);
    auto spans = watched(scope.cluster, range);
    Impl::Stretches drifted;
    auto lanes = d.unorderedLanes(scope, range, end, drifted);
    if (!spans || !lanes)
        return d.sql->failed();
    std::ranges::sort(*lanes, worseFirst);
    lanes->erase(lanes->begin(), lanes->begin() + static_cast<std::ptrdiff_t>(std::min(skip, lanes->size())));
    if (lanes->size() > most)
        lanes->resize(most);
    for (auto& lane : *lanes) {
        auto segments = d.segments(lane.object.id, range, end, *spans, joined(drifted[lane.object.id]));
        if (!segments)
            return tl::unexpected<Error>(segments.error());
        lane.segments = std::move(*segments);
    }
    return lanes;
}

Result<std::vector<Lane>> Store::laneList(const Scope& scope, Range range, WallTime now)
{
    auto& d = *m_impl;
    const auto end = endOf(range, now);
    Impl::Stretches drifted;
    auto lanes = d.unorderedLanes(scope, range, end, drifted);
    const auto objects = d.changedObjects(scope.cluster, {range.from, end});
    if (!lanes || !objects)
        return d.sql->failed();
    std::unordered_set<ObjectId> changed(objects->begin(), objects->end());
    for (const auto& [id, stretches] : drifted) {
        if (std::ranges::any_of(stretches, [&](const auto& one) { return one.first > range.from || one.second < end; }))
            changed.insert(id);
    }
    std::ranges::sort(*lanes, worseFirst);
    std::ranges::stable_partition(*lanes, [&changed](const Lane& lane) { return changed.contains(lane.object.id); });
    return lanes;
}

Result<std::vector<std::vector<Segment>>> Store::segments(ClusterId cluster, Range range, WallTime now, std::span<const ObjectId> objects)
{
    auto& d = *m_impl;
    const auto end = endOf(range, now);
    const auto spans = watched(cluster, range);
    const auto drifts = d.driftStretches(cluster, range, end);
    if (!spans || !drifts)
        return d.sql->failed();
    Impl::Stretches drifted;
    for (const auto& stretch : *drifts)
        drifted[stretch.object].emplace_back(stretch.from, stretch.to);
    std::vector<std::vector<Segment>> out;
    out.reserve(objects.size());
    for (const auto id : objects) {
        auto segments = d.segments(id, range, end, *spans, joined(drifted[id]));
        if (!segments)
            return tl::unexpected<Error>(segments.error());
        out.push_back(std::move(*segments));
    }
    return out;
}

Result<std::vector<ObjectAt>> Store::at(const Scope& scope, WallTime when)
{
    auto& d = *m_impl;
    const auto known = d.objectsOf(scope.cluster);
    if (!known)
        return tl::unexpected<Error>(known.error());
    const auto chosen = d.chosen(**known, scope);
    auto query = d.sql->query(join("SELECT s.object, ", StateColumns,
        " FROM object o JOIN state s ON s.object = o.id AND s.at = (SELECT MAX(at) FROM state WHERE object = o.id AND at <= ?)", StateWords,
        " WHERE o.cluster = ? AND o.flux = 1 AND o.born <= ? ORDER BY o.ns, o.kind, o.name"));
    if (!query.run(when, scope.cluster, when))
        return d.sql->failed();
    std::vector<ObjectAt> out;
    while (query.next()) {
        const auto id = query.integer(0);
        const auto found = (*known)->byId.find(id);
        if (found == (*known)->byId.end() || (chosen && !chosen->contains(id)))
            continue;
        auto row = stateFrom(query, 1);
        if (row.state)
            out.push_back({found->second.row, std::move(row)});
    }
    return out;
}

Result<std::vector<ObjectId>> Store::Impl::changedObjects(ClusterId cluster, Range range)
{
    std::vector<ObjectId> out;
    const bool rows = range.length() <= 2 * RowByRow;
    auto query = sql->query(rows ? "SELECT DISTINCT object FROM state WHERE cluster = ? AND at > ? AND at <= ?"
                                 : "SELECT DISTINCT object FROM day WHERE cluster = ? AND changes > 0 AND day > ? AND day <= ?");
    if (!query.run(cluster, rows ? range.from : range.from - Millis{DayMillis}, range.to))
        return sql->failed();
    while (query.next())
        out.push_back(query.integer(0));
    return out;
}

Result<std::vector<Change>> Store::changes(const Scope& scope, Range between)
{
    auto& d = *m_impl;
    const auto known = d.objectsOf(scope.cluster);
    const auto objects = d.changedObjects(scope.cluster, between);
    auto spans = watched(scope.cluster, {between.from - BeatGrain, between.to + Millis{1}});
    if (!known || !objects || !spans)
        return d.sql->failed();
    const auto seen = [&](WallTime when) {
        return std::ranges::any_of(*spans, [&](const Watched& span) { return span.from <= when && when <= span.to + BeatGrain; });
    };
    const bool beforeSeen = seen(between.from), afterSeen = seen(between.to);
    const auto chosen = d.chosen(**known, scope);
    std::vector<Change> out;
    for (const auto id : *objects) {
        const auto found = (*known)->byId.find(id);
        if (found == (*known)->byId.end() || (chosen && !chosen->contains(id)))
            continue;
        auto before = d.stateAt(id, between.from), after = d.stateAt(id, between.to);
        if (!before || !after)
            return d.sql->failed();
        const bool same = before->state == after->state && before->suspended == after->suspended && before->revision == after->revision
            && before->reason == after->reason;
        if (!same)
            out.push_back({found->second.row, std::move(*before), std::move(*after), beforeSeen, afterSeen});
    }
    std::ranges::sort(out, [](const Change& a, const Change& b) {
        return std::tie(a.object.ns, a.object.kind, a.object.name) < std::tie(b.object.ns, b.object.kind, b.object.name);
    });
    return out;
}

} // namespace dg::history
