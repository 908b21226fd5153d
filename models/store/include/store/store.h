// SPDX-License-Identifier: Apache-2.0
// store: what a cluster is known to hold. ObjectStore has one writer (the cluster's I/O thread); every change becomes a
// Delta in the Inbox, which the GUI thread (or a one-shot command) drains. Contract: of each object a subsequence of its
// states in order (client-go's); the inbox is bounded by the number of objects, because the last one wins.
#pragma once

#include "base/clock.h"
#include "base/object_key.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace dg::store {

enum class RecordType : std::uint8_t {
    Flux,
    Managed,
    Namespace,
    Controller, // one of Flux's own controllers
    Workload, // what a workload made: a Pod, ReplicaSet or Job; has a store of its own, for it may be an inventory's entry too
    ApplyEvent // what Flux says of a pass that wrote something
};

// Immutable once it is in the store. Derived: flux::FluxObject, flux::ManagedObject, flux::WorkloadObject, flux::ControllerRecord,
// flux::ApplyEvent.
struct Record {
    explicit Record(RecordType t)
        : type(t)
    {
    }
    virtual ~Record() = default;
    Record(const Record&) = default;
    Record& operator=(const Record&) = default;
    RecordType type;
    ObjectKey key;
    std::string uid;
    std::string resourceVersion; // opaque: equality only
};
using RecordPtr = std::shared_ptr<const Record>;

struct Delta {
    ObjectKey key;
    RecordType type = RecordType::Flux;
    RecordPtr record; // null: the object is gone
    SteadyTime seen{}; // when its bytes were read
};

// Which list an object came from: one for each reflector.
using ListId = std::uint32_t;

// Keyed by object and type of record, last wins, order of first arrival. Thread-safe.
class Inbox {
public:
    void push(Delta delta);
    // Moves up to `max` deltas to the end of `out`; returns whether more are left.
    bool drain(std::vector<Delta>& out, std::size_t max);
    [[nodiscard]] std::size_t size() const;
    // Called (on the pushing thread, without a lock held) when the inbox turns from empty to not empty.
    void setNotify(std::function<void()> notify);

private:
    mutable std::mutex m_mutex;
    std::vector<Delta> m_queue; // from m_head on
    std::size_t m_head = 0;
    struct Place {
        ObjectKey key;
        RecordType type;
        friend bool operator==(const Place&, const Place&) = default;
    };
    struct PlaceHash {
        std::size_t operator()(const Place& place) const noexcept
        {
            return std::hash<ObjectKey>()(place.key) + static_cast<std::size_t>(place.type);
        }
    };
    std::unordered_map<Place, std::size_t, PlaceHash> m_position; // index into m_queue
    std::function<void()> m_notify;
};

// Single writer. A relist marks with an epoch and sweeps at its end: deletions come out as deltas, nothing resets.
class ObjectStore {
public:
    explicit ObjectStore(Inbox& inbox)
        : m_inbox(inbox)
    {
    }
    void beginRelist(ListId list);
    // False when nothing changed (same uid and resourceVersion): no delta.
    bool apply(ListId list, RecordPtr record, SteadyTime seen);
    // Removes only what this list brought.
    bool remove(ListId list, const ObjectKey& key, SteadyTime seen);
    void endRelist(ListId list, SteadyTime seen); // sweeps what the relist did not bring
    void dropList(ListId list, SteadyTime seen); // the kind is gone
    // What this list brings next counts as changed whatever its resourceVersion: it comes in another API version.
    void expectNewForm(ListId list);
    [[nodiscard]] RecordPtr find(const ObjectKey& key) const;
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    template <class F> void forEach(F&& f) const
    {
        for (const auto& [key, entry] : m_entries)
            f(entry.record);
    }

private:
    struct Entry {
        RecordPtr record;
        ListId list = 0;
        std::uint32_t epoch = 0;
        bool newForm = false;
    };
    Inbox& m_inbox;
    std::unordered_map<ObjectKey, Entry> m_entries;
    std::unordered_map<ListId, std::uint32_t> m_epochs;
};

} // namespace dg::store
