// SPDX-License-Identifier: Apache-2.0
// A cluster's objects as an API server gives them, for the tests of the checks. Texts are JSON with ' for ".
#pragma once

#include "checks/checks.h"
#include "flux/decode.h"

#include <QByteArray>
#include <QByteArrayList>

namespace world {

inline dg::StringPool& pool()
{
    static dg::StringPool atoms;
    return atoms;
}

template <class Record, class Decoder> std::shared_ptr<const Record> decode(Decoder& decoder, QByteArray text)
{
    text.replace('\'', '"');
    const simdjson::padded_string padded(text.toStdString());
    dg::json::Parser parser;
    dg::json::Document document;
    dg::json::Object object;
    if (parser.iterate(padded).get(document) || document.get_object().get(object))
        qFatal("no JSON: %s", text.constData());
    auto record = decoder.decode(object);
    if (!record)
        qFatal("no object: %s", text.constData());
    return std::static_pointer_cast<const Record>(*record);
}

// `name` is "NS/NAME"; `rest` follows the metadata: ",'spec':{…}".
inline std::shared_ptr<const dg::flux::FluxObject> flux(dg::flux::Kind kind, const char* name, const char* rest, const char* meta = "")
{
    const auto parts = QByteArray(name).split('/');
    dg::flux::FluxDecoder decoder(kind, pool(), dg::flux::KeepInventory::Ids, dg::flux::KeepOwnership::Yes);
    return decode<dg::flux::FluxObject>(
        decoder, "{'metadata':{'namespace':'" + parts[0] + "','name':'" + parts[1] + "','generation':1" + meta + "}" + rest + "}");
}

inline std::shared_ptr<const dg::flux::ManagedObject> managed(const char* group, const char* kind, const char* name, const char* rest = "")
{
    const auto parts = QByteArray(name).split('/');
    dg::flux::ManagedDecoder decoder(group, "v1", kind, pool());
    return decode<dg::flux::ManagedObject>(
        decoder, "{'metadata':{'namespace':'" + parts[0] + "','name':'" + parts[1] + "','generation':2}" + rest + "}");
}

inline std::shared_ptr<const dg::flux::ControllerRecord> controller(const char* app, const char* version)
{
    auto record = std::make_shared<dg::flux::ControllerRecord>();
    record->app = app;
    record->version = version;
    record->ready = 1;
    record->key = {pool().intern("controllers/apps"), pool().intern("Deployment"), pool().intern("flux-system"), pool().intern(app)};
    return record;
}

// Everything may be read, nothing is there but Flux itself.
inline dg::checks::Input empty(const char* version = "v2.9.0")
{
    dg::checks::Input input;
    input.pool = &pool();
    for (const auto& info : dg::flux::kinds())
        input.readKinds.insert(info.kind);
    for (const auto* app : {"source-controller", "notification-controller"}) {
        const auto record = controller(app, version);
        input.controllers.apply({record->key, dg::store::RecordType::Controller, record, {}});
    }
    input.controllers.setReadable(true);
    input.secrets.emplace();
    input.now = *dg::parseRfc3339("2026-07-20T00:00:00Z");
    return input;
}

inline dg::flux::SecretFact secret(const char* ns, const char* name, std::vector<std::string> keys,
    dg::flux::SecretFact::Presence presence = dg::flux::SecretFact::Presence::Present)
{
    return {{ns, name}, presence, !keys.empty(), std::move(keys)};
}

} // namespace world
