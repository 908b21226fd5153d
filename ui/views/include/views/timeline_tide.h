// SPDX-License-Identifier: Apache-2.0
// The tide strip's cells from what the history answers: the worst state wins a cell.
#pragma once

#include "history/queries.h"
#include "widgets/strips.h"

#include <vector>

namespace dg::views {

[[nodiscard]] widgets::TideData tideOf(const std::vector<history::Segment>& segments, history::Range range);
// Of a whole cluster: what its objects were at the time. `gaps`: nobody watched.
[[nodiscard]] widgets::TideData tideOf(
    const std::vector<history::Sample>& samples, const std::vector<history::Range>& gaps, history::Range range);

} // namespace dg::views
