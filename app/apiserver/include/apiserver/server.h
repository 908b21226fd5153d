// SPDX-License-Identifier: Apache-2.0
// apiserver: a Kubernetes API server for reading, on 127.0.0.1 behind a bearer token: whoever wants what is behind it connects as
// to any other cluster. It links nothing of the program but base.
#pragma once

#include "apiserver/router.h"
#include "base/result.h"

#include <QTcpServer>
#include <QThread>

#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace dg::apiserver {

// The listening socket before a store. Lives on one thread, with the store and the backend.
class Server final : public QObject {
    Q_OBJECT
public:
    Server(Store& store, Backend& backend, const Secret& token);
    ~Server() override;
    [[nodiscard]] bool listen();
    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }
    [[nodiscard]] QString errorText() const { return m_listener.errorString(); }

private:
    void accept();
    void spreadChange();
    Router m_router;
    Store& m_store;
    QTcpServer m_listener;
    bool m_changePending = false;
};

// A Server with all that is behind it.
class Site {
public:
    virtual ~Site() = default;
    [[nodiscard]] virtual Server& server() = 0;
};

// A thread of its own for a Site. Needs a QCoreApplication.
class Host {
public:
    explicit Host(const QString& threadName);
    ~Host(); // stops
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    // `make` runs on the new thread; the token is random for each start and lives longer than the Site. Returns once connections
    // are accepted. Errors: Refused (already started), ConnectFailed (no port to be had).
    [[nodiscard]] Status start(const std::function<std::unique_ptr<Site>(const Secret& token)>& make);
    // Closes every connection and ends the thread. Idempotent.
    void stop();
    // Runs on the Site's thread and waits for it; only between start() and stop().
    void run(const std::function<void(Site&)>& work);
    [[nodiscard]] std::string baseUrl() const { return m_baseUrl; } // "http://127.0.0.1:PORT"; empty before start()
    [[nodiscard]] const Secret& token() const { return m_token; }

private:
    void perform(const std::function<void()>& work);
    QThread m_thread;
    Secret m_token;
    std::string m_baseUrl;
    std::unique_ptr<QObject> m_context; // lives on the thread: calls run there
    std::unique_ptr<Site> m_site; // of the thread
    std::mutex m_mutex;
    const std::function<void()>* m_work = nullptr; // under m_mutex
};

} // namespace dg::apiserver
