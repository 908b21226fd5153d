// SPDX-License-Identifier: Apache-2.0
#include "graph_painter.h"

#include "graph_text.h"
#include "theme/draw.h"

#include <QPainter>

#include <array>

namespace dg::views {

namespace metric = theme::metric;
using graph::EdgeKind;
using graph::NodeType;
using theme::Color;
using theme::FontRole;
using widgets::DriftMark;

namespace {

constexpr qreal NameBelow = 0.6, BlockBelow = 0.3; // design §5
constexpr qreal LineWidth = 1.25, StrongWidth = 2;
constexpr int Inset = 9, TextLeft = 31, FirstLine = 5, SecondLine = 22, LineHeight = 17; // px in the card
constexpr int ArrowLength = 6;
constexpr qreal ArrowHalf = 3.25;

} // namespace

GraphPainter::Detail GraphPainter::detailFor(qreal zoom)
{
    return zoom < BlockBelow ? Detail::Block : zoom < NameBelow ? Detail::Name : Detail::Full;
}

GraphPainter::GraphPainter(const theme::Theme& theme)
    : m_theme(theme)
    , m_texts(theme)
{
}

void GraphPainter::themeChanged()
{
    m_texts.clear();
}

QPen edgePen(const theme::Theme& theme, EdgeKind kind, Color ink, qreal width)
{
    QPen pen(theme.color(ink), width);
    pen.setCapStyle(Qt::FlatCap);
    if (kind == EdgeKind::DependsOn)
        pen.setDashPattern({5 / width, 4 / width});
    else if (kind == EdgeKind::Contains)
        pen.setDashPattern({1.5 / width, 3 / width});
    return pen;
}

void GraphPainter::paintArea(QPainter* painter, const GraphScene& scene, const QRect& area, Detail detail)
{
    paintStrokes(painter, scene, area, detail);
    for (const auto edge : scene.blocked()) {
        if (scene.edgeRect(edge).intersects(area))
            paintStrong(painter, scene, edge, Color::Waiting);
    }
    for (const auto node : scene.nodesIn(area.adjusted(-1, -1, 1, 1)))
        paintCard(painter, scene, node, detail);
}

void GraphPainter::paintStrokes(QPainter* painter, const GraphScene& scene, const QRect& area, Detail detail)
{
    std::array<QPainterPath, 3> corners;
    std::array<QList<QLineF>, 3> lines;
    for (const auto index : scene.strokesIn(area)) {
        const Stroke& stroke = scene.strokes()[index];
        const auto kind = static_cast<std::size_t>(stroke.kind);
        if (!stroke.corner || detail == Detail::Block) {
            lines[kind].append(QLineF(stroke.from, stroke.to));
            continue;
        }
        const QPoint turn = stroke.flat ? QPoint(stroke.to.x(), stroke.from.y()) : QPoint(stroke.from.x(), stroke.to.y());
        corners[kind].moveTo(stroke.from);
        corners[kind].quadTo(turn, stroke.to);
    }
    const bool fine = detail != Detail::Block;
    painter->setRenderHint(QPainter::Antialiasing, fine);
    for (std::size_t kind = 0; kind < lines.size(); ++kind) {
        QPen pen
            = edgePen(m_theme, fine ? static_cast<EdgeKind>(kind) : EdgeKind::Source, fine ? Color::Control : Color::LineStrong, LineWidth);
        if (!fine) {
            pen.setWidth(0); // one device pixel
            pen.setCosmetic(true);
        }
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        painter->drawLines(lines[kind]);
        if (!corners[kind].isEmpty())
            painter->drawPath(corners[kind]);
    }
    if (!fine)
        return;
    for (const auto index : scene.arrowsIn(area))
        paintArrow(painter, scene.arrows()[index], m_theme.color(Color::Control));
}

void GraphPainter::paintArrow(QPainter* painter, const Arrow& arrow, const QColor& ink)
{
    const qreal back = arrow.toRight ? -ArrowLength : ArrowLength;
    const std::array<QPointF, 3> points{QPointF(arrow.tip), QPointF(arrow.tip.x() + back, arrow.tip.y() - ArrowHalf),
        QPointF(arrow.tip.x() + back, arrow.tip.y() + ArrowHalf)};
    painter->setPen(Qt::NoPen);
    painter->setBrush(ink);
    painter->drawPolygon(points.data(), static_cast<int>(points.size()));
}

void GraphPainter::paintStrong(QPainter* painter, const GraphScene& scene, graph::EdgeIndex edge, Color ink)
{
    const QPainterPath path = scene.edgePath(edge);
    if (path.isEmpty())
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(m_theme.color(Color::Base), StrongWidth + 1, Qt::SolidLine, Qt::FlatCap));
    painter->drawPath(path);
    painter->setPen(edgePen(m_theme, scene.graph().edges()[edge].kind, ink, StrongWidth));
    painter->drawPath(path);
    paintArrow(painter, scene.edgeArrow(edge), m_theme.color(ink));
}

