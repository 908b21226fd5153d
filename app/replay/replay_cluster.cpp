// SPDX-License-Identifier: Apache-2.0
#include "replay/replay_cluster.h"

#include "history/store.h"
#include "site.h"

#include <filesystem>

namespace dg::replay {

struct ReplayCluster::Impl {
    Impl(std::string file, Content read)
        : path(std::move(file))
        , content(std::move(read))
        , clock(std::make_shared<ReplayClock>(content.head.observedAt, content.changes.empty() ? Millis{0} : content.changes.back().at))
    {
    }
    void clockChanged()
    {
        host.run([](apiserver::Site& site) { static_cast<ReplaySite&>(site).clockChanged(); });
    }
    const std::string path;
    const Content content;
    const std::shared_ptr<ReplayClock> clock;
    apiserver::Host host{QStringLiteral("snapshot")};
};

ReplayCluster::ReplayCluster(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

ReplayCluster::~ReplayCluster()
{
    const auto position = m_impl->clock->position();
    m_impl->clock->set(position.at, position.speed, false);
}

Result<std::unique_ptr<ReplayCluster>> ReplayCluster::open(const std::string& path, snapshot::Limits limits)
{
    auto content = readContent(path, limits);
    if (!content)
        return tl::unexpected(content.error());
    auto impl = std::make_unique<Impl>(path, std::move(*content));
    const auto started
        = impl->host.start([&](const Secret& token) { return std::make_unique<ReplaySite>(impl->content, *impl->clock, token); });
    if (!started)
        return tl::unexpected(started.error());
    return std::unique_ptr<ReplayCluster>(new ReplayCluster(std::move(impl)));
}

const snapshot::Head& ReplayCluster::head() const
{
    return m_impl->content.head;
}

bool ReplayCluster::cutOff() const
{
    return m_impl->content.cutOff;
}

bool ReplayCluster::hasHistory() const
{
    return !m_impl->content.historyRows.empty();
}

history::ClusterName ReplayCluster::historyName() const
{
    const auto spec = connection();
    return {history::identityOf(spec.server(), spec.name), spec.name, spec.server()};
}

Status ReplayCluster::writeHistory(const std::string& url) const
{
    auto store = history::Store::open(url, history::Store::Access::Write);
    if (!store)
        return tl::unexpected(store.error());
    const auto cluster = (*store)->cluster(historyName());
    if (!cluster)
        return tl::unexpected(cluster.error());
    return (*store)->copyIn(*cluster, m_impl->content.historyRows);
}

kube::ConnectionSpec ReplayCluster::connection() const
{
    const auto& head = m_impl->content.head;
    kube::ConnectionSpec spec;
    spec.name = head.cluster.empty() ? std::filesystem::path(m_impl->path).stem().string() : head.cluster;
    spec.endpoint.baseUrl = m_impl->host.baseUrl();
    spec.auth.token = m_impl->host.token();
    spec.snapshot = kube::SnapshotOrigin{m_impl->path, head.server, head.observedAt, head.recording, m_impl->clock};
    return spec;
}

Position ReplayCluster::position() const
{
    return m_impl->clock->position();
}

void ReplayCluster::play(double speed)
{
    const auto position = m_impl->clock->position();
    m_impl->clock->set(position.at, speed, true);
    m_impl->clockChanged();
}

void ReplayCluster::pause()
{
    const auto position = m_impl->clock->position();
    m_impl->clock->set(position.at, position.speed, false);
    m_impl->clockChanged();
}

void ReplayCluster::seek(Millis at)
{
    const auto position = m_impl->clock->position();
    m_impl->clock->set(at, position.speed, position.playing);
    m_impl->clockChanged();
}

} // namespace dg::replay
