// SPDX-License-Identifier: Apache-2.0
#include "server.h"

#include "connection.h"
#include "content.h"

#include <QHostAddress>
#include <QTcpSocket>

namespace dg::demo {

Server::Server(const DemoOptions& options, const Secret& token)
    : m_clock(options.timeFactor)
    , m_simulation(m_store, m_clock, options.seed)
    , m_router(
          m_store, token, [this] { return m_clock.now(); },
          [this](ResourceId resource, const QByteArray& ns, const QByteArray& name) { m_simulation.patched(resource, ns, name); })
{
    fillStandard(m_store, options.seed, m_clock.start());
    if (options.size > 0)
        fillSized(m_store, options.seed, m_clock.start(), options.size);
    m_store.clearHistory();
    m_store.setListener([this] { spreadChange(); });
    m_simulation.start(options.alive);
    connect(&m_listener, &QTcpServer::newConnection, this, &Server::accept);
}

Server::~Server()
{
    m_listener.close();
    qDeleteAll(findChildren<Connection*>(QString(), Qt::FindDirectChildrenOnly)); // before the store they read from
}

bool Server::listen()
{
    return m_listener.listen(QHostAddress::LocalHost, 0);
}

void Server::accept()
{
    while (auto* socket = m_listener.nextPendingConnection())
        new Connection(
            socket, m_router, [this] { return m_clock.now(); }, this);
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

} // namespace dg::demo
