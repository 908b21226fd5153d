// SPDX-License-Identifier: Apache-2.0
// json: simdjson behind two headers (this one and stream.h). Readers take what they need from a document without
// building a tree (on-demand); a value of the wrong type reads as absent, so one odd object never loses a page.
// Strings returned are views into the document: copy what outlives it.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

namespace dg::json {

using Object = simdjson::ondemand::object;
using Array = simdjson::ondemand::array;
using Value = simdjson::ondemand::value;
using Document = simdjson::ondemand::document;
using Parser = simdjson::ondemand::parser;

inline constexpr std::size_t Padding = simdjson::SIMDJSON_PADDING;

// Absent, null or of another type: nullopt. (Value-level: use inside `for (auto field : object)` loops.)
[[nodiscard]] inline std::optional<std::string_view> asString(simdjson::simdjson_result<Value> value)
{
    std::string_view text;
    return value.get_string().get(text) == simdjson::SUCCESS ? std::optional(text) : std::nullopt;
}
[[nodiscard]] inline std::optional<std::int64_t> asInt(simdjson::simdjson_result<Value> value)
{
    std::int64_t number = 0;
    return value.get_int64().get(number) == simdjson::SUCCESS ? std::optional(number) : std::nullopt;
}
[[nodiscard]] inline std::optional<bool> asBool(simdjson::simdjson_result<Value> value)
{
    bool flag = false;
    return value.get_bool().get(flag) == simdjson::SUCCESS ? std::optional(flag) : std::nullopt;
}

} // namespace dg::json
