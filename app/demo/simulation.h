// SPDX-License-Identifier: Apache-2.0
// What Flux's controllers would do, on simulated time: a queue of due steps, each run with the time it was due at, so that
// the objects' times do not depend on how busy the machine is.
#pragma once

#include "random.h"
#include "simulated_clock.h"
#include "store.h"

#include <QTimer>

#include <functional>
#include <map>
#include <set>

namespace dg::demo {

class Simulation final : public QObject {
    Q_OBJECT
public:
    Simulation(Store& store, const SimulatedClock& clock, std::uint32_t seed);
    // With `alive` things move by themselves; without only requests are answered.
    void start(bool alive);
    // A user patched this object: an annotation that asks for a pass, or the spec.
    void patched(ResourceId resource, const QByteArray& ns, const QByteArray& name);

private:
    struct Id {
        ResourceId resource = 0;
        QByteArray ns;
        QByteArray name;
        friend auto operator<=>(const Id& a, const Id& b) = default;
    };
    using Step = std::function<void(WallTime)>;
    void at(WallTime when, Step step);
    void runDue();
    void arm();

    Store& m_store;
    const SimulatedClock& m_clock;
    Random m_random;
    std::multimap<WallTime, Step> m_queue;
    QTimer m_timer;
};

} // namespace dg::demo
