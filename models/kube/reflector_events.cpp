// SPDX-License-Identifier: Apache-2.0
#include "reflector_events.h"

#include <algorithm>

namespace dg::kube {
namespace {

simdjson::error_code open(json::Parser& parser, std::string_view text, json::Document& document, json::Object& root)
{
    if (const auto error = parser.iterate(text.data(), text.size(), text.size() + json::Padding).get(document))
        return error;
    return document.get_object().get(root);
}

// Nothing unread behind the root value.
bool atEnd(json::Document& document)
{
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

std::optional<in::Change> changeOf(std::string_view type)
{
    if (type == "ADDED")
        return in::Change::Added;
    if (type == "MODIFIED")
        return in::Change::Modified;
    if (type == "DELETED")
        return in::Change::Deleted;
    return std::nullopt;
}

simdjson::error_code readBookmark(json::Value value, in::Bookmark& bookmark)
{
    json::Object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return simdjson::SUCCESS; // odd, but a line like any other: no version in it
    for (auto field : object) {
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key))
            return error;
        json::Object metadata;
        if (key != "metadata" || field.value().get_object().get(metadata) != simdjson::SUCCESS)
            continue;
        for (auto entry : metadata) {
            std::string_view name;
            if (const auto error = entry.unescaped_key().get(name))
                return error;
            if (name == "resourceVersion") {
                bookmark.resourceVersion = std::string(json::asString(entry.value()).value_or(""));
            } else if (name == "annotations") {
                json::Object annotations;
                if (entry.value().get_object().get(annotations) != simdjson::SUCCESS)
                    continue;
                for (auto annotation : annotations) {
                    std::string_view word;
                    if (const auto error = annotation.unescaped_key().get(word))
                        return error;
                    if (word == "k8s.io/initial-events-end")
                        bookmark.initialEventsEnd = json::asString(annotation.value()) == "true";
                }
            }
        }
    }
    return simdjson::SUCCESS;
}

} // namespace

std::optional<std::string> WatchReader::typeOf(std::string_view line)
{
    json::Document document;
    json::Object root;
    if (open(m_parser, line, document, root) != simdjson::SUCCESS)
        return std::nullopt;
    std::optional<std::string> type;
    for (auto field : root) {
        std::string_view key;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS)
            return std::nullopt;
        if (key == "type") {
            const auto text = json::asString(field.value());
            type = std::string(text.value_or(""));
        }
    }
    return atEnd(document) ? type : std::nullopt;
}

WatchLine WatchReader::read(std::string_view line)
{
    json::Document document;
    json::Object root;
    if (open(m_parser, line, document, root) != simdjson::SUCCESS)
        return in::Corrupt{};
    std::optional<std::string> type;
    WatchLine out = UnknownEvent{};
    bool sawObject = false;
    for (auto field : root) {
        std::string_view key;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS)
            return in::Corrupt{};
        if (key == "type") {
            const auto text = json::asString(field.value());
            if (!text)
                return in::Corrupt{};
            if (!type)
                type = std::string(*text);
            continue;
        }
        if (key != "object")
            continue;
        if (!type) { // any other order of keys: look for the type first, then once more
            const auto found = typeOf(line);
            if (!found || open(m_parser, line, document, root) != simdjson::SUCCESS)
                return in::Corrupt{};
            json::Value object;
            if (root.find_field("object").get(object) != simdjson::SUCCESS)
                return in::Corrupt{};
            return readObject(*found, object);
        }
        json::Value object;
        if (field.value().get(object) != simdjson::SUCCESS)
            return in::Corrupt{};
        out = readObject(*type, object);
        if (std::holds_alternative<in::Corrupt>(out))
            return out;
        sawObject = true;
    }
    if (!atEnd(document) || !type || !sawObject)
        return in::Corrupt{};
    return out;
}

WatchLine WatchReader::readObject(const std::string& type, json::Value object)
{
    if (const auto change = changeOf(type)) {
        json::Object fields;
        if (object.get_object().get(fields) != simdjson::SUCCESS)
            return in::Undecodable{};
        auto record = m_decoder.decode(fields);
        if (!record || !*record)
            return in::Undecodable{};
        return ObjectEvent{*change, std::move(*record)};
    }
    if (type == "BOOKMARK") {
        in::Bookmark bookmark;
        if (readBookmark(object, bookmark) != simdjson::SUCCESS)
            return in::Corrupt{};
        return bookmark;
    }
    if (type == "ERROR") {
        std::string_view raw;
        json::Object fields;
        if (object.get_object().get(fields) != simdjson::SUCCESS || fields.raw_json().get(raw) != simdjson::SUCCESS)
            return in::ErrorEvent{std::nullopt};
        return in::ErrorEvent{parseStatus(raw)};
    }
    return UnknownEvent{};
}

store::RecordPtr WatchReader::readItem(std::string_view item)
{
    json::Document document;
    json::Object root;
    if (open(m_parser, item, document, root) != simdjson::SUCCESS)
        return nullptr;
    auto record = m_decoder.decode(root);
    return record ? std::move(*record) : nullptr;
}

Result<ListEnvelope> readEnvelope(std::string_view envelope)
{
    simdjson::dom::parser parser;
    simdjson::dom::object root;
    if (parser.parse(envelope.data(), envelope.size(), true).get_object().get(root) != simdjson::SUCCESS)
        return fail(ErrorCode::BadAnswer, {}, "not a list");
    std::string_view kind, text;
    // A Table would need other parameters, a Status has no items; both have kinds of their own.
    if (root["kind"].get_string().get(kind) == simdjson::SUCCESS && !kind.ends_with("List"))
        return fail(ErrorCode::BadAnswer, {}, "a " + plainText(kind, 60) + " instead of a list");
    ListEnvelope out;
    if (root["metadata"]["resourceVersion"].get_string().get(text) == simdjson::SUCCESS)
        out.resourceVersion = std::string(text);
    if (root["metadata"]["continue"].get_string().get(text) == simdjson::SUCCESS)
        out.continueToken = std::string(text);
    std::int64_t remaining = 0;
    if (root["metadata"]["remainingItemCount"].get_int64().get(remaining) == simdjson::SUCCESS && remaining > 0)
        out.remaining = static_cast<std::size_t>(remaining);
    return out;
}

} // namespace dg::kube
