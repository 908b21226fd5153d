// SPDX-License-Identifier: Apache-2.0
#include "views/graph_page.h"

#include "graph_export.h"
#include "graph_page_impl.h"
#include "graph_text.h"
#include "text/words.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace dg::views {

using graph::NodeIndex;
using graph::NoNode;

namespace {

constexpr int LookEvery = 100; // ms: states on cards may be that much behind the tree
constexpr int LookAtMany = 500; // ms, where a look takes some of them
constexpr std::size_t Many = 5000; // objects
constexpr std::size_t AroundAbove = 400; // design §5
constexpr int MostHops = 5;

} // namespace

GraphPage::GraphPage(StringPool& pool, QWidget* parent)
    : QWidget(parent)
    , m_impl(std::make_unique<Impl>(pool))
{
    setObjectName(QStringLiteral("graphPage"));
    Impl& d = *m_impl;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildBar();
    column->addWidget(d.bar);
    d.notice = new widgets::Banner(this);
    d.notice->setObjectName(QStringLiteral("graphNotice"));
    d.notice->hide();
    connect(d.notice, &widgets::Banner::linkActivated, d.notice, &QWidget::hide);
    column->addWidget(d.notice);
    d.canvas = new GraphCanvas(this);
    column->addWidget(d.canvas, 1);
    d.path = new GraphPath(this);
    column->addWidget(d.path);
    setFocusProxy(d.canvas);

    connect(d.canvas, &GraphCanvas::currentChanged, this, &GraphPage::currentChanged);
    connect(d.canvas, &GraphCanvas::zoomChanged, this, &GraphPage::refreshBar);
    connect(d.canvas, &GraphCanvas::contextMenuRequested, this, &GraphPage::contextMenuRequested);
    connect(d.canvas, &GraphCanvas::activated, this, [this] {
        const graph::Node& node = m_impl->canvas->scene()->graph().nodes()[m_impl->canvas->current()];
        if (node.type == graph::NodeType::Group) {
            m_impl->scope.open.insert(std::string(node.key.name.view()));
            makeScene(true);
        } else if (node.type == graph::NodeType::Object) {
            Q_EMIT objectActivated(node.key);
        }
    });
    connect(d.path, &GraphPath::chosen, this, [this](const ObjectKey& key) {
        if (!m_impl->canvas->scene())
            return;
        m_impl->canvas->setCurrent(m_impl->canvas->scene()->graph().find(key), true);
        m_impl->canvas->setFocus(Qt::OtherFocusReason);
        currentChanged();
    });
    connect(&d.worker, &GraphWorker::finished, this, [this](const std::shared_ptr<GraphAnswer>& answer) { take(*answer); });
    d.timer.setSingleShot(true);
    connect(&d.timer, &QTimer::timeout, this, &GraphPage::look);
    refreshBar();
    refreshPath();
}

GraphPage::~GraphPage() = default;

void GraphPage::setTree(const tree::FleetTree* tree, const QString& clusterName)
{
    Impl& d = *m_impl;
    d.worker.cancel();
    d.watcher.forget();
    d.tree = tree;
    d.cluster = clusterName;
    d.scope = {};
    d.decided = d.complete = d.sceneComplete = d.askedComplete = false;
    d.askedOf = 0;
    d.unreadable.clear();
    d.wanted = {};
    d.total = d.left = 0;
    d.canvas->setScene(nullptr, false);
    d.canvas->setMessage(tree ? tr("The objects are being read.") : tr("No cluster is open."));
    refreshBar();
    refreshPath();
    treeChanged();
}

void GraphPage::setReading(bool complete, std::set<std::string, std::less<>> unreadableKinds)
{
    const bool now = complete || m_impl->complete; // once it was all there, a burst of news is only news
    if (now == m_impl->complete && unreadableKinds == m_impl->unreadable)
        return;
    m_impl->complete = now;
    m_impl->unreadable = std::move(unreadableKinds);
    treeChanged();
}

