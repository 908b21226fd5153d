// SPDX-License-Identifier: Apache-2.0
#include "demo/demo_cluster.h"

#include "content.h"
#include "resources.h"
#include "server.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QThread>

#include <array>

namespace dg::demo {

namespace {

Secret randomToken()
{
    std::array<quint32, 6> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    auto text = "demo-" + QByteArray(reinterpret_cast<const char*>(words.data()), sizeof words).toHex().toStdString();
    return Secret::take(text);
}

} // namespace

struct DemoCluster::Impl {
    DemoOptions options;
    Secret token;
    std::string baseUrl;
    QThread thread;
    std::unique_ptr<QObject> context; // lives on `thread`: calls run there
    Server* server = nullptr; // lives on `thread`
};

DemoCluster::DemoCluster(DemoOptions options)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->options = options;
}

DemoCluster::~DemoCluster()
{
    stop();
}

Status DemoCluster::start()
{
    auto& d = *m_impl;
    if (d.thread.isRunning())
        return fail(ErrorCode::Refused, "demo", "already started");
    d.token = randomToken();
    d.thread.setObjectName(QStringLiteral("demo cluster"));
    d.context = std::make_unique<QObject>();
    d.context->moveToThread(&d.thread);
    d.thread.start();
    bool listening = false;
    std::string problem;
    QMetaObject::invokeMethod(
        d.context.get(),
        [&] {
            d.server = new Server(d.options, d.token);
            listening = d.server->listen();
            problem = d.server->errorText().toStdString();
            d.baseUrl = "http://127.0.0.1:" + std::to_string(d.server->port());
        },
        Qt::BlockingQueuedConnection);
    if (listening)
        return {};
    stop();
    return fail(ErrorCode::ConnectFailed, "127.0.0.1", problem);
}

void DemoCluster::stop()
{
    auto& d = *m_impl;
    if (!d.thread.isRunning())
        return;
    QMetaObject::invokeMethod(
        d.context.get(), [&d] { delete std::exchange(d.server, nullptr); }, Qt::BlockingQueuedConnection);
    d.thread.quit();
    d.thread.wait();
    d.context.reset();
    d.baseUrl.clear();
}

std::string DemoCluster::baseUrl() const
{
    return m_impl->baseUrl;
}
Secret DemoCluster::token() const
{
    return m_impl->token;
}
std::string DemoCluster::name() const
{
    return "demo";
}

std::vector<DemoObject> standardObjects(std::uint32_t seed, WallTime now)
{
    Store store;
    fillStandard(store, seed, now);
    std::vector<DemoObject> out;
    for (std::size_t id = 0; id < resources().size(); ++id) {
        const auto& resource = resources()[id];
        if (!resource.isFlux() || resource.access == Access::Denied)
            continue;
        for (const auto& object : store.list(id, {})) {
            const auto json = QJsonDocument(store.json(id, object->ns, object->name)).toJson(QJsonDocument::Compact);
            out.push_back({resource.group, resource.kind, json.toStdString()});
        }
    }
    return out;
}

} // namespace dg::demo
