// SPDX-License-Identifier: Apache-2.0
// Commits and what GitLab did with them: merge requests, pipelines, statuses, what lies between two of them.
// Source: GitLab documentation, REST (commits, pipelines, repositories); domain.md §1.7, §10. Times are GitLab's.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dg::gitlab {

struct Project {
    std::uint64_t id = 0;
    std::string path; // full path as it is today, whatever it was asked by
    std::string webUrl;
    std::string defaultBranch;
    bool publicCode = false; // anybody may download it, without a token
};

struct Commit {
    std::string sha; // whole
    std::string title; // the message's first line
    std::string author; // name
    std::optional<WallTime> committed; // not when it was pushed: a pipeline's created is nearer to that
    std::string webUrl;
};

struct MergeRequest {
    std::uint64_t iid = 0;
    std::string title, state, webUrl; // state: "merged", "opened", …
};

enum class PipelineState : unsigned char { Unknown, Pending, Running, Succeeded, Failed, Skipped };
struct Pipeline {
    std::uint64_t id = 0;
    PipelineState state = PipelineState::Unknown;
    std::string ref, source; // source "external": made for posted statuses alone
    std::optional<WallTime> created, started, finished; // the last two only of one that was asked for by its number
    std::string webUrl;
    std::string failedJob; // its name and stage, where one was asked for
    [[nodiscard]] bool external() const { return source == "external"; }
};
[[nodiscard]] PipelineState pipelineState(std::string_view status); // GitLab's word

// A CI job's, or what somebody posted: Flux posts "kustomization/NAME/UID".
struct CommitStatus {
    std::string name, status, description, author; // status: "success", "failed", …
    std::optional<WallTime> created;
    std::string targetUrl;
};

struct Comparison {
    std::vector<Commit> commits; // in `to` and not in `from`, oldest first, at most what one answer holds
};

[[nodiscard]] std::optional<Project> readProject(std::string_view json);
[[nodiscard]] std::optional<Commit> readCommit(std::string_view json);
[[nodiscard]] std::optional<std::vector<MergeRequest>> readMergeRequests(std::string_view json);
[[nodiscard]] std::optional<Pipeline> readPipeline(std::string_view json);
[[nodiscard]] std::optional<std::vector<Pipeline>> readPipelines(std::string_view json);
[[nodiscard]] std::optional<std::vector<CommitStatus>> readStatuses(std::string_view json);
[[nodiscard]] std::optional<Comparison> readComparison(std::string_view json);
[[nodiscard]] std::string readFailedJob(std::string_view json); // the first of a list; empty: none

class Client;

// What the Delivery view asks about one commit of one source. `projects`: paths to try, the likeliest first: an image lies
// somewhere below its project.
struct CommitQuestion {
    std::vector<std::string> projects;
    std::string sha; // empty: only the project
    std::string branch; // to compare `applied` with; empty: the project's default
    std::string applied; // sha that the cluster has; empty: no comparison
    std::vector<std::string> earlier; // shas of former deliveries whose times are wanted
};
struct CommitAnswer {
    Project project;
    std::optional<Commit> commit; // absent: the project has it not (any more)
    std::vector<MergeRequest> mergeRequests;
    std::optional<Pipeline> pipeline; // the last one that is not external
    std::vector<CommitStatus> statuses; // all, oldest first
    std::optional<Comparison> ahead; // applied..branch; absent: not to be had (the branch is gone, the history was rewritten)
    std::optional<Pipeline> headPipeline; // of the newest of `ahead`
    std::vector<Commit> earlier; // those that are still there
};
// At most 12 calls and one for each of `earlier`; a part that may not be read is absent. Errors: of the project (NotFound: none of the paths
// is one, for this token) and of the connection.
[[nodiscard]] Result<CommitAnswer> askCommit(Client& client, const CommitQuestion& question);

} // namespace dg::gitlab
