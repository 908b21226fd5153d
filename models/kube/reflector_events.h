// SPDX-License-Identifier: Apache-2.0
// Reads one line of a watch. One on-demand pass when "type" comes before "object" (every API server writes it so), a
// second one otherwise. Nothing is handed out before the line was read to its end: on-demand parsing skips over damage.
#pragma once

#include "kube/api_error.h"
#include "kube/reflector.h"
#include "kube/reflector_machine.h"
#include "json/json.h"

#include <optional>
#include <string_view>
#include <variant>

namespace dg::kube {

struct ObjectEvent {
    in::Change change;
    store::RecordPtr record;
};
struct UnknownEvent { }; // a type of a later server: ignored

// A corrupt line: in::Corrupt. An object nothing can be made of: in::Undecodable.
using WatchLine = std::variant<ObjectEvent, in::Bookmark, in::ErrorEvent, UnknownEvent, in::Undecodable, in::Corrupt>;

class WatchReader {
public:
    explicit WatchReader(RecordDecoder& decoder)
        : m_decoder(decoder)
    {
    }
    // `line` has json::Padding readable bytes behind it.
    [[nodiscard]] WatchLine read(std::string_view line);
    // One item of a list; null: nothing can be made of it.
    [[nodiscard]] store::RecordPtr readItem(std::string_view item);

private:
    [[nodiscard]] WatchLine readObject(const std::string& type, json::Value object);
    [[nodiscard]] std::optional<std::string> typeOf(std::string_view line);
    RecordDecoder& m_decoder;
    json::Parser m_parser;
};

struct ListEnvelope {
    std::string resourceVersion;
    std::string continueToken;
    std::size_t remaining = 0;
};
// `envelope` is padded. A BadAnswer when it is no list.
[[nodiscard]] Result<ListEnvelope> readEnvelope(std::string_view envelope);

} // namespace dg::kube
