// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/store.h"
#include "sql.h"

#include <bit>
#include <functional>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace dg::history {

inline constexpr std::int64_t DayMillis = 86'400'000;
inline constexpr std::int64_t SlotMillis = 900'000; // of `tally`
// Up to this length what happened is read row by row; beyond it from the sums.
inline constexpr Millis RowByRow{std::chrono::hours{6}};

// The end of a stretch that goes on is written every few seconds: so much after it is no gap yet.
inline constexpr Millis BeatGrain{15'000};

// flags of `state` and of `delivery`.
enum StateFlag : std::uint8_t { Suspended = 1, Behind = 2 };
enum DeliveryFlag : std::uint8_t { DeliveryFailed = 1, DeliveryImage = 2, DeliveryChecked = 4 };

[[nodiscard]] constexpr std::int64_t floorTo(std::int64_t value, std::int64_t step)
{
    return value - ((value % step) + step) % step;
}

// Steps of the logarithm, eight to each doubling: what is read back is at most 5 % off.
[[nodiscard]] int tallyBucket(Millis took);
[[nodiscard]] Millis tallyMiddle(int bucket);

// One kind of entry: a statement with cluster or object, from, to bound, newest first.
struct EntrySource {
    std::string select; // up to and with WHERE, without the conditions
    const char* cluster; // column
    const char* object;
    const char* time;
    std::string also; // a further condition
    std::function<Entry(const Query&, ObjectId&)> read; // columns from 1 on; 0 is the object
};
[[nodiscard]] EntrySource eventSource();

[[nodiscard]] constexpr Origin originFrom(std::int64_t code)
{
    return code == 0 ? Origin::Seen : Origin::ReadLater;
}

// Rows of a table with a begin and an end, in two statements, for each has an index that serves it: those that go on, and those that
// ended within or after the range; both began before its end. `run` binds (cluster, from, to).
struct Lasting {
    const char* begin;
    const char* end;
    [[nodiscard]] std::string where(const char* cluster, bool goesOn) const
    {
        std::string out(cluster);
        out.append(" = ? AND ").append(end);
        if (goesOn)
            out.append(" IS NULL AND ").append(begin).append(" >= ?");
        else
            out.append(" > ?");
        return out.append(" AND ").append(begin).append(" < ?");
    }
    [[nodiscard]] static bool run(Query& query, ClusterId cluster, bool goesOn, WallTime from, WallTime to)
    {
        return query.run(cluster, goesOn ? WallTime::min() : from, to);
    }
};

inline constexpr Lasting DriftLasts{"opened", "closed"}, TroubleLasts{"began", "ended"};

struct Store::Impl {
    std::unique_ptr<Sql> sql;
    Access access = Access::Read;
    bool additions = false; // the tables are known to be there

    // --- writing
    struct KnownObject {
        ObjectId id = 0;
        bool flux = false, gone = false;
    };
    std::unordered_map<std::string, KnownObject> objectIds; // by cluster and name
    std::unordered_map<std::string, std::int64_t> words;
    std::int64_t wordsDay = 0; // since the epoch
    std::set<ClusterId> locked; // PostgreSQL's advisory locks that this connection holds

    [[nodiscard]] Result<KnownObject*> object(ClusterId cluster, const ObjectRow& row);
    [[nodiscard]] Result<std::optional<std::int64_t>> word(const std::string& text, WallTime now);
    [[nodiscard]] Status writeStates(const Batch& batch);
    [[nodiscard]] Status writePasses(const Batch& batch);
    [[nodiscard]] Status writeTroubles(const Batch& batch);
    [[nodiscard]] Status writeDrifts(const Batch& batch);
    [[nodiscard]] Status writeDeliveries(const Batch& batch);
    [[nodiscard]] Status writeRest(const Batch& batch);
    [[nodiscard]] Status writeEvents(const Batch& batch);
    [[nodiscard]] Status resumeEvents(ClusterId cluster, Resume& out);
    [[nodiscard]] Status forgetEvents(WallTime now);
    [[nodiscard]] Result<bool> hasAdditions(); // false: the history is of a program that kept no Events and knew no uid
    [[nodiscard]] Result<ClusterId> clusterNamed(const std::string& identity); // 0: none
    [[nodiscard]] Result<ClusterId> makeCluster(const ClusterName& name, const std::string& identity);
    [[nodiscard]] Result<ClusterId> clusterByName(const ClusterName& name);
    [[nodiscard]] Result<ClusterId> clusterByUid(const ClusterName& name);
    [[nodiscard]] Result<bool> hasUid(ClusterId cluster);
    struct DayKey {
        std::int64_t day = 0;
        ObjectId object = 0;
        friend auto operator<=>(const DayKey&, const DayKey&) = default;
    };
    struct DaySums {
        std::int64_t changes = 0, failures = 0, passes = 0, passTime = 0, longest = 0, longestAt = 0, longestLag = 0, lagAt = 0;
    };
    struct TallyKey {
        int metric = 0;
        std::string ns;
        std::int64_t slot = 0;
        int bucket = 0;
        friend auto operator<=>(const TallyKey&, const TallyKey&) = default;
    };
    std::map<DayKey, DaySums> days; // of the batch that is being written
    std::map<TallyKey, std::int64_t> tallies;
    void count(Metric metric, const std::string& ns, WallTime at, Millis took);
    [[nodiscard]] Status writeSums(ClusterId cluster);
    [[nodiscard]] Result<std::int64_t> takeAway(ClusterId cluster, std::int64_t before, std::int64_t most);
    [[nodiscard]] Result<std::int64_t> usedBytes();

    // --- reading
    struct SeenObject {
        ObjectRow row;
        std::string text; // lower case, what words are looked for in
        bool flux = false;
    };
    struct Objects {
        std::unordered_map<ObjectId, SeenObject> byId;
        ObjectId last = 0;
    };
    std::unordered_map<ClusterId, Objects> objects;
    // The objects of a cluster as far as they are known now.
    [[nodiscard]] Result<const Objects*> objectsOf(ClusterId cluster);
    // Which of them a scope means; empty optional: all.
    [[nodiscard]] std::optional<std::unordered_set<ObjectId>> chosen(const Objects& objects, const Scope& scope) const;
    [[nodiscard]] Result<std::vector<Segment>> segments(ObjectId object, Range range, WallTime end, const std::vector<Watched>& watched,
        const std::vector<std::pair<WallTime, WallTime>>& drifted);
    struct Stretch { // of trouble or drift
        ObjectId object = 0;
        WallTime from{}, to{};
    };
    [[nodiscard]] Result<std::vector<Stretch>> troubleStretches(ClusterId cluster, Range range, WallTime end);
    [[nodiscard]] Result<std::vector<Stretch>> driftStretches(ClusterId cluster, Range range, WallTime end);
    using Stretches = std::unordered_map<ObjectId, std::vector<std::pair<WallTime, WallTime>>>; // by object, in any order
    // The lanes of a scope in no order, and where they were in drift.
    [[nodiscard]] Result<std::vector<Lane>> unorderedLanes(const Scope& scope, Range range, WallTime end, Stretches& drifted);
    [[nodiscard]] Result<std::vector<ObjectId>> changedObjects(ClusterId cluster, Range range);
    [[nodiscard]] Result<StateRow> stateAt(ObjectId object, WallTime when);
};

// The columns of a state row, in the order that stateFrom() reads them from `first` on; "s" is the table.
inline constexpr const char* StateColumns = "s.at, s.code, s.flags, r.body, m.body, v.body, s.origin, s.times, s.last";
inline constexpr const char* StateWords = " LEFT JOIN word r ON r.id = s.reason LEFT JOIN word m ON m.id = s.message"
                                          " LEFT JOIN word v ON v.id = s.revision";
[[nodiscard]] StateRow stateFrom(const Query& query, int first);
[[nodiscard]] std::optional<flux::State> stateFromCode(std::optional<std::int64_t> code);

// Statements are put together from constants only.
template <class... Parts> [[nodiscard]] std::string join(const Parts&... parts)
{
    std::string out;
    (out.append(parts), ...);
    return out;
}

} // namespace dg::history