void GraphPage::treeChanged()
{
    if (isVisible() && m_impl->tree && !m_impl->timer.isActive())
        m_impl->timer.start(m_impl->watcher.snapshot().items.size() > Many ? LookAtMany : LookEvery);
}

void GraphPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    look();
}

void GraphPage::look()
{
    Impl& d = *m_impl;
    if (!d.tree || !isVisible())
        return;
    const auto change = d.watcher.look(*d.tree, d.unreadable);
    const auto count = d.watcher.snapshot().items.size();
    const bool first = d.askedOf == 0 || (d.complete && !d.askedComplete);
    // While most of it is still to come nothing is worth keeping its place.
    const bool likeBefore = !first && (d.sceneComplete || count < d.askedOf + d.askedOf / 8);
    if (change == graph::Watcher::Change::Structure || first)
        makeScene(likeBefore);
    if (change != graph::Watcher::Change::None && d.canvas->scene()) {
        d.canvas->nodesChanged(d.watcher.refresh(d.canvas->scene()->live()));
        refreshPath();
    }
    if (d.watcher.snapshot().items.empty())
        d.canvas->setMessage(d.complete ? tr("There is no Flux object in this cluster.") : tr("The objects are being read."));
}

// `likeBefore`: whatever is drawn keeps its place.
void GraphPage::makeScene(bool likeBefore)
{
    Impl& d = *m_impl;
    if (!d.tree)
        return;
    GraphWish wish;
    wish.snapshot = d.watcher.snapshot();
    wish.scope = d.scope;
    if (!d.decided) {
        wish.scope.centre = d.wanted;
        wish.decideAbove = AroundAbove;
        d.decided = d.complete; // until all is there, the next look decides again
    }
    if (likeBefore && d.canvas->scene())
        wish.seats = graph::seatsOf(d.canvas->scene()->graph(), d.canvas->scene()->layout());
    d.askedComplete = d.complete;
    d.askedOf = wish.snapshot.items.size();
    wish.complete = d.complete;
    d.worker.start(std::move(wish));
}

void GraphPage::take(GraphAnswer& answer)
{
    Impl& d = *m_impl;
    if (!d.worker.busy()) // else something else is wanted by now
        d.scope = answer.scope;
    d.total = answer.total;
    d.left = answer.left;
    const bool first = !d.canvas->scene() || (answer.complete && !d.sceneComplete);
    d.sceneComplete = answer.complete;
    d.canvas->setScene(std::move(answer.scene), answer.likeBefore && !first);
    d.canvas->nodesChanged(d.watcher.refresh(d.canvas->scene()->live())); // it went on while the scene was made
    placeCurrent(first || !answer.likeBefore);
    refreshBar();
    refreshPath();
}

// The object that is chosen elsewhere, or the group it is folded into.
void GraphPage::placeCurrent(bool bringIntoView)
{
    Impl& d = *m_impl;
    if (!d.canvas->scene())
        return;
    const auto& graph = d.canvas->scene()->graph();
    NodeIndex node = graph.find(d.wanted);
    if (node == NoNode && !d.wanted.empty() && !d.scope.around) {
        const auto& nodes = graph.nodes();
        const auto group = std::ranges::find_if(
            nodes, [&](const graph::Node& n) { return n.type == graph::NodeType::Group && n.key.name == d.wanted.ns; });
        node = group == nodes.end() ? NoNode : static_cast<NodeIndex>(group - nodes.begin());
    }
    if (node == NoNode && d.scope.around)
        node = graph.find(d.scope.centre);
    d.canvas->setCurrent(node, bringIntoView);
}

void GraphPage::setCurrent(const ObjectKey& key)
{
    Impl& d = *m_impl;
    if (key == d.wanted)
        return;
    d.wanted = key;
    if (!d.canvas->scene())
        return;
    if (d.scope.around && !key.empty() && d.canvas->scene()->graph().find(key) == NoNode && d.watcher.knows(key)) {
        d.scope.centre = key; // somewhere else: the neighbourhood goes there
        makeScene(false);
        return;
    }
    placeCurrent(true);
    refreshBar();
    refreshPath();
}

