// SPDX-License-Identifier: Apache-2.0
#include "items/look.h"

#include <algorithm>
#include <tuple>

namespace dg::items {

namespace {

using Streams = std::vector<session::StreamInfo>;

bool isRefused(const session::StreamInfo& stream)
{
    return stream.state.phase == kube::StreamPhase::Forbidden || (stream.state.hasError && !stream.state.synced);
}

// Of the namespaces tried where the cluster-wide list of the same kind is refused: none of them answers.
bool answersNowhere(const Streams& streams, const kube::Resource& resource)
{
    return std::ranges::none_of(streams, [&](const session::StreamInfo& other) {
        return !other.ns.empty() && other.resource.kind == resource.kind && other.resource.group == resource.group && !isRefused(other);
    });
}

void addMissing(session::OneShotResult& look, const Streams& streams)
{
    for (const auto& stream : streams) {
        if ((!stream.fluxKind && !stream.managed()) || !isRefused(stream))
            continue;
        const bool byNamespace = !stream.ns.empty();
        if (byNamespace && answersNowhere(streams, stream.resource))
            continue; // reads as one refusal
        look.missing.push_back({stream.resource.kind, byNamespace ? std::optional(stream.ns) : std::nullopt, stream.state.error});
    }
}

void addKinds(session::OneShotResult& look, const Streams& streams, StringPool& pool)
{
    for (const auto& stream : streams) {
        look.undecodable += stream.fluxKind || stream.managed() ? stream.state.undecodable : 0;
        if (!stream.ns.empty() || !stream.state.synced)
            continue;
        const auto& resource = stream.resource;
        if (stream.fluxKind)
            look.readKinds.push_back(flux::kindFromGroupKind(resource.group, resource.kind));
        else if (stream.managed())
            look.managedKinds.push_back({pool.intern(resource.group), pool.intern(resource.kind), {}, {}});
    }
}

auto orderOf(const ObjectKey& key)
{
    return std::tuple(key.ns.view(), key.name.view());
}

} // namespace

session::OneShotResult lookOf(const ClusterModel& cluster, bool managed, StringPool& pool, const Clock& clock)
{
    session::OneShotResult look;
    const auto& status = cluster.status();
    const auto& tree = cluster.tree();
    look.observedAt = status.lastGood == SteadyTime{} ? clock.wall()
                                                      : clock.wall() - std::chrono::duration_cast<Millis>(clock.steady() - status.lastGood);
    look.serverVersion = status.serverVersion;
    look.user = status.user;
    look.groups = status.groups;
    look.notServed = status.notServed;
    look.fluxServed = std::ranges::any_of(status.streams, &session::StreamInfo::fluxKind);
    look.controllers = tree.controllers();
    look.controllers.setReadable(status.controllersReadable);
    addKinds(look, status.streams, pool);
    addMissing(look, status.streams);
    tree.forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) { look.objects.push_back(tree.find(object.key)); });
    if (managed)
        tree.forEachManaged([&look](const std::shared_ptr<const flux::ManagedObject>& object) { look.managed.push_back(object); });
    return look;
}

void putInOrder(session::OneShotResult& look)
{
    std::ranges::sort(look.missing, {}, [](const session::MissingPart& part) { return std::tie(part.kind, part.ns); });
    std::ranges::sort(look.objects,
        [](const auto& a, const auto& b) { return a->kind != b->kind ? a->kind < b->kind : orderOf(a->key) < orderOf(b->key); });
    std::ranges::sort(look.managed, {}, [](const auto& object) { return std::tuple(object->key.kind.view(), orderOf(object->key)); });
}

} // namespace dg::items
