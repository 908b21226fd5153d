// SPDX-License-Identifier: Apache-2.0
#include "views/drift_page.h"

#include "drift_compare.h"
#include "drift_detail.h"
#include "drift_diff_view.h"
#include "drift_list.h"
#include "drift_not_compared.h"
#include "drift_people.h"
#include "drift_timeline.h"
#include "filter_suggestions.h"
#include "flux/reconcile.h"
#include "items/drift_digest.h"
#include "text/drift_words.h"
#include "text/exact_words.h"
#include "text/filter.h"
#include "text/words.h"
#include "theme/theme.h"
#include "tree/fleet_tree.h"
#include "views/surface.h"
#include "widgets/banner.h"
#include "widgets/buttons.h"
#include "widgets/filter_field.h"
#include "widgets/labels.h"

#include <QAction>
#include <QActionGroup>
#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QStackedWidget>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using items::DriftListModel;
using theme::Color;
using theme::FontRole;

namespace {
constexpr int ListNormal = 364, ListWide = 440, WideFrom = 1500; // design §6, by the page's own width
constexpr int FooterHeight = 32;

QString counted(std::uint32_t count)
{
    return QLocale().toString(count);
}
} // namespace

struct DriftPage::Impl {
    Impl(const Clock& c, StringPool& p)
        : clock(c)
        , own(c)
        , pool(p)
    {
    }
    SkewedClock clock; // the cluster's
    const Clock& own;
    StringPool& pool;
    const tree::FleetTree* tree = nullptr;
    bool complete = false;
    bool given = false; // findings came
    bool waiting = false; // for an object
    bool keeping = false;
    bool byHand = false; // a person chose the row, or somebody's select()
    bool placing = false;
    std::vector<drift::Finding> episodes;
    drift::Summary summary;
    std::uint64_t row = 0; // id of the chosen one
    DriftListModel model;

    widgets::Banner* notice = nullptr;
    Surface* left = nullptr;
    widgets::FilterField* filter = nullptr;
    QLabel* filterError = nullptr;
    QWidget* filterErrorStrip = nullptr;
    widgets::Button* by = nullptr;
    widgets::ToolButton* peopleButton = nullptr;
    QStackedWidget* lists = nullptr;
    DriftList* list = nullptr;
    DriftPeople* people = nullptr;
    DriftNotCompared* notCompared = nullptr;
    bool notComparedShown = false;
    DriftCompare* compare = nullptr;
    QLabel* noMatch = nullptr;
    DriftTimeline* timeline = nullptr;
    widgets::PlainLabel* footer = nullptr;
    widgets::LinkButton* footerLink = nullptr;
    QWidget* footerBox = nullptr;
    QStackedWidget* pages = nullptr; // list and detail, or one sentence
    DriftDetail* detail = nullptr;
    QLabel* message = nullptr;
    QLabel* advice = nullptr;
    widgets::Button* messageButton = nullptr;

    [[nodiscard]] std::uint32_t notWatched() const { return summary.notMonitored + summary.elsewhere; }
};

