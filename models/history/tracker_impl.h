// SPDX-License-Identifier: Apache-2.0
// The inside of a Tracker. tracker.cpp has what is called; tracker_states.cpp states and trouble; tracker_passes.cpp passes and deliveries.
#pragma once

#include "event_tracker.h"
#include "flux/reconcile.h"
#include "history/tracker.h"

#include <set>
#include <unordered_map>
#include <unordered_set>

namespace dg::history {

using flux::FluxObject;
using flux::State;

[[nodiscard]] inline ObjectRow rowOf(const ObjectKey& key)
{
    return {0, key.group.str(), key.kind.str(), key.ns.str(), key.name.str()};
}

[[nodiscard]] inline std::string nameOf(const ObjectRow& row)
{
    return row.group + '\n' + row.kind + '\n' + row.ns + '\n' + row.name;
}

// What makes a state another one.
[[nodiscard]] inline bool sameState(const StateRow& a, const StateRow& b)
{
    return a.state == b.state && a.suspended == b.suspended && a.behind == b.behind && a.reason == b.reason && a.revision == b.revision
        && (a.state == State::Ready || a.message == b.message);
}

struct Tracker::Impl {
    Impl(StringPool& usedPool, Store::Resume resume)
        : pool(usedPool)
        , former(std::move(resume))
        , events(former.events, former.eventsSeen, former.watchedUntil)
    {
        for (auto& state : former.states)
            formerStates.emplace(nameOf(state.object), state.row);
        for (auto& [object, trouble] : former.troubles)
            formerTroubles.emplace(nameOf(object), trouble);
        for (auto& episode : former.drifts)
            openDrifts.emplace(episode.drift.id, OpenDrift{episode.object, episode.owner, episode.drift, true});
    }

    struct Node {
        ObjectRow name;
        std::shared_ptr<const FluxObject> object;
        flux::Verdict verdict;
        StateRow row; // as it was written; row.at == 0: nothing yet
        std::optional<StateRow> held;
        std::optional<TroubleRow> trouble;
        bool repeated = false; // row.times is not written yet
        std::optional<WallTime> said, lastPass;
        std::string passedRevision;
        std::optional<WallTime> underWay; // since
        std::vector<delivery::Run> runs; // as written
        struct RunState { // what runs depend on
            std::optional<WallTime> reconciled, fetched;
            std::string applied, fetchedRevision;
            State state = State::Unknown;
            friend bool operator==(const RunState&, const RunState&) = default;
        };
        std::optional<RunState> runState;
    };
    struct OpenDrift {
        ObjectRow object;
        std::optional<ObjectRow> owner;
        DriftRow row;
        bool former = false; // of a run before; not seen again yet
    };

    const FluxObject* find(const ObjectKey& key) const
    {
        const auto found = nodes.find(key);
        return found == nodes.end() ? nullptr : found->second.object.get();
    }
    void take(const store::Delta& delta, WallTime now, Batch& out, std::vector<ObjectKey>& touched);
    void gone(Node& node, WallTime now, Batch& out);
    void look(Node& node, WallTime now, Batch& out);
    void first(Node& node, StateRow row, WallTime now, Batch& out);
    void write(Node& node, StateRow row, Batch& out);
    void followTrouble(Node& node, Batch& out);
    void passes(Node& node, bool isFirst, Batch& out);
    void deliveries(Node& node, WallTime now, Batch& out);
    void sample(WallTime now, std::uint32_t drifted, Batch& out);

    StringPool& pool;
    Store::Resume former;
    EventTracker events;
    std::unordered_map<std::string, StateRow> formerStates; // not seen yet in this run
    std::unordered_map<std::string, TroubleRow> formerTroubles;
    std::unordered_map<ObjectKey, Node> nodes;
    std::unordered_map<ObjectKey, std::unordered_set<ObjectKey>> referrers; // of a source
    std::unordered_set<ObjectKey> holding, repeating;
    std::unordered_map<std::string, OpenDrift> openDrifts; // by finding
    delivery::RunBook book;
    Sample last;
    WallTime repeatsWritten{};
    std::set<std::string, std::less<>> readKinds; // an object of these that is not known is not there
    std::optional<WallTime> readAt; // everything was read
    bool wasRead = false;
    bool judged = false; // drift was told since
};

} // namespace dg::history
