// SPDX-License-Identifier: Apache-2.0
// When two values mean the same to Kubernetes, and how lists are matched. Private to drift.
#pragma once

#include "drift/value.h"
#include "flux/ownership.h"

#include <string>
#include <string_view>
#include <vector>

namespace dg::drift {

// Group of a type that Kubernetes itself serves.
[[nodiscard]] bool isBuiltIn(std::string_view group);
// null, "", {}, [], and maps of nothing else: the server keeps none of them.
[[nodiscard]] bool isEmpty(const Value& value);
// "1000m" and 1, "1Gi" and "1073741824". False: one of them is no quantity.
[[nodiscard]] bool sameQuantity(std::string_view a, std::string_view b);
// `path`: where they stand; it decides whether quantities, durations or ports are meant.
[[nodiscard]] bool sameScalar(const Value& desired, const Value& live, std::string_view path);
// false or 0 that is absent in the live object means the same, because the server leaves it out.
[[nodiscard]] bool leftOutWhenZero(std::string_view path, bool builtIn);
// The parts of a map somebody named freely (labels, data, limits): whatever is absent there was taken away.
[[nodiscard]] bool isFreeMap(std::string_view path);
// A field that types of Kubernetes have; others are dropped by the server without a word.
[[nodiscard]] bool isKnownField(std::string_view name);

struct ListShape {
    enum class Kind : unsigned char { Keyed, Guessed /* by unique names */, Set, Atomic };
    Kind kind = Kind::Atomic;
    std::vector<std::string> keys; // in alphabetical order, as managedFields has them
};
[[nodiscard]] ListShape shapeOf(
    const Value& desired, const Value& live, const std::string& path, const flux::Ownership* ownership, bool builtIn);
// "name=web", "containerPort=80,protocol=TCP"; empty: it lacks a key.
[[nodiscard]] std::string elementKey(const Value& element, const std::vector<std::string>& keys);
// The last name of a path, without what stands in brackets behind it.
[[nodiscard]] std::string_view lastName(std::string_view path);

} // namespace dg::drift
