// SPDX-License-Identifier: Apache-2.0
#include "items/gitlab_desk.h"

#include <QMetaObject>

#include <algorithm>

namespace dg::items {

struct GitLabDesk::Job {
    std::stop_source stop;
    bool apart = false; // of no dialog: cancel() leaves it alone
    bool always = false; // its answer is delivered even after a cancel: the old token is gone
    std::thread thread;
};

GitLabDesk::GitLabDesk(const Clock& clock, Logger& log, std::string userAgent, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_log(log)
    , m_userAgent(std::move(userAgent))
{
}

GitLabDesk::~GitLabDesk()
{
    leave(true);
    for (const auto& job : m_leaving)
        job->thread.join();
}

// `work` runs on the job's thread and answers with what is then done on the GUI thread.
void GitLabDesk::run(std::function<std::function<void()>(std::stop_token, std::weak_ptr<Job>)> work)
{
    auto job = std::make_shared<Job>();
    m_jobs.push_back(job);
    job->thread = std::thread([this, work = std::move(work), stop = job->stop.get_token(), weak = std::weak_ptr<Job>(job)] {
        auto deliver = work(stop, weak);
        QMetaObject::invokeMethod(
            this,
            [this, weak, deliver = std::move(deliver)] {
                if (const auto ended = weak.lock())
                    finish(ended, deliver);
            },
            Qt::QueuedConnection);
    });
}

// From a job's thread: something on the way, dropped once the job is cancelled.
void GitLabDesk::tell(const std::weak_ptr<Job>& job, std::function<void()> news)
{
    QMetaObject::invokeMethod(
        this,
        [this, job, news = std::move(news)] {
            if (std::find(m_jobs.begin(), m_jobs.end(), job.lock()) != m_jobs.end())
                news();
        },
        Qt::QueuedConnection);
}

void GitLabDesk::finish(const std::shared_ptr<Job>& job, const std::function<void()>& deliver)
{
    job->thread.join(); // it has nothing left to do
    std::erase(m_leaving, job);
    if (std::erase(m_jobs, job) > 0 || job->always)
        deliver();
}

void GitLabDesk::leave(bool all)
{
    std::vector<std::shared_ptr<Job>> staying;
    for (auto& job : m_jobs) {
        if (job->apart && !all) {
            staying.push_back(std::move(job));
            continue;
        }
        if (!job->always)
            job->stop.request_stop();
        m_leaving.push_back(std::move(job));
    }
    m_jobs = std::move(staying);
}

void GitLabDesk::cancel()
{
    leave(false);
}

void GitLabDesk::askCommit(const gitlab::Access& access, const gitlab::CommitQuestion& question, Done<gitlab::CommitAnswer> done)
{
    run([this, access, question, done = std::move(done)](std::stop_token stop, const std::weak_ptr<Job>&) -> std::function<void()> {
        gitlab::Client client(access, m_userAgent, m_clock, m_log, std::move(stop));
        auto answer = gitlab::askCommit(client, question);
        return [answer = std::move(answer), done] { done(answer); };
    });
    m_jobs.back()->apart = true;
}

void GitLabDesk::askChecks(const gitlab::Access& access, const checks::GitLabQuestion& question, Done<checks::GitLabAnswer> done)
{
    run([this, access, question, done = std::move(done)](std::stop_token stop, const std::weak_ptr<Job>&) -> std::function<void()> {
        gitlab::Client client(access, m_userAgent, m_clock, m_log, std::move(stop));
        auto answer = checks::askGitLab(client, question);
        return [answer = std::move(answer), done] { done(answer); };
    });
    m_jobs.back()->apart = true;
}

void GitLabDesk::signIn(const gitlab::Access& access, Done<SignedIn> done)
{
    run([this, access, done = std::move(done)](std::stop_token stop, const std::weak_ptr<Job>&) -> std::function<void()> {
        gitlab::Client client(access, m_userAgent, m_clock, m_log, std::move(stop));
        SignedIn found;
        std::optional<Error> failed;
        // Any scope may ask for the token itself; what it may not ask for is left out.
        auto token = client.token();
        if (token)
            found.token = std::move(*token);
        else if (token.error().code != ErrorCode::BadRequest && token.error().code != ErrorCode::Forbidden)
            failed = token.error();
        if (!failed) {
            if (auto user = client.user())
                found.user = std::move(*user);
            if (auto metadata = client.metadata())
                found.metadata = std::move(*metadata);
        }
        return [found = std::move(found), failed, done] {
            done(failed ? Result<SignedIn>(tl::unexpected(*failed)) : Result<SignedIn>(found));
        };
    });
}

void GitLabDesk::findAgents(const gitlab::Access& access, const gitlab::AgentSearch& search, Done<gitlab::AgentList> done)
{
    run([this, access, search, done = std::move(done)](std::stop_token stop, const std::weak_ptr<Job>&) -> std::function<void()> {
        auto list = gitlab::Client(access, m_userAgent, m_clock, m_log, std::move(stop)).agents(search);
        return [list = std::move(list), done] { done(list); };
    });
}

void GitLabDesk::findEnvironment(
    const gitlab::Access& access, const std::vector<gitlab::EnvironmentAddress>& readings, Done<gitlab::FoundEnvironment> done)
{
    run([this, access, readings, done = std::move(done)](std::stop_token stop, const std::weak_ptr<Job>&) -> std::function<void()> {
        auto found = gitlab::findEnvironment(readings, access, m_userAgent, m_clock, m_log, std::move(stop));
        return [found = std::move(found), done] { done(found); };
    });
}

void GitLabDesk::check(const gitlab::CheckRequest& request, gitlab::CheckProgress progress, std::function<void(gitlab::CheckReport)> done)
{
    run([this, request, progress = std::move(progress), done = std::move(done)](
            std::stop_token stop, std::weak_ptr<Job> job) -> std::function<void()> {
        const auto news = [&](const std::vector<gitlab::StepResult>& steps) { tell(job, [progress, steps] { progress(steps); }); };
        auto report = gitlab::checkConnection(request, m_userAgent, m_clock, m_log, news, std::move(stop));
        return [report = std::move(report), done] { done(report); };
    });
}

void GitLabDesk::signInByDevice(const gitlab::Access& access, const std::string& applicationId,
    std::function<void(gitlab::DeviceCode)> code, Done<gitlab::OAuthTokens> done)
{
    run([this, access, applicationId, code = std::move(code), done = std::move(done)](
            std::stop_token stop, const std::weak_ptr<Job>& job) -> std::function<void()> {
        gitlab::OAuth oauth(access, applicationId, m_userAgent, m_clock, m_log, std::move(stop));
        const auto begun = oauth.begin();
        Result<gitlab::OAuthTokens> tokens = fail(ErrorCode::Internal);
        if (begun) {
            tell(job, [code, begun = *begun] { code(begun); });
            tokens = oauth.finish(*begun);
        } else {
            tokens = tl::unexpected(begun.error());
        }
        return [tokens = std::move(tokens), done] { done(tokens); };
    });
}

void GitLabDesk::rotate(const gitlab::Access& access, int days, Done<gitlab::Client::Rotated> done)
{
    run([this, access, days, done = std::move(done)](std::stop_token stop, const std::weak_ptr<Job>&) -> std::function<void()> {
        const auto until = std::chrono::floor<std::chrono::days>(m_clock.wall()) + std::chrono::days{days};
        auto rotated = gitlab::Client(access, m_userAgent, m_clock, m_log, std::move(stop)).rotate(until);
        return [rotated = std::move(rotated), done] { done(rotated); };
    });
    m_jobs.back()->always = true;
}

} // namespace dg::items
