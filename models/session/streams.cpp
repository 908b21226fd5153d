// SPDX-License-Identifier: Apache-2.0
// Which resources are reflected: every served Flux kind, and what the inventories name.
#include "impl.h"

#include "flux/apply_event.h"
#include "session/raw_objects.h"

#include <algorithm>
#include <random>

namespace dg::session {

namespace {

// 500 tunnels are shared by all users of an agent (domain.md §1.5): 40 streams are considerate there. An API server
// takes 100 streams a connection.
constexpr std::size_t MaxStreamsViaAgent = 40;
constexpr std::size_t MaxStreamsDirect = 90;
constexpr Millis ManagedDelay{300}; // inventories arrive in bursts: collect the kinds they name

} // namespace

std::size_t ClusterSession::Impl::streamLimit() const
{
    return spec.viaGitLabAgent ? MaxStreamsViaAgent : MaxStreamsDirect;
}

Stream& ClusterSession::Impl::addStream(kube::Resource resource, bool fluxKind, std::string ns, std::string selector)
{
    std::unique_ptr<kube::RecordDecoder> decoder;
    kube::Reflector::Options reflect;
    if (fluxKind) {
        decoder = std::make_unique<flux::FluxDecoder>(
            flux::kindFromGroupKind(resource.group, resource.kind), pool, flux::KeepInventory::Ids, keepOwnership());
    } else {
        reflect.metadataOnly = !readsWhole(resource);
        decoder = std::make_unique<flux::ManagedDecoder>(resource.group, resource.version, resource.kind, pool, keepOwnership());
    }
    StreamInfo info;
    info.resource = std::move(resource);
    info.fluxKind = fluxKind;
    info.ns = std::move(ns);
    info.selector = std::move(selector);
    return openStream(std::move(info), std::move(decoder), std::move(reflect));
}

Stream& ClusterSession::Impl::openStream(StreamInfo info, std::unique_ptr<kube::RecordDecoder> decoder, kube::Reflector::Options reflect)
{
    auto& to = info.workload ? workloadStore : store;
    if (options.raw)
        decoder = std::make_unique<RawDecoder>(std::move(decoder), info.resource, options.raw);
    auto& stream = streams.emplace_back(nextList++, std::move(info), std::move(decoder), to, *this);
    startReflector(stream, std::move(reflect));
    return stream;
}

void ClusterSession::Impl::startReflector(Stream& stream, kube::Reflector::Options reflect)
{
    reflect.ns = stream.info().ns;
    (stream.info().applyEvents ? reflect.fieldSelector : reflect.labelSelector) = stream.info().selector;
    reflect.server = serverTraits;
    // Where bytes are dear, one compressed list and then the watch; else the first rows at once (flux-live.md C).
    reflect.firstState = spec.viaGitLabAgent ? kube::FirstState::ListThenWatch : kube::FirstState::WatchList;
    auto reflector = std::make_unique<kube::Reflector>(
        loop, stream.info().resource, std::move(reflect), stream.decoder(), stream, clock, log, std::random_device{}());
    reflector->refreshCredentials = [this](std::function<void(Status)> done) { credentialsRefreshed(std::move(done)); };
    stream.attach(std::move(reflector));
    stream.reflector().start();
}

void ClusterSession::Impl::dropStream(std::list<Stream>::iterator it)
{
    it->reflector().stop();
    it->store().dropList(it->list(), clock.steady());
    streams.erase(it);
}

// Kinds appear, vanish and change version while the program runs: compare what is reflected with what is served.
void ClusterSession::Impl::syncFluxStreams()
{
    for (auto it = streams.begin(); it != streams.end();) {
        const auto current = it++;
        if (!current->info().fluxKind)
            continue;
        const auto* served = discovery->find(current->info().resource.group, current->info().resource.kind);
        if (!served) {
            dropStream(current);
        } else if (served->version != current->info().resource.version) {
            current->renew(*served);
            startReflector(*current, {});
        }
    }
    for (const auto& kind : flux::kinds()) {
        const auto* served = discovery->find(std::string(kind.group), std::string(kind.name));
        const bool known = std::any_of(streams.begin(), streams.end(), [&](const Stream& stream) {
            return stream.info().fluxKind && stream.info().resource.kind == kind.name && stream.info().resource.group == kind.group;
        });
        if (served && !known)
            addStream(*served, true, {}, {});
    }
}

// A cluster-wide list is forbidden: the namespaces somebody named may still be readable.
void ClusterSession::Impl::syncNamespacedStreams(const Stream& forbidden)
{
    auto namespaces = options.namespaces;
    if (!spec.defaultNamespace.empty())
        namespaces.push_back(spec.defaultNamespace);
    std::sort(namespaces.begin(), namespaces.end());
    namespaces.erase(std::unique(namespaces.begin(), namespaces.end()), namespaces.end());
    const auto resource = forbidden.info().resource;
    const bool fluxKind = forbidden.info().fluxKind;
    if (!fluxKind)
        return;
    for (const auto& ns : namespaces) {
        const bool known = std::any_of(streams.begin(), streams.end(),
            [&](const Stream& stream) { return stream.info().ns == ns && stream.info().resource == resource; });
        if (!known)
            addStream(resource, fluxKind, ns, {});
    }
}

void ClusterSession::Impl::wantManaged(const flux::FluxObject& applier)
{
    if (applier.remoteCluster || applier.inventory.size() == 0)
        return;
    const bool byHelm = applier.kind == flux::Kind::HelmRelease;
    const auto before = wantedManaged.size();
    // Entries of one kind stand together: intern only when the kind changes.
    std::string lastGroup, lastKind;
    applier.inventory.forEach([&](const flux::InventoryEntry& entry) {
        if (entry.kind == lastKind && entry.group == lastGroup)
            return;
        lastGroup = entry.group;
        lastKind = entry.kind;
        if (flux::kindFromGroupKind(entry.group, entry.kind) != flux::Kind::Other)
            return;
        const WantedKind wanted{pool.intern(entry.group), pool.intern(entry.kind), byHelm};
        if (std::find(wantedManaged.begin(), wantedManaged.end(), wanted) == wantedManaged.end())
            wantedManaged.push_back(wanted);
    });
    if (wantedManaged.size() == before || managedTimer)
        return;
    managedTimer = loop.after(ManagedDelay, [this] {
        managedTimer = 0;
        syncManagedStreams();
    });
}

void ClusterSession::Impl::syncManagedStreams()
{
    if (!discovery)
        return;
    const auto limit = streamLimit();
    for (const auto& [group, kind, byHelm] : wantedManaged) {
        const auto* served = discovery->find(group.str(), kind.str());
        if (!served)
            continue;
        const std::string selector = byHelm ? "helm.toolkit.fluxcd.io/name" : "kustomize.toolkit.fluxcd.io/name";
        const bool known = std::any_of(streams.begin(), streams.end(), [&](const Stream& stream) {
            return stream.info().managed() && stream.info().resource == *served && stream.info().selector == selector;
        });
        if (known)
            continue;
        if (streams.size() >= limit) {
            log.warning("session", spec.name + ": " + served->plural + " is not watched, the limit of streams is reached");
            continue;
        }
        addStream(*served, false, {}, selector);
    }
    statusSoon();
}

// What Flux says of its objects. Who may not list Events learns less, and nothing is missing for it.
void ClusterSession::Impl::openEventStream()
{
    const auto* served = options.keepOwnership ? discovery->find("", "Event") : nullptr;
    if (!served || std::ranges::any_of(streams, [](const Stream& stream) { return stream.info().applyEvents; }))
        return;
    StreamInfo info;
    info.resource = *served;
    info.applyEvents = true;
    info.selector = flux::FluxEventSelector;
    openStream(std::move(info), std::make_unique<flux::ApplyEventDecoder>(pool), {});
}

void ClusterSession::Impl::passedBy(store::RecordPtr record, SteadyTime seen)
{
    const auto key = record->key;
    const auto type = record->type;
    inbox.push({key, type, std::move(record), seen});
}

void ClusterSession::Impl::fluxObjectArrived(const flux::FluxObject& object)
{
    if (!options.watchManaged || !(object.kind == flux::Kind::Kustomization || object.kind == flux::Kind::HelmRelease))
        return;
    const auto before = fluxObject(object.key);
    if (!before || !(before->inventory == object.inventory))
        wantManaged(object);
}

void ClusterSession::Impl::streamStateChanged(Stream& stream)
{
    if (stream.info().state.phase == kube::StreamPhase::Forbidden && stream.info().ns.empty())
        syncNamespacedStreams(stream);
    if (stream.info().state.phase == kube::StreamPhase::NotServed && stream.info().fluxKind && !rediscoverTimer)
        rediscoverTimer = loop.after(Millis{5'000}, [this] {
            rediscoverTimer = 0;
            connectNow();
        });
    statusSoon();
}

} // namespace dg::session
