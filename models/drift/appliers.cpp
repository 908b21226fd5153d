// SPDX-License-Identifier: Apache-2.0
// What an applier's record says: its inventory against what is there, its conditions, its source.
#include "engine_impl.h"

#include "flux/reconcile.h"
#include "flux/state.h"

#include <algorithm>

namespace dg::drift {

namespace {

bool isApplying(const flux::FluxObject& owner)
{
    const auto* reconciling = owner.condition("Reconciling");
    return owner.kind == flux::Kind::Kustomization && reconciling && reconciling->status == flux::Tri::True;
}

Finding about(const flux::FluxObject& applier, Kind kind, Evidence evidence, Confidence confidence)
{
    Finding out;
    out.kind = kind;
    out.evidence = evidence;
    out.confidence = confidence;
    out.object = applier.key;
    out.apiVersion = applier.apiVersion;
    out.owner = applier.parent;
    return out;
}

std::string apiVersionOf(const flux::InventoryEntry& entry)
{
    return entry.group.empty() ? std::string(entry.version) : std::string(entry.group) + "/" + std::string(entry.version);
}

bool sameForDrift(const flux::FluxObject& a, const flux::FluxObject& b)
{
    const auto* drifted = a.condition("Drifted");
    const auto* driftedBefore = b.condition("Drifted");
    const auto* ready = a.condition("Ready");
    const auto* readyBefore = b.condition("Ready");
    return a.suspended == b.suspended && a.remoteCluster == b.remoteCluster && a.lastApplyBegan == b.lastApplyBegan
        && a.lastDeployed == b.lastDeployed && a.lastAppliedRevision == b.lastAppliedRevision && a.source == b.source
        && a.chartSource == b.chartSource && (drifted ? drifted->message : "") == (driftedBefore ? driftedBefore->message : "")
        && (drifted && drifted->status == flux::Tri::True) == (driftedBefore && driftedBefore->status == flux::Tri::True)
        && (ready ? ready->message : "") == (readyBefore ? readyBefore->message : "") && a.uid == b.uid && a.drift == b.drift
        && isApplying(a) == isApplying(b);
}

} // namespace

void Engine::Impl::takeApplier(const std::shared_ptr<const flux::FluxObject>& object, const flux::FluxObject* before)
{
    const auto& key = object->key;
    // Somebody's source: its revision is what they are compared with.
    if (!before || before->artifactRevision != object->artifactRevision) {
        if (const auto those = bySource.find(key); those != bySource.end())
            dirtyAppliers.insert(those->second.begin(), those->second.end());
    }
    const auto kind = object->kind;
    if (kind != flux::Kind::Kustomization && kind != flux::Kind::HelmRelease && !object->inventory.present())
        return;
    auto& applier = appliers[key];
    const bool fresh = !applier.object;
    const bool entries = fresh || !(applier.object->inventory == object->inventory);
    if (!fresh && !entries && before && sameForDrift(*object, *before)) {
        applier.object = object;
        return;
    }
    if (fresh) {
        if (freeSlots.empty()) {
            freeSlots.push_back(static_cast<std::uint32_t>(slots.size()));
            slots.push_back(nullptr);
        }
        applier.slot = freeSlots.back();
        freeSlots.pop_back();
        slots[applier.slot] = &applier; // nodes of the map stay where they are
    }
    if (before && !(before->source == object->source)) {
        if (const auto those = bySource.find(ownerKey(before->source, pool)); those != bySource.end())
            those->second.erase(key);
    }
    if (!object->source.empty())
        bySource[ownerKey(object->source, pool)].insert(key);
    const auto previous = std::exchange(applier.object, object);
    if (entries)
        indexEntries(applier, previous.get());
    dirtyAppliers.insert(key);
    touchOwned(key);
}

void Engine::Impl::dropApplier(const ObjectKey& key)
{
    const auto found = appliers.find(key);
    if (found == appliers.end())
        return;
    auto& applier = found->second;
    for (const auto hash : applier.entries)
        index.erase(hash, applier.slot);
    applier.object->inventory.forEach([&](const flux::InventoryEntry& entry) { dirtyObjects.insert(keyOf(entry, pool)); });
    if (!applier.object->source.empty()) {
        if (const auto those = bySource.find(ownerKey(applier.object->source, pool)); those != bySource.end())
            those->second.erase(key);
    }
    slots[applier.slot] = nullptr;
    freeSlots.push_back(applier.slot);
    notMonitored -= applier.notMonitored;
    elsewhere -= applier.elsewhere;
    appliers.erase(found);
    dirtyAppliers.insert(key); // its findings go
}

void Engine::Impl::indexEntries(Applier& applier, const flux::FluxObject* before)
{
    std::vector<std::uint64_t> fresh;
    fresh.reserve(applier.object->inventory.size());
    applier.object->inventory.forEach(
        [&](const flux::InventoryEntry& entry) { fresh.push_back(hashOf(entry.group, entry.kind, entry.ns, entry.name)); });
    std::ranges::sort(fresh);
    fresh.erase(std::unique(fresh.begin(), fresh.end()), fresh.end());
    const auto old = std::exchange(applier.entries, fresh);
    for (const auto hash : old) {
        if (!std::ranges::binary_search(fresh, hash))
            index.erase(hash, applier.slot);
    }
    for (const auto hash : fresh) {
        if (!std::ranges::binary_search(old, hash))
            index.insert(hash, applier.slot);
    }
    // What came in or fell out is another owner's, or nobody's, from now on.
    applier.object->inventory.forEach([&](const flux::InventoryEntry& entry) {
        if (std::ranges::binary_search(old, hashOf(entry.group, entry.kind, entry.ns, entry.name)))
            return;
        const auto key = keyOf(entry, pool);
        if (objects.contains(key))
            dirtyObjects.insert(key);
    });
    if (!before)
        return;
    before->inventory.forEach([&](const flux::InventoryEntry& entry) {
        if (!std::ranges::binary_search(fresh, hashOf(entry.group, entry.kind, entry.ns, entry.name)))
            dirtyObjects.insert(keyOf(entry, pool));
    });
}

void Engine::Impl::judgeApplier(const ObjectKey& key, WallTime now)
{
    Verdict fresh;
    if (const auto found = appliers.find(key); found != appliers.end()) {
        auto& applier = found->second;
        notMonitored -= applier.notMonitored;
        elsewhere -= applier.elsewhere;
        findMissing(applier, fresh, now);
        notMonitored += applier.notMonitored;
        elsewhere += applier.elsewhere;
        findHelmDrift(applier, fresh);
        findBehind(applier, fresh);
        findUndecrypted(applier, fresh);
    }
    replace(applierVerdicts, key, std::move(fresh), now);
}

void Engine::Impl::findMissing(Applier& applier, Verdict& out, WallTime now)
{
    const auto& owner = *applier.object;
    applier.absent.clear();
    applier.notMonitored = applier.elsewhere = 0;
    if (owner.remoteCluster) {
        applier.elsewhere = static_cast<std::uint32_t>(owner.inventory.size());
        return;
    }
    if (owner.deletionTimestamp)
        return;
    owner.inventory.forEach([&](const flux::InventoryEntry& entry) {
        const auto key = keyOf(entry, pool);
        if (objects.contains(key))
            return;
        if (!isRead(key)) {
            ++applier.notMonitored;
            return;
        }
        applier.absent.push_back(key);
        const bool flux = flux::kindFromGroupKind(entry.group, entry.kind) != flux::Kind::Other;
        if (flux) // its list is whole: nothing hides behind a label
            absentSince.try_emplace(key, now);
        const auto since = absentSince.find(key);
        if (since == absentSince.end()) {
            if (asked.insert(key).second)
                questions.push_back(key);
            return;
        }
        // A pass that ended well and left it absent: a mark in Git keeps Flux from creating it (flux-live.md A5.1).
        if (owner.kind == flux::Kind::Kustomization && owner.lastApplyBegan && *owner.lastApplyBegan > since->second) {
            ++out.letStand;
            return;
        }
        const bool before = gone.contains(key) || (haveBaseline && baseline.objects.contains(key));
        Finding finding;
        finding.kind = Kind::Missing;
        finding.evidence = before ? Evidence::SeenDeleted : Evidence::NotInCluster;
        // Within a pass Flux itself may have deleted it, to create it anew (domain.md §5.2: force).
        finding.confidence = before && !isApplying(owner) ? Confidence::Certain : Confidence::Likely;
        finding.object = key;
        finding.apiVersion = apiVersionOf(entry);
        finding.owner = referenceTo(owner);
        out.findings.push_back(std::move(finding));
    });
}

// One line an object: "Deployment/ns/name changed (0 additions, 1 changes, 0 removals)" (domain.md §5.6).
void Engine::Impl::findHelmDrift(const Applier& applier, Verdict& out) const
{
    const auto& owner = *applier.object;
    const auto* drifted = owner.condition("Drifted");
    if (owner.kind != flux::Kind::HelmRelease || !drifted || drifted->status != flux::Tri::True)
        return;
    const auto before = out.findings.size();
    const std::string_view text = drifted->message;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        at = end + 1;
        const auto space = line.find(' ');
        const auto name = line.substr(0, space);
        const auto slash = name.find('/');
        if (space == std::string_view::npos || slash == std::string_view::npos || line.find(" excluded") != std::string_view::npos)
            continue;
        auto finding = about(owner, Kind::HelmDrifted, Evidence::ConditionDrifted, Confidence::Certain);
        owner.inventory.forEach([&](const flux::InventoryEntry& entry) {
            const auto whole
                = std::string(entry.kind) + (entry.ns.empty() ? "" : "/" + std::string(entry.ns)) + "/" + std::string(entry.name);
            if (whole != name)
                return;
            finding.object = keyOf(entry, pool);
            finding.apiVersion = apiVersionOf(entry);
        });
        if (finding.object == owner.key) { // no inventory names it: the words themselves
            const auto last = name.rfind('/');
            finding.object = {{}, pool.intern(name.substr(0, slash)),
                last == slash ? Atom{} : pool.intern(name.substr(slash + 1, last - slash - 1)), pool.intern(name.substr(last + 1))};
            finding.apiVersion.clear();
        }
        const auto what = line.substr(space + 1);
        finding.change = what.starts_with("removed") ? Change::Removed : Change::Changed;
        finding.owner = referenceTo(owner);
        finding.time = drifted->lastTransition;
        finding.detail = what;
        out.findings.push_back(std::move(finding));
    }
    if (out.findings.size() == before) {
        auto finding = about(owner, Kind::HelmDrifted, Evidence::ConditionDrifted, Confidence::Certain);
        finding.owner = referenceTo(owner);
        finding.change = Change::Changed;
        finding.time = drifted->lastTransition;
        finding.detail = drifted->message;
        out.findings.push_back(std::move(finding));
    }
}

