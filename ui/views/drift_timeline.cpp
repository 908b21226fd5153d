// SPDX-License-Identifier: Apache-2.0
#include "drift_timeline.h"

#include "text/drift_words.h"
#include "text/words.h"
#include "theme/draw.h"
#include "theme/theme.h"
#include "widgets/labels.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr auto Shown = std::chrono::hours{24};
constexpr int Height = 48, TrackHeight = 12, BarLeast = 2;
constexpr std::size_t MostBars = 2000; // more lie upon one another

QString named(const drift::Finding& finding)
{
    QString name = text::cleanLine(finding.object.kind.view()) + QLatin1Char(' ');
    if (!finding.object.ns.empty())
        name += text::cleanLine(finding.object.ns.view()) + QLatin1Char('/');
    return name + text::cleanLine(finding.object.name.view());
}

} // namespace

DriftTimeline::DriftTimeline(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("driftTimeline"));
    setFixedHeight(Height);
    connect(&theme::of(this), &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void DriftTimeline::setData(const std::vector<drift::Finding>& open, const std::vector<drift::Finding>& episodes, WallTime now)
{
    m_now = now;
    m_open.clear();
    m_closed.clear();
    for (const auto& finding : open) {
        const auto from = finding.time ? finding.time : finding.since;
        if (from && drift::counts(finding.kind) && finding.ignoredBy.empty() && m_open.size() < MostBars)
            //: %1 an object, %2 a time
            m_open.push_back({*from, now, tr("%1, drifted since %2").arg(named(finding), text::clockOrDay(*from, now))});
    }
    for (auto it = episodes.rbegin(); it != episodes.rend() && m_closed.size() < MostBars; ++it) {
        const auto from = it->time ? it->time : it->since;
        if (!it->until || *it->until < now - Shown)
            continue;
        if (!from) { // nobody watched: only Flux's own event tells of it
            //: %1 an object, %2 a time
            m_closed.push_back({*it->until, *it->until, tr("%1, corrected at %2").arg(named(*it), text::clockOrDay(*it->until, now))});
            continue;
        }
        //: %1 an object, %2 and %3 times, %4 how long
        m_closed.push_back({*from, *it->until,
            tr("%1, drifted from %2 to %3, corrected after %4")
                .arg(named(*it), text::clockOrDay(*from, now), text::clockOrDay(*it->until, now),
                    text::duration(std::chrono::duration_cast<Millis>(*it->until - *from)))});
    }
    const int corrected = static_cast<int>(m_closed.size()), standing = static_cast<int>(m_open.size());
    const QString done = corrected == 1 ? tr("1 correction") : tr("%n corrections", nullptr, corrected);
    const QString now2 = standing == 1 ? tr("1 open finding") : tr("%n open findings", nullptr, standing);
    //: %1 "3 corrections", %2 "5 open findings"
    setAccessibleName(tr("Last 24 hours: %1, %2").arg(done, now2));
    update();
}

QRectF DriftTimeline::track() const
{
    return QRectF(metric::Panel, 10, width() - 2 * metric::Panel, TrackHeight);
}

double DriftTimeline::xOf(WallTime time) const
{
    const double part = 1.0 - std::chrono::duration<double>(m_now - time) / std::chrono::duration<double>(Shown);
    return track().left() + track().width() * std::clamp(part, 0.0, 1.0);
}

void DriftTimeline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    painter.fillRect(rect(), theme.color(Color::Base));
    theme::drawHairline(&painter, QLineF(0, 0, width(), 0), theme.color(Color::Line));
    const QRectF box = track();
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color(Color::LineStrong));
    // What stands is low and wide, what was put back is as high as the track: both stay to be seen.
    QColor standing = theme.color(Color::DriftMark);
    standing.setAlphaF(0.55);
    for (const Bar& bar : m_open)
        painter.fillRect(QRectF(xOf(bar.from), box.bottom() - 5, std::max<double>(BarLeast, xOf(bar.to) - xOf(bar.from)), 5),
            theme.color(Color::DriftTint));
    for (const Bar& bar : m_open)
        painter.fillRect(QRectF(std::min(xOf(bar.from), box.right() - BarLeast), box.bottom() - 8, BarLeast, 8), standing);
    for (const Bar& bar : m_closed)
        painter.fillRect(QRectF(xOf(bar.from), box.top(), std::max<double>(BarLeast, xOf(bar.to) - xOf(bar.from)), TrackHeight),
            theme.color(Color::DriftMark));
    painter.setFont(theme.font(FontRole::Tiny));
    painter.setPen(theme.color(Color::Text3));
    const int labels = static_cast<int>(box.bottom()) + 3;
    const int line = painter.fontMetrics().height();
    const struct {
        int hours;
        Qt::Alignment side;
    } ticks[] = {{24, Qt::AlignLeft}, {12, Qt::AlignHCenter}, {0, Qt::AlignRight}};
    for (const auto& tick : ticks) {
        const WallTime at = m_now - std::chrono::hours{tick.hours};
        const QString word
            = tick.hours == 0 ? tr("now") : QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count()).toString(QStringLiteral("HH:mm"));
        const double x = xOf(at);
        const QRectF where = tick.hours == 24 ? QRectF(x, labels, 80, line)
            : tick.hours == 0                 ? QRectF(x - 80, labels, 80, line)
                                              : QRectF(x - 40, labels, 80, line);
        painter.drawText(where, static_cast<int>(tick.side | Qt::AlignTop), word);
    }
}

bool DriftTimeline::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QStringList words;
        const double x = help->pos().x();
        for (const auto* bars : {&m_closed, &m_open}) {
            for (const Bar& bar : *bars) {
                if (xOf(bar.from) - BarLeast <= x && x <= xOf(bar.to) + BarLeast && words.size() < 6)
                    words << bar.words;
            }
        }
        QToolTip::showText(help->globalPos(), widgets::plainToolTip(words.isEmpty() ? accessibleName() : words.join(u'\n')), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace dg::views
