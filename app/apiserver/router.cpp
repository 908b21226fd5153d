// SPDX-License-Identifier: Apache-2.0
#include "apiserver/router.h"

#include "accept.h"
#include "apiserver/status.h"
#include "discovery.h"
#include "list.h"
#include "watch.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace dg::apiserver {

using namespace Qt::StringLiterals;

namespace {

HttpResponse notFound()
{
    return failure(404, "NotFound", "the server could not find the requested resource");
}
HttpResponse notAllowed()
{
    return failure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
}
HttpResponse badRequest(const QByteArray& message)
{
    return failure(400, "BadRequest", message);
}

// What the client takes: whole objects, metadata only, or nothing that is served here.
std::optional<Shape> shapeOf(const HttpRequest& request)
{
    for (const auto& clause : parseAccept(request.header("accept"))) {
        if (!clause.isJson())
            continue;
        if (clause.as.isEmpty())
            return Shape::Full;
        if (clause.group == "meta.k8s.io" && clause.version == "v1"
            && (clause.as == "PartialObjectMetadataList" || clause.as == "PartialObjectMetadata"))
            return Shape::Metadata;
    }
    return std::nullopt;
}

bool allowed(const Resource& resource, const QByteArray& verb)
{
    const bool reads = verb == "get" || verb == "list" || verb == "watch";
    switch (resource.access) {
    case Access::Denied:
    case Access::MetadataOnly:
        return false;
    case Access::Read:
        return reads;
    case Access::Patch:
        return reads || verb == "patch";
    }
    return false;
}

std::optional<Selector> selectorOf(const HttpRequest& request)
{
    auto selector = Selector::parseLabels(request.param("labelSelector"));
    if (selector && !selector->addFields(request.param("fieldSelector")))
        return std::nullopt;
    return selector;
}

} // namespace

HttpResponse Backend::patch(const HttpRequest&, const Target&)
{
    return notAllowed();
}

HttpResponse Backend::callService(const HttpRequest&, const QByteArray&)
{
    return notFound();
}

HttpResponse Router::forbidden(const Resource& resource, const QByteArray& verb, const QByteArray& ns, const QByteArray& name) const
{
    const auto scope = ns.isEmpty() ? QByteArray(" at the cluster scope") : " in the namespace \"" + ns + '"';
    const auto subject = name.isEmpty() ? QByteArray() : " \"" + name + '"';
    QJsonObject details{{"kind"_L1, QString::fromUtf8(resource.plural)}};
    if (!resource.group.isEmpty())
        details["group"_L1] = QString::fromUtf8(resource.group);
    if (!name.isEmpty())
        details["name"_L1] = QString::fromUtf8(name);
    return failure(403, "Forbidden",
        resource.qualifiedPlural() + subject + " is forbidden: User \"" + m_backend.userName() + "\" cannot " + verb + " resource \""
            + resource.plural + "\" in API group \"" + resource.group + '"' + scope,
        details);
}

bool Router::readsSecret(const Resource& resource, const QByteArray& verb, const QByteArray& ns) const
{
    return resource.access == Access::MetadataOnly && verb == "get" && m_backend.mayGetSecrets(ns);
}

bool Router::allowedByReview(const QJsonObject& attributes) const
{
    const auto group = attributes["group"_L1].toString().toUtf8();
    const auto plural = attributes["resource"_L1].toString().toUtf8();
    for (const auto& resource : m_store.resources().all())
        if (group == resource.group && plural == resource.plural) {
            const auto verb = attributes["verb"_L1].toString().toUtf8();
            return attributes["subresource"_L1].toString().isEmpty()
                && (allowed(resource, verb) || readsSecret(resource, verb, attributes["namespace"_L1].toString().toUtf8()));
        }
    return false;
}

QJsonObject tooLargeDetails()
{
    return {{"causes"_L1,
                QJsonArray{QJsonObject{{"reason"_L1, "ResourceVersionTooLarge"_L1}, {"message"_L1, "Too large resource version"_L1}}}},
        {"retryAfterSeconds"_L1, 1}};
}