void Engine::Impl::findBehind(const Applier& applier, Verdict& out) const
{
    const auto& owner = *applier.object;
    if (owner.source.empty())
        return;
    const auto* source = fluxObject(ownerKey(owner.source, pool));
    if (!source || !flux::isBehind(owner, source->artifactRevision))
        return;
    auto finding = about(owner, owner.suspended ? Kind::SuspendedBehind : Kind::RevisionLag, Evidence::SourceMovedOn, Confidence::Certain);
    finding.live = owner.lastAppliedRevision;
    finding.desired = source->artifactRevision;
    finding.time = source->artifactUpdated;
    out.findings.push_back(std::move(finding));
}

// kustomize-controller refuses an encrypted manifest where decryption is not set up, and says so.
void Engine::Impl::findUndecrypted(const Applier& applier, Verdict& out) const
{
    const auto& owner = *applier.object;
    const auto* ready = owner.condition("Ready");
    if (owner.kind != flux::Kind::Kustomization || !ready || ready->status != flux::Tri::False
        || ready->message.find("SOPS encrypted") == std::string::npos)
        return;
    auto finding = about(owner, Kind::SopsUndecrypted, Evidence::KustomizationSays, Confidence::Certain);
    finding.time = ready->lastTransition;
    finding.detail = ready->message;
    out.findings.push_back(std::move(finding));
}

