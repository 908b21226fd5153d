// SPDX-License-Identifier: Apache-2.0
// People and tools: who changed how much, where, since when. A row chosen filters the findings by that hand.
#pragma once

#include "base/clock.h"
#include "items/drift_digest.h"

#include <QAbstractListModel>
#include <QListView>

#include <vector>

namespace dg::views {

class DriftPeople final : public QListView {
    Q_OBJECT
public:
    explicit DriftPeople(QWidget* parent = nullptr);
    void setHands(std::vector<items::Hand> hands, WallTime now);
    [[nodiscard]] QString sentence(int row) const;

Q_SIGNALS:
    void chosen(const QString& manager); // empty: nobody recorded

private:
    class Model;
    Model* m_model;
};

} // namespace dg::views
