// SPDX-License-Identifier: Apache-2.0
// JSON once more, with other texts in it. Numbers, order and keys stay as they are.
#pragma once

#include "json/json.h"

#include <string>
#include <string_view>

namespace dg::snapshot {

class Rewriting {
public:
    using Place = unsigned; // what the rewriting makes of where it is; 0 at the top
    virtual ~Rewriting() = default;
    // Where one is under `key` of an object at `place`, `depth` objects and arrays deep. An array's elements are where it is.
    virtual Place enter(Place place, std::string_view key, int depth) = 0;
    virtual std::string text(Place place, std::string_view key, std::string_view text) = 0;
    virtual bool hides(Place /*place*/) { return false; } // numbers and flags too: instead of them stands text()
    virtual std::string renamed(Place /*place*/, std::string_view key) { return std::string(key); }
};

class Rewriter {
public:
    // Errors: BadSyntax.
    [[nodiscard]] Result<std::string> rewrite(std::string_view json, Rewriting& how);

private:
    json::Parser m_parser;
    std::string m_padded;
};

} // namespace dg::snapshot
