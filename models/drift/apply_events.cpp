// SPDX-License-Identifier: Apache-2.0
// What Flux says it wrote, against what it had to write: objects written again by a pass that applied nothing new were put back.
#include "engine_impl.h"

#include <algorithm>

namespace dg::drift {

namespace {

constexpr std::size_t MostPending = 2'000;
constexpr Seconds SamePass{10}; // between an object's write and the event of its pass

// The object of an event's line: the group is not said, the inventory has it.
ObjectKey listedAs(const flux::AppliedObject& line, const flux::FluxObject& applier, StringPool& pool)
{
    ObjectKey out;
    applier.inventory.forEach([&](const flux::InventoryEntry& entry) {
        if (entry.kind == line.kind && entry.name == line.name && entry.ns == line.ns)
            out = keyOf(entry, pool);
    });
    return out;
}

} // namespace

void Engine::Impl::takeApplyEvent(const store::Delta& delta)
{
    const auto event = std::static_pointer_cast<const flux::ApplyEvent>(delta.record);
    if (!event) { // its hour is over
        pendingEvents.erase(delta.key);
        seenEvents.erase(delta.key);
        return;
    }
    if (event->objects.empty() || !event->last || pendingEvents.size() >= MostPending)
        return;
    // A repeated event is the same object with a later time.
    const auto [seen, fresh] = seenEvents.try_emplace(event->key, *event->last);
    if (fresh || std::exchange(seen->second, *event->last) < *event->last)
        pendingEvents.insert_or_assign(event->key, event);
}

void Engine::Impl::judgeApplyEvents()
{
    std::erase_if(pendingEvents, [this](const auto& entry) { return judgeApplyEvent(*entry.second); });
}

bool Engine::Impl::judgeApplyEvent(const flux::ApplyEvent& event)
{
    const auto* applier = fluxObject(event.applier);
    if (!applier)
        return false;
    if (applier->kind == flux::Kind::HelmRelease) {
        corrected(event, *applier, true); // DriftCorrected says so itself
        return true;
    }
    if (!applier->lastReconciled || *applier->lastReconciled + Seconds{1} < *event.last)
        return false;
    // The pass that first applies these manifests says so before its own end. "configured" proves no other value (B1).
    const bool same = event.revision == applier->lastAppliedRevision || event.revision == applier->lastAttemptedRevision;
    if (same && applier->appliedSince && *applier->appliedSince < *event.last)
        corrected(event, *applier, false);
    return true;
}

void Engine::Impl::corrected(const flux::ApplyEvent& event, const flux::FluxObject& applier, bool certain)
{
    for (const auto& line : event.objects) {
        const auto key = listedAs(line, applier, pool);
        if (key.name.empty())
            continue;
        const bool known = std::ranges::any_of(episodes, [&](const Finding& episode) {
            return episode.object == key && episode.until && std::chrono::abs(*episode.until - *event.last) <= SamePass;
        });
        if (known)
            continue;
        Finding episode;
        episode.kind = Kind::Corrected;
        episode.evidence = Evidence::ApplyEvent;
        episode.confidence = certain || line.created ? Confidence::Certain : Confidence::Likely;
        episode.change = line.created ? Change::Removed : Change::None;
        episode.object = key;
        if (const auto found = objects.find(key); found != objects.end())
            episode.apiVersion = *ObjectView(*found->second.record).apiVersion;
        episode.owner = referenceTo(applier);
        episode.until = event.last;
        addEpisode(std::move(episode));
    }
}

} // namespace dg::drift
