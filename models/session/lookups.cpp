// SPDX-License-Identifier: Apache-2.0
// Managed objects by name: an inventory lists them and no list by label holds them. The label was taken off, or they are gone;
// a watch by label tells both as a deletion (flux-live.md A5.3).
#include "impl.h"

#include "kube/api_error.h"

namespace dg::session {

namespace {

constexpr std::size_t MostRunning = 8;
constexpr std::size_t MostFound = 500; // looked at again and again
constexpr Millis Again{10'000};

} // namespace

void ClusterSession::Impl::wantLookUps(std::vector<ObjectKey> keys, const std::function<void(const ObjectKey&)>& absent)
{
    if (!lookUpList)
        lookUpList = nextList++;
    for (const auto& key : keys)
        lookUps.push_back({key, absent});
    pumpLookUps();
}

void ClusterSession::Impl::pumpLookUps()
{
    while (discovery && lookUpsRunning < MostRunning && !lookUps.empty()) {
        auto wish = std::move(lookUps.front());
        lookUps.pop_front();
        const auto* resource = discovery->find(wish.key.group.view(), wish.key.kind.view());
        if (!resource || wish.key.name.empty() || (resource->namespaced && wish.key.ns.empty()))
            continue; // not served: its kind went, and nothing is known of it
        net::Request request;
        request.path = resource->path(wish.key.ns.str(), wish.key.name.str());
        request.headers.emplace_back("Accept",
            flux::needsWholeObject(resource->group, resource->kind)
                ? "application/json"
                : "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json");
        ++lookUpsRunning;
        loop.fetch(std::move(request), [this, wish, served = *resource](Result<net::Response> answer) {
            --lookUpsRunning;
            lookedUp(wish, served, std::move(answer));
            pumpLookUps();
        });
    }
}

void ClusterSession::Impl::lookedUp(const LookUp& wish, const kube::Resource& resource, Result<net::Response> answer)
{
    const auto name = wish.key.toString() + "." + wish.key.group.str();
    if (answer && answer->head.status == 404) {
        foundByName.erase(name);
        store.remove(lookUpList, wish.key, clock.steady());
        wish.absent(wish.key);
        return;
    }
    if (!answer || answer->head.status != 200) {
        log.info("session", spec.name + ": " + wish.key.toString() + " could not be looked up");
        return;
    }
    const simdjson::padded_string padded(answer->body);
    json::Parser parser;
    json::Document document;
    json::Object object;
    if (parser.iterate(padded).get(document) || document.get_object().get(object))
        return;
    flux::ManagedDecoder decoder(resource.group, resource.version, resource.kind, pool, keepOwnership());
    auto record = decoder.decode(object);
    if (!record)
        return;
    // A list by label may have brought it meanwhile: then that one tells of it from now on.
    const auto& managed = static_cast<const flux::ManagedObject&>(**record);
    const bool watched = store.find(wish.key) && !managed.owner.empty() && !foundByName.contains(name);
    if (watched)
        return;
    if (foundByName.size() < MostFound)
        foundByName.insert_or_assign(name, wish);
    store.apply(lookUpList, std::move(*record), clock.steady());
    if (!lookUpTimer)
        lookUpTimer = loop.after(Again, [this] { lookAgain(); });
}

void ClusterSession::Impl::lookAgain()
{
    lookUpTimer = 0;
    for (const auto& [name, wish] : foundByName)
        lookUps.push_back(wish);
    if (!foundByName.empty())
        lookUpTimer = loop.after(Again, [this] { lookAgain(); });
    pumpLookUps();
}

void ClusterSession::lookUp(std::vector<ObjectKey> keys, std::function<void(const ObjectKey&)> absent)
{
    m_impl->loop.post([impl = m_impl.get(), keys = std::move(keys), absent = std::move(absent)]() mutable {
        impl->wantLookUps(std::move(keys), absent);
    });
}

} // namespace dg::session