Color GraphPainter::blockInk(const graph::Node& node) const
{
    if (node.type == NodeType::Absent)
        return Color::DriftMark;
    if (node.state == flux::State::Ready && node.missing > 0)
        return Color::DriftMark;
    return widgets::stateInk(node.state);
}

void GraphPainter::paintCard(QPainter* painter, const GraphScene& scene, graph::NodeIndex index, Detail detail, Look look)
{
    const graph::Node& node = scene.graph().nodes()[index];
    const QRect card = scene.nodeRect(index);
    painter->setRenderHint(QPainter::Antialiasing, detail != Detail::Block);
    if (detail == Detail::Block) {
        painter->fillRect(card, m_theme.color(blockInk(node)));
        if (look != Look::Normal) {
            QPen pen(m_theme.color(Color::Accent), 2);
            pen.setCosmetic(true);
            painter->setBrush(Qt::NoBrush);
            painter->setPen(pen);
            painter->drawRect(card);
        }
        return;
    }
    const bool real = node.type == NodeType::Object || node.type == NodeType::Group;
    const QColor fill = m_theme.color(look == Look::CurrentFocused ? Color::Select : real ? Color::Raised : Color::Base);
    if (node.type == NodeType::Group && look == Look::Normal) // a second card behind it: there are more inside
        theme::drawBox(painter, QRectF(card).translated(4, 4), fill, m_theme.color(Color::LineStrong), 1, metric::Radius);
    if (real || look != Look::Normal) {
        theme::drawBox(painter, card, fill, m_theme.color(look == Look::Normal ? Color::LineStrong : Color::Accent),
            look == Look::Normal ? 1 : 2, metric::Radius);
    } else {
        QPen pen(m_theme.color(Color::Control), 1);
        pen.setDashPattern({4, 3});
        painter->setPen(pen);
        painter->setBrush(fill);
        painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), metric::Radius, metric::Radius);
    }
    if (detail == Detail::Full) {
        paintFull(painter, card, node);
        return;
    }
    // Small: the name as large as fits, and the mark.
    constexpr int Mark = 24;
    const QRect mark(card.right() - Mark - Inset + 2, card.y(), Mark, card.height());
    widgets::drawMark(painter, m_theme, mark, node.state, Mark);
    m_texts.draw(painter, QRect(card.x() + Inset, card.y(), card.width() - Mark - 2 * Inset - 4, card.height()), nodeName(node),
        FontRole::DialogTitle, m_theme.color(real ? Color::Text1 : Color::Text2), Qt::ElideRight);
}

void GraphPainter::paintFull(QPainter* painter, const QRect& card, const graph::Node& node)
{
    const bool real = node.type == NodeType::Object || node.type == NodeType::Group;
    widgets::drawIcon(painter, m_theme, QRect(card.x() + Inset - 1, card.y() + FirstLine, metric::Icon, LineHeight), nodeIcon(node),
        m_theme.color(Color::Text2));
    int right = card.x() + card.width() - Inset;
    const QRect mark(right - metric::IconSmall, card.y() + FirstLine, metric::IconSmall, LineHeight);
    widgets::drawMark(painter, m_theme, mark, node.state, metric::IconSmall);
    right = mark.x() - 4;
    if (node.suspended) {
        const QRect bars(right - metric::Chevron - 2, mark.y(), metric::Chevron, LineHeight);
        widgets::drawSuspendedBars(painter, m_theme, bars, m_theme.color(Color::Neutral));
        right = bars.x() - 2;
    }
    const int left = card.x() + TextLeft;
    m_texts.draw(painter, QRect(left, card.y() + FirstLine, right - left, LineHeight), nodeName(node), FontRole::BodyBold,
        m_theme.color(real ? Color::Text1 : Color::Text2), Qt::ElideMiddle);

    right = card.x() + card.width() - Inset;
    const int second = card.y() + SecondLine;
    if (node.missing > 0) {
        const QString count = QString::number(node.missing);
        const auto width = m_texts.metrics(FontRole::Small).horizontalAdvance(count);
        m_texts.draw(painter, QRect(right - width, second, width + 1, LineHeight), count, FontRole::Small, m_theme.color(Color::Drift));
        right -= width + 4 + metric::IconSmall;
        widgets::drawDriftMark(
            painter, m_theme, QRect(right, second, metric::IconSmall, LineHeight), DriftMark::Missing, metric::IconSmall);
        right -= 4;
    }
    int x = left;
    const QString code = nodeCode(node);
    if (!code.isEmpty())
        x += m_texts.draw(painter, QRect(x, second, right - x, LineHeight), code, FontRole::Small, m_theme.color(Color::Text3))
            + metric::IconText;
    m_texts.draw(painter, QRect(x, second, right - x, LineHeight), nodeDetail(node),
        real && node.type == NodeType::Object ? FontRole::Revision : FontRole::Small, m_theme.color(Color::Text2), Qt::ElideRight);
}

} // namespace dg::views
