// SPDX-License-Identifier: Apache-2.0
#include "tray.h"

#include "items/cluster_list_model.h"
#include "rail.h"
#include "text/words.h"
#include "theme/theme.h"

#include <QMenu>
#include <QPainter>
#include <QSystemTrayIcon>

#include <array>

namespace dg::window {

namespace {

constexpr std::array<int, 6> Sizes{16, 22, 24, 32, 48, 64}; // what panels ask for
constexpr int MostCounted = 99;

// A filled badge in the lower right corner; from 32 px on with its number, below only the badge.
void drawBadge(QPainter* painter, int size, int drifted, const theme::Theme& theme)
{
    const bool numbered = size >= 32;
    const QString number = drifted > MostCounted ? QStringLiteral("99+") : QString::number(drifted);
    QFont font = painter->font();
    font.setPixelSize(std::max(9, size * 7 / 16));
    font.setBold(true);
    painter->setFont(font);
    const double height = numbered ? painter->fontMetrics().height() * 0.82 : size * 0.5;
    const double width
        = numbered ? std::min<double>(size, std::max(height, painter->fontMetrics().horizontalAdvance(number) + height * 0.4)) : height;
    const QRectF box(size - width, size - height, width, height);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(theme::Color::DriftMark));
    painter->drawRoundedRect(box, height / 2, height / 2);
    if (!numbered)
        return;
    painter->setPen(theme.color(theme::Color::Base));
    painter->drawText(box, Qt::AlignCenter, number);
}

} // namespace

Tray::Tray(items::ClusterListModel& clusters, const theme::Theme& theme, QObject* parent)
    : QObject(parent)
    , m_clusters(clusters)
    , m_theme(theme)
    , m_menu(std::make_unique<QMenu>())
    , m_icon(std::make_unique<QSystemTrayIcon>())
{
    m_menu->addAction(tr("Show Driftglass"), this, &Tray::windowRequested);
    m_menu->addAction(tr("Show drift"), this, &Tray::driftRequested);
    m_menu->addSeparator();
    m_menu->addAction(tr("Quit"), this, &Tray::quitRequested);
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT windowRequested();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&clusters, signal, this, &Tray::refresh);
    connect(&clusters, &QAbstractItemModel::rowsMoved, this, &Tray::refresh);
    connect(&clusters, &QAbstractItemModel::dataChanged, this, &Tray::refresh);
    m_icon->setIcon(icon(0, theme));
    refresh();
}

Tray::~Tray() = default;

void Tray::setShown(bool shown)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || m_icon->isVisible() == shown)
        return;
    m_icon->setVisible(shown);
}

QIcon Tray::icon(int drifted, const theme::Theme& theme)
{
    const QIcon plain(QStringLiteral(":/driftglass.svg"));
    if (drifted <= 0)
        return plain;
    QIcon badged;
    for (const int size : Sizes) {
        QPixmap picture = plain.pixmap(size, size);
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        drawBadge(&painter, size, drifted, theme);
        painter.end();
        badged.addPixmap(picture);
    }
    return badged;
}

void Tray::refresh()
{
    int drifted = 0;
    QStringList lines;
    for (int row = 0; row < m_clusters.count(); ++row) {
        const items::ClusterModel* cluster = m_clusters.cluster(row);
        if (!cluster->spec().snapshot) // what had drifted then is nobody's trouble now
            drifted += static_cast<int>(cluster->driftSummary().objects);
        //: %1 a cluster's name, %2 how it stands: "2 failed, 3 drifted"
        lines << tr("%1: %2").arg(text::cleanLine(cluster->name().toStdString()), clusterLine(*cluster));
    }
    const QString words = lines.isEmpty() ? QStringLiteral("Driftglass") : lines.join(QLatin1Char('\n'));
    if (words != m_words) {
        m_words = words;
        m_icon->setToolTip(words);
    }
    if (drifted != m_drifted) {
        m_drifted = drifted;
        m_icon->setIcon(icon(drifted, m_theme));
    }
}

} // namespace dg::window
