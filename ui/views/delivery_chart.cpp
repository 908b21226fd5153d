// SPDX-License-Identifier: Apache-2.0
#include "delivery_chart.h"

#include "text/delivery_words.h"
#include "text/words.h"
#include "theme/theme.h"
#include "widgets/labels.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QCoreApplication>
#include <QPainter>
#include <QStackedBarSeries>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace dg::views {

using delivery::Phase;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int AxisLabels = 40, LabelEvery = 3, WidestBar = 36;

QColor phaseColor(const theme::Theme& theme, Phase phase)
{
    switch (phase) {
    case Phase::Build:
        return theme.color(Color::Control);
    case Phase::WaitForFetch:
        return theme.color(Color::Waiting);
    case Phase::Apply:
        return theme.color(Color::DriftMark);
    case Phase::UntilHealthy:
        return theme.color(Color::Accent);
    case Phase::Unsplit:
        break;
    }
    return theme.color(Color::LineStrong);
}

} // namespace

TimeAxis timeAxis(Millis longest)
{
    struct Unit {
        Millis length;
        std::array<int, 9> steps;
    };
    static constexpr Unit units[] = {{Millis{1000}, {1, 2, 5, 10, 15, 20, 30, 45, 60}}, {Millis{60'000}, {1, 2, 3, 5, 10, 15, 20, 30, 60}},
        {Millis{3'600'000}, {1, 2, 3, 6, 12, 24, 48, 96, 168}}};
    TimeAxis out;
    for (const auto& unit : units) {
        const double most = static_cast<double>(longest.count()) / static_cast<double>(unit.length.count());
        for (const int step : unit.steps) {
            out = {unit.length, std::max(1, static_cast<int>(std::ceil(most / step))) * step, step};
            if (most <= 4.0 * step)
                return out;
        }
    }
    return out;
}

QString axisWord(Millis unit, double value)
{
    const auto number = QLocale().toString(value, 'f', value == std::floor(value) ? 0 : 1);
    if (unit == Millis{1000}) //: %1 a number of seconds
        return DeliveryChart::tr("%1 s").arg(number);
    //: %1 a number of minutes, hours
    return unit == Millis{60'000} ? DeliveryChart::tr("%1 min").arg(number) : DeliveryChart::tr("%1 h").arg(number);
}

DeliveryChart::DeliveryChart(QWidget* parent)
    : QChartView(parent)
{
    setObjectName(QStringLiteral("deliveryChart"));
    setAccessibleName(tr("Lead times as a chart. The table has the same numbers."));
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setMargins(QMargins(AxisLabels, 18, 0, 18)); // room for words
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    connect(&theme::of(this), &theme::Theme::changed, this, &DeliveryChart::rebuild);
    rebuild();
}

namespace {
// What is open grows by the second: drawn again when that can be seen.
bool looksAlike(const delivery::LeadTimes& a, const delivery::LeadTimes& b)
{
    return a.origin == b.origin && a.p50 == b.p50 && a.p95 == b.p95
        && std::ranges::equal(a.times, b.times, [](const delivery::LeadTime& x, const delivery::LeadTime& y) {
               return x.run == y.run && x.reached == y.reached && x.phases == y.phases
                   && std::abs((x.total - y.total).count()) * 50 <= y.total.count();
           });
}
} // namespace

void DeliveryChart::setTimes(const delivery::LeadTimes& given, std::size_t most)
{
    auto times = given;
    if (times.times.size() > most)
        times.times.erase(times.times.begin(), times.times.end() - static_cast<std::ptrdiff_t>(most));
    if (most == m_most && looksAlike(times, m_times))
        return;
    m_times = std::move(times);
    m_most = most;
    rebuild();
}

void DeliveryChart::rebuild()
{
    const theme::Theme& theme = theme::of(this);
    setBackgroundBrush(theme.color(Color::Base));
    chart()->setBackgroundBrush(theme.color(Color::Base));
    chart()->setBackgroundPen(Qt::NoPen);
    chart()->removeAllSeries();
    for (auto* axis : chart()->axes()) {
        chart()->removeAxis(axis);
        axis->deleteLater();
    }
    // What is not there yet grows without end: half as much again as the longest that is.
    Millis longest{0}, open{0};
    for (const auto& time : m_times.times) {
        Millis known{0};
        for (const auto part : time.phases)
            known += part;
        longest = std::max(longest, known);
        if (!time.reached)
            open = std::max(open, time.total);
    }
    longest = std::max(longest, longest.count() == 0 ? open : std::min(open, longest + longest / 8));
    const auto axis = timeAxis(longest);
    m_unit = static_cast<double>(axis.unit.count());
    auto* series = new QStackedBarSeries;
    series->setBarWidth(std::min(0.62, static_cast<double>(m_times.times.size()) * WidestBar / std::max(1, width() - AxisLabels)));
    QStringList categories;
    for (std::size_t i = 0; i < m_times.times.size(); ++i)
        categories << QString::number(m_times.times[i].run + 1);
    for (std::size_t p = 0; p < delivery::PhaseCount; ++p) {
        auto* set = new QBarSet(text::phaseName(static_cast<Phase>(p)));
        set->setColor(phaseColor(theme, static_cast<Phase>(p)));
        set->setPen(QPen(theme.color(Color::Base), 1));
        for (const auto& time : m_times.times)
            *set << static_cast<double>(time.phases[p].count()) / m_unit;
        series->append(set);
    }
    auto* missing = new QBarSet(tr("Not there yet"));
    missing->setBrush(Qt::NoBrush);
    QPen dashed(theme.color(Color::Failed), 1.25);
    dashed.setDashPattern({2, 2});
    missing->setPen(dashed);
    for (const auto& time : m_times.times) {
        Millis known{0};
        for (const auto part : time.phases)
            known += part;
        const double room = axis.top - static_cast<double>(known.count()) / m_unit;
        *missing << (time.reached ? 0.0 : std::min(room, static_cast<double>((time.total - known).count()) / m_unit));
    }
    series->append(missing);
    chart()->addSeries(series);
    auto* across = new QBarCategoryAxis;
    across->append(categories);
    across->setLabelsVisible(false);
    across->setGridLineVisible(false);
    across->setLineVisible(false);
    auto* up = new QValueAxis;
    up->setRange(0, axis.top);
    up->setTickType(QValueAxis::TicksDynamic);
    up->setTickAnchor(0);
    up->setTickInterval(axis.step);
    up->setLabelsVisible(false);
    up->setLineVisible(false);
    up->setGridLinePen(QPen(theme.color(Color::Line), 1));
    chart()->addAxis(across, Qt::AlignBottom);
    chart()->addAxis(up, Qt::AlignLeft);
    series->attachAxis(across);
    series->attachAxis(up);
    viewport()->update();
}

void DeliveryChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    rebuild(); // bars keep their width
}

std::vector<DeliveryChart::LegendEntry> DeliveryChart::legend() const
{
    const theme::Theme& theme = theme::of(this);
    std::vector<LegendEntry> out;
    for (std::size_t p = 0; p < delivery::PhaseCount; ++p) {
        const auto has = [p](const delivery::LeadTime& time) { return time.phases[p] > Millis{0}; };
        if (std::ranges::any_of(m_times.times, has))
            out.push_back({text::phaseName(static_cast<Phase>(p)), phaseColor(theme, static_cast<Phase>(p))});
    }
    if (std::ranges::any_of(m_times.times, [](const delivery::LeadTime& time) { return !time.reached; }))
        out.push_back({tr("Not there yet"), {}});
    return out;
}

// The words at both axes and the percentiles: Qt Charts would give every bar a word and a legend box.
void DeliveryChart::drawForeground(QPainter* painter, const QRectF&)
{
    if (m_times.times.empty() || chart()->series().isEmpty())
        return;
    const theme::Theme& theme = theme::of(this);
    const QRectF plot = chart()->plotArea();
    auto* series = chart()->series().first();
    const auto y = [&](double value) { return chart()->mapToPosition(QPointF(0, value), series).y(); };
    painter->setFont(theme.font(FontRole::Tiny));
    painter->setPen(theme.color(Color::Text3));
    const auto* axis = static_cast<QValueAxis*>(chart()->axes(Qt::Vertical).first());
    for (double tick = 0; tick <= axis->max(); tick += axis->tickInterval())
        painter->drawText(QRectF(0, y(tick) - 8, plot.left() - 8, 16), Qt::AlignRight | Qt::AlignVCenter,
            axisWord(Millis{static_cast<std::int64_t>(m_unit)}, tick));
    const auto count = m_times.times.size();
    const double wide = plot.width() / static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (count > 8 && (count - 1 - i) % LabelEvery != 0)
            continue;
        painter->drawText(QRectF(plot.left() + wide * static_cast<double>(i) - 20, plot.bottom() + 3, wide + 40, 16), Qt::AlignCenter,
            QString::number(m_times.times[i].run + 1));
    }
    const auto mark = [&](const char* name, const std::optional<Millis>& value, double away) {
        if (!value)
            return;
        const double at = static_cast<double>(value->count()) / m_unit;
        QPen pen(theme.color(Color::Text2), 1);
        pen.setDashPattern({4, 3});
        painter->setPen(pen);
        painter->drawLine(QPointF(plot.left(), y(at)), QPointF(plot.right(), y(at)));
        painter->setPen(theme.color(Color::Text2));
        const auto words
            = QLatin1String(name) + QLatin1Char(' ') + axisWord(Millis{static_cast<std::int64_t>(m_unit)}, std::round(at * 10) / 10);
        const QRectF box(plot.left() + 4, y(at) - 15 - away, QFontMetrics(painter->font()).horizontalAdvance(words) + 6, 14);
        painter->fillRect(box, theme.color(Color::Base));
        painter->drawText(box, Qt::AlignVCenter | Qt::AlignLeft, words);
    };
    const bool close = m_times.p50 && m_times.p95
        && std::abs(y(static_cast<double>(m_times.p50->count()) / m_unit) - y(static_cast<double>(m_times.p95->count()) / m_unit)) < 14;
    mark("p95", m_times.p95, close ? 14 : 0);
    mark("p50", m_times.p50, 0);
}

} // namespace dg::views