// Carries Flux's labels and stands in no inventory. Copied labels, objects kept on purpose and what Flux is only just
// applying are not orphans (flux-live.md A5.2, A5.4).
void Engine::Impl::findOrphan(const ObjectView& object, const FluxEntry& entry, Verdict& out) const
{
    const auto& reference = *object.owner;
    const auto kind = reference.kind.view();
    if (object.terminating || object.marks->copiedLabels || object.marks->pruneDisabled || object.marks->helmHook)
        return;
    if (kind != "Kustomization" && kind != "HelmRelease")
        return;
    const auto key = ownerKey(reference, pool);
    if (!isRead(key))
        return;
    Finding finding;
    finding.kind = Kind::Orphaned;
    finding.object = object.key;
    finding.apiVersion = *object.apiVersion;
    finding.owner = reference;
    finding.confidence = Confidence::Certain;
    finding.evidence = Evidence::OwnerAbsent;
    if (const auto* owner = fluxObject(key)) {
        const auto pass = lastPassOf(*owner);
        const bool older = pass && object.created && *object.created < *pass;
        const bool applied = entry.fields != nullptr; // then it may be just being applied, and the inventory follows
        const bool judgeable = owner->inventory.present() && !owner->remoteCluster && (older || !applied);
        if (!judgeable || (owner->kind == flux::Kind::HelmRelease && object.key.kind.view() == "CustomResourceDefinition"))
            return;
        finding.evidence = Evidence::NotInInventory;
        finding.confidence = owner->kind == flux::Kind::Kustomization && older ? Confidence::Certain : Confidence::Likely;
    }
    out.findings.push_back(std::move(finding));
}

