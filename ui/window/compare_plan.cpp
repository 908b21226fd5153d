// SPDX-License-Identifier: Apache-2.0
#include "compare_plan.h"

#include "flux/reconcile.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace dg::window {

namespace {

// Of which kind, in which namespaces. Kinds are few, even where objects are many.
using Wanted = std::map<std::tuple<std::string, std::string>, std::set<std::string>>; // kind, group

bool isSecret(std::string_view group, std::string_view kind)
{
    return group.empty() && kind == "Secret";
}

std::vector<std::string> listOf(const std::set<std::string>& namespaces)
{
    if (namespaces.contains({}))
        return {};
    return {namespaces.begin(), namespaces.end()};
}

} // namespace

bool isOwner(const ObjectKey& key)
{
    const auto kind = flux::kindFromGroupKind(key.group.view(), key.kind.view());
    return kind == flux::Kind::Kustomization || kind == flux::Kind::HelmRelease;
}

ObjectName nameOf(const ObjectKey& key)
{
    return {key.kind.str(), key.ns.str(), key.name.str()};
}

ComparePlan planOf(const tree::FleetTree& tree, const CompareScope& scope, const items::ExactSettings& settings)
{
    ComparePlan plan;
    Wanted wanted;
    std::set<std::string> sources, owners, releases;
    tree.forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
        const bool byHelm = object.kind == flux::Kind::HelmRelease;
        if (!byHelm && object.kind != flux::Kind::Kustomization)
            return;
        if (!scope.owners.empty() && std::ranges::find(scope.owners, nameOf(object.key)) == scope.owners.end())
            return;
        ++(byHelm ? plan.helmReleases : plan.kustomizations);
        if (object.remoteCluster)
            return;
        const auto ns = object.key.ns.str();
        if (byHelm) {
            releases.insert(object.storageNamespace.empty() ? ns : object.storageNamespace);
            plan.unknownKinds = plan.unknownKinds || (!scope.object && object.inventory.size() == 0);
        } else {
            const auto source = object.source.kind.str() + '/' + object.source.ns.str() + '/' + object.source.name.str();
            sources.insert(source);
            if (!settings.folders.contains(source)) {
                ++plan.withoutFiles;
                return;
            }
            owners.insert(ns);
        }
        if (scope.object)
            return;
        object.inventory.forEach([&](const flux::InventoryEntry& entry) {
            if (settings.includeSecrets || !isSecret(entry.group, entry.kind))
                wanted[{std::string(entry.kind), std::string(entry.group)}].emplace(entry.ns);
        });
    });
    if (scope.object && (!releases.empty() || !owners.empty())
        && (settings.includeSecrets || !isSecret(scope.object->group.view(), scope.object->kind.view())))
        wanted[{scope.object->kind.str(), scope.object->group.str()}].insert(scope.object->ns.str());
    plan.sources.assign(sources.begin(), sources.end());
    if (!releases.empty())
        plan.rights.push_back({"", "Secret", "get", listOf(releases)});
    if (!owners.empty())
        plan.rights.push_back({std::string(flux::info(flux::Kind::Kustomization).group),
            std::string(flux::info(flux::Kind::Kustomization).name), "get", listOf(owners)});
    for (const auto& [name, namespaces] : wanted) {
        const auto& [kind, group] = name;
        session::AccessQuestion question{group, kind, "get", listOf(namespaces)};
        if (std::ranges::find(plan.rights, question) == plan.rights.end())
            plan.rights.push_back(question);
        if (!settings.dryRun)
            continue;
        question.verb = "patch";
        plan.rights.push_back(question);
    }
    return plan;
}

ObjectKey ownerOf(const tree::FleetTree& tree, const ObjectKey& key, StringPool& pool)
{
    if (key.empty() || isOwner(key))
        return key;
    if (const auto managed = tree.findManaged(key); managed && !managed->owner.empty())
        return flux::keyOf(managed->owner, pool);
    if (const auto object = tree.find(key); object && !object->parent.empty())
        return flux::keyOf(object->parent, pool);
    ObjectKey found;
    tree.forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
        if (!found.empty())
            return;
        object.inventory.forEach([&](const flux::InventoryEntry& entry) {
            if (entry.kind == key.kind.view() && entry.group == key.group.view() && entry.ns == key.ns.view()
                && entry.name == key.name.view())
                found = object.key;
        });
    });
    return found;
}

} // namespace dg::window
