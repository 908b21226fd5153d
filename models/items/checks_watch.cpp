// SPDX-License-Identifier: Apache-2.0
#include "items/checks_watch.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <thread>
#include <utility>

namespace dg::items {

namespace {

constexpr Millis Settle{5'000}; // a cluster that changes without end is judged that often

// What the checks take from the status; it changes every second in what they do not.
struct Standing {
    bool complete = false, controllersReadable = false;
    std::vector<flux::Kind> notServed;
    std::vector<std::pair<std::string, kube::StreamPhase>> streams; // kinds and how they are read; without times and errors
    friend bool operator==(const Standing&, const Standing&) = default;
};
Standing standingOf(const session::SessionStatus& status)
{
    Standing out{status.complete, status.controllersReadable, status.notServed, {}};
    for (const auto& stream : status.streams)
        out.streams.emplace_back(stream.resource.kind + "/" + stream.ns, stream.state.phase);
    return out;
}

std::vector<std::shared_ptr<const flux::FluxObject>> objectsOf(const tree::FleetTree& tree)
{
    std::vector<std::shared_ptr<const flux::FluxObject>> out;
    tree.forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) { out.push_back(tree.find(object.key)); });
    return out;
}

// What the cluster is known to hold now. Copies of pointers: the objects themselves never change.
checks::Input inputOf(ClusterModel& cluster, StringPool& pool, WallTime now)
{
    checks::Input input;
    input.pool = &pool;
    const auto& tree = cluster.tree();
    const auto& status = cluster.status();
    input.objects = objectsOf(tree);
    // Their kind is watched as soon as an inventory names one: elsewhere nobody need look through the inventories.
    const auto sealedStream = std::ranges::find_if(
        status.streams, [](const session::StreamInfo& stream) { return stream.managed() && stream.resource.kind == "SealedSecret"; });
    const Atom group = pool.intern("bitnami.com"), kind = pool.intern("SealedSecret");
    for (const auto& object : input.objects) {
        if (sealedStream == status.streams.end())
            break;
        object->inventory.forEach([&](const flux::InventoryEntry& entry) {
            if (entry.kind != kind.view() || entry.group != group.view() || object->remoteCluster)
                return;
            if (auto managed = tree.findManaged({group, kind, pool.intern(entry.ns), pool.intern(entry.name)}))
                input.managed.push_back(std::move(managed));
        });
    }
    for (const auto& stream : status.streams) {
        if (stream.fluxKind && stream.ns.empty() && stream.state.synced)
            input.readKinds.insert(flux::kindFromGroupKind(stream.resource.group, stream.resource.kind));
    }
    input.sealedUnreadable = sealedStream != status.streams.end() && sealedStream->state.phase == kube::StreamPhase::Forbidden;
    input.notServed = {status.notServed.begin(), status.notServed.end()};
    input.controllers = tree.controllers();
    input.controllers.setReadable(status.controllersReadable);
    input.viaAgent = status.viaAgent;
    input.now = now;
    return input;
}

} // namespace

struct ChecksWatch::Impl {
    Impl(StringPool& usedPool, const Clock& usedClock)
        : pool(usedPool)
        , clock(usedClock)
    {
    }
    StringPool& pool;
    const Clock& clock;
    QPointer<ClusterModel> cluster;
    Standing standing; // when it was judged last
    std::optional<checks::GitLabAnswer> gitlab;
    std::vector<checks::Mute> mutes;
    std::vector<checks::Outcome> found, shown; // without and with what is accepted
    std::vector<flux::SecretName> names; // that were looked at
    std::optional<std::vector<flux::SecretFact>> secrets;
    bool known = false;
    bool running = false; // from begin() on
    bool again = false; // something changed meanwhile
    unsigned run = 0; // an answer of an earlier one is dropped
    QTimer timer;
    std::thread thread;
};

ChecksWatch::ChecksWatch(StringPool& pool, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>(pool, clock))
{
    m_impl->timer.setSingleShot(true);
    connect(&m_impl->timer, &QTimer::timeout, this, &ChecksWatch::begin);
}

ChecksWatch::~ChecksWatch()
{
    if (m_impl->thread.joinable())
        m_impl->thread.join();
}