HttpResponse Router::handle(const HttpRequest& request)
{
    const auto authorization = request.header("authorization");
    const auto presented = authorization.left(7).toLower() == "bearer " ? authorization.mid(7).trimmed() : QByteArray();
    if (!Secret(std::string_view(presented.constData(), static_cast<std::size_t>(presented.size()))).sameAs(m_token))
        return failure(401, "Unauthorized", "Unauthorized");

    const auto& path = request.segments;
    const bool reads = request.method == "GET";
    const auto first = path.value(0);
    if (path.size() == 1 && reads) {
        if (first == "version") {
            HttpResponse response;
            response.body = versionInfo(m_backend.version());
            return response;
        }
        if (first == "healthz" || first == "livez" || first == "readyz") {
            HttpResponse response;
            response.contentType = "text/plain; charset=utf-8";
            response.body = "ok";
            return response;
        }
        if (first == "api" || first == "apis")
            return groupList(m_store.resources(), first == "api", request.header("accept"));
    }
    if (first == "api" && path.value(1) == "v1") {
        if (path.size() == 2)
            return reads ? resourceList(m_store.resources(), {}, "v1") : notAllowed();
        if (path.size() == 9 && path[4] == "services" && path[6] == "proxy" && path[7] == "hook")
            return m_backend.callService(request, "/hook/" + path[8]);
        return handleResource(request, {}, "v1", path.mid(2));
    }
    if (first == "apis" && path.size() == 2)
        return reads ? groupInfo(m_store.resources(), path[1]) : notAllowed();
    if (first == "apis" && path.size() == 3)
        return reads ? resourceList(m_store.resources(), path[1], path[2]) : notAllowed();
    if (first == "apis" && path.size() > 3) {
        if (path.size() == 4 && path[1].startsWith("auth") && path[2] == "v1")
            return handleReview(request, path[3]);
        return handleResource(request, path[1], path[2], path.mid(3));
    }
    return notFound();
}

HttpResponse Router::handleResource(
    const HttpRequest& request, const QByteArray& group, const QByteArray& version, const QByteArrayList& rest)
{
    Target target;
    auto words = rest;
    // "namespaces/x/plural[/name]", but "namespaces/x" is the namespace itself.
    if (words.front() == "namespaces" && words.size() >= 3) {
        target.ns = words[1];
        words = words.mid(2);
    }
    const auto resource = m_store.resources().find(group, version, words.front());
    if (!resource || words.size() > 2 || (!m_store.resources()[*resource].namespaced && !target.ns.isEmpty()))
        return notFound();
    target.resource = *resource;
    target.name = words.value(1);
    const auto& info = m_store.resources()[*resource];
    if (!target.name.isEmpty() && info.namespaced && target.ns.isEmpty())
        return notFound();

    const bool watching = request.method == "GET" && target.name.isEmpty() && request.flag("watch");
    const QByteArray verb = request.method == "GET" ? QByteArray(watching ? "watch"
                                    : target.name.isEmpty()               ? "list"
                                                                          : "get")
        : request.method == "PATCH"                 ? QByteArray("patch")
        : request.method == "POST"                  ? QByteArray("create")
        : request.method == "PUT"                   ? QByteArray("update")
                                                    : request.method.toLower();
    const auto shape = shapeOf(request);
    const bool metadataRead = info.access == Access::MetadataOnly && request.method == "GET" && shape == Shape::Metadata;
    if (!metadataRead && !allowed(info, verb) && !readsSecret(info, verb, target.ns))
        return forbidden(info, verb, target.ns, target.name);
    if (!shape)
        return failure(406, "NotAcceptable", "only the following media types are accepted: application/json");
    if (verb == "list")
        return list(request, target);
    if (verb == "watch")
        return watch(request, target);
    if (verb == "get")
        return get(request, target);
    return target.name.isEmpty() ? notAllowed() : m_backend.patch(request, target);
}

HttpResponse Router::list(const HttpRequest& request, const Target& target)
{
    ListRequest list;
    list.resource = target.resource;
    list.ns = target.ns;
    list.shape = shapeOf(request).value_or(Shape::Full);
    auto selector = selectorOf(request);
    if (!selector)
        return badRequest("unable to parse the selector");
    list.selector = std::move(*selector);
    list.continueToken = request.param("continue");
    const auto version = request.param("resourceVersion");
    if (!list.continueToken.isEmpty() && !version.isEmpty())
        return badRequest("specifying resource version is not allowed when using continue");
    if (version != "0") // from the watch cache as it is: no pages
        list.limit = static_cast<std::size_t>(request.param("limit").toUInt());
    bool number = false;
    const auto wanted = version.toULongLong(&number);
    if (!version.isEmpty() && !number)
        return badRequest("resourceVersion: Invalid value: \"" + version + "\"");
    if (wanted > m_store.version())
        return failure(504, "Timeout", "Too large resource version: " + version, tooLargeDetails());
    ListProblem problem{};
    auto response = answerList(m_store, std::move(list), problem);
    if (problem == ListProblem::BadToken)
        return badRequest("continue key is not valid");
    if (problem == ListProblem::ExpiredToken)
        return failure(410, "Expired", "The provided continue parameter is too old to display a consistent list result.");
    return response;
}

