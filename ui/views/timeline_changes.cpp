// SPDX-License-Identifier: Apache-2.0
#include "timeline_changes.h"

#include "delivery_table.h"
#include "items/timeline_desk.h"
#include "report/writers.h"
#include "text/drift_words.h"
#include "text/timeline_words.h"
#include "text/words.h"
#include "timeline_sheet.h"
#include "widgets/buttons.h"

#include <QBoxLayout>
#include <QDateTimeEdit>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>

#include <algorithm>
#include <map>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

QDateTime local(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

WallTime wall(const QDateTimeEdit& edit)
{
    return WallTime{Millis{edit.dateTime().toMSecsSinceEpoch()}};
}

QString side(const history::StateRow& row, bool known)
{
    return known ? text::stateOrGone(row.state, row.suspended) : TimelineChangesList::tr("Not known");
}

// "a to b", or the one where they are the same.
QString revisions(const history::Change& change)
{
    const auto before = text::shortRevision(change.before.revision), after = text::shortRevision(change.after.revision);
    if (before == after || before.isEmpty())
        return after;
    //: %1 and %2 revisions
    return after.isEmpty() ? before : TimelineChangesList::tr("%1 to %2").arg(before, after);
}

QString who(const history::ObjectRow& object, const std::vector<history::DriftEpisode>& episodes)
{
    QStringList names;
    for (const auto& episode : episodes) {
        const bool about = episode.object.id == object.id || (episode.owner && episode.owner->id == object.id);
        const auto name = text::cleanLine(episode.drift.manager);
        if (about && !name.isEmpty() && !names.contains(name))
            names << name;
    }
    return names.join(QStringLiteral(", "));
}

// Warnings by their reason, "2 × BuildFailed, ArtifactFailed"; repetitions count.
QString warnings(const history::ObjectRow& object, const std::vector<history::ObjectEvent>& events)
{
    std::map<QString, std::uint64_t> counts;
    for (const auto& [of, event] : events) {
        if (event.warning && of.id == object.id)
            counts[text::cleanLine(event.reason)] += event.times;
    }
    QStringList words;
    for (const auto& [reason, times] : counts) //: %1 how often, %2 the reason of a Kubernetes Event
        words << (times == 1 ? reason : TimelineChangesList::tr("%1 × %2").arg(QLocale().toString(static_cast<qulonglong>(times)), reason));
    return words.join(QStringLiteral(", "));
}

// Objects that differ, then those that only warned.
std::vector<history::ObjectRow> objectsOf(const items::TimelineChanges& changes)
{
    std::vector<history::ObjectRow> out;
    for (const auto& change : changes.changes)
        out.push_back(change.object);
    for (const auto& [object, event] : changes.events) {
        if (event.warning && std::ranges::find(out, object.id, &history::ObjectRow::id) == out.end())
            out.push_back(object);
    }
    return out;
}

QString lastWarning(const history::ObjectRow& object, const std::vector<history::ObjectEvent>& events)
{
    const auto found
        = std::ranges::find_if(events, [&](const history::ObjectEvent& one) { return one.event.warning && one.object.id == object.id; });
    return found == events.end() ? QString() : text::cleanLine(found->event.message); // the newest come first
}

} // namespace

TimelineChangesList::TimelineChangesList(items::TimelineDesk& desk, QWidget* parent)
    : Surface(Color::Base, parent)
    , m_desk(desk)
{
    setObjectName(QStringLiteral("timelineChanges"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new Surface(Color::Raised, this, Qt::BottomEdge);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(metric::Panel, metric::Gap, metric::Panel, metric::Gap);
    row->setSpacing(metric::Gap);
    row->addWidget(makeLabel(head, FontRole::Title, Color::Text1, tr("What changed between")));
    const auto edit = [&](const char* name, const QString& spoken) {
        auto* field = new QDateTimeEdit(head);
        field->setObjectName(QLatin1String(name));
        field->setAccessibleName(spoken);
        field->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
        field->setFixedHeight(metric::ControlHeight);
        field->setMinimumWidth(field->fontMetrics().horizontalAdvance(QStringLiteral("2026-12-30 00:00")) + 56); // arrows and padding
        connect(field, &QDateTimeEdit::dateTimeChanged, this, &TimelineChangesList::ask);
        row->addWidget(field);
        return field;
    };
    m_from = edit("timelineChangesFrom", tr("From"));
    row->addWidget(makeLabel(head, FontRole::Body, Color::Text2, QStringLiteral("–")));
    m_to = edit("timelineChangesTo", tr("To"));
    m_hint = makeLabel(head, FontRole::Body, Color::Text2, {}, true);
    m_hint->setObjectName(QStringLiteral("timelineChangesHint"));
    row->addWidget(m_hint, 1);
    m_copy = new widgets::Button(tr("Copy as Markdown"), QStringLiteral("action-copy"), head);
    m_copy->setObjectName(QStringLiteral("timelineChangesCopy"));
    m_copy->setHint(tr("Ctrl+C"));
    auto* back = new widgets::Button(tr("Close"), QStringLiteral("action-close"), head);
    back->setObjectName(QStringLiteral("timelineChangesBack"));
    back->setHint(tr("Esc"));
    row->addWidget(m_copy);
    row->addWidget(back);
    column->addWidget(head);
    m_table = new PlainTable(tr("What changed"), this);
    m_table->setObjectName(QStringLiteral("timelineChangesTable"));
    column->addWidget(m_table, 1);
    connect(back, &QAbstractButton::clicked, this, &TimelineChangesList::backRequested);
    connect(m_copy, &QAbstractButton::clicked, this, [this] { Q_EMIT copyRequested(markdown()); });
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (index.row() < static_cast<int>(m_objects.size()))
            Q_EMIT objectActivated(m_objects[static_cast<std::size_t>(index.row())]);
    });
}

