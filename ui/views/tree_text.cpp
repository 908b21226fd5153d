// SPDX-License-Identifier: Apache-2.0
#include "views/tree_text.h"

#include "text/words.h"
#include "widgets/labels.h"
#include "workload_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace dg::views {

using items::TreeModel;
using tree::ManagedMark;
using tree::RowType;

namespace {

QString say(const char* word)
{
    return QCoreApplication::translate("Tree", word);
}

// Only its metadata is watched: it is there, and nobody says how it is. No finding.
bool notRead(const tree::Row& row)
{
    return row.type == RowType::Managed && row.verdict.note == flux::Note::NotLookedAt;
}

// "Health check failed after 5m. Details …" -> its first sentence, where the whole would be cut anyway.
QString firstSentence(const QString& text)
{
    constexpr qsizetype Long = 80; // characters: more than any Message column shows
    const auto end = text.indexOf(QStringLiteral(". "));
    return text.size() > Long && end > 0 ? text.left(end + 1) : text;
}

// A cause is told by its rows: "12 waiting on GitRepository apps"; other groups are a namespace, a kind, or one of ours.
QString groupName(const tree::Row& row)
{
    if (row.cause) {
        const auto& of = row.cause->object;
        const auto name = text::cleanLine(of.kind.view()) + QLatin1Char(' ') + text::cleanLine(of.name.view());
        const int waiting = static_cast<int>(row.below.byState[static_cast<std::size_t>(flux::State::Waiting)]);
        //: %1 is a kind and a name such as GitRepository apps
        return waiting > 0 ? QCoreApplication::translate("Tree", "%n waiting on %1", nullptr, waiting).arg(name) : name;
    }
    static constexpr std::array<std::pair<std::string_view, const char*>, 5> ours{{
        {"noSource", QT_TRANSLATE_NOOP("Tree", "No source")},
        {"imageAutomation", QT_TRANSLATE_NOOP("Tree", "Image automation")},
        {"notifications", QT_TRANSLATE_NOOP("Tree", "Notifications")},
        {"fluxOperator", QT_TRANSLATE_NOOP("Tree", "Flux Operator")},
        {"inSync", QT_TRANSLATE_NOOP("Tree", "In sync")},
    }};
    for (const auto& [code, words] : ours) {
        if (row.name == code)
            return say(words);
    }
    return text::cleanLine(row.name);
}

// Objects below and itself; of a managed object its findings.
std::uint32_t driftedIn(const tree::Row& row)
{
    const std::uint32_t own = row.drift ? row.drift->findings : 0;
    return row.below.missing + row.below.drifted + (row.type == RowType::Managed ? own : own > 0 ? 1U : 0U);
}

QString nameOf(const tree::Row& row)
{
    if (row.type == RowType::Notice) //: %1 is a kind in the plural such as buckets
        return QCoreApplication::translate("Tree", "Cannot list %1").arg(text::cleanLine(row.name));
    if (row.type == RowType::Note)
        return noteSentence(row.note, row.name, row.ns, row.error);
    if (row.type == RowType::Group)
        return groupName(row);
    return text::cleanLine(row.name);
}

// "Is being deleted for 12 min, held by finalizers.fluxcd.io"; "for 3 min: Running health checks …"
QString lasting(const flux::Verdict& verdict, WallTime now, const QString& own)
{
    constexpr Millis Worth = std::chrono::minutes{1}; // below, it is simply under way
    if (!verdict.since || now - *verdict.since < Worth)
        return own;
    const auto time = text::age(now - *verdict.since);
    if (verdict.state == flux::State::Terminating && !verdict.heldBy.empty())
        //: %1 is a time such as 12 min, %2 names of Kubernetes finalizers
        return QCoreApplication::translate("Tree", "Is being deleted for %1, held by %2").arg(time, text::cleanLine(verdict.heldBy));
    if (verdict.state == flux::State::Reconciling)
        //: %1 is a time such as 3 min, %2 what the controller says it does
        return QCoreApplication::translate("Tree", "For %1: %2").arg(time, own);
    return own;
}

QString stateOf(const tree::Row& row)
{
    switch (row.type) {
    case RowType::Group:
    case RowType::Note:
        return {};
    case RowType::Notice:
    case RowType::Flux:
    case RowType::Child:
        return text::stateName(row.verdict.state);
    case RowType::Managed:
        break;
    }
    switch (row.mark) {
    case ManagedMark::Missing:
        return text::stateName(flux::State::Missing);
    case ManagedMark::Orphaned:
        return text::stateName(flux::State::Orphaned);
    case ManagedMark::NotWatched:
    case ManagedMark::Elsewhere:
        return say(QT_TRANSLATE_NOOP("Tree", "Not watched"));
    case ManagedMark::Present:
        break;
    }
    return notRead(row) ? say(QT_TRANSLATE_NOOP("Tree", "Present")) : text::stateName(row.verdict.state);
}

QString messageOf(const tree::Row& row, WallTime now)
{
    if (row.cycle)
        return say(QT_TRANSLATE_NOOP("Tree", "Its parents form a circle"));
    if (row.type == RowType::Managed && row.mark != ManagedMark::Present) {
        switch (row.mark) {
        case ManagedMark::Missing:
            return say(QT_TRANSLATE_NOOP("Tree", "In the inventory, not in the cluster"));
        case ManagedMark::Elsewhere:
            return say(QT_TRANSLATE_NOOP("Tree", "In another cluster, not watched"));
        case ManagedMark::Orphaned:
            return say(QT_TRANSLATE_NOOP("Tree", "In no inventory"));
        default:
            return {};
        }
    }
    if (row.cause && !row.cause->message.empty())
        return firstSentence(text::cleanLine(row.cause->message));
    if (row.type == RowType::Group)
        return sumUp(row.below);
    if (row.type == RowType::Child)
        return row.workload ? childMessage(*row.workload, row.verdict) : QString();
    if (row.type == RowType::Note) // what its name has said already is not said twice
        return row.note == tree::ChildNote::Unreadable && row.error.code != ErrorCode::Forbidden ? text::errorSentence(row.error)
                                                                                                 : QString();
    const QString own = notRead(row) ? QString() : text::verdictMessage(row.verdict);
    if (!own.isEmpty())
        return firstSentence(lasting(row.verdict, now, own));
    if (const QString below = sumUp(row.below); !below.isEmpty())
        return below;
    if (row.behind)
        return say(QT_TRANSLATE_NOOP("Tree", "The source has a newer revision"));
    if (row.repeated)
        return say(QT_TRANSLATE_NOOP("Tree", "In two inventories"));
    return {};
}

} // namespace

