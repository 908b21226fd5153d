// SPDX-License-Identifier: Apache-2.0
#include "history/tracker.h"

#include "tracker_impl.h"

#include <algorithm>

namespace dg::history {

namespace {

constexpr Millis HoldTime{10'000}; // a state under way is kept once it lasted so long
constexpr Millis RepeatEvery{60'000};
constexpr Millis SampleEvery{10'000};
constexpr Millis DriftSettles{60'000}; // by then everything that still drifts was judged

} // namespace

void Tracker::Impl::sample(WallTime now, std::uint32_t drifted, Batch& out)
{
    if (now - last.at < SampleEvery)
        return;
    Sample fresh;
    fresh.at = now;
    fresh.drifted = drifted;
    for (const auto& [key, node] : nodes) {
        if (!node.row.state)
            continue;
        if (const auto at = static_cast<std::size_t>(*node.row.state); at < fresh.byState.size())
            ++fresh.byState[at];
        fresh.suspended += node.row.suspended;
    }
    auto moved = last;
    moved.at = now;
    if (fresh == moved || !wasRead)
        return;
    last = fresh;
    out.samples.push_back(fresh);
}

Tracker::Tracker(StringPool& pool, Store::Resume resume)
    : m_impl(std::make_unique<Impl>(pool, std::move(resume)))
{
}
Tracker::~Tracker() = default;

bool Tracker::takes(store::RecordType type)
{
    return type == store::RecordType::Flux || type == store::RecordType::ApplyEvent;
}

void Tracker::apply(std::span<const store::Delta> deltas, WallTime now, Batch& out)
{
    auto& d = *m_impl;
    std::vector<ObjectKey> touched;
    touched.reserve(deltas.size());
    for (const auto& delta : deltas) {
        if (delta.type == store::RecordType::ApplyEvent)
            d.events.take(std::static_pointer_cast<const flux::ApplyEvent>(delta.record), now);
        else if (takes(delta.type))
            d.take(delta, now, out, touched);
    }
    // A source's news may be its appliers' too; those of theirs are not.
    std::unordered_set<ObjectKey> seen;
    for (std::size_t i = 0, own = touched.size(); i < touched.size(); ++i) {
        if (!seen.insert(touched[i]).second)
            continue;
        if (const auto found = d.nodes.find(touched[i]); found != d.nodes.end())
            d.look(found->second, now, out);
        if (i >= own)
            continue;
        if (const auto of = d.referrers.find(touched[i]); of != d.referrers.end())
            touched.insert(touched.end(), of->second.begin(), of->second.end());
    }
}

void Tracker::drift(std::span<const drift::Event> events, WallTime now, Batch& out)
{
    auto& d = *m_impl;
    d.judged = true;
    for (const auto& [type, finding] : events) {
        if (finding.object.empty())
            continue;
        const auto id = finding.id();
        const auto found = d.openDrifts.find(id);
        if (type == drift::EventType::Closed) {
            if (found == d.openDrifts.end())
                continue;
            found->second.row.closed = now;
            out.drifts.push_back({found->second.object, found->second.owner, found->second.row});
            d.openDrifts.erase(found);
            continue;
        }
        Impl::OpenDrift open;
        open.object = rowOf(finding.object);
        if (!finding.owner.empty())
            open.owner = rowOf(flux::keyOf(finding.owner, d.pool));
        open.row = {id, finding.kind, finding.confidence, finding.path, finding.manager,
            finding.operation ? (*finding.operation == flux::Operation::Apply ? "Apply" : "Update") : "", !finding.ignoredBy.empty(),
            finding.time.value_or(finding.since.value_or(now)), finding.until, Origin::Seen};
        if (finding.kind == drift::Kind::Corrected) {
            open.row.opened = finding.since.value_or(finding.until.value_or(now));
            open.row.closed = finding.until.value_or(now);
        }
        if (found != d.openDrifts.end())
            open.row.opened = found->second.row.opened;
        out.drifts.push_back({open.object, open.owner, open.row});
        if (open.row.closed)
            d.openDrifts.erase(id);
        else
            d.openDrifts.insert_or_assign(id, std::move(open));
    }
}

void Tracker::setCommitted(const ObjectKey& application, const std::string& sha, WallTime time, Batch& out)
{
    auto& d = *m_impl;
    d.book.setCommitted(application, sha, time);
    const auto found = d.nodes.find(application);
    if (found == d.nodes.end())
        return;
    const auto& runs = d.book.runs(application);
    for (const auto& run : runs) {
        if (std::ranges::find(found->second.runs, run) == found->second.runs.end())
            out.deliveries.push_back({found->second.name, run});
    }
    found->second.runs = runs;
}

void Tracker::setRead(std::span<const std::pair<Atom, Atom>> groupKinds, WallTime now, Batch& out)
{
    auto& d = *m_impl;
    std::unordered_set<std::string> read;
    for (const auto& [group, kind] : groupKinds) {
        read.insert(group.str() + '\n' + kind.str());
        d.readKinds.insert(kind.str());
    }
    if (!std::exchange(d.wasRead, true)) {
        d.readAt = now;
        for (auto& [key, node] : d.nodes) { // now it is known which sources are not there
            if (!node.object->source.empty())
                d.look(node, now, out);
        }
    }
    for (auto& state : d.former.states) {
        if (!read.contains(state.object.group + '\n' + state.object.kind))
            continue;
        const auto name = nameOf(state.object);
        if (d.formerStates.erase(name) == 0)
            continue; // it is there, or was told before
        Impl::Node node;
        node.name = state.object;
        if (const auto trouble = d.formerTroubles.find(name); trouble != d.formerTroubles.end())
            node.trouble = trouble->second;
        d.gone(node, now, out);
        out.states.back().row.origin = Origin::ReadLater;
    }
}

void Tracker::tick(WallTime now, Batch& out)
{
    auto& d = *m_impl;
    std::erase_if(d.holding, [&](const ObjectKey& key) {
        const auto found = d.nodes.find(key);
        if (found == d.nodes.end() || !found->second.held)
            return true;
        if (now - found->second.held->at < HoldTime)
            return false;
        d.write(found->second, *found->second.held, out);
        return true;
    });
    if (now - d.repeatsWritten >= RepeatEvery) {
        d.repeatsWritten = now;
        for (const auto& key : d.repeating) {
            const auto found = d.nodes.find(key);
            if (found == d.nodes.end() || !std::exchange(found->second.repeated, false))
                continue;
            const auto& row = found->second.row;
            out.repeats.push_back({found->second.name, row.at, row.last, row.times});
        }
        d.repeating.clear();
    }
    if (d.readAt && d.judged && now - *d.readAt >= DriftSettles) {
        d.readAt.reset();
        std::erase_if(d.openDrifts, [&](const auto& entry) {
            auto open = entry.second;
            if (!open.former)
                return false;
            open.row.closed = now;
            open.row.origin = Origin::ReadLater;
            out.drifts.push_back({open.object, open.owner, open.row});
            return true;
        });
    }
    d.events.tick(now, out);
    d.sample(now, m_drifted, out);
}

void Tracker::finish(WallTime now, Batch& out)
{
    m_impl->repeatsWritten = WallTime{};
    m_impl->events.finish(now, out);
    tick(now, out);
}

std::vector<store::Delta> Tracker::objects() const
{
    std::vector<store::Delta> out;
    for (const auto& [key, node] : m_impl->nodes)
        out.push_back({key, store::RecordType::Flux, node.object, {}});
    for (const auto& event : m_impl->events.recent())
        out.push_back({event->key, store::RecordType::ApplyEvent, event, {}});
    return out;
}

} // namespace dg::history
