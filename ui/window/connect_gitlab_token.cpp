// SPDX-License-Identifier: Apache-2.0
// The page's tokens: typed, kept, from the browser; renewed and forgotten.
#include "connect_gitlab.h"

#include "text/gitlab_words.h"
#include "text/words.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QUrl>

namespace dg::window {

namespace {

constexpr qint64 LargestCa = 1 << 20;

} // namespace

std::optional<gitlab::Access> GitLabPage::address(bool complain)
{
    const auto say = [&](QWidget* field, const QString& sentence) {
        if (complain)
            refuse(field, sentence);
        return std::nullopt;
    };
    gitlab::Access out;
    const auto typedHost = m_host->text().trimmed();
    if (!typedHost.isEmpty()) {
        auto host = gitlab::parseHost(typedHost.toStdString());
        if (!host)
            return say(m_host, tr("This is no address of a GitLab. It looks like https://gitlab.example.com."));
        out.host = std::move(*host);
    } else if (!m_typed && m_agentId->text().isEmpty()) {
        return say(m_host, tr("The address of GitLab is missing."));
    }
    if (!m_ca->text().trimmed().isEmpty()) {
        QFile file(m_ca->text().trimmed());
        if (!file.open(QIODevice::ReadOnly) || file.size() > LargestCa)
            return say(m_ca, tr("The CA file cannot be read. Check its path."));
        out.caPem = file.readAll().toStdString();
    }
    out.proxyUrl = m_proxy->text().trimmed().toStdString();
    return out;
}

Secret GitLabPage::proxyToken(bool complain)
{
    auto bytes = m_token->text().trimmed().toStdString();
    auto token = bytes.empty() ? m_kept : Secret::take(bytes);
    const bool good = gitlab::checkToken(token).has_value();
    if (complain && !good)
        refuse(m_token,
            token.empty() ? tr("A token is missing. It needs the scope k8s_proxy.")
                          : tr("The token has a blank or another character that no token has. Copy it again."));
    return good ? token : Secret();
}

std::optional<gitlab::Access> GitLabPage::access(bool complain)
{
    auto out = address(complain);
    if (!out)
        return std::nullopt;
    if (m_oauth.empty())
        out->token.value = proxyToken(complain);
    else
        out->token = {gitlab::TokenKind::OAuth, m_oauth};
    return out->token.value.empty() ? std::nullopt : out;
}

void GitLabPage::forget()
{
    const int index = m_known->currentIndex();
    if (index <= 0)
        return;
    m_services.forgetAccount(m_accounts.at(static_cast<std::size_t>(index - 1)), [&services = m_services](const Status& gone) {
        if (!gone)
            Q_EMIT services.notice(tr("The token may still be in the keychain.") + QLatin1Char(' ') + text::errorSentence(gone.error()));
    });
    m_kept = {};
    m_agent->clear();
    fillKnown();
}

void GitLabPage::signInByBrowser()
{
    const auto wish = address(true);
    if (!wish)
        return;
    const auto application = m_application->text().trimmed();
    if (application.isEmpty())
        return refuse(m_application, tr("The ID of an OAuth application in this GitLab is missing. Its administrator knows it."));
    m_services.gitlab().cancel();
    setHint(tr("Signing in…"));
    m_services.gitlab().signInByDevice(
        *wish, application.toStdString(),
        [guard = QPointer(this)](const gitlab::DeviceCode& code) {
            if (!guard)
                return;
            guard->setHint(
                tr("Type the code %1 in the browser, at %2.").arg(text::cleanLine(code.userCode), text::cleanLine(code.verificationUrl)));
            guard->m_services.openUrl(QUrl(text::qs(code.completeUrl.empty() ? code.verificationUrl : code.completeUrl)));
        },
        [guard = QPointer(this)](const Result<gitlab::OAuthTokens>& tokens) {
            if (!guard)
                return;
            if (!tokens)
                return guard->setHint(text::gitlabErrorSentence(tokens.error()), true);
            guard->m_oauth = tokens->access;
            const auto ends = guard->m_services.clock().wall() + tokens->lifetime;
            guard->m_oauthEnds = std::chrono::duration_cast<std::chrono::seconds>(ends.time_since_epoch()).count();
            guard->signIn();
        });
}

// The old token ends at once, so its successor is kept before anything else is done with it.
void GitLabPage::renew()
{
    auto wish = address(true);
    if (!wish)
        return;
    wish->token.value = proxyToken(true);
    if (wish->token.value.empty())
        return;
    constexpr int Days = 30;
    m_renew->setEnabled(false);
    auto account = m_account;
    account.host = text::qs(wish->host.url());
    account.kept = m_keep->isChecked();
    m_services.gitlab().cancel(); // leaving the field signed in again: its answer would stand over this one's
    setHint(tr("Renewing the token…"));
    m_services.gitlab().rotate(
        *wish, Days, [guard = QPointer(this), &services = m_services, account](Result<gitlab::Client::Rotated> rotated) mutable {
            if (!rotated) {
                if (guard) {
                    guard->setHint(text::gitlabErrorSentence(rotated.error()), true);
                    guard->m_renew->setEnabled(true);
                }
                return;
            }
            if (rotated->facts.expires)
                account.expires = std::chrono::duration_cast<std::chrono::seconds>(rotated->facts.expires->time_since_epoch()).count();
            services.replaceToken(account, rotated->token, [&services](const Status& kept) {
                if (!kept)
                    Q_EMIT services.notice(text::errorSentence(kept.error()));
            });
            if (!guard)
                return;
            guard->m_kept = rotated->token;
            guard->m_token->clear();
            guard->m_renew->setEnabled(true);
            guard->signIn();
        });
}

} // namespace dg::window
