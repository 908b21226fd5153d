// SPDX-License-Identifier: Apache-2.0
// Column widths of the tree by its width (design §6): the design's figures at 1280 and 1920, interpolated, never below what
// the font and the translated words need; Next, then Applied, then Revision give way when Message would get too narrow.
#pragma once

#include "base/result.h"
#include "items/tree_model.h"

#include <QString>

#include <array>

namespace dg::widgets {

class TextCache;

using ColumnWidths = std::array<int, items::TreeModel::ColumnCount>;

struct ColumnPlan {
    ColumnWidths width{}; // 0: hidden
    bool kindsWrittenOut = false; // "Kustomization" instead of "ks"
};

// `longestState`: width of the longest state word in the body font. `chosen`: widths by the user, 0 where there is none;
// Message always takes the rest.
[[nodiscard]] ColumnPlan planColumns(int available, const TextCache& fonts, int longestState, const ColumnWidths& chosen = {});

} // namespace dg::widgets
