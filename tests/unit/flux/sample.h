// SPDX-License-Identifier: Apache-2.0
// Decoding from text, for the tests of flux.
#pragma once

#include "flux/decode.h"

#include <memory>
#include <string>

namespace sample {

inline dg::StringPool& pool()
{
    static dg::StringPool atoms;
    return atoms;
}

template <class Decoder> dg::Result<dg::store::RecordPtr> decodeWith(Decoder& decoder, const std::string& text)
{
    const simdjson::padded_string padded(text);
    dg::json::Parser parser;
    dg::json::Document document;
    dg::json::Object object;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS || document.get_object().get(object) != simdjson::SUCCESS)
        return dg::fail(dg::ErrorCode::BadSyntax);
    return decoder.decode(object);
}

// Null when it cannot be decoded.
inline std::shared_ptr<const dg::flux::FluxObject> fluxObject(dg::flux::Kind kind, const std::string& text,
    dg::flux::KeepInventory keep = dg::flux::KeepInventory::Ids, dg::flux::KeepOwnership ownership = dg::flux::KeepOwnership::No)
{
    dg::flux::FluxDecoder decoder(kind, pool(), keep, ownership);
    auto record = decodeWith(decoder, text);
    return record ? std::static_pointer_cast<const dg::flux::FluxObject>(*record) : nullptr;
}

inline std::shared_ptr<const dg::flux::ManagedObject> managed(std::string_view group, std::string_view kind, const std::string& text)
{
    dg::flux::ManagedDecoder decoder(group, "v1", kind, pool());
    auto record = decodeWith(decoder, text);
    return record ? std::static_pointer_cast<const dg::flux::ManagedObject>(*record) : nullptr;
}

} // namespace sample
