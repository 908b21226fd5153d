// SPDX-License-Identifier: Apache-2.0
// One client's TCP connection: requests one after the other, answers with back-pressure. Lives on the server's thread.
#pragma once

#include "apiserver/gzip.h"
#include "apiserver/router.h"

#include <QTcpSocket>
#include <QTimer>

#include <optional>

namespace dg::apiserver {

class Connection final : public QObject {
    Q_OBJECT
public:
    Connection(QTcpSocket* socket, Router& router, QObject* parent);
    ~Connection() override { m_socket->disconnect(this); }
    // The store changed: a watch may have something to say.
    void storeChanged();

private:
    void readMore();
    void serveNext();
    void begin(const HttpRequest& request, HttpResponse response);
    void pump();
    void writeChunk(const QByteArray& bytes);
    void finish();
    void armTimer();

    static constexpr qint64 HighWater = 256 * 1024; // bytes not yet taken by the system: above it nothing is made

    QTcpSocket* m_socket;
    Router& m_router;
    HttpParser m_parser;
    std::unique_ptr<BodySource> m_body;
    std::optional<Gzip> m_gzip;
    QTimer m_timer;
    bool m_keepAlive = true;
    bool m_serving = false;
};

} // namespace dg::apiserver
