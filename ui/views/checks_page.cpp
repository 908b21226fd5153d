// SPDX-License-Identifier: Apache-2.0
#include "views/checks_page.h"

#include "checks_detail.h"
#include "checks_list.h"
#include "widgets/banner.h"
#include "widgets/buttons.h"
#include "widgets/filter_field.h"
#include "widgets/labels.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <optional>
#include <utility>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int DetailNormal = 420, DetailWide = 560, WideFrom = 1500; // of the page's width
constexpr int FilterWidth = 264;

} // namespace

struct ChecksPage::Impl {
    items::ChecksListModel model;
    bool known = false;
    std::optional<checks::Id> chosen;
    bool keeping = false;
    bool listWanted = false; // the focus, while there was no list
    widgets::Banner* notice = nullptr;
    widgets::FilterField* filter = nullptr;
    widgets::PlainLabel* sum = nullptr;
    ChecksList* list = nullptr;
    QStackedWidget* lists = nullptr; // the list, or one sentence
    QLabel* sentence = nullptr;
    ChecksDetail* detail = nullptr;
};

ChecksPage::ChecksPage(QWidget* parent)
    : QWidget(parent)
    , m_impl(std::make_unique<Impl>())
{
    setObjectName(QStringLiteral("checksPage"));
    auto& d = *m_impl;
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    d.notice = new widgets::Banner(this);
    d.notice->setObjectName(QStringLiteral("checksNotice"));
    d.notice->hide();
    connect(d.notice, &widgets::Banner::linkActivated, d.notice, &QWidget::hide);
    outer->addWidget(d.notice);
    auto* both = new QHBoxLayout;
    both->setSpacing(0);
    outer->addLayout(both, 1);
    both->addWidget(makeLeft(), 1);
    d.detail = new ChecksDetail(this);
    d.detail->setFixedWidth(DetailNormal);
    both->addWidget(d.detail);
    connect(d.list, &ChecksList::rowChosen, this, &ChecksPage::showRow);
    connect(d.detail, &ChecksDetail::copyRequested, this, &ChecksPage::copyRequested);
    connect(d.detail, &ChecksDetail::acceptRequested, this, &ChecksPage::acceptRequested);
    connect(d.detail, &ChecksDetail::documentationRequested, this, &ChecksPage::documentationRequested);
    connect(d.detail, &ChecksDetail::selectRequested, this, &ChecksPage::selectRequested);
    addKeys();
    showCounts();
}

ChecksPage::~ChecksPage()
{
    m_impl->model.setWords({}, {});
}

QWidget* ChecksPage::makeLeft()
{
    auto& d = *m_impl;
    auto* left = new Surface(Color::Base, this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar(left));
    d.lists = new QStackedWidget(left);
    d.list = new ChecksList(d.model, d.lists);
    column->addWidget(makeChecksHeader(*d.list, left));
    auto* nothing = new Surface(Color::Base, d.lists, Qt::TopEdge);
    auto* words = new QVBoxLayout(nothing);
    words->setContentsMargins(metric::Panel, metric::DialogPadding, metric::Panel, metric::Panel);
    d.sentence = makeLabel(nothing, FontRole::Body, Color::Text2, {}, true);
    d.sentence->setObjectName(QStringLiteral("checksEmpty"));
    words->addWidget(d.sentence);
    words->addStretch(1);
    d.lists->addWidget(d.list);
    d.lists->addWidget(nothing);
    column->addWidget(d.lists, 1);
    return left;
}

QWidget* ChecksPage::makeBar(QWidget* parent)
{
    auto& d = *m_impl;
    auto* bar = new Surface(Color::Base, parent, Qt::BottomEdge);
    bar->setFixedHeight(metric::FilterBar);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->setSpacing(metric::Gap);
    d.filter = new widgets::FilterField(tr("Filter checks"), QStringLiteral("/"), bar);
    d.filter->setObjectName(QStringLiteral("checksFilter"));
    d.filter->setAccessibleName(tr("Filter checks"));
    d.filter->setPreferredWidth(FilterWidth);
    d.filter->setMaximumWidth(FilterWidth);
    row->addWidget(d.filter, 1);
    row->addStretch(1);
    d.sum = new widgets::PlainLabel({}, FontRole::Body, Color::Text2, bar);
    d.sum->setObjectName(QStringLiteral("checksSum"));
    row->addWidget(d.sum);
    auto* again = new widgets::Button(tr("Run again"), QStringLiteral("action-reconcile"), bar);
    again->setObjectName(QStringLiteral("checksRunAgain"));
    again->setHint(tr("Looks at everything anew (Alt+R)"));
    row->addWidget(again);
    connect(again, &QAbstractButton::clicked, this, &ChecksPage::runAgainRequested);
    connect(d.filter, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_impl->keeping = true;
        m_impl->model.setFilter(typed);
        m_impl->keeping = false;
        keepRow();
        showCounts();
    });
    connect(d.filter, &widgets::FilterField::downPressed, this, &ChecksPage::focusList);
    connect(d.filter, &widgets::FilterField::escaped, this, &ChecksPage::focusList);
    return bar;
}

