// SPDX-License-Identifier: Apache-2.0
#include "timeline_panel.h"

#include "delivery_table.h"
#include "text/timeline_words.h"
#include "text/words.h"
#include "timeline_legend.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"

#include <QBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSet>
#include <QStackedWidget>

namespace dg::views {

namespace metric = theme::metric;
using items::TimelineMeasure;
using theme::Color;
using theme::FontRole;

namespace {

enum Page { Chart, Table, Nothing };
constexpr qsizetype MostOutliers = 12; // of the menu

std::vector<TimelineLegend::Entry> legendOf(const ChartContent& content)
{
    std::vector<TimelineLegend::Entry> out;
    QSet<QString> seen;
    for (const auto& area : content.areas) {
        if (area.word.isEmpty() || seen.contains(area.word))
            continue;
        seen.insert(area.word);
        out.push_back({area.word, [ink = area.ink, fill = area.fill, opacity = area.opacity](QPainter* painter, const QRectF& box) {
                           auto color = theme::of(nullptr).color(ink);
                           color.setAlphaF(static_cast<float>(opacity));
                           painter->fillRect(box.adjusted(0, 1, 0, -1), QBrush(color, fill));
                       }});
    }
    return out;
}

} // namespace

TimelinePanel::TimelinePanel(TimelineMeasure kind, int number, QWidget* parent)
    : Surface(Color::Base, parent)
    , m_kind(kind)
{
    setObjectName(QStringLiteral("timelinePanel%1").arg(number));
    buildHead();
    auto* column = static_cast<QVBoxLayout*>(layout());
    m_pages = new QStackedWidget(this);
    m_chart = new TimelineChart(m_pages);
    m_table = new PlainTable({}, m_pages);
    m_table->setObjectName(QStringLiteral("timelineTable%1").arg(number));
    auto* none = new Surface(Color::Base, m_pages);
    auto* words = new QVBoxLayout(none);
    words->setContentsMargins(metric::Panel, metric::Gap, metric::Panel, metric::Gap);
    m_nothing = makeLabel(none, FontRole::Body, Color::Text2, {}, true);
    words->addWidget(m_nothing);
    words->addStretch(1);
    m_pages->addWidget(m_chart);
    m_pages->addWidget(m_table);
    m_pages->addWidget(none);
    column->addWidget(m_pages, 1);
    connect(m_tableButton, &QAbstractButton::clicked, this, [this](bool on) {
        show();
        Q_EMIT tableToggled(on);
    });
    connect(m_outliers, &QAbstractButton::clicked, this, &TimelinePanel::openOutliers);
    connect(m_chart, &TimelineChart::dotActivated, this, [this](int dot) {
        const auto& one = m_sheet.chart.dots[static_cast<std::size_t>(dot)];
        Q_EMIT runActivated(one.object, QString::fromStdString(one.revision));
    });
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) { activateRow(index.row()); });
    setKind(kind);
}

void TimelinePanel::buildHead()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 4);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(4, 0, metric::Gap, 0);
    head->setSpacing(metric::Gap);
    m_title = new QToolButton(this);
    m_title->setObjectName(objectName() + QStringLiteral("Title"));
    m_title->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_title->setIcon(theme::of(this).icon(QStringLiteral("chevron-down")));
    m_title->setIconSize({metric::Chevron, metric::Chevron});
    m_title->setFont(theme::of(this).font(FontRole::BodyBold));
    m_title->setAutoRaise(true);
    m_unit = makeLabel(this, FontRole::Small, Color::Text2);
    m_sum = new widgets::PlainLabel({}, FontRole::Small, Color::Text2, this);
    m_sum->setObjectName(objectName() + QStringLiteral("Sum"));
    m_legend = new TimelineLegend(this);
    m_outliers = new widgets::ToolButton(QStringLiteral("action-more"), tr("The longest, to open"), {}, this);
    m_outliers->setObjectName(objectName() + QStringLiteral("Outliers"));
    m_tableButton = new widgets::ToolButton(QStringLiteral("view-tree"), tr("The numbers as a table"), QKeySequence(Qt::Key_T), this);
    m_tableButton->setObjectName(objectName() + QStringLiteral("TableButton"));
    m_tableButton->setCheckable(true);
    head->addWidget(m_title);
    head->addWidget(m_unit);
    head->addStretch(1);
    head->addWidget(m_legend);
    head->addWidget(m_sum);
    head->addWidget(m_outliers);
    head->addWidget(m_tableButton);
    column->addLayout(head);
    connect(m_title, &QAbstractButton::clicked, this, &TimelinePanel::openKinds);
}

