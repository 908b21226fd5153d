// SPDX-License-Identifier: Apache-2.0
#include "accept_dialog.h"

#include "dialog.h"
#include "text/drift_words.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/labels.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStringListModel>
#include <QVBoxLayout>

#include <algorithm>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

struct Accept {
    Q_DECLARE_TR_FUNCTIONS(Accept)
};

constexpr qsizetype MostShown = 500; // lines of the preview; the count above it is of all
constexpr int MostLetters = 200;

QString lineOf(const drift::Finding& finding)
{
    QString line = text::cleanLine(finding.object.kind.view()) + QLatin1Char(' ');
    if (!finding.object.ns.empty())
        line += text::cleanLine(finding.object.ns.view()) + QLatin1Char('/');
    line += text::cleanLine(finding.object.name.view());
    if (!finding.path.empty())
        line += QStringLiteral("  ") + text::cleanLine(finding.path);
    return line;
}

QString describe(const drift::Rule& rule)
{
    QStringList parts;
    const auto add = [&](const QString& word, const std::string& value) {
        if (!value.empty())
            parts << word + QStringLiteral(": ") + text::cleanLine(value);
    };
    add(Accept::tr("Finding"), rule.finding);
    add(Accept::tr("Kind"), rule.kind);
    add(Accept::tr("Namespace"), rule.ns);
    add(Accept::tr("Name"), rule.name);
    add(Accept::tr("Field"), rule.path);
    add(Accept::tr("Manager"), rule.manager);
    return parts.join(QStringLiteral(", "));
}

