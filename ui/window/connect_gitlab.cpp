// SPDX-License-Identifier: Apache-2.0
#include "connect_gitlab.h"

#include "text/gitlab_words.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace dg::window {

namespace metric = theme::metric;

namespace {

constexpr int AgentRole = Qt::UserRole; // index into the agents found
constexpr int RecentRole = Qt::UserRole + 1; // index into the agents used before

QString agentLine(const gitlab::Agent& agent)
{
    auto line = text::cleanLine(agent.name) + QStringLiteral("  ") + text::cleanLine(agent.project);
    line += QLatin1String(", ") + text::agentStateName(agent.state);
    if (!agent.versions.empty())
        line += QLatin1Char(' ') + text::cleanLine(agent.versions.front());
    if (agent.pods.size() > 1)
        line += QLatin1String(", ") + GitLabPage::tr("%n pods", nullptr, static_cast<int>(agent.pods.size()));
    return line;
}

} // namespace

GitLabPage::GitLabPage(Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::Gap);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(metric::Panel);
    m_form->setVerticalSpacing(metric::Gap - 2);
    m_form->setLabelAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    makeFields(m_form);
    column->addLayout(m_form);
    column->addWidget(makeTest(), 1);
    for (QLineEdit* field : {m_host, m_ca, m_proxy, m_token, m_url, m_agentId})
        connect(field, &QLineEdit::textChanged, this, [this, field] {
            field->setProperty("error", false);
            field->update();
            edited();
        });
    fillKnown();
    showTyped(false);
}

GitLabPage::~GitLabPage()
{
    m_services.gitlab().cancel();
}

void GitLabPage::showTyped(bool typed)
{
    m_typed = typed;
    for (QWidget* field : {static_cast<QWidget*>(m_url), static_cast<QWidget*>(m_agentId)})
        m_form->setRowVisible(field, typed);
    m_agent->setEnabled(!typed);
}

void GitLabPage::edited()
{
    Q_EMIT problem({});
}

void GitLabPage::refuse(QWidget* field, const QString& sentence)
{
    field->setProperty("error", true);
    field->update();
    field->setFocus();
    Q_EMIT problem(sentence);
}

void GitLabPage::setHint(const QString& text, bool bad)
{
    m_hint->setText(text);
    views::setInk(m_hint, bad ? theme::Color::Failed : theme::Color::Text2);
}

void GitLabPage::fillKnown()
{
    m_accounts = m_services.gitlabAccounts();
    std::erase_if(m_accounts, [](const GitLabAccount& account) { return account.kind != AccountKind::Access; }); // no use to the proxy
    m_recent = m_services.recentAgents();
    m_known->clear();
    m_known->addItem(tr("Another token"));
    for (const auto& account : m_accounts)
        m_known->addItem(account.user.isEmpty() ? account.host : tr("%1 at %2", "user, host").arg(account.user, account.host));
    m_form->setRowVisible(0, !m_accounts.empty());
    for (std::size_t i = 0; i < m_recent.size(); ++i) {
        m_agent->addItem(tr("%1  %2, used before").arg(m_recent[i].name, m_recent[i].project));
        m_agent->setItemData(m_agent->count() - 1, static_cast<int>(i), RecentRole);
    }
    m_agent->setCurrentIndex(-1);
    setHint(tr("Needs k8s_proxy, and read_api to find agents. Kept in the system keychain, never in a file."));
    if (!m_accounts.empty()) {
        m_known->setCurrentIndex(1);
        accountChosen(1);
    }
}

void GitLabPage::accountChosen(int index)
{
    m_kept = {};
    m_oauth = {};
    m_token->clear();
    if (index <= 0) {
        m_account = {};
        m_host->clear();
        setHint(tr("Needs k8s_proxy, and read_api to find agents. Kept in the system keychain, never in a file."));
        return;
    }
    m_account = m_accounts.at(static_cast<std::size_t>(index - 1));
    m_host->setText(m_account.host);
    m_ca->setText(m_account.caFile);
    m_proxy->setText(m_account.proxy);
    m_keep->setChecked(m_account.kept);
    setHint(tr("Reading the token from the keychain…"));
    m_services.readToken(m_account, [guard = QPointer(this), user = m_account.user](Result<Secret> token) {
        if (!guard || guard->m_account.user != user)
            return;
        if (!token)
            return guard->setHint(text::errorSentence(token.error()), true);
        guard->m_kept = std::move(*token);
        guard->m_token->setPlaceholderText(tr("Kept; type another to replace it"));
        guard->signIn();
    });
}

