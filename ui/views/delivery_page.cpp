// SPDX-License-Identifier: Apache-2.0
#include "views/delivery_page.h"

#include "delivery_below.h"
#include "delivery_head.h"
#include "delivery_track.h"
#include "items/delivery_model.h"
#include "text/delivery_words.h"
#include "text/words.h"
#include "theme/theme.h"
#include "tree/fleet_tree.h"
#include "two_line_delegate.h"
#include "views/surface.h"
#include "widgets/filter_field.h"
#include "widgets/labels.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QListView>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int ListNormal = 240, ListWide = 300, ListItem = 48, WideFrom = 1500; // design §6, by the page's own width
constexpr int RefreshEvery = 1000, HiddenEvery = 10'000; // ms; Flux keeps for longer what is a run

class List final : public QListView {
public:
    explicit List(QWidget* parent)
        : QListView(parent)
    {
        setObjectName(QStringLiteral("deliveryList"));
        setAccessibleName(DeliveryPage::tr("Applications"));
        setFrameShape(QFrame::NoFrame);
        setMouseTracking(true);
        setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        setUniformItemSizes(true);
    }
};

} // namespace

struct DeliveryPage::Impl {
    Impl(const Clock& c, StringPool& p)
        : clock(c)
        , model(p)
    {
    }
    SkewedClock clock; // the cluster's
    items::DeliveryModel model;
    const tree::FleetTree* tree = nullptr;
    ObjectKey shown;
    ObjectKey wish; // chosen before it was there
    int run = -1; // of the shown one; -1: the newest
    bool complete = false;
    bool byHand = false;
    bool keeping = false;
    bool asked = false; // facts of the shown one
    QTimer later; // the next refresh

    Surface* left = nullptr;
    widgets::FilterField* filter = nullptr;
    QListView* list = nullptr;
    QStackedWidget* pages = nullptr; // list and detail, or one sentence
    QStackedWidget* lists = nullptr;
    DeliveryHead* head = nullptr;
    DeliveryTrack* track = nullptr;
    DeliveryDetail* detail = nullptr;
    DeliveryBelow* below = nullptr;
    QLabel* message = nullptr;
};

DeliveryPage::DeliveryPage(const Clock& clock, StringPool& pool, QWidget* parent)
    : QWidget(parent)
    , m_impl(std::make_unique<Impl>(clock, pool))
{
    setObjectName(QStringLiteral("deliveryPage"));
    Impl& d = *m_impl;
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    d.pages = new QStackedWidget(this);
    outer->addWidget(d.pages);
    auto* both = new QWidget(d.pages);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeList());
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    d.head = new DeliveryHead(both);
    d.track = new DeliveryTrack(both);
    d.detail = new DeliveryDetail(both);
    d.below = new DeliveryBelow(both);
    column->addWidget(d.head);
    column->addWidget(d.track);
    column->addWidget(d.detail);
    column->addWidget(d.below, 1);
    row->addLayout(column, 1);
    d.pages->addWidget(both);
    auto* empty = new Surface(Color::Base, d.pages);
    empty->setFocusPolicy(Qt::TabFocus);
    auto* words = new QVBoxLayout(empty);
    words->setContentsMargins(metric::DialogPadding, metric::DialogPadding * 2, metric::DialogPadding, metric::DialogPadding);
    d.message = makeLabel(empty, FontRole::BodyBold, Color::Text1, {}, true);
    d.message->setObjectName(QStringLiteral("deliveryEmpty"));
    words->addWidget(d.message);
    words->addStretch(1);
    d.pages->addWidget(empty);
    d.model.setWords([this](const delivery::Delivery& delivery, bool) {
        return text::cleanLine(delivery.applier->key.name.view()) + QStringLiteral(", ")
            + text::deliveryLine(delivery, m_impl->clock.wall());
    });
    d.later.setSingleShot(true);
    connect(&d.later, &QTimer::timeout, this, &DeliveryPage::refresh);
    connect(d.head, &DeliveryHead::openRequested, this, &DeliveryPage::openRequested);
    connect(d.head, &DeliveryHead::runChosen, this, [this](int run) {
        m_impl->run = run;
        showCurrent();
    });
    connect(d.track, &DeliveryTrack::linkActivated, this, &DeliveryPage::openRequested);
    connect(d.detail, &DeliveryDetail::openRequested, this, &DeliveryPage::openRequested);
    connect(d.detail, &DeliveryDetail::treeRequested, this, [this] {
        const auto* one = m_impl->model.find(m_impl->shown);
        const bool source = one && one->standsAt == delivery::Hop::Fetched && one->source;
        if (one)
            Q_EMIT selectRequested(source ? one->source->key : one->applier->key);
    });
    connect(d.below, &DeliveryBelow::changed, this, [this] { showBelow(); });
    makeKeys();
    showMessage();
}

