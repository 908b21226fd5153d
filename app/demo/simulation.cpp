// SPDX-License-Identifier: Apache-2.0
#include "simulation.h"

#include "jsonedit.h"

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr Millis Quiet{5'000}; // nothing moves before: two processes start equal
constexpr Millis CommitEvery{40'000};
constexpr Millis FirstBreak{95'000};
constexpr Millis FirstPull{25'000};

} // namespace

Simulation::Simulation(Store& store, const SimulatedClock& clock, std::uint32_t seed)
    : m_store(store)
    , m_clock(clock)
    , m_random(seed)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Simulation::runDue);
}

Simulation::Id Simulation::idOf(const char* kind, const QByteArray& ns, const QByteArray& name)
{
    return {resourceOfKind(kind), ns, name};
}

void Simulation::start(bool alive)
{
    indexDependants();
    m_alive = alive;
    if (!alive)
        return;
    const auto begin = m_clock.start();
    for (const auto* kind : {"Kustomization", "HelmRelease", "OCIRepository", "GitRepository"}) {
        const auto resource = resourceOfKind(kind);
        for (const auto& object : m_store.list(resource, {}))
            // A verdict that is still to come, never looked at, or about an old generation keeps until somebody asks.
            if (const Id id{resource, object->ns, object->name}; !object->rest.contains("\"status\":\"Unknown\"")
                && object->rest.contains("\"conditions\"") && !object->rest.contains("\"observedGeneration\":7"))
                at(begin + Quiet + random(0, object->rest.contains("\"status\":\"False\"") ? 110'000 : 600'000),
                    [this, id](WallTime now) { beginPass(id, now); });
    }
    for (const auto& [kind, ns, name, seconds] :
        {std::tuple{"HelmRelease", "ingress-nginx", "ingress-nginx", 210}, {"Kustomization", "flux-system", "tenants", 75}})
        at(begin + Seconds{seconds}, [this, id = idOf(kind, ns, name)](WallTime now) {
            if (condition(json(id), "Ready"_L1)["status"_L1].toString() == "Unknown"_L1)
                beginPass(id, now);
        });
    at(begin + CommitEvery / 2, [this](WallTime now) { commit(now); });
    at(begin + FirstBreak, [this](WallTime now) { breakOne(now); });
    at(begin + FirstPull, [this](WallTime now) { pullAgain(now, true); });
}

void Simulation::patched(ResourceId resource, const QByteArray& ns, const QByteArray& name)
{
    const Id id{resource, ns, name};
    const auto object = json(id);
    const auto asked = requestedAt(object);
    const bool request = !asked.isEmpty() && asked != statusField(object, "lastHandledReconcileAt"_L1).toString();
    const auto ready = condition(object, "Ready"_L1);
    if (!request && ready["observedGeneration"_L1].toInteger() == generation(object))
        return;
    if (m_running.count(id)) {
        m_again.insert(id);
        return;
    }
    at(m_clock.now() + random(200, 600), [this, id](WallTime now) { beginPass(id, now); });
}

void Simulation::at(WallTime when, Step step)
{
    m_queue.emplace(when, std::move(step));
    arm();
}

void Simulation::edit(const Id& id, WallTime when, Edit change)
{
    at(when, [this, id, change = std::move(change)](WallTime now) {
        auto object = json(id);
        if (object.isEmpty())
            return;
        change(object, now);
        m_store.put(id.resource, std::move(object));
    });
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

void Simulation::beginPass(const Id& id, WallTime now)
{
    const auto object = json(id);
    if (object.isEmpty())
        return;
    if (!m_running.insert(id).second) {
        m_again.insert(id);
        return;
    }
    if (condition(object, "Ready"_L1)["status"_L1].toString() == "False"_L1)
        m_failing.insert(id);
    const auto kind = QByteArray(resources()[id.resource].kind);
    if (specField(object, "suspend"_L1).toBool() || object["metadata"_L1].toObject().contains("deletionTimestamp"_L1))
        swallow(id, now);
    else if (kind == "Kustomization")
        passKustomization(id, now);
    else if (kind == "HelmRelease")
        passHelmRelease(id, now);
    else if (kind == "ExternalArtifact" || specField(object, "type"_L1).toString() == "oci"_L1)
        m_running.erase(id); // static: nobody answers
    else
        passSource(id, now);
}

void Simulation::endPass(const Id& id, WallTime now)
{
    m_running.erase(id);
    m_failing.erase(id);
    if (m_again.erase(id))
        at(now + random(200, 600), [this, id](WallTime then) { beginPass(id, then); });
    else if (m_alive)
        scheduleNext(id, now);
}

// A suspended object answers the token without any work (flux-live.md B2, B3); a source's Ready is stamped anew.
void Simulation::swallow(const Id& id, WallTime now)
{
    edit(id, now + random(150, 400), [this, id](QJsonObject& object, WallTime then) {
        const auto asked = requestedAt(object);
        if (!asked.isEmpty())
            setStatus(object, "lastHandledReconcileAt"_L1, asked);
        const auto ready = condition(object, "Ready"_L1);
        const bool source = resources()[id.resource].group == QByteArray("source.toolkit.fluxcd.io");
        if (source && !ready.isEmpty())
            setCondition(object, "Ready"_L1, QLatin1String(ready["status"_L1].toString().toLatin1()), ready["reason"_L1].toString(),
                ready["message"_L1].toString(), then);
        if (source || ready["status"_L1].toString() == "True"_L1)
            setStatus(object, "observedGeneration"_L1, generation(object));
        m_running.erase(id);
        m_failing.erase(id);
        if (m_again.erase(id))
            at(then + random(200, 600), [this, id](WallTime later) { beginPass(id, later); });
    });
}

void Simulation::scheduleNext(const Id& id, WallTime now)
{
    const auto object = json(id);
    const bool failing = condition(object, "Ready"_L1)["status"_L1].toString() == "False"_L1;
    auto interval = parseGoDuration(specField(object, "interval"_L1).toString().toStdString()).value_or(Millis{600'000});
    if (failing)
        interval
            = parseGoDuration(specField(object, "retryInterval"_L1).toString().toStdString()).value_or(std::min(interval, Millis{180'000}));
    at(now + interval, [this, id](WallTime then) {
        if (!m_running.count(id))
            beginPass(id, then);
    });
}

QString Simulation::unreadyDependency(const Id& id, const QJsonObject& object) const
{
    const auto dependencies = specField(object, "dependsOn"_L1).toArray();
    for (const auto& entry : dependencies) {
        const auto ns = entry.toObject()["namespace"_L1].toString(QString::fromUtf8(id.ns));
        const auto name = entry.toObject()["name"_L1].toString();
        const auto other = m_store.json(id.resource, ns.toUtf8(), name.toUtf8());
        const auto status = condition(other, "Ready"_L1)["status"_L1].toString();
        if (status.isEmpty() || status == "False"_L1 || m_failing.count({id.resource, ns.toUtf8(), name.toUtf8()}))
            return ns + u'/' + name;
    }
    return {};
}

} // namespace dg::demo
