// SPDX-License-Identifier: Apache-2.0
// Writes the history of the open clusters on a thread of its own. Feeding never waits: it takes values along; what comes faster
// than the disk takes it waits in memory up to a bound, then the oldest repetitions are given up and counted.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "drift/engine.h"
#include "history/store.h"
#include "store/store.h"

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace dg::history {

struct RecorderStatus {
    bool writing = false; // the last transaction went well
    Error error{}; // why not; also after a damaged file was set aside (then `setAside` is its new path)
    std::string setAside;
    StoreFacts facts;
    std::uint64_t waiting = 0, lost = 0; // rows; lost since the program was started
    std::int64_t spooled = 0; // bytes that wait in a file for the database
};

// Passes that were seen since the feed was opened, for who wants to count along. Upper bounds in seconds; the last bucket is the rest.
inline constexpr std::array<double, 11> DurationBounds{1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800};
struct Durations {
    std::array<std::uint64_t, DurationBounds.size() + 1> buckets{}; // not cumulated
    double sum = 0; // seconds
    std::uint64_t count = 0;
    void add(Millis took);
};
struct PassCounts {
    std::uint64_t good = 0, failed = 0;
    Durations duration, lag;
};

// One open cluster. Any thread; after close() nothing is taken any more.
class Feed {
public:
    virtual ~Feed() = default;
    virtual void deltas(std::span<const store::Delta> deltas) = 0;
    virtual void drift(std::vector<drift::Event> events) = 0;
    virtual void driftedObjects(std::uint32_t count) = 0;
    virtual void action(const ObjectKey& object, ActionRow row) = 0;
    virtual void committed(const ObjectKey& application, std::string sha, WallTime time) = 0; // what GitLab said of a commit
    // Whether everything that can be read is being watched now: between, the lanes have a gap. `skew`: the cluster's clock minus ours.
    // `readKinds`: whose lists were read whole, and have been fed.
    virtual void watching(bool complete, Millis skew, std::vector<std::pair<Atom, Atom>> readKinds) = 0;
    // The uid of kube-system's namespace; empty: it may not be read.
    virtual void identified(const std::string& uid) = 0;
    virtual void close() = 0;
    // This program writes the cluster (another one may have it: then its rows are read, and nothing is written twice).
    [[nodiscard]] virtual bool isWriter() const = 0;
    [[nodiscard]] virtual PassCounts passes() const = 0;
};

class Recorder {
public:
    struct Options {
        std::string url;
        Retention retention;
        std::string holder; // this program, unique: host, process
        std::string spool = {}; // a file for what a database that is gone cannot take; empty: it waits in memory only
        Millis flushEvery{1000};
        Millis retryAfter{5'000}; // a store that failed is opened again
        Millis leaseEvery{15'000}; // whether this program writes a cluster is asked again; a lease lives three times as long
        // On the writer's thread, after a transaction and when the status changed; must only post.
        std::function<void()> changed = {};
    };
    Recorder(Options options, StringPool& pool, const Clock& clock, Logger& log);
    ~Recorder(); // writes what is waiting, joins
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    // `awaitsUid`: nothing is written until Feed::identified() was called.
    [[nodiscard]] std::shared_ptr<Feed> open(const ClusterName& cluster, bool awaitsUid = false);
    void setRetention(const Retention& retention);
    void erase(const std::string& identity, std::function<void(Status)> done); // on the writer's thread
    void flush(std::function<void(Status)> done); // everything fed before is written; on the writer's thread
    [[nodiscard]] RecorderStatus status() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::history