void GitLabPage::signIn()
{
    const auto wish = access(false);
    if (!wish || wish->host.origin.empty())
        return;
    if (wish->host.plainHttp() && !wish->host.loopback())
        return setHint(text::errorSentence({ErrorCode::InsecureRefused, wish->host.name(), {}}), true);
    m_services.gitlab().cancel();
    setHint(tr("Signing in…"));
    if (gitlab::parseEnvironment(m_host->text().trimmed().toStdString()))
        return lookUpEnvironment(*wish); // where the instance's own address ends is seen by asking
    m_services.gitlab().signIn(*wish, [guard = QPointer(this)](const Result<items::SignedIn>& result) {
        if (guard)
            guard->signedIn(result);
    });
}

void GitLabPage::signedIn(const Result<items::SignedIn>& result)
{
    if (!result) {
        setHint(text::gitlabErrorSentence(result.error()), true);
        return;
    }
    m_account.user = result->user ? text::qs(result->user->username) : QString();
    m_account.expires = 0;
    QStringList words;
    if (!m_account.user.isEmpty())
        words << m_account.user;
    bool bad = false;
    if (result->token) {
        QStringList scopes;
        for (const auto& scope : result->token->scopes)
            scopes << text::cleanLine(scope);
        words << scopes.join(QLatin1String(", "));
        if (result->token->expires) {
            m_account.expires = std::chrono::duration_cast<std::chrono::seconds>(result->token->expires->time_since_epoch()).count();
            const auto day = QDateTime::fromSecsSinceEpoch(m_account.expires, Qt::UTC).date().toString(Qt::ISODate);
            const auto notice = text::expiryNotice(result->token->daysLeft(m_services.clock().wall()));
            words << (notice.isEmpty() ? tr("expires %1").arg(day) : notice);
        } else {
            words << tr("does not expire");
        }
        m_renew->setVisible(result->token->mayRotate());
        bad = !result->token->has("k8s_proxy");
        if (bad)
            words << tr("k8s_proxy is missing");
    }
    m_proxyUrl.clear();
    if (result->metadata) {
        const auto proxy = gitlab::proxyAddress(*result->metadata);
        if (!proxy.plainHttp)
            m_proxyUrl = text::qs(proxy.url);
        words.prepend(QStringLiteral("GitLab ") + text::cleanLine(result->metadata->version));
    }
    setHint(words.join(QStringLiteral(" · ")), bad);
    const bool mayList = result->token ? result->token->readsApi() : result->user.has_value();
    if (!mayList) {
        findChild<QCheckBox*>(QStringLiteral("connectTyped"))->setChecked(true);
        return;
    }
    m_agent->lineEdit()->clear();
    searchAgents();
}

void GitLabPage::setAddress(const QString& address)
{
    m_host->setText(address);
    signIn();
}

void GitLabPage::lookUpEnvironment(const gitlab::Access& wish)
{
    const auto readings = gitlab::parseEnvironment(m_host->text().trimmed().toStdString());
    m_services.gitlab().findEnvironment(wish, *readings, [guard = QPointer(this)](const Result<gitlab::FoundEnvironment>& found) {
        if (!guard)
            return;
        if (!found)
            return guard->setHint(text::gitlabErrorSentence(found.error()), true);
        guard->m_wanted = found->environment.agent;
        guard->m_host->setText(text::qs(found->host.url()));
        if (found->environment.agent)
            guard->m_name->setText(text::cleanLine(found->environment.name));
        else
            Q_EMIT guard->problem(tr("The environment %1 names no agent. Choose one here.").arg(text::cleanLine(found->environment.name)));
        guard->signIn();
    });
}

void GitLabPage::searchAgents()
{
    const auto wish = access(false);
    if (!wish || wish->host.origin.empty() || m_agent->currentIndex() >= 0)
        return;
    gitlab::AgentSearch search;
    search.words = m_agent->lineEdit()->text().trimmed().toStdString();
    m_services.gitlab().findAgents(*wish, search, [guard = QPointer(this)](const Result<gitlab::AgentList>& list) {
        if (guard)
            guard->agentsFound(list);
    });
}

void GitLabPage::agentsFound(const Result<gitlab::AgentList>& result)
{
    if (!result)
        return setHint(text::gitlabErrorSentence(result.error()), true);
    m_agents = result->agents;
    const auto recent = [&](const gitlab::Agent& agent) {
        return std::any_of(m_recent.begin(), m_recent.end(),
            [&](const AgentChoice& used) { return used.agentId == agent.id && used.account.host == m_account.host; });
    };
    std::stable_partition(m_agents.begin(), m_agents.end(), recent);
    if (m_wanted) {
        const auto same = [&](const gitlab::Agent& agent) { return agent.id == m_wanted->id; };
        if (std::none_of(m_agents.begin(), m_agents.end(), same))
            m_agents.push_back(*m_wanted);
        std::stable_partition(m_agents.begin(), m_agents.end(), same);
    }
    m_agent->clear();
    for (std::size_t i = 0; i < m_agents.size(); ++i) {
        m_agent->addItem(agentLine(m_agents[i]));
        m_agent->setItemData(static_cast<int>(i), static_cast<int>(i), AgentRole);
    }
    m_agent->setCurrentIndex(m_agents.empty() ? -1 : 0);
    if (m_agents.empty() && !m_typed)
        Q_EMIT problem(tr("No agent was found in your projects. Search by another word, or type its address and number."));
}

