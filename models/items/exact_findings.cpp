// SPDX-License-Identifier: Apache-2.0
#include "items/exact_findings.h"

#include "flux/reconcile.h"
#include "tree/fleet_tree.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace dg::items {

namespace {

using drift::Finding;

// Changes whenever the owner completes a pass that says so in its status.
std::string passOf(const flux::FluxObject& owner)
{
    const auto time = [](const std::optional<WallTime>& at) { return at ? std::to_string(at->time_since_epoch().count()) : std::string(); };
    return time(owner.lastReconciled) + '\n' + time(owner.lastDeployed) + '\n' + std::to_string(owner.releaseVersion) + '\n'
        + owner.lastHandledReconcileAt + '\n' + owner.lastAppliedRevision;
}

bool touches(const flux::FieldManager& entry, std::string_view path)
{
    return std::ranges::any_of(
        entry.fields->paths(), [&](const std::string& owned) { return flux::covers(owned, path) || flux::covers(path, owned); });
}

using Owner = std::tuple<std::string_view, flux::Operation, std::string_view, std::optional<WallTime>>;

// Who has the path, and when each of them wrote last.
std::set<Owner> ownersOf(const flux::Ownership& ownership, std::string_view path)
{
    std::set<Owner> out;
    for (const auto& entry : ownership.managers) {
        if (touches(entry, path))
            out.emplace(entry.manager.view(), entry.operation, entry.subresource.view(), entry.time);
    }
    return out;
}

std::optional<WallTime> lastWrite(const flux::Ownership& ownership)
{
    std::optional<WallTime> last;
    for (const auto& entry : ownership.managers)
        last = std::max(last, entry.time);
    return last;
}

// An object as it is watched: one of Flux's own, or what one of them manages.
struct Watched {
    std::shared_ptr<const store::Record> record;
    const flux::Ownership* ownership = nullptr;
};

Watched watchedIn(const tree::FleetTree& tree, const ObjectKey& key)
{
    if (auto object = tree.find(key)) {
        const auto* const ownership = object->ownership.get();
        return {std::move(object), ownership};
    }
    auto object = tree.findManaged(key);
    const auto* const ownership = object ? object->ownership.get() : nullptr;
    return {std::move(object), ownership};
}

// What is watched may be some moments behind what was read: an older state says nothing.
bool hasChanged(const flux::ManagedObject& then, const Watched& now, std::string_view path)
{
    if (then.resourceVersion == now.record->resourceVersion)
        return false;
    if (then.uid != now.record->uid)
        return true;
    static const flux::Ownership nobody;
    const auto& before = then.ownership ? *then.ownership : nobody;
    const auto& after = now.ownership ? *now.ownership : nobody;
    return lastWrite(after) >= lastWrite(before) && ownersOf(before, path) != ownersOf(after, path);
}

auto place(const flux::Reference& owner, const ObjectKey& object)
{
    return std::tuple(owner.kind.view(), owner.ns.view(), owner.name.view(), object.kind.view(), object.ns.view(), object.name.view());
}

} // namespace

bool ExactFindings::Run::covers(const flux::Reference& owner) const
{
    const ObjectName name{owner.kind.str(), owner.ns.str(), owner.name.str()};
    return owners.empty() || std::ranges::find(owners, name) != owners.end();
}

void ExactFindings::setRules(drift::RuleSet rules)
{
    m_rules = std::move(rules);
    for (auto& kept : m_kept)
        kept.finding.ignoredBy = std::string(m_rules.match(kept.finding));
}

void ExactFindings::add(const Run& run, session::ExactResult result)
{
    const auto isOfRun = [&run](const flux::Reference& owner, const ObjectKey& object) {
        return run.covers(owner) && (!run.object || *run.object == object);
    };
    // What could not be compared this time keeps what was found before.
    std::vector<std::pair<flux::Reference, ObjectKey>> open;
    for (const auto& one : result.notCompared) {
        if (one.why != session::NotCompared::Why::DryRunRefused)
            open.emplace_back(one.owner, one.object);
    }
    const auto isOpen = [&open](const Finding& finding) {
        return std::ranges::any_of(
            open, [&](const auto& one) { return one.first == finding.owner && (one.second.empty() || one.second == finding.object); });
    };
    std::vector<Finding> before;
    std::erase_if(m_kept, [&](const Kept& kept) {
        if (!isOfRun(kept.finding.owner, kept.finding.object) || isOpen(kept.finding))
            return false;
        before.push_back(kept.finding);
        return true;
    });
    std::erase_if(
        m_notCompared, [&](const auto& one) { return isOfRun(one.owner, one.object) || (run.covers(one.owner) && one.object.empty()); });
    std::map<std::string, std::string> passes;
    for (const auto& object : run.read->objects)
        passes[object->key.toString()] = passOf(*object);
    for (auto& finding : result.findings) {
        const auto id = finding.id();
        const auto old = std::ranges::find_if(before, [&](const Finding& other) { return other.id() == id; });
        finding.since = old != before.end() ? old->since : run.at;
        finding.comparedAt = run.at;
        finding.ignoredBy = std::string(m_rules.match(finding));
        const auto record = result.records.find(finding.object);
        const auto& owner = finding.owner;
        m_kept.push_back({finding, record == result.records.end() ? nullptr : record->second,
            passes[owner.kind.str() + '/' + owner.ns.str() + '/' + owner.name.str()]});
    }
    std::ranges::stable_sort(m_kept, [](const Kept& a, const Kept& b) {
        const auto x = place(a.finding.owner, a.finding.object), y = place(b.finding.owner, b.finding.object);
        return x != y ? x < y : a.finding.path < b.finding.path;
    });
    std::ranges::move(result.notCompared, std::back_inserter(m_notCompared));
    std::ranges::stable_sort(
        m_notCompared, [](const auto& a, const auto& b) { return place(a.owner, a.object) < place(b.owner, b.object); });
}

bool ExactFindings::update(const tree::FleetTree& tree, StringPool& pool)
{
    const auto isOver = [&tree](Kept& kept) {
        const auto now = watchedIn(tree, kept.finding.object);
        if (!now.record)
            return kept.record && kept.seen; // it went
        if (!kept.record)
            return kept.finding.kind == drift::Kind::Missing; // it came
        kept.seen = true;
        if (kept.checked == now.record->resourceVersion)
            return false;
        kept.checked = now.record->resourceVersion;
        return hasChanged(*kept.record, now, kept.finding.path);
    };
    bool changed = std::erase_if(m_kept, isOver) > 0;
    for (auto& kept : m_kept) {
        const auto owner = kept.finding.beforeLastPass ? nullptr : tree.find(flux::keyOf(kept.finding.owner, pool));
        if (owner && passOf(*owner) != kept.pass) {
            kept.finding.beforeLastPass = true;
            changed = true;
        }
    }
    return changed;
}

void ExactFindings::clear()
{
    m_kept.clear();
    m_notCompared.clear();
}

std::vector<Finding> ExactFindings::findings() const
{
    std::vector<Finding> out;
    out.reserve(m_kept.size());
    for (const auto& kept : m_kept)
        out.push_back(kept.finding);
    return out;
}

} // namespace dg::items
