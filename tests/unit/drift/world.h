// SPDX-License-Identifier: Apache-2.0
// A small cluster in text, for the tests of drift: objects as the API server writes them, judged by a real engine.
#pragma once

#include "drift/engine.h"
#include "flux/apply_event.h"
#include "flux/decode.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <string>
#include <vector>

namespace world {

using namespace dg;

inline WallTime at(int second)
{
    return *parseRfc3339("2026-11-26T10:00:00Z") + Seconds{second};
}

struct Entry {
    std::string manager;
    std::string fields; // fieldsV1
    int second = 0;
    std::string operation = "Update";
    std::string subresource = {};
};

inline std::string managedFields(const std::vector<Entry>& entries)
{
    std::string out = "\"managedFields\":[";
    for (const auto& entry : entries) {
        if (out.back() != '[')
            out += ',';
        out += "{\"manager\":\"" + entry.manager + "\",\"operation\":\"" + entry.operation + "\",\"time\":\"" + toRfc3339(at(entry.second))
            + "\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":" + entry.fields
            + (entry.subresource.empty() ? "" : ",\"subresource\":\"" + entry.subresource + "\"") + "}";
    }
    return out + "]";
}

// What Flux owns: its labels and these.
inline Entry fluxOwns(int second, const std::string& more, const std::string& manager = "kustomize-controller")
{
    const std::string labels
        = R"("f:metadata":{"f:labels":{"f:kustomize.toolkit.fluxcd.io/name":{},"f:kustomize.toolkit.fluxcd.io/namespace":{}}})";
    return {manager, "{" + labels + (more.empty() ? "" : "," + more) + "}", second, "Apply"};
}

struct World {
    explicit World(drift::RuleSet rules = {})
        : engine(pool, std::move(rules))
    {
        read({{"", "ConfigMap"}, {"apps", "Deployment"}, {"kustomize.toolkit.fluxcd.io", "Kustomization"},
            {"helm.toolkit.fluxcd.io", "HelmRelease"}});
    }
    void read(const std::vector<std::pair<std::string, std::string>>& kinds)
    {
        std::vector<std::pair<Atom, Atom>> atoms;
        for (const auto& [group, kind] : kinds)
            atoms.emplace_back(pool.intern(group), pool.intern(kind));
        engine.setReadKinds(atoms);
    }