std::optional<AgentChoice> GitLabPage::choice(bool complain)
{
    AgentChoice out;
    out.name = m_name->text().trimmed();
    const auto say = [&](QWidget* field, const QString& sentence) {
        if (complain)
            refuse(field, sentence);
        return std::nullopt;
    };
    const auto host = gitlab::parseHost(m_host->text().trimmed().toStdString());
    out.account = m_account;
    out.account.host = host ? text::qs(host->url()) : QString();
    out.account.caFile = m_ca->text().trimmed();
    out.account.proxy = m_proxy->text().trimmed();
    out.account.kept = m_keep->isChecked();
    // What is typed counts where it is shown, or where nothing else was chosen.
    if (m_typed || (m_agent->currentIndex() < 0 && !m_agentId->text().trimmed().isEmpty())) {
        const QUrl url(m_url->text().trimmed(), QUrl::StrictMode);
        out.proxyUrl = m_url->text().trimmed();
        if (out.proxyUrl.isEmpty() && !m_proxyUrl.isEmpty())
            out.proxyUrl = m_proxyUrl;
        else if (!url.isValid() || url.host().isEmpty() || !url.scheme().startsWith(QLatin1String("http")))
            return say(m_url, tr("The proxy URL is no web address. It looks like https://kas.gitlab.example.com/k8s-proxy."));
        bool isNumber = false;
        out.agentId = m_agentId->text().trimmed().toULongLong(&isNumber);
        if (!isNumber || out.agentId == 0)
            return say(m_agentId, tr("The agent ID is a number, not the agent's name."));
        return out;
    }
    const auto recent = m_agent->currentData(RecentRole);
    const auto found = m_agent->currentData(AgentRole);
    if (recent.isValid()) {
        const auto& used = m_recent.at(static_cast<std::size_t>(recent.toInt()));
        out.agentId = used.agentId;
        out.proxyUrl = used.proxyUrl;
        out.project = used.project;
        out.name = out.name.isEmpty() ? used.name : out.name;
        return out;
    }
    if (!found.isValid())
        return say(m_agent, tr("Choose an agent, or type its address and number."));
    const auto& agent = m_agents.at(static_cast<std::size_t>(found.toInt()));
    out.agentId = agent.id;
    out.project = text::qs(agent.project);
    out.proxyUrl = m_proxyUrl;
    out.name = out.name.isEmpty() ? text::cleanLine(agent.name) : out.name;
    if (out.proxyUrl.isEmpty())
        return say(m_agent, tr("This GitLab names no proxy address that can be used. Type it."));
    return out;
}

void GitLabPage::test()
{
    const auto wish = access(true);
    const auto chosen = wish ? choice(true) : std::nullopt;
    if (!chosen)
        return;
    gitlab::CheckRequest request;
    request.access = *wish;
    if (!m_oauth.empty()) {
        auto token = proxyToken(true);
        if (token.empty())
            return;
        request.proxyToken = gitlab::Token{gitlab::TokenKind::Access, std::move(token)};
    }
    request.agentId = chosen->agentId;
    request.proxyUrl = chosen->proxyUrl.toStdString();
    m_testButton->setEnabled(false);
    m_services.gitlab().check(
        request,
        [guard = QPointer(this)](const std::vector<gitlab::StepResult>& steps) {
            if (guard)
                guard->m_steps->setSteps(steps);
        },
        [guard = QPointer(this)](const gitlab::CheckReport& report) {
            if (!guard)
                return;
            guard->m_steps->setSteps(report.steps);
            guard->m_testButton->setEnabled(true);
        });
}

Result<int> GitLabPage::add()
{
    const auto chosen = choice(true);
    const auto token = chosen ? proxyToken(true) : Secret();
    if (token.empty())
        return fail(ErrorCode::Cancelled);
    if (chosen->account.host.isEmpty())
        return m_services.openAgent(chosen->proxyUrl, chosen->agentId, token);
    const auto told = [&services = m_services](const Status& kept) {
        if (!kept)
            Q_EMIT services.notice(text::errorSentence(kept.error()));
    };
    auto row = m_services.openGitLabAgent(*chosen, token, told);
    if (row && !m_oauth.empty()) {
        auto browser = chosen->account; // what it signed in to goes on to be asked as long as it lasts
        browser.kind = AccountKind::OAuth;
        browser.kept = false;
        browser.expires = m_oauthEnds;
        m_services.replaceToken(browser, m_oauth, told);
    }
    return row;
}

void GitLabPage::clearToken()
{
    m_token->clear();
    m_kept = {};
    m_oauth = {};
}

} // namespace dg::window
