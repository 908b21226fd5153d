// SPDX-License-Identifier: Apache-2.0
#include "accept_risk_dialog.h"

#include "dialog.h"
#include "text/check_words.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/labels.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStringListModel>
#include <QVBoxLayout>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

struct AcceptRisk {
    Q_DECLARE_TR_FUNCTIONS(AcceptRisk)
};

constexpr int MostLetters = 200;

class AcceptRiskDialog final : public Dialog {
public:
    AcceptRiskDialog(QWidget* parent, checks::Outcome outcome, std::string cluster, WallTime now,
        std::function<void(std::vector<checks::Mute>)> confirmed)
        : Dialog(parent)
        , m_outcome(std::move(outcome))
        , m_cluster(std::move(cluster))
        , m_now(now)
    {
        setObjectName(QStringLiteral("acceptRisk"));
        setHeading(AcceptRisk::tr("Accept this risk"),
            AcceptRisk::tr("It is still checked and counted apart; a new object is told again. The reason is kept in checks.yaml."));
        content()->addWidget(new widgets::PlainLabel(text::checkTitle(m_outcome), FontRole::BodyBold, Color::Text1, this));
        auto* list = new QListView(this);
        list->setObjectName(QStringLiteral("riskObjects"));
        list->setAccessibleName(AcceptRisk::tr("What is accepted"));
        list->setEditTriggers(QAbstractItemView::NoEditTriggers);
        list->setTextElideMode(Qt::ElideMiddle);
        QStringList lines;
        for (const auto& subject : m_outcome.subjects)
            lines << text::subjectName(subject.object);
        list->setModel(new QStringListModel(lines, list));
        content()->addWidget(list, 1);
        content()->addSpacing(metric::Gap);
        auto* row = new QHBoxLayout;
        auto* label = views::makeLabel(this, FontRole::Body, Color::Text1, AcceptRisk::tr("Why"));
        m_reason = new QLineEdit(this);
        m_reason->setObjectName(QStringLiteral("riskReason"));
        m_reason->setAccessibleName(AcceptRisk::tr("Why this risk is accepted"));
        m_reason->setPlaceholderText(AcceptRisk::tr("The network is closed, see the security review"));
        m_reason->setMaxLength(MostLetters);
        label->setBuddy(m_reason);
        row->addWidget(label);
        row->addWidget(m_reason, 1);
        content()->addLayout(row);
        auto* cancel = addButton(AcceptRisk::tr("Cancel"), QStringLiteral("riskCancel"), false);
        m_go = addButton(AcceptRisk::tr("Accept this risk"), QStringLiteral("riskGo"), true);
        connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
        connect(m_go, &QPushButton::clicked, this, [this, confirmed = std::move(confirmed)] {
            auto made = mutes();
            accept();
            confirmed(std::move(made));
        });
        connect(m_reason, &QLineEdit::textChanged, this, [this] { refresh(); });
        refresh();
        resize(560, 420);
        m_reason->setFocus();
    }

private:
    [[nodiscard]] std::string reason() const { return m_reason->text().trimmed().toStdString(); }
    [[nodiscard]] std::vector<checks::Mute> mutes() const
    {
        auto made = checks::mutesFor(m_outcome, reason());
        for (auto& mute : made) {
            mute.cluster = m_cluster;
            mute.since = toRfc3339(m_now);
        }
        return made;
    }
    void refresh()
    {
        m_go->setEnabled(!reason().empty());
        setFooterText(reason().empty() ? AcceptRisk::tr("A reason is needed.") : QString());
    }
    checks::Outcome m_outcome;
    std::string m_cluster;
    WallTime m_now;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_go = nullptr;
};

} // namespace

void openAcceptRiskDialog(QWidget* parent, const checks::Outcome& outcome, const std::string& cluster, WallTime now,
    std::function<void(std::vector<checks::Mute>)> confirmed)
{
    if (!outcome.subjects.empty())
        (new AcceptRiskDialog(parent, outcome, cluster, now, std::move(confirmed)))->open();
}

} // namespace dg::window
