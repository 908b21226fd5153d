// SPDX-License-Identifier: Apache-2.0
// A name of an object as a person types it: "api", "payments/api", "deploy/payments/api", "Deployment payments/api",
// "clusterrole/admin"; wildcards as in a query.
#pragma once

#include "query/match.h"

namespace dg::query {

struct ObjectWords {
    std::optional<Value> kind, ns;
    Value name;
    bool eitherWay = false; // of "a/b": `ns` may be meant as a kind, for what lies in no namespace
};

// Empty: nothing was typed, or more parts than a name has.
[[nodiscard]] std::optional<ObjectWords> parseObjectWords(std::string_view text);

enum class Naming : std::uint8_t { No, Part, Beginning, Whole }; // how much of the object's name was typed
[[nodiscard]] Naming naming(const ObjectWords& words, const NameView& object);

} // namespace dg::query
