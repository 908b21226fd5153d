// SPDX-License-Identifier: Apache-2.0
// A YAML file that is one list of maps of words, as rules.yaml and checks.yaml are. Any thread.
#pragma once

#include "kube/yaml.h"

#include <algorithm>
#include <span>

namespace dg::kube {

// A key of such a map and where its text goes.
template <class Item> struct WordOf {
    std::string_view key;
    std::string Item::*to;
};

// The items of `name`, the file's only key; none where the file is empty. `subject`: the file, in errors. Errors: FileTooLarge,
// those of parseYaml(), BadValue with the line.
[[nodiscard]] Result<std::vector<YamlNode>> readList(
    std::string_view yaml, std::string_view name, std::size_t largest, const std::string& subject);

// One item of it. `what` is its name for the error: "rule".
template <class Item>
[[nodiscard]] Result<Item> readWords(
    const YamlNode& node, std::span<const WordOf<Item>> words, const std::string& what, const std::string& subject)
{
    using Type = YamlNode::Type;
    if (node.type != Type::Map)
        return fail(ErrorCode::BadValue, subject, "a " + what + " is a map of words", node.line);
    Item item;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const auto& value = node.children[i];
        const auto word = std::ranges::find(words, node.keys[i], &WordOf<Item>::key);
        if (word == words.end())
            return fail(ErrorCode::BadValue, subject, "a " + what + " has no \"" + node.keys[i] + "\"", value.line);
        if (value.type == Type::Sequence || value.type == Type::Map)
            return fail(ErrorCode::BadValue, subject, "\"" + node.keys[i] + "\" has to be text", value.line);
        item.*(word->to) = value.scalar;
    }
    return item;
}

} // namespace dg::kube
