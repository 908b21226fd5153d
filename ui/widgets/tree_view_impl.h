// SPDX-License-Identifier: Apache-2.0
// What TreeView's parts share.
#pragma once

#include "base/result.h"
#include "items/tree_model.h"
#include "moved_pill.h"
#include "tree_columns.h"
#include "tree_header.h"
#include "tree_keeper.h"
#include "tree_painter.h"
#include "widgets/tree_view.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

namespace dg::widgets {

struct TreeView::Impl {
    Impl(TreeView& v, const theme::Theme& t)
        : view(v)
        , theme(t)
        , painter(t)
        , keeper(&v)
    {
    }

    TreeView& view;
    const theme::Theme& theme;
    TreePainter painter;
    TreeKeeper keeper;
    QPointer<items::TreeModel> model;
    TreeHeader* header = nullptr;
    MovedPill* pill = nullptr;
    QWidget* corner = nullptr; // beside the header, above the scroll bar
    ColumnPlan plan;
    ColumnWidths userWidths{}; // dragged by the user; 0: the plan's
    bool layingOut = false;
    int hoverRow = -1;
    bool pointerInside = false;
    bool stale = false;
    bool comfortable = false;
    ObjectKey announced;
    bool announcePending = false;
    QElapsedTimer sinceKey; // not valid: no key yet
    QTimer thaw;
    QTimer pillTimer;
    QString typed; // type-ahead
    QElapsedTimer sinceTyped;

    void layOut();
    void columnDragged(int column, int width);
    void placePill();
    void setHover(int row);
    void touch(); // a key or the pointer: order is frozen
    void maybeThaw();
    void refreshPill();
    void announceLater();
    void setExpanded(int row, bool expanded);
    [[nodiscard]] bool busy() const;
    [[nodiscard]] std::array<QRect, items::TreeModel::ColumnCount> cells(int y, int height) const;
};

// A screen reader's view of the tree: rows that hold cells. Installed once.
void installTreeAccessibility();

} // namespace dg::widgets
