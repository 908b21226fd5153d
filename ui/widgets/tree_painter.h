// SPDX-License-Identifier: Apache-2.0
// Paints the tree's rows straight with QPainter: no delegate, no per-cell option, texts from a cache.
#pragma once

#include "base/result.h"
#include "items/tree_model.h"
#include "widgets/paint.h"

#include <QRect>

#include <array>

class QPainter;

namespace dg::widgets {

struct RowLook {
    bool selected = false;
    bool current = false; // with focus: the accent rectangle
    bool focused = false; // the view has the focus
    bool hovered = false;
    bool stale = false; // the stream is lost
    bool kindsWrittenOut = false;
};

class TreePainter {
public:
    explicit TreePainter(const theme::Theme& theme);
    void refresh(); // fonts, language or theme changed
    [[nodiscard]] int longestState() const { return m_longestState; }
    [[nodiscard]] TextCache& texts() { return m_texts; }

    // `cells`: rectangle of each column in the viewport, empty when hidden; `row` spans the viewport.
    void paint(QPainter* painter, const items::TreeModel& model, int index, const QRect& row,
        const std::array<QRect, items::TreeModel::ColumnCount>& cells, const RowLook& look);

    // Where the chevron of a row at `depth` answers the mouse.
    [[nodiscard]] static QRect chevronBox(const QRect& nameCell, int depth, Qt::LayoutDirection direction);

private:
    struct Cell {
        QPainter* painter;
        const items::TreeModel& model;
        const tree::Row& row;
        int index;
        const RowLook& look;
        Qt::LayoutDirection direction;
    };
    [[nodiscard]] QColor ink(theme::Color color, const RowLook& look) const;
    [[nodiscard]] QString words(const Cell& cell, items::TreeModel::Column column) const;
    void paintName(const Cell& cell, const QRect& box);
    void paintState(const Cell& cell, const QRect& box);
    void paintDrift(const Cell& cell, const QRect& box);
    void paintRevision(const Cell& cell, const QRect& box);
    void paintNumber(const Cell& cell, const QRect& box, items::TreeModel::Column column);

    const theme::Theme& m_theme;
    TextCache m_texts;
    std::array<QString, flux::StateCount + 2> m_stateWords; // nine, missing, orphaned
    int m_longestState = 0;
};

} // namespace dg::widgets
