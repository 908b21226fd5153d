// SPDX-License-Identifier: Apache-2.0
#include "views/overview_page.h"

#include "delivery_table.h"
#include "items/overview_desk.h"
#include "overview_card.h"
#include "overview_paper.h"
#include "overview_words.h"
#include "views/surface.h"
#include "widgets/banner.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {
constexpr int CardCount = 6;

// A table under its title, in a box as the cards are; `nothing` stands in its place while it is empty.
struct ListBox {
    PlainTable* table = nullptr;
    QStackedWidget* stack = nullptr;
    QWidget* whole = nullptr;
};

ListBox makeList(const QString& title, const char* name, const QString& nothing, QWidget* parent)
{
    ListBox out;
    out.whole = new QWidget(parent);
    auto* column = new QVBoxLayout(out.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::Gap / 2);
    column->addWidget(new widgets::SectionTitle(title, out.whole));
    out.stack = new QStackedWidget(out.whole);
    out.table = new PlainTable(title, out.stack);
    out.table->setObjectName(QLatin1String(name));
    auto* empty = new Surface(Color::Base, out.stack);
    auto* words = new QVBoxLayout(empty);
    words->setContentsMargins(metric::Panel, metric::Panel, metric::Panel, metric::Panel);
    auto* sentence = makeLabel(empty, FontRole::Body, Color::Text2, nothing, true);
    sentence->setObjectName(QLatin1String(name) + QStringLiteral("Empty"));
    words->addWidget(sentence);
    words->addStretch(1);
    out.stack->addWidget(out.table);
    out.stack->addWidget(empty);
    column->addWidget(out.stack, 1);
    return out;
}

void fill(const ListBox& list, const TableContent& content)
{
    list.table->setContent(content.heads, content.rows, content.numbers, content.stretched);
    list.stack->setCurrentIndex(content.rows.empty() ? 1 : 0);
}

} // namespace

struct OverviewPage::Impl {
    explicit Impl(items::OverviewDesk& used)
        : desk(used)
    {
    }
    items::OverviewDesk& desk;
    std::vector<items::OverviewToken> tokens;
    std::vector<items::OverviewWorstObject> worst;
    std::vector<OverviewMatter> leads;
    widgets::Banner* notice = nullptr;
    widgets::PlainLabel* summary = nullptr;
    std::vector<OverviewCard*> cards;
    ListBox clusters, objects, matters;
};

OverviewPage::OverviewPage(items::OverviewDesk& desk, QWidget* parent)
    : QWidget(parent)
    , m_impl(std::make_unique<Impl>(desk))
{
    setObjectName(QStringLiteral("overviewPage"));
    build();
    connect(&desk, &items::OverviewDesk::changed, this, &OverviewPage::refresh);
    refresh();
}

OverviewPage::~OverviewPage() = default;

QWidget* OverviewPage::makeHead()
{
    auto* head = new Surface(Color::Window, this, Qt::BottomEdge);
    head->setFixedHeight(metric::ToolRow);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->setSpacing(metric::Panel);
    auto* title = new widgets::PlainLabel(tr("All clusters"), FontRole::BodyBold, Color::Text1, head);
    title->setElideMode(Qt::ElideNone);
    row->addWidget(title);
    m_impl->summary = new widgets::PlainLabel({}, FontRole::Body, Color::Text2, head);
    m_impl->summary->setObjectName(QStringLiteral("overviewSummary"));
    row->addWidget(m_impl->summary, 1);
    auto* save = new widgets::Button(tr("Export…"), QStringLiteral("action-export"), head);
    save->setObjectName(QStringLiteral("overviewExport"));
    save->setHint(tr("One page as PDF (E)"));
    row->addWidget(save);
    connect(save, &QAbstractButton::clicked, this, &OverviewPage::exportRequested);
    auto* key = new QShortcut(QKeySequence(Qt::Key_E), this);
    key->setContext(Qt::WidgetWithChildrenShortcut);
    connect(key, &QShortcut::activated, this, &OverviewPage::exportRequested);
    return head;
}

