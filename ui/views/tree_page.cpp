// SPDX-License-Identifier: Apache-2.0
#include "views/tree_page.h"

#include "filter_suggestions.h"
#include "items/tree_model.h"
#include "text/filter.h"
#include "text/words.h"
#include "theme/theme.h"
#include "tree_messages.h"
#include "views/surface.h"
#include "views/tree_text.h"
#include "views_menu.h"
#include "widgets/banner.h"
#include "widgets/buttons.h"
#include "widgets/filter_field.h"
#include "widgets/labels.h"
#include "widgets/tree_view.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTimer>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {
constexpr int FilterWidth = 284;
constexpr Millis LoadingTextAfter{300}; // design §4: nothing earlier
} // namespace

struct TreePage::Impl {
    explicit Impl(const Clock& c)
        : clock(c)
        , serverClock(c)
        , words(serverClock)
    {
    }
    const Clock& clock;
    SkewedClock serverClock; // for ages of what the cluster stamped
    TreeText words;
    QString cluster;
    session::SessionStatus status;
    std::vector<std::string> warnings;
    tree::Grouping grouping = tree::Grouping::Source;
    bool stillLoading = false; // 300 ms have gone by

    widgets::FilterField* filter = nullptr;
    QLabel* filterError = nullptr;
    QWidget* filterErrorStrip = nullptr;
    widgets::Button* group = nullptr;
    widgets::Button* problems = nullptr;
    ViewsMenu* saved = nullptr;
    widgets::PlainLabel* count = nullptr;
    widgets::Banner* banner = nullptr;
    QString bannerText;
    bool bannerSignsIn = false;
    ObjectKey bannerCause; // what its link chooses
    std::vector<tree::Cause> causes; // looked for once a second at most
    SteadyTime causesAt{};
    bool causesOfAll = false; // the first state was complete then
    QStackedWidget* stack = nullptr;
    widgets::TreeView* view = nullptr;
    QLabel* message = nullptr;
    QLabel* advice = nullptr;
    widgets::Button* messageButton = nullptr;
    PageMessage::Action messageAction = PageMessage::None;
    QTimer loading;

    [[nodiscard]] items::TreeModel* model() const { return view->treeModel(); }
};

