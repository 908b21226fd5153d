// SPDX-License-Identifier: Apache-2.0
#include "flux/secret_fact.h"

#include "flux/decode.h"

#include <algorithm>

namespace dg::flux {

namespace {

void takeKeys(const Ownership& ownership, SecretFact& to)
{
    for (const auto& manager : ownership.managers) {
        for (const auto& path : manager.fields->paths()) {
            const auto segments = pathSegments(path);
            if (segments.size() < 2 || (segments[0].text != "data" && segments[0].text != "stringData"))
                continue;
            to.keysKnown = true;
            if (std::ranges::find(to.keys, segments[1].text) == to.keys.end())
                to.keys.push_back(segments[1].text);
        }
    }
}

} // namespace

SecretFact readSecretFact(const SecretName& name, std::string_view metadataJson)
{
    SecretFact fact;
    fact.secret = name;
    const simdjson::padded_string padded(metadataJson);
    json::Parser parser;
    json::Document document;
    json::Object object;
    if (parser.iterate(padded).get(document) || document.get_object().get(object))
        return fact;
    StringPool pool;
    ManagedDecoder decoder("", "v1", "Secret", pool, KeepOwnership::Yes);
    const auto record = decoder.decode(object);
    if (!record)
        return fact;
    fact.presence = SecretFact::Presence::Present;
    if (const auto& ownership = static_cast<const ManagedObject&>(**record).ownership)
        takeKeys(*ownership, fact);
    return fact;
}

} // namespace dg::flux
