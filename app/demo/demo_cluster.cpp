// SPDX-License-Identifier: Apache-2.0
#include "demo/demo_cluster.h"

#include "content.h"
#include "resources.h"
#include "server.h"

#include <QJsonDocument>

namespace dg::demo {

struct DemoCluster::Impl {
    DemoOptions options;
    Host host{QStringLiteral("demo cluster")};
};

DemoCluster::DemoCluster(DemoOptions options)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->options = options;
}

DemoCluster::~DemoCluster() = default;

Status DemoCluster::start()
{
    return m_impl->host.start([this](const Secret& token) { return std::make_unique<DemoSite>(m_impl->options, token); });
}

void DemoCluster::stop()
{
    m_impl->host.stop();
}

std::string DemoCluster::baseUrl() const
{
    return m_impl->host.baseUrl();
}
Secret DemoCluster::token() const
{
    return m_impl->host.token();
}
std::string DemoCluster::name() const
{
    return "demo";
}

std::vector<DemoObject> standardObjects(std::uint32_t seed, WallTime now)
{
    Store store(resources());
    fillStandard(store, seed, now);
    std::vector<DemoObject> out;
    for (std::size_t id = 0; id < resources().all().size(); ++id) {
        const auto& resource = resources()[id];
        if (!resource.isFlux() || resource.access == Access::Denied)
            continue;
        for (const auto& object : store.list(id, {})) {
            const auto json = QJsonDocument(store.json(id, object->ns, object->name)).toJson(QJsonDocument::Compact);
            out.push_back({resource.group.toStdString(), resource.kind.toStdString(), json.toStdString()});
        }
    }
    return out;
}

} // namespace dg::demo