// A SealedSecret's controller says which generation it has unsealed; a "sops" block that Flux applied was never decrypted.
void Engine::Impl::findSealed(const store::Record& record, Verdict& out) const
{
    const ObjectView view(record);
    const auto add = [&](Kind kind, Evidence evidence, std::string detail) {
        Finding finding;
        finding.kind = kind;
        finding.evidence = evidence;
        finding.confidence = Confidence::Certain;
        finding.object = view.key;
        finding.apiVersion = *view.apiVersion;
        finding.owner = *view.owner;
        finding.detail = std::move(detail);
        out.findings.push_back(std::move(finding));
    };
    if (const auto entry = fluxEntryOf(view.ownership, view.owner->kind.view());
        entry.fields && entry.fields->raw().find("\"f:sops\"") != std::string::npos)
        add(Kind::SopsUndecrypted, Evidence::EncryptedField, {});
    if (record.type != store::RecordType::Managed || view.key.kind.view() != "SealedSecret" || view.key.group.view() != "bitnami.com")
        return;
    const auto& object = static_cast<const flux::ManagedObject&>(record);
    if (!object.sealed || object.deletionTimestamp)
        return;
    const auto& sealed = *object.sealed;
    if (sealed.observedGeneration == 0 && sealed.synced == flux::Tri::Unknown)
        add(Kind::SealedPending, Evidence::SealedGeneration, {});
    else if (sealed.observedGeneration < sealed.generation)
        add(Kind::SealedStale, Evidence::SealedGeneration, {});
    else if (sealed.synced == flux::Tri::False)
        add(sealed.generation > 1 ? Kind::SealedStale : Kind::SealedPending, Evidence::SealedFailed, sealed.message);
}

} // namespace dg::drift
