// SPDX-License-Identifier: Apache-2.0
// The inside of a TimelinePage, for its own files only.
#pragma once

#include "delivery_table.h"
#include "items/timeline_desk.h"
#include "items/timeline_rows.h"
#include "timeline_changes.h"
#include "timeline_events.h"
#include "timeline_lanes.h"
#include "timeline_legend.h"
#include "timeline_panel.h"
#include "timeline_ranges.h"
#include "timeline_rewind.h"
#include "views/timeline_page.h"
#include "widgets/banner.h"
#include "widgets/buttons.h"
#include "widgets/filter_field.h"

#include <QStackedWidget>

#include <array>

class QHBoxLayout;
class QVBoxLayout;

namespace dg::views {

enum TimelineBody : int { TimelineCharts, TimelineRewound, TimelineChanged, TimelineEmpty };

struct TimelinePage::Impl {
    Impl(const Clock& clock, StringPool& p)
        : pool(p)
        , desk(clock)
    {
    }
    StringPool& pool;
    items::TimelineDesk desk;
    items::TimelineLanesModel lanesModel;
    items::TimelineEntriesModel entriesModel;
    std::optional<history::ObjectRow> object; // only this one
    bool shared = false;
    bool keepOrder = false; // of lanes: the same question goes on
    QString filter;

    Surface* bar = nullptr;
    widgets::SegmentedBar* spans = nullptr;
    QLabel* rangeWords = nullptr;
    widgets::FilterField* field = nullptr;
    widgets::Button* only = nullptr; // the object that alone is shown; a click shows all
    QLabel* since = nullptr;
    TimelineRanges* ranges = nullptr;
    widgets::Button* exporting = nullptr;
    widgets::Banner* notice = nullptr;
    QStackedWidget* bodies = nullptr;
    QWidget* charts = nullptr;
    TimelineLanes* lanes = nullptr;
    QLabel* lanesHint = nullptr;
    TimelineAxis* axis = nullptr;
    PlainTable* lanesTable = nullptr; // in place of both
    widgets::ToolButton* lanesTableButton = nullptr;
    std::vector<history::ObjectRow> lanesTableObjects; // of its rows
    std::optional<items::TimelineTable> savedLanes; // what a file of the states gets
    QLabel* filterError = nullptr;
    Surface* filterErrorStrip = nullptr;
    std::array<TimelinePanel*, 3> panels{};
    TimelineEvents* events = nullptr;
    TimelineRewind* rewind = nullptr;
    TimelineChangesList* changes = nullptr;
    QLabel* empty = nullptr;
};

} // namespace dg::views
