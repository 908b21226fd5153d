// SPDX-License-Identifier: Apache-2.0
// Source of the layouts: domain.md §3.2-3.5. Kinds share their fields' names and meanings, so one reader serves all.
#include "flux/decode.h"

#include "extras.h"
#include "fields.h"
#include "managed_fields.h"
#include "posture_reader.h"

#include <utility>

namespace dg::flux {

using namespace fields;

namespace {

// What the keys give before their order and the object's namespace are known.
struct Parts {
    RawReference sourceRef, chartRef, chartSourceRef;
    std::vector<RawReference> dependsOn, healthChecks;
    std::string bucket, endpoint, helmChart;
    std::string historyVersion;
    std::string checksum;
    Trail trail;
    bool keepTrail = false;
};

bool hasContent(const Trail& trail)
{
    return !trail.originRevision.empty() || !trail.originSource.empty() || trail.built || !trail.history.empty() || trail.retryInterval
        || !trail.agentProject.empty();
}

class Reader {
public:
    Reader(FluxObject& object, Parts& parts, ExtrasReader& extras, PostureReader& posture, Inventory& inventory, StringPool& pool,
        KeepInventory keep)
        : m_extras(extras)
        , m_posture(posture)
        , m_object(object)
        , m_parts(parts)
        , m_inventory(inventory)
        , m_pool(pool)
        , m_keep(keep)
    {
    }

    bool spec(json::Value& value)
    {
        auto& o = m_object;
        return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
            if (const auto took = m_extras.spec(key, part); took != Took::No)
                return took == Took::Yes;
            if (key == "interval")
                readDuration(part, o.interval);
            else if (key == "timeout")
                readDuration(part, o.timeout);
            else if (key == "retryInterval") {
                readDuration(part, m_parts.trail.retryInterval);
                m_posture.setRetryInterval(m_parts.trail.retryInterval);
            } else if (key == "suspend")
                readBool(part, o.suspended);
            else if (key == "url")
                readString(part, o.url);
            else if (key == "path")
                readString(part, o.path);
            else if (key == "prune")
                readBool(part, o.prune);
            else if (key == "wait")
                readBool(part, o.wait);
            else if (key == "version")
                readString(part, o.chartVersion);
            else if (key == "bucketName")
                readString(part, m_parts.bucket);
            else if (key == "endpoint")
                readString(part, m_parts.endpoint);
            else if (key == "type")
                o.ociHelmRepository = o.kind == Kind::HelmRepository && textOf(part) == "oci";
            else if (key == "kubeConfig")
                o.remoteCluster = isObject(part);
            else if (key == "sourceRef")
                return readReference(part, m_parts.sourceRef, m_pool);
            else if (key == "chartRef")
                return readReference(part, m_parts.chartRef, m_pool);
            else if (key == "chart")
                return chart(part);
            else if (key == "dependsOn")
                return readReferences(part, m_parts.dependsOn, m_pool);
            else if (key == "healthChecks")
                return readReferences(part, m_parts.healthChecks, m_pool);
            else if (key == "healthCheckExprs")
                return eachElement(part, [&](json::Value&) { return ++o.healthCheckExprs > 0; });
            else if (key == "ignore" && o.kind == Kind::Kustomization)
                return ignored(part);
            else if (key == "driftDetection")
                return driftDetection(part);
            else if (key == "secretRef")
                return eachField(part, [&](std::string_view inner, json::Value& field) {
                    if (inner == "name")
                        readAtom(field, o.secretName, m_pool);
                });
            else
                return m_posture.spec(key, part);
            return true;
        });
    }

    void takeDriftSettings()
    {
        if (m_drift.mode != DriftDetection::Disabled || !m_drift.ignore.empty())
            m_object.drift = std::make_shared<const DriftSettings>(std::move(m_drift));
    }

    bool status(json::Value& value)
    {
        auto& o = m_object;
        o.hasStatus = isObject(value);
        return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
            if (const auto took = m_extras.status(key, part); took != Took::No)
                return took == Took::Yes;
            if (key == "observedGeneration")
                readInt(part, o.observedGeneration);
            else if (key == "lastAppliedRevision")
                readString(part, o.lastAppliedRevision);
            else if (key == "lastAttemptedRevision")
                readString(part, o.lastAttemptedRevision);
            else if (key == "lastAppliedOriginRevision")
                readString(part, m_parts.trail.originRevision);
            else if (key == "lastHandledReconcileAt")
                readString(part, o.lastHandledReconcileAt);
            else if (key == "storageNamespace")
                readString(part, o.storageNamespace);
            else if (key == "helmChart")
                readString(part, m_parts.helmChart);
            else if (key == "conditions")
                return readConditions(part, o.conditions);
            else if (key == "artifact")
                return artifact(part);
            else if (key == "history")
                return history(part);
            else if (key == "inventory")
                return inventory(part);
            else
                m_posture.status(key, part);
            return true;
        });
    }

