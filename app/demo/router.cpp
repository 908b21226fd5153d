// SPDX-License-Identifier: Apache-2.0
#include "router.h"

#include "accept.h"
#include "discovery.h"
#include "list.h"
#include "status.h"
#include "stored_release.h"
#include "watch.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* UserName = "demo:viewer";

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

HttpResponse forbidden(const Resource& resource, const QByteArray& verb, const QByteArray& ns, const QByteArray& name)
{
    const auto scope = ns.isEmpty() ? QByteArray(" at the cluster scope") : " in the namespace \"" + ns + '"';
    const auto subject = name.isEmpty() ? QByteArray() : " \"" + name + '"';
    QJsonObject details{{"kind"_L1, QLatin1String(resource.plural)}};
    if (*resource.group)
        details["group"_L1] = QLatin1String(resource.group);
    if (!name.isEmpty())
        details["name"_L1] = QString::fromUtf8(name);
    return failure(403, "Forbidden",
        resource.qualifiedPlural() + subject + " is forbidden: User \"" + UserName + "\" cannot " + verb + " resource \"" + resource.plural
            + "\" in API group \"" + resource.group + '"' + scope,
        details);
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

bool readsSecret(const Resource& resource, const QByteArray& verb, const QByteArray& ns)
{
    return resource.access == Access::MetadataOnly && verb == "get" && mayReadSecrets(ns);
}

std::optional<Selector> selectorOf(const HttpRequest& request)
{
    auto selector = Selector::parseLabels(request.param("labelSelector"));
    if (selector && !selector->addFields(request.param("fieldSelector")))
        return std::nullopt;
    return selector;
}

} // namespace

bool allowedByReview(const QJsonObject& attributes)
{
    const auto group = attributes["group"_L1].toString().toUtf8();
    const auto plural = attributes["resource"_L1].toString().toUtf8();
    for (const auto& resource : resources())
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
            response.body = versionInfo();
            return response;
        }
        if (first == "healthz" || first == "livez" || first == "readyz") {
            HttpResponse response;
            response.contentType = "text/plain; charset=utf-8";
            response.body = "ok";
            return response;
        }
        if (first == "api" || first == "apis")
            return groupList(first == "api", request.header("accept"));
    }
    if (first == "api" && path.value(1) == "v1") {
        if (path.size() == 2)
            return reads ? resourceList({}, "v1") : notAllowed();
        if (path.size() == 9 && path[4] == "services" && path[6] == "proxy" && path[7] == "hook")
            return callReceiver(request, "/hook/" + path[8]);
        return handleResource(request, {}, "v1", path.mid(2));
    }
    if (first == "apis" && path.size() == 2)
        return reads ? groupInfo(path[1]) : notAllowed();
    if (first == "apis" && path.size() == 3)
        return reads ? resourceList(path[1], path[2]) : notAllowed();
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
    const auto resource = findResource(group, version, words.front());
    if (!resource || words.size() > 2 || (!resources()[*resource].namespaced && !target.ns.isEmpty()))
        return notFound();
    target.resource = *resource;
    target.name = words.value(1);
    const auto& info = resources()[*resource];
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
    return target.name.isEmpty() ? notAllowed() : patch(request, target);
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
    const auto& info = resources()[target.resource];
    if (!object)
        return failure(404, "NotFound", info.qualifiedPlural() + " \"" + target.name + "\" not found",
            {{"name"_L1, QString::fromUtf8(target.name)}, {"group"_L1, QLatin1String(info.group)},
                {"kind"_L1, QLatin1String(info.plural)}});
    HttpResponse response;
    appendObject(response.body, info, *object, shapeOf(request).value_or(Shape::Full), true);
    response.body += '\n';
    response.compressible = true;
    return response;
}

} // namespace dg::demo
