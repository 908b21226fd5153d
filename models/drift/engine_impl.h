// SPDX-License-Identifier: Apache-2.0
// The inside of the engine. Objects and appliers are judged apart, each leaves its findings under its own name; what changed
// between two judgements becomes events. Private to drift.
#pragma once

#include "drift/engine.h"
#include "flux/apply_event.h"
#include "judge.h"
#include "store/entry_index.h"

#include <limits>
#include <unordered_map>
#include <unordered_set>

namespace dg::drift {

struct Engine::Impl {
    Impl(StringPool& stringPool, RuleSet ruleSet)
        : pool(stringPool)
        , rules(std::move(ruleSet))
    {
    }

    // An object that is there. Many: kept small.
    struct Object {
        store::RecordPtr record;
        flux::FieldSetPtr applied; // what Flux owned at its entry's time, as far as anybody saw it
        std::int64_t fluxTime = NoTime; // of Flux's entry, milliseconds
        std::int64_t since = NoTime; // when it was first judged, here or in the baseline
        bool listed = false; // an inventory named it, when it was judged
        bool replaced = false; // it had Flux's entry before, under another uid
    };
    static constexpr std::int64_t NoTime = std::numeric_limits<std::int64_t>::min();

    // Somebody with an inventory.
    struct Applier {
        std::shared_ptr<const flux::FluxObject> object;
        std::uint32_t slot = 0;
        std::vector<std::uint64_t> entries; // hashes, sorted
        std::vector<ObjectKey> absent; // listed, of a kind that is read, and not there
        std::uint32_t notMonitored = 0, elsewhere = 0;
    };

    // What judging one object or one applier left.
    struct Verdict {
        std::vector<Finding> findings;
        std::uint32_t letStand = 0;
        bool held = false;
        ObjectKey owner; // whose passes matter to it
        [[nodiscard]] bool empty() const { return findings.empty() && letStand == 0 && !held && owner.empty(); }
    };

    // Deltas (engine.cpp)
    void take(const store::Delta& delta);
    void takeRecord(const store::RecordPtr& record);
    void remember(Object& object, bool fresh, bool recreated);
    void removed(const ObjectKey& key);
    void touchListing(const ObjectKey& key); // the appliers that list it
    void touchOwned(const ObjectKey& owner);
    void judgeObject(const ObjectKey& key, WallTime now);
    [[nodiscard]] bool isLongUnlisted(const ObjectKey& key, WallTime now);
    void replace(std::unordered_map<ObjectKey, Verdict>& verdicts, const ObjectKey& key, Verdict fresh, WallTime now);
    void closed(const Finding& finding, WallTime now);
    void addEpisode(Finding episode);
    [[nodiscard]] std::vector<const Applier*> listing(const ObjectKey& key) const;
    [[nodiscard]] bool isRead(const ObjectKey& key) const { return readKinds.contains({key.group, key.kind, {}, {}}); }
    [[nodiscard]] const flux::FluxObject* fluxObject(const ObjectKey& key) const;

    // Apply events (apply_events.cpp)
    void takeApplyEvent(const store::Delta& delta);
    void judgeApplyEvents();
    [[nodiscard]] bool judgeApplyEvent(const flux::ApplyEvent& event); // false: not yet
    void corrected(const flux::ApplyEvent& event, const flux::FluxObject& applier, bool certain);

    // Appliers (appliers.cpp)
    void takeApplier(const std::shared_ptr<const flux::FluxObject>& object, const flux::FluxObject* before);
    void dropApplier(const ObjectKey& key);
    void indexEntries(Applier& applier, const flux::FluxObject* before);
    void judgeApplier(const ObjectKey& key, WallTime now);
    void findMissing(Applier& applier, Verdict& out, WallTime now);
    void findHelmDrift(const Applier& applier, Verdict& out) const;
    void findBehind(const Applier& applier, Verdict& out) const;
    void findUndecrypted(const Applier& applier, Verdict& out) const;
    void findOrphan(const ObjectView& object, const FluxEntry& entry, Verdict& out) const;
    void findSealed(const store::Record& record, Verdict& out) const;

    StringPool& pool;
    RuleSet rules;
    Facts baseline;
    bool haveBaseline = false;
    std::unordered_set<ObjectKey> readKinds; // group and kind only

    std::unordered_map<ObjectKey, Object> objects;
    std::unordered_map<ObjectKey, Applier> appliers;
    std::vector<const Applier*> slots; // null: free
    std::vector<std::uint32_t> freeSlots;
    std::uint32_t notMonitored = 0, elsewhere = 0; // of all appliers
    store::EntryIndex index; // hash of an entry -> slots
    std::unordered_map<ObjectKey, std::unordered_set<ObjectKey>> bySource; // source -> appliers

    std::unordered_set<ObjectKey> dirtyObjects, dirtyAppliers;
    std::unordered_map<ObjectKey, Verdict> objectVerdicts, applierVerdicts;
    std::unordered_map<ObjectKey, std::unordered_set<ObjectKey>> owned; // owner -> objects whose verdict depends on it

    std::unordered_map<ObjectKey, ObjectFacts> gone; // seen alive before, listed, not there: as they were
    std::unordered_set<ObjectKey> asked;
    std::unordered_map<ObjectKey, WallTime> absentSince; // looked up by name: not there
    std::unordered_set<ObjectKey> justAbsent; // the same, since the last settle()
    std::vector<ObjectKey> questions;
    std::unordered_map<ObjectKey, std::optional<WallTime>> unlisted; // seen listed, there still, listed no more since; nullopt: long

    // Apply events whose pass has not ended as far as its applier's status says, and when each was seen last.
    std::unordered_map<ObjectKey, std::shared_ptr<const flux::ApplyEvent>> pendingEvents;
    std::unordered_map<ObjectKey, WallTime> seenEvents;

    std::uint32_t watched = 0; // objects that carry an owner's label
    std::vector<Event> events;
    std::vector<Finding> episodes;
};

[[nodiscard]] flux::Reference referenceTo(const flux::FluxObject& applier);
[[nodiscard]] ObjectKey keyOf(const flux::InventoryEntry& entry, StringPool& pool);
[[nodiscard]] std::uint64_t hashOf(std::string_view group, std::string_view kind, std::string_view ns, std::string_view name);
[[nodiscard]] ObjectKey ownerKey(const flux::Reference& owner, StringPool& pool); // empty: none

} // namespace dg::drift
