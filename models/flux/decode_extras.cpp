// SPDX-License-Identifier: Apache-2.0
// Layouts: domain.md §3.3 (ArtifactGenerator), §3.6 (image automation), §3.7 (notifications), §3.8 (flux-operator).
#include "extras.h"

#include "fields.h"
#include "flux/revision.h"

#include <algorithm>

namespace dg::flux {

using namespace fields;

namespace {

void readPart(std::string_view key, json::Value& value, RawReference& to, StringPool& pool)
{
    if (key == "kind")
        readAtom(value, to.kind, pool);
    else if (key == "name")
        readAtom(value, to.name, pool);
    else if (key == "namespace")
        readAtom(value, to.ns, pool);
}

} // namespace

bool readReference(json::Value& value, RawReference& to, StringPool& pool)
{
    return eachField(value, [&](std::string_view key, json::Value& part) { readPart(key, part, to, pool); });
}

bool readReferences(json::Value& value, std::vector<RawReference>& to, StringPool& pool)
{
    return eachElement(value, [&](json::Value& element) { return readReference(element, to.emplace_back(), pool); });
}

Reference resolved(const RawReference& raw, Atom ownNs)
{
    if (raw.name.empty())
        return {};
    return {raw.kind, raw.ns.empty() ? ownNs : raw.ns, raw.name};
}

namespace {

bool hasExtras(Kind kind)
{
    switch (kind) {
    case Kind::ArtifactGenerator:
    case Kind::ImageRepository:
    case Kind::ImagePolicy:
    case Kind::ImageUpdateAutomation:
    case Kind::Alert:
    case Kind::Provider:
    case Kind::Receiver:
    case Kind::FluxInstance:
    case Kind::FluxReport:
    case Kind::ResourceSetInputProvider:
        return true;
    default:
        return false;
    }
}

bool isImageKind(Kind kind)
{
    return kind == Kind::ImageRepository || kind == Kind::ImagePolicy || kind == Kind::ImageUpdateAutomation;
}

bool isOperatorKind(Kind kind)
{
    return kind == Kind::FluxInstance || kind == Kind::FluxReport || kind == Kind::ResourceSetInputProvider;
}

} // namespace

ExtrasReader::ExtrasReader(Kind kind, StringPool& pool)
    : m_kind(kind)
    , m_pool(pool)
{
    if (hasExtras(kind))
        m_extras = std::make_unique<Extras>();
}

Took ExtrasReader::spec(std::string_view key, json::Value& value)
{
    if (!m_extras)
        return Took::No;
    bool whole = true;
    if (key == "imageRepositoryRef" && m_kind == Kind::ImagePolicy) {
        m_source.kind = m_pool.intern("ImageRepository");
        whole = readReference(value, m_source, m_pool);
    } else if (key == "providerRef" && m_kind == Kind::Alert) {
        m_source.kind = m_pool.intern("Provider");
        whole = readReference(value, m_source, m_pool);
    } else if ((key == "eventSources" && m_kind == Kind::Alert) || (key == "resources" && m_kind == Kind::Receiver)
        || (key == "sources" && m_kind == Kind::ArtifactGenerator)) {
        whole = readCovers(value);
    } else if (key == "image" && m_kind == Kind::ImageRepository) {
        readString(value, m_extras->image);
    } else if (key == "update" && m_kind == Kind::ImageUpdateAutomation) {
        whole = eachField(value, [&](std::string_view inner, json::Value& part) {
            if (inner == "path")
                readString(part, m_path);
        });
    } else if (key == "type" && (m_kind == Kind::Provider || m_kind == Kind::Receiver || m_kind == Kind::ResourceSetInputProvider)) {
        readString(value, m_extras->type);
    } else if (key == "channel" && m_kind == Kind::Provider) {
        readString(value, m_extras->channel);
    } else {
        bool mine = false;
        whole = !isOperatorKind(m_kind) || operatorSpec(key, value, mine);
        if (whole && !mine)
            return Took::No;
    }
    return whole ? Took::Yes : Took::Broken;
}

bool ExtrasReader::operatorSpec(std::string_view key, json::Value& value, bool& mine)
{
    mine = true;
    if (key == "distribution")
        return eachField(value, [&](std::string_view inner, json::Value& part) {
            if (inner == "version")
                readString(part, m_extras->distribution);
            else if (inner == "status")
                readString(part, m_extras->distributionStatus);
        });
    if (key == "operator" && m_kind == Kind::FluxReport)
        return eachField(value, [&](std::string_view inner, json::Value& part) {
            if (inner == "version")
                readString(part, m_extras->operatorVersion);
        });
    if (key == "components" && m_kind == Kind::FluxReport)
        return readComponents(value);
    mine = false;
    return true;
}

Took ExtrasReader::status(std::string_view key, json::Value& value)
{
    if (!m_extras)
        return Took::No;
    bool mine = true;
    bool whole = true;
    if (isImageKind(m_kind))
        whole = imageStatus(key, value, mine);
    else if (key == "inventory" && m_kind == Kind::ArtifactGenerator)
        whole = readGenerated(value);
    else if (key == "components" && m_kind == Kind::FluxInstance)
        whole = readComponents(value);
    else if (key == "lastExportedRevision" && m_kind == Kind::ResourceSetInputProvider)
        readString(value, m_revision);
    else
        mine = false;
    return !whole ? Took::Broken : mine ? Took::Yes : Took::No;
}

bool ExtrasReader::imageStatus(std::string_view key, json::Value& value, bool& mine)
{
    mine = true;
    if (key == "lastScanResult")
        return eachField(value, [&](std::string_view inner, json::Value& part) {
            if (inner == "scanTime")
                readTime(part, m_extras->lastRun);
            else if (inner == "tagCount")
                m_extras->tagCount = numberOf(part);
        });
    if (key == "latestRef") {
        std::string name, tag, digest;
        const bool whole = eachField(value, [&](std::string_view inner, json::Value& part) {
            if (inner == "name")
                readString(part, name);
            else if (inner == "tag")
                readString(part, tag);
            else if (inner == "digest")
                readString(part, digest);
        });
        m_revision = tag.empty() ? digest : tag;
        m_extras->image = std::move(name);
        if (!tag.empty())
            m_extras->image.append(":").append(tag);
        if (!digest.empty())
            m_extras->image.append("@").append(digest);
        return whole;
    }
    if (key == "latestImage") { // v1beta2 and older: "registry/name:tag"
        if (m_extras->image.empty()) {
            readString(value, m_extras->image);
            const auto colon = m_extras->image.rfind(':');
            if (colon != std::string::npos && m_extras->image.find('/', colon) == std::string::npos)
                m_revision = m_extras->image.substr(colon + 1);
        }
        return true;
    }
    if (key == "lastAutomationRunTime") {
        readTime(value, m_extras->lastRun);
        return true;
    }
    if (key == "lastPushTime") {
        readTime(value, m_extras->lastPush);
        return true;
    }
    if (key == "lastPushCommit") {
        readString(value, m_revision);
        m_revision = normaliseRevision(m_revision);
        return true;
    }
    mine = false;
    return true;
}

bool ExtrasReader::readComponents(json::Value& value)
{
    return eachElement(value, [&](json::Value& element) {
        ComponentStatus component;
        std::string tag;
        const bool whole = eachField(element, [&](std::string_view key, json::Value& part) {
            if (key == "name")
                readString(part, component.name);
            else if (key == "image" || key == "repository")
                readString(part, component.image);
            else if (key == "tag")
                readString(part, tag);
            else if (key == "status")
                readString(part, component.status);
            else if (key == "ready")
                readBool(part, component.ready);
        });
        if (!tag.empty())
            component.image.append(":").append(tag);
        if (!component.name.empty())
            m_extras->components.push_back(std::move(component));
        return whole;
    });
}

bool ExtrasReader::readCovers(json::Value& value)
{
    return eachElement(value, [&](json::Value& element) {
        auto& to = m_covers.emplace_back();
        auto& labels = m_coverLabels.emplace_back();
        return eachField(element, [&](std::string_view key, json::Value& part) -> bool {
            if (key != "matchLabels") {
                readPart(key, part, to, m_pool);
                return true;
            }
            return eachField(part, [&](std::string_view label, json::Value& text) {
                labels.append(label).append(1, '=').append(textOf(text).value_or(std::string_view())).append(1, '\n');
            });
        });
    });
}

std::vector<std::string> ExtrasReader::takeCoverLabels()
{
    const bool any = std::ranges::any_of(m_coverLabels, [](const std::string& labels) { return !labels.empty(); });
    return any ? std::move(m_coverLabels) : std::vector<std::string>();
}

bool ExtrasReader::readGenerated(json::Value& value)
{
    return readReferences(value, m_generated, m_pool);
}

void ExtrasReader::finish(FluxObject& object, Inventory& inventory)
{
    if (!m_extras)
        return;
    if (!m_source.name.empty())
        object.source = resolved(m_source, object.key.ns);
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < m_covers.size(); ++i) {
        const auto& covered = m_covers[i];
        if (covered.name.empty() && covered.kind.empty())
            continue;
        // An Alert or Receiver may choose by labels instead of a name.
        m_extras->covers.push_back(
            {covered.kind, covered.ns.empty() ? object.key.ns : covered.ns, covered.name.empty() ? m_pool.intern("*") : covered.name});
        labels.push_back(std::move(m_coverLabels[i]));
    }
    m_coverLabels = std::move(labels);
    for (const auto& made : m_generated) {
        const auto ns = made.ns.empty() ? object.key.ns : made.ns;
        inventory.add(ns.str() + "_" + made.name.str() + "_source.toolkit.fluxcd.io_ExternalArtifact", "v1");
    }
    if (m_kind == Kind::FluxReport)
        object.lastAppliedRevision = m_extras->distribution;
    else if (!m_revision.empty())
        object.lastAppliedRevision = std::move(m_revision);
    if (!m_path.empty())
        object.path = std::move(m_path);
    if (m_kind == Kind::ImageRepository)
        object.url = m_extras->image;
    object.extras = std::move(m_extras);
}

} // namespace dg::flux