QString sumUp(const tree::RollUp& below)
{
    using flux::State;
    QStringList parts;
    const auto add = [&](std::uint32_t count, const char* word) {
        if (count > 0)
            parts << QCoreApplication::translate("RollUp", word).arg(QLocale().toString(count));
    };
    const auto at = [&](State state) { return below.byState[static_cast<std::size_t>(state)]; };
    add(at(State::Failed), QT_TRANSLATE_NOOP("RollUp", "%1 failed"));
    add(at(State::Stalled), QT_TRANSLATE_NOOP("RollUp", "%1 stalled"));
    add(at(State::Waiting), QT_TRANSLATE_NOOP("RollUp", "%1 waiting"));
    add(at(State::Stale), QT_TRANSLATE_NOOP("RollUp", "%1 stale"));
    add(at(State::Terminating), QT_TRANSLATE_NOOP("RollUp", "%1 terminating"));
    add(at(State::Unknown), QT_TRANSLATE_NOOP("RollUp", "%1 unknown"));
    add(below.missing, QT_TRANSLATE_NOOP("RollUp", "%1 missing"));
    add(below.drifted, QT_TRANSLATE_NOOP("RollUp", "%1 drifted"));
    add(at(State::Reconciling), QT_TRANSLATE_NOOP("RollUp", "%1 reconciling"));
    return parts.join(QStringLiteral(", "));
}

QString TreeText::cell(const tree::Row& row, TreeModel::Column column) const
{
    switch (column) {
    case TreeModel::Name:
        return nameOf(row);
    case TreeModel::State:
        return stateOf(row);
    case TreeModel::Drift:
        return driftedIn(row) > 0 ? QLocale().toString(driftedIn(row)) : QString();
    case TreeModel::Revision:
        return text::shortRevision(row.revision);
    case TreeModel::Applied:
        return row.applied ? text::age(m_clock.wall() - *row.applied) : QString();
    case TreeModel::Next:
        // A pass that is overdue has no known time: the cell is empty, never "now" for hours.
        return row.next && *row.next > m_clock.wall() ? text::age(*row.next - m_clock.wall()) : QString();
    case TreeModel::Message:
        return messageOf(row, m_clock.wall());
    case TreeModel::ColumnCount:
        break;
    }
    return {};
}

