// SPDX-License-Identifier: Apache-2.0
// The inventory of one applier: mark, name, kind code, state. Holds still while the same entries stand.
#pragma once

#include "base/result.h"
#include "items/inventory_model.h"

#include <QListView>

namespace dg::views {

class InventoryList final : public QListView {
    Q_OBJECT
public:
    InventoryList(StringPool& pool, QWidget* parent);
    void setObject(const tree::FleetTree* tree, const ObjectKey& applier);
    void refresh() { m_model.refresh(); }

Q_SIGNALS:
    void objectActivated(const dg::ObjectKey& key);

private:
    items::InventoryModel m_model;
};

} // namespace dg::views
