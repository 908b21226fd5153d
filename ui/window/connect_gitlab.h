// SPDX-License-Identifier: Apache-2.0
// The page "GitLab agent" of the Connect dialog: host and token, the agents found with them or a typed address and number, and
// the connection test.
#pragma once

#include "check_list.h"
#include "items/gitlab_desk.h"
#include "window/services.h"

#include <QPointer>
#include <QWidget>

class QAbstractButton;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace dg::window {

class GitLabPage final : public QWidget {
    Q_OBJECT
public:
    GitLabPage(Services& services, QWidget* parent);
    ~GitLabPage() override;
    // An environment's page or a host: filled in, and looked up as soon as there is a token.
    void setAddress(const QString& address);
    // Opens the chosen agent. Errors are told by problem(), and the answer is Cancelled then.
    Result<int> add();
    [[nodiscard]] QLineEdit* firstField() const { return m_host; }
    void clearToken();

Q_SIGNALS:
    void problem(const QString& sentence); // empty: none any more

private:
    void makeFields(QFormLayout* form);
    QWidget* makeTest();
    QLineEdit* addField(QFormLayout* form, const QString& word, const char* name, QWidget* beside = nullptr);
    void showTyped(bool typed);
    void edited();
    void fillKnown();
    void accountChosen(int index);
    void signIn();
    void renew();
    void signedIn(const Result<items::SignedIn>& result);
    void searchAgents();
    void agentsFound(const Result<gitlab::AgentList>& result);
    void lookUpEnvironment(const gitlab::Access& wish);
    void test();
    void forget();
    void signInByBrowser();
    std::optional<gitlab::Access> address(bool complain); // host, CA, proxy
    std::optional<gitlab::Access> access(bool complain); // with the token for GitLab's API
    Secret proxyToken(bool complain); // what goes to the agent proxy; empty: none that can be sent
    [[nodiscard]] std::optional<AgentChoice> choice(bool complain);
    void refuse(QWidget* field, const QString& sentence);
    void setHint(const QString& text, bool bad = false);

    Services& m_services;
    std::vector<GitLabAccount> m_accounts;
    GitLabAccount m_account; // signed in, or chosen
    std::vector<gitlab::Agent> m_agents;
    std::vector<AgentChoice> m_recent;
    QString m_proxyUrl; // the instance's own
    Secret m_oauth; // from the browser, for GitLab's API alone
    qint64 m_oauthEnds = 0; // seconds since 1970
    Secret m_kept; // of a chosen account, from the keychain
    QLineEdit* m_host = nullptr;
    QComboBox* m_known = nullptr;
    QLineEdit* m_ca = nullptr;
    QLineEdit* m_proxy = nullptr;
    QLineEdit* m_application = nullptr;
    QLineEdit* m_token = nullptr;
    QLabel* m_hint = nullptr;
    QAbstractButton* m_renew = nullptr;
    QComboBox* m_agent = nullptr;
    QLineEdit* m_url = nullptr;
    QLineEdit* m_agentId = nullptr;
    QLineEdit* m_name = nullptr;
    QCheckBox* m_keep = nullptr;
    QPushButton* m_testButton = nullptr;
    CheckList* m_steps = nullptr;
    QFormLayout* m_form = nullptr;
    std::optional<gitlab::Agent> m_wanted; // of an environment's page: chosen once the agents are there
    bool m_typed = false; // address and number are typed
};

} // namespace dg::window
