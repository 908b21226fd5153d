// SPDX-License-Identifier: Apache-2.0
// The chart's axis of durations.
#pragma once

#include "base/clock.h"

#include <QString>

namespace dg::views {

// Whole minutes, seconds or hours: the unit and step that give the axis 3 to 5 ticks on round numbers.
struct TimeAxis {
    Millis unit{1000};
    int top = 1, step = 1; // in units
};
[[nodiscard]] TimeAxis timeAxis(Millis longest);
[[nodiscard]] QString axisWord(Millis unit, double value); // "9 min"

} // namespace dg::views
