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

constexpr Millis SpoolWatchEvery{30'000};
constexpr std::int64_t SpoolBytes = 500'000'000;
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

Batch emptyBatch(ClusterId cluster)
{
    Batch batch;
    batch.cluster = cluster;
    return batch;
}

} // namespace

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
    isUnreachable = !opened && opened.error().code == ErrorCode::ConnectFailed;
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
    if (*held == feed.writer && feed.tracker && !feed.blind)
        return;
    if (*held && !takeUp(feed))
        return;
    if (!feed.tracker)
        feed.tracker = std::make_unique<Tracker>(pool, Store::Resume{}); // follows, so that it can take over
    feed.blind = false;
    feed.writer = *held;
}

bool Recorder::Impl::takeUp(ClusterFeed& feed)
{
    auto resume = store->resume(feed.id);
    if (!resume) {
        failed(resume.error());
        return false;
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
    return true;
}

// The database cannot be asked what was in force: rows are made all the same, and fitted to it once it is back.
void Recorder::Impl::beginBlind(ClusterFeed& feed)
{
    if (!spool || feed.tracker || !isUnreachable)
        return;
    feed.tracker = std::make_unique<Tracker>(pool, Store::Resume{});
    feed.tracker->setDrifted(feed.drifted);
    feed.blind = true;
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
        batch = emptyBatch(batch.cluster);
        return true;
    }
    if (batch.rows() == 0 && !batch.watched && batch.lost == 0)
        return true;
    const auto lost = batch.lost;
    if (auto written = store->write(batch); !written) {
        failed(written.error());
        return false;
    }
    batch = emptyBatch(batch.cluster);
    const std::scoped_lock lock(statusMutex);
    status.lost += lost;
    return true;
}

void Recorder::Impl::write()
{
    for (auto& feed : feeds) {
        feed->takeName();
        if (!feed->isNamed)
            continue;
        if (store)
            claim(*feed);
        else
            beginBlind(*feed);
        feed->work();
        if (store)
            writeFeed(*feed);
        else
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

// The database is gone: what waits goes into a file at once, for this program may end before it is back. That nothing happened while
// it was watched is worth a frame of its own now and then.
void Recorder::Impl::spoolFeed(ClusterFeed& feed)
{
    auto& batch = feed.batch;
    const bool watchedOn = batch.watched && batch.watched->to - feed.spooledUntil >= SpoolWatchEvery;
    if (!spool || !(feed.writer || feed.blind) || (batch.rows() == 0 && !watchedOn))
        return;
    if (feed.stretch) // each frame says who watched: this program
        batch.watched = batch.watched ? batch.watched : feed.stretch;
    if (!spool->append(feed.name, batch, feed.blind))
        return;
    if (batch.watched)
        feed.spooledUntil = batch.watched->to;
    batch = emptyBatch(batch.cluster);
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

std::shared_ptr<Feed> Recorder::open(const ClusterName& cluster, bool awaitsUid)
{
    auto feed = std::make_shared<ClusterFeed>(cluster, m_impl->clock, awaitsUid);
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
        const auto known = d->store->find(identity);
        if (!known) {
            done(tl::unexpected<Error>(known.error()));
            return;
        }
        const auto erased = *known == 0 ? Status{} : d->store->erase(*known);
        for (auto& feed : d->feeds) {
            if (feed->name.identity != identity && feed->id != *known)
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
