// SPDX-License-Identifier: Apache-2.0
// The data path of the window without the window: reflectors on an I/O thread -> store -> inbox -> frame scheduler ->
// tree model -> a painted TreeView of 1600x1000 (offscreen), and the measuring of the GUI thread around it.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/string_pool.h"
#include "flux/decode.h"
#include "items/frame_scheduler.h"
#include "items/tree_model.h"
#include "kube/reflector.h"
#include "net/http.h"
#include "store/store.h"
#include "theme/theme.h"
#include "views/tree_text.h"
#include "widgets/tree_view.h"

#include <QApplication>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace dg::bench {

[[nodiscard]] double millis(SteadyTime::duration time);
// Nearest rank; 0 of nothing.
[[nodiscard]] double percentile(std::vector<double> values, double share);
[[nodiscard]] double peakMegabytes(); // of this process, so far
[[nodiscard]] std::string readFile(const char* path);

// Counts what the GUI thread works for each painted frame.
class Application final : public QApplication {
    Q_OBJECT
public:
    Application(int& argc, char** argv)
        : QApplication(argc, argv)
    {
    }
    void watch(const QObject* viewport) { m_viewport = viewport; }
    std::function<void()> painted; // after each frame that painted the view
    std::vector<double> frames; // ms of work, from the end of one painted frame to the end of the next
    std::vector<double> turns; // ms of the event that held the loop longest in each of these frames
    bool notify(QObject* receiver, QEvent* event) override;
    void restart(); // forgets what was measured, the frame that is not painted yet too

private:
    const QObject* m_viewport = nullptr;
    int m_depth = 0;
    bool m_paintSeen = false;
    SteadyTime::duration m_busy{}, m_longest{};
};

class ListSink final : public kube::Sink {
public:
    ListSink(store::ObjectStore& store, store::ListId list)
        : m_store(store)
        , m_list(list)
    {
    }
    void relistBegan() override { m_store.beginRelist(m_list); }
    void applied(store::RecordPtr record, SteadyTime seen) override
    {
        ++received;
        m_store.apply(m_list, std::move(record), seen);
    }
    void removed(const ObjectKey& key, SteadyTime seen) override { m_store.remove(m_list, key, seen); }
    void relistEnded(SteadyTime seen) override
    {
        m_store.endRelist(m_list, seen);
        if (ended)
            ended();
    }
    void streamChanged(const kube::StreamState& state) override { synced = state.synced; }
    std::atomic<std::uint64_t> received{0};
    std::atomic<bool> synced{false};
    std::function<void()> ended;

private:
    store::ObjectStore& m_store;
    store::ListId m_list;
};

// One cluster's I/O thread with the given streams.
class Feed {
public:
    Feed(const std::string& url, const std::string& caPem);
    ~Feed();
    struct Wish {
        flux::Kind kind;
        std::string ns;
    };
    // Starts the thread; `stopAfterList`: each stream ends with its first complete state.
    void start(const std::vector<Wish>& wishes, kube::FirstState firstState, bool stopAfterList);
    void stop();
    [[nodiscard]] bool synced() const;
    [[nodiscard]] std::uint64_t received() const;

    StringPool pool;
    SystemClock clock;
    Logger log;
    store::Inbox inbox;
    store::ObjectStore store{inbox};
    net::HttpLoop loop;

private:
    struct Stream;
    std::vector<std::unique_ptr<Stream>> m_streams;
    std::thread m_thread;
};

// The painted end.
class Screen {
public:
    Screen(Application& app, Feed& feed);
    [[nodiscard]] bool showsAnObject() const;
    // Rows within the viewport, as indices of the model.
    [[nodiscard]] std::pair<int, int> rowsOnScreen() const;
    theme::Theme theme;
    views::TreeText words;
    items::TreeModel model;
    items::FrameScheduler scheduler;
    widgets::TreeView view;
};

} // namespace dg::bench
