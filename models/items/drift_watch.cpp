// SPDX-License-Identifier: Apache-2.0
#include "items/drift_watch.h"

#include "flux/reconcile.h"

#include <QFile>
#include <QMetaObject>
#include <QSaveFile>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace dg::items {

namespace {

constexpr std::size_t MostQuestions = 200; // at a time
constexpr Millis SaveEvery{300'000};
constexpr Millis WaitFor{250}; // what the engine wants to look at again
constexpr Millis TellEvery{100}; // findings may be many, and are told as a whole

} // namespace

// The engine's side. What stands under the mutex is handed over; the engine itself is the worker's alone.
struct DriftWatch::Impl {
    Impl(StringPool& stringPool, const Clock& usedClock, Options given)
        : pool(stringPool)
        , clock(usedClock)
        , options(std::move(given))
        , engine(pool, options.rules)
    {
    }

    struct Answer {
        std::vector<drift::Finding> findings, episodes;
        drift::Summary summary;
    };
    struct Gate { // lets the worker post to somebody who may be gone
        std::mutex mutex;
        DriftWatch* watch = nullptr;
    };

    void post(std::function<void()> task)
    {
        {
            const std::scoped_lock lock(mutex);
            tasks.push_back(std::move(task));
        }
        wake.notify_one();
    }
    void run();
    void load();
    void save();
    void tell();

    StringPool& pool;
    const Clock& clock;
    const Options options;
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> tasks;
    std::vector<store::Delta> deltas; // not taken yet
    bool stopping = false;

    drift::Engine engine; // of the worker's thread
    bool told = false, untold = false;
    SteadyTime lastTold{};
    drift::Summary lastSummary;
    SteadyTime saved{};

    // Of the GUI thread.
    Answer shown;
    std::unordered_map<ObjectKey, int> counts, below;
    std::thread thread; // last: ends before the rest
};

void DriftWatch::Impl::run()
{
    load();
    saved = clock.steady();
    for (;;) {
        std::vector<store::Delta> taken;
        std::deque<std::function<void()>> now;
        {
            std::unique_lock lock(mutex);
            const auto due = [this] { return stopping || !tasks.empty() || !deltas.empty(); };
            if (untold || engine.isWaiting())
                wake.wait_for(lock, untold ? TellEvery : WaitFor, due);
            else
                wake.wait(lock, due);
            if (stopping)
                break;
            taken.swap(deltas);
            now.swap(tasks);
        }
        for (const auto& task : now)
            task();
        engine.apply(taken, clock.wall());
        if (auto questions = engine.takeQuestions(MostQuestions); !questions.empty() && options.lookUp)
            options.lookUp(std::move(questions));
        untold = clock.steady() - lastTold < TellEvery;
        if (!untold)
            tell();
        if (clock.steady() - saved > SaveEvery)
            save();
    }
    save();
}

void DriftWatch::Impl::load()
{
    if (options.factsFile.empty())
        return;
    QFile file(QString::fromStdString(options.factsFile));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const auto bytes = file.readAll();
    // A damaged file costs what was remembered, nothing else.
    if (auto facts = drift::readFacts({bytes.constData(), static_cast<std::size_t>(bytes.size())}, pool, options.factsFile))
        engine.setBaseline(std::move(*facts));
}

void DriftWatch::Impl::save()
{
    saved = clock.steady();
    if (options.factsFile.empty())
        return;
    auto facts = engine.facts(clock.wall());
    if (facts.objects.empty())
        return; // nothing was read: what is remembered stays
    facts.cluster = options.cluster;
    facts.server = options.server;
    QSaveFile file(QString::fromStdString(options.factsFile));
    if (!file.open(QIODevice::WriteOnly))
        return;
    const auto written = drift::writeFacts(facts, [&file](std::string_view bytes) -> Status {
        if (file.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size()))
            return fail(ErrorCode::FileUnwritable);
        return {};
    });
    if (written)
        file.commit();
}

// What was found goes to the GUI thread as a whole: findings are few.
void DriftWatch::Impl::tell()
{
    lastTold = clock.steady();
    auto events = engine.takeEvents();
    auto summary = engine.summary();
    if (told && events.empty() && summary == lastSummary)
        return;
    told = true;
    if (options.events)
        options.events(std::move(events));
    lastSummary = summary;
    auto answer = std::make_shared<Answer>(Answer{engine.findings(), engine.episodes(), summary});
    const std::scoped_lock lock(gate->mutex);
    if (auto* watch = gate->watch) {
        QMetaObject::invokeMethod(
            watch,
            [watch, answer] {
                auto& d = *watch->m_impl;
                d.shown = std::move(*answer);
                d.counts.clear();
                d.below.clear();
                for (const auto& finding : d.shown.findings) {
                    if (!drift::counts(finding.kind) || !finding.ignoredBy.empty())
                        continue;
                    // An owner's number is of objects, not of fields.
                    if (d.counts[finding.object]++ == 0 && !finding.owner.empty())
                        ++d.below[flux::keyOf(finding.owner, d.pool)];
                }
                Q_EMIT watch->changed();
            },
            Qt::QueuedConnection);
    }
}

DriftWatch::DriftWatch(StringPool& pool, const Clock& clock, Options options, QObject* parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>(pool, clock, std::move(options)))
{
    m_impl->gate->watch = this;
    m_impl->thread = std::thread([this] { m_impl->run(); });
}

DriftWatch::~DriftWatch()
{
    {
        const std::scoped_lock lock(m_impl->gate->mutex);
        m_impl->gate->watch = nullptr;
    }
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->wake.notify_one();
    m_impl->thread.join();
}

void DriftWatch::feed(std::span<const store::Delta> deltas)
{
    {
        const std::scoped_lock lock(m_impl->mutex);
        for (const auto& delta : deltas) {
            if (drift::Engine::takes(delta.type))
                m_impl->deltas.push_back(delta);
        }
        if (m_impl->deltas.empty())
            return;
    }
    m_impl->wake.notify_one();
}

void DriftWatch::setReadKinds(std::vector<std::pair<Atom, Atom>> groupKinds)
{
    m_impl->post([d = m_impl.get(), kinds = std::move(groupKinds)] { d->engine.setReadKinds(kinds); });
}

void DriftWatch::confirmAbsent(std::vector<ObjectKey> keys)
{
    m_impl->post([d = m_impl.get(), keys = std::move(keys)] {
        for (const auto& key : keys)
            d->engine.confirmAbsent(key);
    });
}

void DriftWatch::setRules(drift::RuleSet rules)
{
    m_impl->post([d = m_impl.get(), rules = std::move(rules)] { d->engine.setRules(rules); });
}

const std::vector<drift::Finding>& DriftWatch::findings() const
{
    return m_impl->shown.findings;
}
const std::vector<drift::Finding>& DriftWatch::episodes() const
{
    return m_impl->shown.episodes;
}
const drift::Summary& DriftWatch::summary() const
{
    return m_impl->shown.summary;
}

int DriftWatch::countOf(const ObjectKey& object) const
{
    const auto found = m_impl->counts.find(object);
    return found == m_impl->counts.end() ? 0 : found->second;
}

int DriftWatch::countBelow(const ObjectKey& owner) const
{
    const auto found = m_impl->below.find(owner);
    return found == m_impl->below.end() ? 0 : found->second;
}

} // namespace dg::items