TreePage::TreePage(const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_impl(std::make_unique<Impl>(clock))
{
    setObjectName(QStringLiteral("treePage"));
    Impl& d = *m_impl;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto* bar = new Surface(Color::Base, this);
    bar->setFixedHeight(metric::FilterBar);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->setSpacing(metric::Gap);
    d.filter = new widgets::FilterField(QStringLiteral("kind:ks state:failed name"), QStringLiteral("/"), bar);
    d.filter->setObjectName(QStringLiteral("filter"));
    d.filter->setAccessibleName(QStringLiteral("Filter")); // a fixed name: contracts.md §3
    d.filter->setPreferredWidth(FilterWidth);
    row->addWidget(d.filter);
    d.group = new widgets::Button(QString(), QStringLiteral("action-group"), bar);
    d.group->setObjectName(QStringLiteral("groupBy"));
    auto* menu = new QMenu(d.group);
    auto* groups = new QActionGroup(menu);
    const QString words[] = {tr("Group by source"), tr("Group by namespace"), tr("Group by kind"), tr("Group by cause")};
    for (int i = 0; i < 4; ++i) {
        QAction* action = menu->addAction(words[i]);
        action->setCheckable(true);
        groups->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] {
            setGrouping(static_cast<tree::Grouping>(i));
            Q_EMIT optionsChanged();
        });
    }
    groups->actions().first()->setChecked(true);
    d.group->setText(words[0]);
    d.group->setMenu(menu);
    row->addWidget(d.group);
    d.problems = new widgets::Button(tr("Problems first"), QStringLiteral("action-sort-problems"), bar);
    d.problems->setObjectName(QStringLiteral("problemsFirst"));
    d.problems->setCheckable(true);
    d.problems->setChecked(true);
    row->addWidget(d.problems);
    auto* savedButton
        = new widgets::ToolButton(QStringLiteral("action-views"), tr("Saved views"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), bar);
    savedButton->setObjectName(QStringLiteral("savedViews"));
    row->addWidget(savedButton);
    d.saved = new ViewsMenu(savedButton, [this] { return currentView(); });
    row->addStretch(1);
    d.count = new widgets::PlainLabel({}, FontRole::Body, Color::Text2, bar);
    d.count->setObjectName(QStringLiteral("objectCount"));
    d.count->setElideMode(Qt::ElideNone); // a number is never cut: the filter gives way
    row->addWidget(d.count);
    auto* expand = new widgets::ToolButton(QStringLiteral("action-expand-all"), tr("Expand all"), {}, bar);
    auto* collapse = new widgets::ToolButton(QStringLiteral("action-collapse-all"), tr("Collapse all"), {}, bar);
    row->addWidget(expand);
    row->addWidget(collapse);
    column->addWidget(bar);

    d.filterErrorStrip = new Surface(Color::Base, this);
    d.filterErrorStrip->hide();
    auto* strip = new QHBoxLayout(d.filterErrorStrip);
    strip->setContentsMargins(metric::Panel, 0, metric::Panel, metric::Gap);
    d.filterError = makeLabel(d.filterErrorStrip, FontRole::Small, Color::Failed, {}, true);
    d.filterError->setObjectName(QStringLiteral("filterError"));
    strip->addWidget(d.filterError);
    column->addWidget(d.filterErrorStrip);
    d.banner = new widgets::Banner(this);
    d.banner->setObjectName(QStringLiteral("banner"));
    d.banner->hide();
    column->addWidget(d.banner);

    d.stack = new QStackedWidget(this);
    d.view = new widgets::TreeView(theme::of(this), d.stack);
    d.view->setObjectName(QStringLiteral("tree"));
    d.view->setAccessibleName(QStringLiteral("Tree")); // a fixed name: contracts.md §3
    d.stack->addWidget(d.view);
    auto* page = new Surface(Color::Base, d.stack);
    page->setFocusPolicy(Qt::TabFocus); // holds the tree's focus until there are rows; the stack hands it on
    auto* pageColumn = new QVBoxLayout(page);
    pageColumn->setContentsMargins(metric::DialogPadding, metric::DialogPadding * 2, metric::DialogPadding, metric::DialogPadding);
    pageColumn->setSpacing(metric::Gap);
    d.message = makeLabel(page, FontRole::BodyBold, Color::Text1, {}, true);
    d.message->setObjectName(QStringLiteral("treeMessage"));
    d.advice = makeLabel(page, FontRole::Body, Color::Text2, {}, true);
    d.messageButton = new widgets::Button(QString(), {}, page);
    d.messageButton->setObjectName(QStringLiteral("treeMessageButton"));
    pageColumn->addWidget(d.message);
    pageColumn->addWidget(d.advice);
    pageColumn->addWidget(d.messageButton, 0, Qt::AlignLeading);
    pageColumn->addStretch(1);
    d.stack->addWidget(page);
    column->addWidget(d.stack, 1);

    connect(d.filter, &QLineEdit::textChanged, this, [this](const QString& query) {
        if (auto* model = m_impl->model()) {
            model->tree().setFilter(query.toStdString());
            showFilterProblem();
        }
        countsChanged();
    });
    connect(d.filter, &QLineEdit::editingFinished, this, &TreePage::showFilterProblem);
    d.filter->setSuggest([this](const QString& typed, int cursor) {
        const auto* model = m_impl->model();
        return suggestionsFor(model ? &model->tree() : nullptr, typed, cursor);
    });
    connect(d.saved, &ViewsMenu::chosen, this, &TreePage::applyView);
    connect(d.saved, &ViewsMenu::saveRequested, this, &TreePage::saveViewRequested);
    connect(d.saved, &ViewsMenu::manageRequested, this, &TreePage::manageViewsRequested);
    connect(d.filter, &widgets::FilterField::downPressed, this, &TreePage::focusTree);
    connect(d.filter, &widgets::FilterField::escaped, this, &TreePage::focusTree);
    connect(d.problems, &QAbstractButton::toggled, this, [this](bool on) {
        if (auto* model = m_impl->model())
            model->tree().setProblemsFirst(on);
        Q_EMIT optionsChanged();
    });
    connect(expand, &QAbstractButton::clicked, this, &TreePage::expandAll);
    connect(collapse, &QAbstractButton::clicked, this, &TreePage::collapseAll);
    connect(d.view, &widgets::TreeView::currentObjectChanged, this, &TreePage::selectionChanged);
    connect(d.view, &widgets::TreeView::activated, this, &TreePage::objectActivated);
    connect(d.view, &widgets::TreeView::contextMenuRequested, this, [this](const QPoint& at) { Q_EMIT contextMenuRequested(at); });
    connect(d.banner, &widgets::Banner::linkActivated, this, [this] {
        if (m_impl->bannerSignsIn)
            Q_EMIT signInRequested();
        else if (m_impl->bannerCause.empty())
            Q_EMIT retryRequested();
        else if (select(m_impl->bannerCause))
            focusTree();
    });
    connect(d.messageButton, &QAbstractButton::clicked, this, [this] {
        switch (m_impl->messageAction) {
        case PageMessage::ClearFilter:
            setFilter({});
            break;
        case PageMessage::Connect:
            Q_EMIT connectRequested();
            break;
        case PageMessage::Retry:
            Q_EMIT retryRequested();
            break;
        case PageMessage::None:
            break;
        }
    });
    d.loading.setSingleShot(true);
    connect(&d.loading, &QTimer::timeout, this, [this] {
        m_impl->stillLoading = true;
        showMessage();
    });
    countsChanged();
}

