// SPDX-License-Identifier: Apache-2.0
// From a request to an answer: authentication, discovery, the resources' verbs, access reviews. Never blocks.
#pragma once

#include "base/secret.h"
#include "http.h"
#include "store.h"

#include <functional>

namespace dg::demo {

class Router {
public:
    // A Flux object was patched by a user.
    using Patched = std::function<void(ResourceId, const QByteArray& ns, const QByteArray& name)>;

    Router(Store& store, const Secret& token, std::function<WallTime()> now, Patched patched)
        : m_store(store)
        , m_token(token)
        , m_now(std::move(now))
        , m_patched(std::move(patched))
    {
    }
    [[nodiscard]] HttpResponse handle(const HttpRequest& request);

private:
    struct Target {
        ResourceId resource = 0;
        QByteArray ns;
        QByteArray name;
    };
    [[nodiscard]] HttpResponse handleResource(
        const HttpRequest& request, const QByteArray& group, const QByteArray& version, const QByteArrayList& rest);
    [[nodiscard]] HttpResponse handleReview(const HttpRequest& request, const QByteArray& plural);
    [[nodiscard]] HttpResponse callReceiver(const HttpRequest& request, const QByteArray& webhookPath);
    [[nodiscard]] HttpResponse list(const HttpRequest& request, const Target& target);
    [[nodiscard]] HttpResponse watch(const HttpRequest& request, const Target& target);
    [[nodiscard]] HttpResponse get(const HttpRequest& request, const Target& target);
    [[nodiscard]] HttpResponse patch(const HttpRequest& request, const Target& target);

    Store& m_store;
    const Secret& m_token;
    std::function<WallTime()> m_now;
    Patched m_patched;
};

// May the demo's user do what a SelfSubjectAccessReview's resourceAttributes ask? Pure.
[[nodiscard]] bool allowedByReview(const QJsonObject& attributes);
// details of a 504 for a resourceVersion from the future.
[[nodiscard]] QJsonObject tooLargeDetails();
// RFC 7386 on metadata.annotations, metadata.labels and spec; generation moves with the spec. Pure.
[[nodiscard]] QJsonObject mergedObject(
    QJsonObject object, const QJsonObject& patch, const QByteArray& manager, const QByteArray& apiVersion, WallTime now);

} // namespace dg::demo
