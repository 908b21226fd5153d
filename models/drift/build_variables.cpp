// SPDX-License-Identifier: Apache-2.0
// Flux's variable substitution (fluxcd/pkg/envsubst). Other functions of the shell are refused.
#include "drift/build.h"

namespace dg::drift {

namespace {

bool isNameLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

Result<std::string> substituted(std::string_view text, const std::map<std::string, std::string>& variables)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '$' || at + 1 >= text.size()) {
            out += text[at++];
            continue;
        }
        if (text[at + 1] == '$') {
            out += '$';
            at += 2;
            continue;
        }
        if (text[at + 1] != '{') {
            out += text[at++];
            continue;
        }
        const auto close = text.find('}', at);
        if (close == std::string_view::npos)
            return fail(ErrorCode::BadSyntax, {}, "${ without }");
        const auto inner = text.substr(at + 2, close - at - 2);
        std::size_t end = 0;
        while (end < inner.size() && isNameLetter(inner[end]))
            ++end;
        const auto found = variables.find(std::string(inner.substr(0, end)));
        const auto rest = inner.substr(end);
        if (end == 0 || (!rest.empty() && !rest.starts_with(":-") && !rest.starts_with(":=")) || rest.find("${") != std::string_view::npos)
            return fail(ErrorCode::Unsupported, {}, "${" + std::string(inner) + "}");
        const bool set = found != variables.end() && !found->second.empty();
        if (set)
            out += found->second;
        else if (!rest.empty())
            out += rest.substr(2);
        at = close + 1;
    }
    return out;
}

} // namespace dg::drift
