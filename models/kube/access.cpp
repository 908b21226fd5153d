// SPDX-License-Identifier: Apache-2.0
#include "kube/access.h"

#include "kube/api_error.h"
#include "json/json.h"
#include "json/quote.h"

namespace dg::kube {
namespace {

net::Request post(std::string path, std::string body)
{
    net::Request request;
    request.method = "POST";
    request.path = std::move(path);
    request.headers.emplace_back("Accept", "application/json");
    request.contentType = "application/json";
    request.body = std::move(body);
    return request;
}

bool good(int status)
{
    return status == 200 || status == 201;
}

void review(net::HttpLoop& loop, const std::string& version, std::function<void(Result<Identity>)> done)
{
    auto request = post("/apis/authentication.k8s.io/" + version + "/selfsubjectreviews",
        R"({"apiVersion":"authentication.k8s.io/)" + version + R"(","kind":"SelfSubjectReview"})");
    loop.fetch(std::move(request), [&loop, version, done = std::move(done)](Result<net::Response> answer) {
        if (!answer) {
            done(tl::unexpected(answer.error()));
        } else if (answer->head.status == 404 && version == "v1") {
            review(loop, "v1beta1", done); // 1.27
        } else if (!good(answer->head.status)) {
            done(tl::unexpected(apiError(answer->head, answer->body, "selfsubjectreviews")));
        } else {
            simdjson::dom::parser parser;
            simdjson::dom::element user;
            std::string_view name;
            if (parser.parse(answer->body)["status"]["userInfo"].get(user) != simdjson::SUCCESS
                || user["username"].get_string().get(name) != simdjson::SUCCESS) {
                done(fail(ErrorCode::BadAnswer, "selfsubjectreviews"));
                return;
            }
            Identity identity{std::string(name), {}};
            simdjson::dom::array groups;
            if (user["groups"].get_array().get(groups) == simdjson::SUCCESS)
                for (const auto group : groups)
                    if (group.get_string().get(name) == simdjson::SUCCESS)
                        identity.groups.emplace_back(name);
            done(std::move(identity));
        }
    });
}

} // namespace

void checkAccess(net::HttpLoop& loop, const std::string& group, const std::string& resource, const std::string& verb, const std::string& ns,
    std::function<void(Result<bool>)> done)
{
    auto body = R"({"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"group":)"
        + json::quote(group) + R"(,"resource":)" + json::quote(resource) + R"(,"verb":)" + json::quote(verb) + R"(,"namespace":)"
        + json::quote(ns) + "}}}";
    auto request = post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", std::move(body));
    loop.fetch(std::move(request), [done = std::move(done)](Result<net::Response> answer) {
        if (!answer) {
            done(tl::unexpected(answer.error()));
            return;
        }
        if (!good(answer->head.status)) {
            done(tl::unexpected(apiError(answer->head, answer->body, "selfsubjectaccessreviews")));
            return;
        }
        simdjson::dom::parser parser;
        bool allowed = false;
        if (parser.parse(answer->body)["status"]["allowed"].get_bool().get(allowed) == simdjson::SUCCESS)
            done(allowed);
        else
            done(fail(ErrorCode::BadAnswer, "selfsubjectaccessreviews"));
    });
}

void whoAmI(net::HttpLoop& loop, std::function<void(Result<Identity>)> done)
{
    review(loop, "v1", std::move(done));
}

} // namespace dg::kube