TreePage::~TreePage()
{
    if (auto* model = m_impl->model())
        model->setTextSource(nullptr);
}

void TreePage::setTreeModel(items::TreeModel* model, const QString& clusterName)
{
    Impl& d = *m_impl;
    if (d.model())
        d.model()->setTextSource(nullptr);
    d.cluster = clusterName;
    d.status = {};
    d.causes.clear();
    d.causesAt = {};
    d.warnings.clear();
    d.stillLoading = false;
    d.loading.start(LoadingTextAfter);
    if (model) {
        model->setTextSource(&d.words);
        model->tree().setProblemsFirst(d.problems->isChecked());
        model->tree().setGrouping(d.grouping);
        model->tree().setFilter(d.filter->text().toStdString());
    }
    d.view->setTreeModel(model);
    showFilterProblem();
    if (auto* selection = d.view->selectionModel())
        connect(selection, &QItemSelectionModel::selectionChanged, this, &TreePage::selectionChanged, Qt::UniqueConnection);
    countsChanged();
    Q_EMIT selectionChanged();
}

void TreePage::setStatus(const session::SessionStatus& status, const std::vector<std::string>& permanentWarnings)
{
    m_impl->status = status;
    m_impl->serverClock.setSkew(status.clockSkew);
    m_impl->warnings = permanentWarnings;
    m_impl->view->setStale(holdsOldData(status.phase));
    countsChanged();
}

void TreePage::countsChanged()
{
    Impl& d = *m_impl;
    d.count->setText(d.model() ? countWords(d.model()->tree().summary(), d.status, !d.filter->text().trimmed().isEmpty()) : QString());
    showBanner();
    showMessage();
}

void TreePage::lookForCauses()
{
    constexpr Millis Again{1000}; // a walk over all objects
    Impl& d = *m_impl;
    if (!d.model()) {
        d.causes.clear();
        return;
    }
    const auto now = d.clock.steady();
    if (now - d.causesAt < Again && d.causesOfAll == d.status.complete)
        return;
    d.causesAt = now;
    d.causesOfAll = d.status.complete;
    d.causes = d.status.complete ? d.model()->tree().causes() : std::vector<tree::Cause>{};
}

void TreePage::showBanner()
{
    Impl& d = *m_impl;
    const bool rows = d.model() && d.model()->tree().rowCount() > 0;
    lookForCauses();
    const BannerContent content = d.model() ? bannerFor(d.status, d.warnings, d.causes, d.cluster, rows, d.clock) : BannerContent{};
    d.bannerCause = content.cause;
    d.bannerSignsIn = content.signIn;
    d.bannerText = content.lead + (content.lead.isEmpty() ? QString() : QStringLiteral(" ")) + content.sentence;
    if (content.sentence.isEmpty()) {
        d.bannerText.clear();
        d.banner->hide();
        return;
    }
    d.banner->setContent(content.kind, content.lead, content.sentence, content.link);
    d.banner->show();
}

void TreePage::showMessage()
{
    Impl& d = *m_impl;
    const PageMessage message
        = messageFor(d.model() ? &d.model()->tree() : nullptr, d.status, d.cluster, !d.filter->text().trimmed().isEmpty(), d.stillLoading);
    d.messageAction = message.action;
    d.message->setText(message.sentence);
    d.advice->setText(message.advice);
    d.advice->setVisible(!message.advice.isEmpty());
    d.messageButton->setText(message.button);
    d.messageButton->setVisible(message.action != PageMessage::None);
    d.stack->setCurrentIndex(message.showTree ? 0 : 1);
}

