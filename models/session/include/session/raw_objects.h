// SPDX-License-Identifier: Apache-2.0
// What a session's records were made of: the JSON as the server sent it, for whoever writes it down. Without one nothing is kept
// (SessionOptions::raw). Thread-safe.
#pragma once

#include "kube/reflector.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace dg::session {

struct RawObject {
    std::string json; // of an item: apiVersion and kind may be missing
    std::shared_ptr<const kube::Resource> resource;
};

class RawObjects {
public:
    void keep(const store::RecordPtr& record, RawObject raw);
    // Once for each record; what nobody takes goes with its record.
    [[nodiscard]] std::optional<RawObject> take(const store::Record* record);

private:
    struct Kept {
        std::weak_ptr<const store::Record> record;
        RawObject raw;
    };
    void sweep(); // records that are gone: another state of the object came before anybody took this one
    std::mutex m_mutex;
    std::unordered_map<const store::Record*, Kept> m_kept;
    std::size_t m_sweepAt = 1024;
};

// Decodes as `inner` does.
class RawDecoder final : public kube::RecordDecoder {
public:
    RawDecoder(std::unique_ptr<kube::RecordDecoder> inner, const kube::Resource& resource, std::shared_ptr<RawObjects> objects);
    [[nodiscard]] Result<store::RecordPtr> decode(json::Object& object) override;

private:
    std::unique_ptr<kube::RecordDecoder> m_inner;
    std::shared_ptr<const kube::Resource> m_resource;
    std::shared_ptr<RawObjects> m_objects;
};

} // namespace dg::session
