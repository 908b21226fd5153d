// SPDX-License-Identifier: Apache-2.0
// What one cluster tells, until it is rows.
#include "recorder_impl.h"

#include <algorithm>

namespace dg::history {

namespace {

constexpr std::size_t MostDeltas = 200'000; // that wait for the thread, of one cluster
constexpr std::size_t MostTasks = 10'000; // the same, of what else is told
constexpr std::size_t MostRows = 200'000; // that wait for the disk, of one cluster
constexpr Millis GapFrom{30'000};
constexpr Millis BeatEvery{5'000}; // how much of the time watched a crash may cost

} // namespace

void ClusterFeed::post(std::function<void(ClusterFeed&)> task)
{
    const std::scoped_lock lock(mutex); // no wake: the next turn takes it
    if (closed)
        return;
    tasks.push_back(std::move(task));
    if (tasks.size() > MostTasks) { // the store has been gone for long
        tasks.pop_front();
        ++lost;
    }
}

void ClusterFeed::deltas(std::span<const store::Delta> fresh)
{
    const std::scoped_lock lock(mutex);
    if (closed)
        return;
    for (const auto& delta : fresh) {
        if (Tracker::takes(delta.type))
            pending.push_back(delta);
    }
    if (pending.size() > MostDeltas)
        compact();
}

// Of each object the last one is kept.
void ClusterFeed::compact()
{
    std::unordered_set<ObjectKey> seen;
    std::vector<store::Delta> last;
    for (auto delta = pending.rbegin(); delta != pending.rend(); ++delta) {
        if (seen.insert(delta->key).second)
            last.push_back(std::move(*delta));
    }
    lost += pending.size() - last.size();
    pending.assign(std::make_move_iterator(last.rbegin()), std::make_move_iterator(last.rend()));
}

void ClusterFeed::drift(std::vector<drift::Event> events)
{
    post([events = std::move(events)](ClusterFeed& feed) {
        feed.judged = true;
        for (const auto& [type, finding] : events) {
            if (type == drift::EventType::Closed)
                feed.openDrift.erase(finding.id());
            else
                feed.openDrift.insert_or_assign(finding.id(), finding);
        }
        feed.tracker->drift(events, feed.now(), feed.batch);
    });
}

void ClusterFeed::driftedObjects(std::uint32_t count)
{
    post([count](ClusterFeed& feed) {
        feed.drifted = count;
        feed.tracker->setDrifted(count);
    });
}

void ClusterFeed::action(const ObjectKey& object, ActionRow row)
{
    row.message = redact(row.message);
    post([name = ObjectRow{0, object.group.str(), object.kind.str(), object.ns.str(), object.name.str()}, row = std::move(row)](
             ClusterFeed& feed) {
        feed.batch.actions.push_back({name, row});
    });
}

void ClusterFeed::committed(const ObjectKey& application, std::string sha, WallTime time)
{
    post([application, sha = std::move(sha), time](ClusterFeed& feed) { feed.tracker->setCommitted(application, sha, time, feed.batch); });
}

void ClusterFeed::watching(bool complete, Millis newSkew, std::vector<std::pair<Atom, Atom>> read)
{
    post([complete, newSkew, read = std::move(read)](ClusterFeed& feed) {
        feed.skew = newSkew;
        if (complete != feed.complete && feed.stretch) {
            // A connection that comes back soon goes on where it was: the server tells what happened meanwhile.
            if (!complete)
                feed.beat();
            else if (feed.now() - feed.stretch->to > GapFrom)
                feed.stretch.reset();
        }
        feed.complete = complete;
        if (complete)
            feed.readKinds = read;
        feed.readDue = feed.readDue || complete;
    });
}

void ClusterFeed::identified(const std::string& uid)
{
    const std::scoped_lock lock(mutex);
    toldUid = uid;
}

// Once: what is written goes on under the name that it began with.
void ClusterFeed::takeName()
{
    if (isNamed)
        return;
    const std::scoped_lock lock(mutex);
    isNamed = toldUid.has_value();
    name.uid = toldUid.value_or(std::string());
}

void ClusterFeed::close()
{
    const std::scoped_lock lock(mutex);
    closed = true;
}

WallTime ClusterFeed::now() const
{
    return clock.wall() + skew;
}

// So far everything was seen.
void ClusterFeed::beat()
{
    const auto at = now();
    if (!stretch)
        stretch = Watched{at, at};
    stretch->to = std::max(stretch->to, at);
    if (!batch.watched || batch.watched->from == stretch->from)
        batch.watched = stretch;
}

// On the writer's thread: what waits becomes rows.
void ClusterFeed::work()
{
    if (!tracker)
        return; // it waits until the store says what was in force
    std::vector<store::Delta> taken;
    std::deque<std::function<void(ClusterFeed&)>> todo;
    {
        const std::scoped_lock lock(mutex);
        taken.swap(pending);
        todo.swap(tasks);
        batch.lost += std::exchange(lost, 0);
    }
    const auto at = now();
    const auto before = batch.passes.size();
    tracker->apply(taken, at, batch);
    countPasses(before);
    for (const auto& task : todo)
        task(*this);
    if (std::exchange(readDue, false))
        tracker->setRead(readKinds, at, batch);
    tracker->tick(at, batch);
    if (complete && (!stretch || at - stretch->to >= BeatEvery))
        beat();
}

void ClusterFeed::countPasses(std::size_t from)
{
    const std::scoped_lock lock(mutex);
    for (auto i = from; i < batch.passes.size(); ++i) {
        const auto& row = batch.passes[i].row;
        if (row.origin != Origin::Seen)
            continue;
        ++(row.ok ? counts.good : counts.failed);
        if (row.duration)
            counts.duration.add(*row.duration);
        if (row.lag)
            counts.lag.add(*row.lag);
    }
}

PassCounts ClusterFeed::passes() const
{
    const std::scoped_lock lock(mutex);
    return counts;
}

void Durations::add(Millis took)
{
    const auto seconds = static_cast<double>(took.count()) / 1000;
    const auto bucket = std::ranges::lower_bound(DurationBounds, seconds) - DurationBounds.begin();
    ++buckets[static_cast<std::size_t>(bucket)];
    sum += seconds;
    ++count;
}

// A batch that cannot be written grows: the oldest passes and repetitions go first, then the oldest of all.
void ClusterFeed::bound()
{
    const auto shrink = [&](auto& rows) {
        if (batch.rows() <= MostRows)
            return;
        const auto over = std::min(batch.rows() - MostRows + MostRows / 10, rows.size());
        rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(over));
        batch.lost += over;
    };
    shrink(batch.repeats);
    shrink(batch.passes);
    shrink(batch.samples);
    shrink(batch.events);
    shrink(batch.deliveries);
    shrink(batch.states);
    shrink(batch.troubles);
    shrink(batch.drifts);
}

} // namespace dg::history
