// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect_gitlab.h"
#include "dialog.h"
#include "window/connect_dialog.h"

#include <QPointer>

class QLineEdit;
class QListWidget;
class QStackedWidget;
class QTreeWidget;

namespace dg::window {

class ConnectDialog final : public Dialog {
    Q_OBJECT
public:
    ConnectDialog(QWidget* parent, Services& services, std::function<void(int)> opened);
    void choose(ConnectWay way);
    void showError(const QString& sentence);
    void setAddress(const QString& address) { m_gitlab->setAddress(address); }

private:
    QWidget* makeSidebar();
    QWidget* makeContextsPage();
    QWidget* makeSnapshotPage();
    QWidget* makeDemoPage();
    void addSnapshot();
    void opened(int row);
    void fillContexts();
    void showWay(int row);
    void contextChanged();
    void add();

    Services& m_services;
    std::function<void(int)> m_opened;
    ContextList m_list;
    QListWidget* m_ways = nullptr;
    QStackedWidget* m_pages = nullptr;
    QTreeWidget* m_contexts = nullptr;
    QLabel* m_contextNote = nullptr;
    GitLabPage* m_gitlab = nullptr;
    QLineEdit* m_snapshot = nullptr;
    QLabel* m_error = nullptr;
    QPushButton* m_add = nullptr;
};

} // namespace dg::window
