// SPDX-License-Identifier: Apache-2.0
// What a person chose for the reports of one cluster, and when they are written by themselves. Values; kept by the application.
#pragma once

#include "evidence/report.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace dg::window {

struct ReportSettings {
    enum class Repeat : unsigned char { Off, Daily, Weekly };

    evidence::Topic topic = evidence::Topic::Sync;
    std::vector<evidence::Format> formats{evidence::Format::Html, evidence::Format::Pdf};
    report::Paper paper = report::Paper::A4;
    QString folder; // empty: not chosen yet
    Repeat repeat = Repeat::Off; // a change report is never written by itself: it needs a snapshot
    int weekday = Qt::Monday; // Weekly
    int minute = 8 * 60; // of the day, local time
    QString filter; // the filter language; empty: not narrowed
    QString owner; // "Kustomization/apps/payments"; empty: not by owner
    int sinceHours = 0; // what the history tells of this long; 0: nothing
    int keep = 14; // scheduled files of each format; the oldest go
    qint64 last = 0; // seconds since 1970: until when the schedule has been served
    friend bool operator==(const ReportSettings&, const ReportSettings&) = default;
};

// The first time after `after` that the schedule names, in `after`'s time zone; nullopt: off. A time that a day does not have
// (summer time) is the next that it has.
[[nodiscard]] std::optional<QDateTime> nextReport(const ReportSettings& settings, const QDateTime& after);
// One that is due and was not written: once, however often it was missed.
[[nodiscard]] bool isReportDue(const ReportSettings& settings, const QDateTime& now);
// Of `files` (names in one folder) those beyond the newest `keep` of a scheduled report: "STEM-20261126-0800.SUFFIX". No other
// file is ever named.
[[nodiscard]] QStringList reportsToRemove(const QStringList& files, const QString& stem, const QString& suffix, int keep);

} // namespace dg::window
