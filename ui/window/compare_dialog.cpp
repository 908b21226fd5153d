// SPDX-License-Identifier: Apache-2.0
#include "compare_dialog.h"

#include "compare_settings.h"
#include "dialog.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/labels.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

struct Compare {
    Q_DECLARE_TR_FUNCTIONS(Compare)
};

QString counts(const ComparePlan& plan)
{
    QStringList parts;
    if (plan.kustomizations > 0)
        parts << (plan.kustomizations == 1 ? Compare::tr("1 Kustomization")
                                           : Compare::tr("%n Kustomizations", nullptr, plan.kustomizations));
    if (plan.helmReleases > 0)
        parts << (plan.helmReleases == 1 ? Compare::tr("1 HelmRelease") : Compare::tr("%n HelmReleases", nullptr, plan.helmReleases));
    return parts.join(QStringLiteral(", "));
}

QString named(const ObjectKey& key)
{
    return text::cleanLine(key.kind.view()) + QLatin1Char(' ')
        + (key.ns.empty() ? QString() : text::cleanLine(key.ns.view()) + QLatin1Char('/')) + text::cleanLine(key.name.view());
}

QString lackingText(const CompareSettings& settings, int lacking)
{
    if (settings.plan().rights.empty())
        return {};
    if (lacking == 1)
        return Compare::tr("One right is missing: what needs it is not compared, and listed.");
    if (lacking > 1)
        return Compare::tr("%n rights are missing: what needs them is not compared, and listed.", nullptr, lacking);
    if (settings.plan().unknownKinds)
        return Compare::tr("Some releases have no inventory: which kinds they need shows when they are read.");
    return {};
}

// Both dialogs: the same settings, another head.
class SettingsDialog : public Dialog {
public:
    SettingsDialog(QWidget* parent, Services& services, items::ClusterModel& cluster)
        : Dialog(parent)
        , m_cluster(&cluster)
        , m_settings(new CompareSettings(services, cluster, this))
    {
        connect(&m_settings->rights(), &CompareRights::answered, this,
            [this] { setFooterText(lackingText(*m_settings, m_settings->rights().lacking())); });
        connect(&cluster, &QObject::destroyed, this, &QDialog::reject);
    }

protected:
    QRadioButton* addChoice(const char* name, const QString& words)
    {
        auto* button = new QRadioButton(words, this);
        button->setObjectName(QLatin1String(name));
        content()->addWidget(button);
        return button;
    }
    QPointer<items::ClusterModel> m_cluster;
    CompareSettings* m_settings;
};

class CompareDialog final : public SettingsDialog {
public:
    CompareDialog(QWidget* parent, Services& services, items::ClusterModel& cluster, const ObjectKey& object, const ObjectKey& owner,
        bool everything, std::function<void(const CompareScope&)> confirmed)
        : SettingsDialog(parent, services, cluster)
        , m_object(object)
        , m_owner(owner)
    {
        setObjectName(QStringLiteral("compare"));
        //: %1 a cluster
        setHeading(Compare::tr("Compare exactly"),
            Compare::tr("Reads whole objects of %1 and compares their values with what they should be.")
                .arg(text::cleanLine(cluster.name().toStdString())));
        content()->addWidget(new widgets::PlainLabel(Compare::tr("What"), FontRole::BodyBold, Color::Text1, this));
        const bool hasOwner = !owner.empty();
        const bool hasObject = hasOwner && !object.empty() && object != owner;
        //: %1 an object such as "Deployment apps/web"
        m_one = addChoice("compareObject", Compare::tr("Only %1").arg(named(object)));
        //: %1 an owner such as "HelmRelease apps/redis"
        m_all = addChoice("compareOwner", Compare::tr("Everything that %1 applied").arg(named(owner)));
        auto* every
            = addChoice("compareAll", Compare::tr("Everything: %1").arg(counts(planOf(cluster.tree(), {}, cluster.exactSettings()))));
        m_one->setVisible(hasObject);
        m_all->setVisible(hasOwner);
        (everything || !hasOwner ? every : hasObject ? m_one : m_all)->setChecked(true);
        content()->addSpacing(metric::Gap);
        content()->addWidget(m_settings, 1);
        auto* cancel = addButton(Compare::tr("Cancel"), QStringLiteral("compareCancel"), false);
        auto* go = addButton(Compare::tr("Compare"), QStringLiteral("compareGo"), true);
        connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
        connect(go, &QPushButton::clicked, this, [this, confirmed = std::move(confirmed)] {
            const auto chosen = scope();
            if (m_cluster)
                m_cluster->setExactSettings(m_settings->settings());
            accept();
            confirmed(chosen);
        });
        for (auto* choice : {m_one, m_all, every})
            connect(choice, &QRadioButton::toggled, this, [this](bool on) {
                if (on)
                    m_settings->setScope(scope());
            });
        m_settings->setScope(scope());
        resize(620, 560);
        go->setFocus();
    }

private:
    [[nodiscard]] CompareScope scope() const
    {
        if (m_one->isChecked())
            return {m_object, {nameOf(m_owner)}};
        if (m_all->isChecked())
            return {std::nullopt, {nameOf(m_owner)}};
        return {};
    }
    ObjectKey m_object, m_owner;
    QRadioButton* m_one;
    QRadioButton* m_all;
};

constexpr int Minutes[] = {0, 5, 15, 30, 60, 6 * 60, 24 * 60};

QString everyText(int minutes)
{
    if (minutes == 0)
        return Compare::tr("Off");
    if (minutes < 60)
        return Compare::tr("Every %n minutes", nullptr, minutes);
    if (minutes == 60)
        return Compare::tr("Every hour");
    return minutes == 24 * 60 ? Compare::tr("Every day") : Compare::tr("Every %n hours", nullptr, minutes / 60);
}

