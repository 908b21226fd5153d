// SPDX-License-Identifier: Apache-2.0
// A small YAML tree with lines, built from yaml-cpp's events so that the guards of quality.md §3.3 bite while it grows:
// aliases and `<<` refused, duplicate keys rejected, depth and number of nodes bounded, scalars kept as text.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dg::kube {

struct YamlNode {
    enum class Type : unsigned char { Null, Scalar, Sequence, Map };
    Type type = Type::Null;
    bool plain = false; // a scalar without quotes: may mean a number or a boolean in JSON
    int line = 0; // from 1
    std::string scalar;
    std::vector<std::string> keys; // of a map, beside `children`
    std::vector<YamlNode> children;
    [[nodiscard]] const YamlNode* find(std::string_view key) const;
};

// The first document of the text (UTF-8 or UTF-16 with a byte order mark). Errors carry the line; their subject is empty.
[[nodiscard]] Result<YamlNode> parseYaml(std::string_view text);
// For passing a part on (the exec plugin's cluster extension).
[[nodiscard]] std::string toJson(const YamlNode& node);

} // namespace dg::kube
