// SPDX-License-Identifier: Apache-2.0
#include "gitlab/facts.h"

#include "base/loopback.h"
#include "document.h"
#include "kube/api_error.h"

#include <algorithm>
#include <charconv>

namespace dg::gitlab {

namespace {

// "gid://gitlab/Clusters::Agent/7" -> 7
std::uint64_t globalId(std::string_view gid)
{
    const auto slash = gid.rfind('/');
    std::uint64_t id = 0;
    if (slash != std::string_view::npos)
        std::from_chars(gid.data() + slash + 1, gid.data() + gid.size(), id);
    return id;
}

std::optional<Agent> restAgent(Element item)
{
    Agent agent;
    agent.id = number(item["id"]);
    agent.name = text(item["name"]);
    agent.project = text(item["config_project"]["path_with_namespace"]);
    agent.projectId = number(item["config_project"]["id"]);
    return agent.id != 0 && !agent.name.empty() ? std::optional(std::move(agent)) : std::nullopt;
}

void addOnce(std::vector<std::string>& list, std::string word)
{
    if (!word.empty() && std::find(list.begin(), list.end(), word) == list.end())
        list.push_back(std::move(word));
}

std::optional<Agent> graphAgent(Element item, WallTime now)
{
    Agent agent;
    agent.id = globalId(text(item["id"]));
    agent.name = text(item["name"]);
    agent.project = text(item["project"]["fullPath"]);
    if (agent.id == 0 || agent.name.empty())
        return std::nullopt;
    bool tokensSaid = false;
    forEach(item["tokens"]["nodes"], [&](Element token) {
        tokensSaid = true;
        const auto used = parseRfc3339(text(token["lastUsedAt"]));
        if (used && (!agent.lastContact || *used > *agent.lastContact))
            agent.lastContact = used;
    });
    bool connected = false;
    forEach(item["connections"]["nodes"], [&](Element connection) {
        connected = true;
        addOnce(agent.versions, text(connection["metadata"]["version"]));
        const auto ns = text(connection["metadata"]["podNamespace"]);
        const auto pod = text(connection["metadata"]["podName"]);
        addOnce(agent.pods, ns.empty() ? pod : ns + "/" + pod);
    });
    simdjson::dom::array connections;
    const bool asked = item["connections"]["nodes"].get_array().get(connections) == simdjson::SUCCESS;
    if (connected)
        agent.state = AgentState::Connected;
    else if (asked) // KAS was asked live: nobody is there now
        agent.state = agent.lastContact || !tokensSaid ? AgentState::Offline : AgentState::NeverConnected;
    else if (tokensSaid)
        agent.state = stateByContact(agent.lastContact, now);
    return agent;
}

} // namespace

std::optional<std::chrono::sys_days> readDate(std::string_view date)
{
    const auto part = [&](std::size_t from, std::size_t size) {
        unsigned value = 0;
        std::from_chars(date.data() + from, date.data() + from + size, value);
        return value;
    };
    if (date.size() < 10 || date[4] != '-' || date[7] != '-')
        return std::nullopt;
    const std::chrono::year_month_day day{
        std::chrono::year{static_cast<int>(part(0, 4))}, std::chrono::month{part(5, 2)}, std::chrono::day{part(8, 2)}};
    return day.ok() ? std::optional(std::chrono::sys_days{day}) : std::nullopt;
}

std::optional<int> daysUntil(std::optional<std::chrono::sys_days> end, WallTime now)
{
    if (!end)
        return std::nullopt;
    // It ends at the beginning of the day (midnight UTC): the day before is its last.
    const auto today = std::chrono::floor<std::chrono::days>(now);
    return static_cast<int>((*end - today).count()) - 1;
}

bool TokenFacts::has(std::string_view scope) const
{
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

std::optional<int> TokenFacts::daysLeft(WallTime now) const
{
    return daysUntil(expires, now);
}

AgentState stateByContact(std::optional<WallTime> lastContact, WallTime now)
{
    if (!lastContact)
        return AgentState::NeverConnected;
    return now - *lastContact < ActiveConnection ? AgentState::Connected : AgentState::Offline;
}

std::optional<Metadata> readMetadata(std::string_view json)
{
    const Document document(json);
    if (!isObject(document))
        return std::nullopt;
    const auto root = document.root();
    Metadata out;
    out.version = text(root["version"]);
    if (out.version.empty())
        return std::nullopt;
    out.kasEnabled = flag(root["kas"]["enabled"], false);
    out.kasUrl = text(root["kas"]["externalUrl"]);
    out.proxyUrl = text(root["kas"]["externalK8sProxyUrl"]);
    out.kasVersion = text(root["kas"]["version"]);
    return out;
}

std::optional<User> readUser(std::string_view json)
{
    const Document document(json);
    if (!isObject(document))
        return std::nullopt;
    User out{number(document.root()["id"]), text(document.root()["username"]), text(document.root()["name"]),
        flag(document.root()["bot"], false)};
    return out.id != 0 && !out.username.empty() ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<TokenFacts> readToken(std::string_view json)
{
    const Document document(json);
    if (!isObject(document))
        return std::nullopt;
    const auto root = document.root();
    TokenFacts out;
    out.id = number(root["id"]);
    out.name = text(root["name"]);
    forEach(root["scopes"], [&](Element scope) { addOnce(out.scopes, text(simdjson::simdjson_result<Element>(std::move(scope)))); });
    out.active = flag(root["active"], true);
    out.revoked = flag(root["revoked"], false);
    out.userId = number(root["user_id"]);
    out.expires = readDate(text(root["expires_at"]));
    return out.id != 0 ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<std::vector<Agent>> readAgents(std::string_view json)
{
    const Document document(json);
    if (!document.good() || !document.root().is_array())
        return std::nullopt;
    std::vector<Agent> out;
    forEach(document.root(), [&](Element item) {
        if (auto agent = restAgent(item))
            out.push_back(std::move(*agent));
    });
    return out;
}

std::optional<Environment> readEnvironment(std::string_view json)
{
    const Document document(json);
    if (!isObject(document))
        return std::nullopt;
    const auto root = document.root();
    Environment out;
    out.id = number(root["id"]);
    out.name = text(root["name"]);
    out.state = text(root["state"]);
    out.ns = text(root["kubernetes_namespace"]);
    out.fluxResource = text(root["flux_resource_path"]);
    Element agent;
    if (root["cluster_agent"].get(agent) == simdjson::SUCCESS && agent.is_object())
        out.agent = restAgent(agent);
    return out.id != 0 ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<std::vector<ProjectName>> readProjects(std::string_view json)
{
    const Document document(json);
    if (!document.good() || !document.root().is_array())
        return std::nullopt;
    std::vector<ProjectName> out;
    forEach(document.root(), [&](Element item) {
        ProjectName project{number(item["id"]), text(item["path_with_namespace"])};
        if (project.id != 0)
            out.push_back(std::move(project));
    });
    return out;
}

Result<AgentPage> readAgentPage(std::string_view json, WallTime now)
{
    const Document document(json);
    if (!isObject(document))
        return fail(ErrorCode::BadAnswer, "graphql");
    const auto root = document.root();
    Element projects;
    if (root["data"]["projects"].get(projects) != simdjson::SUCCESS || !projects.is_object()) {
        std::string message;
        forEach(root["errors"], [&](Element error) {
            if (message.empty())
                message = kube::plainText(text(error["message"]));
        });
        // A field that this version lacks, or a question that is too complex for it: REST still answers.
        const bool schema = message.find("doesn't exist on type") != std::string::npos || message.find("complexity") != std::string::npos
            || message.find("doesn't accept argument") != std::string::npos;
        return fail(schema ? ErrorCode::Unsupported : ErrorCode::BadAnswer, "graphql", message);
    }
    AgentPage page;
    const auto add = [&](Element item) {
        auto agent = graphAgent(item, now);
        const bool known
            = agent && std::any_of(page.agents.begin(), page.agents.end(), [&](const Agent& other) { return other.id == agent->id; });
        if (agent && !known)
            page.agents.push_back(std::move(*agent));
    };
    forEach(projects["nodes"], [&](Element project) {
        forEach(project["clusterAgents"]["nodes"], add);
        forEach(project["userAccessAuthorizedAgents"]["nodes"], [&](Element authorized) {
            Element agent;
            if (authorized["agent"].get(agent) == simdjson::SUCCESS)
                add(agent);
        });
    });
    if (flag(projects["pageInfo"]["hasNextPage"], false))
        page.next = text(projects["pageInfo"]["endCursor"]);
    return page;
}

std::optional<WallTime> readLastUsed(std::string_view json)
{
    const Document document(json);
    return isObject(document) ? parseRfc3339(text(document.root()["last_used_at"])) : std::nullopt;
}

Secret readNewToken(std::string_view json)
{
    const Document document(json);
    if (!isObject(document))
        return {};
    auto word = text(document.root()["token"]);
    return Secret::take(word);
}

std::string readMessage(std::string_view body)
{
    const Document document(body);
    if (!isObject(document))
        return kube::plainText(body);
    const auto root = document.root();
    const auto message = text(root["message"]);
    const auto code = text(root["error"]); // OAuth's word (RFC 6749 §5.2), or a whole sentence
    const auto description = text(root["error_description"]);
    if (!message.empty())
        return kube::plainText(message);
    return kube::plainText(code.empty() || description.empty() ? code + description : code + ": " + description);
}

ProxyAddress proxyAddress(const Metadata& metadata)
{
    ProxyAddress out;
    std::string url = metadata.proxyUrl;
    if (url.empty() && !metadata.kasUrl.empty()) { // as glab and GitLab itself derive it
        out.derived = true;
        url = metadata.kasUrl;
        const auto mark = url.find("://");
        const auto scheme = url.substr(0, mark == std::string::npos ? 0 : mark);
        if (scheme == "wss" || scheme == "grpcs")
            url.replace(0, mark, "https");
        else if (scheme == "ws" || scheme == "grpc")
            url.replace(0, mark, "http");
        while (url.ends_with('/'))
            url.pop_back();
        url += "/k8s-proxy";
    }
    while (url.ends_with('/'))
        url.pop_back();
    if (!url.starts_with("https://") && !url.starts_with("http://"))
        return out; // empty, or something that is no web address
    const auto authority = std::string_view(url).substr(url.find("://") + 3);
    const auto host
        = authority.starts_with('[') ? authority.substr(0, authority.find(']') + 1) : authority.substr(0, authority.find_first_of(":/"));
    out.plainHttp = url.starts_with("http://") && !isLoopbackHost(host);
    out.url = std::move(url);
    return out;
}

} // namespace dg::gitlab
