// SPDX-License-Identifier: Apache-2.0
// What `record --metrics` serves: the states of the clusters for Prometheus. Classic text format 0.0.4 by default, OpenMetrics 1.0.0
// where the request accepts it (prometheus.io/docs/instrumenting/exposition_formats).
#pragma once

#include "base/result.h"
#include "history/recorder.h"
#include "tree/fleet_tree.h"

#include <QObject>
#include <QTcpServer>

#include <functional>
#include <string>
#include <vector>

class QTcpSocket;

namespace dg::cli {

struct ClusterNumbers {
    std::string name;
    bool live = false; // everything that can be read is being watched
    tree::Summary summary;
    std::uint32_t driftCertain = 0, driftLikely = 0, driftedObjects = 0;
    double dataAge = 0; // seconds since the last sign of life
    std::size_t streams = 0;
    bool writer = false; // this program writes its history
    history::PassCounts passes;
};
struct Numbers {
    std::vector<ClusterNumbers> clusters;
    history::RecorderStatus history;
};
[[nodiscard]] std::string metricsText(const Numbers& numbers, bool openMetrics);

// GET /metrics over HTTP/1.1, one answer a connection. The thread it was made on, which has to run an event loop.
class MetricsServer final : public QObject {
    Q_OBJECT
public:
    explicit MetricsServer(std::function<Numbers()> numbers, QObject* parent = nullptr);
    // "127.0.0.1:9464", "[::1]:9464"; port 0 takes a free one. BadValue: no such address; ConnectFailed: it is taken.
    [[nodiscard]] Status listen(const QString& address);
    [[nodiscard]] QString address() const;
    [[nodiscard]] bool isLocal() const; // nobody else's machine reaches it

private:
    void answer(QTcpSocket& socket);
    std::function<Numbers()> m_numbers;
    QTcpServer m_server;
};

} // namespace dg::cli