QString TreeText::accessible(const tree::Row& row, TreeModel::Column column) const
{
    if (column != TreeModel::Name)
        return cell(row, column);
    QString name = nameOf(row);
    if (!row.key.empty()) {
        const QString kind = text::cleanLine(row.key.kind.view());
        name = row.key.ns.empty() ? QStringLiteral("%1 %2").arg(kind, name)
                                  : QStringLiteral("%1 %2/%3").arg(kind, text::cleanLine(row.key.ns.view()), name);
    }
    const QString state = stateOf(row);
    if (!state.isEmpty())
        name += QStringLiteral(", ") + state;
    if (row.verdict.suspended)
        name += QStringLiteral(", ") + say(QT_TRANSLATE_NOOP("Tree", "suspended"));
    if (row.behind)
        name += QStringLiteral(", ") + say(QT_TRANSLATE_NOOP("Tree", "behind its source"));
    if (const auto drifted = driftedIn(row); drifted > 0)
        name += QStringLiteral(", ") + QCoreApplication::translate("Tree", "drifted %1").arg(drifted);
    return name;
}

QString TreeText::header(TreeModel::Column column) const
{
    switch (column) {
    case TreeModel::Name:
        return say(QT_TRANSLATE_NOOP("Tree", "Name"));
    case TreeModel::State:
        return say(QT_TRANSLATE_NOOP("Tree", "State"));
    case TreeModel::Drift:
        return say(QT_TRANSLATE_NOOP("Tree", "Drift"));
    case TreeModel::Revision:
        return say(QT_TRANSLATE_NOOP("Tree", "Revision"));
    case TreeModel::Applied:
        return say(QT_TRANSLATE_NOOP("Tree", "Applied"));
    case TreeModel::Next:
        return say(QT_TRANSLATE_NOOP("Tree", "Next"));
    case TreeModel::Message:
        return say(QT_TRANSLATE_NOOP("Tree", "Message"));
    case TreeModel::ColumnCount:
        break;
    }
    return {};
}

QString TreeText::toolTip(const tree::Row& row, TreeModel::Column column) const
{
    QString tip;
    switch (column) {
    case TreeModel::Name:
        tip = row.key.empty() ? QString() : text::cleanLine(row.key.toString());
        if (row.cycle)
            tip += QLatin1Char('\n') + say(QT_TRANSLATE_NOOP("Tree", "Its parents form a circle"));
        else if (row.repeated)
            tip += QLatin1Char('\n') + say(QT_TRANSLATE_NOOP("Tree", "In two inventories"));
        break;
    case TreeModel::State:
        tip = notRead(row)                 ? say(QT_TRANSLATE_NOOP("Tree", "Its health is not read"))
            : row.type == RowType::Managed ? stateOf(row)
                                           : text::stateName(row.verdict);
        if (row.type == RowType::Group || row.type == RowType::Note)
            tip.clear();
        else if (!row.verdict.reason.empty())
            tip += QStringLiteral(": ") + text::cleanLine(row.verdict.reason);
        break;
    case TreeModel::Revision:
        tip = text::cleanLine(row.revision);
        if (row.behind)
            tip += QLatin1Char('\n') + say(QT_TRANSLATE_NOOP("Tree", "The source has a newer revision"));
        break;
    case TreeModel::Applied:
        tip = row.applied ? text::localTime(*row.applied) : QString();
        break;
    case TreeModel::Next:
        tip = row.next ? text::localTime(*row.next) : QString();
        break;
    case TreeModel::Message:
        tip = row.verdict.message.empty() || row.type == RowType::Child ? messageOf(row, m_clock.wall())
                                                                        : text::cleanLine(row.verdict.message);
        if (row.workload && !row.workload->waitingMessage.empty())
            tip += QLatin1Char('\n') + text::cleanLine(row.workload->waitingMessage);
        break;
    case TreeModel::Drift:
        if (row.drift && !row.drift->managers.empty()) {
            QStringList names;
            for (const auto& manager : row.drift->managers)
                names << text::cleanLine(manager);
            //: %1 names of field managers
            tip = QCoreApplication::translate("Tree", "Changed by %1").arg(names.join(QStringLiteral(", ")));
        }
        break;
    case TreeModel::ColumnCount:
        break;
    }
    return widgets::plainToolTip(tip);
}

} // namespace dg::views
