// SPDX-License-Identifier: Apache-2.0
// Brings the question "may this credential plugin run?" from a cluster's I/O thread, which waits, to the window and back.
#pragma once

#include "core/settings_store.h"
#include "kube/connection.h"
#include "window/services.h"

#include <QObject>

#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <set>

namespace dg::core {

class Consents final : public QObject {
    Q_OBJECT
public:
    explicit Consents(SettingsStore& settings, QObject* parent = nullptr);
    ~Consents() override;

    using ClusterId = std::uint64_t;
    // On any thread; waits for answer() or close(). Remembered plugins are allowed at once.
    bool ask(ClusterId cluster, const QString& name, const kube::ExecSpec& spec);
    // GUI thread.
    void answer(quint64 id, window::Consent consent);
    void close(ClusterId cluster); // denies what is open and what would still come: call before the session stops

Q_SIGNALS:
    void asked(const dg::window::ConsentQuestion& question);
    void withdrawn(quint64 id);

private:
    struct Open {
        ClusterId cluster = 0;
        kube::ExecSpec spec;
        std::promise<bool> promise;
    };
    std::mutex m_mutex;
    std::map<quint64, Open> m_open;
    std::set<ClusterId> m_closed;
    quint64 m_next = 1;
    SettingsStore& m_settings;
};

} // namespace dg::core
