// SPDX-License-Identifier: Apache-2.0
#include "timeline_events.h"

#include "items/timeline_rows.h"
#include "text/timeline_words.h"
#include "text/words.h"
#include "theme/draw.h"
#include "theme/theme.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using history::EntryKind;
using items::TimelineEntriesModel;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int TimeWidth = 100, MarkWidth = 34, ObjectWidth = 190, ReasonWidth = 200, CountWidth = 72; // design §6
constexpr int NarrowObject = 150, NarrowReason = 160, NarrowBelow = 900;

void drawEntryMark(QPainter* painter, const theme::Theme& theme, const QRect& box, const history::Entry& entry)
{
    switch (entry.kind) {
    case EntryKind::DriftOpened:
        return widgets::drawDriftMark(painter, theme, box,
            entry.reason == "missing"        ? widgets::DriftMark::Missing
                : entry.reason == "orphaned" ? widgets::DriftMark::Orphaned
                                             : widgets::DriftMark::Drifted);
    case EntryKind::DriftClosed:
        return widgets::drawDriftMark(painter, theme, box, widgets::DriftMark::None);
    case EntryKind::Action:
        return widgets::drawIcon(painter, theme, box, QStringLiteral("action-reconcile-source"), theme.color(Color::Text2));
    case EntryKind::Event: {
        const bool warning = entry.state == flux::State::Failed;
        return widgets::drawIcon(painter, theme, box, warning ? QStringLiteral("warning") : QStringLiteral("info"),
            theme.color(warning ? Color::Waiting : Color::Text2));
    }
    case EntryKind::State:
    case EntryKind::Pass:
        break;
    }
    if (!entry.state)
        return widgets::drawIcon(painter, theme, box, QStringLiteral("state-terminating"), theme.color(Color::Neutral));
    if (entry.suspended)
        return widgets::drawMarkSuspended(painter, theme, box, *entry.state, theme.color(Color::Base));
    widgets::drawMark(painter, theme, box, *entry.state);
}

class EntryDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto& entry = static_cast<const TimelineEntriesModel*>(index.model())->entry(index.row());
        const theme::Theme& theme = theme::of(option.widget);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.color(option.widget && option.widget->hasFocus() ? Color::Select : Color::SelectIdle));
        QRect box = option.rect.adjusted(metric::Gap, 0, -metric::Gap, 0);
        painter->setFont(theme.font(FontRole::Body));
        painter->setPen(theme.color(Color::Text2));
        switch (index.column()) {
        case TimelineEntriesModel::Mark:
            return drawEntryMark(painter, theme, option.rect, entry);
        case TimelineEntriesModel::Count:
            box.setRight(box.right() - metric::Gap);
            return widgets::drawNumber(painter, box, index.data().toString());
        case TimelineEntriesModel::Time:
            box.setLeft(box.left() + 4); // the panel's edge
            break;
        case TimelineEntriesModel::Object:
            widgets::drawIcon(painter, theme, QRect(box.left(), box.top(), metric::Icon, box.height()),
                widgets::kindIcon(entry.object.kind), theme.color(Color::Text2));
            box.setLeft(box.left() + metric::Icon + metric::IconText);
            painter->setPen(theme.color(Color::Text1));
            break;
        case TimelineEntriesModel::Message:
            painter->setPen(theme.color(Color::Text1));
            break;
        default:
            break;
        }
        const auto elide = index.column() == TimelineEntriesModel::Object ? Qt::ElideMiddle : Qt::ElideRight;
        painter->drawText(box, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(index.data().toString(), elide, box.width()));
    }
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) override
    {
        if (event->type() != QEvent::ToolTip || !index.isValid())
            return QStyledItemDelegate::helpEvent(event, view, option, index);
        const auto& entry = static_cast<const TimelineEntriesModel*>(index.model())->entry(index.row());
        QToolTip::showText(event->globalPos(),
            widgets::plainToolTip(text::objectLine(entry.object) + u'\n' + text::localTime(entry.at) + u'\n' + text::entryReason(entry)
                + u'\n' + text::entryMessage(entry)),
            view);
        return true;
    }
};

} // namespace

TimelineEvents::TimelineEvents(TimelineEntriesModel& entries, QWidget* parent)
    : QTableView(parent)
    , m_entries(entries)
{
    setObjectName(QStringLiteral("timelineEvents"));
    setAccessibleName(tr("Events"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(metric::Row);
    verticalHeader()->setDefaultSectionSize(metric::Row);
    setItemDelegate(new EntryDelegate(this));
    horizontalHeader()->setFixedHeight(metric::Header);
    horizontalHeader()->setHighlightSections(false);
    entries.setHeads({tr("Time"), QString(), tr("Object"), tr("Reason"), tr("Message"), tr("Count")});
    entries.setWords([this](const history::Entry& entry, int column) { return cell(entry, column); });
    setModel(&entries);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(TimelineEntriesModel::Message, QHeaderView::Stretch);
    connect(&theme::of(this), &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

TimelineEvents::~TimelineEvents()
{
    m_entries.setWords({});
    setModel(nullptr);
}

QString TimelineEvents::cell(const history::Entry& entry, int column) const
{
    switch (column) {
    case TimelineEntriesModel::Time:
        return text::momentText(entry.at, m_now);
    case TimelineEntriesModel::Mark:
        switch (entry.kind) {
        case EntryKind::DriftOpened:
            return tr("Drifted");
        case EntryKind::DriftClosed:
            return tr("Drift ended");
        case EntryKind::Action:
            return tr("Action");
        case EntryKind::Event:
            return text::eventType(entry);
        case EntryKind::State:
        case EntryKind::Pass:
            break;
        }
        return text::stateOrGone(entry.state, entry.suspended);
    case TimelineEntriesModel::Object:
        return text::cleanLine(entry.object.name);
    case TimelineEntriesModel::Reason:
        return text::entryReason(entry);
    case TimelineEntriesModel::Message:
        return text::entryMessage(entry);
    default:
        return QLocale().toString(static_cast<qulonglong>(entry.times));
    }
}

void TimelineEvents::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    layOut();
}

void TimelineEvents::layOut()
{
    const bool narrow = width() < NarrowBelow;
    const QFontMetrics metrics(theme::of(this).font(FontRole::Body));
    // A day before the time, where a range is longer than one.
    const int time = std::max(TimeWidth, metrics.horizontalAdvance(QStringLiteral("28 Nov 00:00:00")) + 2 * metric::Gap + 8);
    const int object = narrow ? NarrowObject : ObjectWidth, reason = narrow ? NarrowReason : ReasonWidth;
    const int widths[] = {time, MarkWidth, object, reason, 0, CountWidth};
    for (int column = 0; column < TimelineEntriesModel::ColumnCount; ++column) {
        if (column != TimelineEntriesModel::Message)
            setColumnWidth(column, widths[column]);
    }
}

} // namespace dg::views
