// SPDX-License-Identifier: Apache-2.0
// The time axis of lanes, charts and strips: where a time stands, its marks and their words. Does not mirror (design §7).
#pragma once

#include "history/queries.h"

#include <QString>

#include <vector>

class QPainter;

namespace dg::theme {
class Theme;
}

namespace dg::views {

struct TimeScale {
    history::Range range;
    double left = 0, right = 1; // pixels
    [[nodiscard]] double xOf(WallTime time) const; // may lie outside
    [[nodiscard]] double xIn(WallTime time) const; // clamped
    [[nodiscard]] WallTime timeAt(double x) const; // clamped to the range
};

struct AxisMark {
    double x = 0;
    QString word;
};
// As many as have room. `live`: the end is now and says so.
[[nodiscard]] std::vector<AxisMark> axisMarks(const TimeScale& scale, bool live);
// The words, from `top` on.
void drawAxisWords(
    QPainter* painter, const theme::Theme& theme, const std::vector<AxisMark>& marks, double top, double leftEdge, double rightEdge);

} // namespace dg::views
