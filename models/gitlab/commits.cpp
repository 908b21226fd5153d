// SPDX-License-Identifier: Apache-2.0
#include "gitlab/commits.h"

#include "client_impl.h"
#include "document.h"
#include "kube/resource.h"

#include <algorithm>
#include <charconv>

namespace dg::gitlab {

namespace {

constexpr std::size_t MostCandidates = 6; // groups nest 20 deep, images three below a project

std::optional<Commit> commitOf(Element item)
{
    Commit commit;
    commit.sha = text(item["id"]);
    commit.title = text(item["title"]);
    commit.author = text(item["author_name"]);
    commit.committed = parseRfc3339(text(item["committed_date"]));
    if (!commit.committed)
        commit.committed = parseRfc3339(text(item["created_at"]));
    commit.webUrl = text(item["web_url"]);
    return commit.sha.empty() ? std::nullopt : std::optional(std::move(commit));
}

std::optional<Pipeline> pipelineOf(Element item)
{
    Pipeline line;
    line.id = number(item["id"]);
    line.state = pipelineState(text(item["status"]));
    line.ref = text(item["ref"]);
    line.source = text(item["source"]);
    line.created = parseRfc3339(text(item["created_at"]));
    line.started = parseRfc3339(text(item["started_at"]));
    line.finished = parseRfc3339(text(item["finished_at"]));
    line.webUrl = text(item["web_url"]);
    return line.id == 0 ? std::nullopt : std::optional(std::move(line));
}

std::string projectPath(std::uint64_t project)
{
    return "/api/v4/projects/" + std::to_string(project);
}
std::string commitPath(std::uint64_t project, const std::string& sha)
{
    return projectPath(project) + "/repository/commits/" + kube::percentEncode(sha);
}

// A path that a project had before is answered by a redirect to its number [GL:lib/api/helpers.rb, find_project!]. Only that
// number is taken from it: the token goes nowhere else. 0: something else.
std::uint64_t movedTo(const Error& error)
{
    constexpr std::string_view Mark = "/api/v4/projects/";
    const auto at = error.detail.find(Mark);
    std::uint64_t id = 0;
    if (error.code == ErrorCode::Redirected && at != std::string::npos)
        std::from_chars(error.detail.data() + at + Mark.size(), error.detail.data() + error.detail.size(), id);
    return id;
}

// A part of an answer that this token may not read, or that is gone, is no reason to give up the rest.
bool isPartOnly(const Error& error)
{
    return error.code == ErrorCode::NotFound || error.code == ErrorCode::Forbidden || error.code == ErrorCode::BadAnswer
        || error.code == ErrorCode::BadRequest;
}

} // namespace

PipelineState pipelineState(std::string_view status)
{
    if (status == "success")
        return PipelineState::Succeeded;
    if (status == "failed" || status == "canceled" || status == "canceling")
        return PipelineState::Failed;
    if (status == "running")
        return PipelineState::Running;
    if (status == "skipped" || status == "manual")
        return PipelineState::Skipped;
    if (status == "created" || status == "waiting_for_resource" || status == "preparing" || status == "pending" || status == "scheduled")
        return PipelineState::Pending;
    return PipelineState::Unknown;
}

std::optional<Project> readProject(std::string_view json)
{
    const Document document(json);
    if (!isObject(document))
        return std::nullopt;
    const auto root = document.root();
    Project project{number(root["id"]), text(root["path_with_namespace"]), text(root["web_url"]), text(root["default_branch"])};
    const auto code = text(root["repository_access_level"]); // absent for those without a role: then it is as public as the project
    project.publicCode = text(root["visibility"]) == "public" && code != "private" && code != "disabled";
    return project.id == 0 || project.path.empty() ? std::nullopt : std::optional(std::move(project));
}

std::optional<Commit> readCommit(std::string_view json)
{
    const Document document(json);
    return isObject(document) ? commitOf(document.root()) : std::nullopt;
}

std::optional<std::vector<MergeRequest>> readMergeRequests(std::string_view json)
{
    return listOf<MergeRequest>(json, [](Element item) {
        MergeRequest request{number(item["iid"]), text(item["title"]), text(item["state"]), text(item["web_url"])};
        return request.iid == 0 ? std::nullopt : std::optional(std::move(request));
    });
}

std::optional<Pipeline> readPipeline(std::string_view json)
{
    const Document document(json);
    return isObject(document) ? pipelineOf(document.root()) : std::nullopt;
}

std::optional<std::vector<Pipeline>> readPipelines(std::string_view json)
{
    return listOf<Pipeline>(json, pipelineOf);
}

std::optional<std::vector<CommitStatus>> readStatuses(std::string_view json)
{
    return listOf<CommitStatus>(json, [](Element item) {
        CommitStatus status;
        status.name = text(item["name"]);
        status.status = text(item["status"]);
        status.description = text(item["description"]);
        status.author = text(item["author"]["name"]);
        status.created = parseRfc3339(text(item["created_at"]));
        status.targetUrl = text(item["target_url"]);
        return status.name.empty() ? std::nullopt : std::optional(std::move(status));
    });
}

std::optional<Comparison> readComparison(std::string_view json)
{
    const Document document(json);
    if (!isObject(document))
        return std::nullopt;
    Comparison comparison;
    forEach(document.root()["commits"], [&](Element item) {
        if (auto commit = commitOf(item))
            comparison.commits.push_back(std::move(*commit));
    });
    return comparison;
}

std::string readFailedJob(std::string_view json)
{
    const auto names = listOf<std::string>(json, [](Element item) {
        const auto name = text(item["name"]);
        return name.empty() ? std::nullopt : std::optional(name);
    });
    return names && !names->empty() ? names->front() : std::string();
}

Result<Project> Client::project(const std::string& path)
{
    auto found = m_impl->getAs("/api/v4/projects/" + kube::percentEncode(path), path, &readProject);
    if (found)
        return found;
    const auto id = movedTo(found.error());
    return id == 0 ? found : m_impl->getAs(projectPath(id), path, &readProject);
}

Result<Commit> Client::commit(std::uint64_t project, const std::string& sha)
{
    return m_impl->getAs(commitPath(project, sha), sha, &readCommit);
}

Result<std::vector<MergeRequest>> Client::mergeRequests(std::uint64_t project, const std::string& sha)
{
    return m_impl->getAs(commitPath(project, sha) + "/merge_requests", sha, &readMergeRequests);
}

Result<std::vector<Pipeline>> Client::pipelines(std::uint64_t project, const std::string& sha)
{
    return m_impl->getAs(projectPath(project) + "/pipelines?per_page=20&sha=" + kube::percentEncode(sha), sha, &readPipelines);
}

Result<Pipeline> Client::pipeline(std::uint64_t project, std::uint64_t id)
{
    const auto path = projectPath(project) + "/pipelines/" + std::to_string(id);
    auto line = m_impl->getAs(path, std::to_string(id), &readPipeline);
    if (line && line->state == PipelineState::Failed) {
        if (const auto jobs = m_impl->get(path + "/jobs?scope=failed&per_page=5", std::to_string(id)))
            line->failedJob = readFailedJob(jobs->body);
    }
    return line;
}

Result<std::vector<CommitStatus>> Client::statuses(std::uint64_t project, const std::string& sha)
{
    return m_impl->getAs(commitPath(project, sha) + "/statuses?all=true&per_page=100", sha, &readStatuses);
}

Result<Comparison> Client::compare(std::uint64_t project, const std::string& from, const std::string& to)
{
    return m_impl->getAs(projectPath(project) + "/repository/compare?from=" + kube::percentEncode(from) + "&to=" + kube::percentEncode(to),
        to, &readComparison);
}

namespace {

class Asking {
public:
    Asking(Client& client, const CommitQuestion& question)
        : m_client(client)
        , m_question(question)
    {
    }

