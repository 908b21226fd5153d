// SPDX-License-Identifier: Apache-2.0
// A snapshot's content behind a port, at one moment of it. Made and destroyed on its thread.
#pragma once

#include "apiserver/server.h"
#include "content.h"
#include "replay_clock.h"

#include <QTimer>

namespace dg::replay {

class ReplaySite final : public apiserver::Site, private apiserver::Backend {
public:
    ReplaySite(const Content& content, ReplayClock& clock, const Secret& token);
    [[nodiscard]] apiserver::Server& server() override { return m_server; }
    void clockChanged(); // it was set to another time or pace

private:
    // One object may have been read in several ways: the fullest is served.
    using Readings = std::map<std::string, Bytes>; // by `by`
    using Place = std::tuple<std::size_t, std::string, std::string>; // kind, namespace, name

    void show(); // everything up to the clock's time
    void note(const Change& change);
    void serve(const Place& place, bool recordChange);
    void arm();
    [[nodiscard]] WallTime now() const override { return m_clock.wall(); }
    [[nodiscard]] QByteArray version() const override { return QByteArray::fromStdString(m_content.head.serverVersion); }
    [[nodiscard]] QByteArray userName() const override { return QByteArray::fromStdString(m_content.head.user); }
    [[nodiscard]] QByteArrayList groups() const override { return {}; }
    [[nodiscard]] apiserver::HttpResponse absent(const apiserver::Target& target) const override;
    [[nodiscard]] QString refusal() const override { return QStringLiteral("a snapshot is read-only"); }

    const Content& m_content;
    ReplayClock& m_clock;
    apiserver::ResourceTable m_table;
    apiserver::Store m_store{m_table};
    std::map<Place, Readings> m_readings;
    std::size_t m_next = 0; // of the changes
    Millis m_shown{0};
    QTimer m_timer;
    apiserver::Server m_server;
};

} // namespace dg::replay
