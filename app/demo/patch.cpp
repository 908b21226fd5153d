// SPDX-License-Identifier: Apache-2.0
#include "apiserver/status.h"
#include "server.h"

#include "jsonedit.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

QJsonObject mergePatch(QJsonObject target, const QJsonObject& patch)
{
    for (auto it = patch.begin(); it != patch.end(); ++it) {
        if (it.value().isNull())
            target.remove(it.key());
        else if (it.value().isObject())
            target[it.key()] = mergePatch(target[it.key()].toObject(), it.value().toObject());
        else
            target[it.key()] = it.value();
    }
    return target;
}

// The fields a patch sets, as managedFields has them.
QJsonObject fieldsOf(const QJsonObject& patch)
{
    QJsonObject fields;
    for (auto it = patch.begin(); it != patch.end(); ++it)
        if (!it.value().isNull())
            fields["f:"_L1 + it.key()] = it.value().isObject() ? fieldsOf(it.value().toObject()) : QJsonObject();
    return fields;
}

QJsonArray withEntry(QJsonArray entries, const QByteArray& manager, const QByteArray& apiVersion, const QJsonObject& fields, WallTime now)
{
    for (qsizetype i = 0; i < entries.size(); ++i) {
        auto entry = entries[i].toObject();
        if (entry["manager"_L1].toString() != QString::fromUtf8(manager) || entry["operation"_L1].toString() != "Update"_L1
            || entry.contains("subresource"_L1))
            continue;
        entry["fieldsV1"_L1] = mergePatch(entry["fieldsV1"_L1].toObject(), fields);
        entry["time"_L1] = timeText(now);
        entries[i] = entry;
        return entries;
    }
    entries.append(QJsonObject{{"manager"_L1, QString::fromUtf8(manager)}, {"operation"_L1, "Update"_L1},
        {"apiVersion"_L1, QString::fromUtf8(apiVersion)}, {"time"_L1, timeText(now)}, {"fieldsType"_L1, "FieldsV1"_L1},
        {"fieldsV1"_L1, fields}});
    return entries;
}

bool isStringMap(const QJsonValue& value)
{
    if (value.isUndefined() || value.isNull())
        return true;
    if (!value.isObject())
        return false;
    const auto object = value.toObject();
    for (const auto& entry : object)
        if (!entry.isString() && !entry.isNull())
            return false;
    return true;
}

} // namespace

QJsonObject mergedObject(
    QJsonObject object, const QJsonObject& patch, const QByteArray& manager, const QByteArray& apiVersion, WallTime now)
{
    auto metadata = object["metadata"_L1].toObject();
    const auto wanted = patch["metadata"_L1].toObject();
    QJsonObject taken;
    for (const auto key : {"annotations"_L1, "labels"_L1}) {
        if (!wanted.contains(key))
            continue;
        taken[key] = wanted[key];
        metadata[key] = mergePatch(metadata[key].toObject(), wanted[key].toObject());
    }
    QJsonObject effective;
    if (!taken.isEmpty())
        effective["metadata"_L1] = taken;
    if (patch["spec"_L1].isObject()) {
        effective["spec"_L1] = patch["spec"_L1];
        const auto before = object["spec"_L1].toObject();
        const auto after = mergePatch(before, patch["spec"_L1].toObject());
        if (before != after)
            metadata["generation"_L1] = metadata["generation"_L1].toInteger() + 1;
        object["spec"_L1] = after;
    }
    metadata["managedFields"_L1] = withEntry(metadata["managedFields"_L1].toArray(), manager, apiVersion, fieldsOf(effective), now);
    object["metadata"_L1] = metadata;
    return object;
}

HttpResponse DemoSite::patch(const HttpRequest& request, const Target& target)
{
    const auto type = request.header("content-type").split(';').front().trimmed().toLower();
    if (type != "application/merge-patch+json")
        return failure(415, "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include: application/merge-patch+json");
    const auto document = QJsonDocument::fromJson(request.body);
    const auto patch = document.object();
    const auto metadata = patch["metadata"_L1].toObject();
    if (!document.isObject() || !isStringMap(metadata["annotations"_L1]) || !isStringMap(metadata["labels"_L1])
        || (patch.contains("spec"_L1) && !patch["spec"_L1].isObject()))
        return failure(400, "BadRequest", "error decoding patch: the patch is not an object of this kind");
    auto object = m_store.json(target.resource, target.ns, target.name);
    if (object.isEmpty())
        return absent(target);
    const auto wantedVersion = metadata["resourceVersion"_L1].toString();
    if (!wantedVersion.isEmpty() && wantedVersion != object["metadata"_L1].toObject()["resourceVersion"_L1].toString())
        return failure(409, "Conflict", "the object has been modified; please apply your changes to the latest version and try again");
    auto manager = request.param("fieldManager");
    if (manager.isEmpty())
        manager = request.header("user-agent").split('/').front();
    const auto apiVersion = resources()[target.resource].apiVersion();
    object = mergedObject(std::move(object), patch, manager.isEmpty() ? "unknown" : manager, apiVersion, now());
    if (request.param("dryRun") == "All") {
        HttpResponse response;
        response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
        return response;
    }
    m_store.put(target.resource, std::move(object));
    auto response = answerObject(m_store, request, target, *m_store.find(target.resource, target.ns, target.name));
    m_simulation.patched(target.resource, target.ns, target.name);
    return response;
}

} // namespace dg::demo
