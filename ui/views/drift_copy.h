// SPDX-License-Identifier: Apache-2.0
// What is copied of an object's findings: text for a merge request, a command, a patch for the repository. A Secret's values
// are in none of them.
#pragma once

#include "drift/finding.h"
#include "drift_diff.h"

#include <QJsonObject>

#include <vector>

namespace dg::views {

[[nodiscard]] QString driftMarkdown(const std::vector<drift::Finding>& findings, const Diff& diff, const QString& cluster);
// Puts back what Git says where all of it is known; else reads the object with its field managers.
[[nodiscard]] QString driftKubectl(const std::vector<drift::Finding>& findings, const QJsonObject& live);
// RFC 6902: what the manifest in the repository needs to say what the cluster says. Empty: not possible.
[[nodiscard]] QString driftPatch(const std::vector<drift::Finding>& findings, const QJsonObject& live);

} // namespace dg::views
