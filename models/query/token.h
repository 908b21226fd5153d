// SPDX-License-Identifier: Apache-2.0
// The words of a query's text, before they mean anything. Shared by the parser and the completion.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dg::query {

struct Token {
    std::size_t begin = 0, end = 0; // in the source, the sign of negation included
    bool negate = false;
    bool openQuote = false; // its last quote is still open
    std::string text; // lower case, quotes taken off, wildcards as AnyText and AnyChar
    std::vector<std::size_t> at; // where each byte of `text` stands in the source
    std::vector<bool> plain; // whether it stood outside of quotes
    [[nodiscard]] bool isPlain(std::size_t index, char sign) const { return text[index] == sign && plain[index]; }
    // The first such sign outside of quotes; npos: none.
    [[nodiscard]] std::size_t find(char sign, std::size_t from = 0) const;
};

[[nodiscard]] std::vector<Token> tokens(std::string_view text);

} // namespace dg::query
