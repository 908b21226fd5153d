// SPDX-License-Identifier: Apache-2.0
// GitLab's slow calls for the GUI thread: each runs on a thread of its own and answers on the GUI thread, once, unless it was
// cancelled. The desk ends what runs when it dies (at once: every call listens to a stop request).
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "checks/gitlab_facts.h"
#include "gitlab/commits.h"
#include "gitlab/connection_check.h"
#include "gitlab/oauth.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace dg::items {

// Who a token is and what its instance says of itself. A part that the token may not ask for is absent.
struct SignedIn {
    std::optional<gitlab::TokenFacts> token;
    std::optional<gitlab::User> user;
    std::optional<gitlab::Metadata> metadata;
};

class GitLabDesk final : public QObject {
    Q_OBJECT
public:
    GitLabDesk(const Clock& clock, Logger& log, std::string userAgent, QObject* parent = nullptr);
    ~GitLabDesk() override;

    template <class T> using Done = std::function<void(Result<T>)>;
    // The error is the token's or the transport's.
    void signIn(const gitlab::Access& access, Done<SignedIn> done);
    void findAgents(const gitlab::Access& access, const gitlab::AgentSearch& search, Done<gitlab::AgentList> done);
    void findEnvironment(
        const gitlab::Access& access, const std::vector<gitlab::EnvironmentAddress>& readings, Done<gitlab::FoundEnvironment> done);
    void check(const gitlab::CheckRequest& request, gitlab::CheckProgress progress, std::function<void(gitlab::CheckReport)> done);
    // OAuth's device flow: `code` once there is one for the person to type, then `done` after the browser.
    void signInByDevice(const gitlab::Access& access, const std::string& applicationId, std::function<void(gitlab::DeviceCode)> code,
        Done<gitlab::OAuthTokens> done);
    // A token with api or self_rotate gets a successor that lives `days` more. Not cancelled by cancel(): the old one is gone.
    void rotate(const gitlab::Access& access, int days, Done<gitlab::Client::Rotated> done);
    // One commit of a delivery. Not cancelled by cancel() either: that is a dialog's.
    void askCommit(const gitlab::Access& access, const gitlab::CommitQuestion& question, Done<gitlab::CommitAnswer> done);
    // What the posture checks want to know of an agent and its token. Not cancelled by cancel().
    void askChecks(const gitlab::Access& access, const checks::GitLabQuestion& question, Done<checks::GitLabAnswer> done);
    void cancel(); // no answer of what was begun before arrives any more
    [[nodiscard]] bool busy() const { return !m_jobs.empty(); }

private:
    struct Job;
    void tell(const std::weak_ptr<Job>& job, std::function<void()> news);
    void run(std::function<std::function<void()>(std::stop_token, std::weak_ptr<Job>)> work);
    void finish(const std::shared_ptr<Job>& job, const std::function<void()>& deliver);
    void leave(bool all);
    const Clock& m_clock;
    Logger& m_log;
    std::string m_userAgent;
    std::vector<std::shared_ptr<Job>> m_jobs; // those that may still answer
    std::vector<std::shared_ptr<Job>> m_leaving; // cancelled, ending
};

} // namespace dg::items