DriftPage::DriftPage(const Clock& clock, StringPool& pool, QWidget* parent)
    : QWidget(parent)
    , m_impl(std::make_unique<Impl>(clock, pool))
{
    setObjectName(QStringLiteral("driftPage"));
    Impl& d = *m_impl;
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    d.notice = new widgets::Banner(this);
    d.notice->setObjectName(QStringLiteral("driftNotice"));
    d.notice->hide();
    connect(d.notice, &widgets::Banner::linkActivated, d.notice, &QWidget::hide);
    outer->addWidget(d.notice);
    d.pages = new QStackedWidget(this);
    outer->addWidget(d.pages, 1);
    d.compare = new DriftCompare(this);
    outer->addWidget(d.compare);
    auto* both = new QWidget(d.pages);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    d.left = new Surface(Color::Base, both, Qt::RightEdge);
    d.left->setFixedWidth(ListNormal);
    auto* column = new QVBoxLayout(d.left);
    column->setContentsMargins(0, 0, 1, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    d.filterErrorStrip = new Surface(Color::Base, d.left);
    auto* strip = new QHBoxLayout(d.filterErrorStrip);
    strip->setContentsMargins(metric::Panel, 0, metric::Panel, metric::Gap);
    d.filterError = makeLabel(d.filterErrorStrip, FontRole::Small, Color::Failed, {}, true);
    strip->addWidget(d.filterError);
    d.filterErrorStrip->hide();
    column->addWidget(d.filterErrorStrip);
    d.lists = new QStackedWidget(d.left);
    d.list = new DriftList(d.model, d.lists);
    d.people = new DriftPeople(d.lists);
    auto* nothing = new Surface(Color::Base, d.lists);
    auto* nothingColumn = new QVBoxLayout(nothing);
    nothingColumn->setContentsMargins(metric::Panel, metric::DialogPadding, metric::Panel, metric::Panel);
    d.noMatch = makeLabel(nothing, FontRole::Body, Color::Text2, tr("No finding fits the filter."), true);
    nothingColumn->addWidget(d.noMatch);
    nothingColumn->addStretch(1);
    d.lists->addWidget(d.list);
    d.lists->addWidget(d.people);
    d.lists->addWidget(nothing);
    d.notCompared = new DriftNotCompared(d.lists);
    d.lists->addWidget(d.notCompared);
    column->addWidget(d.lists, 1);
    d.timeline = new DriftTimeline(d.left);
    column->addWidget(d.timeline);
    column->addWidget(makeFooter());
    row->addWidget(d.left);
    d.detail = new DriftDetail(d.clock, pool, both);
    row->addWidget(d.detail, 1);
    d.pages->addWidget(both);

    auto* page = new Surface(Color::Base, d.pages);
    page->setFocusPolicy(Qt::TabFocus);
    auto* words = new QVBoxLayout(page);
    words->setContentsMargins(metric::DialogPadding, metric::DialogPadding * 2, metric::DialogPadding, metric::DialogPadding);
    words->setSpacing(metric::Gap);
    d.message = makeLabel(page, FontRole::BodyBold, Color::Text1, {}, true);
    d.message->setObjectName(QStringLiteral("driftEmpty"));
    d.advice = makeLabel(page, FontRole::Body, Color::Text2, {}, true);
    d.messageButton = new widgets::Button(QString(), {}, page);
    d.messageButton->setObjectName(QStringLiteral("driftEmptyShow"));
    words->addWidget(d.message);
    words->addWidget(d.advice);
    words->addWidget(d.messageButton, 0, Qt::AlignLeading);
    words->addStretch(1);
    d.pages->addWidget(page);

    d.list->setOutlook([this, &pool](const flux::Reference& owner) -> QString {
        const auto object = m_impl->tree ? m_impl->tree->find(flux::keyOf(owner, pool)) : nullptr;
        if (!object)
            return tr("owner not there");
        drift::Finding any;
        any.owner = owner;
        if (object->suspended)
            return tr("suspended");
        if (object->kind == flux::Kind::HelmRelease && !(object->drift && object->drift->mode == flux::DriftDetection::Enabled))
            return tr("not corrected");
        const auto last = object->lastReconciled;
        if (!last || !object->interval)
            return {};
        const auto left = std::chrono::duration_cast<Millis>(*last + *object->interval - m_impl->clock.wall());
        //: %1 a time such as 18 min
        return left > Millis{0} ? tr("corrected in %1").arg(text::age(left)) : tr("correction is due");
    });
    connect(d.list, &DriftList::rowChosen, this, &DriftPage::showRow);
    connect(d.list, &DriftList::rowActivated, this, [this] { m_impl->detail->diffView().setFocus(Qt::OtherFocusReason); });
    connect(d.people, &DriftPeople::chosen, this, [this](const QString& manager) {
        if (manager.isEmpty()) {
            m_impl->by->menu()->actions().at(2)->trigger();
        } else {
            setFilter(QStringLiteral("by:") + text::qs(query::quoted(manager.toStdString())));
        }
        setPeopleShown(false);
        focusList();
    });
    connect(d.filter, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_impl->model.setNow(m_impl->clock.wall());
        m_impl->model.setFilter(typed.toStdString());
        showFilterProblem();
        keepRow();
        showMessage();
    });
    connect(d.filter, &QLineEdit::editingFinished, this, &DriftPage::showFilterProblem);
    d.filter->setSuggest([this](const QString& typed, int cursor) { return suggestionsFor(m_impl->tree, typed, cursor); });
    connect(d.filter, &widgets::FilterField::downPressed, this, &DriftPage::focusList);
    connect(d.filter, &widgets::FilterField::escaped, this, &DriftPage::focusList);
    connect(d.footerLink, &QAbstractButton::clicked, this, &DriftPage::notWatchedRequested);
    connect(d.messageButton, &QAbstractButton::clicked, this, &DriftPage::notWatchedRequested);
    connect(d.detail, &DriftDetail::objectWanted, this, [this](const ObjectKey& key) {
        m_impl->waiting = true;
        Q_EMIT objectWanted(key);
    });
    connect(d.detail, &DriftDetail::reconcileRequested, this, &DriftPage::reconcileRequested);
    connect(d.detail, &DriftDetail::acceptRequested, this, &DriftPage::acceptRequested);
    connect(d.detail, &DriftDetail::selectRequested, this, &DriftPage::selectRequested);
    connect(d.detail, &DriftDetail::compareRequested, this, [this] { Q_EMIT compareRequested(false); });
    connect(d.compare, &DriftCompare::compareClicked, this, [this] { Q_EMIT compareRequested(true); });
    connect(d.compare, &DriftCompare::cancelClicked, this, &DriftPage::compareCancelled);
    connect(d.compare, &DriftCompare::openClicked, this, [this] { setNotComparedShown(!m_impl->notComparedShown); });
    connect(d.notCompared, &DriftNotCompared::chosen, this, [this](const ObjectKey& object, const flux::Reference& owner) {
        if (!object.empty())
            Q_EMIT selectRequested(object);
        else if (!owner.empty())
            Q_EMIT selectRequested(flux::keyOf(owner, m_impl->pool));
    });
    connect(d.detail, &DriftDetail::copyRequested, this, &DriftPage::copyRequested);
    showMessage();
    showCounts();
}

