// SPDX-License-Identifier: Apache-2.0
// Tables below the track: the runs behind the chart, and which project feeds which applications.
#pragma once

#include "delivery/runs.h"
#include "flux/state.h"
#include "items/delivery_model.h"

#include <QStandardItemModel>
#include <QTableView>

namespace dg::views {

// A table without grid and frame, as design §4 has it. Columns from the right end that are numbers are right-aligned.
class PlainTable final : public QTableView {
    Q_OBJECT
public:
    explicit PlainTable(const QString& accessibleName, QWidget* parent = nullptr);
    // Keeps the current row where it can. `numbers`: columns that are right-aligned.
    void setContent(const QStringList& heads, const std::vector<QStringList>& rows, const std::vector<int>& numbers, int stretched);
    void setMarks(int column, const std::vector<flux::State>& marks); // before the words of a column; after setContent()

private:
    QStandardItemModel m_model;
};

void fillRuns(PlainTable& table, const std::vector<delivery::Run>& runs, const delivery::LeadTimes& times, WallTime now);
void fillProjects(PlainTable& table, const std::vector<items::ProjectUse>& uses);

} // namespace dg::views
