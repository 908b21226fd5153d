// SPDX-License-Identifier: Apache-2.0
// The agents that a person can use: of the projects they are a member of (directly or through groups), and those shared with
// these projects by `user_access`. One GraphQL question a page of projects; where the instance's schema lacks something, REST.
#include "client_impl.h"
#include "json/quote.h"

#include <algorithm>
#include <cctype>

namespace dg::gitlab {

namespace {

constexpr int ProjectsPerPage = 20;
constexpr int MostRestProjects = 40; // a request each
constexpr int MostRestContacts = 20; // two requests each, for "connected"

constexpr const char* Question = R"(query($search: String, $after: String) {
  projects(membership: true, search: $search, searchNamespaces: true, sort: "latest_activity_desc", first: 20, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      clusterAgents(first: 20) { nodes { ...agent } }
      userAccessAuthorizedAgents(first: 20) { nodes { agent { ...agent } } }
    }
  }
}
fragment agent on ClusterAgent {
  id name project { fullPath }
  tokens(first: 2) { nodes { lastUsedAt } }
  connections(first: 10) { nodes { metadata { version podNamespace podName } } }
})";

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string questionBody(const std::string& search, const std::string& after)
{
    const auto orNull = [](const std::string& text) { return text.empty() ? std::string("null") : json::quote(text); };
    return "{\"query\":" + json::quote(Question) + ",\"variables\":{\"search\":" + orNull(search) + ",\"after\":" + orNull(after) + "}}";
}

void addNew(std::vector<Agent>& to, std::vector<Agent> more)
{
    for (auto& agent : more) {
        const bool known = std::any_of(to.begin(), to.end(), [&](const Agent& other) { return other.id == agent.id; });
        if (!known)
            to.push_back(std::move(agent));
    }
}

bool matches(const Agent& agent, const std::string& words)
{
    return words.empty() || lower(agent.name).find(words) != std::string::npos || lower(agent.project).find(words) != std::string::npos;
}

} // namespace

// A search names a project for GitLab, but a person may mean the agent: the projects found by the words, then all projects'
// agents whose own name fits.
Result<AgentList> Client::Impl::agentsByGraph(const AgentSearch& search)
{
    AgentList list;
    const auto words = lower(search.words);
    for (const bool byWords : {true, false}) {
        if (byWords && words.empty())
            continue;
        std::string after;
        for (int seen = 0;; seen += ProjectsPerPage) {
            if (seen >= search.mostProjects) {
                list.complete = false;
                break;
            }
            auto answer
                = post("/api/graphql", questionBody(byWords ? search.words : std::string(), after), "application/json", access.host.name());
            if (!answer)
                return tl::unexpected(answer.error());
            auto page = readAgentPage(answer->body, clock.wall());
            if (!page)
                return tl::unexpected(page.error());
            if (!byWords)
                std::erase_if(page->agents, [&](const Agent& agent) { return !matches(agent, words); });
            addNew(list.agents, std::move(page->agents));
            after = page->next;
            if (after.empty())
                break;
        }
    }
    return list;
}

void Client::Impl::lookAtContact(Agent& agent)
{
    const auto base = "/api/v4/projects/" + std::to_string(agent.projectId) + "/cluster_agents/" + std::to_string(agent.id) + "/tokens";
    const auto tokens = get(base, agent.name);
    if (!tokens)
        return; // not for this role: the state stays unknown
    const auto ids = readProjects(tokens->body); // anything with an id
    if (!ids)
        return;
    for (std::size_t i = 0; i < ids->size() && i < 2; ++i) { // at most two are active
        const auto token = get(base + "/" + std::to_string((*ids)[i].id), agent.name);
        const auto used = token ? readLastUsed(token->body) : std::nullopt;
        if (used && (!agent.lastContact || *used > *agent.lastContact))
            agent.lastContact = used;
    }
    agent.state = stateByContact(agent.lastContact, clock.wall());
}

Result<AgentList> Client::Impl::agentsByRest(const AgentSearch& search)
{
    AgentList list;
    list.byRest = true;
    const auto words = lower(search.words);
    std::string page = "1";
    int asked = 0;
    while (!page.empty() && list.complete) {
        auto answer
            = get("/api/v4/projects?membership=true&simple=true&min_access_level=30&order_by=last_activity_at&per_page=20&page=" + page,
                access.host.name());
        if (!answer)
            return tl::unexpected(answer.error());
        const auto projects = readProjects(answer->body);
        if (!projects)
            return fail(ErrorCode::BadAnswer, access.host.name());
        for (const auto& project : *projects) {
            if (++asked > MostRestProjects) {
                list.complete = false;
                break;
            }
            auto agents
                = getAs("/api/v4/projects/" + std::to_string(project.id) + "/cluster_agents?per_page=100", project.path, &readAgents);
            if (!agents && agents.error().code != ErrorCode::Forbidden && agents.error().code != ErrorCode::NotFound)
                return tl::unexpected(agents.error()); // a project without the feature or the role has none
            if (agents) {
                std::erase_if(*agents, [&](const Agent& agent) { return !matches(agent, words); });
                addNew(list.agents, std::move(*agents));
            }
        }
        page = answer->nextPage.find_first_not_of("0123456789") == std::string::npos ? answer->nextPage : std::string();
    }
    for (std::size_t i = 0; i < list.agents.size() && i < MostRestContacts; ++i)
        lookAtContact(list.agents[i]);
    if (refused)
        return tl::unexpected(*refused);
    return list;
}

Result<AgentList> Client::agents(const AgentSearch& search)
{
    auto list = m_impl->agentsByGraph(search);
    const bool other = !list
        && (list.error().code == ErrorCode::Unsupported || list.error().code == ErrorCode::NotFound
            || list.error().code == ErrorCode::BadAnswer);
    return other ? m_impl->agentsByRest(search) : list;
}

} // namespace dg::gitlab