DeliveryPage::~DeliveryPage()
{
    m_impl->model.setWords({});
    m_impl->list->setModel(nullptr);
}

QWidget* DeliveryPage::makeList()
{
    Impl& d = *m_impl;
    d.left = new Surface(Color::Base, this, Qt::RightEdge);
    d.left->setFixedWidth(ListNormal);
    auto* column = new QVBoxLayout(d.left);
    column->setContentsMargins(0, 0, 1, 0);
    column->setSpacing(0);
    auto* bar = new Surface(Color::Base, d.left, Qt::BottomEdge);
    bar->setFixedHeight(metric::FilterBar);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    d.filter = new widgets::FilterField(tr("payments"), QStringLiteral("/"), bar);
    d.filter->setObjectName(QStringLiteral("deliveryFilter"));
    d.filter->setAccessibleName(tr("Filter applications by name, source, project or commit"));
    row->addWidget(d.filter, 1);
    column->addWidget(bar);
    d.lists = new QStackedWidget(d.left);
    d.list = new List(d.lists);
    d.list->setModel(&d.model);
    d.list->setItemDelegate(new TwoLineDelegate(
        [this](const QModelIndex& index) {
            const auto& one = m_impl->model.delivery(index.row());
            return TwoLines{text::deliveryIcon(one), text::cleanLine(one.applier->key.name.view()),
                text::deliveryLine(one, m_impl->clock.wall()), deliveryInk(one)};
        },
        d.list, ListItem));
    auto* none = new Surface(Color::Base, d.lists);
    auto* sentence = new QVBoxLayout(none);
    sentence->setContentsMargins(metric::Panel, metric::DialogPadding, metric::Panel, metric::Panel);
    sentence->addWidget(makeLabel(none, FontRole::Body, Color::Text2, tr("No application fits the filter."), true));
    sentence->addStretch(1);
    d.lists->addWidget(d.list);
    d.lists->addWidget(none);
    column->addWidget(d.lists, 1);
    connect(d.filter, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_impl->keeping = true;
        m_impl->model.setFilter(words);
        m_impl->keeping = false;
        keepRow();
        showMessage();
    });
    connect(d.filter, &widgets::FilterField::downPressed, this, &DeliveryPage::focusList);
    connect(d.filter, &widgets::FilterField::escaped, this, &DeliveryPage::focusList);
    connect(d.list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        if (!m_impl->keeping && now.isValid()) {
            m_impl->byHand = true;
            m_impl->wish = {};
            showRow(now.row());
        }
    });
    connect(d.list, &QAbstractItemView::activated, this, [this] { m_impl->track->setFocus(Qt::OtherFocusReason); });
    return d.left;
}

void DeliveryPage::makeKeys()
{
    const auto onKey = [this](const QKeySequence& keys, auto run) {
        auto* action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, run);
    };
    onKey(Qt::CTRL | Qt::Key_O, [this] { openCommit(); });
    onKey(Qt::ALT | Qt::Key_B, [this] { showBehind(); });
    onKey(Qt::ALT | Qt::Key_C, [this] { showClusters(); });
    onKey(Qt::ALT | Qt::Key_R, [this] { m_impl->head->showRuns(); });
    onKey(Qt::ALT | Qt::Key_P, [this] { setBelow(below() == Below::Projects ? Below::Chart : Below::Projects); });
    auto* table = new QAction(this);
    table->setShortcut(Qt::Key_T);
    table->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(table);
    connect(table, &QAction::triggered, this, [this] { setBelow(below() == Below::Table ? Below::Chart : Below::Table); });
}

