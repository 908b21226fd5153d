// SPDX-License-Identifier: Apache-2.0
#include "cluster_impl.h"
#include "items/drift_digest.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace dg::items {

namespace {

// How often a sleeping cluster catches up, and the clock of held-back passes ticks.
constexpr Millis TickTime{1000};
// Who walks along the rows with a key held down asks the server nothing.
constexpr Millis LookDelay{200};

bool sameAction(const session::Action& a, const session::Action& b)
{
    return a.id == b.id && a.stage == b.stage && a.outcome == b.outcome && a.message == b.message && a.duration == b.duration
        && a.compared == b.compared && a.known == b.known;
}

bool sameSummary(const tree::Summary& a, const tree::Summary& b)
{
    return a.total == b.total && a.suspended == b.suspended && a.behind == b.behind && a.byState == b.byState && a.managed == b.managed
        && a.missing == b.missing && a.drifted == b.drifted && a.shown == b.shown;
}

bool sameUnreadable(const tree::Unreadable& a, const tree::Unreadable& b)
{
    return a.group == b.group && a.kind == b.kind && a.ns == b.ns && a.plural == b.plural && a.error == b.error && a.partly == b.partly;
}

} // namespace

ClusterModel::ClusterModel(std::unique_ptr<session::ClusterSession> session, StringPool& pool, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>(std::move(session), pool, clock))
{
    auto& d = *m_impl;
    d.name = QString::fromStdString(d.session->spec().name);
    d.model.tree().setClusterName(d.session->spec().name);
    d.gate->model = this;
    d.session->setStatusNotify([gate = d.gate] { gate->post([](ClusterModel& model) { model.takeStatus(); }); });
    connect(&d.scheduler, &FrameScheduler::applied, this, &ClusterModel::applied);
    d.timer.setInterval(TickTime);
    connect(&d.timer, &QTimer::timeout, this, &ClusterModel::tick);
    d.timer.start();
    d.look.setSingleShot(true);
    connect(&d.look, &QTimer::timeout, this, [this] { tree().lookAt(m_impl->lookedAt); });
    tree().setWantedWorkloadsChanged([this] {
        std::vector<std::string> namespaces;
        for (const auto ns : tree().wantedWorkloads())
            namespaces.push_back(ns.str());
        m_impl->session->watchWorkloads(std::move(namespaces));
    });
    takeStatus();
}

ClusterModel::~ClusterModel()
{
    {
        const std::scoped_lock lock(m_impl->gate->mutex);
        m_impl->gate->model = nullptr;
    }
    m_impl->session->setStatusNotify({});
    m_impl->session->stop();
    m_impl->scheduler.setTap({});
    m_impl->drift.reset(); // its last events are kept too
    if (m_impl->history)
        m_impl->history->close();
}

void ClusterModel::watchDrift(drift::RuleSet rules, std::string factsFile)
{
    auto& d = *m_impl;
    DriftWatch::Options options;
    d.exact.setRules(rules);
    options.rules = std::move(rules);
    options.factsFile = std::move(factsFile);
    options.cluster = d.session->spec().name;
    options.server = d.session->spec().endpoint.baseUrl;
    options.lookUp = [gate = d.gate](std::vector<ObjectKey> keys) {
        gate->post([keys = std::move(keys), gate](ClusterModel& model) {
            model.m_impl->session->lookUp(keys, [gate](const ObjectKey& key) {
                gate->post([key](ClusterModel& to) {
                    if (to.m_impl->drift)
                        to.m_impl->drift->confirmAbsent({key});
                });
            });
        });
    };
    if (d.history)
        options.events = [history = d.history](std::vector<drift::Event> events) { history->drift(std::move(events)); };
    // What is found in a snapshot was found at its time.
    const auto& snapshot = d.session->spec().snapshot;
    d.drift = std::make_unique<DriftWatch>(d.pool, snapshot ? *snapshot->clock : d.clock, std::move(options));
    connect(d.drift.get(), &DriftWatch::changed, this, &ClusterModel::takeDrift);
    d.scheduler.setTap([watch = d.drift.get(), history = d.history](std::span<const store::Delta> deltas) {
        watch->feed(deltas);
        if (history)
            history->deltas(deltas);
    });
}

