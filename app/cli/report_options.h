// SPDX-License-Identifier: Apache-2.0
// The options of `report`. Each throws UsageError.
#pragma once

#include "options.h"

namespace dg::cli {

[[nodiscard]] std::vector<evidence::Format> formatsOf(const QString& words, const QString& command); // "html,pdf"
[[nodiscard]] evidence::Topic topicOf(const QString& word, const QString& command);
[[nodiscard]] report::Paper paperOf(const QString& word, const QString& command);
void checkReport(const Options& options, const QString& command); // what goes together

} // namespace dg::cli