void TimelineChangesList::open(history::Range between)
{
    const QSignalBlocker first(m_from), second(m_to);
    m_from->setDateTime(local(between.from));
    m_to->setDateTime(local(between.to));
    m_desk.changes(between, [this](const Result<items::TimelineChanges>& answer) { show(answer); });
    focusTable();
}

void TimelineChangesList::focusTable()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

void TimelineChangesList::ask()
{
    const history::Range between{std::min(wall(*m_from), wall(*m_to)), std::max(wall(*m_from), wall(*m_to))};
    if (between.from < between.to)
        m_desk.changes(between, [this](const Result<items::TimelineChanges>& answer) { show(answer); });
}

void TimelineChangesList::show(const Result<items::TimelineChanges>& answer)
{
    if (!answer) {
        m_hint->setText(text::errorSentence(answer.error()));
        return;
    }
    m_changes = *answer;
    m_objects = objectsOf(m_changes);
    const auto content = table();
    m_table->setContent(content.heads, content.rows, content.numbers, content.stretched);
    const auto count = static_cast<int>(m_changes.changes.size());
    QString words = count == 0 ? tr("Nothing differs.") : count == 1 ? tr("1 object differs.") : tr("%n objects differ.", nullptr, count);
    if (!items::gaps(m_changes.watched, m_changes.between).empty())
        words += u' ' + tr("Not all of this time was watched.");
    const auto warned = static_cast<int>(m_objects.size()) - count;
    if (warned > 0)
        words += u' ' + (warned == 1 ? tr("1 more has warnings.") : tr("%n more have warnings.", nullptr, warned));
    m_hint->setText(words);
    m_copy->setBlocked(m_objects.empty() ? tr("Nothing differs.") : QString());
}

TableContent TimelineChangesList::table() const
{
    TableContent out{
        {tr("Object"), tr("Before"), tr("After"), tr("Revision"), tr("Since"), tr("Changed by"), tr("Warnings"), tr("Message")}, {}, {}, 7,
        {}};
    for (const auto& change : m_changes.changes) {
        out.rows.push_back({text::objectLine(change.object), side(change.before, change.beforeKnown), side(change.after, change.afterKnown),
            revisions(change), text::momentText(change.after.at, m_desk.now()), who(change.object, m_changes.episodes),
            warnings(change.object, m_changes.events), text::cleanLine(change.after.message)});
    }
    for (std::size_t i = m_changes.changes.size(); i < m_objects.size(); ++i) {
        const auto& object = m_objects[i];
        out.rows.push_back(
            {text::objectLine(object), {}, {}, {}, {}, {}, warnings(object, m_changes.events), lastWarning(object, m_changes.events)});
    }
    out.objects = m_objects;
    return out;
}

QString TimelineChangesList::markdown() const
{
    const auto content = table();
    const auto record = [](const QStringList& cells) {
        std::string out = "|";
        for (const auto& cell : cells)
            out += " " + report::markdownText(cell.toStdString()) + " |";
        return out + "\n";
    };
    std::string out = "**" + report::markdownText(tr("What changed between").toStdString()) + " "
        + report::markdownText(text::localTime(m_changes.between.from).toStdString()) + " – "
        + report::markdownText(text::localTime(m_changes.between.to).toStdString()) + "**\n\n" + record(content.heads) + "|";
    for (qsizetype i = 0; i < content.heads.size(); ++i)
        out += " --- |";
    out += "\n";
    for (const auto& row : content.rows)
        out += record(row);
    return QString::fromStdString(out);
}

void TimelineChangesList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT backRequested();
    else if (event->matches(QKeySequence::Copy) && !m_objects.empty())
        Q_EMIT copyRequested(markdown());
    else
        Surface::keyPressEvent(event);
}

} // namespace dg::views
