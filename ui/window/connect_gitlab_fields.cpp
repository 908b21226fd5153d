// SPDX-License-Identifier: Apache-2.0
// The page's fields, in the order in which Tab walks them.
#include "connect_gitlab.h"

#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/buttons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QUrl>
#include <QVBoxLayout>

namespace dg::window {

namespace metric = theme::metric;

namespace {

constexpr int LabelEdge = 92;

} // namespace

QLineEdit* GitLabPage::addField(QFormLayout* form, const QString& word, const char* name, QWidget* beside)
{
    auto* field = new QLineEdit(this);
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(word);
    auto* label = views::makeLabel(this, theme::FontRole::Body, theme::Color::Text1, word);
    label->setMinimumWidth(LabelEdge);
    label->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    label->setBuddy(field);
    if (!beside) {
        form->addRow(label, field);
        return field;
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::Gap);
    row->addWidget(field, 1);
    row->addWidget(beside);
    form->addRow(label, row);
    return field;
}

void GitLabPage::makeFields(QFormLayout* form)
{
    m_known = new QComboBox(this);
    m_known->setObjectName(QStringLiteral("connectAccount"));
    m_known->setAccessibleName(tr("Account"));
    auto* knownLabel = views::makeLabel(this, theme::FontRole::Body, theme::Color::Text1, tr("Account"));
    knownLabel->setBuddy(m_known);
    auto* forgetIt = new widgets::Button(tr("Forget"), {}, this);
    forgetIt->setObjectName(QStringLiteral("connectForget"));
    forgetIt->setHint(tr("Takes the token out of the keychain"));
    forgetIt->setAutoDefault(false);
    connect(forgetIt, &QAbstractButton::clicked, this, &GitLabPage::forget);
    auto* known = new QHBoxLayout;
    known->setSpacing(metric::Gap);
    known->addWidget(m_known, 1);
    known->addWidget(forgetIt);
    form->addRow(knownLabel, known);
    connect(m_known, &QComboBox::activated, this, &GitLabPage::accountChosen);

    auto* more = new QCheckBox(tr("More options"), this);
    more->setObjectName(QStringLiteral("connectMore"));
    m_host = addField(form, tr("GitLab"), "connectHost", more);
    m_host->setPlaceholderText(QStringLiteral("https://gitlab.example.com"));
    connect(m_host, &QLineEdit::editingFinished, this, &GitLabPage::signIn);
    auto* chooseCa = new widgets::Button(tr("Choose…"), {}, this);
    chooseCa->setAutoDefault(false);
    m_ca = addField(form, tr("CA file"), "connectCa", chooseCa);
    m_ca->setPlaceholderText(tr("Certificates in PEM form, instead of the system's"));
    m_proxy = addField(form, tr("HTTP proxy"), "connectProxy");
    m_proxy->setPlaceholderText(tr("As HTTPS_PROXY says"));
    auto* browser = new widgets::Button(tr("Sign in by the browser"), QStringLiteral("action-open-browser"), this);
    browser->setObjectName(QStringLiteral("connectBrowser"));
    browser->setHint(tr("OAuth, for finding agents; the agent proxy itself needs a token"));
    browser->setAutoDefault(false);
    m_application = addField(form, tr("Application ID"), "connectApplication", browser);
    connect(browser, &QAbstractButton::clicked, this, &GitLabPage::signInByBrowser);
    connect(chooseCa, &QAbstractButton::clicked, this, [this] {
        m_services.pickOpenFile(this, tr("Choose the certificate authority"), [guard = QPointer(this)](const QString& path) {
            if (guard && !path.isEmpty())
                guard->m_ca->setText(path);
        });
    });
    const auto showMore = [form, ca = m_ca, proxy = m_proxy, application = m_application](bool shown) {
        for (int i = 0; i < form->rowCount(); ++i) {
            auto* item = form->itemAt(i, QFormLayout::FieldRole);
            auto* row = item->layout();
            const bool mine = (row && (row->indexOf(ca) >= 0 || row->indexOf(application) >= 0)) || item->widget() == proxy;
            if (mine)
                form->setRowVisible(i, shown);
        }
    };
    showMore(false);
    connect(more, &QCheckBox::toggled, this, showMore);

    auto* create = new widgets::Button(tr("Create a token"), QStringLiteral("action-open-browser"), this);
    create->setObjectName(QStringLiteral("connectCreateToken"));
    create->setAutoDefault(false);
    m_token = addField(form, tr("Token"), "connectToken", create);
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    connect(m_token, &QLineEdit::editingFinished, this, &GitLabPage::signIn);
    connect(create, &QAbstractButton::clicked, this, [this] {
        const auto host = gitlab::parseHost(m_host->text().trimmed().toStdString());
        if (!host || host->plainHttp())
            return refuse(m_host, tr("Type the address of GitLab first, beginning with https."));
        m_services.openUrl(QUrl(text::qs(gitlab::tokenForm(*host, true))));
    });
    m_hint = views::makeLabel(this, theme::FontRole::Small, theme::Color::Text2, {}, true);
    m_hint->setObjectName(QStringLiteral("connectHint"));
    m_renew = new widgets::LinkButton(tr("Renew for 30 days"), this);
    m_renew->setObjectName(QStringLiteral("connectRenew"));
    m_renew->hide();
    connect(m_renew, &QAbstractButton::clicked, this, &GitLabPage::renew);
    auto* told = new QHBoxLayout;
    told->setSpacing(metric::Gap);
    told->addWidget(m_hint, 1);
    told->addWidget(m_renew);
    form->addRow(new QWidget(this), told);

    m_agent = new QComboBox(this);
    m_agent->setObjectName(QStringLiteral("connectAgent"));
    m_agent->setAccessibleName(tr("Agent"));
    m_agent->setEditable(true);
    m_agent->setInsertPolicy(QComboBox::NoInsert);
    m_agent->completer()->setFilterMode(Qt::MatchContains);
    m_agent->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_agent->lineEdit()->setPlaceholderText(tr("Sign in to see your agents; type to search"));
    connect(m_agent->lineEdit(), &QLineEdit::returnPressed, this, &GitLabPage::searchAgents);
    connect(m_agent, &QComboBox::currentIndexChanged, this, &GitLabPage::edited);
    auto* typed = new QCheckBox(tr("Type it"), this);
    typed->setObjectName(QStringLiteral("connectTyped"));
    typed->setToolTip(tr("Without read_api: the proxy URL and the agent ID as GitLab shows them"));
    connect(typed, &QCheckBox::toggled, this, &GitLabPage::showTyped);
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::Gap);
    row->addWidget(m_agent, 1);
    row->addWidget(typed);
    auto* label = views::makeLabel(this, theme::FontRole::Body, theme::Color::Text1, tr("Agent"));
    label->setBuddy(m_agent);
    form->addRow(label, row);
    m_url = addField(form, tr("Proxy URL"), "connectUrl");
    m_url->setPlaceholderText(QStringLiteral("https://kas.gitlab.example.com/k8s-proxy"));
    m_agentId = addField(form, tr("Agent ID"), "connectAgentId");
    m_agentId->setPlaceholderText(QStringLiteral("1234"));
    m_agentId->setInputMethodHints(Qt::ImhDigitsOnly);
    m_name = addField(form, tr("Name"), "connectName");
    m_name->setPlaceholderText(tr("As the agent"));
    m_keep = new QCheckBox(tr("Keep the token in the system keychain"), this);
    m_keep->setObjectName(QStringLiteral("connectKeep"));
    m_keep->setChecked(true);
    form->addRow(new QWidget(this), m_keep);
}

QWidget* GitLabPage::makeTest()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::Gap / 2);
    auto* head = new QHBoxLayout;
    head->addWidget(views::makeLabel(box, theme::FontRole::BodyBold, theme::Color::Text1, tr("Connection test")), 1);
    m_testButton = new widgets::Button(tr("Test the connection"), QStringLiteral("action-connect"), box);
    m_testButton->setObjectName(QStringLiteral("connectTest"));
    m_testButton->setAutoDefault(false);
    connect(m_testButton, &QAbstractButton::clicked, this, &GitLabPage::test);
    head->addWidget(m_testButton);
    column->addLayout(head);
    m_steps = new CheckList(m_services.clipboard(), box);
    std::vector<gitlab::StepResult> steps(gitlab::StepCount);
    for (std::size_t i = 0; i < steps.size(); ++i)
        steps[i].step = static_cast<gitlab::Step>(i);
    m_steps->setSteps(steps);
    column->addWidget(m_steps, 1);
    return box;
}

} // namespace dg::window
