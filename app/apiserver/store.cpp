// SPDX-License-Identifier: Apache-2.0
#include "apiserver/store.h"

#include <QJsonDocument>

namespace dg::apiserver {

using namespace Qt::StringLiterals;

namespace {

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Labels labelsOf(const QJsonObject& metadata)
{
    Labels labels;
    const auto json = metadata["labels"_L1].toObject();
    for (auto it = json.begin(); it != json.end(); ++it)
        labels.emplace_back(it.key().toUtf8(), it.value().toString().toUtf8());
    return labels;
}

} // namespace

std::shared_ptr<Object> Store::stored(QJsonObject object)
{
    auto metadata = object["metadata"_L1].toObject();
    auto stored = std::make_shared<Object>();
    stored->version = m_version + 1;
    metadata["resourceVersion"_L1] = QString::number(stored->version);
    stored->ns = metadata["namespace"_L1].toString().toUtf8();
    stored->name = metadata["name"_L1].toString().toUtf8();
    stored->labels = labelsOf(metadata);
    for (const auto* field : {"reportingComponent", "reason"}) { // of Events: selectable too
        if (const auto text = object[QLatin1String(field)].toString(); !text.isEmpty())
            stored->labels.emplace_back(field, text.toUtf8());
    }
    if (const auto kind = object["involvedObject"_L1].toObject()["kind"_L1].toString(); !kind.isEmpty())
        stored->labels.emplace_back("involvedObject.kind", kind.toUtf8());
    stored->metadata = compact(metadata);
    object.remove("metadata"_L1);
    object.remove("apiVersion"_L1);
    object.remove("kind"_L1);
    stored->rest = compact(object);
    stored->rest = stored->rest.mid(1, stored->rest.size() - 2);
    return stored;
}

void Store::put(ResourceId resource, QJsonObject object)
{
    auto next = stored(std::move(object));
    auto& slot = m_objects[resource][{next->ns, next->name}];
    Change change{next->version, slot ? Change::Type::Modified : Change::Type::Added, resource, next, slot};
    slot = std::move(next);
    record(std::move(change));
}

void Store::load(ResourceId resource, QJsonObject object)
{
    auto next = stored(std::move(object));
    m_version = next->version;
    m_objects[resource].insert_or_assign({next->ns, next->name}, std::move(next));
}

void Store::load(ResourceId resource, Object object)
{
    Key key{object.ns, object.name};
    auto& objects = m_objects[resource];
    objects.insert_or_assign(objects.end(), std::move(key), std::make_shared<const Object>(std::move(object)));
}

void Store::remove(ResourceId resource, const QByteArray& ns, const QByteArray& name)
{
    auto& objects = m_objects[resource];
    const auto it = objects.find({ns, name});
    if (it == objects.end())
        return;
    // The last state, with the version of the deletion.
    auto metadata = QJsonDocument::fromJson(it->second->metadata).object();
    auto last = std::make_shared<Object>(*it->second);
    last->version = m_version + 1;
    metadata["resourceVersion"_L1] = QString::number(last->version);
    last->metadata = compact(metadata);
    Change change{last->version, Change::Type::Deleted, resource, last, it->second};
    objects.erase(it);
    record(std::move(change));
}

void Store::record(Change change)
{
    m_version = change.version;
    m_history.push_back(std::move(change));
    if (m_history.size() > HistoryLimit)
        m_history.pop_front();
    if (m_listener)
        m_listener();
}

ObjectPtr Store::find(ResourceId resource, const QByteArray& ns, const QByteArray& name) const
{
    const auto& objects = m_objects[resource];
    if (const auto it = objects.find({ns, name}); it != objects.end())
        return it->second;
    return m_generator ? m_generator->find(resource, ns, name) : nullptr;
}

QJsonObject Store::json(ResourceId resource, const QByteArray& ns, const QByteArray& name) const
{
    const auto object = find(resource, ns, name);
    if (!object)
        return {};
    QByteArray bytes;
    appendObject(bytes, m_table[resource], *object, Shape::Full, true);
    return QJsonDocument::fromJson(bytes).object();
}

std::vector<ObjectPtr> Store::list(ResourceId resource, const QByteArray& ns) const
{
    std::vector<ObjectPtr> result;
    const auto& objects = m_objects[resource];
    result.reserve(ns.isEmpty() ? objects.size() : 0);
    for (auto it = ns.isEmpty() ? objects.begin() : objects.lower_bound({ns, QByteArray()}); it != objects.end(); ++it) {
        if (!ns.isEmpty() && it->first.first != ns)
            break;
        result.push_back(it->second);
    }
    return result;
}

void appendObject(QByteArray& out, const Resource& resource, const Object& object, Shape shape, bool withType)
{
    out += '{';
    if (withType) {
        if (shape == Shape::Metadata)
            out += R"("kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1",)";
        else
            out += "\"apiVersion\":\"" + resource.apiVersion() + "\",\"kind\":\"" + resource.kind + "\",";
    }
    out += "\"metadata\":" + object.metadata;
    if (shape == Shape::Full && !object.rest.isEmpty())
        out += ',' + object.rest;
    out += '}';
}

} // namespace dg::apiserver
