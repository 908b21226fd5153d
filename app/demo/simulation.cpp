// SPDX-License-Identifier: Apache-2.0
#include "simulation.h"

namespace dg::demo {

Simulation::Simulation(Store& store, const SimulatedClock& clock, std::uint32_t seed) : m_store(store), m_clock(clock), m_random(seed)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Simulation::runDue);
}

void Simulation::start(bool) { }

void Simulation::patched(ResourceId, const QByteArray&, const QByteArray&) { }

void Simulation::at(WallTime when, Step step)
{
    m_queue.emplace(when, std::move(step));
    arm();
}

void Simulation::runDue()
{
    const auto now = m_clock.now();
    while (!m_queue.empty() && m_queue.begin()->first <= now) {
        auto node = m_queue.extract(m_queue.begin());
        node.mapped()(node.key());
    }
    arm();
}

void Simulation::arm()
{
    if (!m_queue.empty())
        m_timer.start(m_clock.until(m_queue.begin()->first));
}

} // namespace dg::demo
