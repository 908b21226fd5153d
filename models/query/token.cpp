// SPDX-License-Identifier: Apache-2.0
#include "token.h"

#include "query/query.h"

namespace dg::query {

namespace {

bool isBlank(char c)
{
    return static_cast<unsigned char>(c) <= ' ';
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::size_t Token::find(char sign, std::size_t from) const
{
    for (auto i = from; i < text.size(); ++i) {
        if (isPlain(i, sign))
            return i;
    }
    return std::string::npos;
}

std::vector<Token> tokens(std::string_view text)
{
    std::vector<Token> out;
    for (std::size_t at = 0; at < text.size();) {
        if (isBlank(text[at])) {
            ++at;
            continue;
        }
        Token token;
        token.begin = at;
        token.negate = text[at] == '-' || text[at] == '!';
        at += token.negate ? 1 : 0;
        bool quoted = false;
        for (; at < text.size() && (quoted || !isBlank(text[at])); ++at) {
            char c = text[at];
            if (c == '"') {
                quoted = !quoted;
                continue;
            }
            const auto source = at;
            if (quoted && c == '\\' && at + 1 < text.size() && (text[at + 1] == '"' || text[at + 1] == '\\'))
                c = text[++at];
            if (!quoted && c == '*')
                c = AnyText;
            else if (!quoted && c == '?')
                c = AnyChar;
            else if (isBlank(c))
                c = ' ';
            token.text.push_back(lower(c));
            token.at.push_back(source);
            token.plain.push_back(!quoted);
        }
        token.end = at;
        token.openQuote = quoted;
        out.push_back(std::move(token));
    }
    return out;
}

} // namespace dg::query
