// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/recorder.h"
#include "history/tracker.h"
#include "spool.h"
#include "sql.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_set>

namespace dg::history {

// What stands under the mutex is handed over; the rest is the writer's thread alone.
class ClusterFeed final : public Feed {
public:
    ClusterFeed(ClusterName cluster, const Clock& usedClock, bool awaitsUid)
        : name(std::move(cluster))
        , isNamed(!awaitsUid)
        , clock(usedClock)
    {
    }
    void deltas(std::span<const store::Delta> fresh) override;
    void drift(std::vector<drift::Event> events) override;
    void driftedObjects(std::uint32_t count) override;
    void action(const ObjectKey& object, ActionRow row) override;
    void committed(const ObjectKey& application, std::string sha, WallTime time) override;
    void watching(bool complete, Millis newSkew, std::vector<std::pair<Atom, Atom>> read) override;
    void identified(const std::string& uid) override;
    void close() override;
    bool isWriter() const override { return writer; }

    PassCounts passes() const override;

    mutable std::mutex mutex;
    PassCounts counts;
    std::vector<store::Delta> pending;
    std::deque<std::function<void(ClusterFeed&)>> tasks;
    std::uint64_t lost = 0;
    bool closed = false;
    std::optional<std::string> toldUid;

    void takeName();
    void work();
    void bound();
    void beat();
    void countPasses(std::size_t from);
    [[nodiscard]] WallTime now() const; // the cluster's
    ClusterName name;
    bool isNamed; // its uid was told, or nobody is going to
    bool blind = false; // the tracker began without knowing what was in force: the database was gone
    const Clock& clock;
    Millis skew{0};
    ClusterId id = 0;
    std::atomic<bool> writer{false};
    SteadyTime leaseDue{};
    std::unique_ptr<Tracker> tracker; // null: the store has not said yet what was in force
    Batch batch;
    std::optional<Watched> stretch; // that goes on
    WallTime spooledUntil{};
    bool complete = false;
    bool readDue = false;
    std::vector<std::pair<Atom, Atom>> readKinds;
    std::uint32_t drifted = 0;
    bool judged = false; // drift was told of
    std::map<std::string, drift::Finding> openDrift; // by id

private:
    void post(std::function<void(ClusterFeed&)> task);
    void compact();
};

struct Recorder::Impl {
    Impl(Options given, StringPool& usedPool, const Clock& usedClock, Logger& usedLog);
    void post(std::function<void()> task);
    void run();
    void open();
    void claim(ClusterFeed& feed);
    bool takeUp(ClusterFeed& feed);
    void beginBlind(ClusterFeed& feed);
    void write();
    bool writeFeed(ClusterFeed& feed);
    void spoolFeed(ClusterFeed& feed);
    void closeFeeds();
    void end(ClusterFeed& feed);
    void retain();
    void tell();
    void setError(const Error& error);
    void failed(const Error& error);
    bool setAside();

    const Options options;
    StringPool& pool;
    const Clock& clock;
    Logger& log;

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> tasks;
    bool stopping = false;

    mutable std::mutex statusMutex;
    RecorderStatus status;

    // Of the writer's thread.
    std::unique_ptr<Store> store;
    std::unique_ptr<Spool> spool; // null: none
    Retention retention;
    StoreFacts facts;
    bool isUnreachable = false; // the database does not answer
    SteadyTime retryAt{}, retainAt{}, factsRead{};
    std::vector<std::shared_ptr<ClusterFeed>> feeds;
    std::thread thread; // last: ends before the rest
};

} // namespace dg::history
