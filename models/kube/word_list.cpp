// SPDX-License-Identifier: Apache-2.0
#include "kube/word_list.h"

namespace dg::kube {

Result<std::vector<YamlNode>> readList(std::string_view yaml, std::string_view name, std::size_t largest, const std::string& subject)
{
    using Type = YamlNode::Type;
    if (yaml.size() > largest)
        return fail(ErrorCode::FileTooLarge, subject);
    auto root = parseYaml(yaml);
    if (!root) {
        auto error = root.error();
        error.subject = subject;
        return tl::unexpected(error);
    }
    if (root->type == Type::Null)
        return std::vector<YamlNode>{};
    const auto* list = root->find(name);
    if (!list || (list->type != Type::Sequence && list->type != Type::Null))
        return fail(ErrorCode::BadValue, subject, "\"" + std::string(name) + ":\" with a list is missing", root->line);
    for (const auto& key : root->keys) {
        if (key != name)
            return fail(ErrorCode::BadValue, subject, "\"" + key + "\" is unknown here", root->line);
    }
    return list->children;
}

} // namespace dg::kube
