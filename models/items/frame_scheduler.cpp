// SPDX-License-Identifier: Apache-2.0
#include "items/frame_scheduler.h"

#include <QMetaObject>

#include <algorithm>
#include <memory>
#include <mutex>

namespace dg::items {

namespace {

constexpr Millis FrameTime{16};
constexpr Millis FrameBudget{3};
// A long backlog is the first load: frames follow one another as fast as the window paints, each with more to take in.
constexpr std::size_t LongBacklog = 512; // deltas
constexpr Millis LoadBudget{10};
constexpr Millis LoadPause{2}; // the window paints and answers meanwhile
constexpr Millis LeastPause{4};
constexpr std::size_t Batch = 32; // deltas between two looks at the clock
// The tree makes what need not be there at once in slices of about a millisecond: when nothing has come for a while, and
// in each frame that had little to do, so that a busy cluster gets there too.
constexpr Millis IdleAfter{50};
constexpr Millis IdlePause{5};

// What the I/O thread may touch; outlives neither side by accident, because both hold it.
struct Gate {
    std::mutex mutex;
    FrameScheduler* scheduler = nullptr;
};

} // namespace

struct FrameScheduler::Impl {
    Impl(store::Inbox& in, tree::FleetTree& to, const Clock& c)
        : inbox(in)
        , tree(to)
        , clock(c)
    {
    }
    store::Inbox& inbox;
    tree::FleetTree& tree;
    const Clock& clock;
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();
    std::function<void(std::span<const store::Delta>)> tap;
    std::vector<store::Delta> deltas;
    QTimer timer;
    QTimer idle;
    SteadyTime lastFrame{};
    Millis lag{0};
    bool paused = false;
};

FrameScheduler::FrameScheduler(store::Inbox& inbox, tree::FleetTree& tree, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>(inbox, tree, clock))
{
    m_impl->timer.setSingleShot(true);
    m_impl->timer.setTimerType(Qt::PreciseTimer);
    connect(&m_impl->timer, &QTimer::timeout, this, &FrameScheduler::frame);
    m_impl->idle.setSingleShot(true);
    connect(&m_impl->idle, &QTimer::timeout, this, &FrameScheduler::prepare);
    m_impl->gate->scheduler = this;
    inbox.setNotify([gate = m_impl->gate] {
        const std::scoped_lock lock(gate->mutex);
        if (auto* scheduler = gate->scheduler) {
            QMetaObject::invokeMethod(
                scheduler,
                [scheduler] {
                    auto& d = *scheduler->m_impl;
                    if (d.paused || d.timer.isActive())
                        return;
                    const auto since = std::chrono::duration_cast<Millis>(d.clock.steady() - d.lastFrame);
                    if (since >= FrameTime)
                        scheduler->frame(); // the first at once
                    else
                        d.timer.start(std::max(FrameTime - since, Millis{0}));
                },
                Qt::QueuedConnection);
        }
    });
    if (inbox.size() > 0)
        m_impl->timer.start(0);
}

FrameScheduler::~FrameScheduler()
{
    {
        const std::scoped_lock lock(m_impl->gate->mutex);
        m_impl->gate->scheduler = nullptr;
    }
    m_impl->inbox.setNotify({});
}

void FrameScheduler::setTap(std::function<void(std::span<const store::Delta>)> tap)
{
    m_impl->tap = std::move(tap);
}

void FrameScheduler::setPaused(bool paused)
{
    if (m_impl->paused == paused)
        return;
    m_impl->paused = paused;
    if (paused) {
        m_impl->timer.stop();
        m_impl->idle.stop();
    } else {
        frame();
    }
}

void FrameScheduler::prepare()
{
    auto& d = *m_impl;
    if (!d.timer.isActive() && d.inbox.size() == 0 && d.tree.prepare())
        d.idle.start(IdlePause);
}

std::size_t FrameScheduler::backlog() const
{
    return m_impl->inbox.size();
}
Millis FrameScheduler::lastLag() const
{
    return m_impl->lag;
}

void FrameScheduler::frame()
{
    auto& d = *m_impl;
    if (d.paused)
        return;
    const auto began = d.clock.steady();
    d.lastFrame = began;
    d.tree.setNow(d.clock.wall());
    auto oldest = SteadyTime::max();
    int count = 0;
    bool more = true;
    const bool loading = d.inbox.size() > LongBacklog;
    const auto budget = loading ? LoadBudget : FrameBudget;
    while (more && (count == 0 || d.clock.steady() - began < budget)) {
        d.deltas.clear();
        more = d.inbox.drain(d.deltas, Batch);
        if (d.deltas.empty())
            break;
        if (d.tap)
            d.tap(d.deltas);
        d.tree.stage(d.deltas);
        count += static_cast<int>(d.deltas.size());
        for (const auto& delta : d.deltas) {
            if (delta.seen != SteadyTime{})
                oldest = std::min(oldest, delta.seen);
        }
    }
    d.deltas.clear();
    if (count > 0)
        d.tree.settle();
    if (!more && d.clock.steady() - began < FrameBudget / 2)
        d.tree.prepare();
    const auto now = d.clock.steady();
    const auto took = std::chrono::duration_cast<Millis>(now - began);
    if (more)
        d.timer.start(loading ? LoadPause : std::max(FrameTime - took, LeastPause));
    else
        d.idle.start(IdleAfter);
    if (count == 0)
        return;
    d.lag = oldest == SteadyTime::max() ? Millis{0} : std::chrono::duration_cast<Millis>(now - oldest);
    Q_EMIT applied(count);
}

} // namespace dg::items
