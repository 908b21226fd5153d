// SPDX-License-Identifier: Apache-2.0
// What the writers of a report share.
#pragma once

#include "evidence/report.h"

namespace dg::evidence {

// What stands at the head of each format: `key` for programs, `label` for people (empty: not shown to them).
struct AboutLine {
    const char* key;
    QString label;
    std::string value;
};
[[nodiscard]] std::vector<AboutLine> aboutOf(const Report& report);
// What could not be read or judged, and why.
[[nodiscard]] std::vector<std::pair<QString, QString>> notRead(const Report& report);
[[nodiscard]] QString causeOf(const Assessed& one); // "Secret/apps/login: not found"; empty: none is proved
[[nodiscard]] std::string evidenceOf(const checks::Subject& subject); // "Receiver flux-system/x: path matches"
[[nodiscard]] std::string differenceText(const drift::ObjectDifference& one); // what of it changed; one line
[[nodiscard]] QString differenceName(drift::Difference difference); // "Added"

[[nodiscard]] std::string utf8(const QString& text);
[[nodiscard]] std::string clean(std::string_view text); // of a cluster: one line, no control characters

[[nodiscard]] std::string dataOf(const Report& report);
[[nodiscard]] std::string jsonOf(const Report& report);
[[nodiscard]] std::string csvOf(const Report& report);
[[nodiscard]] std::string junitOf(const Report& report);

// Of the document: the sentence at its head, the figures, the sections after what every report begins with.
[[nodiscard]] QString syncVerdict(const Report& report);
[[nodiscard]] QString driftVerdict(const Report& report);
[[nodiscard]] QString postureVerdict(const Report& report);
[[nodiscard]] QString changeVerdict(const Report& report);
[[nodiscard]] QString deliveryVerdict(const Report& report);
[[nodiscard]] std::vector<report::Figure> syncFigures(const Report& report);
[[nodiscard]] std::vector<report::Figure> driftFigures(const Report& report);
[[nodiscard]] std::vector<report::Figure> postureFigures(const Report& report);
[[nodiscard]] std::vector<report::Figure> changeFigures(const Report& report);
[[nodiscard]] std::vector<report::Figure> deliveryFigures(const Report& report);
[[nodiscard]] std::vector<report::Section> syncSections(const Report& report);
[[nodiscard]] std::vector<report::Section> driftSections(const Report& report);
[[nodiscard]] std::vector<report::Section> postureSections(const Report& report);
[[nodiscard]] std::vector<report::Section> changeSections(const Report& report);
[[nodiscard]] std::vector<report::Section> deliverySections(const Report& report);
[[nodiscard]] report::Section driftSection(const Report& report, bool expected);

// Of a time (period.h).
[[nodiscard]] report::Section watchedSection(const Period& period); // from, to, and when nobody watched
void writeWatched(JsonWriter& json, const Period& period); // the same as members of the object that is open
[[nodiscard]] std::string nameOf(const history::ObjectRow& object); // "Kustomization/apps/payments"
[[nodiscard]] std::string at(const std::optional<WallTime>& time); // for people; empty: not known
[[nodiscard]] std::string took(Millis length);
void writeObject(JsonWriter& json, const char* key, const history::ObjectRow& object);
[[nodiscard]] std::vector<report::Section> periodSections(const Period& period);
void writePeriod(JsonWriter& json, const Period& period);
struct PeriodRecord {
    const char* record;
    history::ObjectRow object;
    std::string state, message, revision, path, manager, from, to;
};
[[nodiscard]] std::vector<PeriodRecord> periodRecords(const Period& period);

// The deliveries of a period (report_delivery.cpp).
void writeDeliveries(JsonWriter& json, const Period& period);
struct DeliveryRecord {
    history::ObjectRow application;
    std::string outcome, revision;
    std::vector<std::string> more; // of DeliveryColumns, which only this report's CSV has
};
inline constexpr std::array DeliveryColumns{"committed", "built", "fetched", "applied", "healthy", "leadSeconds", "clock"};
[[nodiscard]] std::vector<DeliveryRecord> deliveryRecords(const Period& period);

struct DriftCounts {
    std::size_t certain = 0, likely = 0, listed = 0, expected = 0;
    [[nodiscard]] std::size_t total() const { return certain + likely + listed + expected; }
};
[[nodiscard]] DriftCounts countsOf(const std::vector<drift::Finding>& findings);
[[nodiscard]] std::array<std::size_t, drift::DifferenceCount> countsOf(const Changes& changes);
[[nodiscard]] report::Tone toneOf(flux::State state);
// A table of counts: what, state, number.
[[nodiscard]] report::Table countTable();
void addDriftCounts(report::Table& table, const DriftCounts& counts);
void addDriftFigures(std::vector<report::Figure>& figures, const DriftCounts& counts);
void addCount(report::Table& table, const QString& what, const QString& state, std::size_t number, report::Tone tone = {});
// "None." where the table has no rows.
void setTable(report::Section& section, report::Table table);

} // namespace dg::evidence