ObjectKey GraphPage::current() const
{
    const auto node = m_impl->canvas->current();
    return node == NoNode ? ObjectKey{} : m_impl->canvas->scene()->graph().nodes()[node].key;
}

void GraphPage::currentChanged()
{
    refreshBar();
    refreshPath();
    const auto node = m_impl->canvas->current();
    if (node == NoNode)
        return;
    const graph::Node& chosen = m_impl->canvas->scene()->graph().nodes()[node];
    m_impl->wanted = chosen.key;
    if (chosen.type == graph::NodeType::Object)
        Q_EMIT objectChosen(chosen.key);
}

bool GraphPage::isSettled() const
{
    const Impl& d = *m_impl;
    return !isVisible() || !d.tree || (!d.worker.busy() && !d.timer.isActive() && d.sceneComplete == d.complete);
}

void GraphPage::focusCanvas()
{
    m_impl->canvas->setFocus(Qt::ShortcutFocusReason);
}

void GraphPage::showAll()
{
    Impl& d = *m_impl;
    d.decided = true;
    if (!d.scope.around)
        return refreshBar();
    d.scope.around = false;
    makeScene(false);
}

void GraphPage::showAround()
{
    Impl& d = *m_impl;
    d.decided = true;
    const ObjectKey key = current();
    if (!key.empty() && d.watcher.knows(key))
        d.scope.centre = key;
    d.scope.around = true;
    makeScene(false);
}

void GraphPage::setHops(int hops)
{
    m_impl->scope.hops = std::clamp(hops, 1, MostHops);
    refreshBar();
    if (m_impl->scope.around)
        makeScene(false);
}

void GraphPage::setFolded(bool folded)
{
    Impl& d = *m_impl;
    d.decided = true;
    if (d.scope.folded == folded && d.scope.open.empty())
        return refreshBar();
    d.scope.folded = folded;
    d.scope.open.clear();
    d.scope.around = false;
    makeScene(false);
}

void GraphPage::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() != Qt::NoModifier)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_A:
        return showAll();
    case Qt::Key_N:
        return showAround();
    case Qt::Key_G:
        return setFolded(!m_impl->scope.folded);
    case Qt::Key_BracketLeft:
        return setHops(m_impl->scope.hops - 1);
    case Qt::Key_BracketRight:
        return setHops(m_impl->scope.hops + 1);
    case Qt::Key_E:
        return m_impl->exportButton->showMenu();
    default:
        QWidget::keyPressEvent(event);
    }
}

void GraphPage::refreshPath()
{
    m_impl->path->show(m_impl->canvas->scene(), m_impl->canvas->current());
    m_impl->canvas->setAccessibleDescription(m_impl->canvas->scene() ? m_impl->path->sentence() : m_impl->canvas->accessibleDescription());
}

void GraphPage::showNotice(const QString& sentence, bool failed)
{
    m_impl->notice->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty())
        m_impl->notice->setContent(failed ? widgets::BannerKind::Failed : widgets::BannerKind::Neutral, {}, sentence, tr("Hide"),
            failed ? QString() : QStringLiteral("info"));
}

Result<QByteArray> GraphPage::exported(GraphFormat format) const
{
    if (!m_impl->canvas->scene())
        return fail(ErrorCode::NotFound);
    return exportGraph(*m_impl->canvas->scene(), theme::of(this), format, tr("Flux objects of %1").arg(m_impl->cluster));
}

QString GraphPage::suggestedFile(GraphFormat format) const
{
    QString name;
    for (const QChar c : m_impl->cluster) // a file name everywhere
        name += c.isLetterOrNumber() || c == u'-' || c == u'.' ? c : QChar(u'-');
    return QStringLiteral("driftglass-graph-%1.%2").arg(name.isEmpty() ? QStringLiteral("cluster") : name, extensionOf(format));
}

} // namespace dg::views