void TreePage::tick()
{
    m_impl->view->repaintAges();
    showBanner();
}

std::vector<ObjectKey> TreePage::selectedObjects() const
{
    if (!m_impl->model())
        return {};
    auto keys = m_impl->view->selectedObjects();
    if (keys.empty() && !m_impl->view->currentObject().empty())
        keys.push_back(m_impl->view->currentObject());
    return keys;
}

bool TreePage::select(const ObjectKey& key)
{
    if (m_impl->view->select(key))
        return true;
    if (m_impl->filter->text().isEmpty())
        return false;
    setFilter({}); // the filter may hide it
    return m_impl->view->select(key);
}

bool TreePage::hasSelection() const
{
    const auto* selection = m_impl->view->selectionModel();
    return selection && selection->hasSelection();
}

void TreePage::clearSelection()
{
    if (auto* selection = m_impl->view->selectionModel())
        selection->clear();
}

void TreePage::selectFirstProblem()
{
    const auto* model = m_impl->model();
    if (!model)
        return;
    constexpr int Looked = 5000; // rows; problems stand first unless the user sorts otherwise
    ObjectKey worst;
    int severity = 0;
    for (int i = 0; i < std::min(Looked, model->rowCount()); ++i) {
        const tree::Row row = model->row(i);
        if (row.type == tree::RowType::Flux && flux::isProblem(row.verdict.state) && flux::severity(row.verdict.state) > severity) {
            severity = flux::severity(row.verdict.state);
            worst = row.key;
        }
    }
    if (!worst.empty())
        m_impl->view->select(worst);
}

// A word that may still become right is left alone while somebody types it.
void TreePage::showFilterProblem()
{
    Impl& d = *m_impl;
    QString sentence;
    if (const auto* model = d.model()) {
        if (const auto& problem = model->tree().filterProblem(); problem && !(problem->unfinished && d.filter->hasFocus()))
            sentence = text::filterProblem(*problem);
    }
    d.filterError->setText(sentence);
    d.filterErrorStrip->setVisible(!sentence.isEmpty());
    d.filter->setError(sentence);
}

void TreePage::setSavedViews(std::vector<SavedView> saved)
{
    m_impl->saved->setViews(std::move(saved));
}

SavedView TreePage::currentView() const
{
    return {{}, m_impl->filter->text().trimmed(), m_impl->grouping, m_impl->problems->isChecked()};
}

void TreePage::applyView(const SavedView& view)
{
    setGrouping(view.grouping);
    setProblemsFirst(view.problemsFirst);
    setFilter(view.query);
    focusTree();
    Q_EMIT optionsChanged();
}

void TreePage::openViewsMenu()
{
    m_impl->saved->open();
}

void TreePage::setFilter(const QString& query)
{
    m_impl->filter->setText(query);
}
QString TreePage::filter() const
{
    return m_impl->filter->text();
}
void TreePage::setComfortable(bool on)
{
    m_impl->view->setComfortable(on);
}
QByteArray TreePage::columnState() const
{
    return m_impl->view->columnWidths();
}

void TreePage::restoreColumnState(const QByteArray& state)
{
    m_impl->view->setColumnWidths(state);
}

void TreePage::focusFilter()
{
    m_impl->filter->setFocus(Qt::ShortcutFocusReason);
    m_impl->filter->selectAll();
}

void TreePage::focusTree()
{
    m_impl->stack->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

void TreePage::expandAll()
{
    m_impl->view->expandAllRows();
}
void TreePage::collapseAll()
{
    m_impl->view->collapseAllRows();
}
void TreePage::setProblemsFirst(bool on)
{
    m_impl->problems->setChecked(on);
}
bool TreePage::problemsFirst() const
{
    return m_impl->problems->isChecked();
}
tree::Grouping TreePage::grouping() const
{
    return m_impl->grouping;
}

void TreePage::setGrouping(tree::Grouping grouping)
{
    m_impl->grouping = grouping;
    QAction* action = m_impl->group->menu()->actions().at(static_cast<int>(grouping));
    action->setChecked(true);
    m_impl->group->setText(action->text());
    if (auto* model = m_impl->model())
        model->tree().setGrouping(grouping);
}

QString TreePage::bannerText() const
{
    return m_impl->bannerText;
}
QString TreePage::messageText() const
{
    return m_impl->stack->currentIndex() == 0 ? QString() : m_impl->message->text();
}

} // namespace dg::views
