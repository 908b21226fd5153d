// SPDX-License-Identifier: Apache-2.0
#include "gitlab/credentials.h"

#include "client_impl.h"
#include "document.h"

#include <algorithm>

namespace dg::gitlab {

namespace {

constexpr int MostPages = 5; // of 100 each

Credential credentialOf(CredentialKind kind, Element item, const char* name)
{
    Credential out;
    out.kind = kind;
    out.name = text(item[name]);
    out.expires = readDate(text(item["expires_at"]));
    out.created = parseRfc3339(text(item["created_at"]));
    forEach(item["scopes"], [&](Element scope) {
        if (auto word = text(simdjson::simdjson_result<Element>(std::move(scope))); !word.empty())
            out.scopes.push_back(std::move(word));
    });
    return out;
}

std::optional<Credential> accessToken(Element item)
{
    if (flag(item["revoked"], false))
        return std::nullopt;
    auto out = credentialOf(CredentialKind::AccessToken, item, "name");
    out.accessLevel = static_cast<int>(number(item["access_level"]));
    Element used;
    out.useTold = item["last_used_at"].get(used) == simdjson::SUCCESS;
    out.lastUsed = parseRfc3339(text(item["last_used_at"]));
    return out;
}

std::optional<Credential> deployToken(Element item)
{
    if (flag(item["revoked"], false))
        return std::nullopt;
    return credentialOf(CredentialKind::DeployToken, item, "name");
}

std::optional<Credential> deployKey(Element item)
{
    auto out = credentialOf(CredentialKind::DeployKey, item, "title");
    out.mayPush = flag(item["can_push"], false);
    return out;
}

using Read = std::optional<std::vector<Credential>> (*)(std::string_view);

Result<std::vector<Credential>> readAll(Client::Impl& client, const std::string& path, Read read)
{
    std::vector<Credential> out;
    std::string page = "1";
    for (int i = 0; i < MostPages && !page.empty(); ++i) {
        auto answer = client.get(path + "?per_page=100&page=" + page, path);
        if (!answer)
            return tl::unexpected(answer.error());
        auto some = read(answer->body);
        if (!some)
            return fail(ErrorCode::BadAnswer, path);
        out.insert(out.end(), std::make_move_iterator(some->begin()), std::make_move_iterator(some->end()));
        page = answer->nextPage.find_first_not_of("0123456789") == std::string::npos ? answer->nextPage : std::string();
    }
    return out;
}

} // namespace

bool Credential::has(std::string_view scope) const
{
    return std::ranges::find(scopes, scope) != scopes.end();
}

bool Credential::mayWrite() const
{
    return mayPush || has("api") || has("write_repository") || has("write_registry");
}

std::optional<std::vector<Credential>> readAccessTokens(std::string_view json)
{
    return listOf<Credential>(json, accessToken);
}

std::optional<std::vector<Credential>> readDeployTokens(std::string_view json)
{
    return listOf<Credential>(json, deployToken);
}

std::optional<std::vector<Credential>> readDeployKeys(std::string_view json)
{
    return listOf<Credential>(json, deployKey);
}

Result<ProjectCredentials> Client::projectCredentials(std::uint64_t project)
{
    ProjectCredentials out;
    const auto base = "/api/v4/projects/" + std::to_string(project) + "/";
    struct Part {
        const char* name;
        Read read;
        std::optional<std::vector<Credential>> ProjectCredentials::*to;
    };
    for (const auto& part : {Part{"deploy_tokens", readDeployTokens, &ProjectCredentials::deployTokens},
             Part{"deploy_keys", readDeployKeys, &ProjectCredentials::deployKeys},
             Part{"access_tokens", readAccessTokens, &ProjectCredentials::accessTokens}}) {
        auto got = readAll(*m_impl, base + part.name, part.read);
        if (got)
            out.*part.to = std::move(*got);
        else if (got.error().code == ErrorCode::Unauthorized && part.read == readAccessTokens)
            m_impl->refused.reset(); // below Maintainer GitLab says 401 here [GL:lib/api/resource_access_tokens.rb]
        else if (const auto code = got.error().code; code != ErrorCode::Forbidden && code != ErrorCode::NotFound
                 && code != ErrorCode::BadAnswer && code != ErrorCode::BadRequest)
            return tl::unexpected(got.error());
    }
    return out;
}

} // namespace dg::gitlab