DriftPage::~DriftPage()
{
    m_impl->model.setWords({});
}

QWidget* DriftPage::makeBar()
{
    Impl& d = *m_impl;
    auto* bar = new Surface(Color::Base, d.left, Qt::BottomEdge);
    bar->setFixedHeight(metric::FilterBar);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->setSpacing(metric::Gap);
    d.filter = new widgets::FilterField(QStringLiteral("by:kubectl-edit"), QStringLiteral("/"), bar);
    d.filter->setObjectName(QStringLiteral("driftFilter"));
    d.filter->setAccessibleName(tr("Filter findings"));
    d.filter->setPreferredWidth(ListWide);
    row->addWidget(d.filter, 1);
    d.by = new widgets::Button(QString(), {}, bar);
    d.by->setObjectName(QStringLiteral("driftGroupBy"));
    d.by->setHint(tr("How the findings are grouped (Alt+G)"));
    auto* menu = new QMenu(d.by);
    auto* group = new QActionGroup(menu);
    const QString words[] = {tr("By applier"), tr("By object"), tr("By manager"), tr("By field"), tr("By time")};
    for (int i = 0; i < 5; ++i) {
        QAction* action = menu->addAction(words[i]);
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, i, word = words[i]] {
            m_impl->model.setNow(m_impl->clock.wall());
            m_impl->model.setGrouping(static_cast<DriftListModel::Grouping>(i));
            m_impl->by->setText(word);
            const ObjectKey object = m_impl->detail->object();
            m_impl->row = 0;
            if (!select(object))
                keepRow();
        });
    }
    group->actions().first()->setChecked(true);
    d.by->setText(words[0]);
    d.by->setMenu(menu);
    const auto onKey = [this](Qt::Key key, auto run) { // at once: a button's own shortcut waits for its picture
        auto* action = new QAction(this);
        action->setShortcut(QKeySequence(Qt::ALT | key));
        addAction(action);
        connect(action, &QAction::triggered, this, run);
    };
    onKey(Qt::Key_G, [this] { m_impl->by->showMenu(); });
    onKey(Qt::Key_P, [this] { m_impl->peopleButton->toggle(); });
    onKey(Qt::Key_N, [this] { setNotComparedShown(!m_impl->notComparedShown); });
    row->addWidget(d.by);
    d.peopleButton
        = new widgets::ToolButton(QStringLiteral("action-owner"), tr("People and tools"), QKeySequence(Qt::ALT | Qt::Key_P), bar);
    d.peopleButton->setObjectName(QStringLiteral("driftPeopleButton"));
    d.peopleButton->setCheckable(true);
    connect(d.peopleButton, &QAbstractButton::toggled, this, &DriftPage::setPeopleShown);
    row->addWidget(d.peopleButton);
    return bar;
}

QWidget* DriftPage::makeFooter()
{
    Impl& d = *m_impl;
    auto* footer = new Surface(Color::Raised, d.left, Qt::TopEdge);
    footer->setFixedHeight(FooterHeight);
    d.footerBox = footer;
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->setSpacing(metric::Gap);
    d.footer = new widgets::PlainLabel({}, FontRole::Small, Color::Text2, footer);
    d.footer->setObjectName(QStringLiteral("driftFooter"));
    d.footerLink = new widgets::LinkButton(tr("Show them"), footer);
    d.footerLink->setObjectName(QStringLiteral("driftShowThem"));
    row->addWidget(d.footer);
    row->addWidget(d.footerLink);
    row->addStretch(1);
    return footer;
}

