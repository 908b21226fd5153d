// SPDX-License-Identifier: Apache-2.0
// Makes scenes away from the GUI thread, one at a time; while one is made only the newest wish waits.
#pragma once

#include "graph/build.h"
#include "graph/layout.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace dg::views {

class GraphScene;

// What shall be seen.
struct GraphScope {
    bool around = false; // false: everything
    ObjectKey centre; // empty or absent with `around`: the worst object
    int hops = 2;
    bool folded = false; // by namespace; not with `around`
    std::set<std::string, std::less<>> open; // namespaces that are not folded all the same
    friend bool operator==(const GraphScope&, const GraphScope&) = default;
};

struct GraphWish {
    graph::Snapshot snapshot;
    GraphScope scope;
    std::optional<graph::Seats> seats; // of the scene before, when it shall look like it
    std::optional<std::size_t> decideAbove; // with more objects than this the scope becomes `around`
    bool complete = false; // the first state of all streams was there; handed back
};

struct GraphAnswer {
    GraphScope scope; // as it was decided, with the centre that was found
    std::unique_ptr<GraphScene> scene;
    std::size_t total = 0; // nodes of the whole graph
    std::size_t left = 0; // within the hops, left out
    bool likeBefore = false; // it had seats to start from
    bool complete = false;
};

class GraphWorker final : public QObject {
    Q_OBJECT
public:
    explicit GraphWorker(StringPool& pool, QObject* parent = nullptr);
    ~GraphWorker() override; // cancels; waits for the thread, which looks often
    void start(GraphWish wish);
    void cancel(); // no answer comes for what was asked before
    [[nodiscard]] bool busy() const { return m_running || m_next; }
    [[nodiscard]] static GraphAnswer make(GraphWish wish, StringPool& pool, const std::function<bool()>& cancelled);

Q_SIGNALS:
    void finished(const std::shared_ptr<dg::views::GraphAnswer>& answer);

private:
    void run(GraphWish wish);
    StringPool& m_pool;
    std::shared_ptr<std::atomic<bool>> m_cancel;
    std::optional<GraphWish> m_next;
    bool m_running = false;
    QThreadPool m_threads;
};

} // namespace dg::views