void ClusterModel::takeDrift()
{
    m_impl->knowsDrift = true;
    mergeDrift();
    tree().setDrift(driftTable(findings(), m_impl->pool));
    if (m_impl->history)
        m_impl->history->driftedObjects(driftSummary().objects);
    Q_EMIT driftChanged();
    applied(); // the counts
}

void ClusterModel::showDrift(std::vector<drift::Finding> shown, std::vector<drift::Finding> closed, const drift::Summary& summary)
{
    auto& d = *m_impl;
    d.shownFindings = std::move(shown);
    d.shownEpisodes = std::move(closed);
    d.shownSummary = summary;
    takeDrift();
}

bool ClusterModel::knowsDrift() const
{
    return m_impl->knowsDrift;
}
const std::vector<drift::Finding>& ClusterModel::findings() const
{
    if (!m_impl->exact.empty())
        return m_impl->merged;
    return m_impl->drift ? m_impl->drift->findings() : m_impl->shownFindings;
}
const std::vector<drift::Finding>& ClusterModel::episodes() const
{
    return m_impl->drift ? m_impl->drift->episodes() : m_impl->shownEpisodes;
}
const drift::Summary& ClusterModel::driftSummary() const
{
    if (!m_impl->exact.empty())
        return m_impl->mergedSummary;
    return m_impl->drift ? m_impl->drift->summary() : m_impl->shownSummary;
}

DriftWatch* ClusterModel::drift() const
{
    return m_impl->drift.get();
}

QString ClusterModel::name() const
{
    return m_impl->name;
}

void ClusterModel::setName(const QString& name)
{
    if (name == m_impl->name)
        return;
    m_impl->name = name;
    m_impl->model.tree().setClusterName(name.toStdString());
    Q_EMIT nameChanged();
}

const kube::ConnectionSpec& ClusterModel::spec() const
{
    return m_impl->session->spec();
}
TreeModel& ClusterModel::treeModel()
{
    return m_impl->model;
}
const TreeModel& ClusterModel::treeModel() const
{
    return m_impl->model;
}
tree::FleetTree& ClusterModel::tree()
{
    return m_impl->model.tree();
}
const tree::FleetTree& ClusterModel::tree() const
{
    return m_impl->model.tree();
}
const FrameScheduler& ClusterModel::scheduler() const
{
    return m_impl->scheduler;
}
const session::SessionStatus& ClusterModel::status() const
{
    return m_impl->status;
}
const tree::Summary& ClusterModel::summary() const
{
    return m_impl->model.tree().summary();
}

int ClusterModel::problemCount() const
{
    const auto& by = summary().byState;
    int count = m_impl->unreadable;
    for (std::size_t i = 0; i < by.size(); ++i) {
        if (flux::isProblem(static_cast<flux::State>(i)))
            count += static_cast<int>(by[i]);
    }
    return count;
}

int ClusterModel::runningActions() const
{
    return static_cast<int>(std::ranges::count_if(m_impl->status.actions, [](const session::Action& action) { return !action.done(); }));
}

session::Permission ClusterModel::mayPatch(flux::Kind kind) const
{
    const auto found = std::ranges::find(m_impl->status.capabilities, kind, &session::Capability::kind);
    return found == m_impl->status.capabilities.end() ? session::Permission::Unknown : found->patch;
}

void ClusterModel::start()
{
    m_impl->session->start();
}
void ClusterModel::stop()
{
    m_impl->session->stop();
}
void ClusterModel::replaceToken(Secret bearer)
{
    m_impl->session->replaceToken(std::move(bearer));
}
void ClusterModel::refresh()
{
    m_impl->session->refresh();
}

