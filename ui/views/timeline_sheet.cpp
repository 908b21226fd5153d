// SPDX-License-Identifier: Apache-2.0
#include "timeline_sheet.h"

#include "delivery_axis.h"
#include "flux/revision.h"
#include "report/writers.h"
#include "text/drift_words.h"
#include "text/timeline_words.h"
#include "text/words.h"
#include "timeline_series.h"

#include <QLocale>

#include <algorithm>

namespace dg::views {

using items::TimelineMeasure;
using items::TimelinePicture;

namespace {

struct Sheet {
    Q_DECLARE_TR_FUNCTIONS(TimelineSheet)
};

QString number(std::uint64_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString ofObjects()
{
    return Sheet::tr("Object");
}

QString unitName(Millis unit)
{
    if (unit == Millis{1000})
        return Sheet::tr("seconds");
    return unit == Millis{60'000} ? Sheet::tr("minutes") : Sheet::tr("hours");
}

TimelineSheet trendSheet(const history::Trend& trend, const TimelinePicture& picture)
{
    TimelineSheet out;
    const auto& question = picture.question;
    const auto axis = timeAxis(highestOf(trend));
    out.unit = unitName(axis.unit);
    out.chart = trendChart(trend, axis, question.bucket, items::gaps(picture.watched, question.range));
    if (trend.whole.count > 0) //: %1 and %2 durations: half of all took no longer, 95 of 100 took no longer
        out.sum = Sheet::tr("p50 %1, p95 %2").arg(text::duration(trend.whole.p50), text::duration(trend.whole.p95));
    out.table.heads = {Sheet::tr("Time"), Sheet::tr("Count"), QStringLiteral("p50"), QStringLiteral("p95")};
    out.table.numbers = {1, 2, 3};
    for (auto it = trend.buckets.rbegin(); it != trend.buckets.rend(); ++it)
        out.table.rows.push_back(
            {text::momentText(it->at, question.now), number(it->count), text::duration(it->p50), text::duration(it->p95)});
    return out;
}

TimelineSheet durationSheet(const TimelinePicture& picture)
{
    auto out = trendSheet(picture.duration, picture);
    out.nothing = Sheet::tr("No finished pass with a duration is known in this time.");
    return out;
}

TimelineSheet lagSheet(const TimelinePicture& picture)
{
    auto out = trendSheet(picture.lag, picture);
    out.nothing = Sheet::tr("No new revision was applied in this time.");
    return out;
}

TimelineSheet recoverSheet(const TimelinePicture& picture)
{
    auto out = trendSheet(picture.recover, picture);
    const auto now = picture.question.now;
    Millis longest{0};
    for (const auto& one : picture.troubles)
        longest = std::max(longest, one.trouble.ended ? *one.trouble.ended - one.trouble.began : Millis{0});
    const auto axis = timeAxis(longest);
    out.unit = unitName(axis.unit);
    out.chart = recoverChart(picture.troubles, axis);
    out.nothing = Sheet::tr("Nothing was in trouble in this time.");
    out.table = {{ofObjects(), Sheet::tr("Began"), Sheet::tr("Took"), Sheet::tr("Worst"), Sheet::tr("Reason")}, {}, {2}, 4, {}};
    for (const auto& one : picture.troubles) {
        const auto& row = one.trouble;
        out.table.rows.push_back({text::objectLine(one.object), text::momentText(row.began, now),
            row.ended ? text::duration(*row.ended - row.began) : Sheet::tr("Goes on, %1").arg(text::duration(now - row.began)),
            text::stateName(row.worst), text::cleanLine(row.reason)});
        out.table.objects.push_back(one.object);
    }
    return out;
}

TimelineSheet statesSheet(const TimelinePicture& picture)
{
    TimelineSheet out;
    out.unit = Sheet::tr("objects");
    out.nothing = Sheet::tr("Nobody watched in this time.");
    out.chart = statesChart(picture.samples, picture.question.range, items::gaps(picture.watched, picture.question.range));
    out.table.heads = {Sheet::tr("Time")};
    for (std::size_t state = 0; state < flux::StateCount; ++state) {
        out.table.heads << text::stateName(static_cast<flux::State>(state));
        out.table.numbers.push_back(static_cast<int>(state) + 1);
    }
    out.table.heads << Sheet::tr("Suspended") << Sheet::tr("Drifted");
    out.table.numbers.insert(out.table.numbers.end(), {int(flux::StateCount) + 1, int(flux::StateCount) + 2});
    for (auto it = picture.samples.rbegin(); it != picture.samples.rend(); ++it) {
        QStringList row{text::momentText(it->at, picture.question.now)};
        for (const auto count : it->byState)
            row << number(count);
        out.table.rows.push_back(row << number(it->suspended) << number(it->drifted));
    }
    return out;
}

TimelineSheet driftSheet(const TimelinePicture& picture)
{
    TimelineSheet out;
    const auto& question = picture.question;
    out.unit = Sheet::tr("open episodes");
    out.nothing = Sheet::tr("Nothing drifted in this time.");
    out.chart = driftChart(picture.episodes, question.range);
    Millis longest{0};
    out.table = {
        {ofObjects(), Sheet::tr("Opened"), Sheet::tr("Lasted"), Sheet::tr("Who"), Sheet::tr("What"), Sheet::tr("Field")}, {}, {2}, 5, {}};
    for (const auto& episode : picture.episodes) {
        const auto& drift = episode.drift;
        const auto lasted = drift.closed.value_or(question.now) - drift.opened;
        longest = std::max(longest, lasted);
        out.table.rows.push_back({text::objectLine(episode.object), text::momentText(drift.opened, question.now),
            drift.closed ? text::duration(lasted) : Sheet::tr("Open, %1").arg(text::duration(lasted)),
            drift.manager.empty() ? Sheet::tr("Unknown") : text::cleanLine(drift.manager), text::findingTitle(drift.kind),
            text::cleanLine(drift.path)});
        out.table.objects.push_back(episode.object);
    }
    if (const int count = static_cast<int>(picture.episodes.size()); count > 0) //: %1 "3 episodes", %2 how long
        out.sum = Sheet::tr("%1, longest %2")
                      .arg(count == 1 ? Sheet::tr("1 episode") : Sheet::tr("%n episodes", nullptr, count), text::duration(longest));
    return out;
}

TimelineSheet deliveriesSheet(const TimelinePicture& picture)
{
    TimelineSheet out;
    out.unit = Sheet::tr("a day");
    out.nothing = Sheet::tr("No revision reached an application in this time.");
    out.chart = deliveriesChart(picture.days, picture.question.range);
    out.table = {{Sheet::tr("Day"), Sheet::tr("Deliveries"), Sheet::tr("Failed"), Sheet::tr("Failure rate")}, {}, {1, 2, 3}, 0, {}};
    std::uint64_t all = 0, failed = 0;
    const auto rate = [](std::uint64_t part, std::uint64_t whole) {
        //: %1 a number: so many of a hundred
        return whole == 0 ? QStringLiteral("–") : Sheet::tr("%1 %").arg(QLocale().toString(100.0 * double(part) / double(whole), 'f', 0));
    };
    for (auto it = picture.days.rbegin(); it != picture.days.rend(); ++it) {
        out.table.rows.push_back({text::dayName(it->day), number(it->deliveries), number(it->failed), rate(it->failed, it->deliveries)});
        all += it->deliveries;
        failed += it->failed;
    }
    if (all > 0) //: %1 a number of deliveries, %2 "7 %"
        out.sum = Sheet::tr("%1 deliveries, %2 failed").arg(number(all), rate(failed, all));
    return out;
}

TimelineSheet totalsSheet(const std::vector<history::ObjectTotals>& totals, bool slowest)
{
    TimelineSheet out;
    out.nothing = slowest ? Sheet::tr("No finished pass with a duration is known in this time.")
                          : Sheet::tr("No object changed its state in this time.");
    if (slowest)
        out.table = {{ofObjects(), Sheet::tr("Longest"), Sheet::tr("Mean"), Sheet::tr("Passes")}, {}, {1, 2, 3}, 0, {}};
    else
        out.table = {{ofObjects(), Sheet::tr("Changes"), Sheet::tr("Into trouble"), Sheet::tr("Passes")}, {}, {1, 2, 3}, 0, {}};
    for (const auto& one : totals) {
        if (slowest && one.passes > 0)
            out.table.rows.push_back({text::objectLine(one.object), text::duration(one.longestPass),
                text::duration(one.passTime / one.passes), number(one.passes)});
        else if (!slowest && one.changes > 0)
            out.table.rows.push_back({text::objectLine(one.object), number(one.changes), number(one.failures), number(one.passes)});
        else
            continue;
        out.table.objects.push_back(one.object);
    }
    return out;
}

} // namespace

QString chartTitle(TimelineMeasure chart)
{
    switch (chart) {
    case TimelineMeasure::Duration:
        return Sheet::tr("Reconcile duration");
    case TimelineMeasure::Lag:
        return Sheet::tr("Source to applied");
    case TimelineMeasure::States:
        return Sheet::tr("States over time");
    case TimelineMeasure::Drift:
        return Sheet::tr("Drift episodes");
    case TimelineMeasure::Recover:
        return Sheet::tr("Time to recover");
    case TimelineMeasure::Deliveries:
        return Sheet::tr("Deliveries per day");
    case TimelineMeasure::Flappers:
        return Sheet::tr("Most changes of state");
    case TimelineMeasure::Slowest:
        break;
    }
    return Sheet::tr("Slowest objects");
}

bool hasChart(TimelineMeasure chart)
{
    return chart != TimelineMeasure::Flappers && chart != TimelineMeasure::Slowest;
}

TimelineSheet sheetOf(TimelineMeasure chart, const TimelinePicture& picture)
{
    const auto sheet = [&] {
        switch (chart) {
        case TimelineMeasure::Duration:
            return durationSheet(picture);
        case TimelineMeasure::Lag:
            return lagSheet(picture);
        case TimelineMeasure::States:
            return statesSheet(picture);
        case TimelineMeasure::Drift:
            return driftSheet(picture);
        case TimelineMeasure::Recover:
            return recoverSheet(picture);
        case TimelineMeasure::Deliveries:
            return deliveriesSheet(picture);
        case TimelineMeasure::Flappers:
            return totalsSheet(picture.flappers, false);
        case TimelineMeasure::Slowest:
            break;
        }
        return totalsSheet(picture.slowest, true);
    };
    auto out = sheet();
    out.title = chartTitle(chart);
    return out;
}

TableContent lanesTable(const std::vector<history::Lane>& lanes, std::optional<WallTime> now)
{
    const auto time = [now](WallTime of) { return now ? text::momentText(of, *now) : QString::fromStdString(toRfc3339(of)); };
    const auto revision = [now](const std::string& of) { return text::cleanLine(now ? flux::shortRevision(of) : of); };
    TableContent out{{ofObjects(), Sheet::tr("State"), Sheet::tr("From"), Sheet::tr("To"), Sheet::tr("Reason"), Sheet::tr("Message"),
                         Sheet::tr("Revision")},
        {}, {}, 5, {}};
    for (const auto& lane : lanes) {
        for (const auto& segment : lane.segments) {
            out.rows.push_back({text::objectLine(lane.object), text::segmentState(segment), time(segment.from), time(segment.to),
                text::cleanLine(segment.reason), text::cleanLine(segment.message), revision(segment.revision)});
            out.objects.push_back(lane.object);
        }
    }
    return out;
}

TableContent entriesTable(const std::vector<history::Entry>& entries)
{
    TableContent out{{Sheet::tr("Time"), ofObjects(), Sheet::tr("State"), Sheet::tr("Reason"), Sheet::tr("Message"), Sheet::tr("Count")},
        {}, {5}, 4, {}};
    for (const auto& entry : entries) {
        const bool hasState = entry.kind == history::EntryKind::State || entry.kind == history::EntryKind::Pass;
        const bool isEvent = entry.kind == history::EntryKind::Event;
        out.rows.push_back({QString::fromStdString(toRfc3339(entry.at)), text::objectLine(entry.object),
            hasState      ? text::stateOrGone(entry.state, entry.suspended)
                : isEvent ? text::eventType(entry)
                          : QString(),
            text::entryReason(entry), text::entryMessage(entry), QString::number(entry.times)});
        out.objects.push_back(entry.object);
    }
    return out;
}

QByteArray toCsv(const TableContent& table)
{
    std::string out;
    const auto record = [&out](const QStringList& cells) {
        std::vector<std::string> words;
        for (const auto& cell : cells)
            words.push_back(cell.toStdString());
        out += report::csvRecord(words);
    };
    record(table.heads);
    for (const auto& row : table.rows)
        record(row);
    return QByteArray::fromStdString(out);
}

} // namespace dg::views