private:
    static bool isObject(json::Value& value)
    {
        simdjson::ondemand::json_type type{};
        return value.type().get(type) == simdjson::SUCCESS && type == simdjson::ondemand::json_type::object;
    }

    bool driftDetection(json::Value& value)
    {
        return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
            if (key == "mode") {
                const auto mode = textOf(part);
                m_drift.mode = mode == "enabled" ? DriftDetection::Enabled
                    : mode == "warn"             ? DriftDetection::Warn
                                                 : DriftDetection::Disabled;
            }
            return key != "ignore" || ignored(part);
        });
    }

    bool ignored(json::Value& value)
    {
        return eachElement(value, [&](json::Value& element) {
            auto& rule = m_drift.ignore.emplace_back();
            return eachField(element, [&](std::string_view key, json::Value& part) -> bool {
                if (key == "paths")
                    return eachElement(part, [&](json::Value& path) {
                        readString(path, rule.pointers.emplace_back());
                        return true;
                    });
                return key != "target" || target(part, rule);
            });
        });
    }

    static bool target(json::Value& value, IgnoredPaths& to)
    {
        return eachField(value, [&](std::string_view key, json::Value& part) {
            if (key == "group")
                readString(part, to.group);
            else if (key == "version")
                readString(part, to.version);
            else if (key == "kind")
                readString(part, to.kind);
            else if (key == "name")
                readString(part, to.name);
            else if (key == "namespace")
                readString(part, to.ns);
            else if (key == "labelSelector")
                readString(part, to.labelSelector);
            else if (key == "annotationSelector")
                readString(part, to.annotationSelector);
        });
    }

    // A HelmChart names its chart; a HelmRelease describes one.
    bool chart(json::Value& value)
    {
        if (const auto name = textOf(value)) {
            m_object.chart.assign(*name);
            return true;
        }
        return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
            if (key != "spec")
                return true;
            return eachField(part, [&](std::string_view inner, json::Value& field) -> bool {
                if (inner == "chart")
                    readString(field, m_object.chart);
                else if (inner == "version")
                    readString(field, m_object.chartVersion);
                else if (inner == "sourceRef")
                    return readReference(field, m_parts.chartSourceRef, m_pool);
                return true;
            });
        });
    }

    bool artifact(json::Value& value)
    {
        return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
            if (key == "revision")
                readString(part, m_object.artifactRevision);
            else if (key == "digest")
                readString(part, m_object.artifactDigest);
            else if (key == "checksum")
                readString(part, m_parts.checksum); // v1beta2 and older
            else if (key == "lastUpdateTime")
                readTime(part, m_object.artifactUpdated);
            else if (key == "metadata" && m_parts.keepTrail)
                return annotations(part);
            return true;
        });
    }

    // An image's annotations; other sources have none.
    bool annotations(json::Value& value)
    {
        auto& trail = m_parts.trail;
        return eachField(value, [&](std::string_view key, json::Value& part) {
            if (key == "org.opencontainers.image.revision")
                readString(part, trail.originRevision);
            else if (key == "org.opencontainers.image.source")
                readString(part, trail.originSource);
            else if (key == "org.opencontainers.image.created")
                readTime(part, trail.built);
        });
    }

    // Newest first. The newest is read whole; of a Kustomization's older ones (an outcome each) only when a pass that had
    // applied everything began: BuildFailed is never recorded, ReconciliationFailed may have stopped half-way.
    bool history(json::Value& value)
    {
        bool first = true;
        return eachElement(value, [&](json::Value& element) {
            const bool newest = std::exchange(first, false);
            if (!newest && m_object.kind != Kind::Kustomization && !m_parts.keepTrail)
                return true;
            HistoryEntry entry;
            auto& ended = entry.last;
            auto& took = entry.duration;
            auto& status = entry.status;
            const bool whole = eachField(element, [&](std::string_view key, json::Value& part) -> bool {
                if (key == "lastReconciled" || key == "lastDeployed")
                    readTime(part, ended);
                else if (key == "lastReconciledDuration")
                    readDuration(part, took);
                else if (key == "lastReconciledStatus" || (key == "status" && m_object.kind == Kind::HelmRelease))
                    readString(part, status);
                else if (key == "firstReconciled" || key == "firstDeployed")
                    readTime(part, entry.first);
                else if (key == "chartVersion")
                    readString(part, entry.revision);
                else if (key == "metadata" && m_parts.keepTrail)
                    return eachField(part, [&](std::string_view inner, json::Value& field) {
                        if (inner == "revision")
                            readString(field, entry.revision);
                        else if (inner == "originRevision")
                            readString(field, entry.originRevision);
                    });
                else if (newest && key == "name" && m_object.kind == Kind::HelmRelease)
                    readString(part, m_object.releaseName);
                else if (newest && key == "version" && m_object.kind == Kind::HelmRelease)
                    readInt(part, m_object.releaseVersion);
                return true;
            });
            if (ended && took && (status == "ReconciliationSucceeded" || status == "HealthCheckFailed"))
                m_object.lastApplyBegan = std::max(m_object.lastApplyBegan.value_or(WallTime{}), *ended - *took - Seconds{1});
            if (newest && m_object.kind == Kind::HelmRelease) {
                m_object.lastDeployed = ended;
                m_parts.historyVersion = entry.revision;
            } else if (newest) {
                m_object.lastReconciled = ended;
                m_object.lastReconciledStatus = status;
                m_object.appliedSince = entry.first;
            }
            if (m_parts.keepTrail)
                m_parts.trail.history.push_back(std::move(entry));
            return whole;
        });
    }

    bool inventory(json::Value& value)
    {
        if (isObject(value))
            m_inventory.setPresent();
        return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
            if (key != "entries")
                return true;
            return eachElement(part, [&](json::Value& element) { return entry(element); });
        });
    }

    bool entry(json::Value& element)
    {
        if (m_keep == KeepInventory::Count)
            return countEntry(element);
        std::string_view id, version; // both live in simdjson's buffer until the document ends
        const bool whole = eachField(element, [&](std::string_view key, json::Value& part) {
            if (key == "id")
                id = textOf(part).value_or(std::string_view{});
            else if (key == "v")
                version = textOf(part).value_or(std::string_view{});
        });
        if (!whole)
            return false;
        if (!id.empty())
            m_inventory.add(id, version);
        return true;
    }

    // An id that is a string and not empty counts; it is not unescaped.
    bool countEntry(json::Value& element)
    {
        return eachField(element, [&](std::string_view key, json::Value& part) {
            simdjson::ondemand::raw_json_string id;
            if (key == "id" && part.get_raw_json_string().get(id) == simdjson::SUCCESS && *id.raw() != '"')
                m_inventory.addUnkept();
        });
    }

    ExtrasReader& m_extras;
    PostureReader& m_posture;
    FluxObject& m_object;
    Parts& m_parts;
    Inventory& m_inventory;
    StringPool& m_pool;
    KeepInventory m_keep;
    DriftSettings m_drift;
};

