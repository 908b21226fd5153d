// SPDX-License-Identifier: Apache-2.0
// Text inside an XML document: markup escaped, control characters as blanks.
#pragma once

#include <string>

namespace dg::cli {

[[nodiscard]] std::string xmlText(const std::string& text);

} // namespace dg::cli
