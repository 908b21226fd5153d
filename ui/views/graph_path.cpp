// SPDX-License-Identifier: Apache-2.0
#include "graph_path.h"

#include "graph/scope.h"
#include "graph_scene.h"
#include "graph_text.h"
#include "theme/draw.h"
#include "theme/theme.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using graph::NodeIndex;
using graph::NoNode;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int RowHeight = 36; // design §6
constexpr std::size_t MostBefore = 3; // steps before the current one; a longer way begins with "…"

// An icon in the theme's ink.
class Picture final : public QWidget {
public:
    Picture(const QString& icon, Color ink, int size, QWidget* parent)
        : QWidget(parent)
        , m_icon(icon)
        , m_ink(ink)
        , m_size(size)
    {
        setFixedSize(size, RowHeight);
        connect(&theme::of(this), &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        widgets::drawIcon(&painter, theme::of(this), rect(), m_icon, theme::of(this).color(m_ink), m_size);
    }

private:
    QString m_icon;
    Color m_ink;
    int m_size;
};

} // namespace

GraphPath::GraphPath(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_steps(new QHBoxLayout)
    , m_place(new widgets::PlainLabel({}, FontRole::Body, Color::Text2, this))
{
    setObjectName(QStringLiteral("graphPath"));
    setFixedHeight(RowHeight);
    m_row->setContentsMargins(metric::Panel, 1, metric::Panel, 0);
    m_row->setSpacing(metric::IconText);
    m_row->addWidget(new widgets::PlainLabel(tr("Path"), FontRole::Body, Color::Text2, this));
    m_steps->setSpacing(metric::IconText);
    m_row->addLayout(m_steps);
    m_row->addStretch(1);
    m_place->setElideMode(Qt::ElideNone);
    m_row->addWidget(m_place);
    connect(&theme::of(this), &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void GraphPath::clear()
{
    while (QLayoutItem* item = m_steps->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // one of them may be the link that was pressed
        }
        delete item;
    }
}

void GraphPath::addStep(const graph::Node& node, bool current, bool withState)
{
    if (m_steps->count() > 0)
        m_steps->addWidget(new Picture(QStringLiteral("chevron-right"), Color::Text3, metric::Chevron, this));
    m_steps->addWidget(new Picture(nodeIcon(node), Color::Text2, metric::Icon, this));
    const QString name = nodeName(node);
    if (current) {
        m_steps->addWidget(new widgets::PlainLabel(name, FontRole::BodyBold, Color::Text1, this));
    } else {
        auto* link = new widgets::LinkButton(name, this);
        link->setAccessibleName(nodeSentence(node));
        connect(link, &QAbstractButton::clicked, this, [this, key = node.key] { Q_EMIT chosen(key); });
        m_steps->addWidget(link);
    }
    if (!withState)
        return;
    m_steps->addWidget(new Picture(widgets::stateIcon(node.state), widgets::stateInk(node.state), metric::IconSmall, this));
    m_steps->addWidget(
        new widgets::PlainLabel(nodeState(node), FontRole::Body, current ? widgets::stateTextInk(node.state) : Color::Text2, this));
}

void GraphPath::show(const GraphScene* scene, NodeIndex current)
{
    if (!scene || current == NoNode) {
        if (!m_shown.isEmpty())
            clear();
        m_shown.clear();
        m_place->clear();
        setAccessibleName(tr("Path"));
        return;
    }
    const auto& graph = scene->graph();
    const auto& nodes = graph.nodes();
    auto path = graph::pathTo(graph, current);
    const bool cut = path.size() > MostBefore + 1;
    if (cut)
        path.erase(path.begin(), path.end() - static_cast<std::ptrdiff_t>(MostBefore) - 1);
    const NodeIndex behind = graph::mainSuccessor(graph, current);
    const auto& column = scene->layout().columns[scene->layout().columnOf[current]];
    const auto place = std::ranges::find(column, current) - column.begin() + 1;
    //: %1 and %2 are numbers: the place of the chosen card among those under one another
    const QString where
        = tr("%1 of %2 in this column")
              .arg(QLocale().toString(static_cast<qlonglong>(place)), QLocale().toString(static_cast<qlonglong>(column.size())));

    QStringList words;
    for (const NodeIndex node : path)
        words << (node == current ? nodeName(nodes[node]) + QLatin1Char(' ') + nodeState(nodes[node]) : nodeName(nodes[node]));
    if (behind != NoNode)
        words << nodeName(nodes[behind]) + QLatin1Char(' ') + nodeState(nodes[behind]);
    const QString sentence = tr("Path: %1. %2").arg(words.join(QStringLiteral(", ")), where);
    setAccessibleName(sentence);
    m_place->setText(where);
    QString shown = sentence;
    for (const NodeIndex node : path)
        shown += QLatin1Char('\n') + nodeSentence(nodes[node]);
    if (shown == m_shown)
        return;
    m_shown = shown;
    clear();
    if (cut)
        m_steps->addWidget(new widgets::PlainLabel(QStringLiteral("…"), FontRole::Body, Color::Text2, this));
    for (const NodeIndex node : path)
        addStep(nodes[node], node == current, node == current);
    if (behind != NoNode)
        addStep(nodes[behind], false, true);
}

void GraphPath::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    painter.fillRect(rect(), theme.color(Color::Window));
    theme::drawHairline(&painter, QLineF(0, 0, width(), 0), theme.color(Color::Line));
}

} // namespace dg::views
