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

struct ColumnPlan {
    std::array<int, items::TreeModel::ColumnCount> width{}; // 0: hidden
    bool kindsWrittenOut = false;                           // "Kustomization" instead of "ks"
};

// `longestState`: width of the longest state word in the body font.
[[nodiscard]] ColumnPlan planColumns(int available, const TextCache& fonts, int longestState);

} // namespace dg::widgets
