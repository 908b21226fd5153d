// SPDX-License-Identifier: Apache-2.0
// The words of the tree's cells, tooltips and accessible names (contracts.md §3: "KIND NAMESPACE/NAME, STATE[, suspended]
// [, drifted N]").
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "items/tree_model.h"

namespace dg::views {

class TreeText final : public items::TreeModel::TextSource {
public:
    explicit TreeText(const Clock& clock)
        : m_clock(clock)
    {
    }
    [[nodiscard]] QString cell(const tree::Row& row, items::TreeModel::Column column) const override;
    [[nodiscard]] QString accessible(const tree::Row& row, items::TreeModel::Column column) const override;
    [[nodiscard]] QString header(items::TreeModel::Column column) const override;
    [[nodiscard]] QString toolTip(const tree::Row& row, items::TreeModel::Column column) const override;

private:
    const Clock& m_clock;
};

// "2 failed, 1 waiting": what is wrong below a row; empty when nothing is.
[[nodiscard]] QString sumUp(const tree::RollUp& below);

} // namespace dg::views
