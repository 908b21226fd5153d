// SPDX-License-Identifier: Apache-2.0
#include "timeline_lanes.h"

#include "items/timeline_rows.h"
#include "text/timeline_words.h"
#include "text/words.h"
#include "theme/draw.h"
#include "theme/theme.h"
#include "timeline_paint.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int NameWidth = 156, RightEdge = 20, LaneHeight = 22, LaneWide = 24, WideFrom = 1500, Track = 14; // design §6
constexpr int LeastDrag = 4; // px
constexpr double ZoomStep = 1.25;

class LaneDelegate final : public QStyledItemDelegate {
public:
    explicit LaneDelegate(TimelineLanes* lanes)
        : QStyledItemDelegate(lanes)
        , m_lanes(*lanes)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, m_lanes.rowHeight()}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto& lane = static_cast<const items::TimelineLanesModel*>(index.model())->lane(index.row());
        const theme::Theme& theme = theme::of(option.widget);
        const bool current = option.state & QStyle::State_Selected;
        if (current)
            painter->fillRect(option.rect, theme.color(m_lanes.hasFocus() ? Color::Select : Color::SelectIdle));
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, theme.color(Color::Hover));
        const auto scale = m_lanes.scale();
        for (const auto& mark : axisMarks(scale, m_lanes.isLive()))
            theme::drawHairline(painter, QLineF(mark.x, option.rect.top(), mark.x, option.rect.bottom() + 1), theme.color(Color::Line));
        const QRect icon(option.rect.left() + metric::Panel, option.rect.top(), metric::Icon, option.rect.height());
        widgets::drawIcon(painter, theme, icon, widgets::kindIcon(lane.object.kind), theme.color(Color::Text2));
        const int left = icon.right() + 1 + metric::IconText;
        const QRect name(left, option.rect.top(), NameWidth - left - metric::Gap, option.rect.height());
        painter->setFont(theme.font(FontRole::Body));
        painter->setPen(theme.color(Color::Text1));
        painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(text::cleanLine(lane.object.name), Qt::ElideMiddle, name.width()));
        const QRectF track(scale.left, option.rect.top() + (option.rect.height() - Track) / 2.0 - 1, scale.right - scale.left, Track);
        drawSegments(painter, theme, track, lane.segments, scale);
        const auto chosen = m_lanes.chosenSegment();
        if (current && chosen >= 0 && chosen < static_cast<int>(lane.segments.size())) {
            const auto& segment = lane.segments[static_cast<std::size_t>(chosen)];
            const double x = scale.xIn(segment.from), end = std::max(x + 3, scale.xIn(segment.to));
            theme::drawBox(
                painter, QRectF(x - 1, option.rect.top(), end - x + 2, option.rect.height()), {}, theme.color(Color::Accent), 1.5, 2);
        }
    }
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) override
    {
        if (event->type() != QEvent::ToolTip || !index.isValid())
            return QStyledItemDelegate::helpEvent(event, view, option, index);
        const auto& lane = static_cast<const items::TimelineLanesModel*>(index.model())->lane(index.row());
        const auto scale = m_lanes.scale();
        QString words = text::laneSentence(lane);
        if (event->pos().x() >= scale.left) {
            const int at = m_lanes.segmentAt(index.row(), scale.timeAt(event->pos().x()));
            words = text::objectLine(lane.object);
            if (at >= 0)
                words += u'\n' + text::segmentSentence(lane.segments[static_cast<std::size_t>(at)], scale.range.to);
        }
        QToolTip::showText(event->globalPos(), widgets::plainToolTip(words), view);
        return true;
    }

private:
    const TimelineLanes& m_lanes;
};

} // namespace

