// SPDX-License-Identifier: Apache-2.0
#include "event_tracker.h"

#include "kept_text.h"

#include <algorithm>

namespace dg::history {

namespace {

constexpr Millis ListSettles{2'000};
constexpr Millis LateFrom{60'000}; // told so long after it happened
constexpr Millis Grain{1'000}; // of an Event's times
constexpr Millis WarningSpan{3'600'000}, NormalSpan{24 * 3'600'000}; // of a row
constexpr Millis RecentFor{300'000};
constexpr Millis ForgetEvery{60'000};
constexpr std::size_t MostRecent = 20'000;

Millis spanOf(const EventRow& row)
{
    return row.warning ? WarningSpan : NormalSpan;
}

std::string keyOf(const ObjectRow& object, const EventRow& row)
{
    return object.group + '\n' + object.kind + '\n' + object.ns + '\n' + object.name + '\n' + std::to_string(eventMark(row));
}

ObjectRow objectOf(const ObjectKey& key)
{
    return {0, key.group.str(), key.kind.str(), key.ns.str(), key.name.str()};
}

} // namespace

std::int64_t eventMark(const EventRow& row)
{
    // FNV-1a: the same in every program and release.
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const auto& part : {std::string(row.warning ? "W" : "N"), row.reporter, row.reason, withoutDurations(row.message)}) {
        for (const char c : part + '\n')
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    }
    return static_cast<std::int64_t>(hash >> 1);
}

EventTracker::EventTracker(const std::vector<ObjectEvent>& rows, const std::vector<EventSeen>& seen, std::optional<WallTime> watchedUntil)
    : m_watchedUntil(watchedUntil)
{
    for (const auto& [object, row] : rows) {
        auto& newest = m_rows[keyOf(object, row)];
        if (newest.at <= row.at)
            newest = row;
    }
    for (const auto& one : seen)
        m_seen[one.uid] = {one.count, one.last};
}

void EventTracker::take(std::shared_ptr<const flux::ApplyEvent> event, WallTime now)
{
    if (!event || !event->last || !event->isAboutFlux())
        return;
    if (!m_began)
        m_began = now;
    if (!m_pendingSince)
        m_pendingSince = now;
    m_pending.push_back(std::move(event));
}

void EventTracker::tick(WallTime now, Batch& out)
{
    if (m_pendingSince && now - *m_pendingSince >= ListSettles)
        finish(now, out);
    if (now - m_forgot >= ForgetEvery)
        forgetOld(now);
}

void EventTracker::finish(WallTime now, Batch& out)
{
    std::ranges::stable_sort(m_pending, {}, [](const auto& event) { return *event->last; });
    for (const auto& event : m_pending) {
        settle(*event, now, out);
        if (now - *event->last < RecentFor && m_recent.size() < MostRecent)
            m_recent.push_back(event);
    }
    m_pending.clear();
    m_pendingSince.reset();
}

void EventTracker::settle(const flux::ApplyEvent& event, WallTime now, Batch& out)
{
    const auto uid = event.uid.empty() ? event.key.toString() : event.uid;
    auto& seen = m_seen[uid];
    // So old that it is not remembered: the run that watched then had it.
    const bool forgotten = m_watchedUntil && *event.last < *m_watchedUntil - EventRemembered;
    if (forgotten || event.count <= seen.count)
        return;
    EventRow row;
    row.last = *event.last;
    row.at = seen.count == 0 ? std::min(event.first.value_or(row.last), row.last) : row.last;
    row.times = static_cast<std::uint32_t>(std::min<std::int64_t>(event.count - seen.count, UINT32_MAX / 2));
    row.warning = event.warning;
    row.reason = keptText(event.reason.str());
    row.message = keptText(event.message);
    row.reporter = keptText(event.reporter.str());
    const bool late = row.last + Grain < *m_began || now - row.last > LateFrom;
    row.origin = late ? Origin::ReadLater : Origin::Seen;
    seen = {event.count, row.last};
    out.eventsSeen.push_back({uid, seen.count, seen.last});
    put(event, std::move(row), out);
}

void EventTracker::put(const flux::ApplyEvent& event, EventRow row, Batch& out)
{
    auto object = objectOf(event.applier);
    auto& newest = m_rows[keyOf(object, row)];
    if (newest.times > 0 && newest.at != WallTime{} && row.at >= newest.at && row.last - newest.at < spanOf(row)) {
        newest.times += row.times;
        newest.last = std::max(newest.last, row.last);
        out.events.push_back({std::move(object), newest});
        return;
    }
    out.events.push_back({std::move(object), row});
    if (newest.at <= row.at)
        newest = std::move(row);
}

std::vector<std::shared_ptr<const flux::ApplyEvent>> EventTracker::recent() const
{
    auto out = m_recent;
    out.insert(out.end(), m_pending.begin(), m_pending.end());
    return out;
}

void EventTracker::forgetOld(WallTime now)
{
    m_forgot = now;
    std::erase_if(m_seen, [&](const auto& entry) { return now - entry.second.last > EventRemembered; });
    std::erase_if(m_rows, [&](const auto& entry) { return now - entry.second.last > spanOf(entry.second); });
    std::erase_if(m_recent, [&](const auto& event) { return now - *event->last > RecentFor; });
}

} // namespace dg::history
