// SPDX-License-Identifier: Apache-2.0
#include "views_menu.h"

#include "text/words.h"

#include <QMenu>

namespace dg::views {

ViewsMenu::ViewsMenu(widgets::ToolButton* button, std::function<SavedView()> current)
    : QObject(button)
    , m_button(button)
    , m_menu(new QMenu(button))
    , m_current(std::move(current))
{
    m_menu->setObjectName(QStringLiteral("savedViewsMenu"));
    m_menu->setAccessibleName(tr("Saved views"));
    connect(button, &QAbstractButton::clicked, this, &ViewsMenu::open);
}

void ViewsMenu::open()
{
    fill();
    const bool right = m_button->layoutDirection() == Qt::RightToLeft;
    const QPoint corner
        = right ? QPoint(m_button->width() - m_menu->sizeHint().width(), m_button->height()) : QPoint(0, m_button->height());
    m_menu->popup(m_button->mapToGlobal(corner));
}

void ViewsMenu::fill()
{
    m_menu->clear();
    const SavedView now = m_current();
    for (const SavedView& view : m_views) {
        // A name is the user's text: no letter of it is a mnemonic.
        QAction* action = m_menu->addAction(text::cleanLine(view.name.toStdString()).replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(view.query == now.query && view.grouping == now.grouping && view.problemsFirst == now.problemsFirst);
        connect(action, &QAction::triggered, this, [this, view] { Q_EMIT chosen(view); });
    }
    if (m_views.empty())
        m_menu->addAction(tr("No view is saved"))->setEnabled(false);
    m_menu->addSeparator();
    QAction* save = m_menu->addAction(tr("Save this view…"));
    save->setObjectName(QStringLiteral("savedViewsSave"));
    connect(save, &QAction::triggered, this, &ViewsMenu::saveRequested);
    QAction* manage = m_menu->addAction(tr("Rename or delete…"));
    manage->setObjectName(QStringLiteral("savedViewsManage"));
    manage->setEnabled(!m_views.empty());
    connect(manage, &QAction::triggered, this, &ViewsMenu::manageRequested);
}

} // namespace dg::views
