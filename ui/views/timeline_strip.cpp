// SPDX-License-Identifier: Apache-2.0
#include "timeline_strip.h"

#include "text/timeline_words.h"
#include "text/words.h"
#include "theme/draw.h"
#include "theme/theme.h"
#include "views/timeline_tide.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"

#include <QBoxLayout>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using history::EntryKind;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int HeadHeight = 24, MarksHeight = 10, TideHeight = 14, DriftHeight = 7, Reach = 3;

bool isFailure(const history::Segment& segment)
{
    return segment.known && (segment.state == flux::State::Failed || segment.state == flux::State::Stalled);
}

QString reached(const std::string& revision, WallTime at, WallTime now)
{
    //: %1 a revision, %2 a time
    return TimelineStrip::tr("%1 at %2").arg(text::shortRevision(revision), text::momentText(at, now));
}

} // namespace

TimelineStrip::TimelineStrip(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("inspectorDay"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metric::Panel, 4, metric::Panel, 0);
    auto* row = new QHBoxLayout;
    auto* title = new widgets::SectionTitle(tr("Last 24 hours"), this);
    auto* link = new widgets::LinkButton(tr("Timeline"), this);
    link->setObjectName(QStringLiteral("inspectorTimeline"));
    link->setAccessibleName(tr("Timeline of this object"));
    row->addWidget(title);
    row->addStretch(1);
    row->addWidget(link);
    column->addLayout(row);
    column->addStretch(1);
    setFixedHeight(sizeHint().height());
    hide();
    connect(link, &QAbstractButton::clicked, this, &TimelineStrip::timelineRequested);
    connect(&theme::of(this), &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize TimelineStrip::sizeHint() const
{
    const int axis = QFontMetrics(theme::of(this).font(FontRole::Tiny)).height() + 4;
    return {200, HeadHeight + MarksHeight + TideHeight + DriftHeight + axis + metric::Gap};
}

void TimelineStrip::setDay(const items::TimelineDay& day)
{
    m_day = day;
    m_marks.clear();
    setVisible(!day.lanes.empty());
    if (day.lanes.empty())
        return;
    const auto now = day.range.to;
    const auto& segments = day.lanes.front().segments;
    m_tide = tideOf(segments, day.range);
    for (const auto& entry : day.entries) {
        if (entry.kind == EntryKind::Pass && !entry.revision.empty())
            m_marks.push_back({Mark::Revision, entry.at, entry.at, reached(entry.revision, entry.at, now)});
        if (entry.kind == EntryKind::Event && entry.state == flux::State::Failed)
            m_marks.push_back({Mark::Warning, entry.at, entry.at, text::entrySentence(entry, now)});
        if (entry.kind == EntryKind::Action)
            m_marks.push_back({Mark::Action, entry.at, entry.at, text::entrySentence(entry, now)});
    }
    for (const auto& episode : day.episodes) {
        const auto end = episode.drift.closed.value_or(now);
        //: %1 an object, %2 and %3 times
        const auto words
            = tr("%1 drifted from %2 to %3")
                  .arg(text::objectLine(episode.object), text::momentText(episode.drift.opened, now), text::momentText(end, now));
        m_marks.push_back({Mark::Drift, episode.drift.opened, end, words});
    }
    setAccessibleName(sum());
    update();
}

QString TimelineStrip::sum() const
{
    int failures = 0, episodes = 0, revisions = 0, warnings = 0;
    Millis failed{0};
    bool before = false;
    for (const auto& segment : m_day.lanes.front().segments) {
        const bool now = isFailure(segment);
        failures += now && !before ? 1 : 0;
        failed += now ? segment.to - segment.from : Millis{0};
        before = now;
    }
    for (const auto& mark : m_marks) {
        episodes += mark.kind == Mark::Drift ? 1 : 0;
        revisions += mark.kind == Mark::Revision ? 1 : 0;
        warnings += mark.kind == Mark::Warning ? 1 : 0;
    }
    QStringList parts;
    if (failures > 0)
        parts << (failures == 1 ? tr("1 failure of %1").arg(text::duration(failed))
                                : tr("%n failures of %1", nullptr, failures).arg(text::duration(failed)));
    if (episodes > 0)
        parts << (episodes == 1 ? tr("1 drift episode") : tr("%n drift episodes", nullptr, episodes));
    if (revisions > 0)
        parts << (revisions == 1 ? tr("1 revision") : tr("%n revisions", nullptr, revisions));
    if (warnings > 0)
        parts << (warnings == 1 ? tr("1 warning") : tr("%n warnings", nullptr, warnings));
    //: %1 "1 failure of 34 min, 2 drift episodes"
    return tr("Last 24 hours: %1").arg(parts.isEmpty() ? tr("calm") : parts.join(QStringLiteral(", ")));
}

TimeScale TimelineStrip::scale() const
{
    return {m_day.range, static_cast<double>(metric::Panel), static_cast<double>(std::max(metric::Panel + 10, width() - metric::Panel))};
}

void TimelineStrip::drawMarks(QPainter& painter, double tideTop, double tideBottom) const
{
    const theme::Theme& theme = theme::of(this);
    const auto along = scale();
    for (const auto& mark : m_marks) {
        const double x = along.xIn(mark.from);
        switch (mark.kind) {
        case Mark::Revision:
            painter.fillRect(QRectF(x - 0.5, tideTop - 7, 1, 5), theme.color(Color::Text2));
            break;
        case Mark::Warning: // an Event of Kubernetes
            painter.fillRect(QRectF(x - 1, tideTop - 7, 2, 5), theme.color(Color::Waiting));
            break;
        case Mark::Action: // a ring stands out among ticks
            painter.setPen(QPen(theme.color(Color::Accent), 1.5));
            painter.setBrush(theme.color(Color::Raised));
            painter.drawEllipse(QPointF(x, tideTop - 4.5), 2.75, 2.75);
            break;
        case Mark::Drift:
            painter.fillRect(QRectF(x, tideBottom + 3, std::max(2.0, along.xIn(mark.to) - x), 3), theme.color(Color::DriftMark));
            break;
        }
    }
}

void TimelineStrip::paintEvent(QPaintEvent*)
{
    if (m_day.lanes.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const theme::Theme& theme = theme::of(this);
    theme::drawHairline(&painter, QLineF(0, 0, width(), 0), theme.color(Color::Line));
    const auto along = scale();
    const double top = HeadHeight + MarksHeight, bottom = top + TideHeight;
    widgets::drawTide(&painter, theme, QRectF(along.left, top, along.right - along.left, TideHeight), m_tide);
    drawMarks(painter, top, bottom);
    drawAxisWords(&painter, theme, axisMarks(along, true), bottom + DriftHeight, 2, width() - 2);
}

bool TimelineStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || m_day.lanes.empty())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto along = scale();
    QStringList words;
    for (const auto& mark : m_marks) {
        if (along.xIn(mark.from) - Reach <= help->pos().x() && help->pos().x() <= along.xIn(mark.to) + Reach && words.size() < 5)
            words << mark.words;
    }
    const auto at = along.timeAt(help->pos().x());
    for (const auto& segment : m_day.lanes.front().segments) {
        if (segment.from <= at && at < segment.to)
            words << text::segmentSentence(segment, m_day.range.to);
    }
    QToolTip::showText(help->globalPos(), widgets::plainToolTip(words.isEmpty() ? accessibleName() : words.join(u'\n')), this);
    return true;
}

} // namespace dg::views
