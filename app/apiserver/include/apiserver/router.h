// SPDX-License-Identifier: Apache-2.0
// From a request to an answer: authentication, discovery, the resources' verbs, access reviews. Never blocks.
#pragma once

#include "apiserver/http.h"
#include "apiserver/store.h"
#include "base/secret.h"

#include <optional>

namespace dg::apiserver {

// What a request is about; name empty: a list.
struct Target {
    ResourceId resource = 0;
    QByteArray ns;
    QByteArray name;
};

// What a server does beside reading from its store. On the server's thread.
class Backend {
public:
    virtual ~Backend() = default;
    [[nodiscard]] virtual WallTime now() const = 0; // Date of each answer
    [[nodiscard]] virtual QByteArray version() const = 0; // "v1.36.3"
    [[nodiscard]] virtual QByteArray userName() const = 0;
    [[nodiscard]] virtual QByteArrayList groups() const { return {"system:authenticated"}; }
    // Whole Secrets, one by one, although the resource's access is MetadataOnly.
    [[nodiscard]] virtual bool mayGetSecrets(const QByteArray& /*ns*/) const { return false; }
    // A patch of an object whose resource's access is Patch.
    [[nodiscard]] virtual HttpResponse patch(const HttpRequest& request, const Target& target);
    // POST to `path` behind a Service's proxy.
    [[nodiscard]] virtual HttpResponse callService(const HttpRequest& request, const QByteArray& path);
    // GET of what the store does not have: 404, unless something else is true.
    [[nodiscard]] virtual HttpResponse absent(const Target& target) const = 0;
    // Reason of an access review that says no.
    [[nodiscard]] virtual QString refusal() const = 0;
};

class Router {
public:
    Router(Store& store, const Secret& token, Backend& backend)
        : m_store(store)
        , m_token(token)
        , m_backend(backend)
    {
    }
    [[nodiscard]] HttpResponse handle(const HttpRequest& request);
    [[nodiscard]] WallTime now() const { return m_backend.now(); }

private:
    [[nodiscard]] HttpResponse handleResource(
        const HttpRequest& request, const QByteArray& group, const QByteArray& version, const QByteArrayList& rest);
    [[nodiscard]] HttpResponse handleReview(const HttpRequest& request, const QByteArray& plural);
    [[nodiscard]] bool allowedByReview(const QJsonObject& attributes) const;
    [[nodiscard]] bool readsSecret(const Resource& resource, const QByteArray& verb, const QByteArray& ns) const;
    [[nodiscard]] HttpResponse forbidden(
        const Resource& resource, const QByteArray& verb, const QByteArray& ns, const QByteArray& name) const;
    [[nodiscard]] HttpResponse list(const HttpRequest& request, const Target& target);
    [[nodiscard]] HttpResponse watch(const HttpRequest& request, const Target& target);
    [[nodiscard]] HttpResponse get(const HttpRequest& request, const Target& target);

    Store& m_store;
    const Secret& m_token;
    Backend& m_backend;
};

// The answer for one object as it is stored, in the shape the request wants.
[[nodiscard]] HttpResponse answerObject(const Store& store, const HttpRequest& request, const Target& target, const Object& object);
// 404 for one object, as the API server says it.
[[nodiscard]] HttpResponse objectNotFound(const Resource& resource, const QByteArray& name);
// details of a 504 for a resourceVersion from the future.
[[nodiscard]] QJsonObject tooLargeDetails();

} // namespace dg::apiserver
