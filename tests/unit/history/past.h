// SPDX-License-Identifier: Apache-2.0
// What the history tests share: a cluster's objects as Flux writes them, a store in a folder that goes, rows in short.
#pragma once

#include "flux/kinds.h"
#include "history/store.h"
#include "history/tracker.h"

#include <QTemporaryDir>

#include <memory>
#include <string>

namespace dg::test {

inline WallTime at(const char* clock) // "14:00:00" of one day
{
    return *parseRfc3339(std::string("2026-11-23T") + clock + "Z");
}

// What goes wrong in a test's own preparation ends it.
template <class T> T must(Result<T> result)
{
    if (!result)
        qFatal("%s: %s", errorWord(result.error().code), result.error().detail.c_str());
    return std::move(*result);
}
inline void must(Status status)
{
    if (!status)
        qFatal("%s: %s", errorWord(status.error().code), status.error().detail.c_str());
}

inline history::ObjectRow named(const std::string& name, const std::string& kind = "Kustomization", const std::string& ns = "apps")
{
    return {0, "kustomize.toolkit.fluxcd.io", kind, ns, name};
}

struct KeptStore {
    QTemporaryDir folder;
    std::string url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
    std::unique_ptr<history::Store> store;
    history::ClusterId cluster = 0;
    KeptStore()
    {
        store = must(history::Store::open(url, history::Store::Access::Write));
        cluster = *store->cluster({"prod", "prod", "https://prod.example.com"});
    }
    history::Batch batch() const
    {
        history::Batch out;
        out.cluster = cluster;
        return out;
    }
    history::Scope scope() const { return {cluster, {}, 0, {}}; }
};

inline history::StateRow state(
    WallTime when, std::optional<flux::State> of, const std::string& reason = {}, const std::string& message = {})
{
    history::StateRow row;
    row.at = row.last = when;
    row.state = of;
    row.reason = reason;
    row.message = message;
    return row;
}

// A Kustomization and its source, changed and told by hand.
struct Followed {
    StringPool pool;
    std::shared_ptr<flux::FluxObject> applier = std::make_shared<flux::FluxObject>();
    std::shared_ptr<flux::FluxObject> source = std::make_shared<flux::FluxObject>();
    flux::Trail trail;
    history::Batch out;

    Followed()
    {
        applier->kind = flux::Kind::Kustomization;
        applier->key = {pool.intern(flux::info(flux::Kind::Kustomization).group), pool.intern("Kustomization"), pool.intern("apps"),
            pool.intern("payments")};
        applier->source = {pool.intern("OCIRepository"), pool.intern("apps"), pool.intern("delivery")};
        applier->hasStatus = source->hasStatus = true;
        source->kind = flux::Kind::OCIRepository;
        source->key
            = {pool.intern(flux::info(flux::Kind::OCIRepository).group), applier->source.kind, applier->source.ns, applier->source.name};
        applier->generation = applier->observedGeneration = source->generation = source->observedGeneration = 1;
        ready(*source, at("09:00:00"));
        fetched("latest@sha256:aaaa", at("09:00:00"));
    }
    void say(flux::FluxObject& object, flux::Tri status, const char* reason, WallTime when, const char* message = "")
    {
        object.conditions = {{"Ready", status, reason, message, when, object.generation}};
    }
    void ready(flux::FluxObject& object, WallTime when) { say(object, flux::Tri::True, "ReconciliationSucceeded", when); }
    void fetched(const char* revision, WallTime when)
    {
        source->artifactRevision = revision;
        source->artifactUpdated = when;
    }
    // A pass of the Kustomization that went well.
    void applied(WallTime when, Millis took = Millis{5000})
    {
        ready(*applier, when);
        applier->lastAppliedRevision = source->artifactRevision;
        applier->lastReconciled = when;
        auto& history = trail.history;
        if (history.empty() || history.front().revision != source->artifactRevision)
            history.insert(history.begin(), {source->artifactRevision, {}, "ReconciliationSucceeded", when, when, took});
        history.front().last = when;
        history.front().duration = took;
        applier->appliedSince = history.front().first;
    }
    void underWay(WallTime when)
    {
        applier->conditions
            = {{"Reconciling", flux::Tri::True, "Progressing", "", when, 1}, {"Ready", flux::Tri::Unknown, "Progressing", "", when, 1}};
    }
    store::Delta delta(const flux::FluxObject& object)
    {
        auto copy = std::make_shared<flux::FluxObject>(object);
        if (object.kind == flux::Kind::Kustomization)
            copy->trail = std::make_shared<flux::Trail>(trail);
        return {object.key, store::RecordType::Flux, copy, {}};
    }
    void tell(history::Tracker& tracker, const flux::FluxObject& object, WallTime now)
    {
        const store::Delta deltas[] = {delta(object)};
        tracker.apply(deltas, now, out);
    }
    std::vector<std::pair<Atom, Atom>> kinds() const
    {
        return {{applier->key.group, applier->key.kind}, {source->key.group, source->key.kind}};
    }
};

} // namespace dg::test
