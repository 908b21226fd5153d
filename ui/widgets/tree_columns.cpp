// SPDX-License-Identifier: Apache-2.0
#include "tree_columns.h"

#include "widgets/paint.h"

#include <algorithm>

namespace dg::widgets {

using items::TreeModel;
using theme::FontRole;

namespace {

constexpr int NarrowWidth = 796; // the tree at 1280
constexpr int WideWidth = 1292; // the tree at 1920
constexpr int MinMessage = 120;
constexpr int MinName = 150;
constexpr int Padding = 2 * theme::metric::Gap;
constexpr int WrittenOutFrom = 1100;

int between(int narrow, int wide, int available)
{
    const int t = std::clamp(available - NarrowWidth, 0, WideWidth - NarrowWidth);
    return narrow + (wide - narrow) * t / (WideWidth - NarrowWidth);
}

} // namespace

ColumnPlan planColumns(int available, const TextCache& fonts, int longestState, const ColumnWidths& chosen)
{
    const QFontMetrics& body = fonts.metrics(FontRole::Body);
    const QFontMetrics& fixed = fonts.metrics(FontRole::Revision);
    ColumnPlan plan;
    auto& w = plan.width;
    w[TreeModel::Name] = between(226, 340, available);
    // Mark, gap, word, and room for the suspended bars beside all but the longest words.
    w[TreeModel::State]
        = std::max(between(104, 130, available), longestState + 2 * theme::metric::Gap + theme::metric::Icon + theme::metric::IconText);
    w[TreeModel::Drift]
        = std::max(between(48, 64, available), theme::metric::Gap + theme::metric::Icon + 4 + numberWidth(body, QStringLiteral("00")));
    w[TreeModel::Revision] = std::max(between(122, 178, available), fixed.horizontalAdvance(QStringLiteral("latest@4f1c9e2a")) + Padding);
    const int age = numberWidth(body, QStringLiteral("00 min")) + Padding;
    w[TreeModel::Applied] = std::max(between(64, 80, available), age);
    w[TreeModel::Next] = std::max(between(62, 80, available), age);
    for (std::size_t column = 0; column < w.size(); ++column) {
        if (chosen[column] > 0)
            w[column] = chosen[column];
    }
    const auto rest = [&] {
        return available - w[TreeModel::Name] - w[TreeModel::State] - w[TreeModel::Drift] - w[TreeModel::Revision] - w[TreeModel::Applied]
            - w[TreeModel::Next];
    };
    for (const auto column : {TreeModel::Next, TreeModel::Applied, TreeModel::Revision}) {
        if (rest() < MinMessage)
            w[column] = 0;
    }
    if (rest() < MinMessage)
        w[TreeModel::Name] = std::max(MinName, w[TreeModel::Name] - (MinMessage - rest()));
    w[TreeModel::Message] = std::max(rest(), 40);
    plan.kindsWrittenOut = available >= WrittenOutFrom;
    return plan;
}

} // namespace dg::widgets
