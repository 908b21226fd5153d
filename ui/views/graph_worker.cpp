// SPDX-License-Identifier: Apache-2.0
#include "graph_worker.h"

#include "graph/scope.h"
#include "graph_scene.h"

#include <QMetaObject>

namespace dg::views {

namespace {

constexpr std::size_t MostAround = 400; // design §5: more is no neighbourhood any more

} // namespace

GraphWorker::GraphWorker(StringPool& pool, QObject* parent)
    : QObject(parent)
    , m_pool(pool)
{
    m_threads.setMaxThreadCount(1);
}

GraphWorker::~GraphWorker()
{
    if (m_cancel)
        *m_cancel = true;
    m_threads.waitForDone();
}

void GraphWorker::start(GraphWish wish)
{
    if (m_running)
        m_next = std::move(wish);
    else
        run(std::move(wish));
}

void GraphWorker::cancel()
{
    m_next.reset();
    if (m_cancel)
        *m_cancel = true;
}

GraphAnswer GraphWorker::make(GraphWish wish, StringPool& pool, const std::function<bool()>& cancelled)
{
    GraphAnswer answer;
    answer.scope = std::move(wish.scope);
    answer.likeBefore = wish.seats.has_value();
    answer.complete = wish.complete;
    GraphScope& scope = answer.scope;
    graph::Graph graph = graph::build(wish.snapshot, pool);
    answer.total = graph.nodes().size();
    if (wish.decideAbove)
        scope.around = wish.snapshot.items.size() > *wish.decideAbove;
    if (scope.around) {
        graph::NodeIndex centre = graph.find(scope.centre);
        if (centre == graph::NoNode)
            centre = graph::worst(graph);
        if (centre != graph::NoNode) {
            scope.centre = graph.nodes()[centre].key;
            const auto part = graph::neighbourhood(graph, centre, scope.hops, MostAround);
            answer.left = part.left;
            graph = graph::subgraph(graph, part.nodes);
        }
    } else if (scope.folded) {
        graph = graph::collapse(graph, scope.open, pool);
    }
    graph::LayoutOptions options;
    options.seats = wish.seats ? &*wish.seats : nullptr;
    options.cancelled = cancelled;
    auto layout = graph::layOut(graph, options);
    if (!cancelled || !cancelled())
        answer.scene = std::make_unique<GraphScene>(std::move(graph), std::move(layout));
    return answer;
}

void GraphWorker::run(GraphWish wish)
{
    m_running = true;
    m_cancel = std::make_shared<std::atomic<bool>>(false);
    m_threads.start([this, wish = std::make_shared<GraphWish>(std::move(wish)), stop = m_cancel]() mutable {
        auto answer = std::make_shared<GraphAnswer>(make(std::move(*wish), m_pool, [&stop] { return stop->load(); }));
        // The destructor waits for this thread: `this` is there.
        QMetaObject::invokeMethod(
            this,
            [this, answer, stop] {
                m_running = false;
                if (!stop->load() && answer->scene)
                    Q_EMIT finished(answer);
                if (!m_running && m_next) {
                    GraphWish next = std::move(*m_next);
                    m_next.reset();
                    run(std::move(next));
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace dg::views
