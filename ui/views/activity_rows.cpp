// SPDX-License-Identifier: Apache-2.0
#include "activity_rows.h"

#include "text/words.h"
#include "theme/theme.h"
#include "widgets/paint.h"
#include "widgets/strips.h"

#include <QPainter>

namespace dg::views {

namespace metric = theme::metric;
using session::ActionOutcome;
using session::ActionStage;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int DotsWidth = 64, DurationWidth = 92, TimeWidth = 68;

QString verb(const session::Action& action)
{
    if (action.verb == session::ActionVerb::Compare)
        return ActivityRows::tr("Compare exactly");
    if (action.verb == session::ActionVerb::Trigger)
        return ActivityRows::tr("Call the Receiver");
    if (action.cause != 0)
        return ActivityRows::tr("Asked by a Receiver");
    return action.withSource ? ActivityRows::tr("Reconcile with source") : ActivityRows::tr("Reconcile");
}

// Everything in scope has no name of its own.
QString targetName(const session::Action& action, bool whole)
{
    if (action.key.empty())
        return action.verb == session::ActionVerb::Compare ? ActivityRows::tr("several owners") : QString();
    return whole ? text::cleanLine(action.key.toString()) : text::cleanLine(action.key.name.view());
}

QString outcome(const session::Action& action)
{
    const QString word = text::outcomeName(action);
    if (!action.done() || action.outcome == ActionOutcome::Ready || action.outcome == ActionOutcome::Error || action.message.empty())
        return word;
    return QStringLiteral("%1: %2").arg(word, text::cleanLine(action.message));
}

flux::State mark(const session::Action& action)
{
    switch (action.outcome) {
    case ActionOutcome::None:
        return action.done() ? flux::State::Unknown : flux::State::Reconciling;
    case ActionOutcome::Ready:
        return flux::State::Ready;
    case ActionOutcome::Stalled:
        return flux::State::Stalled;
    case ActionOutcome::Waiting:
        return flux::State::Waiting;
    case ActionOutcome::TimedOut:
        return flux::State::Unknown;
    case ActionOutcome::Refused:
        return flux::State::Forbidden;
    case ActionOutcome::Failed:
    case ActionOutcome::Error:
        break;
    }
    return flux::State::Failed;
}

// Four steps: asked, source, accepted, outcome. Without source the second is passed at once.
std::vector<widgets::Stage> stages(const session::Action& action)
{
    using widgets::Stage;
    const bool source = action.withSource;
    if (action.verb != session::ActionVerb::Reconcile) { // asked, done
        const bool good = action.outcome == ActionOutcome::Ready;
        return {action.done() ? Stage::Done : Stage::Running, !action.done() ? Stage::Open : good ? Stage::Done : Stage::Failed};
    }
    std::vector<Stage> dots(source ? 4 : 3, Stage::Open);
    std::size_t reached = 0;
    switch (action.stage) {
    case ActionStage::Requested:
        reached = 0;
        break;
    case ActionStage::SourceRequested:
        reached = 1;
        break;
    case ActionStage::SourceHandled:
    case ActionStage::Accepted:
        reached = source ? 2 : 1;
        break;
    case ActionStage::Running:
        reached = dots.size() - 1;
        break;
    case ActionStage::Done:
        reached = dots.size();
        break;
    }
    for (std::size_t i = 0; i < dots.size(); ++i)
        dots[i] = i < reached ? Stage::Done : i == reached ? Stage::Running : Stage::Open;
    if (action.done() && action.outcome != ActionOutcome::Ready)
        dots.back() = Stage::Failed;
    return dots;
}

} // namespace

bool hasFailed(const session::Action& action)
{
    return action.done() && action.outcome != ActionOutcome::Ready && action.outcome != ActionOutcome::None;
}

