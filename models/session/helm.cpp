// SPDX-License-Identifier: Apache-2.0
// The inventory of a HelmRelease from Helm's stored release, where Flux wrote none (before 2.8) and a person asked for it.
#include "impl.h"

#include "flux/stored_release.h"
#include "kube/api_error.h"

namespace dg::session {

namespace {

// The same record with the inventory; its resourceVersion says so, or the store would take it for the one it has.
std::shared_ptr<flux::FluxObject> withInventory(const flux::FluxObject& from, const flux::Inventory& inventory)
{
    auto made = std::make_shared<flux::FluxObject>(from);
    made->inventory = inventory;
    made->inventoryFromRelease = true;
    made->resourceVersion += "+release";
    return made;
}

} // namespace

store::RecordPtr ClusterSession::Impl::amended(store::RecordPtr record)
{
    const auto& object = static_cast<const flux::FluxObject&>(*record);
    if (object.kind != flux::Kind::HelmRelease || storedReleases.empty() || object.inventory.present())
        return record;
    const auto known = storedReleases.find(object.key.toString());
    // Another release has another manifest: it is not shown for this one.
    if (known == storedReleases.end() || known->second.first != object.releaseVersion)
        return record;
    return withInventory(object, known->second.second);
}

void ClusterSession::Impl::readRelease(const ObjectKey& key, const std::function<void(Status)>& done)
{
    const auto object = fluxObject(key);
    const auto name = object ? flux::storedReleaseName(*object) : std::string();
    if (name.empty())
        return done(fail(ErrorCode::NotFound, key.toString(), "it names no release"));
    const auto ns = object->storageNamespace.empty() ? key.ns.str() : object->storageNamespace;
    net::Request request;
    request.path = kube::Resource{"", "v1", "Secret", "secrets", true, {}}.path(ns, name);
    request.headers.emplace_back("Accept", "application/json");
    loop.fetch(
        std::move(request), [this, key, subject = ns + "/" + name, version = object->releaseVersion, done](Result<net::Response> answer) {
            if (!answer)
                return done(tl::unexpected(answer.error()));
            if (answer->head.status != 200)
                return done(tl::unexpected(kube::apiError(answer->head, answer->body, "secrets " + subject)));
            auto inventory = flux::inventoryOfStoredRelease(answer->body, [this](std::string_view group, std::string_view kind) {
                const auto* resource = discovery ? discovery->find(group, kind) : nullptr;
                return resource ? std::optional(resource->namespaced) : std::nullopt;
            });
            secureZero(answer->body.data(), answer->body.size());
            if (!inventory)
                return done(tl::unexpected(inventory.error()));
            storedReleases[key.toString()] = {version, std::move(*inventory)};
            const auto now = fluxObject(key);
            if (!now || now->releaseVersion != version || now->inventory.present())
                return done({});
            for (auto& stream : streams) {
                if (stream.info().fluxKind && stream.info().resource.kind == key.kind.view()
                    && (stream.info().ns.empty() || stream.info().ns == key.ns.view()))
                    return stream.applied(now, clock.steady()), done({});
            }
            done({});
        });
}

void ClusterSession::readStoredRelease(const ObjectKey& key, std::function<void(Status)> done)
{
    m_impl->loop.post([impl = m_impl.get(), key, done = std::move(done)] { impl->readRelease(key, done); });
}

} // namespace dg::session