void ChecksWatch::setCluster(ClusterModel* cluster)
{
    auto& d = *m_impl;
    if (d.cluster)
        d.cluster->disconnect(this);
    ++d.run;
    d.cluster = cluster;
    d.found.clear();
    d.shown.clear();
    d.names.clear();
    d.secrets.reset();
    d.gitlab.reset();
    d.known = d.running = d.again = false;
    d.timer.stop();
    if (cluster) {
        connect(cluster, &ClusterModel::treeChanged, this, &ChecksWatch::soon);
        connect(cluster, &ClusterModel::statusChanged, this, [this] {
            auto& to = *m_impl;
            if (to.cluster && (!to.known || !(standingOf(to.cluster->status()) == to.standing)))
                soon();
        });
        soon();
    }
    Q_EMIT changed();
}

void ChecksWatch::setMutes(std::vector<checks::Mute> mutes)
{
    auto& d = *m_impl;
    d.mutes = std::move(mutes);
    d.shown = d.found;
    if (d.cluster)
        checks::apply(d.mutes, d.cluster->spec().name, d.shown);
    if (d.known)
        Q_EMIT changed();
}

std::vector<checks::ProjectQuestion> ChecksWatch::projectsToAsk(const gitlab::Host& host) const
{
    return m_impl->cluster ? checks::projectsToAsk(objectsOf(m_impl->cluster->tree()), host) : std::vector<checks::ProjectQuestion>{};
}

void ChecksWatch::setGitLab(checks::GitLabAnswer answer)
{
    m_impl->gitlab = std::move(answer);
    m_impl->again = m_impl->running;
    if (m_impl->cluster)
        m_impl->timer.start(0);
}

void ChecksWatch::runAgain()
{
    m_impl->names.clear();
    m_impl->secrets.reset();
    m_impl->timer.start(0);
    m_impl->again = m_impl->running;
}

bool ChecksWatch::isKnown() const
{
    return m_impl->known;
}
bool ChecksWatch::isRunning() const
{
    return m_impl->running;
}
const std::vector<checks::Outcome>& ChecksWatch::outcomes() const
{
    return m_impl->shown;
}

void ChecksWatch::soon()
{
    auto& d = *m_impl;
    if (!d.timer.isActive())
        d.timer.start(d.known ? Settle : Millis{0});
}

// First the Secrets that the objects name; then the checks.
void ChecksWatch::begin()
{
    auto& d = *m_impl;
    if (!d.cluster || !d.cluster->status().complete || d.cluster->scheduler().backlog() > 0)
        return; // the next change asks again
    if (d.running) {
        d.again = true;
        return;
    }
    d.running = true;
    auto names = checks::secretsToLookAt(objectsOf(d.cluster->tree()));
    if (d.secrets && names == d.names)
        return judge();
    d.names = names;
    d.cluster->lookAtSecrets(std::move(names), [guard = QPointer(this), run = d.run](std::vector<flux::SecretFact> facts) {
        if (!guard || guard->m_impl->run != run)
            return;
        guard->m_impl->secrets = std::move(facts);
        guard->judge();
    });
}

void ChecksWatch::judge()
{
    auto& d = *m_impl;
    if (!d.cluster)
        return;
    d.standing = standingOf(d.cluster->status());
    auto input = std::make_shared<checks::Input>(inputOf(*d.cluster, d.pool, d.clock.wall() + d.cluster->status().clockSkew));
    input->secrets = d.secrets;
    if (d.gitlab) {
        input->gitlab = d.gitlab->facts;
        input->reach = d.gitlab->reach;
    }
    if (d.thread.joinable())
        d.thread.join(); // it has told already, or is of a cluster that was left
    d.thread = std::thread([this, input, run = d.run] {
        auto outcomes = checks::run(*input);
        QMetaObject::invokeMethod(
            this, // joined before it dies
            [this, run, outcomes = std::move(outcomes)]() mutable {
                auto& to = *m_impl;
                if (to.run != run)
                    return;
                const bool news = !to.known || outcomes != to.found;
                to.known = true;
                to.running = false;
                to.found = std::move(outcomes);
                to.shown = to.found;
                if (to.cluster)
                    checks::apply(to.mutes, to.cluster->spec().name, to.shown);
                if (std::exchange(to.again, false))
                    soon();
                if (news)
                    Q_EMIT changed();
            },
            Qt::QueuedConnection);
    });
}

} // namespace dg::items
