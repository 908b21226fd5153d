// SPDX-License-Identifier: Apache-2.0
// What a picture of the history says in one chart, and the same numbers as a table: title, unit, sum, rows.
#pragma once

#include "items/timeline_picture.h"
#include "timeline_chart.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace dg::views {

struct TableContent {
    QStringList heads;
    std::vector<QStringList> rows;
    std::vector<int> numbers; // columns that are right-aligned
    int stretched = 0;
    std::vector<history::ObjectRow> objects; // of each row; none, or as many as rows
};

struct TimelineSheet {
    QString title, unit, sum;
    ChartContent chart; // empty: only the table is shown
    TableContent table;
    QString nothing; // the sentence where there is nothing to show
    [[nodiscard]] bool empty() const { return chart.empty() && table.rows.empty(); }
};

[[nodiscard]] QString chartTitle(items::TimelineMeasure chart);
[[nodiscard]] bool hasChart(items::TimelineMeasure chart); // the others are tables
[[nodiscard]] TimelineSheet sheetOf(items::TimelineMeasure chart, const items::TimelinePicture& picture);
// The lanes' stretches as rows. For a screen with `now`: local times and short revisions; otherwise for a file.
[[nodiscard]] TableContent lanesTable(const std::vector<history::Lane>& lanes, std::optional<WallTime> now = {});
[[nodiscard]] TableContent entriesTable(const std::vector<history::Entry>& entries);
// RFC 4180; a cell that a spreadsheet would take for a formula is quoted by an apostrophe.
[[nodiscard]] QByteArray toCsv(const TableContent& table);

} // namespace dg::views
