// SPDX-License-Identifier: Apache-2.0
// Any bytes as an object: a record or an error, never a crash; and whatever was read can be judged and walked.
#include "flux/decode.h"
#include "flux/state.h"
#include "flux/workload_object.h"

#include <cstddef>
#include <cstdint>

using namespace dg;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    StringPool pool; // of this input only: a pool never shrinks
    const simdjson::padded_string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto decode = [&](kube::RecordDecoder& decoder) -> store::RecordPtr {
        json::Parser parser;
        json::Document document;
        json::Object object;
        if (parser.iterate(text).get(document) != simdjson::SUCCESS || document.get_object().get(object) != simdjson::SUCCESS)
            return nullptr;
        auto record = decoder.decode(object);
        return record ? *record : nullptr;
    };
    flux::FluxDecoder fluxDecoder(static_cast<flux::Kind>(data[0] % (flux::KindCount + 1)), pool);
    if (const auto record = decode(fluxDecoder)) {
        const auto& object = static_cast<const flux::FluxObject&>(*record);
        (void)flux::evaluate(object);
        object.inventory.forEach([](const flux::InventoryEntry&) {});
    }
    constexpr const char* AppKinds[] = {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"};
    flux::ManagedDecoder workload("apps", "v1", AppKinds[data[0] % 4], pool);
    if (const auto record = decode(workload))
        (void)flux::evaluate(static_cast<const flux::ManagedObject&>(*record));
    flux::ManagedDecoder pod("", "v1", "Pod", pool);
    (void)decode(pod);
    flux::WorkloadDecoder child(data[0] % 2 ? "apps" : "", "v1", data[0] % 2 ? "ReplicaSet" : "Pod", pool);
    if (const auto record = decode(child))
        (void)flux::evaluate(static_cast<const flux::WorkloadObject&>(*record));
    return 0;
}