HttpResponse Router::watch(const HttpRequest& request, const Target& target)
{
    WatchRequest watch;
    watch.resource = target.resource;
    watch.ns = target.ns;
    watch.shape = shapeOf(request).value_or(Shape::Full);
    auto selector = selectorOf(request);
    if (!selector)
        return badRequest("unable to parse the selector");
    watch.selector = std::move(*selector);
    watch.bookmarks = request.flag("allowWatchBookmarks");
    if (const auto seconds = request.param("timeoutSeconds").toUInt(); seconds > 0)
        watch.timeout = Seconds{std::min(seconds, 24u * 3600u)};
    const auto version = request.param("resourceVersion");
    const bool watchList = request.flag("sendInitialEvents");
    if (watchList && (request.param("resourceVersionMatch") != "NotOlderThan" || !watch.bookmarks))
        return failure(422, "Invalid",
            "ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents needs resourceVersionMatch=NotOlderThan and allowWatchBookmarks");
    bool number = false;
    watch.from = version.toULongLong(&number);
    if (!version.isEmpty() && !number)
        return badRequest("resourceVersion: Invalid value: \"" + version + "\"");
    if (watch.from > m_store.version())
        return failure(504, "Timeout", "Too large resource version: " + version, tooLargeDetails());
    watch.initialEvents = watchList || version.isEmpty() || version == "0";
    watch.endBookmark = watchList;
    HttpResponse response;
    response.stream = makeWatch(m_store, std::move(watch));
    return response;
}

HttpResponse Router::get(const HttpRequest& request, const Target& target)
{
    const auto object = m_store.find(target.resource, target.ns, target.name);
    return object ? answerObject(m_store, request, target, *object) : m_backend.absent(target);
}

HttpResponse Router::handleReview(const HttpRequest& request, const QByteArray& plural)
{
    if (request.method != "POST")
        return notAllowed();
    const auto document = QJsonDocument::fromJson(request.body);
    if (!document.isObject())
        return badRequest("the object provided is unrecognized");
    auto review = document.object();
    if (plural == "selfsubjectaccessreviews") {
        const auto attributes = review["spec"_L1].toObject()["resourceAttributes"_L1].toObject();
        const bool may = allowedByReview(attributes);
        QJsonObject status{{"allowed"_L1, may}};
        if (!may)
            status["reason"_L1] = m_backend.refusal();
        review["status"_L1] = status;
    } else if (plural == "selfsubjectreviews") {
        QJsonArray groups;
        for (const auto& group : m_backend.groups())
            groups.append(QString::fromUtf8(group));
        review["status"_L1]
            = QJsonObject{{"userInfo"_L1, QJsonObject{{"username"_L1, QString::fromUtf8(m_backend.userName())}, {"groups"_L1, groups}}}};
    } else {
        return notFound();
    }
    HttpResponse response;
    response.status = 201;
    response.body = QJsonDocument(review).toJson(QJsonDocument::Compact);
    return response;
}

HttpResponse objectNotFound(const Resource& resource, const QByteArray& name)
{
    return failure(404, "NotFound", resource.qualifiedPlural() + " \"" + name + "\" not found",
        {{"name"_L1, QString::fromUtf8(name)}, {"group"_L1, QString::fromUtf8(resource.group)},
            {"kind"_L1, QString::fromUtf8(resource.plural)}});
}

HttpResponse answerObject(const Store& store, const HttpRequest& request, const Target& target, const Object& object)
{
    HttpResponse response;
    appendObject(response.body, store.resources()[target.resource], object, shapeOf(request).value_or(Shape::Full), true);
    response.body += '\n';
    response.compressible = true;
    return response;
}

} // namespace dg::apiserver
