// SPDX-License-Identifier: Apache-2.0
#include "overview_words.h"

#include "delivery/runs.h"
#include "text/timeline_words.h"
#include "text/words.h"
#include "views/tree_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace dg::views {

using items::OverviewMeasure;
using items::OverviewRow;

namespace {

struct Overview {
    Q_DECLARE_TR_FUNCTIONS(OverviewPage)
};

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString unknown()
{
    return QStringLiteral("–");
}

QString sign(std::int64_t change)
{
    return (change > 0 ? QStringLiteral("+") : change < 0 ? QStringLiteral("−") : QString()) + number(std::abs(change));
}

// "+2 since last week (4 of 6)": so many clusters are known at both times.
QString trendWords(std::int64_t change, int compared, int counted)
{
    if (compared == 0)
        return Overview::tr("No data a week ago");
    //: %1 a number with its sign
    const QString words = change == 0 ? Overview::tr("As a week ago") : Overview::tr("%1 since last week").arg(sign(change));
    //: %1 words of a trend, %2 and %3 numbers of clusters
    return compared == counted ? words : Overview::tr("%1 (%2 of %3 clusters)").arg(words).arg(compared).arg(counted);
}

OverviewCardContent card(const std::vector<OverviewRow>& rows, OverviewMeasure measure, const QString& title)
{
    const auto figure = items::figure(rows, measure);
    OverviewCardContent out;
    out.title = title;
    out.value = figure.counted == 0 ? unknown() : number(figure.now);
    const int all = static_cast<int>(rows.size());
    if (figure.counted < all && figure.counted > 0) //: %1 and %2 numbers of clusters
        out.detail = Overview::tr("%1 of %2 clusters").arg(figure.counted).arg(all);
    out.trend = trendWords(figure.change, figure.compared, figure.counted);
    for (const auto& value : items::weekOf(rows, measure))
        out.series.push_back(value ? std::optional(static_cast<double>(*value)) : std::nullopt);
    return out;
}

OverviewCardContent deliveriesCard(const std::vector<OverviewRow>& rows)
{
    const auto figure = items::deliveryFigure(rows);
    OverviewCardContent out;
    out.title = Overview::tr("Deliveries today");
    out.hint = Overview::tr("New revisions that reached an application since midnight; bars: the last seven days.");
    out.value = figure.counted == 0 ? unknown() : number(figure.now.all);
    if (figure.counted > 0) //: %1 a number of deliveries
        out.detail = Overview::tr("%1 failed").arg(number(figure.now.failed));
    out.trend = trendWords(figure.changeAll, figure.compared, figure.counted);
    out.bars = true;
    for (const auto& day : items::daysOf(rows)) {
        out.series.push_back(day ? std::optional(static_cast<double>(day->all)) : std::nullopt);
        out.failed.push_back(day ? day->failed : 0);
    }
    return out;
}

OverviewCardContent recoveryCard(const std::vector<OverviewRow>& rows)
{
    const auto figure = items::recoveryFigure(rows);
    OverviewCardContent out;
    out.title = Overview::tr("Time to recover");
    out.hint = Overview::tr("The median of the troubles that ended in the last seven days, against the seven days before.");
    out.value = figure.now ? text::duration(*figure.now) : unknown();
    if (figure.counted > 0)
        out.detail = Overview::tr("%1 recovered").arg(number(static_cast<std::int64_t>(figure.recovered)));
    if (figure.compared == 0)
        out.trend = Overview::tr("No data a week ago");
    else if (!figure.before)
        out.trend = Overview::tr("Nothing to recover last week");
    else //: %1 a duration
        out.trend = Overview::tr("%1 last week").arg(text::duration(*figure.before));
    if (figure.compared > 0 && figure.compared < figure.counted)
        out.trend = Overview::tr("%1 (%2 of %3 clusters)").arg(out.trend).arg(figure.compared).arg(figure.counted);
    return out;
}

QString deliveriesOf(const OverviewRow& row)
{
    if (!row.past || !row.past->today)
        return unknown();
    const auto& today = *row.past->today;
    //: %1 a number of deliveries, %2 those of them that failed
    return today.failed == 0 ? number(today.all) : Overview::tr("%1, %2 failed").arg(number(today.all), number(today.failed));
}

QString recoveryOf(const OverviewRow& row)
{
    return !row.past || row.past->recovered.empty() ? unknown() : text::duration(delivery::percentile(row.past->recovered, 50));
}

QString postureOf(const items::OverviewNow& now)
{
    if (!now.posture)
        return unknown();
    const auto score = items::postureScore(*now.posture);
    //: %1 a number: so many of a hundred
    const QString share = score ? Overview::tr("%1 %").arg(number(*score)) : unknown();
    //: %1 "82 %", %2 a number of checks that could not tell
    return now.posture->couldNotTell == 0 ? share : Overview::tr("%1, %2 unclear").arg(share, number(now.posture->couldNotTell));
}

// "Live", "Agent offline, 14 min".
QString dataOf(const items::OverviewNow& now)
{
    if (!items::isStale(now) && now.phase == session::ConnectionPhase::Live && now.age)
        return text::age(std::max(Millis{1000}, *now.age));
    const QString phase = text::phaseName(now.phase);
    //: %1 how a connection is, %2 an age
    return now.age ? Overview::tr("%1, %2").arg(phase, text::age(std::max(Millis{1000}, *now.age))) : phase;
}

QString stateWords(const items::OverviewNow& now)
{
    if (!now.counted)
        return unknown();
    tree::RollUp sum;
    for (std::size_t i = 0; i < now.byState.size(); ++i) {
        if (flux::isProblem(static_cast<flux::State>(i)))
            sum.byState[i] = now.byState[i];
    }
    const QString words = sumUp(sum);
    return words.isEmpty() ? Overview::tr("In sync") : words;
}

} // namespace