void ChecksPage::addKeys()
{
    const auto onKey = [this](const QKeySequence& keys, auto run) {
        auto* action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, run);
    };
    onKey(QKeySequence(Qt::ALT | Qt::Key_R), [this] { Q_EMIT runAgainRequested(); });
    onKey(QKeySequence(Qt::ALT | Qt::Key_A), [this] { m_impl->detail->accept(); });
    onKey(QKeySequence(Qt::ALT | Qt::Key_Y), [this] { m_impl->detail->copyFix(); });
}

void ChecksPage::setOutcomes(std::vector<checks::Outcome> outcomes, bool known)
{
    auto& d = *m_impl;
    d.known = known;
    if (!known)
        d.chosen.reset();
    d.keeping = true; // rows that go take the current one along: it is found again by its name
    d.model.setOutcomes(std::move(outcomes));
    d.keeping = false;
    keepRow();
    showCounts();
}

void ChecksPage::showRow(int row)
{
    auto& d = *m_impl;
    if (d.keeping)
        return;
    d.chosen = d.model.row(row).id;
    d.detail->setOutcome(d.model.outcome(*d.chosen));
}

// The one that was chosen, else the first: the worst.
void ChecksPage::keepRow()
{
    auto& d = *m_impl;
    int row = d.chosen ? d.model.rowOf(*d.chosen) : -1;
    if (row < 0)
        row = d.model.rowCount() > 1 ? 1 : -1; // below its group
    if (row < 0) {
        d.detail->setOutcome(nullptr);
        return;
    }
    d.list->setCurrentIndex(d.model.index(row));
    showRow(row);
}

void ChecksPage::showCounts()
{
    auto& d = *m_impl;
    const auto sum = checks::tally(d.model.outcomes());
    //: %1 and %2 are numbers of checks
    d.sum->setText(d.known ? tr("%1 of %2 need attention").arg(sum.attention()).arg(sum.all()) : QString());
    d.sentence->setText(d.known ? tr("No check fits the filter.") : tr("The checks run when the cluster has been read."));
    d.lists->setCurrentIndex(d.model.rowCount() > 0 ? 0 : 1);
    if (d.model.rowCount() > 0 && std::exchange(d.listWanted, false) && isVisible() && (d.filter->hasFocus() || !window()->focusWidget()))
        d.list->setFocus(Qt::OtherFocusReason);
}

int ChecksPage::attention() const
{
    return checks::tally(m_impl->model.outcomes()).attention();
}

void ChecksPage::showNotice(const QString& sentence, bool failed)
{
    m_impl->notice->setContent(failed ? widgets::BannerKind::Failed : widgets::BannerKind::Neutral, {}, sentence, tr("Hide"));
    m_impl->notice->show();
}

bool ChecksPage::select(checks::Id id)
{
    const int row = m_impl->model.rowOf(id);
    if (row < 0)
        return false;
    m_impl->list->setCurrentIndex(m_impl->model.index(row));
    return true;
}

const items::ChecksListModel& ChecksPage::model() const
{
    return m_impl->model;
}

void ChecksPage::setFilter(const QString& words)
{
    m_impl->filter->setText(words);
}

void ChecksPage::focusFilter()
{
    m_impl->filter->setFocus(Qt::ShortcutFocusReason);
    m_impl->filter->selectAll();
}

void ChecksPage::focusList()
{
    m_impl->listWanted = m_impl->lists->currentIndex() != 0; // nothing to focus yet: once there is
    m_impl->list->setFocus(Qt::OtherFocusReason);
}

void ChecksPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_impl->detail->setFixedWidth(width() >= WideFrom ? DetailWide : DetailNormal);
}

} // namespace dg::views
