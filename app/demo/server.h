// SPDX-License-Identifier: Apache-2.0
// The demo behind its port: the store with the simulation. Made and destroyed on the demo's thread.
#pragma once

#include "apiserver/server.h"
#include "demo/demo_cluster.h"
#include "resources.h"
#include "simulation.h"

namespace dg::demo {

class DemoSite final : public Site, private Backend {
public:
    DemoSite(const DemoOptions& options, const Secret& token);
    [[nodiscard]] Server& server() override { return m_server; }

private:
    [[nodiscard]] WallTime now() const override { return m_clock.now(); }
    [[nodiscard]] QByteArray version() const override { return "v1.36.3"; }
    [[nodiscard]] QByteArray userName() const override { return "demo:viewer"; }
    [[nodiscard]] bool mayGetSecrets(const QByteArray& ns) const override;
    [[nodiscard]] HttpResponse patch(const HttpRequest& request, const Target& target) override; // patch.cpp
    [[nodiscard]] HttpResponse callService(const HttpRequest& request, const QByteArray& path) override; // receivers.cpp
    [[nodiscard]] HttpResponse absent(const Target& target) const override;
    [[nodiscard]] QString refusal() const override { return QStringLiteral("no RBAC rule of the demo's user allows it"); }

    SimulatedClock m_clock;
    Store m_store{resources()};
    Simulation m_simulation;
    Server m_server;
};

// RFC 7386 on metadata.annotations, metadata.labels and spec; generation moves with the spec. Pure.
[[nodiscard]] QJsonObject mergedObject(
    QJsonObject object, const QJsonObject& patch, const QByteArray& manager, const QByteArray& apiVersion, WallTime now);

} // namespace dg::demo
