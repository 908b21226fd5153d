// SPDX-License-Identifier: Apache-2.0
// The read-only engine. Takes the deltas of a cluster's store (Flux's objects and what they manage, with ownership), says
// what drifted. One look: apply() everything once. Watching: apply() what comes, take the events. One thread at a time.
#pragma once

#include "drift/facts.h"
#include "drift/finding.h"
#include "drift/rules.h"
#include "store/store.h"

#include <array>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace dg::drift {

enum class EventType : std::uint8_t { Opened, Changed, Closed };
struct Event {
    EventType type = EventType::Opened;
    Finding finding; // Closed: as it was last
};

struct Summary {
    std::array<std::uint32_t, KindCount> byKind{}; // open and not expected
    std::uint32_t certain = 0, likely = 0; // open, not expected, of kinds that count()
    std::uint32_t expected = 0; // open, but a rule expects them
    std::uint32_t letStand = 0; // foreign fields older than the owner's last pass: Flux looked and left them
    std::uint32_t held = 0; // objects that a mark keeps from being judged (reconcile: disabled, ssa: Ignore, …)
    std::uint32_t objects = 0; // objects with findings that count
    std::uint32_t watched = 0; // managed objects seen
    std::uint32_t elsewhere = 0; // inventory entries in another cluster: not watched
    std::uint32_t notMonitored = 0; // objects whose kind is not read: nothing can be said
    friend bool operator==(const Summary&, const Summary&) = default;
};

class Engine {
public:
    explicit Engine(StringPool& pool, RuleSet rules = {});
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // An earlier look. Before the first apply().
    void setBaseline(Facts facts);
    void setRules(RuleSet rules);
    // Kinds whose list was read whole and cluster-wide: only there an absent object is missing. Flux's own kinds too: only where
    // an owner's kind is among them an absent owner is absent.
    void setReadKinds(std::span<const std::pair<Atom, Atom>> groupKinds);
    // Flux's objects, what they manage, and Flux's apply events.
    [[nodiscard]] static bool takes(store::RecordType type);
    // Takes in what changed; judged by settle(), at `now` by the cluster's clock.
    void stage(std::span<const store::Delta> deltas);
    void settle(WallTime now);
    void apply(std::span<const store::Delta> deltas, WallTime now); // both
    // A lookup by name answered 404: what an inventory names is not there. settle() judges.
    void confirmAbsent(const ObjectKey& key);
    // Inventory entries that no list holds and nobody looked up yet, each once; the caller looks them up by name. What is found
    // comes as a delta, what is not by confirmAbsent(). At most `max` at a time.
    [[nodiscard]] std::vector<ObjectKey> takeQuestions(std::size_t max);

    // Something is to be judged by settle() again in a moment, without a further delta.
    [[nodiscard]] bool isWaiting() const;
    [[nodiscard]] std::vector<Event> takeEvents(); // since the last call, in order
    [[nodiscard]] std::vector<Finding> findings() const; // all that are open, expected ones too; by owner, object, path
    [[nodiscard]] std::vector<Finding> findings(const ObjectKey& object) const;
    [[nodiscard]] const std::vector<Finding>& episodes() const; // Corrected, in the order they were learnt; at most 1,000
    [[nodiscard]] Summary summary() const;
    // What is known now, for the next look. `cluster`, `server` and `program` are the caller's to fill in.
    [[nodiscard]] Facts facts(WallTime now) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::drift