// The HelmChart that helm-controller made: status.helmChart, by convention "<ns>-<name>" beside its source.
Reference helmChartOf(const Parts& parts, const FluxObject& object, StringPool& pool)
{
    const auto kind = pool.intern("HelmChart");
    if (const auto slash = parts.helmChart.find('/'); slash != std::string::npos)
        return {kind, pool.intern(std::string_view(parts.helmChart).substr(0, slash)),
            pool.intern(std::string_view(parts.helmChart).substr(slash + 1))};
    return {kind, object.chartSource.ns, pool.intern(object.key.ns.str() + "-" + object.key.name.str())};
}

void resolve(FluxObject& object, Parts& parts, StringPool& pool)
{
    const auto ns = object.key.ns;
    object.source = resolved(parts.sourceRef, ns);
    for (const auto& dependency : parts.dependsOn) {
        if (!dependency.name.empty()) // of the referrer's own kind; a ResourceSet says which
            object.dependsOn.push_back({object.kind == Kind::ResourceSet && !dependency.kind.empty() ? dependency.kind : object.key.kind,
                dependency.ns.empty() ? ns : dependency.ns, dependency.name});
    }
    for (const auto& check : parts.healthChecks) {
        if (!check.name.empty())
            object.healthChecks.push_back({check.kind, check.ns, check.name}); // no namespace: cluster-scoped
    }
    if (object.kind == Kind::HelmChart)
        object.chartSource = object.source;
    if (object.kind == Kind::HelmRelease) {
        object.chartSource = resolved(parts.chartSourceRef, ns);
        object.source = resolved(parts.chartRef, ns);
        if (object.source.empty() && !object.chartSource.empty())
            object.source = helmChartOf(parts, object, pool);
        if (!parts.historyVersion.empty()) // v2beta1 has no history but lastAppliedRevision
            object.lastAppliedRevision = std::move(parts.historyVersion);
    }
    if (object.kind == Kind::Bucket && object.url.empty() && !parts.endpoint.empty())
        object.url = parts.endpoint + "/" + parts.bucket;
    if (object.artifactDigest.empty() && parts.checksum.size() == 64)
        object.artifactDigest = "sha256:" + parts.checksum;
}

} // namespace

