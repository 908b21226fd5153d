// SPDX-License-Identifier: Apache-2.0
// The snapshots that are open, and the one that is being taken. GUI thread; the work is done beside it.
#pragma once

#include "base/log.h"
#include "items/history_desk.h"
#include "replay/replay_cluster.h"
#include "session/session.h"
#include "window/services.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace dg::core {

class Snapshots final : public QObject {
    Q_OBJECT
public:
    Snapshots(StringPool& pool, const Clock& clock, Logger& log, QString folder); // `folder`: where what is being taken lies
    ~Snapshots() override; // waits for what is under way

    using Opened = std::shared_ptr<replay::ReplayCluster>;
    void open(const QString& path, std::function<void(Result<Opened>)> done);
    // Keeps it as long as its cluster is open.
    void keep(const std::string& baseUrl, Opened opened);
    void close(const std::string& baseUrl);
    [[nodiscard]] replay::ReplayCluster* find(const std::string& baseUrl) const;
    // The history that came with it; null: none. Lives until close().
    [[nodiscard]] items::HistoryDesk* historyOf(const std::string& baseUrl);

    void take(kube::ConnectionSpec spec, session::ConsentFn consent, const window::SnapshotWish& wish, capture::HistoryLines history,
        QObject* context, std::function<void(const capture::Contents&)> progress, std::function<void(Result<window::TakenSnapshot>)> done);

private:
    struct Running {
        std::jthread thread;
        std::shared_ptr<bool> ended;
    };
    void sweep();
    StringPool& m_pool;
    const Clock& m_clock;
    Logger& m_log;
    QString m_folder;
    struct Open {
        std::string baseUrl;
        Opened cluster;
        std::unique_ptr<QTemporaryDir> folder = {}; // of the history
        std::unique_ptr<items::HistoryDesk> history = {};
    };
    std::vector<Open> m_open;
    std::vector<Running> m_running;
    std::stop_source m_taking;
};

} // namespace dg::core