void TimelinePanel::setKind(TimelineMeasure kind)
{
    m_kind = kind;
    m_sheet = {};
    m_title->setText(chartTitle(kind));
    //: %1 the title of a chart
    m_title->setAccessibleName(tr("%1, choose another").arg(chartTitle(kind)));
    m_table->setAccessibleName(chartTitle(kind));
    //: %1 the title of a chart
    m_chart->setAccessibleName(tr("%1 as a chart. The table has the same numbers.").arg(chartTitle(kind)));
    show();
}

void TimelinePanel::openKinds()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("timelineMeasures"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (std::size_t i = 0; i < items::TimelineMeasureCount; ++i) {
        const auto kind = static_cast<TimelineMeasure>(i);
        auto* action = menu->addAction(chartTitle(kind), this, [this, kind] {
            setKind(kind);
            Q_EMIT kindChanged();
        });
        action->setCheckable(true);
        action->setChecked(kind == m_kind);
    }
    menu->popup(m_title->mapToGlobal(QPoint(0, m_title->height())));
}

void TimelinePanel::openOutliers()
{
    if (m_sheet.chart.dots.empty())
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("timelineOutliers"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto& dot : m_sheet.chart.dots) {
        if (menu->actions().size() == MostOutliers)
            break;
        menu->addAction(QString(dot.words).replace(u'&', QStringLiteral("&&")), this,
            [this, object = dot.object, revision = dot.revision] { Q_EMIT runActivated(object, QString::fromStdString(revision)); });
    }
    menu->popup(m_outliers->mapToGlobal(QPoint(0, m_outliers->height())));
}

void TimelinePanel::setPicture(const items::TimelinePicture& picture, bool live)
{
    m_sheet = sheetOf(m_kind, picture);
    m_unit->setText(m_sheet.unit);
    m_sum->setText(m_sheet.sum);
    m_sum->setVisible(!m_sheet.sum.isEmpty());
    m_legend->setEntries(legendOf(m_sheet.chart));
    m_chart->setContent(m_sheet.chart, picture.question.range, live);
    m_filled = false;
    m_nothing->setText(m_sheet.nothing);
    show();
}

void TimelinePanel::show()
{
    const bool only = !hasChart(m_kind);
    const bool table = only || m_tableButton->isChecked();
    m_tableButton->setVisible(!only);
    m_outliers->setVisible(!table && !m_sheet.chart.dots.empty());
    m_legend->setVisible(!table && !m_sheet.chart.areas.empty());
    if (table && !m_filled) { // a hidden one is not filled every second
        m_table->setContent(m_sheet.table.heads, m_sheet.table.rows, m_sheet.table.numbers, m_sheet.table.stretched);
        m_filled = true;
    }
    m_pages->setCurrentIndex(m_sheet.empty() ? Nothing : table ? Table : Chart);
}

void TimelinePanel::setTableShown(bool shown)
{
    m_tableButton->setChecked(shown);
    show();
}

bool TimelinePanel::isTableShown() const
{
    return m_tableButton->isChecked();
}

void TimelinePanel::activateRow(int row)
{
    if (row >= 0 && row < static_cast<int>(m_sheet.table.objects.size()))
        Q_EMIT objectActivated(m_sheet.table.objects[static_cast<std::size_t>(row)]);
}

} // namespace dg::views
