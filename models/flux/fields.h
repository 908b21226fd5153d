// SPDX-License-Identifier: Apache-2.0
// What both decoders share: walking objects and arrays that may be anything, and metadata. Private to flux.
#pragma once

#include "flux/object.h"
#include "json/json.h"

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

namespace dg::flux {
struct Workload;
class ManagedFieldsReader;
} // namespace dg::flux

namespace dg::flux::fields {

// A key as it stands in the bytes, without unescaping it into simdjson's buffer: no key read here needs an escape.
inline std::string_view rawKey(simdjson::ondemand::raw_json_string key)
{
    const char* const begin = key.raw();
    const char* end = begin;
    while (*end != '"') // simdjson's first pass has seen the closing quote
        end += (*end == '\\') ? 2 : 1;
    return {begin, static_cast<std::size_t>(end - begin)};
}

// Visits (key, value); what `visit` leaves unread is skipped. Another type reads as empty. False: broken JSON.
template <class Visit> [[nodiscard]] bool eachIn(json::Object& object, Visit&& visit)
{
    for (auto field : object) {
        simdjson::ondemand::raw_json_string raw;
        json::Value value;
        if (field.key().get(raw) != simdjson::SUCCESS)
            return false;
        const auto key = rawKey(raw);
        if (field.value().get(value) != simdjson::SUCCESS)
            return false;
        if constexpr (std::is_same_v<decltype(visit(key, value)), bool>) {
            if (!visit(key, value))
                return false;
        } else {
            visit(key, value);
        }
    }
    return true;
}

template <class Visit> [[nodiscard]] bool eachField(json::Value& value, Visit&& visit)
{
    json::Object object;
    const auto error = value.get_object().get(object);
    if (error != simdjson::SUCCESS)
        return error == simdjson::INCORRECT_TYPE;
    return eachIn(object, visit);
}

// Visits every element until `visit` says false; what is left then is skipped.
template <class Visit> [[nodiscard]] bool eachElement(json::Value& value, Visit&& visit)
{
    json::Array array;
    const auto error = value.get_array().get(array);
    if (error != simdjson::SUCCESS)
        return error == simdjson::INCORRECT_TYPE;
    for (auto item : array) {
        json::Value element;
        if (item.get(element) != simdjson::SUCCESS)
            return false;
        if (!visit(element))
            return false;
    }
    return true;
}

// json::asString and its kin take results; inside the loops there are values.
inline std::optional<std::string_view> textOf(json::Value& value)
{
    std::string_view text;
    return value.get_string().get(text) == simdjson::SUCCESS ? std::optional(text) : std::nullopt;
}
inline std::optional<std::int64_t> numberOf(json::Value& value)
{
    std::int64_t number = 0;
    return value.get_int64().get(number) == simdjson::SUCCESS ? std::optional(number) : std::nullopt;
}
inline std::optional<bool> flagOf(json::Value& value)
{
    bool flag = false;
    return value.get_bool().get(flag) == simdjson::SUCCESS ? std::optional(flag) : std::nullopt;
}

inline void readString(json::Value& value, std::string& to)
{
    if (const auto text = textOf(value))
        to.assign(*text);
}
inline void readAtom(json::Value& value, Atom& to, StringPool& pool)
{
    if (const auto text = textOf(value))
        to = pool.intern(*text);
}
inline void readInt(json::Value& value, std::int64_t& to)
{
    if (const auto number = numberOf(value))
        to = *number;
}
// A number that stands as a string, as in annotations.
inline void readIntText(json::Value& value, std::int64_t& to)
{
    const auto text = textOf(value).value_or(std::string_view());
    std::from_chars(text.data(), text.data() + text.size(), to);
}
inline void readBool(json::Value& value, bool& to)
{
    if (const auto flag = flagOf(value))
        to = *flag;
}
inline void readTime(json::Value& value, std::optional<WallTime>& to)
{
    if (const auto text = textOf(value))
        to = parseRfc3339(*text);
}
inline void readDuration(json::Value& value, std::optional<Millis>& to)
{
    if (const auto text = textOf(value))
        to = parseGoDuration(*text);
}

struct Metadata {
    Atom name, ns;
    std::string uid, resourceVersion, requestedAt, reconcileAnnotation, suspendedBy;
    bool reconcileDisabled = false; // by the annotation of ArtifactGenerator or of flux-operator
    std::int64_t generation = 0;
    std::optional<WallTime> created, deletionTimestamp;
    std::vector<std::string> finalizers;
    Atom kustomizeName, kustomizeNs, helmName, helmNs, setName, setNs, instanceName, instanceNs; // the owner labels
    std::string labels; // the others, packed as Labels has them
    bool ownedByJob = false;
    std::string controllerKind, controllerName, controllerUid; // of the ownerReference with controller: true
    std::string agentId, agentProject; // annotations agent.gitlab.com/id and …/project
    std::int64_t rollout = 0; // annotation deployment.kubernetes.io/revision
    Marks marks;
    std::shared_ptr<const Ownership> ownership; // only with a reader of managedFields
};
// `managers`: null: managedFields is skipped unread.
[[nodiscard]] bool readMetadata(json::Value& value, Metadata& to, StringPool& pool, ManagedFieldsReader* managers = nullptr);
// By the labels; Kustomization wins where both stand: a chart's labels are copied along with an exported manifest.
[[nodiscard]] Reference ownerOf(const Metadata& metadata, StringPool& pool);
// Uid, resourceVersion, owner and times; what is taken is moved out of `metadata`.
void takeIdentity(Metadata& metadata, ManagedObject& to, StringPool& pool);
// Health by the rules of `to.key`'s kind, which stands already.
void judgeHealth(const Metadata& metadata, Workload& workload, ManagedObject& to);
// `last` is the text of the object read before: mostly the same.
[[nodiscard]] Labels labelsOf(const Metadata& metadata, std::shared_ptr<const std::string>& last);
[[nodiscard]] bool readCondition(json::Value& value, Condition& to);
[[nodiscard]] bool readConditions(json::Value& value, std::vector<Condition>& to);

} // namespace dg::flux::fields
