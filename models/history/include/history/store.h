// SPDX-License-Identifier: Apache-2.0
// One connection to a history. One thread at a time: the recorder has one, each reader has one. Answers take milliseconds also over
// ten million rows, because what spans days is read from sums that the writer keeps.
//
// Errors: FileUnwritable (disk full, no rights), BadSyntax (a damaged file), Unsupported (a newer schema, an unknown URL, a
// missing driver), ConnectFailed (a database that cannot be reached), Timeout (another program holds it).
#pragma once

#include "base/result.h"
#include "history/queries.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <utility>

namespace dg::history {

// What a program has to understand. Tables that others may leave alone (`additions`) do not raise it: a team's programs are not all
// renewed on one day.
inline constexpr int SchemaVersion = 1;

struct Retention {
    std::chrono::days age{90};
    std::int64_t bytes = 500'000'000; // SQLite only
};

// What one transaction writes.
struct Batch {
    // Of objects the id is not used.
    struct State {
        ObjectRow object;
        StateRow row;
    };
    struct Repeat { // of the row at `at`
        ObjectRow object;
        WallTime at{}, last{};
        std::uint32_t times = 1;
    };
    struct Pass {
        ObjectRow object;
        PassRow row;
    };
    struct Trouble { // by (object, began): written again when it gets worse or ends
        ObjectRow object;
        TroubleRow row;
        bool begins = false; // the first time
    };
    struct Drift { // by (object, id, opened): written again when it closes
        ObjectRow object;
        std::optional<ObjectRow> owner;
        DriftRow row;
    };
    struct Delivery { // by (object, revision)
        ObjectRow object;
        delivery::Run run;
    };
    struct Action {
        ObjectRow object;
        ActionRow row;
    };
    struct Event { // by (object, what it says, at): written again when it is repeated
        ObjectRow object;
        EventRow row;
    };
    ClusterId cluster = 0;
    std::vector<State> states;
    std::vector<Repeat> repeats;
    std::vector<Pass> passes;
    std::vector<Trouble> troubles;
    std::vector<Drift> drifts;
    std::vector<Delivery> deliveries;
    std::vector<Action> actions;
    std::vector<Sample> samples;
    std::vector<Event> events;
    std::vector<EventSeen> eventsSeen;
    std::optional<Watched> watched; // the stretch that goes on; by its `from`
    std::uint64_t lost = 0; // rows that had to be given up before
    [[nodiscard]] std::size_t rows() const;
};

class Store {
public:
    enum class Access : std::uint8_t { Write, Read };
    // "sqlite:/path/history.sqlite", a path, or "postgresql://user@host:port/database?sslmode=verify-full" (that mode where none is
    // named, but for this very machine). Write makes and migrates.
    // `check`: reads the file whole first (a damaged one is BadSyntax).
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::string& url, Access access, bool check = false);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // --- writing
    // Made where it is not there. A uid that is new takes up what was kept under the identity, unless that is another cluster's.
    [[nodiscard]] Result<ClusterId> cluster(const ClusterName& name);
    // One transaction: all of it or nothing.
    [[nodiscard]] Status write(const Batch& batch);
    // One program writes a cluster. True: it is this one until `until`; a lease that ran out is anybody's.
    [[nodiscard]] Result<bool> lease(ClusterId cluster, const std::string& holder, WallTime now, WallTime until);
    void release(ClusterId cluster, const std::string& holder);
    // Takes away what is too old, then the oldest until it fits; a slice of at most 20,000 rows. True: there is more to do.
    [[nodiscard]] Result<bool> retain(const Retention& retention, WallTime now);
    [[nodiscard]] Status erase(ClusterId cluster);
    // What was in force last, for who goes on writing.
    struct Resume {
        std::vector<ObjectAt> states;
        std::vector<Trouble> troubles; // open
        std::vector<DriftEpisode> drifts; // open
        std::map<std::string, std::vector<delivery::Run>> runs; // by ObjectKey::toString() of the application
        std::vector<ObjectEvent> events; // that may be repeated still
        std::vector<EventSeen> eventsSeen;
        std::optional<WallTime> watchedUntil;
    };
    [[nodiscard]] Result<Resume> resume(ClusterId cluster);

