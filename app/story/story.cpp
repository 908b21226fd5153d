// SPDX-License-Identifier: Apache-2.0
#include "story/story.h"

#include "demo/demo_cluster.h"
#include "flux/decode.h"
#include "history/tracker.h"
#include "story_parts.h"

#include <utility>

namespace dg::story {

namespace {

store::RecordPtr decoded(const demo::DemoObject& object, StringPool& pool)
{
    flux::FluxDecoder decoder(flux::kindFromGroupKind(object.group, object.kind), pool);
    const simdjson::padded_string padded(object.json);
    json::Parser parser;
    json::Document document;
    json::Object root;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS || document.get_object().get(root) != simdjson::SUCCESS)
        return nullptr;
    auto record = decoder.decode(root);
    return record ? *record : nullptr;
}

// What a recorder would write of the demo's objects at its first look.
Present presentOf(std::uint32_t seed, WallTime now)
{
    StringPool pool;
    std::vector<store::Delta> deltas;
    for (const auto& object : demo::standardObjects(seed, now)) {
        if (auto record = decoded(object, pool)) {
            const auto key = static_cast<const flux::FluxObject&>(*record).key;
            deltas.push_back({key, store::RecordType::Flux, std::move(record), {}});
        }
    }
    history::Batch first;
    history::Tracker tracker(pool, {});
    tracker.apply(deltas, now, first);
    tracker.finish(now, first);
    Present out;
    for (auto& state : first.states)
        out[nameOf(state.object)] = state;
    return out;
}

} // namespace

std::string nameOf(const history::ObjectRow& object)
{
    return object.kind + ' ' + object.ns + '/' + object.name;
}

unsigned chance(const std::string& words, unsigned below)
{
    unsigned hash = 2166136261U; // FNV-1a: the same everywhere
    for (const char c : words)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    hash ^= hash >> 15;
    hash *= 0x2c1b3c6dU;
    hash ^= hash >> 12;
    return hash % below;
}

std::vector<history::Batch> ofDemo(history::ClusterId cluster, std::uint32_t seed, WallTime now)
{
    const auto present = presentOf(seed, now);
    history::Batch all;
    all.cluster = cluster;
    addStates(all, present, now);
    addDrift(all, present, now);
    addSamples(all, now);
    addPasses(all, present, now);
    addDeliveries(all, present, now);
    addActions(all, present, now);
    all.watched = history::Watched{ago(now, Beginning), ago(now, GapBegan)};
    history::Batch last;
    last.cluster = cluster;
    last.watched = history::Watched{ago(now, GapEnded), now};
    std::vector<history::Batch> out;
    out.push_back(std::move(all));
    out.push_back(std::move(last));
    return out;
}

} // namespace dg::story