void DriftPage::setTree(const tree::FleetTree* tree, const QString& clusterName)
{
    Impl& d = *m_impl;
    d.tree = tree;
    d.complete = d.given = d.waiting = d.byHand = false;
    d.row = 0;
    d.episodes.clear();
    d.summary = {};
    d.model.setFindings({});
    d.notComparedShown = false;
    d.detail->setTree(tree, clusterName);
    showMessage();
    showCounts();
}

void DriftPage::setSkew(Millis skew)
{
    m_impl->clock.setSkew(skew);
}

void DriftPage::setReading(bool complete)
{
    if (m_impl->complete == complete)
        return;
    m_impl->complete = complete;
    showMessage();
}

void DriftPage::setFindings(std::vector<drift::Finding> findings, std::vector<drift::Finding> episodes, const drift::Summary& summary)
{
    Impl& d = *m_impl;
    const WallTime now = d.clock.wall();
    d.given = true;
    d.summary = summary;
    d.episodes = std::move(episodes);
    d.list->setNow(now);
    d.model.setNow(now);
    d.keeping = true; // rows that go take the current one along: it is found again by its name
    d.model.setFindings(std::move(findings));
    d.keeping = false;
    d.people->setHands(items::hands(d.model.findings()), now);
    d.timeline->setData(d.model.findings(), d.episodes, now);
    keepRow();
    showMessage();
    showCounts();
}

void DriftPage::treeChanged()
{
    if (!isVisible())
        return;
    m_impl->detail->refresh();
}

void DriftPage::tick()
{
    Impl& d = *m_impl;
    const WallTime now = d.clock.wall();
    d.list->setNow(now);
    if (!isVisible())
        return;
    d.list->viewport()->update();
    d.detail->refresh();
}

void DriftPage::setObject(const ObjectKey& key, const Result<std::string>& json)
{
    if (key == m_impl->detail->object())
        m_impl->waiting = false;
    m_impl->detail->setObject(key, json);
}

void DriftPage::showNotice(const QString& sentence, bool failed)
{
    m_impl->notice->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty())
        m_impl->notice->setContent(failed ? widgets::BannerKind::Failed : widgets::BannerKind::Neutral, {}, sentence, tr("Hide"),
            failed ? QString() : QStringLiteral("info"));
}

void DriftPage::setReconcileBlock(std::function<QString(const ObjectKey&)> why)
{
    m_impl->detail->setReconcileBlock(std::move(why));
}

void DriftPage::setFilter(const QString& query)
{
    m_impl->filter->setText(query);
}

QString DriftPage::filter() const
{
    return m_impl->filter->text();
}

bool DriftPage::select(const ObjectKey& object)
{
    Impl& d = *m_impl;
    if (object.empty())
        return false;
    int row = d.model.rowOf(object);
    if (row < 0) { // perhaps folded
        for (int i = 0; i < d.model.rowCount(); ++i) {
            const auto& group = d.model.row(i);
            const bool holds = group.group && !group.expanded
                && std::ranges::any_of(group.findings, [&](std::uint32_t f) { return d.model.finding(f).object == object; });
            if (holds) {
                d.model.setExpanded(i, true);
                break;
            }
        }
        row = d.model.rowOf(object);
    }
    if (row < 0)
        return false;
    d.list->setCurrentIndex(d.model.index(row));
    d.list->scrollTo(d.model.index(row));
    return true;
}

ObjectKey DriftPage::current() const
{
    return m_impl->detail->object();
}

ObjectKey DriftPage::currentOwner() const
{
    return m_impl->detail->owner();
}

const DriftListModel& DriftPage::model() const
{
    return m_impl->model;
}

bool DriftPage::isSettled() const
{
    return !isVisible() || !m_impl->waiting;
}

void DriftPage::focusFilter()
{
    m_impl->filter->setFocus(Qt::ShortcutFocusReason);
    m_impl->filter->selectAll();
}