void DeliveryPage::setTree(const tree::FleetTree* tree, const QString&)
{
    Impl& d = *m_impl;
    d.tree = tree;
    d.shown = d.wish = {};
    d.run = -1;
    d.complete = d.byHand = d.asked = false;
    d.keeping = true;
    d.model.setTree(tree);
    d.keeping = false;
    if (isVisible())
        refresh();
    showMessage();
}

void DeliveryPage::setSkew(Millis skew)
{
    m_impl->clock.setSkew(skew);
}

void DeliveryPage::setReading(bool complete)
{
    if (m_impl->complete == complete)
        return;
    m_impl->complete = complete;
    showMessage();
}

void DeliveryPage::treeChanged()
{
    Impl& d = *m_impl;
    if (!d.later.isActive())
        d.later.start(isVisible() ? RefreshEvery : HiddenEvery);
}

void DeliveryPage::tick()
{
    Impl& d = *m_impl;
    if (!isVisible() || !d.tree)
        return;
    d.list->viewport()->update();
    if (!d.shown.empty())
        Q_EMIT factsWanted(d.shown);
    showCurrent();
}

void DeliveryPage::refresh()
{
    Impl& d = *m_impl;
    if (!d.tree)
        return;
    d.keeping = true;
    d.model.refresh(d.clock.wall()); // hidden too: what passes by is a run
    d.keeping = false;
    if (!isVisible())
        return;
    keepRow();
    showMessage();
    showCurrent();
}

void DeliveryPage::setFacts(const ObjectKey& applier, delivery::GitLabFacts facts)
{
    m_impl->model.setGitLab(applier, std::move(facts));
    if (applier == m_impl->shown)
        showCurrent();
}

bool DeliveryPage::wantsFormerRuns(const ObjectKey& applier)
{
    return m_impl->model.wantsFormerRuns(applier);
}

void DeliveryPage::setFormerRuns(const ObjectKey& applier, std::vector<delivery::Run> runs)
{
    m_impl->model.setFormerRuns(applier, std::move(runs));
    if (applier == m_impl->shown)
        showCurrent();
}

void DeliveryPage::setClusters(const QStringList& names, int of)
{
    m_impl->head->setClusters(names, of);
}

void DeliveryPage::setFilter(const QString& words)
{
    m_impl->filter->setText(words);
}

QString DeliveryPage::filter() const
{
    return m_impl->filter->text();
}

bool DeliveryPage::select(const ObjectKey& key)
{
    Impl& d = *m_impl;
    int row = d.model.rowOf(key);
    for (int i = 0; i < d.model.rowCount() && row < 0; ++i) {
        const auto& one = d.model.delivery(i);
        if (one.source && one.source->key == key)
            row = i;
    }
    d.wish = row < 0 ? key : ObjectKey{};
    if (row < 0)
        return false;
    d.byHand = true;
    d.list->setCurrentIndex(d.model.index(row));
    showRow(row);
    return true;
}

bool DeliveryPage::selectRun(const ObjectKey& applier, const std::string& revision)
{
    Impl& d = *m_impl;
    if (!select(applier))
        return false;
    const auto& runs = d.model.runs(d.shown);
    const auto found = std::ranges::find(runs, revision, &delivery::Run::revision);
    d.run = found == runs.end() ? -1 : static_cast<int>(found - runs.begin());
    showCurrent();
    return true;
}

ObjectKey DeliveryPage::current() const
{
    return m_impl->shown;
}

const items::DeliveryModel& DeliveryPage::model() const
{
    return m_impl->model;
}

bool DeliveryPage::isSettled() const
{
    if (!isVisible() || !m_impl->tree)
        return true;
    const auto* one = m_impl->model.find(m_impl->shown);
    return !m_impl->later.isActive() && (!one || one->standing != delivery::Standing::Asking);
}

void DeliveryPage::focusFilter()
{
    m_impl->filter->setFocus(Qt::ShortcutFocusReason);
    m_impl->filter->selectAll();
}

void DeliveryPage::focusList()
{
    if (m_impl->pages->currentIndex() == 1)
        m_impl->pages->currentWidget()->setFocus(Qt::ShortcutFocusReason);
    else
        m_impl->list->setFocus(Qt::ShortcutFocusReason);
}

void DeliveryPage::setBelow(Below what)
{
    m_impl->below->setCurrent(static_cast<int>(what));
    showBelow();
}

DeliveryPage::Below DeliveryPage::below() const
{
    return static_cast<Below>(m_impl->below->current());
}

