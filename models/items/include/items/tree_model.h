// SPDX-License-Identifier: Apache-2.0
// items: Qt item models over the trees, and the frame scheduler that feeds them. GUI thread only; every slot asserts it.
#pragma once

#include "tree/fleet_tree.h"

#include <QAbstractTableModel>

namespace dg::items {

// The visible rows of one cluster, flat: parent() is always invalid, depth is a value. No sorting or filtering proxy
// stands above it; order and filter live in the tree.
class TreeModel final : public QAbstractTableModel, private tree::TreeObserver {
    Q_OBJECT
public:
    enum Column { Name, State, Drift, Revision, Applied, Next, Message, ColumnCount };
    enum Role { KeyRole = Qt::UserRole, NodeRole, DepthRole, ExpandedRole, HasChildrenRole, StateWordRole };

    explicit TreeModel(StringPool& pool, QObject* parent = nullptr);
    ~TreeModel() override;

    [[nodiscard]] tree::FleetTree& tree();
    [[nodiscard]] const tree::FleetTree& tree() const;
    [[nodiscard]] tree::Row row(int index) const; // what the delegate paints from

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(
        const QModelIndex& index, int role) const override; // DisplayRole: plain untranslated words; ui/text translates through TextSource
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Gives words: set by the UI (ui/text), so that models/ needs no translations.
    struct TextSource {
        virtual ~TextSource() = default;
        [[nodiscard]] virtual QString cell(const tree::Row& row, Column column) const = 0; // display
        [[nodiscard]] virtual QString accessible(const tree::Row& row, Column column) const = 0; // column Name: the whole row
        [[nodiscard]] virtual QString header(Column column) const = 0;
        [[nodiscard]] virtual QString toolTip(const tree::Row& row, Column column) const = 0;
    };
    void setTextSource(const TextSource* source); // not owned

private:
    void rowsAboutToBeInserted(int first, int last) override;
    void rowsInserted() override;
    void rowsAboutToBeRemoved(int first, int last) override;
    void rowsRemoved() override;
    void rowsChanged(int first, int last) override;
    void aboutToReset() override;
    void reset() override;
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::items
