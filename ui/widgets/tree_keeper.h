// SPDX-License-Identifier: Apache-2.0
// Holds the current row, the selection and what is on screen while rows of the model come, go and move (a move is a removal
// and an insertion). Everything is remembered by node id and put back before the next painting.
#pragma once

#include "base/result.h"
#include "tree/fleet_tree.h"

#include <QModelIndex>
#include <QObject>

#include <unordered_set>
#include <vector>

class QTableView;

namespace dg::items {
class TreeModel;
}

namespace dg::widgets {

class TreeKeeper final : public QObject {
    Q_OBJECT
public:
    explicit TreeKeeper(QTableView* view);
    // To be called around QTableView::setModel(): the first connects what must run before the view's own slots.
    void connectBefore(items::TreeModel* model);
    void connectAfter(items::TreeModel* model);
    void setTouched() { m_touched = true; } // until somebody used the view it stays at the top while rows load

Q_SIGNALS:
    void settled(); // after a batch of changes, everything put back

private:
    struct Anchor {
        tree::NodeId id;
        int offset; // of the row's top from the viewport's
    };
    void rowsGo(const QModelIndex& parent, int first, int last);
    void rowsCome(const QModelIndex& parent, int first, int last);
    void rowsWillCome();
    void willReset();
    void wasReset();
    void hold();
    void restore();
    void selectRow(int row);

    QTableView* m_view;
    items::TreeModel* m_model = nullptr;
    std::vector<Anchor> m_anchors;
    std::unordered_set<tree::NodeId> m_lost;
    tree::NodeId m_lostCurrent = 0;
    bool m_hadSelection = false;
    bool m_holding = false;
    bool m_touched = false;
};

} // namespace dg::widgets