QString OverviewCardContent::sentence() const
{
    QStringList parts{title, value};
    for (const auto& part : {detail, trend}) {
        if (!part.isEmpty())
            parts << part;
    }
    return parts.join(QStringLiteral(", "));
}

std::vector<OverviewCardContent> overviewCards(const std::vector<OverviewRow>& rows)
{
    std::vector<OverviewCardContent> out{card(rows, OverviewMeasure::Objects, Overview::tr("Objects")),
        card(rows, OverviewMeasure::NotInSync, Overview::tr("Not in sync")),
        card(rows, OverviewMeasure::Suspended, Overview::tr("Suspended")), card(rows, OverviewMeasure::Drifted, Overview::tr("Drifted")),
        deliveriesCard(rows), recoveryCard(rows)};
    const QString line = Overview::tr("Now, against the same time a week ago; line: the last seven days.");
    for (auto& one : out) {
        if (one.hint.isEmpty())
            one.hint = line;
    }
    return out;
}

TableContent overviewClusters(const std::vector<OverviewRow>& rows)
{
    TableContent out;
    out.heads = {Overview::tr("Cluster"), Overview::tr("Objects"), Overview::tr("Ready"), Overview::tr("Not in sync"),
        Overview::tr("Suspended"), Overview::tr("Drifted"), Overview::tr("Deliveries today"), Overview::tr("Time to recover"),
        Overview::tr("Posture"), Overview::tr("Data")};
    out.numbers = {1, 2, 4, 5, 6, 7, 8, 9};
    out.stretched = 3; // the only one that may be long
    for (const auto& row : rows) {
        const auto& now = row.now;
        const auto count = [&](std::uint32_t value) { return now.counted ? number(value) : unknown(); };
        out.rows.push_back({text::cleanLine(row.name), count(now.total), count(now.byState[static_cast<std::size_t>(flux::State::Ready)]),
            stateWords(now), count(now.suspended), now.counted && now.drifted ? number(*now.drifted) : unknown(), deliveriesOf(row),
            recoveryOf(row), postureOf(now), dataOf(now)});
    }
    return out;
}

TableContent overviewWorst(const std::vector<OverviewRow>& rows)
{
    TableContent out;
    out.heads = {Overview::tr("Object"), Overview::tr("Cluster"), Overview::tr("In trouble"), Overview::tr("Now")};
    out.numbers = {2};
    for (const auto& one : items::worstOf(rows)) {
        out.rows.push_back({text::objectLine(one.trouble.object), text::cleanLine(rows[one.row].name), text::duration(one.trouble.time),
            one.trouble.state ? text::stateName(*one.trouble.state) : unknown()});
        out.objects.push_back(one.trouble.object);
    }
    return out;
}

TableContent overviewMatters(
    const std::vector<OverviewRow>& rows, const std::vector<items::OverviewToken>& tokens, WallTime now, std::vector<OverviewMatter>& leads)
{
    TableContent out;
    out.heads = {Overview::tr("Cluster or account"), Overview::tr("Why")};
    leads.clear();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (!items::isStale(rows[row].now))
            continue;
        const auto& age = rows[row].now.age;
        const QString phase = text::phaseName(rows[row].now.phase);
        //: %1 how a connection is, %2 an age
        out.rows.push_back({text::cleanLine(rows[row].name),
            age ? Overview::tr("%1, data %2 old").arg(phase, text::age(*age)) : Overview::tr("%1, no data").arg(phase)});
        leads.push_back({static_cast<int>(row), {}});
    }
    for (const auto& token : tokens) {
        QString host = text::cleanLine(token.host);
        host.remove(QStringLiteral("https://"));
        //: %1 a user, %2 a host
        const QString who = token.user.empty() ? host : Overview::tr("%1 at %2").arg(text::cleanLine(token.user), host);
        const auto left = std::chrono::duration_cast<Millis>(token.expires - now);
        out.rows.push_back({who,
            left <= Millis{0} ? Overview::tr("Token has expired") //: %1 "12 d"
                              : Overview::tr("Token expires in %1").arg(text::age(left))});
        leads.push_back({-1, text::qs(token.host)});
    }
    return out;
}

QString overviewSummary(const std::vector<OverviewRow>& rows, WallTime now)
{
    const int count = static_cast<int>(rows.size());
    const auto stale = std::ranges::count_if(rows, [](const OverviewRow& row) { return items::isStale(row.now); });
    QString out = count == 1 ? Overview::tr("1 cluster") : Overview::tr("%n clusters", nullptr, count);
    if (stale > 0) //: %1 a number of clusters whose connection is lost
        out += QStringLiteral(", ") + Overview::tr("%1 not live").arg(stale);
    return out + QStringLiteral(", ") + text::momentText(now, now);
}

QString overviewRules()
{
    return Overview::tr(
        "Not in sync: Failed, Stalled, Waiting and whatever else is not Ready or at work. Posture: checks that passed, of those that "
        "passed or need attention; accepted risks and what could not be told (unclear) are left out. What nobody watched is "
        "no data.");
}

flux::State overviewMark(const items::OverviewNow& now)
{
    using flux::State;
    if (items::isStale(now) || !now.counted)
        return State::Unknown;
    State worst = State::Ready;
    for (std::size_t i = 0; i < now.byState.size(); ++i) {
        const auto state = static_cast<State>(i);
        if (now.byState[i] > 0 && flux::isProblem(state) && flux::severity(state) > flux::severity(worst))
            worst = state;
    }
    return worst;
}

} // namespace dg::views