TimelineLanes::TimelineLanes(items::TimelineLanesModel& lanes, QWidget* parent)
    : QListView(parent)
    , m_lanes(lanes)
{
    setObjectName(QStringLiteral("timelineLanes"));
    setAccessibleName(tr("States"));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setUniformItemSizes(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setLayoutDirection(Qt::LeftToRight); // time does not mirror
    setItemDelegate(new LaneDelegate(this));
    setModel(&lanes);
    connect(&theme::of(this), &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void TimelineLanes::setRange(history::Range range, bool live)
{
    m_range = range;
    m_live = live;
    viewport()->update();
}

int TimelineLanes::rowHeight() const
{
    return std::max(width() >= WideFrom ? LaneWide : LaneHeight, fontMetrics().height() + 4);
}

TimeScale TimelineLanes::scale() const
{
    return {m_range, static_cast<double>(NameWidth), static_cast<double>(std::max(NameWidth + 10, width() - RightEdge))};
}

const std::vector<history::Segment>& TimelineLanes::segments() const
{
    static const std::vector<history::Segment> none;
    return currentIndex().isValid() ? m_lanes.lane(currentIndex().row()).segments : none;
}

const history::Segment* TimelineLanes::currentSegment() const
{
    const auto& all = segments();
    return m_segment >= 0 && m_segment < static_cast<int>(all.size()) ? &all[static_cast<std::size_t>(m_segment)] : nullptr;
}

int TimelineLanes::segmentAt(int row, WallTime time) const
{
    const auto& all = m_lanes.lane(row).segments;
    const auto found = std::ranges::find_if(all, [time](const history::Segment& one) { return one.from <= time && time < one.to; });
    return found == all.end() ? (all.empty() ? -1 : static_cast<int>(all.size()) - 1) : static_cast<int>(found - all.begin());
}

void TimelineLanes::setCurrentSegment(int index)
{
    const int most = static_cast<int>(segments().size()) - 1;
    m_segment = most < 0 ? -1 : std::clamp(index, 0, most);
    viewport()->update();
    announce();
    Q_EMIT segmentChanged();
}

void TimelineLanes::stepSegment(int step)
{
    if (!currentIndex().isValid() && m_lanes.rowCount() > 0)
        setCurrentIndex(m_lanes.index(0, 0));
    // From nothing: the newest one.
    setCurrentSegment(m_segment < 0 ? static_cast<int>(segments().size()) - 1 : m_segment + step);
}

// The row's spoken text is the stretch that is chosen on it.
void TimelineLanes::announce()
{
    const auto* segment = currentSegment();
    const QString words = segment ? text::segmentSentence(*segment, m_range.to).replace(u'\n', QStringLiteral(", ")) : QString();
    setAccessibleDescription(words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void TimelineLanes::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    QPainter painter(viewport());
    const theme::Theme& theme = theme::of(this);
    if (m_lanes.rowCount() == 0)
        return;
    if (m_from && m_dragged) {
        auto fill = theme.color(Color::Accent);
        fill.setAlphaF(0.14F);
        const QRectF area(std::min(*m_from, m_to), 0, std::abs(m_to - *m_from), viewport()->height());
        painter.fillRect(area, fill);
        theme::drawBox(&painter, area, {}, theme.color(Color::Accent), 1, 0);
    }
}

void TimelineLanes::mousePressEvent(QMouseEvent* event)
{
    QListView::mousePressEvent(event);
    const double x = event->position().x();
    if (event->button() != Qt::LeftButton || x < scale().left || !currentIndex().isValid())
        return;
    m_from = m_to = std::clamp(x, scale().left, scale().right);
    m_dragged = false;
    if (const auto index = indexAt(event->position().toPoint()); index.isValid())
        setCurrentSegment(segmentAt(index.row(), scale().timeAt(x)));
}

void TimelineLanes::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_from)
        return QListView::mouseMoveEvent(event);
    m_to = std::clamp(event->position().x(), scale().left, scale().right);
    m_dragged = m_dragged || std::abs(m_to - *m_from) >= LeastDrag;
    viewport()->update();
}

void TimelineLanes::mouseReleaseEvent(QMouseEvent* event)
{
    QListView::mouseReleaseEvent(event);
    if (m_from && m_dragged)
        Q_EMIT brushed({scale().timeAt(std::min(*m_from, m_to)), scale().timeAt(std::max(*m_from, m_to))});
    m_from.reset();
    m_dragged = false;
    viewport()->update();
}

void TimelineLanes::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_from.reset();
    if (event->position().x() >= scale().left)
        Q_EMIT timePicked(scale().timeAt(event->position().x()));
    else
        QListView::mouseDoubleClickEvent(event);
}

void TimelineLanes::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (event->modifiers() & Qt::ControlModifier)
        Q_EMIT zoomed(std::pow(ZoomStep, -steps), scale().timeAt(event->position().x()));
    else if (event->modifiers() & Qt::ShiftModifier)
        Q_EMIT moved(-steps / 8);
    else
        return QListView::wheelEvent(event);
    event->accept();
}

void TimelineLanes::keyPressEvent(QKeyEvent* event)
{
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const auto* segment = currentSegment();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int step = event->key() == Qt::Key_Left ? -1 : 1;
        if (shift)
            Q_EMIT moved(step * 0.25);
        else
            stepSegment(step);
        return;
    }
    case Qt::Key_B:
        if (segment)
            Q_EMIT brushed({segment->from, segment->to});
        return;
    case Qt::Key_R:
        Q_EMIT timePicked(segment ? segment->from : m_range.to);
        return;
    default:
        QListView::keyPressEvent(event);
    }
}

std::pair<int, int> TimelineLanes::shownRows() const
{
    const int first = verticalScrollBar()->value(); // by item
    return {first, std::min(m_lanes.rowCount() - 1, first + viewport()->height() / rowHeight())};
}

void TimelineLanes::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    const auto [first, last] = shownRows();
    Q_EMIT rowsShown(first, last);
}

void TimelineLanes::scrollContentsBy(int dx, int dy)
{
    QListView::scrollContentsBy(dx, dy);
    const auto [first, last] = shownRows();
    Q_EMIT rowsShown(first, last);
}

void TimelineLanes::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (current.row() != previous.row())
        m_segment = -1;
    announce();
    viewport()->update();
}

TimelineAxis::TimelineAxis(const TimelineLanes& lanes, QWidget* parent)
    : QWidget(parent)
    , m_lanes(lanes)
{
    setFixedHeight(sizeHint().height());
}

QSize TimelineAxis::sizeHint() const
{
    return {100, QFontMetrics(theme::of(this).font(FontRole::Tiny)).height() + metric::Gap};
}

void TimelineAxis::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    const auto scale = m_lanes.scale();
    const auto marks = axisMarks(scale, m_lanes.isLive());
    for (const auto& mark : marks)
        theme::drawHairline(&painter, QLineF(mark.x, 0, mark.x, 4), theme.color(Color::Line));
    drawAxisWords(&painter, theme, marks, 4, scale.left - 20, width() - 4);
}

} // namespace dg::views