    // What another store told by copyOut(), into one that holds nothing else. Lines of a later version are passed over. Errors: BadSyntax
    // (a row with other columns) beside the usual ones; then nothing was written.
    [[nodiscard]] Status copyIn(ClusterId cluster, std::span<const std::string> lines);

    [[nodiscard]] bool isBroken() const; // something failed since it was opened: open another

    // --- reading
    [[nodiscard]] Result<std::vector<Cluster>> clusters();
    // Every row of a cluster from a time on, with what they name: {"history":TABLE,"row":[…]}, a line each, texts first.
    [[nodiscard]] Status copyOut(ClusterId cluster, WallTime from, const std::function<Status(std::string_view line)>& sink);
    [[nodiscard]] Result<ClusterId> find(const std::string& identity); // ClusterName::identity; 0: not known
    [[nodiscard]] Result<ClusterId> find(const ClusterName& name); // by its uid, else by its identity
    [[nodiscard]] Result<StoreFacts> facts();
    [[nodiscard]] Result<std::optional<ObjectRow>> find(
        ClusterId cluster, const std::string& group, const std::string& kind, const std::string& ns, const std::string& name);
    [[nodiscard]] Result<std::optional<ObjectRow>> find(const std::string& identity, const std::string& group, const std::string& kind,
        const std::string& ns, const std::string& name); // of the cluster of this name in the store
    [[nodiscard]] Result<std::vector<std::string>> namespaces(ClusterId cluster);
    [[nodiscard]] Result<std::vector<Watched>> watched(ClusterId cluster, Range range);
    // Objects with most trouble first, then drift, then by name. `skip` and `most` make pages.
    [[nodiscard]] Result<std::vector<Lane>> lanes(const Scope& scope, Range range, WallTime now, std::size_t most, std::size_t skip = 0);
    // All of them without their segments: what changed within the range first (beyond twelve hours: on its days), each part as above.
    [[nodiscard]] Result<std::vector<Lane>> laneList(const Scope& scope, Range range, WallTime now);
    // What laneList() leaves out, of some of its objects and in their order.
    [[nodiscard]] Result<std::vector<std::vector<Segment>>> segments(
        ClusterId cluster, Range range, WallTime now, std::span<const ObjectId> objects);
    [[nodiscard]] Result<std::vector<Entry>> entries(const Scope& scope, Range range, std::size_t most, std::size_t skip = 0);
    // One value in force at the begin of each bucket and every change, thinned to `most`.
    [[nodiscard]] Result<std::vector<Sample>> samples(ClusterId cluster, Range range, std::size_t most);
    [[nodiscard]] Result<Trend> trend(Metric metric, const Scope& scope, Range range, Millis bucket);
    [[nodiscard]] Result<std::vector<DriftEpisode>> driftEpisodes(const Scope& scope, Range range, std::size_t most);
    [[nodiscard]] Result<std::vector<Trouble>> troubles(const Scope& scope, Range range, std::size_t most);
    // That were told within the range, for the first or the last time; Warnings first, then the newest.
    [[nodiscard]] Result<std::vector<ObjectEvent>> events(const Scope& scope, Range range, std::size_t most);
    [[nodiscard]] Result<std::vector<DeliveryDay>> deliveriesPerDay(const Scope& scope, Range range);
    [[nodiscard]] Result<std::vector<delivery::Run>> runs(ObjectId application, std::size_t most); // the newest, oldest first
    struct Delivery {
        ObjectRow application;
        delivery::Run run;
    };
    [[nodiscard]] Result<std::vector<Delivery>> deliveries(const Scope& scope, Range range, std::size_t most); // the newest first
    enum class Order : std::uint8_t { MostChanges, MostFailures, SlowestPass };
    [[nodiscard]] Result<std::vector<ObjectTotals>> totals(const Scope& scope, Range range, Order order, std::size_t most);
    [[nodiscard]] Result<std::vector<Change>> changes(const Scope& scope, Range between);
    [[nodiscard]] Result<std::vector<ObjectAt>> at(const Scope& scope, WallTime when);

private:
    Store();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// What the history at `url` has of a cluster from a time on, see Store::copyOut(); nothing where it does not know it.
[[nodiscard]] Status copyOf(
    const std::string& url, const std::string& identity, WallTime from, const std::function<Status(std::string_view line)>& sink);

} // namespace dg::history