QWidget* OverviewPage::makeLists()
{
    auto& d = *m_impl;
    auto* both = new QWidget(this);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::Panel);
    d.objects = makeList(tr("Most trouble in the last 7 days"), "overviewWorst",
        tr("No object was in trouble in the last 7 days, as far as it was watched."), both);
    d.matters = makeList(tr("Stale clusters and expiring tokens"), "overviewMatters",
        tr("Every connection is live, and no GitLab token ends within 30 days."), both);
    row->addWidget(d.objects.whole, 3);
    row->addWidget(d.matters.whole, 2);
    const int rows = static_cast<int>(items::OverviewWorst);
    for (auto* stack : {d.objects.stack, d.matters.stack})
        stack->setFixedHeight(metric::Header + rows * metric::Row + 2);
    connect(d.objects.table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        const auto at = static_cast<std::size_t>(index.row());
        if (at < m_impl->worst.size())
            Q_EMIT objectRequested(static_cast<int>(m_impl->worst[at].row), m_impl->worst[at].trouble.object);
    });
    connect(d.matters.table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        const auto at = static_cast<std::size_t>(index.row());
        if (at >= m_impl->leads.size())
            return;
        const auto lead = m_impl->leads[at];
        if (lead.cluster >= 0)
            Q_EMIT clusterRequested(lead.cluster);
        else
            Q_EMIT signInRequested(lead.host);
    });
    return both;
}

void OverviewPage::build()
{
    auto& d = *m_impl;
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(makeHead());
    d.notice = new widgets::Banner(this);
    d.notice->setObjectName(QStringLiteral("overviewNotice"));
    d.notice->hide();
    connect(d.notice, &widgets::Banner::linkActivated, d.notice, &QWidget::hide);
    outer->addWidget(d.notice);
    auto* body = new Surface(Color::Window, this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(metric::Panel, metric::Panel, metric::Panel, metric::Gap);
    column->setSpacing(metric::Panel);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(metric::Gap);
    for (int i = 0; i < CardCount; ++i) {
        d.cards.push_back(new OverviewCard(body));
        d.cards.back()->setObjectName(QStringLiteral("overviewCard%1").arg(i));
        cards->addWidget(d.cards.back(), 1);
    }
    column->addLayout(cards);
    d.clusters = makeList(tr("Clusters"), "overviewClusters", tr("No cluster is open."), body);
    connect(
        d.clusters.table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) { Q_EMIT clusterRequested(index.row()); });
    column->addWidget(d.clusters.whole, 1);
    column->addWidget(makeLists());
    auto* rules = makeLabel(body, FontRole::Small, Color::Text3, overviewRules(), true);
    rules->setObjectName(QStringLiteral("overviewRules"));
    column->addWidget(rules);
    outer->addWidget(body, 1);
    setFocusProxy(d.clusters.table);
}

void OverviewPage::setTokens(std::vector<items::OverviewToken> tokens)
{
    m_impl->tokens = std::move(tokens);
    refresh();
}

void OverviewPage::showNotice(const QString& sentence, bool failed)
{
    m_impl->notice->setContent(failed ? widgets::BannerKind::Failed : widgets::BannerKind::Accent, {}, sentence, tr("Hide"));
    m_impl->notice->show();
}

void OverviewPage::focusList()
{
    m_impl->clusters.table->setFocus(Qt::ShortcutFocusReason);
}

void OverviewPage::refresh()
{
    auto& d = *m_impl;
    const auto& rows = d.desk.rows();
    const auto now = d.desk.now();
    d.summary->setText(overviewSummary(rows, now));
    const auto cards = overviewCards(rows);
    for (std::size_t i = 0; i < d.cards.size(); ++i)
        d.cards[i]->setContent(cards[i]);
    fill(d.clusters, overviewClusters(rows));
    std::vector<flux::State> marks;
    for (const auto& row : rows)
        marks.push_back(overviewMark(row.now));
    d.clusters.table->setMarks(0, marks);
    d.worst = items::worstOf(rows);
    fill(d.objects, overviewWorst(rows));
    fill(d.matters, overviewMatters(rows, items::expiring(d.tokens, now), now, d.leads));
}

Result<QByteArray> OverviewPage::pdf() const
{
    const auto now = m_impl->desk.now();
    return overviewPdf(m_impl->desk.rows(), items::expiring(m_impl->tokens, now), now);
}

} // namespace dg::views
