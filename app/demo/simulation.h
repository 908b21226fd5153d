// SPDX-License-Identifier: Apache-2.0
// What Flux's controllers would do, on simulated time: a queue of due steps, each run with the time it was due at, so that
// the objects' times do not depend on how busy the machine is. Nothing but these steps and users' patches writes.
#pragma once

#include "random.h"
#include "resources.h"
#include "simulated_clock.h"

#include <QTimer>

#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace dg::demo {

class Simulation final : public QObject {
    Q_OBJECT
public:
    Simulation(Store& store, const SimulatedClock& clock, std::uint32_t seed);
    // With `alive` things move by themselves, from five seconds on; without it only requests are answered.
    void start(bool alive);
    // A user patched this object: an annotation that asks for a pass, or the spec.
    void patched(ResourceId resource, const QByteArray& ns, const QByteArray& name);

private:
    struct Id {
        ResourceId resource = 0;
        QByteArray ns;
        QByteArray name;
        friend bool operator==(const Id&, const Id&) = default;
        friend auto operator<=>(const Id& a, const Id& b)
        {
            return std::tie(a.resource, a.ns, a.name) <=> std::tie(b.resource, b.ns, b.name);
        }
    };
    using Step = std::function<void(WallTime)>;
    // A step on an object that is still there: gets it parsed, stores what it leaves.
    using Edit = std::function<void(QJsonObject&, WallTime)>;

    void at(WallTime when, Step step);
    void edit(const Id& id, WallTime when, Edit change);
    void runDue();
    void arm();
    [[nodiscard]] Millis random(int lowMs, int highMs) { return Millis{m_random.between(lowMs, highMs)}; }
    [[nodiscard]] QJsonObject json(const Id& id) const { return m_store.json(id.resource, id.ns, id.name); }
    [[nodiscard]] static Id idOf(const char* kind, const QByteArray& ns, const QByteArray& name);

    // Passes of the controllers.
    void beginPass(const Id& id, WallTime now);
    void endPass(const Id& id, WallTime now);
    void passKustomization(const Id& id, WallTime now);
    void finishKustomization(const Id& id, QJsonObject& object, const QJsonObject& before, const QString& stage, WallTime now);
    void passHelmRelease(const Id& id, WallTime now);
    void upgrade(const Id& id, WallTime now, Millis takes);
    void passSource(const Id& id, WallTime now);
    void swallow(const Id& id, WallTime now);
    void scheduleNext(const Id& id, WallTime now);
    // The first dependency that is not ready; empty when all are.
    [[nodiscard]] QString unreadyDependency(const Id& id, const QJsonObject& object) const;
    [[nodiscard]] QJsonObject sourceArtifact(const Id& id, const QJsonObject& object) const;
    [[nodiscard]] QString sourceRevision(const Id& id, const QJsonObject& object) const;

    // What happens by itself.
    void indexDependants();
    void commit(WallTime now);
    void storeRevision(const Id& source, const QString& revision, WallTime now);
    void publishChart(WallTime now);
    void breakOne(WallTime now);
    void setReplicas(const Id& workload, int ready, WallTime now);
    void setChild(const Id& child, int ready, WallTime now);
    void pullAgain(WallTime now, bool failed);

    Store& m_store;
    const SimulatedClock& m_clock;
    Random m_random;
    std::multimap<WallTime, Step> m_queue;
    QTimer m_timer;
    bool m_alive = false;
    int m_commits = 0;
    std::map<Id, std::vector<Id>> m_dependants; // source -> appliers
    std::vector<Id> m_committed; // sources that get commits
    std::set<Id> m_running;
    std::set<Id> m_again; // asked for while a pass was running
    std::set<Id> m_failing; // running passes of objects whose last verdict was bad
    std::set<Id> m_broken; // their health checks fail for a while
    std::set<Id> m_healed; // the next pass succeeds although the last one failed
};

} // namespace dg::demo
