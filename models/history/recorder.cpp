// SPDX-License-Identifier: Apache-2.0
#include "history/recorder.h"

#include "history/tracker.h"
#include "recorder_impl.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace dg::history {

namespace {

constexpr std::size_t MostDeltas = 200'000; // that wait for the thread, of one cluster
constexpr std::size_t SpoolFrom = 500; // rows: below that a batch waits in memory for its database
constexpr std::int64_t SpoolBytes = 500'000'000;
constexpr std::size_t MostTasks = 10'000; // the same, of what else is told
constexpr std::size_t MostRows = 200'000; // that wait for the disk, of one cluster
constexpr Millis GapFrom{30'000};
constexpr Millis BeatEvery{5'000}; // how much of the time watched a crash may cost
constexpr Millis RetainEvery{3'600'000};
constexpr Millis FactsEvery{10'000};

bool isFile(const std::string& url)
{
    return !url.starts_with("postgres");
}

QString pathOf(const std::string& url)
{
    const auto path = QString::fromStdString(url);
    return path.startsWith(QLatin1String("sqlite:")) ? path.mid(7) : path;
}

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
    shrink(batch.deliveries);
    shrink(batch.states);
    shrink(batch.troubles);
    shrink(batch.drifts);
}

Recorder::Impl::Impl(Options given, StringPool& usedPool, const Clock& usedClock, Logger& usedLog)
    : options(std::move(given))
    , pool(usedPool)
    , clock(usedClock)
    , log(usedLog)
    , retention(options.retention)
    , thread([this] { run(); })
{
}

void Recorder::Impl::post(std::function<void()> task)
{
    {
        const std::scoped_lock lock(mutex);
        tasks.push_back(std::move(task));
    }
    wake.notify_one();
}

void Recorder::Impl::tell()
{
    if (store && (clock.steady() - factsRead >= FactsEvery || factsRead == SteadyTime{})) {
        factsRead = clock.steady();
        if (auto read = store->facts())
            facts = *read;
    }
    std::uint64_t waiting = 0;
    for (const auto& feed : feeds)
        waiting += feed->batch.rows();
    {
        const std::scoped_lock lock(statusMutex);
        status.waiting = waiting;
        status.spooled = spool ? spool->bytes() : 0;
        status.facts = facts;
    }
    if (options.changed)
        options.changed();
}

void Recorder::Impl::setError(const Error& error)
{
    bool news = false;
    {
        const std::scoped_lock lock(statusMutex);
        news = status.writing || status.error.code != error.code || status.error.detail != error.detail;
        status.writing = false;
        status.error = error;
    }
    if (news) {
        log.warning("history", std::string(errorWord(error.code)) + ": " + error.subject + ": " + error.detail);
        tell();
    }
}

// A damaged file is kept beside a new one.
bool Recorder::Impl::setAside()
{
    if (!isFile(options.url))
        return false;
    store.reset();
    const auto path = pathOf(options.url);
    const auto stamp = QDateTime::fromMSecsSinceEpoch(toMillis(clock.wall())).toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss"));
    const auto aside = path + QStringLiteral(".damaged-") + stamp;
    if (!QFile::rename(path, aside))
        return false;
    for (const auto* end : {"-wal", "-shm"})
        QFile::rename(path + QLatin1String(end), aside + QLatin1String(end));
    for (auto& feed : feeds)
        feed->writer = false; // everything is told to the new one again
    const std::scoped_lock lock(statusMutex);
    status.setAside = aside.toStdString();
    return true;
}

void Recorder::Impl::open()
{
    if (store || clock.steady() < retryAt)
        return;
    if (isFile(options.url))
        QDir().mkpath(QFileInfo(pathOf(options.url)).path());
    auto opened = Store::open(options.url, Store::Access::Write, true);
    Error damage;
    if (!opened && opened.error().code == ErrorCode::BadSyntax) {
        damage = opened.error();
        if (setAside())
            opened = Store::open(options.url, Store::Access::Write);
    }
    if (!opened) {
        retryAt = clock.steady() + options.retryAfter;
        setError(opened.error());
        return;
    }
    if (spool && !spool->empty()) { // first what waited longest
        if (const auto replayed = spool->replay(**opened); !replayed) {
            retryAt = clock.steady() + options.retryAfter;
            setError(replayed.error());
            return;
        }
    }
    store = std::move(*opened);
    factsRead = {};
    for (auto& feed : feeds)
        feed->id = 0;
    const std::scoped_lock lock(statusMutex);
    status.writing = true;
    status.error = damage;
    if (status.setAside.empty())
        status.error = {};
}

// This program writes the cluster, or it does not: and where it begins to, it takes up what was in force.
void Recorder::Impl::claim(ClusterFeed& feed)
{
    const auto now = clock.steady();
    if (feed.id != 0 && now < feed.leaseDue)
        return;
    if (feed.id == 0) {
        auto id = store->cluster(feed.name);
        if (!id) {
            failed(id.error());
            return;
        }
        feed.id = *id;
        feed.batch.cluster = *id;
    }
    feed.leaseDue = now + options.leaseEvery;
    const auto held = store->lease(feed.id, options.holder, clock.wall(), clock.wall() + 3 * options.leaseEvery);
    if (!held) {
        failed(held.error());
        return;
    }
    if (*held == feed.writer && feed.tracker)
        return;
    if (*held) {
        auto resume = store->resume(feed.id);
        if (!resume) {
            failed(resume.error());
            return;
        }
        // What is there already stays; the other program's rows are the history now.
        const auto objects = feed.tracker ? feed.tracker->objects() : std::vector<store::Delta>{};
        feed.tracker = std::make_unique<Tracker>(pool, std::move(*resume));
        feed.tracker->setDrifted(feed.drifted);
        feed.tracker->apply(objects, feed.now(), feed.batch);
        if (feed.judged) { // what is open was told to the one before
            std::vector<drift::Event> open;
            for (const auto& [id, finding] : feed.openDrift)
                open.push_back({drift::EventType::Opened, finding});
            feed.tracker->drift(open, feed.now(), feed.batch);
        }
        feed.readDue = feed.complete;
    } else if (!feed.tracker) {
        feed.tracker = std::make_unique<Tracker>(pool, Store::Resume{}); // follows, so that it can take over
    }
    feed.writer = *held;
}

void Recorder::Impl::failed(const Error& error)
{
    if (error.code == ErrorCode::BadSyntax)
        setAside();
    store.reset();
    retryAt = clock.steady() + options.retryAfter;
    setError(error);
}

bool Recorder::Impl::writeFeed(ClusterFeed& feed)
{
    auto& batch = feed.batch;
    if (!feed.writer) {
        const auto cluster = batch.cluster;
        batch = {};
        batch.cluster = cluster;
        return true;
    }
    if (batch.rows() == 0 && !batch.watched && batch.lost == 0)
        return true;
    const auto lost = batch.lost;
    if (auto written = store->write(batch); !written) {
        failed(written.error());
        return false;
    }
    const auto cluster = batch.cluster;
    batch = {};
    batch.cluster = cluster;
    const std::scoped_lock lock(statusMutex);
    status.lost += lost;
    return true;
}

void Recorder::Impl::write()
{
    for (auto& feed : feeds) {
        if (store)
            claim(*feed);
        feed->work();
        if (store)
            writeFeed(*feed);
        else if (feed->batch.rows() >= SpoolFrom)
            spoolFeed(*feed);
        feed->bound();
    }
    if (store) {
        const std::scoped_lock lock(statusMutex);
        status.writing = true;
        if (status.setAside.empty())
            status.error = {};
    }
}

// The database is gone: what waits goes into a file.
void Recorder::Impl::spoolFeed(ClusterFeed& feed)
{
    if (!spool || !feed.writer || feed.batch.rows() == 0 || !spool->append(feed.name, feed.batch))
        return;
    const auto cluster = feed.batch.cluster;
    feed.batch = {};
    feed.batch.cluster = cluster;
}

void Recorder::Impl::closeFeeds()
{
    std::erase_if(feeds, [this](const std::shared_ptr<ClusterFeed>& feed) {
        {
            const std::scoped_lock lock(feed->mutex);
            if (!feed->closed)
                return false;
        }
        end(*feed);
        return true;
    });
}

void Recorder::Impl::end(ClusterFeed& feed)
{
    feed.work();
    if (feed.tracker)
        feed.tracker->finish(feed.now(), feed.batch);
    if (feed.complete && feed.tracker)
        feed.beat();
    if (store && feed.id != 0 && writeFeed(feed) && feed.writer)
        store->release(feed.id, options.holder);
    else if (!store)
        spoolFeed(feed);
    feed.tracker.reset();
}

void Recorder::Impl::retain()
{
    const auto now = clock.steady();
    if (!store || now < retainAt)
        return;
    const auto more = store->retain(retention, clock.wall());
    if (!more) {
        failed(more.error());
        return;
    }
    retainAt = *more ? now : now + RetainEvery;
}

void Recorder::Impl::run()
{
    retainAt = clock.steady() + Seconds{30}; // not while the first load comes
    if (!options.spool.empty() && !isFile(options.url)) {
        QDir().mkpath(QFileInfo(QString::fromStdString(options.spool)).path());
        spool = Spool::open(options.spool, SpoolBytes);
    }
    for (;;) {
        std::deque<std::function<void()>> now;
        {
            std::unique_lock lock(mutex);
            wake.wait_for(lock, options.flushEvery, [this] { return stopping || !tasks.empty(); });
            now.swap(tasks);
            if (stopping && now.empty())
                break;
        }
        open();
        for (const auto& task : now)
            task();
        write();
        closeFeeds();
        retain();
        tell();
    }
    open();
    write();
    for (auto& feed : feeds) {
        const std::scoped_lock lock(feed->mutex);
        feed->closed = true;
    }
    closeFeeds();
}

Recorder::Recorder(Options options, StringPool& pool, const Clock& clock, Logger& log)
    : m_impl(std::make_unique<Impl>(std::move(options), pool, clock, log))
{
}

Recorder::~Recorder()
{
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->wake.notify_one();
    m_impl->thread.join();
}

std::shared_ptr<Feed> Recorder::open(const ClusterName& cluster)
{
    auto feed = std::make_shared<ClusterFeed>(cluster, m_impl->clock);
    m_impl->post([d = m_impl.get(), feed] { d->feeds.push_back(feed); });
    return feed;
}

void Recorder::setRetention(const Retention& retention)
{
    m_impl->post([d = m_impl.get(), retention] {
        d->retention = retention;
        d->retainAt = {};
    });
}

void Recorder::erase(const std::string& identity, std::function<void(Status)> done)
{
    m_impl->post([d = m_impl.get(), identity, done = std::move(done)] {
        if (!d->store) {
            done(tl::unexpected<Error>(d->status.error));
            return;
        }
        const auto known = d->store->clusters();
        if (!known) {
            done(tl::unexpected<Error>(known.error()));
            return;
        }
        Status erased;
        for (const auto& cluster : *known) {
            if (cluster.name.identity == identity)
                erased = d->store->erase(cluster.id);
        }
        for (auto& feed : d->feeds) {
            if (feed->name.identity != identity)
                continue;
            // It goes on from nothing.
            feed->id = 0;
            feed->writer = false;
            feed->batch = {};
            feed->stretch.reset();
        }
        d->factsRead = {};
        done(erased);
    });
}

void Recorder::flush(std::function<void(Status)> done)
{
    m_impl->post([d = m_impl.get(), done = std::move(done)] {
        d->write();
        const std::scoped_lock lock(d->statusMutex);
        done(d->store ? Status{} : Status(tl::unexpected<Error>(d->status.error)));
    });
}

RecorderStatus Recorder::status() const
{
    const std::scoped_lock lock(m_impl->statusMutex);
    return m_impl->status;
}

} // namespace dg::history
