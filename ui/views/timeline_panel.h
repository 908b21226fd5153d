// SPDX-License-Identifier: Apache-2.0
// One place of the charts' row: which chart stands there is chosen by its title, and the same numbers are in the table behind it.
#pragma once

#include "timeline_sheet.h"
#include "views/surface.h"

class QLabel;
class QStackedWidget;
class QToolButton;

namespace dg::widgets {
class PlainLabel;
class ToolButton;
} // namespace dg::widgets

namespace dg::views {

class PlainTable;
class TimelineLegend;

class TimelinePanel final : public Surface {
    Q_OBJECT
public:
    TimelinePanel(items::TimelineMeasure kind, int number, QWidget* parent = nullptr);
    void setKind(items::TimelineMeasure kind);
    [[nodiscard]] items::TimelineMeasure kind() const { return m_kind; }
    void setPicture(const items::TimelinePicture& picture, bool live);
    void setTableShown(bool shown);
    [[nodiscard]] bool isTableShown() const;
    [[nodiscard]] const TimelineSheet& sheet() const { return m_sheet; }
    [[nodiscard]] TimelineChart& chart() { return *m_chart; }
    void openOutliers(); // as a menu
    void openKinds();

Q_SIGNALS:
    void kindChanged();
    void tableToggled(bool shown); // by the user
    void objectActivated(const dg::history::ObjectRow& object);
    void runActivated(const dg::history::ObjectRow& object, const QString& revision); // an outlier

private:
    void buildHead();
    void show();
    void activateRow(int row);
    items::TimelineMeasure m_kind;
    TimelineSheet m_sheet;
    bool m_filled = false; // the table has it
    QToolButton* m_title;
    QLabel* m_unit;
    widgets::PlainLabel* m_sum;
    TimelineLegend* m_legend;
    widgets::ToolButton *m_outliers, *m_tableButton;
    QStackedWidget* m_pages;
    TimelineChart* m_chart;
    PlainTable* m_table;
    QLabel* m_nothing;
};

} // namespace dg::views
