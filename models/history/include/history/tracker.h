// SPDX-License-Identifier: Apache-2.0
// What is worth keeping of a cluster's deltas: turns records into rows. Passes that bring nothing new and states of a few seconds
// are left out, repetitions counted; of Kubernetes Events those about Flux's objects are kept. One thread at a time; no store, no clock of its own.
#pragma once

#include "drift/engine.h"
#include "history/store.h"
#include "store/store.h"

#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace dg::history {

class Tracker {
public:
    // `resume`: what was in force when the cluster was watched last.
    Tracker(StringPool& pool, Store::Resume resume);
    ~Tracker();
    Tracker(const Tracker&) = delete;
    Tracker& operator=(const Tracker&) = delete;

    [[nodiscard]] static bool takes(store::RecordType type);
    // `now`: by the cluster's clock. Rows are added to `out`.
    void apply(std::span<const store::Delta> deltas, WallTime now, Batch& out);
    void drift(std::span<const drift::Event> events, WallTime now, Batch& out);
    void setDrifted(std::uint32_t objects) { m_drifted = objects; }
    void setCommitted(const ObjectKey& application, const std::string& sha, WallTime time, Batch& out);
    // These kinds were read whole: what was in force of them and was not seen since is gone.
    void setRead(std::span<const std::pair<Atom, Atom>> groupKinds, WallTime now, Batch& out);
    // What waits for its time: states that lasted, repetitions, the sample, drift that ended while nobody watched. Every second or so.
    void tick(WallTime now, Batch& out);
    void finish(WallTime now, Batch& out); // nothing is held back any more
    [[nodiscard]] std::vector<store::Delta> objects() const; // as they are now, for another tracker

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
    std::uint32_t m_drifted = 0;
};

} // namespace dg::history