class AcceptDialog final : public Dialog {
public:
    AcceptDialog(QWidget* parent, std::vector<drift::Finding> chosen, std::vector<drift::Finding> all, std::string cluster, WallTime now,
        std::function<void(std::vector<drift::Rule>)> confirmed)
        : Dialog(parent)
        , m_chosen(std::move(chosen))
        , m_all(std::move(all))
        , m_cluster(std::move(cluster))
        , m_now(now)
    {
        setObjectName(QStringLiteral("acceptRule"));
        setHeading(Accept::tr("Accept as expected"),
            Accept::tr("What the rule fits is still found and counted apart. The rule is kept in rules.yaml."));
        content()->addWidget(new widgets::PlainLabel(Accept::tr("The rule"), FontRole::BodyBold, Color::Text1, this));
        m_rule = views::makeLabel(this, FontRole::Revision, Color::Text1, {}, true);
        m_rule->setObjectName(QStringLiteral("acceptRules"));
        content()->addWidget(m_rule);
        auto* boxes = new QHBoxLayout;
        m_namespace = new QCheckBox(Accept::tr("In this namespace only"), this);
        m_namespace->setObjectName(QStringLiteral("acceptNamespace"));
        m_namespace->setChecked(true);
        m_manager = new QCheckBox(Accept::tr("By this manager only"), this);
        m_manager->setObjectName(QStringLiteral("acceptManager"));
        m_manager->setChecked(true);
        const bool anyManager = std::ranges::any_of(m_chosen, [](const auto& f) { return !f.manager.empty(); });
        m_manager->setEnabled(anyManager);
        m_namespace->setEnabled(!m_chosen.front().object.ns.empty());
        boxes->addWidget(m_namespace);
        boxes->addWidget(m_manager);
        boxes->addStretch(1);
        content()->addLayout(boxes);
        content()->addSpacing(metric::Gap);
        auto* row = new QHBoxLayout;
        auto* label = views::makeLabel(this, FontRole::Body, Color::Text1, Accept::tr("Why"));
        m_reason = new QLineEdit(this);
        m_reason->setObjectName(QStringLiteral("acceptReason"));
        m_reason->setAccessibleName(Accept::tr("Why this is expected"));
        m_reason->setPlaceholderText(Accept::tr("Scaled by hand during the sale"));
        m_reason->setMaxLength(MostLetters);
        label->setBuddy(m_reason);
        row->addWidget(label);
        row->addWidget(m_reason, 1);
        content()->addLayout(row);
        content()->addSpacing(metric::Gap);
        m_sum = new widgets::PlainLabel({}, FontRole::BodyBold, Color::Text1, this);
        m_sum->setObjectName(QStringLiteral("acceptSum"));
        content()->addWidget(m_sum);
        m_model = new QStringListModel(this);
        auto* list = new QListView(this);
        list->setObjectName(QStringLiteral("acceptMatches"));
        list->setAccessibleName(Accept::tr("What the rule would fit"));
        list->setUniformItemSizes(true);
        list->setEditTriggers(QAbstractItemView::NoEditTriggers);
        list->setTextElideMode(Qt::ElideMiddle);
        list->setModel(m_model);
        content()->addWidget(list, 1);
        auto* cancel = addButton(Accept::tr("Cancel"), QStringLiteral("acceptCancel"), false);
        auto* go = addButton(Accept::tr("Accept as expected"), QStringLiteral("acceptGo"), true);
        connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
        connect(go, &QPushButton::clicked, this, [this, confirmed = std::move(confirmed)] {
            auto made = rules();
            accept();
            confirmed(std::move(made));
        });
        connect(m_namespace, &QCheckBox::toggled, this, [this] { fill(); });
        connect(m_manager, &QCheckBox::toggled, this, [this] { fill(); });
        fill();
        resize(620, 520);
        m_reason->setFocus();
    }

private:
    [[nodiscard]] std::vector<drift::Rule> rules() const
    {
        std::vector<drift::Rule> out;
        for (const auto& finding : m_chosen) {
            if (!finding.ignoredBy.empty())
                continue;
            auto rule = drift::ruleFor(finding);
            rule.cluster = m_cluster;
            if (!m_namespace->isChecked())
                rule.ns.clear();
            if (!m_manager->isChecked())
                rule.manager.clear();
            rule.reason = m_reason->text().trimmed().toStdString();
            rule.since = toRfc3339(m_now);
            const bool known = std::ranges::any_of(out, [&](const drift::Rule& other) {
                auto same = other;
                same.id = rule.id;
                return same == rule;
            });
            if (known)
                continue;
            rule.id = finding.id();
            out.push_back(std::move(rule));
        }
        return out;
    }
    void fill()
    {
        const auto made = rules();
        QStringList lines, fitting;
        for (const auto& rule : made)
            lines << describe(rule);
        m_rule->setText(lines.join(u'\n'));
        qsizetype count = 0;
        for (const auto& finding : m_all) {
            const bool fits
                = finding.ignoredBy.empty() && std::ranges::any_of(made, [&](const auto& rule) { return drift::fits(rule, finding); });
            if (!fits)
                continue;
            ++count;
            if (fitting.size() < MostShown)
                fitting << lineOf(finding);
        }
        m_model->setStringList(fitting);
        const auto own = std::ranges::count_if(m_chosen, [](const auto& f) { return f.ignoredBy.empty(); });
        const int others = static_cast<int>(std::max<qsizetype>(0, count - own));
        m_sum->setText(others == 0 ? Accept::tr("It fits nothing else that is open now.")
                : others == 1      ? Accept::tr("It fits 1 other finding too.")
                                   : Accept::tr("It fits %n other findings too.", nullptr, others));
        setFooterText(made.empty() ? Accept::tr("A rule expects it already.") : QString());
    }
    std::vector<drift::Finding> m_chosen, m_all;
    std::string m_cluster;
    WallTime m_now;
    QLabel* m_rule = nullptr;
    QCheckBox* m_namespace = nullptr;
    QCheckBox* m_manager = nullptr;
    QLineEdit* m_reason = nullptr;
    widgets::PlainLabel* m_sum = nullptr;
    QStringListModel* m_model = nullptr;
};

} // namespace

void openAcceptDialog(QWidget* parent, const std::vector<drift::Finding>& chosen, const std::vector<drift::Finding>& all,
    const std::string& cluster, WallTime now, std::function<void(std::vector<drift::Rule>)> confirmed)
{
    if (!chosen.empty())
        (new AcceptDialog(parent, chosen, all, cluster, now, std::move(confirmed)))->open();
}

} // namespace dg::window
