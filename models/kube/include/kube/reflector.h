// SPDX-License-Identifier: Apache-2.0
// List and watch of one resource. ReflectorMachine is the protocol as a pure state machine: inputs in, actions out; no
// socket, clock or thread in it. Reflector drives it over a net::HttpLoop and feeds a Sink. Sources: domain.md §8,
// client-go's reflector, KEP-3157 (WatchList), flux-live.md C.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "kube/resource.h"
#include "net/http.h"
#include "store/store.h"
#include "json/json.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace dg::kube {

// Turns one object into a record, for items of a list and objects of events alike. Called by one thread at a time: the
// cluster's I/O thread, or the one that reads a long answer beside it; so it keeps to itself and what is thread-safe.
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
    bool synced = false; // a first complete state was seen
    std::size_t objects = 0; // received in the list so far, then held
    std::size_t expected = 0; // 0 unknown
    SteadyTime lastGood{}; // last bytes or bookmark
    SteadyTime retryAt{}; // when phase is Waiting, Forbidden or Failed
    std::uint64_t undecodable = 0; // objects dropped
    Error error{}; // why, when not Live
    bool hasError = false;
};

// The five words of the vocabulary, on the I/O thread.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void relistBegan() = 0;
    virtual void applied(store::RecordPtr record, SteadyTime seen) = 0;
    virtual void removed(const ObjectKey& key, SteadyTime seen) = 0;
    virtual void relistEnded(SteadyTime seen) = 0; // sweep what was not applied since relistBegan
    virtual void streamChanged(const StreamState& state) = 0;
};

// How the first complete state is read (flux-live.md C). WatchList: fastest first row. ListThenWatch: one gzip answer,
// thirteen times fewer bytes, for slow links.
enum class FirstState : unsigned char { WatchList, ListThenWatch };

// What was learnt about one server; shared by its reflectors, on the loop's thread only.
struct ServerTraits {
    bool watchListRefused = false;
};

// Reads one resource for as long as it runs and says everything to a Sink. Everything on the loop's thread, and never
// destroyed from within a call to its Sink or RecordDecoder. A short answer is decoded in the loop's callback, the first
// state of a large cluster (over a megabyte) on a thread of its own until the watch is live; the loop's thread waits for
// it where too much is unread: that is what holds the socket back.
class Reflector {
public:
    struct Options {
        std::string ns; // empty: all namespaces
        std::string labelSelector, fieldSelector;
        bool metadataOnly = false; // PartialObjectMetadata (domain.md §8.4)
        FirstState firstState = FirstState::WatchList;
        int pageSize = 500; // where a server cuts the list into pages at all
        std::shared_ptr<ServerTraits> server; // null: own
    };
    Reflector(net::HttpLoop& loop, Resource resource, Options options, RecordDecoder& decoder, Sink& sink, const Clock& clock, Logger& log,
        std::uint32_t seed);
    ~Reflector(); // cancels
    Reflector(const Reflector&) = delete;
    Reflector& operator=(const Reflector&) = delete;
    void start();
    void stop();
    void retryNow(); // ends a wait; also permits another refresh of credentials
    [[nodiscard]] const StreamState& state() const;
    // Called once on a 401: refreshes the credentials, then calls back, on the loop's thread, now or later.
    std::function<void(std::function<void(Status)>)> refreshCredentials;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::kube
