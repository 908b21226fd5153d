// SPDX-License-Identifier: Apache-2.0
// The Overview page's numbers in words: cards, the table of clusters, the worst objects, what needs a look. For page and paper.
#pragma once

#include "items/overview_figures.h"
#include "timeline_sheet.h"

#include <QString>

#include <optional>
#include <vector>

namespace dg::views {

struct OverviewCardContent {
    QString title, value;
    QString detail; // beside the value: "1 failed"
    QString trend; // "+2 since last week", "No data a week ago"
    QString hint; // the rule behind it, a sentence
    std::vector<std::optional<double>> series; // oldest first; absent: a gap
    std::vector<double> failed; // of bars: the part that failed
    bool bars = false;
    [[nodiscard]] QString sentence() const; // for a screen reader
};

// What the second list leads to.
struct OverviewMatter {
    int cluster = -1; // row; -1: a token's
    QString host; // of the token
};

[[nodiscard]] std::vector<OverviewCardContent> overviewCards(const std::vector<items::OverviewRow>& rows);
[[nodiscard]] TableContent overviewClusters(const std::vector<items::OverviewRow>& rows);
[[nodiscard]] TableContent overviewWorst(const std::vector<items::OverviewRow>& rows); // with the objects
[[nodiscard]] TableContent overviewMatters(const std::vector<items::OverviewRow>& rows, const std::vector<items::OverviewToken>& tokens,
    WallTime now, std::vector<OverviewMatter>& leads);
[[nodiscard]] QString overviewSummary(const std::vector<items::OverviewRow>& rows, WallTime now); // "6 clusters, 1 stale, 14:05"
[[nodiscard]] QString overviewRules(); // how it is computed
// Of a cluster as a whole: its worst state; Unknown when it is stale or not read.
[[nodiscard]] flux::State overviewMark(const items::OverviewNow& now);

} // namespace dg::views
