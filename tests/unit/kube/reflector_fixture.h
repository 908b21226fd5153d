// SPDX-License-Identifier: Apache-2.0
// What the reflector's tests share: a decoder of small objects, a sink that keeps an ObjectStore, objects as JSON.
#pragma once

#include "kube/reflector.h"
#include "store/store.h"

#include <map>
#include <string>
#include <vector>

namespace dg::kube {

struct Thing final : store::Record {
    Thing()
        : Record(store::RecordType::Flux)
    {
    }
    std::string value;
};

class ThingDecoder final : public RecordDecoder {
public:
    Result<store::RecordPtr> decode(json::Object& object) override
    {
        auto thing = std::make_shared<Thing>();
        thing->key.kind = m_pool.intern("Thing");
        for (auto field : object) {
            std::string_view key;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS)
                return fail(ErrorCode::BadSyntax);
            if (key == "value")
                thing->value = std::string(json::asString(field.value()).value_or(""));
            json::Object metadata;
            if (key != "metadata" || field.value().get_object().get(metadata) != simdjson::SUCCESS)
                continue;
            for (auto entry : metadata) {
                std::string_view name;
                if (entry.unescaped_key().get(name) != simdjson::SUCCESS)
                    return fail(ErrorCode::BadSyntax);
                if (name == "name")
                    thing->key.name = m_pool.intern(json::asString(entry.value()).value_or(""));
                else if (name == "namespace")
                    thing->key.ns = m_pool.intern(json::asString(entry.value()).value_or(""));
                else if (name == "resourceVersion")
                    thing->resourceVersion = std::string(json::asString(entry.value()).value_or(""));
                else if (name == "uid")
                    thing->uid = std::string(json::asString(entry.value()).value_or(""));
            }
        }
        if (thing->key.name.empty())
            return fail(ErrorCode::BadValue);
        return store::RecordPtr(std::move(thing));
    }
    StringPool& pool() { return m_pool; }

private:
    StringPool m_pool;
};

class StoreSink : public Sink {
public:
    void relistBegan() override
    {
        store.beginRelist(1);
        ++begun;
    }
    void applied(store::RecordPtr record, SteadyTime seen) override
    {
        store.apply(1, std::move(record), seen);
        ++applications;
    }
    void removed(const ObjectKey& key, SteadyTime seen) override { store.remove(1, key, seen); }
    void relistEnded(SteadyTime seen) override
    {
        store.endRelist(1, seen);
        ++ended;
    }
    void streamChanged(const StreamState& state) override
    {
        last = state;
        phases.push_back(state.phase);
        if (onState)
            onState(state);
    }
    // name -> value
    std::map<std::string, std::string> content() const
    {
        std::map<std::string, std::string> out;
        store.forEach([&](const store::RecordPtr& record) { out[record->key.name.str()] = static_cast<const Thing&>(*record).value; });
        return out;
    }
    store::Inbox inbox;
    store::ObjectStore store{inbox};
    StreamState last;
    std::vector<StreamPhase> phases;
    std::function<void(const StreamState&)> onState;
    int begun = 0, ended = 0, applications = 0;
};

inline std::string thing(const std::string& name, const std::string& rv, const std::string& value = "v", const std::string& uid = "u")
{
    return R"({"kind":"Thing","metadata":{"name":")" + name + R"(","namespace":"ns","uid":")" + uid + R"(","resourceVersion":")" + rv
        + R"("},"value":")" + value + "\"}";
}
inline std::string eventLine(const std::string& type, const std::string& object)
{
    return R"({"type":")" + type + R"(","object":)" + object + "}\n";
}
inline std::string bookmarkLine(const std::string& rv, bool end = false)
{
    return R"({"type":"BOOKMARK","object":{"kind":"Thing","metadata":{"resourceVersion":")" + rv + "\""
        + (end ? R"(,"annotations":{"k8s.io/initial-events-end":"true"})" : "") + "}}}\n";
}
inline std::string errorLine(int code, const std::string& reason)
{
    return R"({"type":"ERROR","object":{"kind":"Status","status":"Failure","reason":")" + reason + R"(","code":)" + std::to_string(code)
        + "}}\n";
}
inline std::string listBody(const std::vector<std::string>& items, const std::string& rv, const std::string& token = {})
{
    std::string out
        = R"({"kind":"ThingList","apiVersion":"v1","metadata":{"resourceVersion":")" + rv + R"(","continue":")" + token + R"("},"items":[)";
    for (std::size_t i = 0; i < items.size(); ++i)
        out += (i ? "," : "") + items[i];
    return out + "]}\n";
}

inline const Resource Things{"example.org", "v1", "Thing", "things", true, {}};

} // namespace dg::kube