void ActivityRows::set(const std::vector<session::Action>& actions, bool failedOnly)
{
    std::vector<session::Action> next;
    for (const auto& action : actions) {
        if (!failedOnly || hasFailed(action))
            next.push_back(action);
    }
    bool same = next.size() == m_actions.size();
    for (std::size_t i = 0; same && i < next.size(); ++i)
        same = next[i].id == m_actions[i].id;
    // New actions come at the top: the rows below keep their place and their selection.
    const auto added = static_cast<int>(next.size()) - static_cast<int>(m_actions.size());
    bool prepended = !same && added > 0;
    for (std::size_t i = 0; prepended && i < m_actions.size(); ++i)
        prepended = next[i + static_cast<std::size_t>(added)].id == m_actions[i].id;
    if (prepended) {
        beginInsertRows({}, 0, added - 1);
        m_actions = std::move(next);
        endInsertRows();
    } else if (!same) {
        beginResetModel();
        m_actions = std::move(next);
        endResetModel();
        return;
    } else {
        m_actions = std::move(next);
    }
    if (!m_actions.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int ActivityRows::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_actions.size());
}

QVariant ActivityRows::data(const QModelIndex& index, int role) const
{
    const session::Action& action = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        //: verb, object, outcome, duration
        return tr("%1 %2, %3, %4").arg(verb(action), targetName(action, true), outcome(action), text::duration(action.duration));
    default:
        return {};
    }
}

QSize ActivityDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {0, std::max(metric::Row, option.fontMetrics.height() + 6)};
}

void ActivityDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const session::Action& action = static_cast<const ActivityRows*>(index.model())->at(index.row());
    const theme::Theme& theme = theme::of(option.widget);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme.color(option.state & QStyle::State_HasFocus ? Color::Select : Color::SelectIdle));
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, theme.color(Color::Hover));
    const QRect box = option.rect.adjusted(metric::Panel, 0, -metric::Panel, 0);
    const int verbWidth = std::clamp(box.width() / 4, 120, 220);
    const int nameWidth = std::clamp(box.width() / 5, 110, 220);
    int x = box.left();
    const auto take = [&](int width) {
        const QRect cell(x, box.top(), width, box.height());
        x += width;
        return cell;
    };
    const auto put = [&](const QRect& where, FontRole role, Color ink, const QString& text, Qt::TextElideMode elide = Qt::ElideRight) {
        painter->setFont(theme.font(role));
        painter->setPen(theme.color(ink));
        const QRect inner = where.adjusted(0, 0, -metric::Gap, 0);
        painter->drawText(inner, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(painter->font()).elidedText(text, elide, inner.width()));
    };
    widgets::drawMark(painter, theme, take(metric::Icon), mark(action));
    take(metric::Gap + 2);
    put(take(verbWidth - metric::Icon - metric::Gap), FontRole::Body, Color::Text1, verb(action));
    widgets::drawIcon(painter, theme, take(metric::Icon),
        action.key.empty() ? QStringLiteral("kind-cluster") : widgets::kindIcon(action.key.kind.view()), theme.color(Color::Text2));
    take(metric::IconText);
    put(take(nameWidth), FontRole::Body, Color::Text1, targetName(action, false), Qt::ElideMiddle);
    const QRect dots = take(DotsWidth);
    widgets::drawStages(painter, theme, dots, stages(action));
    take(metric::GroupGap);
    const int rest = box.right() + 1 - DurationWidth - TimeWidth - x;
    put(take(std::max(0, rest)), FontRole::Body, hasFailed(action) ? Color::Failed : Color::Text2, outcome(action));
    painter->setFont(theme.font(FontRole::Body));
    painter->setPen(theme.color(Color::Text2));
    widgets::drawNumber(painter, QRect(box.right() + 1 - DurationWidth - TimeWidth, box.top(), DurationWidth, box.height()),
        text::duration(action.duration));
    widgets::drawNumber(painter, QRect(box.right() + 1 - TimeWidth, box.top(), TimeWidth, box.height()), text::clockTime(action.began));
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(theme.color(Color::Accent));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

} // namespace dg::views
