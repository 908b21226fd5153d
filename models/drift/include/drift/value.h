// SPDX-License-Identifier: Apache-2.0
// An object as a tree, from YAML as Git has it or JSON as the server sends it. For the exact comparison only: everything else
// reads what it needs and builds no tree. Scalars are resolved as Kubernetes' own YAML does (YAML 1.1: 0644 is 420, yes is true).
#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dg::drift {

struct Value {
    enum class Type : unsigned char { Null, Bool, Number, String, List, Map };
    Type type = Type::Null;
    bool plain = false; // of YAML, without quotes: what a variable leaves here is resolved anew
    bool hidden = false; // of an object: something in it came from a Secret, so its values are compared and never shown
    std::string text; // Bool: "true" or "false"; Number: as JSON writes it
    std::vector<std::string> keys; // of a map, beside `children`; each once
    std::vector<Value> children; // of a map or list

    [[nodiscard]] static Value string(std::string_view text);
    [[nodiscard]] static Value map();
    [[nodiscard]] bool isMap() const { return type == Type::Map; }
    [[nodiscard]] bool isList() const { return type == Type::List; }
    [[nodiscard]] bool isString() const { return type == Type::String; }
    [[nodiscard]] const Value* find(std::string_view key) const;
    [[nodiscard]] Value* find(std::string_view key);
    // Of a string below maps; otherwise empty.
    [[nodiscard]] std::string_view textAt(std::initializer_list<std::string_view> path) const;
    [[nodiscard]] const Value* at(std::initializer_list<std::string_view> path) const;
    // Of a map; what is null becomes one. The reference holds until the next change.
    Value& put(std::string_view key);
    void put(std::string_view key, Value value);
    void remove(std::string_view key);
    // Overwrites every text in memory: of a Secret.
    void wipe();
    friend bool operator==(const Value&, const Value&) = default;
};

// Wipes when it goes.
struct Wiped {
    Value value;
    Wiped() = default;
    explicit Wiped(Value of)
        : value(std::move(of))
    {
    }
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
    ~Wiped() { value.wipe(); }
};

inline constexpr std::size_t MaxValues = 500'000; // of one text, what its aliases stand for counted in

// Errors: BadSyntax, TooLarge (more values than that, or nested more than 100 deep). `subject` stays empty.
[[nodiscard]] Result<Value> fromJson(std::string_view text);
// All documents that are not empty; aliases and `<<` followed. Errors: BadSyntax with its line, TooLarge, Unsupported (a tag
// that Kubernetes does not know).
[[nodiscard]] Result<std::vector<Value>> fromYaml(std::string_view text);
// The parts of a multi-document text; no text is copied.
[[nodiscard]] std::vector<std::string_view> yamlDocuments(std::string_view text);
// What a plain scalar means.
[[nodiscard]] Value resolvedScalar(std::string_view text);
[[nodiscard]] std::string toJson(const Value& value); // compact, keys in their order

} // namespace dg::drift
