// SPDX-License-Identifier: Apache-2.0
// What happened, as lists.
#include "store_impl.h"

#include <algorithm>

namespace dg::history {

namespace {

// Of so few objects each is asked by itself; of more the time is walked and what is not meant passed over.
constexpr std::size_t FewObjects = 200;

delivery::Run runFrom(const Query& query)
{
    delivery::Run run;
    run.revision = query.text(0);
    run.sha = query.text(1);
    run.committed = query.maybeTime(2);
    run.built = query.maybeTime(3);
    run.fetched = query.maybeTime(4);
    run.applied = query.maybeTime(5);
    run.healthy = query.maybeTime(6);
    const auto flags = query.integer(7);
    run.failed = (flags & DeliveryFailed) != 0;
    run.image = (flags & DeliveryImage) != 0;
    run.checked = (flags & DeliveryChecked) != 0;
    return run;
}

std::vector<EntrySource> entrySources(bool events)
{
    std::vector<EntrySource> out;
    if (events)
        out.push_back(eventSource());
    out.push_back({join("SELECT s.object, ", StateColumns, " FROM state s", StateWords, " WHERE "), "s.cluster", "s.object", "s.at", {},
        [](const Query& query, ObjectId&) {
            auto row = stateFrom(query, 1);
            Entry entry;
            entry.at = row.at;
            entry.state = row.state;
            entry.suspended = row.suspended;
            entry.reason = std::move(row.reason);
            entry.message = std::move(row.message);
            entry.revision = std::move(row.revision);
            entry.times = row.times;
            entry.origin = row.origin;
            return entry;
        }});
    out.push_back({"SELECT p.object, p.at, p.ok, p.duration, p.origin, o.body, v.body FROM pass p LEFT JOIN word o ON o.id = p.outcome"
                   " LEFT JOIN word v ON v.id = p.revision WHERE ",
        "p.cluster", "p.object", "p.at", " AND p.news = 1", [](const Query& query, ObjectId&) {
            Entry entry;
            entry.kind = EntryKind::Pass;
            entry.at = query.time(1);
            entry.state = query.integer(2) != 0 ? flux::State::Ready : flux::State::Failed;
            entry.duration = query.maybeMillis(3);
            entry.origin = originFrom(query.integer(4));
            entry.reason = query.text(5);
            entry.revision = query.text(6);
            return entry;
        }});
    for (const bool closed : {false, true}) {
        const char* time = closed ? "d.closed" : "d.opened";
        out.push_back({join("SELECT d.object, ", time, ", d.kind, d.path, d.manager, d.origin, d.opened FROM drift d WHERE "), "d.cluster",
            "d.object", time, " AND d.expected = 0", [closed](const Query& query, ObjectId&) {
                Entry entry;
                entry.kind = closed ? EntryKind::DriftClosed : EntryKind::DriftOpened;
                entry.at = query.time(1);
                entry.reason = drift::kindWord(static_cast<drift::Kind>(query.integer(2)));
                entry.message = query.text(3);
                entry.who = query.text(4);
                entry.origin = originFrom(query.integer(5));
                if (closed)
                    entry.duration = entry.at - query.time(6);
                return entry;
            }});
    }
    out.push_back({"SELECT a.object, a.at, a.verb, a.outcome, a.duration, m.body FROM action a LEFT JOIN word m ON m.id = a.message WHERE ",
        "a.cluster", "a.object", "a.at", {}, [](const Query& query, ObjectId&) {
            Entry entry;
            entry.kind = EntryKind::Action;
            entry.at = query.time(1);
            entry.reason = query.text(2);
            entry.state = query.text(3) == "ready" ? flux::State::Ready : flux::State::Failed;
            entry.duration = query.maybeMillis(4);
            entry.message = query.text(5);
            return entry;
        }});
    return out;
}

} // namespace

Result<std::vector<Entry>> Store::entries(const Scope& scope, Range range, std::size_t most, std::size_t skip)
{
    auto& d = *m_impl;
    const auto known = d.objectsOf(scope.cluster);
    const auto events = d.hasAdditions();
    if (!known || !events)
        return d.sql->failed();
    const auto& byId = (*known)->byId;
    const auto chosen = d.chosen(**known, scope);
    const auto wanted = most + skip;
    std::vector<Entry> out;
    const auto byTime = [](const Entry& a, const Entry& b) { return a.at > b.at; };
    for (const auto& source : entrySources(*events)) {
        const auto walk = [&](const std::string& text, std::int64_t of) -> bool {
            auto query = d.sql->query(text);
            if (!query.run(of, range.from, range.to))
                return false;
            std::size_t taken = 0;
            while (taken < wanted && query.next()) {
                ObjectId id = query.integer(0);
                const auto found = byId.find(id);
                if (chosen && !chosen->contains(id))
                    continue;
                auto entry = source.read(query, id);
                if (found != byId.end())
                    entry.object = found->second.row;
                out.push_back(std::move(entry));
                ++taken;
            }
            return true;
        };
        const auto order = join(source.also, " AND ", source.time, " >= ? AND ", source.time, " < ? ORDER BY ", source.time, " DESC");
        if (chosen && chosen->size() <= FewObjects) {
            for (const auto id : *chosen) {
                if (!walk(join(source.select, source.object, " = ?", order), id))
                    return d.sql->failed();
            }
        } else if (!walk(join(source.select, source.cluster, " = ?", order), scope.cluster)) {
            return d.sql->failed();
        }
        // What cannot be among the first any more need not be kept.
        if (out.size() > wanted) {
            std::ranges::stable_sort(out, byTime);
            out.resize(wanted);
        }
    }
    std::ranges::stable_sort(out, byTime);
    out.erase(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(std::min(skip, out.size())));
    if (out.size() > most)
        out.resize(most);
    return out;
}

Result<std::vector<Cluster>> Store::clusters()
{
    auto query
        = m_impl->sql->query("SELECT c.id, c.identity, c.name, c.server, MIN(w.started), MAX(w.ended) FROM cluster c LEFT JOIN watch w"
                             " ON w.cluster = c.id GROUP BY c.id, c.identity, c.name, c.server ORDER BY c.name");
    if (!query.run())
        return m_impl->sql->failed();
    std::vector<Cluster> out;
    while (query.next())
        out.push_back({query.integer(0), {query.text(1), query.text(2), query.text(3)}, query.maybeTime(4), query.maybeTime(5)});
    return out;
}

Result<std::vector<Sample>> Store::samples(ClusterId cluster, Range range, std::size_t most)
{
    const auto read = [](const Query& query) {
        Sample sample;
        sample.at = query.time(0);
        for (std::size_t i = 0; i < flux::StateCount; ++i)
            sample.byState[i] = static_cast<std::uint32_t>(query.integer(static_cast<int>(i) + 1));
        sample.suspended = static_cast<std::uint32_t>(query.integer(10));
        sample.drifted = static_cast<std::uint32_t>(query.integer(11));
        return sample;
    };
    constexpr const char* columns = "SELECT at, s0, s1, s2, s3, s4, s5, s6, s7, s8, suspended, drifted FROM sample WHERE cluster = ?";
    std::vector<Sample> out;
    {
        auto before = m_impl->sql->query(join(columns, " AND at <= ? ORDER BY at DESC LIMIT 1"));
        if (!before.run(cluster, range.from))
            return m_impl->sql->failed();
        while (before.next())
            out.push_back(read(before));
        if (!out.empty())
            out.back().at = range.from;
    }
    const auto step = std::max<std::int64_t>(range.length().count() / static_cast<std::int64_t>(std::max<std::size_t>(most, 1)), 1);
    auto query = m_impl->sql->query(
        join(columns, " AND at IN (SELECT MAX(at) FROM sample WHERE cluster = ? AND at > ? AND at < ? GROUP BY at / ?) ORDER BY at"));
    if (!query.run(cluster, cluster, range.from, range.to, step))
        return m_impl->sql->failed();
    while (query.next())
        out.push_back(read(query));
    return out;
}

Result<std::vector<DriftEpisode>> Store::driftEpisodes(const Scope& scope, Range range, std::size_t most)
{
    auto& d = *m_impl;
    const auto known = d.objectsOf(scope.cluster);
    if (!known)
        return tl::unexpected<Error>(known.error());
    const auto& byId = (*known)->byId;
    const auto chosen = d.chosen(**known, scope);
    std::vector<DriftEpisode> out;
    for (const bool goesOn : {true, false}) {
        auto query
            = d.sql->query(join("SELECT object, finding, kind, confidence, path, manager, operation, expected, opened, closed, origin,"
                                " owner FROM drift WHERE ",
                DriftLasts.where("cluster", goesOn), " ORDER BY opened DESC"));
        if (!Lasting::run(query, scope.cluster, goesOn, range.from, range.to))
            return d.sql->failed();
        while (out.size() < most && query.next()) {
            const auto id = query.integer(0);
            const auto owner = query.maybe(11);
            const auto found = byId.find(id);
            if (found == byId.end() || (chosen && !chosen->contains(id) && !(owner && chosen->contains(*owner))))
                continue;
            DriftEpisode episode;
            episode.object = found->second.row;
            if (const auto of = owner ? byId.find(*owner) : byId.end(); of != byId.end())
                episode.owner = of->second.row;
            auto& row = episode.drift;
            row.id = query.text(1);
            row.kind = static_cast<drift::Kind>(query.integer(2));
            row.confidence = static_cast<drift::Confidence>(query.integer(3));
            row.path = query.text(4);
            row.manager = query.text(5);
            row.operation = query.text(6);
            row.expected = query.integer(7) != 0;
            row.opened = query.time(8);
            row.closed = query.maybeTime(9);
            row.origin = originFrom(query.integer(10));
            out.push_back(std::move(episode));
        }
    }
    std::ranges::stable_sort(out, [](const DriftEpisode& a, const DriftEpisode& b) { return a.drift.opened > b.drift.opened; });
    return out;
}

Result<std::vector<Trouble>> Store::troubles(const Scope& scope, Range range, std::size_t most)
{
    auto& d = *m_impl;
    const auto known = d.objectsOf(scope.cluster);
    if (!known)
        return tl::unexpected<Error>(known.error());
    const auto chosen = d.chosen(**known, scope);
    std::vector<Trouble> out;
    for (const bool goesOn : {true, false}) {
        auto query
            = d.sql->query(join("SELECT t.object, t.began, t.ended, t.worst, r.body, m.body FROM trouble t LEFT JOIN word r ON r.id ="
                                " t.reason LEFT JOIN word m ON m.id = t.message WHERE ",
                TroubleLasts.where("t.cluster", goesOn), " ORDER BY t.began DESC"));
        if (!Lasting::run(query, scope.cluster, goesOn, range.from, range.to))
            return d.sql->failed();
        while (out.size() < most && query.next()) {
            const auto found = (*known)->byId.find(query.integer(0));
            if (found == (*known)->byId.end() || (chosen && !chosen->contains(found->first)))
                continue;
            out.push_back({found->second.row,
                {query.time(1), query.maybeTime(2), stateFromCode(query.integer(3)).value_or(flux::State::Failed), query.text(4),
                    query.text(5)}});
        }
    }
    std::ranges::stable_sort(out, [](const Trouble& a, const Trouble& b) { return a.trouble.began > b.trouble.began; });
    return out;
}

Result<std::vector<DeliveryDay>> Store::deliveriesPerDay(const Scope& scope, Range range)
{
    auto& d = *m_impl;
    const auto known = d.objectsOf(scope.cluster);
    if (!known)
        return tl::unexpected<Error>(known.error());
    const auto chosen = d.chosen(**known, scope);
    auto query = d.sql->query("SELECT object, at, applied, healthy, flags FROM delivery WHERE cluster = ? AND at >= ? AND at < ?");
    if (!query.run(scope.cluster, range.from, range.to))
        return d.sql->failed();
    std::map<std::int64_t, DeliveryDay> days;
    while (query.next()) {
        if (chosen && !chosen->contains(query.integer(0)))
            continue;
        const bool failed = (query.integer(4) & DeliveryFailed) != 0;
        if (!failed && !query.maybe(2) && !query.maybe(3))
            continue; // only fetched so far
        const auto begin = floorTo(query.integer(1), DayMillis);
        auto& day = days[begin];
        day.day = fromMillis(begin);
        ++day.deliveries;
        day.failed += failed;
    }
    std::vector<DeliveryDay> out;
    for (auto& [begin, day] : days)
        out.push_back(day);
    return out;
}

Result<std::vector<Store::Delivery>> Store::deliveries(const Scope& scope, Range range, std::size_t most)
{
    auto& d = *m_impl;
    const auto known = d.objectsOf(scope.cluster);
    if (!known)
        return tl::unexpected<Error>(known.error());
    const auto chosen = d.chosen(**known, scope);
    auto query
        = d.sql->query("SELECT v.body, d.sha, d.committed, d.built, d.fetched, d.applied, d.healthy, d.flags, d.object FROM delivery d"
                       " JOIN word v ON v.id = d.revision WHERE d.cluster = ? AND d.at >= ? AND d.at < ? ORDER BY d.at DESC");
    if (!query.run(scope.cluster, range.from, range.to))
        return d.sql->failed();
    std::vector<Delivery> out;
    while (out.size() < most && query.next()) {
        const auto found = (*known)->byId.find(query.integer(8));
        if (found != (*known)->byId.end() && (!chosen || chosen->contains(found->first)))
            out.push_back({found->second.row, runFrom(query)});
    }
    return out;
}

Result<std::vector<delivery::Run>> Store::runs(ObjectId application, std::size_t most)
{
    auto query = m_impl->sql->query("SELECT v.body, d.sha, d.committed, d.built, d.fetched, d.applied, d.healthy, d.flags FROM delivery d"
                                    " JOIN word v ON v.id = d.revision WHERE d.object = ? ORDER BY d.at DESC LIMIT ?");
    if (!query.run(application, static_cast<std::int64_t>(most)))
        return m_impl->sql->failed();
    std::vector<delivery::Run> out;
    while (query.next())
        out.push_back(runFrom(query));
    std::ranges::reverse(out);
    return out;
}

} // namespace dg::history