std::vector<std::uint64_t> ClusterModel::reconcile(std::span<const ObjectKey> keys, bool withSource)
{
    std::vector<std::uint64_t> ids;
    for (const auto& key : keys) {
        if (const auto kind = flux::kindFromGroupKind(key.group.view(), key.kind.view());
            kind != flux::Kind::Other && flux::info(kind).canReconcile)
            ids.push_back(m_impl->session->reconcile(key, withSource));
    }
    return ids;
}

void ClusterModel::triggerReceiver(const ObjectKey& receiver, session::ReceiverCall call)
{
    m_impl->session->triggerReceiver(receiver, std::move(call));
}

void ClusterModel::cancelAction(std::uint64_t id)
{
    m_impl->session->cancelAction(id);
}

void ClusterModel::fetchObject(const ObjectKey& key, std::function<void(Result<std::string>)> done)
{
    std::string apiVersion;
    if (const auto object = tree().find(key))
        apiVersion = object->apiVersion;
    else if (const auto managed = tree().findManaged(key))
        apiVersion = managed->apiVersion;
    m_impl->session->fetchObject(key, apiVersion, [gate = m_impl->gate, done = std::move(done)](Result<std::string> answer) {
        gate->post([done, answer = std::move(answer)](ClusterModel&) { done(answer); });
    });
}

void ClusterModel::readStoredRelease(const ObjectKey& key, std::function<void(Status)> done)
{
    m_impl->session->readStoredRelease(key, [gate = m_impl->gate, done = std::move(done)](Status status) {
        gate->post([done, status = std::move(status)](ClusterModel&) { done(status); });
    });
}

void ClusterModel::lookAtSecrets(std::vector<flux::SecretName> names, std::function<void(std::vector<flux::SecretFact>)> done)
{
    m_impl->session->lookAtSecrets(std::move(names), [gate = m_impl->gate, done = std::move(done)](std::vector<flux::SecretFact> facts) {
        gate->post([done, facts = std::move(facts)](ClusterModel&) { done(facts); });
    });
}

void ClusterModel::setVisible(bool visible)
{
    if (m_impl->visible == visible)
        return;
    m_impl->visible = visible;
    m_impl->scheduler.setPaused(!visible);
}

bool ClusterModel::isVisible() const
{
    return m_impl->visible;
}

void ClusterModel::takeStatus()
{
    Q_ASSERT(thread() == QThread::currentThread());
    auto fresh = m_impl->session->status();
    const bool actions = !std::ranges::equal(fresh.actions, m_impl->status.actions, sameAction);
    m_impl->status = std::move(fresh);
    feedTree();
    feedReadings();
    feedHistory();
    Q_EMIT statusChanged();
    if (actions)
        Q_EMIT actionsChanged();
}