void DriftPage::focusList()
{
    if (m_impl->pages->currentIndex() == 1)
        m_impl->pages->currentWidget()->setFocus(Qt::ShortcutFocusReason);
    else
        m_impl->lists->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

void DriftPage::setPeopleShown(bool shown)
{
    m_impl->peopleButton->setChecked(shown);
    if (shown)
        m_impl->notComparedShown = false;
    showMessage();
    focusList();
}

void DriftPage::setComparison(const Comparison& comparison, const std::vector<session::NotCompared>& notCompared)
{
    Impl& d = *m_impl;
    d.notCompared->setLines(text::linesOf(notCompared, text::Teller::Window));
    d.compare->setState(comparison, d.notCompared->count(), d.own.wall());
    d.compare->setEnabled(d.tree != nullptr);
    if (d.notComparedShown && d.notCompared->count() == 0)
        setNotComparedShown(false);
}

void DriftPage::setNotComparedShown(bool shown)
{
    Impl& d = *m_impl;
    const bool show = shown && d.notCompared->count() > 0;
    if (show == d.notComparedShown)
        return;
    d.notComparedShown = show;
    if (show)
        d.peopleButton->setChecked(false);
    showMessage();
    focusList();
}

void DriftPage::startSearch()
{
    m_impl->detail->startSearch();
}

void DriftPage::stepHunk(int hunks)
{
    m_impl->detail->diffView().step(hunks);
}

void DriftPage::accept()
{
    m_impl->detail->acceptNow();
}

void DriftPage::showRow(int index)
{
    Impl& d = *m_impl;
    if (d.keeping || index < 0 || index >= d.model.rowCount())
        return;
    const auto& row = d.model.row(index);
    if (row.group)
        return;
    d.row = row.id;
    d.byHand = d.byHand || !d.placing;
    if (isVisible())
        d.detail->show(row.object, d.model.findingsOf(row.object));
}

// The chosen row goes on being it; without one the first is.
void DriftPage::keepRow()
{
    Impl& d = *m_impl;
    int row = d.row && d.byHand ? d.model.rowOf(d.row) : -1;
    if (row < 0 && d.byHand && !d.detail->object().empty())
        row = d.model.rowOf(d.detail->object());
    if (row < 0) {
        // The first that counts; what is only listed does for want of one.
        int any = -1;
        for (int i = 0; i < d.model.rowCount() && row < 0; ++i) {
            const auto& one = d.model.row(i);
            if (one.group || one.expected)
                continue;
            if (any < 0)
                any = i;
            if (std::ranges::any_of(one.findings, [&](std::uint32_t f) { return drift::counts(d.model.finding(f).kind); }))
                row = i;
        }
        row = row < 0 ? any : row;
    }
    if (row < 0) {
        d.row = 0;
        if (d.model.findings().empty() || d.model.shown() > 0)
            d.detail->show({}, {});
        return;
    }
    d.placing = true;
    d.list->setCurrentIndex(d.model.index(row));
    showRow(row);
    d.placing = false;
}

void DriftPage::showMessage()
{
    Impl& d = *m_impl;
    QString words, advice, button;
    if (!d.tree)
        words = tr("No cluster is open.");
    else if (!d.given || (!d.complete && d.model.findings().empty()))
        words = tr("The objects are being read.");
    else if (d.model.findings().empty()) {
        words = tr("No drift.");
        //: numbers of objects
        advice = d.notWatched() == 0 ? tr("%1 objects are watched.").arg(counted(d.summary.watched))
                                     : tr("%1 objects are watched, %2 are not.").arg(counted(d.summary.watched), counted(d.notWatched()));
        if (d.notWatched() > 0) //: %1 a number of objects
            button = tr("Show the %1").arg(counted(d.notWatched()));
    }
    d.message->setText(words);
    d.advice->setText(advice);
    d.advice->setVisible(!advice.isEmpty());
    d.messageButton->setText(button);
    d.messageButton->setVisible(!button.isEmpty());
    d.pages->setCurrentIndex(words.isEmpty() || d.notComparedShown ? 0 : 1);
    d.lists->setCurrentIndex(d.notComparedShown ? 3 : d.peopleButton->isChecked() ? 1 : d.model.rowCount() == 0 ? 2 : 0);
}

void DriftPage::showCounts()
{
    Impl& d = *m_impl;
    const auto hidden = d.notWatched();
    d.footer->setText(
        hidden == 1 ? tr("1 object is not watched for drift.") : tr("%1 objects are not watched for drift.").arg(counted(hidden)));
    d.footerBox->setVisible(hidden > 0);
}

void DriftPage::showFilterProblem()
{
    Impl& d = *m_impl;
    QString sentence;
    if (const auto& problem = d.model.filterProblem(); problem && !(problem->unfinished && d.filter->hasFocus()))
        sentence = text::filterProblem(*problem);
    d.filterError->setText(sentence);
    d.filterErrorStrip->setVisible(!sentence.isEmpty());
    d.filter->setError(sentence);
}

void DriftPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    keepRow();
}

void DriftPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_impl->left->setFixedWidth(width() >= WideFrom ? ListWide : ListNormal);
}

} // namespace dg::views
