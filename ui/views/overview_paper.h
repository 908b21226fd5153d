// SPDX-License-Identifier: Apache-2.0
// The Overview on one page of A4.
#pragma once

#include "items/overview_figures.h"

#include <QByteArray>

#include <vector>

namespace dg::views {

// PDF. Internal: Qt would not.
[[nodiscard]] Result<QByteArray> overviewPdf(
    const std::vector<items::OverviewRow>& rows, const std::vector<items::OverviewToken>& tokens, WallTime now);

} // namespace dg::views
