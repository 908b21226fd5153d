// SPDX-License-Identifier: Apache-2.0
#include "delivery_below.h"

#include "delivery_chart.h"
#include "delivery_table.h"
#include "text/delivery_words.h"
#include "text/words.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {
constexpr int Square = 11;
enum Page { Chart, Table, Projects, Empty };
} // namespace

// Squares and words, at the right end of the chart's title.
class DeliveryLegend final : public QWidget {
public:
    explicit DeliveryLegend(QWidget* parent)
        : QWidget(parent)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    }
    void setEntries(std::vector<DeliveryChart::LegendEntry> entries)
    {
        m_entries = std::move(entries);
        updateGeometry();
        update();
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(theme::of(this).font(FontRole::Small));
        int width = 0;
        for (const auto& entry : m_entries)
            width += Square + metric::IconText + metrics.horizontalAdvance(entry.word) + metric::GroupGap;
        return {width, metric::Row};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const auto& theme = theme::of(this);
        painter.setFont(theme.font(FontRole::Small));
        int x = 0;
        for (const auto& entry : m_entries) {
            const QRectF box(x + 0.5, (height() - Square) / 2 + 0.5, Square - 1, Square - 1);
            if (entry.fill.isValid()) {
                painter.fillRect(box, entry.fill);
            } else {
                QPen pen(theme.color(Color::Failed), 1.25);
                pen.setDashPattern({2, 2});
                painter.setPen(pen);
                painter.drawRect(box);
            }
            x += Square + metric::IconText;
            painter.setPen(theme.color(Color::Text2));
            const int wide = painter.fontMetrics().horizontalAdvance(entry.word);
            painter.drawText(QRect(x, 0, wide + 2, height()), Qt::AlignVCenter | Qt::AlignLeft, entry.word);
            x += wide + metric::GroupGap;
        }
    }

private:
    std::vector<DeliveryChart::LegendEntry> m_entries;
};

DeliveryBelow::DeliveryBelow(QWidget* parent)
    : Surface(Color::Base, parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, metric::Gap, 0, 0);
    column->setSpacing(metric::Gap);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metric::GroupGap, 0, metric::Gap, 0);
    head->setSpacing(metric::GroupGap);
    m_title = makeLabel(this, FontRole::BodyBold, Color::Text1);
    m_title->setObjectName(QStringLiteral("deliveryBelowTitle"));
    m_hint = makeLabel(this, FontRole::Small, Color::Text2);
    m_legend = new DeliveryLegend(this);
    m_tableButton = new widgets::ToolButton(QStringLiteral("view-tree"), tr("Lead times as a table"), QKeySequence(Qt::Key_T), this);
    m_tableButton->setObjectName(QStringLiteral("deliveryTableButton"));
    m_projectsButton = new widgets::ToolButton(
        QStringLiteral("kind-git-repository"), tr("Projects and what they feed"), QKeySequence(Qt::ALT | Qt::Key_P), this);
    m_projectsButton->setObjectName(QStringLiteral("deliveryProjectsButton"));
    for (auto* button : {m_tableButton, m_projectsButton})
        button->setCheckable(true);
    head->addWidget(m_title);
    head->addWidget(m_hint);
    head->addStretch(1);
    head->addWidget(m_legend);
    head->addWidget(m_tableButton);
    head->addWidget(m_projectsButton);
    column->addLayout(head);
    m_pages = new QStackedWidget(this);
    auto* chart = new QWidget(m_pages);
    auto* around = new QHBoxLayout(chart);
    around->setContentsMargins(metric::Gap, 0, metric::GroupGap, metric::Panel);
    m_chart = new DeliveryChart(chart);
    around->addWidget(m_chart);
    m_runs = new PlainTable(tr("Lead times"), m_pages);
    m_runs->setObjectName(QStringLiteral("deliveryRunTable"));
    m_projects = new PlainTable(tr("Projects"), m_pages);
    m_projects->setObjectName(QStringLiteral("deliveryProjectTable"));
    auto* none = new Surface(Color::Base, m_pages);
    auto* words = new QVBoxLayout(none);
    words->setContentsMargins(metric::GroupGap, 0, metric::GroupGap, metric::GroupGap);
    m_empty = makeLabel(none, FontRole::Body, Color::Text2,
        tr("No run with a time is known yet. Flux keeps the last five outcomes; the rest is what passes by here."), true);
    words->addWidget(m_empty);
    words->addStretch(1);
    m_pages->addWidget(chart);
    m_pages->addWidget(m_runs);
    m_pages->addWidget(m_projects);
    m_pages->addWidget(none);
    column->addWidget(m_pages, 1);
    connect(m_tableButton, &QAbstractButton::clicked, this, [this](bool on) {
        setCurrent(on ? Table : Chart);
        Q_EMIT changed();
    });
    connect(m_projectsButton, &QAbstractButton::clicked, this, [this](bool on) {
        setCurrent(on ? Projects : Chart);
        Q_EMIT changed();
    });
}

void DeliveryBelow::setMost(std::size_t bars)
{
    m_most = bars;
}

void DeliveryBelow::setCurrent(int page)
{
    m_tableButton->setChecked(page == Table);
    m_projectsButton->setChecked(page == Projects);
}

int DeliveryBelow::current() const
{
    return m_tableButton->isChecked() ? Table : m_projectsButton->isChecked() ? Projects : Chart;
}

void DeliveryBelow::setContent(const std::vector<delivery::Run>& runs, WallTime now, const items::DeliveryModel& model)
{
    const int page = current();
    m_legend->setVisible(page == Chart);
    m_hint->setVisible(page != Projects);
    if (page == Projects) {
        m_title->setText(tr("Projects and what they feed"));
        fillProjects(*m_projects, model.projects());
        m_pages->setCurrentIndex(Projects);
        return;
    }
    m_times = delivery::leadTimes(runs, now);
    m_title->setText(text::originTitle(m_times.origin));
    const auto count = std::min(m_times.times.size(), m_most);
    const auto left = runs.size() - m_times.times.size();
    auto hint = count == 0 ? QString() : count == 1 ? tr("last run") : tr("last %n runs", nullptr, static_cast<int>(count));
    if (left > 0) //: %1 a number of runs
        hint += (hint.isEmpty() ? QString() : QStringLiteral(", ")) + tr("%1 without times").arg(left);
    m_hint->setText(hint);
    if (page == Table) {
        fillRuns(*m_runs, runs, m_times, now);
        m_pages->setCurrentIndex(Table);
        return;
    }
    m_chart->setTimes(m_times, m_most);
    m_legend->setEntries(m_chart->legend());
    m_pages->setCurrentIndex(m_times.times.empty() ? Empty : Chart);
}

} // namespace dg::views
