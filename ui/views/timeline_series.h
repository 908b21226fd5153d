// SPDX-License-Identifier: Apache-2.0
// From what the history answers to what a chart draws.
#pragma once

#include "delivery_axis.h"
#include "timeline_chart.h"

#include <vector>

namespace dg::views {

// What the axis has to reach: the 95th percentiles, and the outliers up to twice that.
[[nodiscard]] Millis highestOf(const history::Trend& trend);
[[nodiscard]] ChartContent trendChart(
    const history::Trend& trend, const TimeAxis& axis, Millis bucket, const std::vector<history::Range>& gaps);
// Each that recovered as a dot, at its end: they are few.
[[nodiscard]] ChartContent recoverChart(const std::vector<history::Trouble>& troubles, const TimeAxis& axis);
[[nodiscard]] ChartContent statesChart(
    const std::vector<history::Sample>& samples, history::Range range, const std::vector<history::Range>& gaps);
[[nodiscard]] ChartContent driftChart(const std::vector<history::DriftEpisode>& episodes, history::Range range);
[[nodiscard]] ChartContent deliveriesChart(const std::vector<history::DeliveryDay>& days, history::Range range);

} // namespace dg::views
