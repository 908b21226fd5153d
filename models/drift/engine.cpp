// SPDX-License-Identifier: Apache-2.0
#include "engine_impl.h"

#include "flux/reconcile.h"

#include <algorithm>
#include <tuple>

namespace dg::drift {

namespace {

constexpr std::size_t MostEpisodes = 1'000;
constexpr Seconds PruneTakes{1}; // between an inventory that drops an object and the word of its removal

std::int64_t ticksOf(const std::optional<WallTime>& time, std::int64_t none)
{
    return time ? static_cast<std::int64_t>(time->time_since_epoch().count()) : none;
}

auto order(const Finding& f)
{
    return std::tuple(f.owner.kind.view(), f.owner.ns.view(), f.owner.name.view(), f.object.kind.view(), f.object.ns.view(),
        f.object.name.view(), std::string_view(f.path), static_cast<int>(f.kind));
}

bool isOwned(const store::RecordPtr& record)
{
    return record && !ObjectView(*record).owner->empty();
}

} // namespace

flux::Reference referenceTo(const flux::FluxObject& applier)
{
    return {applier.key.kind, applier.key.ns, applier.key.name};
}

ObjectKey keyOf(const flux::InventoryEntry& entry, StringPool& pool)
{
    return {pool.intern(entry.group), pool.intern(entry.kind), pool.intern(entry.ns), pool.intern(entry.name)};
}

std::uint64_t hashOf(std::string_view group, std::string_view kind, std::string_view ns, std::string_view name)
{
    std::uint64_t hash = 0;
    for (const auto part : {group, kind, ns, name}) {
        hash = (hash ^ std::hash<std::string_view>()(part)) * 0x9e3779b97f4a7c15ULL;
        hash ^= hash >> 29;
    }
    return hash;
}

ObjectKey ownerKey(const flux::Reference& owner, StringPool& pool)
{
    return owner.empty() ? ObjectKey{} : flux::keyOf(owner, pool);
}

const flux::FluxObject* Engine::Impl::fluxObject(const ObjectKey& key) const
{
    const auto found = objects.find(key);
    if (found == objects.end() || found->second.record->type != store::RecordType::Flux)
        return nullptr;
    return static_cast<const flux::FluxObject*>(found->second.record.get());
}

std::vector<const Engine::Impl::Applier*> Engine::Impl::listing(const ObjectKey& key) const
{
    std::vector<const Applier*> out;
    const auto hash = hashOf(key.group.view(), key.kind.view(), key.ns.view(), key.name.view());
    index.forEach(hash, [&](std::uint32_t slot) {
        const auto* applier = slots[slot];
        if (applier && std::ranges::binary_search(applier->entries, hash) && std::ranges::find(out, applier) == out.end())
            out.push_back(applier);
    });
    return out;
}

void Engine::Impl::touchListing(const ObjectKey& key)
{
    for (const auto* applier : listing(key))
        dirtyAppliers.insert(applier->object->key);
}

void Engine::Impl::touchOwned(const ObjectKey& owner)
{
    if (const auto found = owned.find(owner); found != owned.end())
        dirtyObjects.insert(found->second.begin(), found->second.end());
}

void Engine::Impl::take(const store::Delta& delta)
{
    if (!Engine::takes(delta.type))
        return;
    if (delta.type == store::RecordType::ApplyEvent)
        takeApplyEvent(delta);
    else if (delta.record)
        takeRecord(delta.record);
    else
        removed(delta.key);
}

void Engine::Impl::takeRecord(const store::RecordPtr& record)
{
    const auto& key = record->key;
    auto [at, fresh] = objects.try_emplace(key);
    auto& object = at->second;
    const auto before = std::exchange(object.record, record);
    watched += isOwned(record) ? 1 : 0;
    watched -= isOwned(before) ? 1 : 0;
    const bool recreated = !fresh && before->uid != record->uid;
    remember(object, fresh, recreated);
    dirtyObjects.insert(key);
    if (fresh) {
        touchListing(key);
        touchOwned(key); // its absence may have been somebody's verdict
        asked.erase(key);
        absentSince.erase(key);
    }
    if (record->type != store::RecordType::Flux)
        return;
    const auto* old = before && before->type == store::RecordType::Flux ? static_cast<const flux::FluxObject*>(before.get()) : nullptr;
    takeApplier(std::static_pointer_cast<const flux::FluxObject>(record), old);
}

// What Flux owned at its entry's time: the largest set seen while that time stood still (flux-live.md A1).
void Engine::Impl::remember(Object& object, bool fresh, bool recreated)
{
    const ObjectView view(*object.record);
    const auto owners = listing(view.key);
    const auto kind = owners.empty() ? view.owner->kind.view() : owners.front()->object->key.kind.view();
    const auto entry = fluxEntryOf(view.ownership, kind);
    const auto time = ticksOf(entry.time, NoTime);
    if (fresh || recreated) {
        object.replaced = recreated && object.applied && !entry.fields;
        object.applied = entry.fields;
        object.fluxTime = time;
        object.since = NoTime; // until it was judged
        // A watch by label tells a stripped label as a deletion: then it is the same object as before.
        const auto lately = gone.extract(view.key);
        const auto known = haveBaseline ? baseline.objects.find(view.key) : baseline.objects.end();
        if (lately.empty() && known == baseline.objects.end())
            return;
        const auto& then = lately.empty() ? known->second : lately.mapped();
        if (then.uid != object.record->uid) {
            object.replaced = then.fields && !entry.fields;
        } else if (then.fields && (!entry.fields || then.fluxTime == entry.time)) { // its entry gone, or the same and perhaps smaller
            object.applied = then.fields;
            object.fluxTime = ticksOf(then.fluxTime, NoTime);
            if (lately.empty())
                object.since = ticksOf(baseline.observedAt, NoTime);
        }
        return;
    }
    if (!entry.fields && object.applied)
        return; // gone: what it was stays known
    if (time != object.fluxTime || !object.applied) {
        object.applied = entry.fields;
        object.fluxTime = time;
    }
}

void Engine::Impl::removed(const ObjectKey& key)
{
    const auto found = objects.find(key);
    if (found == objects.end())
        return;
    const auto last = std::move(found->second);
    const bool flux = last.record->type == store::RecordType::Flux;
    unlisted.erase(key);
    watched -= isOwned(last.record) ? 1 : 0;
    objects.erase(found);
    asked.erase(key);
    absentSince.erase(key);
    if (!listing(key).empty()) {
        const ObjectView view(*last.record);
        ObjectFacts facts{last.record->uid, *view.apiVersion, *view.owner, {}, last.applied};
        if (last.fluxTime != NoTime)
            facts.fluxTime = WallTime{Millis{last.fluxTime}};
        gone.insert_or_assign(key, std::move(facts));
    }
    dirtyObjects.insert(key);
    touchListing(key);
    if (flux) {
        dropApplier(key);
        touchOwned(key);
        if (const auto those = bySource.find(key); those != bySource.end())
            dirtyAppliers.insert(those->second.begin(), those->second.end());
    }
}

// An inventory that names an object no more comes on another stream than the object's own removal: a pruned one is not an orphan.
bool Engine::Impl::isLongUnlisted(const ObjectKey& key, WallTime now)
{
    auto& since = unlisted.try_emplace(key, now).first->second;
    if (since && now - *since >= PruneTakes)
        since.reset();
    return !since;
}

void Engine::Impl::judgeObject(const ObjectKey& key, WallTime now)
{
    Verdict fresh;
    const auto found = objects.find(key);
    if (found == objects.end() && gone.contains(key) && asked.contains(key) && !absentSince.contains(key))
        return; // being looked up by name: it may only have lost its label
    if (found != objects.end()) {
        auto& object = found->second;
        const ObjectView view(*object.record);
        auto owners = listing(key);
        std::erase_if(owners, [](const Applier* applier) { return applier->object->remoteCluster; });
        if (owners.size() > 1) {
            std::ranges::sort(owners, {}, [](const Applier* a) { return a->object->key.toString(); });
            Finding fight;
            fight.kind = Kind::Fight;
            fight.confidence = Confidence::Certain;
            fight.evidence = Evidence::TwoInventories;
            fight.object = key;
            fight.apiVersion = *view.apiVersion;
            fight.owner = referenceTo(*owners.front()->object);
            for (const auto* other : owners)
                fight.detail += (fight.detail.empty() ? "" : ", ") + other->object->key.toString();
            fresh.findings.push_back(std::move(fight));
        }
        const bool listed = !owners.empty();
        // Of several who list it the one whose label it carries.
        const auto byLabel = std::ranges::find_if(owners, [&](const Applier* a) { return referenceTo(*a->object) == *view.owner; });
        const auto* lister = byLabel != owners.end() ? *byLabel : listed ? owners.front() : nullptr;
        const auto reference = lister ? referenceTo(*lister->object) : *view.owner;
        if (!reference.empty()) {
            const auto owner = ownerKey(reference, pool);
            const auto* record = fluxObject(owner);
            if (!record || !record->remoteCluster) {
                const auto entry = fluxEntryOf(view.ownership, reference.kind.view());
                Known known;
                known.owner = record;
                known.remembered = object.applied && object.applied != entry.fields ? object.applied.get() : nullptr;
                if (object.since != NoTime)
                    known.since = WallTime{Millis{object.since}} + Seconds{1}; // the resolution of managedFields
                known.replaced = object.replaced;
                known.listed = listed;
                auto judged = judgeFields(view, reference, entry, known);
                if (object.since == NoTime)
                    object.since = ticksOf(now, NoTime);
                fresh.findings.insert(
                    fresh.findings.end(), std::make_move_iterator(judged.findings.begin()), std::make_move_iterator(judged.findings.end()));
                fresh.letStand = judged.letStand;
                fresh.held = judged.held;
                if (listed) {
                    object.listed = true;
                    unlisted.erase(key);
                } else if (!object.listed || isLongUnlisted(key, now)) {
                    findOrphan(view, entry, fresh);
                }
                if (!fresh.empty() || !listed)
                    fresh.owner = owner;
            }
        }
        findSealed(*object.record, fresh);
    }
    replace(objectVerdicts, key, std::move(fresh), now);
}

// Puts a new verdict in the place of the old one; what differs is an event.
void Engine::Impl::replace(std::unordered_map<ObjectKey, Verdict>& verdicts, const ObjectKey& key, Verdict fresh, WallTime now)
{
    const auto at = verdicts.find(key);
    static const Verdict Nothing;
    const auto& old = at == verdicts.end() ? Nothing : at->second;
    for (auto& finding : fresh.findings) {
        finding.ignoredBy = rules.match(finding);
        const auto before = std::ranges::find_if(
            old.findings, [&](const Finding& f) { return f.kind == finding.kind && f.object == finding.object && f.path == finding.path; });
        if (before != old.findings.end()) {
            finding.since = before->since;
            if (before->confidence == Confidence::Certain && finding.evidence != before->evidence && finding.time == before->time)
                finding.confidence = Confidence::Certain; // what was proved stays proved
            if (!(finding == *before))
                events.push_back({EventType::Changed, finding});
            continue;
        }
        finding.since = finding.time ? std::min(*finding.time, now) : now;
        events.push_back({EventType::Opened, finding});
    }
    for (const auto& before : old.findings) {
        if (std::ranges::none_of(fresh.findings,
                [&](const Finding& f) { return f.kind == before.kind && f.object == before.object && f.path == before.path; }))
            closed(before, now);
    }
    if (&verdicts == &objectVerdicts && !(old.owner == fresh.owner)) {
        if (const auto others = owned.find(old.owner); others != owned.end()) {
            others->second.erase(key);
            if (others->second.empty())
                owned.erase(others);
        }
        if (!fresh.owner.empty())
            owned[fresh.owner].insert(key);
    }
    if (!fresh.empty())
        verdicts.insert_or_assign(key, std::move(fresh));
    else if (at != verdicts.end())
        verdicts.erase(at);
}

// Closed by Flux (its entry moved, the object is there again): an episode.
void Engine::Impl::closed(const Finding& finding, WallTime now)
{
    events.push_back({EventType::Closed, finding});
    if (!counts(finding.kind) || finding.kind == Kind::Orphaned || finding.kind == Kind::Fight)
        return;
    if (finding.evidence == Evidence::SeenDeleted && finding.confidence != Confidence::Certain)
        return; // created anew within the pass that deleted it: nobody else was there
    const auto found = objects.find(finding.object);
    if (found == objects.end())
        return;
    const ObjectView view(*found->second.record);
    const auto entry = fluxEntryOf(view.ownership, finding.owner.kind.view());
    const bool wrote = entry.time && (!finding.since || *entry.time + Seconds{1} >= *finding.since)
        && (finding.path.empty() || entry.fields->contains(finding.path) || finding.evidence == Evidence::KubectlOwnsField
            || finding.evidence == Evidence::WrittenSincePass);
    if (!wrote && finding.kind != Kind::HelmDrifted)
        return;
    auto episode = finding;
    episode.kind = Kind::Corrected;
    episode.evidence = Evidence::PutBack;
    episode.confidence = Confidence::Certain;
    episode.until = std::max(entry.time.value_or(now), finding.since.value_or(now));
    episode.detail = finding.manager;
    addEpisode(std::move(episode));
}

void Engine::Impl::addEpisode(Finding episode)
{
    events.push_back({EventType::Opened, episode});
    if (episodes.size() == MostEpisodes)
        episodes.erase(episodes.begin());
    episodes.push_back(std::move(episode));
}

bool Engine::takes(store::RecordType type)
{
    return type == store::RecordType::Flux || type == store::RecordType::Managed || type == store::RecordType::ApplyEvent;
}

Engine::Engine(StringPool& pool, RuleSet rules)
    : m_impl(std::make_unique<Impl>(pool, std::move(rules)))
{
}

Engine::~Engine() = default;

void Engine::setBaseline(Facts facts)
{
    m_impl->baseline = std::move(facts);
    m_impl->haveBaseline = true;
}

void Engine::setRules(RuleSet rules)
{
    auto& d = *m_impl;
    d.rules = std::move(rules);
    for (const auto& [key, verdict] : d.objectVerdicts)
        d.dirtyObjects.insert(key);
    for (const auto& [key, verdict] : d.applierVerdicts)
        d.dirtyAppliers.insert(key);
}

void Engine::setReadKinds(std::span<const std::pair<Atom, Atom>> groupKinds)
{
    auto& d = *m_impl;
    std::unordered_set<ObjectKey> kinds;
    for (const auto& [group, kind] : groupKinds)
        kinds.insert({group, kind, {}, {}});
    if (kinds == d.readKinds)
        return;
    d.readKinds = std::move(kinds);
    for (const auto& [key, applier] : d.appliers)
        d.dirtyAppliers.insert(key);
    for (const auto& [owner, those] : d.owned)
        d.dirtyObjects.insert(those.begin(), those.end());
}

void Engine::stage(std::span<const store::Delta> deltas)
{
    for (const auto& delta : deltas)
        m_impl->take(delta);
}

void Engine::apply(std::span<const store::Delta> deltas, WallTime now)
{
    stage(deltas);
    settle(now);
}

void Engine::settle(WallTime now)
{
    auto& d = *m_impl;
    for (const auto& [key, since] : d.unlisted) {
        if (since && now - *since >= PruneTakes)
            d.dirtyObjects.insert(key);
    }
    for (const auto& key : std::exchange(d.justAbsent, {}))
        d.absentSince.try_emplace(key, now);
    for (const auto& key : std::exchange(d.dirtyAppliers, {}))
        d.judgeApplier(key, now);
    for (const auto& key : std::exchange(d.dirtyObjects, {}))
        d.judgeObject(key, now);
    d.judgeApplyEvents(); // last: what was seen to close needs no event
}

void Engine::confirmAbsent(const ObjectKey& key)
{
    auto& d = *m_impl;
    if (d.objects.contains(key))
        return;
    d.justAbsent.insert(key);
    d.dirtyObjects.insert(key);
    d.touchListing(key);
}

std::vector<ObjectKey> Engine::takeQuestions(std::size_t max)
{
    auto& d = *m_impl;
    std::vector<ObjectKey> out;
    while (!d.questions.empty() && out.size() < max) {
        auto key = d.questions.back();
        d.questions.pop_back();
        if (!d.objects.contains(key) && !d.absentSince.contains(key))
            out.push_back(key);
    }
    return out;
}

bool Engine::isWaiting() const
{
    return std::ranges::any_of(m_impl->unlisted, [](const auto& entry) { return entry.second.has_value(); });
}

std::vector<Event> Engine::takeEvents()
{
    return std::exchange(m_impl->events, {});
}

std::vector<Finding> Engine::findings() const
{
    std::vector<Finding> out;
    for (const auto* verdicts : {&m_impl->objectVerdicts, &m_impl->applierVerdicts}) {
        for (const auto& [key, verdict] : *verdicts)
            out.insert(out.end(), verdict.findings.begin(), verdict.findings.end());
    }
    std::ranges::sort(out, [](const Finding& a, const Finding& b) { return order(a) < order(b); });
    return out;
}

std::vector<Finding> Engine::findings(const ObjectKey& object) const
{
    auto out = findings();
    std::erase_if(out, [&](const Finding& finding) { return !(finding.object == object); });
    return out;
}

const std::vector<Finding>& Engine::episodes() const
{
    return m_impl->episodes;
}

Summary Engine::summary() const
{
    const auto& d = *m_impl;
    Summary out;
    std::unordered_set<ObjectKey> drifted;
    for (const auto* verdicts : {&d.objectVerdicts, &d.applierVerdicts}) {
        for (const auto& [key, verdict] : *verdicts) {
            out.letStand += verdict.letStand;
            out.held += verdict.held;
            for (const auto& finding : verdict.findings) {
                if (!finding.ignoredBy.empty()) {
                    ++out.expected;
                    continue;
                }
                ++out.byKind[static_cast<std::size_t>(finding.kind)];
                if (!counts(finding.kind))
                    continue;
                ++(finding.confidence == Confidence::Certain ? out.certain : out.likely);
                drifted.insert(finding.object);
            }
        }
    }
    out.objects = static_cast<std::uint32_t>(drifted.size());
    out.watched = d.watched;
    out.notMonitored = d.notMonitored;
    out.elsewhere = d.elsewhere;
    return out;
}

Facts Engine::facts(WallTime now) const
{
    const auto& d = *m_impl;
    Facts out;
    out.observedAt = now;
    for (const auto& [key, object] : d.objects) {
        const ObjectView view(*object.record);
        if (view.owner->empty() && d.listing(key).empty())
            continue; // nothing of Flux's
        ObjectFacts facts;
        facts.uid = object.record->uid;
        facts.apiVersion = *view.apiVersion;
        facts.owner = *view.owner;
        facts.fields = object.applied;
        if (object.fluxTime != Impl::NoTime)
            facts.fluxTime = WallTime{Millis{object.fluxTime}};
        out.objects.emplace(key, std::move(facts));
    }
    // What could not be read this time stays as it was known.
    for (const auto& [key, facts] : d.baseline.objects) {
        if (!d.isRead(key))
            out.objects.try_emplace(key, facts);
    }
    return out;
}

} // namespace dg::drift
