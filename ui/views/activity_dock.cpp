// SPDX-License-Identifier: Apache-2.0
#include "views/activity_dock.h"

#include "activity_rows.h"
#include "theme/theme.h"
#include "widgets/buttons.h"
#include "widgets/dock_title.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>

namespace dg::views {

struct ActivityDock::Impl {
    widgets::DockTitle* title = nullptr;
    widgets::ToolButton* filter = nullptr;
    widgets::ToolButton* cancel = nullptr;
    widgets::ToolButton* collapse = nullptr;
    QListView* list = nullptr;
    ActivityRows* rows = nullptr;
    std::vector<session::Action> actions;
    bool collapsed = false;

    // The chosen comparison, or else the only thing that it can mean: the one that runs.
    [[nodiscard]] const session::Action* cancellable() const
    {
        const auto may = [](const session::Action& action) { return action.verb == session::ActionVerb::Compare && !action.done(); };
        if (const auto chosen = list->currentIndex(); chosen.isValid() && may(rows->at(chosen.row())))
            return &rows->at(chosen.row());
        const auto found = std::ranges::find_if(actions, may);
        return found == actions.end() ? nullptr : &*found;
    }
};

ActivityDock::ActivityDock(QWidget* parent)
    : QWidget(parent)
    , m_impl(std::make_unique<Impl>())
{
    setObjectName(QStringLiteral("activity"));
    setAccessibleName(QStringLiteral("Activity")); // a fixed name: contracts.md §3
    Impl& d = *m_impl;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    d.title = new widgets::DockTitle(tr("Activity"), this);
    d.filter = new widgets::ToolButton(QStringLiteral("action-filter"), tr("Failed only"), {}, this);
    d.filter->setObjectName(QStringLiteral("activityFailedOnly"));
    d.filter->setCheckable(true);
    d.collapse = new widgets::ToolButton(QStringLiteral("chevron-down"), tr("Collapse"), {}, this);
    d.collapse->setObjectName(QStringLiteral("activityCollapse"));
    d.cancel = new widgets::ToolButton(QStringLiteral("action-close"), tr("Cancel the comparison"), QKeySequence(Qt::Key_Delete), this);
    d.cancel->setObjectName(QStringLiteral("activityCancel"));
    d.title->addAction(d.cancel);
    d.title->addAction(d.filter);
    d.title->addAction(d.collapse);
    column->addWidget(d.title);
    d.rows = new ActivityRows(this);
    d.list = new QListView(this);
    d.list->setObjectName(QStringLiteral("activityRows"));
    d.list->setAccessibleName(tr("Actions"));
    d.list->setFrameShape(QFrame::NoFrame);
    d.list->setUniformItemSizes(true);
    d.list->setMouseTracking(true);
    d.list->setModel(d.rows);
    d.list->setItemDelegate(new ActivityDelegate(d.list));
    d.list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(d.list, 1);
    setFocusProxy(d.list);
    connect(d.filter, &QAbstractButton::toggled, this, [this] { setActions(m_impl->actions); });
    connect(d.collapse, &QAbstractButton::clicked, this, [this] { setCollapsed(!m_impl->collapsed); });
    connect(d.list, &QListView::activated, this,
        [this](const QModelIndex& index) { Q_EMIT objectActivated(m_impl->rows->at(index.row()).key); });
    auto* stop = new QAction(this);
    stop->setShortcut(QKeySequence(Qt::Key_Delete));
    stop->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(stop);
    const auto cancel = [this] {
        if (const auto* const action = m_impl->cancellable())
            Q_EMIT cancelRequested(*action);
    };
    connect(stop, &QAction::triggered, this, cancel);
    connect(d.cancel, &QAbstractButton::clicked, this, cancel);
    connect(d.list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ActivityDock::showCancel);
    setActions({});
}

ActivityDock::~ActivityDock() = default;

void ActivityDock::setActions(const std::vector<session::Action>& actions)
{
    Impl& d = *m_impl;
    if (&actions != &d.actions)
        d.actions = actions;
    int failed = 0;
    for (const auto& action : d.actions)
        failed += hasFailed(action) ? 1 : 0;
    QString facts;
    if (d.actions.empty())
        facts = tr("Nothing was asked for yet. Reconcile a row with Ctrl+R.");
    else if (failed > 0) //: %1 and %2 are numbers
        facts = tr("%1 running, %2 failed").arg(runningCount()).arg(failed);
    else
        facts = tr("%1 running").arg(runningCount());
    d.title->setFacts(facts);
    d.rows->set(d.actions, d.filter->isChecked());
    showCancel();
}

void ActivityDock::showCancel()
{
    m_impl->cancel->setVisible(m_impl->cancellable() != nullptr);
}

void ActivityDock::setCollapsed(bool collapsed)
{
    if (collapsed == m_impl->collapsed)
        return;
    m_impl->collapsed = collapsed;
    m_impl->list->setVisible(!collapsed);
    m_impl->collapse->setWord(collapsed ? tr("Expand") : tr("Collapse"));
    m_impl->collapse->setIconName(collapsed ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"));
    Q_EMIT collapsedChanged(collapsed);
}

bool ActivityDock::isCollapsed() const
{
    return m_impl->collapsed;
}

int ActivityDock::runningCount() const
{
    int running = 0;
    for (const auto& action : m_impl->actions)
        running += action.done() ? 0 : 1;
    return running;
}

void ActivityDock::focusRows()
{
    m_impl->list->setFocus(Qt::ShortcutFocusReason);
}

} // namespace dg::views