void ClusterModel::feedTree()
{
    std::vector<std::pair<Atom, Atom>> watched;
    std::vector<tree::Unreadable> unreadable;
    const auto& streams = m_impl->status.streams;
    for (const auto& stream : streams) {
        const auto& resource = stream.resource;
        const auto group = m_impl->pool.intern(resource.group);
        const auto kind = m_impl->pool.intern(resource.kind);
        if (stream.managed() && stream.state.synced && stream.ns.empty())
            watched.emplace_back(group, kind);
        if (!stream.fluxKind || !stream.ns.empty() || stream.state.phase != kube::StreamPhase::Forbidden)
            continue;
        // One row a kind, and only where no namespace answers: the namespaces tried instead are no rows of their own.
        const bool partly = std::ranges::any_of(streams, [&](const session::StreamInfo& other) {
            return !other.ns.empty() && other.resource.kind == resource.kind && other.resource.group == resource.group
                && other.state.phase != kube::StreamPhase::Forbidden;
        });
        unreadable.push_back({group, kind, {}, m_impl->pool.intern(resource.plural).view(), stream.state.error, partly});
    }
    auto& d = *m_impl;
    if (d.drift) {
        // What was read whole: the watched kinds, and Flux's own. Only once all of it has reached the engine too.
        auto read = watched;
        for (const auto& stream : streams) {
            if (stream.fluxKind && stream.ns.empty() && stream.state.synced)
                read.emplace_back(d.pool.intern(stream.resource.group), d.pool.intern(stream.resource.kind));
        }
        d.readKindsLate = d.scheduler.backlog() > 0;
        if (!d.readKindsLate && read != d.readKinds) {
            d.readKinds = read;
            d.drift->setReadKinds(std::move(read));
        }
    }
    tree().setControllersReadable(d.status.controllersReadable);
    if (watched == d.watchedKinds && std::ranges::equal(unreadable, d.unreadableKinds, sameUnreadable))
        return;
    d.watchedKinds = watched;
    d.unreadableKinds = unreadable;
    d.unreadable = static_cast<int>(std::ranges::count(unreadable, false, &tree::Unreadable::partly));
    tree().setWatchedKinds(watched);
    tree().setUnreadable(std::move(unreadable));
    applied();
}

// A list that was read says "none" only once all of it has reached the tree.
void ClusterModel::feedReadings()
{
    using State = tree::WorkloadReading::State;
    auto& d = *m_impl;
    std::vector<tree::WorkloadReading> readings;
    d.readingsLate = false;
    for (const auto& stream : d.status.streams) {
        if (!stream.workload)
            continue;
        tree::WorkloadReading reading{
            d.pool.intern(stream.ns), d.pool.intern(stream.resource.kind), d.pool.intern(stream.resource.plural), State::Reading, {}};
        const auto& state = stream.state;
        if (state.phase == kube::StreamPhase::Forbidden || (state.hasError && !state.synced)) {
            reading.state = State::Unreadable;
            reading.error = state.error;
        } else if (state.synced) {
            d.readingsLate = d.readingsLate || d.scheduler.backlog() > 0;
            reading.state = d.scheduler.backlog() > 0 ? State::Reading : State::Read;
        }
        readings.push_back(std::move(reading));
    }
    for (const auto& ns : d.status.workloadsLeftOut)
        readings.push_back({d.pool.intern(ns), {}, {}, State::LeftOut, {}});
    tree().setWorkloadReadings(std::move(readings));
}

void ClusterModel::lookAt(const ObjectKey& key)
{
    m_impl->lookedAt = key;
    m_impl->look.start(LookDelay);
}

void ClusterModel::tick()
{
    auto& d = *m_impl;
    if (!d.visible && d.scheduler.backlog() > 0) {
        d.scheduler.setPaused(false); // one frame
        d.scheduler.setPaused(true);
    }
    const auto now = d.clock.wall();
    const auto due = tree().nextTick();
    tree().tick(now);
    if (due && *due <= now)
        applied();
    tickSchedule();
}

void ClusterModel::applied()
{
    auto& d = *m_impl;
    if (d.readingsLate)
        feedReadings();
    if (d.readKindsLate && d.scheduler.backlog() == 0) {
        d.readKindsLate = false;
        feedTree();
        feedHistory();
    }
    if (!d.lookedAt.empty() && !d.look.isActive())
        tree().lookAt(d.lookedAt); // its record may have come, or gone
    if (!d.exact.empty() && d.exact.update(tree(), d.pool)) {
        mergeDrift();
        tree().setDrift(driftTable(findings(), d.pool));
        Q_EMIT driftChanged();
    }
    Q_EMIT treeChanged();
    const auto fresh = summary();
    const auto problems = problemCount();
    if (problems == d.toldProblems && sameSummary(fresh, d.toldSummary))
        return;
    d.toldSummary = fresh;
    d.toldProblems = problems;
    Q_EMIT summaryChanged();
}

} // namespace dg::items
