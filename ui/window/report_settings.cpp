// SPDX-License-Identifier: Apache-2.0
#include "window/report_settings.h"

#include <QRegularExpression>

namespace dg::window {

std::optional<QDateTime> nextReport(const ReportSettings& settings, const QDateTime& after)
{
    if (settings.repeat == ReportSettings::Repeat::Off)
        return std::nullopt;
    const QTime time(settings.minute / 60, settings.minute % 60);
    for (int day = 0; day <= 8; ++day) {
        const auto date = after.date().addDays(day);
        if (settings.repeat == ReportSettings::Repeat::Weekly && date.dayOfWeek() != settings.weekday)
            continue;
        auto at = after;
        at.setDate(date);
        at.setTime(time);
        if (at > after)
            return at;
    }
    return std::nullopt;
}

bool isReportDue(const ReportSettings& settings, const QDateTime& now)
{
    auto last = now;
    last.setSecsSinceEpoch(settings.last);
    const auto next = nextReport(settings, last);
    return next && *next <= now;
}

QStringList reportsToRemove(const QStringList& files, const QString& stem, const QString& suffix, int keep)
{
    const QRegularExpression ours(
        QStringLiteral("\\A%1-\\d{8}-\\d{4}\\.%2\\z").arg(QRegularExpression::escape(stem), QRegularExpression::escape(suffix)));
    QStringList found = files.filter(ours);
    found.sort(); // the time stands in the name: oldest first
    return found.mid(0, std::max<qsizetype>(0, found.size() - keep));
}

} // namespace dg::window
