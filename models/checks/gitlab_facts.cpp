// SPDX-License-Identifier: Apache-2.0
#include "checks/gitlab_facts.h"

#include "flux/posture.h"
#include "gitlab/address.h"
#include "gitlab_projects.h"

#include <algorithm>

namespace dg::checks {

namespace {

void askAgent(gitlab::Client& client, std::uint64_t id, GitLabAnswer& to)
{
    const auto list = client.agents({});
    if (!list)
        return;
    const auto agent = std::ranges::find(list->agents, id, &gitlab::Agent::id);
    if (agent == list->agents.end())
        return;
    to.facts.agent = agent->name;
    to.facts.agentVersions = agent->versions;
    to.reach.configProject = agent->project;
    const auto yaml = client.agentConfig(*agent);
    if (yaml) {
        if (auto config = gitlab::readAgentConfig(*yaml))
            to.facts.config = std::move(*config);
    } else if (yaml.error().code == ErrorCode::NotFound) {
        to.facts.config.emplace(); // no file: nothing is set
    }
}

// A project that a token may not see is not public: GitLab says 404 of it. Another error says nothing.
void judgeReach(GitLabAnswer& to, const std::string& path, const Result<gitlab::Project>& project)
{
    const auto& own = to.reach.configProject;
    if (own.empty() || path == own || (project && (project->publicCode || project->path == own)))
        return;
    if (project || project.error().code == ErrorCode::NotFound || project.error().code == ErrorCode::Forbidden)
        to.reach.hiddenProjects.push_back(path);
}

void askProject(gitlab::Client& client, const ProjectQuestion& question, GitLabAnswer& to)
{
    for (const auto& path : question.paths) {
        const auto project = client.project(path);
        if (question.push)
            judgeReach(to, path, project);
        if (!project && project.error().code == ErrorCode::NotFound)
            continue;
        auto tokens = project && question.tokens ? client.projectCredentials(project->id)
                                                 : Result<gitlab::ProjectCredentials>(fail(ErrorCode::Cancelled));
        if (tokens)
            to.facts.projects[path] = {project->path, std::move(*tokens)};
        return;
    }
}

} // namespace

std::vector<std::string> projectPaths(const flux::FluxObject& object, const gitlab::Host& host)
{
    const bool provider = object.kind == flux::Kind::Provider;
    const std::string_view origin = object.trail ? std::string_view(object.trail->originSource) : std::string_view();
    const auto address = provider
        ? gitlab::projectAddress(flux::Kind::GitRepository, object.posture ? object.posture->statusProject : std::string(), {})
        : gitlab::projectAddress(object.kind, object.url, origin);
    auto match = gitlab::matchProject(address, std::span(&host, 1), false);
    return match ? std::move(match->projects) : std::vector<std::string>{};
}

std::vector<ProjectQuestion> projectsToAsk(std::span<const std::shared_ptr<const flux::FluxObject>> objects, const gitlab::Host& host)
{
    std::map<std::string, ProjectQuestion> wanted;
    const auto want = [&](std::vector<std::string> paths, bool tokens, bool push) {
        if (paths.empty() || (!tokens && !push))
            return;
        auto& one = wanted[paths.front()];
        one.tokens = one.tokens || tokens;
        one.push = one.push || push;
        if (one.paths.size() < paths.size())
            one.paths = std::move(paths);
    };
    for (const auto& object : objects) {
        if (object->kind == flux::Kind::Receiver && object->posture && !object->posture->agentProject.empty())
            want({object->posture->agentProject}, false, true);
        else if (object->kind != flux::Kind::Receiver)
            want(projectPaths(*object, host), !object->secretName.empty(), object->kind == flux::Kind::GitRepository);
    }
    std::vector<ProjectQuestion> out;
    for (auto& [path, question] : wanted)
        out.push_back(std::move(question));
    return out;
}

Result<GitLabAnswer> askGitLab(gitlab::Client& client, const GitLabQuestion& question)
{
    GitLabAnswer out;
    auto token = client.token();
    if (!token && token.error().code != ErrorCode::BadRequest && token.error().code != ErrorCode::Forbidden)
        return tl::unexpected(token.error());
    if (token)
        out.facts.token = std::move(*token);
    if (const auto metadata = client.metadata())
        out.facts.kasVersion = metadata->kasVersion;
    out.facts.host = client.access().host;
    out.reach.host = gitlab::hostOf(client.access().host);
    if (question.agentId != 0)
        askAgent(client, question.agentId, out);
    for (std::size_t i = 0; i < question.projects.size() && i < MostProjects; ++i)
        askProject(client, question.projects[i], out);
    return out;
}

} // namespace dg::checks
