// SPDX-License-Identifier: Apache-2.0
#include "discovery.h"

#include "accept.h"
#include "apiserver/resources.h"
#include "apiserver/status.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <vector>

namespace dg::apiserver {

using namespace Qt::StringLiterals;

namespace {

struct GroupVersion {
    QByteArray group;
    QByteArray version;
    friend bool operator==(const GroupVersion&, const GroupVersion&) = default;
};

// What can only be created: reviews.
struct Review {
    const char* group;
    const char* kind;
    const char* plural;
};
constexpr Review Reviews[] = {{"authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews"},
    {"authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews"}};

QString str(const char* text)
{
    return QString::fromLatin1(text);
}

std::vector<GroupVersion> groupVersions(const ResourceTable& table, bool core)
{
    std::vector<GroupVersion> result;
    const auto add = [&](GroupVersion candidate) {
        if (candidate.group.isEmpty() == core && std::find(result.begin(), result.end(), candidate) == result.end())
            result.push_back(std::move(candidate));
    };
    for (const auto& resource : table.all())
        add({resource.group, resource.version});
    for (const auto& review : Reviews)
        add({review.group, "v1"});
    return result;
}

QJsonArray verbs(const Resource& resource)
{
    QJsonArray result{"get"_L1, "list"_L1, "watch"_L1};
    if (resource.isFlux())
        for (const auto* verb : {"create", "delete", "deletecollection", "patch", "update"})
            result.append(str(verb));
    return result;
}

QJsonArray shortNames(const Resource& resource)
{
    QJsonArray result;
    for (const auto& name : resource.shortNames.split(','))
        if (!name.isEmpty())
            result.append(QString::fromLatin1(name));
    return result;
}

QString singular(const QByteArray& kind)
{
    return QString::fromUtf8(kind).toLower();
}

QJsonObject aggregatedResource(const Resource& resource)
{
    QJsonObject json{{"resource"_L1, QString::fromUtf8(resource.plural)},
        {"responseKind"_L1,
            QJsonObject{{"group"_L1, QString::fromUtf8(resource.group)}, {"version"_L1, QString::fromUtf8(resource.version)},
                {"kind"_L1, QString::fromUtf8(resource.kind)}}},
        {"scope"_L1, resource.namespaced ? "Namespaced"_L1 : "Cluster"_L1}, {"singularResource"_L1, singular(resource.kind)},
        {"verbs"_L1, verbs(resource)}};
    if (const auto names = shortNames(resource); !names.isEmpty())
        json["shortNames"_L1] = names;
    return json;
}

QJsonObject aggregated(const ResourceTable& table, const GroupVersion& gv)
{
    QJsonArray list;
    for (const auto& resource : table.all())
        if (gv.group == resource.group && gv.version == resource.version)
            list.append(aggregatedResource(resource));
    for (const auto& review : Reviews)
        if (gv.group == review.group)
            list.append(QJsonObject{{"resource"_L1, str(review.plural)}, {"scope"_L1, "Cluster"_L1},
                {"singularResource"_L1, singular(review.kind)},
                {"responseKind"_L1, QJsonObject{{"group"_L1, str(review.group)}, {"version"_L1, "v1"_L1}, {"kind"_L1, str(review.kind)}}},
                {"verbs"_L1, QJsonArray{"create"_L1}}});
    const QJsonObject version{{"version"_L1, QString::fromLatin1(gv.version)}, {"freshness"_L1, "Current"_L1}, {"resources"_L1, list}};
    return {{"metadata"_L1, QJsonObject{{"name"_L1, QString::fromLatin1(gv.group)}, {"creationTimestamp"_L1, QJsonValue::Null}}},
        {"versions"_L1, QJsonArray{version}}};
}

QJsonObject legacyGroup(const GroupVersion& gv)
{
    const QJsonObject version{
        {"groupVersion"_L1, QString::fromLatin1(gv.group + '/' + gv.version)}, {"version"_L1, QString::fromLatin1(gv.version)}};
    return {{"name"_L1, QString::fromLatin1(gv.group)}, {"versions"_L1, QJsonArray{version}}, {"preferredVersion"_L1, version}};
}

HttpResponse json(const QJsonObject& object)
{
    HttpResponse response;
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return response;
}

HttpResponse notFound()
{
    return failure(404, "NotFound", "the server could not find the requested resource");
}

} // namespace

QByteArray versionInfo(const QByteArray& version)
{
    // Numbers as the real server says them: of "v1.36.3" the 1 and the 36.
    const auto numbers = version.mid(version.startsWith('v') ? 1 : 0).split('.');
    return QJsonDocument(
        QJsonObject{{"major"_L1, QString::fromLatin1(numbers.value(0))}, {"minor"_L1, QString::fromLatin1(numbers.value(1))},
            {"gitVersion"_L1, QString::fromUtf8(version)}, {"gitTreeState"_L1, "clean"_L1}, {"platform"_L1, "linux/amd64"_L1}})
        .toJson(QJsonDocument::Compact);
}

HttpResponse groupList(const ResourceTable& table, bool core, const QByteArray& accept)
{
    const auto groups = groupVersions(table, core);
    for (const auto& clause : parseAccept(accept)) {
        if (clause.as == "APIGroupDiscoveryList" && clause.group == "apidiscovery.k8s.io"
            && (clause.version == "v2" || clause.version == "v2beta1")) {
            QJsonArray items;
            for (const auto& gv : groups)
                items.append(aggregated(table, gv));
            auto response = json(
                {{"kind"_L1, "APIGroupDiscoveryList"_L1}, {"apiVersion"_L1, QString::fromLatin1("apidiscovery.k8s.io/" + clause.version)},
                    {"metadata"_L1, QJsonObject()}, {"items"_L1, items}});
            response.contentType = "application/json;g=apidiscovery.k8s.io;v=" + clause.version + ";as=APIGroupDiscoveryList";
            return response;
        }
        if (clause.as.isEmpty())
            break;
    }
    if (core)
        return json({{"kind"_L1, "APIVersions"_L1}, {"versions"_L1, QJsonArray{"v1"_L1}}, {"serverAddressByClientCIDRs"_L1, QJsonArray()}});
    QJsonArray items;
    for (const auto& gv : groups)
        items.append(legacyGroup(gv));
    return json({{"kind"_L1, "APIGroupList"_L1}, {"apiVersion"_L1, "v1"_L1}, {"groups"_L1, items}});
}

HttpResponse groupInfo(const ResourceTable& table, const QByteArray& group)
{
    for (const auto& gv : groupVersions(table, false)) {
        if (gv.group != group)
            continue;
        auto object = legacyGroup(gv);
        object["kind"_L1] = "APIGroup"_L1;
        object["apiVersion"_L1] = "v1"_L1;
        return json(object);
    }
    return notFound();
}

HttpResponse resourceList(const ResourceTable& table, const QByteArray& group, const QByteArray& version)
{
    QJsonArray list;
    for (const auto& resource : table.all()) {
        if (group != resource.group || version != resource.version)
            continue;
        QJsonObject entry{{"name"_L1, QString::fromUtf8(resource.plural)}, {"singularName"_L1, singular(resource.kind)},
            {"namespaced"_L1, resource.namespaced}, {"kind"_L1, QString::fromUtf8(resource.kind)}, {"verbs"_L1, verbs(resource)}};
        if (const auto names = shortNames(resource); !names.isEmpty())
            entry["shortNames"_L1] = names;
        list.append(entry);
    }
    for (const auto& review : Reviews)
        if (group == review.group && version == "v1")
            list.append(QJsonObject{{"name"_L1, str(review.plural)}, {"singularName"_L1, singular(review.kind)}, {"namespaced"_L1, false},
                {"kind"_L1, str(review.kind)}, {"verbs"_L1, QJsonArray{"create"_L1}}});
    if (list.isEmpty())
        return notFound();
    const auto groupVersion = group.isEmpty() ? version : group + '/' + version;
    return json({{"kind"_L1, "APIResourceList"_L1}, {"apiVersion"_L1, "v1"_L1}, {"groupVersion"_L1, QString::fromLatin1(groupVersion)},
        {"resources"_L1, list}});
}

} // namespace dg::apiserver