    Result<CommitAnswer> run()
    {
        if (auto found = findProject(); !found)
            return tl::unexpected(found.error());
        if (m_question.sha.empty())
            return std::move(m_answer);
        const auto id = m_answer.project.id;
        take(m_client.commit(id, m_question.sha), m_answer.commit);
        if (m_answer.commit) {
            take(m_client.mergeRequests(id, m_question.sha), m_answer.mergeRequests);
            take(m_client.statuses(id, m_question.sha), m_answer.statuses);
            m_answer.pipeline = lastPipeline(m_question.sha);
        }
        compare();
        for (const auto& sha : m_question.earlier) {
            std::optional<Commit> one;
            take(m_client.commit(id, sha), one);
            if (one)
                m_answer.earlier.push_back(std::move(*one));
        }
        if (m_failed)
            return tl::unexpected(*m_failed);
        return std::move(m_answer);
    }

private:
    Status findProject()
    {
        Error last{ErrorCode::NotFound, m_question.projects.empty() ? std::string() : m_question.projects.front(), {}};
        for (std::size_t i = 0; i < m_question.projects.size() && i < MostCandidates; ++i) {
            auto found = m_client.project(m_question.projects[i]);
            if (found) {
                m_answer.project = std::move(*found);
                return {};
            }
            if (found.error().code != ErrorCode::NotFound)
                return tl::unexpected(found.error());
        }
        return tl::unexpected(last);
    }

    std::optional<Pipeline> lastPipeline(const std::string& sha)
    {
        std::vector<Pipeline> lines;
        take(m_client.pipelines(m_answer.project.id, sha), lines);
        const auto own = std::ranges::find_if(lines, [](const Pipeline& line) { return !line.external(); });
        if (own == lines.end())
            return std::nullopt;
        std::optional<Pipeline> whole;
        take(m_client.pipeline(m_answer.project.id, own->id), whole);
        return whole ? whole : std::optional(*own);
    }

    void compare()
    {
        if (m_question.applied.empty() || m_failed)
            return;
        const auto& branch = m_question.branch.empty() ? m_answer.project.defaultBranch : m_question.branch;
        if (branch.empty())
            return;
        take(m_client.compare(m_answer.project.id, m_question.applied, branch), m_answer.ahead);
        if (m_answer.ahead && !m_answer.ahead->commits.empty())
            m_answer.headPipeline = lastPipeline(m_answer.ahead->commits.back().sha);
    }

    template <class T, class To> void take(Result<T> got, To& to)
    {
        if (got)
            to = std::move(*got);
        else if (!m_failed && !isPartOnly(got.error()))
            m_failed = got.error();
    }

    Client& m_client;
    const CommitQuestion& m_question;
    CommitAnswer m_answer;
    std::optional<Error> m_failed;
};

} // namespace

Result<CommitAnswer> askCommit(Client& client, const CommitQuestion& question)
{
    return Asking(client, question).run();
}

} // namespace dg::gitlab
