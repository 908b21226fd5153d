// SPDX-License-Identifier: Apache-2.0
// How a stretch of a lane is painted: the more serious the thicker, so that it is told without colour too; suspended is hatched, what
// nobody watched is dashed, what was read later has a dotted foot.
#pragma once

#include "history/queries.h"
#include "timeline_axis.h"

class QPainter;
class QRectF;

namespace dg::theme {
class Theme;
}

namespace dg::views {

// `box` is the lane's track, at least 14 px high; stands on its lower edge.
void drawSegments(
    QPainter* painter, const theme::Theme& theme, const QRectF& box, const std::vector<history::Segment>& segments, const TimeScale& scale);
// One of its kinds, for the legend.
enum class LegendMark : unsigned char { Ready, Reconciling, Drifted, Waiting, Failed, Neutral, Suspended, NoData };
void drawLegendMark(QPainter* painter, const theme::Theme& theme, const QRectF& box, LegendMark mark);

} // namespace dg::views
