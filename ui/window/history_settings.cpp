// SPDX-License-Identifier: Apache-2.0
#include "history_settings.h"

#include "items/history_desk.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace dg::window {

HistorySettings::HistorySettings(Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_kept(new QCheckBox(tr("Keep a history of the open clusters"), this))
    , m_days(new QSpinBox(this))
    , m_megabytes(new QSpinBox(this))
    , m_status(views::makeLabel(this, theme::FontRole::Small, theme::Color::Text2, {}, true))
    , m_clusters(new QComboBox(this))
    , m_erase(new QPushButton(tr("Erase"), this))
{
    const auto settings = services.settings();
    m_kept->setObjectName(QStringLiteral("settingsHistory"));
    m_kept->setChecked(settings.historyKept);
    m_kept->setToolTip(tr("For the Timeline, lead times and reports over time. Applies to clusters opened from now on."));
    m_days->setObjectName(QStringLiteral("settingsHistoryDays"));
    m_days->setAccessibleName(tr("Days that the history goes back"));
    m_days->setRange(1, 3650);
    m_days->setSuffix(tr(" days"));
    m_days->setValue(settings.historyDays);
    m_megabytes->setObjectName(QStringLiteral("settingsHistoryMegabytes"));
    m_megabytes->setAccessibleName(tr("Megabytes that the history takes at most"));
    m_megabytes->setRange(10, 1'000'000);
    m_megabytes->setSuffix(tr(" MB"));
    m_megabytes->setValue(settings.historyMegabytes);
    m_megabytes->setEnabled(settings.historyUrl.isEmpty());
    m_clusters->setObjectName(QStringLiteral("settingsHistoryClusters"));
    m_clusters->setAccessibleName(tr("Cluster whose history is erased"));
    m_clusters->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_erase->setObjectName(QStringLiteral("settingsHistoryErase"));
    m_erase->setAccessibleName(tr("Erase the history of the chosen cluster"));
    m_erase->setAutoDefault(false);

    auto* limits = new QHBoxLayout;
    limits->addWidget(m_days);
    limits->addWidget(views::makeLabel(this, theme::FontRole::Body, theme::Color::Text2, tr("and at most")));
    limits->addWidget(m_megabytes);
    limits->addStretch(1);
    auto* row = new QHBoxLayout;
    row->addWidget(m_clusters, 1);
    row->addWidget(m_erase);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_kept);
    column->addLayout(limits);
    column->addWidget(m_status);
    column->addLayout(row);

    connect(m_kept, &QCheckBox::toggled, this, &HistorySettings::changed);
    for (auto* box : {m_days, m_megabytes})
        connect(box, &QSpinBox::editingFinished, this, &HistorySettings::changed);
    connect(m_clusters, &QComboBox::currentIndexChanged, this, [this] {
        m_sure = false;
        m_erase->setText(tr("Erase"));
    });
    connect(m_erase, &QPushButton::clicked, this, &HistorySettings::erase);
    if (auto* desk = services.historyDesk())
        connect(desk, &items::HistoryDesk::changed, this, &HistorySettings::showStatus);
    showStatus();
    listClusters();
}

void HistorySettings::write(Settings& settings) const
{
    settings.historyKept = m_kept->isChecked();
    settings.historyDays = m_days->value();
    settings.historyMegabytes = m_megabytes->value();
}

void HistorySettings::showStatus()
{
    auto* desk = m_services.historyDesk();
    if (!desk) {
        m_status->setText(tr("Nothing is kept yet."));
        return;
    }
    const auto status = desk->status();
    QStringList words;
    if (!status.setAside.empty())
        words << tr("The file was damaged. It lies in %1 now; a new one was begun.").arg(text::qs(status.setAside));
    if (!status.writing && status.error.code != ErrorCode::Internal)
        words << tr("It cannot be written: %1").arg(text::errorSentence(status.error));
    if (status.facts.since)
        words << tr("Kept since %1, %2.").arg(text::localTime(*status.facts.since), QLocale().formattedDataSize(status.facts.bytes));
    if (status.facts.lost > 0)
        words << tr("%n entries could not be kept.", nullptr, static_cast<int>(std::min<std::uint64_t>(status.facts.lost, 1'000'000'000)));
    m_status->setText(words.join(QLatin1Char(' ')));
}

void HistorySettings::listClusters()
{
    auto* desk = m_services.historyDesk();
    m_erase->setEnabled(false);
    m_clusters->setEnabled(false);
    if (!desk)
        return;
    desk->ask(
        0, this, [](history::Store& store) { return store.clusters(); },
        [this](Result<std::vector<history::Cluster>> clusters) {
            const QSignalBlocker blocker(m_clusters);
            m_clusters->clear();
            if (!clusters)
                return;
            for (const auto& cluster : *clusters)
                m_clusters->addItem(text::cleanLine(cluster.name.name), text::qs(cluster.name.identity));
            m_clusters->setEnabled(m_clusters->count() > 0);
            m_erase->setEnabled(m_clusters->count() > 0);
        });
}

// Twice: what is erased does not come back.
void HistorySettings::erase()
{
    auto* desk = m_services.historyDesk();
    if (!desk || m_clusters->currentIndex() < 0)
        return;
    if (!std::exchange(m_sure, true)) {
        m_erase->setText(tr("Erase for good?"));
        return;
    }
    m_sure = false;
    m_erase->setEnabled(false);
    m_erase->setText(tr("Erase"));
    desk->erase(m_clusters->currentData().toString().toStdString(), this, [this](Status erased) {
        listClusters();
        if (!erased)
            m_status->setText(tr("It cannot be written: %1").arg(text::errorSentence(erased.error())));
        else
            showStatus();
    });
}

} // namespace dg::window
