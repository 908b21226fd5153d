// SPDX-License-Identifier: Apache-2.0
// The inventory of one applier, flat, for the inspector. Call refresh() after the tree applied something. GUI thread only.
#pragma once

#include "tree/fleet_tree.h"

#include <QAbstractTableModel>

#include <string>
#include <vector>

namespace dg::items {

class InventoryModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { State, Kind, Name, Namespace, ColumnCount };
    enum Role { MarkRole = Qt::UserRole, StateRole };

    struct Entry {
        ObjectKey key;
        std::string version; // of the inventory
        tree::ManagedMark mark = tree::ManagedMark::Present;
        flux::Verdict verdict; // Unknown when there is no record; Missing with mark Missing
        bool fluxObject = false; // itself a Flux object that the tree shows
    };

    explicit InventoryModel(StringPool& pool, QObject* parent = nullptr);
    // The tree must live until the next call; null or an empty key: no rows.
    void setObject(const tree::FleetTree* tree, const ObjectKey& applier);
    void refresh();
    [[nodiscard]] const Entry& entry(int row) const;
    [[nodiscard]] int problemCount() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override; // DisplayRole: untranslated words
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    StringPool& m_pool;
    const tree::FleetTree* m_tree = nullptr;
    ObjectKey m_applier;
    std::vector<Entry> m_entries;
};

} // namespace dg::items
