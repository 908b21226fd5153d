// SPDX-License-Identifier: Apache-2.0
// Managed objects by name: an inventory lists them and no list by label holds them. The label was taken off, or they are gone;
// a watch by label tells both as a deletion (flux-live.md A5.3).
#include "impl.h"

#include "session/raw_objects.h"

#include "kube/api_error.h"

namespace dg::session {

namespace {

constexpr std::size_t MostRunning = 8;
constexpr std::size_t MostFollowed = 500; // looked at again and again
constexpr Millis Again{10'000};
constexpr Millis Second{1'000}; // who deletes in order to create anew leaves a gap: what is not there is looked for twice

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
            readsWhole(*resource) ? "application/json" : "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json");
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
    const auto follow = [&](int notThere) {
        if (byName.contains(name) || byName.size() < MostFollowed)
            byName.insert_or_assign(name, LookUp{wish.key, wish.absent, notThere});
        if (!lookUpTimer)
            lookUpTimer = loop.after(Again, [this] { lookAgain(); });
    };
    if (answer && answer->head.status == 404) {
        store.remove(lookUpList, wish.key, clock.steady());
        follow(wish.notThere + 1);
        if (wish.notThere == 0) {
            loop.after(Second, [this, again = LookUp{wish.key, wish.absent, 1}] {
                lookUps.push_back(again);
                pumpLookUps();
            });
        } else if (wish.notThere == 1) {
            wish.absent(wish.key);
        }
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
    if (options.raw)
        options.raw->keep(*record, {answer->body, std::make_shared<const kube::Resource>(resource)});
    // A list by label may have brought it meanwhile: then that one tells of it from now on.
    const auto& managed = static_cast<const flux::ManagedObject&>(**record);
    if (!managed.owner.empty() && store.find(wish.key)) {
        byName.erase(name);
        return;
    }
    follow(0);
    store.apply(lookUpList, std::move(*record), clock.steady());
}

void ClusterSession::Impl::lookAgain()
{
    lookUpTimer = 0;
    for (const auto& [name, wish] : byName) {
        if (wish.notThere != 1) // that one has a second look on its way
            lookUps.push_back(wish);
    }
    if (!byName.empty())
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
