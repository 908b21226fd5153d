// SPDX-License-Identifier: Apache-2.0
// A time of the Timeline that the user kept, with the filter it was looked at with: "the incident".
#pragma once

#include "base/clock.h"

#include <QString>

namespace dg::views {

struct SavedRange {
    WallTime from{}, to{}; // of the cluster's clock
    QString filter; // of the Timeline; empty: everything
    friend bool operator==(const SavedRange&, const SavedRange&) = default;
};

inline constexpr std::size_t MostSavedRanges = 30; // the oldest goes

} // namespace dg::views