class ScheduleDialog final : public SettingsDialog {
public:
    ScheduleDialog(QWidget* parent, Services& services, items::ClusterModel& cluster)
        : SettingsDialog(parent, services, cluster)
    {
        setObjectName(QStringLiteral("compareSchedule"));
        //: %1 a cluster
        setHeading(Compare::tr("Compare on a schedule"),
            Compare::tr("While %1 is open here and connected; one comparison at a time.")
                .arg(text::cleanLine(cluster.name().toStdString())));
        const auto& settings = cluster.exactSettings();
        m_every = new QComboBox(this);
        m_every->setObjectName(QStringLiteral("compareEvery"));
        m_every->setAccessibleName(Compare::tr("How often"));
        const int now = static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(settings.every).count());
        for (const int minutes : Minutes)
            m_every->addItem(everyText(minutes), minutes);
        if (m_every->findData(now) < 0)
            m_every->addItem(everyText(now), now);
        m_every->setCurrentIndex(m_every->findData(now));
        auto* row = new QHBoxLayout;
        row->addWidget(m_every);
        row->addWidget(views::makeLabel(this, FontRole::Body, Color::Text2, nextText()), 1);
        content()->addLayout(row);
        content()->addWidget(new widgets::PlainLabel(Compare::tr("What"), FontRole::BodyBold, Color::Text1, this));
        m_helm = addChoice("compareHelm", Compare::tr("All HelmReleases"));
        m_these = addChoice("compareThese", Compare::tr("Only these"));
        addOwners(settings.owners);
        (settings.owners.empty() ? m_helm : m_these)->setChecked(true);
        content()->addSpacing(metric::Gap);
        content()->addWidget(m_settings, 1);
        auto* cancel = addButton(Compare::tr("Cancel"), QStringLiteral("compareCancel"), false);
        m_go = addButton(Compare::tr("Keep"), QStringLiteral("compareGo"), true);
        connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
        connect(m_go, &QPushButton::clicked, this, [this] {
            if (m_cluster) {
                auto kept = m_settings->settings();
                kept.every = std::chrono::minutes(m_every->currentData().toInt());
                kept.owners = m_these->isChecked() ? chosen() : std::vector<ObjectName>{};
                m_cluster->setExactSettings(std::move(kept));
            }
            accept();
        });
        connect(m_helm, &QRadioButton::toggled, this, [this] { scopeChanged(); });
        connect(m_owners, &QListWidget::itemChanged, this, [this] { scopeChanged(); });
        scopeChanged();
        resize(640, 680);
        m_every->setFocus();
    }

private:
    [[nodiscard]] QString nextText() const
    {
        const auto next = m_cluster->comparison().next;
        //: %1 a time
        return next ? Compare::tr("Next at %1").arg(text::clockTime(*next)) : QString();
    }
    void addOwners(const std::vector<ObjectName>& kept)
    {
        m_owners = new QListWidget(this);
        m_owners->setObjectName(QStringLiteral("compareOwners"));
        m_owners->setAccessibleName(Compare::tr("Owners that are compared"));
        m_owners->setFixedHeight(132);
        m_owners->setUniformItemSizes(true);
        std::vector<ObjectKey> keys;
        m_cluster->tree().forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
            if (isOwner(object.key))
                keys.push_back(object.key);
        });
        std::ranges::sort(keys, {}, [](const ObjectKey& key) { return key.toString(); });
        for (const auto& key : keys) {
            auto* item = new QListWidgetItem(named(key), m_owners);
            item->setData(Qt::UserRole, QStringList{text::qs(key.kind.view()), text::qs(key.ns.view()), text::qs(key.name.view())});
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(std::ranges::find(kept, nameOf(key)) == kept.end() ? Qt::Unchecked : Qt::Checked);
        }
        content()->addWidget(m_owners);
    }
    [[nodiscard]] std::vector<ObjectName> chosen() const
    {
        std::vector<ObjectName> names;
        for (int row = 0; row < m_owners->count(); ++row) {
            const auto* item = m_owners->item(row);
            const auto parts = item->data(Qt::UserRole).toStringList();
            if (item->checkState() == Qt::Checked)
                names.push_back({parts[0].toStdString(), parts[1].toStdString(), parts[2].toStdString()});
        }
        return names;
    }
    void scopeChanged()
    {
        m_owners->setVisible(m_these->isChecked());
        std::vector<ObjectName> names = chosen();
        if (m_helm->isChecked()) {
            names.clear();
            for (int row = 0; row < m_owners->count(); ++row) {
                const auto parts = m_owners->item(row)->data(Qt::UserRole).toStringList();
                if (parts[0] == QLatin1String("HelmRelease"))
                    names.push_back({parts[0].toStdString(), parts[1].toStdString(), parts[2].toStdString()});
            }
        }
        m_go->setEnabled(!names.empty());
        m_settings->setEnabled(!names.empty());
        if (names.empty()) // an empty scope would mean everything
            m_settings->clearScope();
        else
            m_settings->setScope({std::nullopt, std::move(names)});
    }
    QComboBox* m_every;
    QRadioButton* m_helm;
    QRadioButton* m_these;
    QListWidget* m_owners = nullptr;
    QPushButton* m_go = nullptr;
};

} // namespace

void openCompareDialog(QWidget* parent, Services& services, items::ClusterModel& cluster, const ObjectKey& object, const ObjectKey& owner,
    bool everything, std::function<void(const CompareScope&)> confirmed)
{
    (new CompareDialog(parent, services, cluster, object, owner, everything, std::move(confirmed)))->open();
}

void openCompareSchedule(QWidget* parent, Services& services, items::ClusterModel& cluster)
{
    (new ScheduleDialog(parent, services, cluster))->open();
}

} // namespace dg::window
