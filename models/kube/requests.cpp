// SPDX-License-Identifier: Apache-2.0
#include "kube/requests.h"

#include "kube/api_error.h"

namespace dg::kube {
namespace {

Status allowed(const Resource& resource, const std::string& ns, const std::string& name, Secrets secrets = Secrets::Refused)
{
    if (secrets == Secrets::Refused && resource.group.empty() && (resource.kind == "Secret" || resource.plural == "secrets"))
        return fail(ErrorCode::Refused, "secrets");
    if (name.empty() || resource.plural.empty() || (resource.namespaced && ns.empty())) // would be a list
        return fail(ErrorCode::BadValue, resource.plural, "no name or namespace");
    return {};
}

void send(net::HttpLoop& loop, net::Request request, std::string subject, ObjectDone done)
{
    request.headers.emplace_back("Accept", "application/json");
    loop.fetch(std::move(request), [subject = std::move(subject), done = std::move(done)](Result<net::Response> answer) {
        if (!answer)
            done(tl::unexpected(answer.error()));
        else if (answer->head.status != 200)
            done(tl::unexpected(apiError(answer->head, answer->body, subject)));
        else
            done(std::move(answer->body));
    });
}

} // namespace

void getObject(
    net::HttpLoop& loop, const Resource& resource, const std::string& ns, const std::string& name, ObjectDone done, Secrets secrets)
{
    if (const auto ok = allowed(resource, ns, name, secrets); !ok) {
        done(tl::unexpected(ok.error()));
        return;
    }
    net::Request request;
    request.path = resource.path(ns, name);
    send(loop, std::move(request), resource.plural, std::move(done));
}

void mergePatch(
    net::HttpLoop& loop, const Resource& resource, const std::string& ns, const std::string& name, std::string body, ObjectDone done)
{
    if (const auto ok = allowed(resource, ns, name); !ok) {
        done(tl::unexpected(ok.error()));
        return;
    }
    net::Request request;
    request.method = "PATCH";
    request.path = resource.path(ns, name) + "?fieldManager=driftglass";
    request.contentType = "application/merge-patch+json";
    request.body = std::move(body);
    send(loop, std::move(request), resource.plural, std::move(done));
}

void dryRunApply(net::HttpLoop& loop, const Resource& resource, const std::string& ns, const std::string& name, const std::string& manager,
    std::string body, ObjectDone done, Secrets secrets)
{
    if (const auto ok = allowed(resource, ns, name, secrets); !ok) {
        done(tl::unexpected(ok.error()));
        return;
    }
    net::Request request;
    request.method = "PATCH";
    request.path = resource.path(ns, name) + "?dryRun=All&force=true&fieldManager=" + percentEncode(manager);
    request.contentType = "application/apply-patch+yaml";
    request.body = std::move(body);
    request.headers.emplace_back("Accept", "application/json");
    loop.fetch(std::move(request), [subject = resource.plural, done = std::move(done)](Result<net::Response> answer) {
        if (!answer)
            done(tl::unexpected(answer.error()));
        else if (answer->head.status != 200 && answer->head.status != 201) // 201: it would be created
            done(tl::unexpected(apiError(answer->head, answer->body, subject)));
        else
            done(std::move(answer->body));
    });
}

} // namespace dg::kube