    // `inventory`: ids. `pass`: when its last completed apply ended; it took no time. -1: never. `since`: when the first of these
    // manifests ended.
    void kustomization(const std::string& name, const std::vector<std::string>& inventory, int pass, const std::string& spec = {},
        int since = 0, bool applying = false)
    {
        std::string entries;
        for (const auto& id : inventory)
            entries += (entries.empty() ? "" : ",") + ("{\"id\":\"" + id + "\",\"v\":\"v1\"}");
        std::string text = R"({"apiVersion":"kustomize.toolkit.fluxcd.io/v1","metadata":{"namespace":"flux","name":")" + name
            + R"(","uid":"u-)" + name + "\",\"resourceVersion\":\"" + std::to_string(++version) + "\"},\"spec\":{" + spec
            + "},\"status\":{\"lastAppliedRevision\":\"main@sha1:1\",\"inventory\":{\"entries\":[" + entries + "]}";
        if (applying)
            text += R"(,"conditions":[{"type":"Reconciling","status":"True","reason":"Progressing","message":"Detecting drift"}])";
        if (pass >= 0)
            text += ",\"history\":[{\"lastReconciled\":\"" + toRfc3339(at(pass)) + R"(","firstReconciled":")" + toRfc3339(at(since))
                + R"(","lastReconciledDuration":"0s","lastReconciledStatus":"ReconciliationSucceeded"}])";
        decode<flux::FluxDecoder>(text + "}}", flux::Kind::Kustomization, pool, flux::KeepInventory::Ids, flux::KeepOwnership::Yes);
    }
    void helmRelease(const std::string& name, const std::string& id)
    {
        const auto text = R"({"apiVersion":"helm.toolkit.fluxcd.io/v2","metadata":{"namespace":"flux","name":")" + name
            + R"(","uid":"h"},"status":{"inventory":{"entries":[{"id":")" + id + R"(","v":"v1"}]}}})";
        decode<flux::FluxDecoder>(text, flux::Kind::HelmRelease, pool, flux::KeepInventory::Ids, flux::KeepOwnership::Yes);
    }
    // In namespace apps; `metadata` is put beside its labels.
    void configMap(const std::string& name, const std::vector<Entry>& entries, const std::string& metadata = {},
        const std::string& labels = R"("kustomize.toolkit.fluxcd.io/name":"apps","kustomize.toolkit.fluxcd.io/namespace":"flux")",
        const std::string& uid = "1")
    {
        managed("", "ConfigMap", name, entries, metadata, labels, uid);
    }
    void deployment(const std::string& name, const std::vector<Entry>& entries)
    {
        managed("apps", "Deployment", name, entries, {},
            R"("kustomize.toolkit.fluxcd.io/name":"apps","kustomize.toolkit.fluxcd.io/namespace":"flux")", "1");
    }
    void managed(const std::string& group, const std::string& kind, const std::string& name, const std::vector<Entry>& entries,
        const std::string& metadata, const std::string& labels, const std::string& uid)
    {
        const auto text = "{\"metadata\":{\"namespace\":\"apps\",\"name\":\"" + name + "\",\"uid\":\"" + uid + "\",\"resourceVersion\":\""
            + std::to_string(++version) + R"(","creationTimestamp":")" + toRfc3339(at(-100)) + "\",\"labels\":{" + labels + "}"
            + (metadata.empty() ? "" : "," + metadata) + "," + managedFields(entries) + "}}";
        decode<flux::ManagedDecoder>(text, group, "v1", kind, pool, flux::KeepOwnership::Yes);
    }
    // As the API server has it.
    void managedText(const std::string& group, const std::string& version, const std::string& kind, const std::string& json)
    {
        decode<flux::ManagedDecoder>(json, group, version, kind, pool, flux::KeepOwnership::Yes);
    }
    // One event object; the same name again is its repetition.
    void applyEvent(const std::string& name, const std::string& message, int second, const std::string& applier = "Kustomization/apps",
        const std::string& revision = "main@sha1:1")
    {
        const bool helm = applier.starts_with("HelmRelease");
        const auto text = R"({"metadata":{"namespace":"flux","name":")" + name + R"(","uid":"e","annotations":{)"
            + R"("kustomize.toolkit.fluxcd.io/revision":")" + revision + R"("}},"involvedObject":{"apiVersion":")"
            + (helm ? "helm.toolkit.fluxcd.io/v2" : "kustomize.toolkit.fluxcd.io/v1") + R"(","kind":")"
            + applier.substr(0, applier.find('/')) + R"(","namespace":"flux","name":")" + applier.substr(applier.find('/') + 1)
            + R"("},"lastTimestamp":")" + toRfc3339(at(second)) + R"(","message":")" + message + "\"}";
        decode<flux::ApplyEventDecoder>(text, pool);
    }
    void gone(const std::string& group, const std::string& kind, const std::string& name)
    {
        deltas.push_back({key(group, kind, name), store::RecordType::Managed, nullptr, {}});
    }
    ObjectKey key(const std::string& group, const std::string& kind, const std::string& name, const std::string& ns = "apps")
    {
        return {pool.intern(group), pool.intern(kind), pool.intern(ns), pool.intern(name)};
    }

    // Judges what was added since; every question is answered with "not there".
    QStringList look(int second = 100)
    {
        step(second);
        for (const auto& question : engine.takeQuestions(100))
            engine.confirmAbsent(question);
        engine.settle(at(second));
        return told();
    }
    void step(int second)
    {
        engine.apply(deltas, at(second));
        deltas.clear();
    }
    // "certain field-changed removed data.color by kubectl-edit", sorted; "expected" in front of what a rule expects.
    QStringList told() const
    {
        QStringList out;
        for (const auto& f : engine.findings())
            out << text(f);
        out.sort();
        return out;
    }
    static QString text(const drift::Finding& f)
    {
        QStringList words;
        if (!f.ignoredBy.empty())
            words << QStringLiteral("expected");
        words << QString::fromLatin1(drift::confidenceWord(f.confidence)) << QString::fromLatin1(drift::kindWord(f.kind));
        if (f.change != drift::Change::None)
            words << QString::fromLatin1(drift::changeWord(f.change));
        words << (f.path.empty() ? QString::fromStdString(f.object.toString()) : QString::fromStdString(f.path));
        if (!f.manager.empty())
            words << QStringLiteral("by ") + QString::fromStdString(f.manager);
        return words.join(QLatin1Char(' '));
    }
    QStringList events()
    {
        QStringList out;
        for (const auto& event : engine.takeEvents())
            out << QStringList{QStringLiteral("opened"), QStringLiteral("changed"), QStringLiteral("closed")}[static_cast<int>(event.type)]
                    + QLatin1Char(' ') + text(event.finding);
        return out;
    }

    StringPool pool;
    drift::Engine engine;
    std::vector<store::Delta> deltas;
    int version = 0;

private:
    template <class Decoder, class... Arguments> void decode(const std::string& text, Arguments&&... arguments)
    {
        Decoder decoder(std::forward<Arguments>(arguments)...);
        const simdjson::padded_string padded(text);
        json::Parser parser;
        json::Document document;
        json::Object object;
        if (parser.iterate(padded).get(document) || document.get_object().get(object))
            qFatal("not JSON: %s", text.c_str());
        auto record = decoder.decode(object);
        if (!record)
            qFatal("not decoded: %s", text.c_str());
        deltas.push_back({(*record)->key, (*record)->type, *record, {}});
    }
};

} // namespace world
