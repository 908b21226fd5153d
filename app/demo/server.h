// SPDX-License-Identifier: Apache-2.0
// The listening socket with the store and the simulation behind it. Made and destroyed on the demo's thread.
#pragma once

#include "demo/demo_cluster.h"
#include "router.h"
#include "simulation.h"
#include "store.h"

#include <QTcpServer>

namespace dg::demo {

class Server final : public QObject {
    Q_OBJECT
public:
    Server(const DemoOptions& options, const Secret& token);
    ~Server() override;
    [[nodiscard]] bool listen();
    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }
    [[nodiscard]] QString errorText() const { return m_listener.errorString(); }

private:
    void accept();
    void spreadChange();
    SimulatedClock m_clock;
    Store m_store;
    Simulation m_simulation;
    Router m_router;
    QTcpServer m_listener;
    bool m_changePending = false;
};

} // namespace dg::demo
