// SPDX-License-Identifier: Apache-2.0
// The icon in the desktop's tray: how many objects have drifted in the open clusters, without the window in front. Where the
// desktop has no tray it stays unseen.
#pragma once

#include <QIcon>
#include <QObject>
#include <QString>

#include <memory>

class QMenu;
class QSystemTrayIcon;

namespace dg::items {
class ClusterListModel;
}

namespace dg::theme {
class Theme;
}

namespace dg::window {

class Tray final : public QObject {
    Q_OBJECT
public:
    Tray(items::ClusterListModel& clusters, const theme::Theme& theme, QObject* parent);
    ~Tray() override;
    void setShown(bool shown); // by the user's settings

    // The application's icon, with `drifted` in a badge; 0: without. 100 and more read "99+".
    [[nodiscard]] static QIcon icon(int drifted, const theme::Theme& theme);
    [[nodiscard]] int drifted() const { return m_drifted; } // objects, in all open clusters
    [[nodiscard]] const QString& words() const { return m_words; } // the tooltip: a line each cluster

Q_SIGNALS:
    void windowRequested();
    void driftRequested();
    void quitRequested();

private:
    void refresh();

    items::ClusterListModel& m_clusters;
    const theme::Theme& m_theme;
    std::unique_ptr<QMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    int m_drifted = 0;
    QString m_words;
};

} // namespace dg::window
