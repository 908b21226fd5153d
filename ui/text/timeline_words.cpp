// SPDX-License-Identifier: Apache-2.0
#include "text/timeline_words.h"

#include "text/drift_words.h"
#include "text/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace dg::text {

using history::Entry;
using history::EntryKind;
using history::Segment;

namespace {

struct Timeline {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

QDateTime local(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

// The recorder's word of a drift finding as its title.
QString driftTitle(const std::string& word)
{
    const auto kind = drift::kindFromWord(word);
    return kind ? findingTitle(*kind) : cleanLine(word);
}

QString verbName(const std::string& verb)
{
    if (verb == "reconcile")
        return Timeline::tr("Reconcile");
    if (verb == "compare")
        return Timeline::tr("Compare exactly");
    return verb == "trigger" ? Timeline::tr("Call the Receiver") : cleanLine(verb);
}

QString driftMessage(const Entry& entry)
{
    const auto path = cleanLine(entry.message);
    const auto kind = drift::kindFromWord(entry.reason);
    if (kind && !drift::counts(*kind)) // behind, pruned later: nobody changed anything
        return entry.kind == EntryKind::DriftClosed ? Timeline::tr("Over") : path;
    if (entry.kind == EntryKind::DriftClosed) //: %1 a field's path
        return path.isEmpty() ? Timeline::tr("As applied again") : Timeline::tr("%1 as applied again").arg(path);
    const auto who = entry.who.empty() ? Timeline::tr("nobody recorded") : cleanLine(entry.who);
    //: %1 who changed it
    return path.isEmpty() ? Timeline::tr("By %1").arg(who)
                          //: %1 a field's path, %2 who changed it
                          : Timeline::tr("%1, by %2").arg(path, who);
}

} // namespace

QString objectLine(const history::ObjectRow& object)
{
    const auto name = object.ns.empty() ? cleanLine(object.name) : cleanLine(object.ns) + u'/' + cleanLine(object.name);
    return cleanLine(object.kind) + u' ' + name;
}

QString stateOrGone(const std::optional<flux::State>& state, bool suspended)
{
    if (!state)
        return Timeline::tr("Not there");
    //: %1 a state
    return suspended ? Timeline::tr("%1, suspended").arg(stateName(*state)) : stateName(*state);
}

QString segmentState(const Segment& segment)
{
    if (!segment.known)
        return Timeline::tr("Nobody watched");
    if (!segment.state)
        return Timeline::tr("Not there");
    QString out = segment.drifted && segment.state == flux::State::Ready ? Timeline::tr("Drifted") : stateName(*segment.state);
    if (segment.drifted && segment.state != flux::State::Ready) //: %1 a state
        out = Timeline::tr("%1, drifted").arg(out);
    return segment.suspended ? Timeline::tr("%1, suspended").arg(out) : out;
}

QString segmentSentence(const Segment& segment, WallTime now)
{
    const auto to = segment.to >= now ? Timeline::tr("now") : momentText(segment.to, now);
    //: %1 a state, %2 and %3 times, %4 how long
    QString out = Timeline::tr("%1 from %2 to %3, %4")
                      .arg(segmentState(segment), momentText(segment.from, now), to,
                          duration(std::max(Millis{0}, std::min(segment.to, now) - segment.from)));
    const auto reason = cleanLine(segment.reason), message = cleanLine(segment.message);
    if (!reason.isEmpty())
        out += u'\n' + (message.isEmpty() ? reason : reason + QStringLiteral(": ") + message);
    if (!segment.revision.empty()) //: %1 a revision
        out += u'\n' + Timeline::tr("Revision %1").arg(shortRevision(segment.revision));
    if (segment.known && segment.origin == history::Origin::ReadLater)
        out += u'\n' + Timeline::tr("Read later from what Flux keeps.");
    return out;
}

QString laneSentence(const history::Lane& lane)
{
    QString out = objectLine(lane.object);
    if (!lane.segments.empty())
        out += QStringLiteral(", ") + segmentState(lane.segments.back());
    if (lane.trouble > Millis{0}) //: %1 how long
        out += QStringLiteral(", ") + Timeline::tr("%1 in trouble").arg(duration(lane.trouble));
    if (lane.drifted > Millis{0}) //: %1 how long
        out += QStringLiteral(", ") + Timeline::tr("%1 drifted").arg(duration(lane.drifted));
    return out;
}

QString eventType(const Entry& entry)
{
    return entry.state == flux::State::Failed ? Timeline::tr("Warning") : Timeline::tr("Normal");
}

QString entryReason(const Entry& entry)
{
    switch (entry.kind) {
    case EntryKind::DriftOpened:
    case EntryKind::DriftClosed:
        return driftTitle(entry.reason);
    case EntryKind::Action:
        return verbName(entry.reason);
    case EntryKind::State:
    case EntryKind::Pass:
    case EntryKind::Event:
        break;
    }
    return entry.reason.empty() ? stateOrGone(entry.state, entry.suspended) : cleanLine(entry.reason);
}

QString entryMessage(const Entry& entry)
{
    const auto revision = shortRevision(entry.revision);
    QString out;
    switch (entry.kind) {
    case EntryKind::DriftOpened:
    case EntryKind::DriftClosed:
        out = driftMessage(entry);
        break;
    case EntryKind::Pass:
        if (entry.duration && !revision.isEmpty() && entry.state == flux::State::Ready) //: %1 a revision, %2 how long
            out = Timeline::tr("Applied %1 in %2").arg(revision, duration(*entry.duration));
        else if (entry.duration) //: %1 how long
            out = Timeline::tr("Took %1").arg(duration(*entry.duration));
        else
            out = revision;
        break;
    case EntryKind::State:
    case EntryKind::Action:
    case EntryKind::Event:
        out = cleanLine(entry.message);
        if (out.isEmpty() && entry.kind == EntryKind::State)
            out = stateOrGone(entry.state, entry.suspended);
        break;
    }
    //: %1 what happened
    return entry.origin == history::Origin::ReadLater ? Timeline::tr("%1 (read later)").arg(out) : out;
}

QString entrySentence(const Entry& entry, WallTime now)
{
    QString out = momentText(entry.at, now) + QStringLiteral(", ") + objectLine(entry.object) + QStringLiteral(", ");
    if (entry.kind == EntryKind::State || entry.kind == EntryKind::Pass)
        out += stateOrGone(entry.state, entry.suspended) + QStringLiteral(", ");
    if (entry.kind == EntryKind::Event)
        out += eventType(entry) + QStringLiteral(", ");
    out += entryReason(entry);
    const auto message = entryMessage(entry);
    return message.isEmpty() ? out : out + QStringLiteral(": ") + message;
}

QString dayName(WallTime time)
{
    //: A day of this year as QLocale writes it: day, short month
    return QLocale().toString(local(time).date(), Timeline::tr("d MMM", "date format"));
}

QString axisTime(WallTime time, Millis step)
{
    if (step >= std::chrono::hours{24})
        return dayName(time);
    return local(time).toString(step < std::chrono::minutes{1} ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

QString momentText(WallTime time, WallTime now)
{
    const auto clock = local(time).toString(QStringLiteral("HH:mm:ss"));
    return local(time).date() == local(now).date() ? clock : dayName(time) + u' ' + clock;
}

QString rangeText(history::Range range, WallTime now)
{
    //: %1 and %2 times
    return Timeline::tr("%1 to %2").arg(momentText(range.from, now), range.to >= now ? Timeline::tr("now") : momentText(range.to, now));
}

Millis localOffset(WallTime time)
{
    return std::chrono::seconds{local(time).offsetFromUtc()};
}

} // namespace dg::text
