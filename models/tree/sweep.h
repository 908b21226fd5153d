// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace dg::tree {

// Where `word` begins in `text` from `from` on; npos: nowhere. Many times as fast as find() on the long packed texts.
[[nodiscard]] std::size_t findIn(std::string_view text, std::string_view word, std::size_t from);

} // namespace dg::tree
