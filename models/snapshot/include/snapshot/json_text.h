// SPDX-License-Identifier: Apache-2.0
// Bits of JSON text for the lines of a snapshot.
#pragma once

#include <string>
#include <string_view>

namespace dg::snapshot {

void appendText(std::string& out, std::string_view text); // quoted and escaped
// `"key":"text"` with the comma before it where one is due; nothing when the text is empty.
void appendField(std::string& out, std::string_view key, std::string_view text);
void appendFlag(std::string& out, std::string_view key, bool flag); // nothing when false

} // namespace dg::snapshot
