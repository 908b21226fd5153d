// SPDX-License-Identifier: Apache-2.0
#include "apiserver/server.h"

#include "connection.h"

#include <QHostAddress>
#include <QRandomGenerator>
#include <QTcpSocket>

#include <array>
#include <utility>

namespace dg::apiserver {

namespace {

Secret randomToken()
{
    std::array<quint32, 6> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    auto text = "local-" + QByteArray(reinterpret_cast<const char*>(words.data()), sizeof words).toHex().toStdString();
    return Secret::take(text);
}

} // namespace

Server::Server(Store& store, Backend& backend, const Secret& token)
    : m_router(store, token, backend)
    , m_store(store)
{
    m_store.setListener([this] { spreadChange(); });
    connect(&m_listener, &QTcpServer::newConnection, this, &Server::accept);
}

Server::~Server()
{
    m_store.setListener({});
    m_listener.close();
    qDeleteAll(findChildren<Connection*>(QString(), Qt::FindDirectChildrenOnly)); // before the router they read through
}

bool Server::listen()
{
    return m_listener.listen(QHostAddress::LocalHost, 0);
}

void Server::accept()
{
    while (auto* socket = m_listener.nextPendingConnection())
        new Connection(socket, m_router, this);
}

// Once for all changes of one turn of the event loop.
void Server::spreadChange()
{
    if (std::exchange(m_changePending, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_changePending = false;
            for (auto* connection : findChildren<Connection*>(QString(), Qt::FindDirectChildrenOnly))
                connection->storeChanged();
        },
        Qt::QueuedConnection);
}

Host::Host(const QString& threadName)
{
    m_thread.setObjectName(threadName);
}

Host::~Host()
{
    stop();
}

Status Host::start(const std::function<std::unique_ptr<Site>(const Secret&)>& make)
{
    if (m_thread.isRunning())
        return fail(ErrorCode::Refused, m_thread.objectName().toStdString(), "already started");
    m_token = randomToken();
    m_context = std::make_unique<QObject>();
    m_context->moveToThread(&m_thread);
    m_thread.start();
    // Beside Qt's own locks one that a thread sanitizer sees too.
    bool listening = false;
    std::string problem;
    perform([&] {
        m_site = make(m_token);
        listening = m_site->server().listen();
        problem = m_site->server().errorText().toStdString();
        m_baseUrl = "http://127.0.0.1:" + std::to_string(m_site->server().port());
    });
    if (listening)
        return {};
    stop();
    return fail(ErrorCode::ConnectFailed, "127.0.0.1", problem);
}

// On the Site's thread, waited for.
void Host::perform(const std::function<void()>& work)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_work = &work;
    }
    QMetaObject::invokeMethod(
        m_context.get(),
        [this] {
            const std::scoped_lock lock(m_mutex);
            (*m_work)();
        },
        Qt::BlockingQueuedConnection);
    const std::scoped_lock lock(m_mutex);
    m_work = nullptr;
}

void Host::stop()
{
    if (!m_thread.isRunning())
        return;
    perform([this] { m_site.reset(); });
    m_thread.quit();
    m_thread.wait();
    m_context.reset();
    m_baseUrl.clear();
}

void Host::run(const std::function<void(Site&)>& work)
{
    perform([&] { work(*m_site); });
}

} // namespace dg::apiserver