FluxDecoder::~FluxDecoder() = default;

FluxDecoder::FluxDecoder(Kind kind, StringPool& pool, KeepInventory keep, KeepOwnership ownership)
    : m_kind(kind)
    , m_pool(pool)
    , m_keep(keep)
    , m_managers(ownership == KeepOwnership::Yes ? std::make_unique<ManagedFieldsReader>(pool) : nullptr)
{
    if (kind == Kind::Other)
        return;
    m_group = pool.intern(info(kind).group);
    m_kindName = pool.intern(info(kind).name);
}

Result<store::RecordPtr> FluxDecoder::decode(json::Object& object)
{
    auto record = std::make_shared<FluxObject>();
    record->kind = m_kind;
    Parts parts;
    parts.keepTrail = m_managers != nullptr;
    Metadata metadata;
    Atom ownKind;
    m_inventory.clear();
    ExtrasReader extras(m_kind, m_pool);
    PostureReader posture(m_pool);
    Reader reader(*record, parts, extras, posture, m_inventory, m_pool, m_keep);
    const bool whole = eachIn(object, [&](std::string_view key, json::Value& value) -> bool {
        if (key == "metadata")
            return readMetadata(value, metadata, m_pool, m_managers.get());
        if (key == "spec")
            return reader.spec(value);
        if (key == "status")
            return reader.status(value);
        if (key == "apiVersion")
            readString(value, record->apiVersion);
        else if (key == "kind" && m_kind == Kind::Other)
            readAtom(value, ownKind, m_pool);
        return true;
    });
    if (!whole)
        return fail(ErrorCode::BadSyntax);
    if (metadata.name.empty())
        return fail(ErrorCode::BadValue, "metadata.name");

    if (m_kind == Kind::Other) {
        const auto slash = record->apiVersion.find('/');
        const std::string_view version = record->apiVersion;
        record->key.group = m_pool.intern(slash == std::string::npos ? std::string_view{} : version.substr(0, slash));
        record->key.kind = ownKind;
    } else {
        record->key.group = m_group;
        record->key.kind = m_kindName;
    }
    record->key.ns = metadata.ns;
    record->key.name = metadata.name;
    record->uid = std::move(metadata.uid);
    record->resourceVersion = std::move(metadata.resourceVersion);
    record->generation = metadata.generation;
    record->created = metadata.created;
    record->deletionTimestamp = metadata.deletionTimestamp;
    record->finalizers = std::move(metadata.finalizers);
    record->requestedAt = std::move(metadata.requestedAt);
    record->reconcileAnnotation = std::move(metadata.reconcileAnnotation);
    record->parent = ownerOf(metadata, m_pool);
    record->labels = labelsOf(metadata, m_labels);
    record->suspendedBy = std::move(metadata.suspendedBy);
    record->suspended = record->suspended || metadata.reconcileDisabled;
    record->marks = metadata.marks;
    record->ownership = std::move(metadata.ownership);
    reader.takeDriftSettings();
    parts.trail.agentProject = metadata.agentProject;
    if (parts.keepTrail && hasContent(parts.trail))
        record->trail = std::make_shared<const Trail>(std::move(parts.trail));
    resolve(*record, parts, m_pool);
    extras.finish(*record, m_inventory);
    if (m_kind == Kind::Receiver) {
        posture.setAgent(std::move(metadata.agentId), std::move(metadata.agentProject));
        posture.setCoverLabels(extras.takeCoverLabels());
    }
    if (m_kind == Kind::Provider && record->extras && record->extras->type == "gitlab")
        posture.keepAddress();
    record->posture = posture.finish(m_posture);
    record->inventory = m_inventory;
    return store::RecordPtr(std::move(record));
}

} // namespace dg::flux
