// SPDX-License-Identifier: Apache-2.0
// List and watch of one resource. ReflectorMachine is the protocol as a pure state machine: inputs in, actions out; no
// socket, clock or thread in it. Reflector drives it over a net::HttpLoop and feeds a Sink. Sources: domain.md §8,
// client-go's reflector, KEP-3157 (WatchList), flux-live.md C.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "json/json.h"
#include "kube/resource.h"
#include "store/store.h"

#include <string>

namespace dg::kube {

// Turns one object into a record. Called on the cluster's I/O thread, for items of a list and objects of events alike.
class RecordDecoder {
public:
    virtual ~RecordDecoder() = default;
    // An object nothing can be made of (no name) is an error: counted, the stream goes on.
    [[nodiscard]] virtual Result<store::RecordPtr> decode(json::Object& object) = 0;
};

enum class StreamPhase : unsigned char { Idle, Listing, Live, CatchingUp, Waiting, Forbidden, NotServed, Failed };

// What a person may know about one kind's stream.
struct StreamState {
    StreamPhase phase = StreamPhase::Idle;
    bool synced = false;              // a first complete state was seen
    std::size_t objects = 0;          // received in the list so far, then held
    std::size_t expected = 0;         // 0 unknown
    SteadyTime lastGood{};            // last bytes or bookmark
    SteadyTime retryAt{};             // when phase is Waiting, Forbidden or Failed
    std::uint64_t undecodable = 0;    // objects dropped
    Error error{};                    // why, when not Live
    bool hasError = false;
};

// The five words of the vocabulary, on the I/O thread.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void relistBegan() = 0;
    virtual void applied(store::RecordPtr record, SteadyTime seen) = 0;
    virtual void removed(const ObjectKey& key, SteadyTime seen) = 0;
    virtual void relistEnded(SteadyTime seen) = 0;      // sweep what was not applied since relistBegan
    virtual void streamChanged(const StreamState& state) = 0;
};

} // namespace dg::kube
