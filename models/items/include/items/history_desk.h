// SPDX-License-Identifier: Apache-2.0
// The history beside the GUI thread: one recorder for all open clusters, one reader for all views. GUI thread only; nothing waits.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "history/reader.h"
#include "history/recorder.h"

#include <QMetaObject>
#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace dg::items {

class HistoryDesk final : public QObject {
    Q_OBJECT
public:
    struct Options {
        std::string url; // history::Store
        history::Retention retention;
        std::string holder; // this program; unique
        std::string spool = {}; // history::Recorder::Options
    };
    HistoryDesk(Options options, StringPool& pool, const Clock& clock, Logger& log, QObject* parent = nullptr);
    ~HistoryDesk() override; // writes what is waiting

    [[nodiscard]] const std::string& url() const { return m_url; }
    [[nodiscard]] std::shared_ptr<history::Feed> open(const history::ClusterName& cluster, bool awaitsUid = false); // history::Recorder
    [[nodiscard]] history::RecorderStatus status() const { return m_recorder.status(); }
    void setRetention(const history::Retention& retention) { m_recorder.setRetention(retention); }
    // What is kept of a cluster goes. `done` on the GUI thread, not after `context` is gone.
    void erase(const std::string& identity, QObject* context, std::function<void(Status)> done);

    // `work` runs on the reader's thread and may touch nothing of the GUI; `done` comes on the GUI thread unless `context` is gone.
    // A later question of the same slot (not 0) supersedes one that waits: that one is never answered.
    template <class Work, class Done> void ask(int slot, QObject* context, Work work, Done done)
    {
        using Answer = decltype(work(std::declval<history::Store&>())); // a Result
        m_reader.ask(slot,
            [gate = m_gate, to = QPointer<QObject>(context), work = std::move(work), done = std::move(done)](
                Result<history::Store*> store) {
                auto answer = store ? work(**store) : Answer(tl::unexpected<Error>(store.error()));
                post(gate, [to, done, answer = std::move(answer)]() mutable {
                    if (to)
                        done(std::move(answer));
                });
            });
    }

Q_SIGNALS:
    void changed(); // something was written, or status() is another; at most once a second

private:
    struct Gate; // lets the threads post to a desk that may be gone
    static void post(const std::shared_ptr<Gate>& gate, std::function<void()> work);
    std::string m_url;
    std::shared_ptr<Gate> m_gate;
    history::Recorder m_recorder;
    history::Reader m_reader;
};

} // namespace dg::items
