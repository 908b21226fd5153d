// SPDX-License-Identifier: Apache-2.0
// JSON as it is written, piece by piece: what is written goes out in between.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace dg::evidence {

class JsonWriter {
public:
    explicit JsonWriter(std::function<void(std::string_view)> sink)
        : m_sink(std::move(sink))
    {
    }
    ~JsonWriter() { flush(); }
    JsonWriter(const JsonWriter&) = delete;
    JsonWriter& operator=(const JsonWriter&) = delete;

    JsonWriter& beginObject() { return open('{'); }
    JsonWriter& endObject() { return close('}'); }
    JsonWriter& beginArray() { return open('['); }
    JsonWriter& endArray() { return close(']'); }
    JsonWriter& key(std::string_view name);
    JsonWriter& text(std::string_view value);
    JsonWriter& number(long long value);
    JsonWriter& flag(bool value);
    JsonWriter& null();
    // Empty becomes null: unknown is null (contracts.md §3).
    JsonWriter& textOrNull(std::string_view value) { return value.empty() ? null() : text(value); }
    JsonWriter& field(std::string_view name, std::string_view value) { return key(name).text(value); }
    JsonWriter& fieldOrNull(std::string_view name, std::string_view value) { return key(name).textOrNull(value); }
    // Values that another writer wrote, with its commas between them.
    JsonWriter& written(std::string_view values);
    // A new line, between items: keeps the answer readable and easy to cut.
    JsonWriter& line();
    void flush();

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    JsonWriter& raw(std::string_view text);
    void separate();

    std::function<void(std::string_view)> m_sink;
    std::string m_buffer;
    bool m_first = true; // nothing yet in the innermost bracket
    bool m_afterKey = false;
};

} // namespace dg::evidence
