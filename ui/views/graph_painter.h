// SPDX-License-Identifier: Apache-2.0
// Paints a part of a scene: cards and lines as the design has them (§5 "Graph node"), with less in them the smaller they
// are. Used by the tiles, the exports and the picture of the whole.
#pragma once

#include "graph_scene.h"
#include "theme/theme.h"
#include "widgets/paint.h"

class QPainter;

namespace dg::views {

class GraphPainter {
public:
    enum class Detail : unsigned char { Full, Name /* below 60 % */, Block /* below 30 % */ };
    [[nodiscard]] static Detail detailFor(qreal zoom);

    explicit GraphPainter(const theme::Theme& theme);
    void themeChanged();

    // The painter is scaled: 1 unit is a scene pixel. Lines first, cards upon them.
    void paintArea(QPainter* painter, const GraphScene& scene, const QRect& area, Detail detail);
    enum class Look : unsigned char { Normal, Current, CurrentFocused };
    void paintCard(QPainter* painter, const GraphScene& scene, graph::NodeIndex node, Detail detail, Look look = Look::Normal);
    // A line that stands out: 2 px; what lies under it is wiped first.
    void paintStrong(QPainter* painter, const GraphScene& scene, graph::EdgeIndex edge, theme::Color ink);
    [[nodiscard]] theme::Color blockInk(const graph::Node& node) const;

private:
    void paintStrokes(QPainter* painter, const GraphScene& scene, const QRect& area, Detail detail);
    void paintFull(QPainter* painter, const QRect& card, const graph::Node& node);
    void paintArrow(QPainter* painter, const Arrow& arrow, const QColor& ink);
    const theme::Theme& m_theme;
    widgets::TextCache m_texts;
};

// The dash pattern of a kind, for a pen of `width`.
[[nodiscard]] QPen edgePen(const theme::Theme& theme, graph::EdgeKind kind, theme::Color ink, qreal width);

} // namespace dg::views
