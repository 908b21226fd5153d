// SPDX-License-Identifier: Apache-2.0
#include "delivery_facts.h"

#include "account_access.h"
#include "gitlab/address.h"
#include "items/gitlab_desk.h"

#include <QUrl>

#include <algorithm>
#include <set>

namespace dg::window {

using delivery::Standing;

namespace {

constexpr Seconds AskEvery{15}, AskFinalEvery{300}, AskFailedEvery{60};
constexpr std::size_t MostEarlier = 20; // commits asked about at once

QString nameOf(const GitLabAccount& account)
{
    return account.host + QLatin1Char(' ') + account.user + (account.kind == AccountKind::OAuth ? QStringLiteral(" oauth") : QString());
}

std::string textOf(const gitlab::CommitQuestion& question)
{
    std::string out = question.sha + "\n" + question.branch + "\n" + question.applied;
    for (const auto& project : question.projects)
        out += "\n" + project;
    return out;
}

} // namespace

DeliveryFacts::DeliveryFacts(Services& services, QObject* parent)
    : QObject(parent)
    , m_services(services)
{
}

void DeliveryFacts::forget()
{
    m_refused.clear();
    for (auto& cluster : m_entries) {
        for (auto& [key, entry] : cluster)
            entry.answered.reset();
    }
}

void DeliveryFacts::want(const QString& cluster, const delivery::Delivery& delivery, const std::vector<delivery::Run>& runs)
{
    const auto key = delivery.applier->key;
    auto& entry = m_entries[cluster][key];
    const auto tell = [&](Standing standing) {
        if (entry.facts.standing == standing && entry.answered)
            return;
        entry.facts = {};
        entry.facts.standing = standing;
        entry.answered = m_services.clock().steady();
        Q_EMIT changed(cluster, key, entry.facts);
    };
    if (!delivery.source)
        return;
    const auto* trail = delivery.source->trail.get();
    const auto address = gitlab::projectAddress(delivery.source->kind, delivery.source->url, trail ? trail->originSource : std::string());
    if (address.empty())
        return tell(Standing::NotOnGitLab);
    auto accounts = m_services.gitlabAccounts();
    // A sign-in by the browser ends by itself, and any token may be refused: another account of that host stands in for it.
    std::ranges::stable_partition(accounts, [&](const GitLabAccount& account) { return !isOver(account); });
    std::vector<gitlab::Host> hosts;
    std::vector<GitLabAccount> usable;
    for (const auto& account : accounts) {
        if (auto host = gitlab::parseHost(account.host.toStdString())) {
            hosts.push_back(std::move(*host));
            usable.push_back(account);
        }
    }
    const auto match = gitlab::matchProject(address, hosts);
    if (!match)
        return tell(Standing::NotSignedIn);
    auto question = delivery::commitQuestion(delivery, match->projects);
    const auto asked = textOf(question);
    const bool same = entry.question == asked && entry.answered;
    const auto patience = entry.facts.standing == Standing::Failed ? AskFailedEvery : entry.final ? AskFinalEvery : AskEvery;
    if (entry.asking || (same && m_services.clock().steady() - *entry.answered < patience))
        return;
    const auto& account = usable[match->host];
    if (isOver(account))
        return;
    std::set<std::string, std::less<>> wanted;
    for (const auto& run : runs) {
        if (!run.sha.empty() && run.sha != question.sha && !m_earlier.contains(run.sha) && wanted.size() < MostEarlier)
            wanted.insert(run.sha);
    }
    question.earlier.assign(wanted.begin(), wanted.end());
    if (entry.question != asked) { // of another commit: what was known is not of this one
        entry.facts = {};
        entry.facts.standing = Standing::Asking;
        Q_EMIT changed(cluster, key, entry.facts);
    }
    entry.question = asked;
    entry.asking = true;
    ask(cluster, key, account, question);
}

bool DeliveryFacts::isOver(const GitLabAccount& account) const
{
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(m_services.clock().wall().time_since_epoch()).count();
    const bool ended = account.kind == AccountKind::OAuth && account.expires > 0 && account.expires <= now;
    return ended || m_refused.contains(nameOf(account));
}

void DeliveryFacts::ask(
    const QString& cluster, const ObjectKey& applier, const GitLabAccount& account, const gitlab::CommitQuestion& question)
{
    const auto asked = textOf(question);
    m_services.readToken(account, [this, guard = QPointer(this), cluster, applier, account, question, asked](const Result<Secret>& token) {
        if (!guard)
            return;
        const auto access = token ? accessOf(account, *token) : std::nullopt;
        if (!access)
            return answer(cluster, applier, asked,
                token ? Result<gitlab::CommitAnswer>(fail(ErrorCode::FileUnreadable, account.caFile.toStdString()))
                      : Result<gitlab::CommitAnswer>(tl::unexpected(token.error())));
        m_services.gitlab().askCommit(*access, question, [this, guard, cluster, applier, account, asked](Result<gitlab::CommitAnswer> got) {
            if (!guard)
                return;
            if (!got && got.error().code == ErrorCode::Unauthorized)
                m_refused << nameOf(account);
            answer(cluster, applier, asked, std::move(got));
        });
    });
}

void DeliveryFacts::answer(const QString& cluster, const ObjectKey& applier, const std::string& asked, Result<gitlab::CommitAnswer> got)
{
    auto& entry = m_entries[cluster][applier];
    entry.asking = false;
    if (entry.question != asked)
        return; // another commit came meanwhile: the next want() asks
    entry.answered = m_services.clock().steady();
    entry.facts = {};
    entry.final = false;
    if (!got) {
        entry.facts.standing = Standing::Failed;
        entry.facts.error = got.error();
    } else {
        for (auto& commit : got->earlier)
            m_earlier.emplace(commit.sha, commit);
        got->earlier.clear();
        for (const auto& [sha, commit] : m_earlier)
            got->earlier.push_back(commit);
        const bool posted = std::ranges::any_of(got->statuses,
            [](const gitlab::CommitStatus& status) { return status.status == "success" && status.name.find('/') != std::string::npos; });
        entry.final = posted && got->ahead && got->ahead->commits.empty();
        entry.facts.standing = Standing::Known;
        entry.facts.answer = std::make_shared<const gitlab::CommitAnswer>(std::move(*got));
    }
    Q_EMIT changed(cluster, applier, entry.facts);
}

bool DeliveryFacts::mayOpen(const QUrl& url) const
{
    if (!url.isValid() || !url.userInfo().isEmpty())
        return false;
    const auto accounts = m_services.gitlabAccounts();
    return std::ranges::any_of(accounts, [&](const GitLabAccount& account) {
        const QUrl known(account.host);
        const bool same = url.scheme() == known.scheme() && url.host() == known.host() && url.port() == known.port();
        const auto host = gitlab::parseHost(account.host.toStdString());
        return same && (url.scheme() == QLatin1String("https") || (host && host->loopback()));
    });
}

} // namespace dg::window