void DeliveryPage::openCommit()
{
    m_impl->head->openCommit();
}

void DeliveryPage::showClusters()
{
    m_impl->head->showClusters();
}

void DeliveryPage::showBehind()
{
    m_impl->detail->showBehind();
}

void DeliveryPage::showRow(int row)
{
    Impl& d = *m_impl;
    const auto key = d.model.delivery(row).applier->key;
    if (key != d.shown) {
        d.shown = key;
        d.run = -1;
        if (isVisible())
            Q_EMIT factsWanted(key);
    }
    showCurrent();
}

void DeliveryPage::showCurrent()
{
    Impl& d = *m_impl;
    const auto* newest = d.model.find(d.shown);
    if (!newest)
        return;
    const auto now = d.clock.wall();
    const auto runs = runsOf(*newest);
    const int last = static_cast<int>(runs.size()) - 1;
    const bool former = d.run >= 0 && d.run < last;
    const auto one = former ? delivery::formerDelivery(*newest, runs[static_cast<std::size_t>(d.run)]) : *newest;
    d.head->setDelivery(one, runs, former ? d.run : last, now);
    d.track->setDelivery(one, now);
    d.detail->setDelivery(one, runs, now);
    d.below->setContent(runs, now, d.model);
}

// What is kept of them, and the one that is on its way.
std::vector<delivery::Run> DeliveryPage::runsOf(const delivery::Delivery& newest) const
{
    auto runs = m_impl->model.runs(newest.applier->key);
    if (newest.pending) {
        delivery::Run run;
        run.sha = newest.sha;
        run.revision = (newest.branch.empty() ? std::string() : newest.branch + "@") + "sha1:" + newest.sha;
        run.committed = newest.at(delivery::Hop::Commit).time;
        run.failed = newest.standsAt && newest.at(*newest.standsAt).state == delivery::HopState::Failed;
        run.image = newest.source && newest.source->kind == flux::Kind::OCIRepository;
        runs.push_back(std::move(run));
    }
    return runs;
}

void DeliveryPage::showBelow()
{
    Impl& d = *m_impl;
    if (const auto* newest = d.model.find(d.shown))
        d.below->setContent(runsOf(*newest), d.clock.wall(), d.model);
}

// The chosen row goes on being it; without one that which failed last is, or the first of all.
void DeliveryPage::keepRow()
{
    Impl& d = *m_impl;
    if (!d.wish.empty() && select(ObjectKey(d.wish)))
        return;
    int row = d.shown.empty() ? -1 : d.model.rowOf(d.shown);
    if (row < 0 || !d.byHand) {
        std::optional<WallTime> youngest;
        for (int i = 0; i < d.model.rowCount(); ++i) {
            const auto& since = d.model.delivery(i).since;
            if (row < 0)
                row = i;
            if (!d.byHand && d.model.isTrouble(i) && since && (!youngest || *since > *youngest)) {
                youngest = since;
                row = i;
            }
        }
    }
    if (row < 0)
        return;
    d.keeping = true;
    d.list->setCurrentIndex(d.model.index(row));
    d.keeping = false;
    showRow(row);
}

void DeliveryPage::showMessage()
{
    Impl& d = *m_impl;
    QString words;
    if (!d.tree)
        words = tr("No cluster is open.");
    else if (!d.model.anything())
        words = d.complete ? tr("No Kustomization or HelmRelease is here, so nothing is delivered.") : tr("The objects are being read.");
    d.message->setText(words);
    const bool focused = d.pages->currentWidget()->hasFocus(); // the sentence had it: on to what takes its place
    d.pages->setCurrentIndex(words.isEmpty() ? 0 : 1);
    if (focused && words.isEmpty())
        focusList();
    d.lists->setCurrentIndex(d.model.rowCount() == 0 ? 1 : 0);
}

void DeliveryPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_impl->later.stop();
    refresh();
    if (!m_impl->shown.empty())
        Q_EMIT factsWanted(m_impl->shown);
}

void DeliveryPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool wide = width() >= WideFrom;
    m_impl->left->setFixedWidth(wide ? ListWide : ListNormal);
    m_impl->detail->setWide(wide);
    m_impl->below->setMost(wide ? 48 : 24);
}

} // namespace dg::views
