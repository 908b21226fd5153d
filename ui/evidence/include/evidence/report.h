// SPDX-License-Identifier: Apache-2.0
// evidence: what one look at a cluster says, judged and written down; the one engine behind the command line's answers and reports
// and behind the window's. report.h: a report of one cluster in several formats of the same content, with who asked, when, and what
// could not be read. The same look, question and clock give the same bytes (PDF: same text and pages). Words come from tr() and
// ui/text; bytes from report/writers.h. Needs no display; any thread, one at a time for a report.
#pragma once

#include "drift/changes.h"
#include "evidence/checks.h"
#include "evidence/drift.h"
#include "evidence/period.h"
#include "report/writers.h"

#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace dg::evidence {

enum class Topic : unsigned char { Sync, Drift, Posture, Change, Delivery };
inline constexpr std::array Topics{Topic::Sync, Topic::Drift, Topic::Posture, Topic::Change, Topic::Delivery};
enum class Format : unsigned char { Html, Pdf, Csv, Json, Markdown, JUnit, Sarif, CodeQuality };
inline constexpr std::array Formats{
    Format::Html, Format::Pdf, Format::Csv, Format::Json, Format::Markdown, Format::JUnit, Format::Sarif, Format::CodeQuality};

[[nodiscard]] const char* topicWord(Topic topic); // "sync"
[[nodiscard]] const char* formatWord(Format format); // "junit"
[[nodiscard]] const char* formatSuffix(Format format); // "junit.xml"
// What a delivery report tells of where nobody said since when.
inline constexpr std::chrono::days DeliveryPeriod{7};
// JUnit is for what may fail now, SARIF and Code Quality for findings (contracts.md §3).
[[nodiscard]] bool fits(Topic topic, Format format);

// One side of a change report.
struct Moment {
    std::string snapshot; // the file's name; empty: live
    std::string cluster, server;
    WallTime observedAt{};
};
struct Changes {
    Moment before, after;
    std::vector<drift::ObjectDifference> items; // in scope
};

// What somebody judged already: the window watches all the time.
struct Judged {
    std::vector<drift::Finding> findings, episodes;
    drift::Summary summary;
    std::optional<std::vector<checks::Outcome>> outcomes; // of the whole cluster, with what the question's mutes accept
};

struct Question {
    Topic topic = Topic::Sync;
    Scope scope;
    QString scopeText; // "everything of Flux", or what the scope chooses
    FailOn failOn = FailOn::Certain;
    std::shared_ptr<const drift::Facts> before; // an earlier look: drift is judged with it; Change needs it
    std::string beforeName; // its file
    drift::RuleSet rules;
    std::vector<checks::Mute> mutes;
    std::optional<checks::GitLabAnswer> gitlab; // Posture
    std::optional<Judged> judged;
    // What the history tells beside, of the whole cluster; an error is a gap of the report. Delivery is about nothing else.
    std::optional<Result<Period>> period;
};

struct Report {
    Topic topic = Topic::Sync;
    DriftReport drift; // its `cluster` has the status items too (Sync)
    std::vector<checks::Outcome> outcomes; // Posture
    std::optional<Changes> changes; // Change
    std::optional<Period> period; // what of it is in scope
    bool offline = false; // Change, of two files: no server was asked
    QString scope;
    FailOn failOn = FailOn::Certain;
    WallTime writtenAt{};
    std::string data; // the JSON of what is reported, without white space between its parts
    std::string dataHash; // SHA-256 of `data`
    [[nodiscard]] bool complete() const;
    [[nodiscard]] int exitCode() const; // 1 where something in it calls for somebody, else 2 for a gap, else 0; Change, Delivery: 0 or 2
};

// A report of what was read. What was read has to be enough for the topic: managed objects with their ownership for Sync, Drift and
// Change; what checks::run needs for Posture. `writtenAt` by our clock.
[[nodiscard]] Report answer(const Question& question, ClusterReport cluster, StringPool& pool, WallTime writtenAt);
// What changed between two files. `before` of the question is the earlier one.
[[nodiscard]] Report answerOffline(const Question& question, const drift::Facts& after, const std::string& afterName, WallTime writtenAt);

[[nodiscard]] report::Document documentOf(const Report& report); // of HTML, PDF and Markdown
// Errors: the printer's; Unsupported where the format does not fit or there is no printer; Cancelled once `stop` was asked for.
[[nodiscard]] Result<std::string> bytesOf(const Report& report, Format format, report::Paper paper = report::Paper::A4,
    const report::PdfPrinter& printPdf = {}, const std::stop_token& stop = {});

// What a scope is in words, of what a person typed: "namespace apps, filter state:failed"; all empty: "everything of Flux".
[[nodiscard]] QString scopeText(const QString& ns, const QString& filter, const QString& owner);
// "driftglass-sync-prod", a name not in `used` (compared without case), which it joins: two clusters may be called alike once
// their names are those of files.
[[nodiscard]] QString fileStem(Topic topic, const std::string& cluster, std::set<QString>& used);
// Whole or not at all. Errors: FileUnwritable, with the system's reason.
[[nodiscard]] Status writeWhole(const QString& path, const std::string& bytes);

} // namespace dg::evidence
