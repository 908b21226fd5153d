// SPDX-License-Identifier: Apache-2.0
// The checks as a table, as JSON, and as what GitLab reads. Fields of the JSON are only ever added.
#include "checks.h"
#include "translate.h"

#include "console.h"
#include "report/writers.h"
#include "text/check_words.h"
#include "text/words.h"

#include <QCryptographicHash>

#include <array>

namespace dg::cli {

using report::xmlText;

namespace {

using checks::Outcome;
using checks::Verdict;

std::string evidenceOf(const checks::Subject& subject)
{
    return (text::subjectName(subject.object) + QStringLiteral(": ") + text::factText(subject)).toStdString();
}

void writeSubjects(JsonWriter& json, const char* key, const std::vector<checks::Subject>& subjects)
{
    json.key(key).beginArray();
    for (const auto& subject : subjects) {
        json.beginObject()
            .fieldOrNull("kind", subject.object.kind.view())
            .fieldOrNull("namespace", subject.object.ns.view())
            .fieldOrNull("name", subject.object.name.view())
            .field("fact", checks::factWord(subject.fact))
            .fieldOrNull("detail", subject.detail)
            .fieldOrNull("evidence", text::factText(subject).toStdString());
        if (subject.token) // one of the project's tokens and keys that fit: no Secret is read
            json.field("token", subject.token->name).key("fitting").number(static_cast<long long>(subject.token->fitting));
        json.endObject();
    }
    json.endArray();
}

void writeOutcome(JsonWriter& json, const Outcome& one)
{
    const auto& info = checks::info(one.id);
    json.beginObject()
        .field("check", info.word)
        .field("verdict", checks::verdictWord(one.verdict))
        .field("area", checks::areaWord(info.area));
    json.field("severity", checks::verdictWord(info.severity)).key("accepted").flag(one.isAccepted()).fieldOrNull("reason", one.acceptedBy);
    json.field("title", text::checkTitle(one).toStdString()).field("why", text::checkWhy(one.id).toStdString());
    json.field("remedy", text::checkRemedy(one.id).toStdString()).fieldOrNull("fix", one.fix).field("documentation", info.documentation);
    json.key("looked").number(static_cast<long long>(one.looked));
    writeSubjects(json, "objects", one.subjects);
    writeSubjects(json, "unclear", one.unclear);
    writeSubjects(json, "acceptedObjects", one.accepted);
    json.endObject();
}

Colour colourOf(const Outcome& one)
{
    if (one.isAccepted())
        return Colour::Grey;
    switch (one.verdict) {
    case Verdict::FixSoon:
        return Colour::Red;
    case Verdict::Consider:
        return Colour::Yellow;
    case Verdict::Passed:
        return Colour::Green;
    default:
        return Colour::Grey;
    }
}

QString wordOf(const Outcome& one)
{
    return one.isAccepted() ? CommandLine::tr("Accepted") : text::verdictName(one.verdict);
}

// Worst first, as the verdicts stand in their enum; accepted ones last.
constexpr std::array Order{Verdict::FixSoon, Verdict::Consider, Verdict::CouldNotTell, Verdict::Passed};

template <class Visit> void inOrder(const std::vector<Outcome>& outcomes, Visit&& visit)
{
    for (const auto verdict : Order) {
        for (const auto& one : outcomes) {
            if (one.verdict == verdict && !one.isAccepted())
                visit(one);
        }
    }
    for (const auto& one : outcomes) {
        if (one.isAccepted())
            visit(one);
    }
}

std::string failureText(const Outcome& one)
{
    std::string out;
    for (const auto& subject : one.subjects)
        out += evidenceOf(subject) + "\n";
    out += "\n" + text::checkWhy(one.id).toStdString() + "\n" + text::checkRemedy(one.id).toStdString() + "\n" + one.fix;
    return out + checks::info(one.id).documentation;
}

// Lines are kept: what stands there is YAML.
std::string xmlLines(const std::string& text)
{
    std::string out;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        out += xmlText(text.substr(at, end - at)) + (end < text.size() ? "\n" : "");
        at = end + 1;
    }
    return out;
}

std::string caseOf(const Outcome& one)
{
    const auto title = "message=\"" + xmlText(text::checkTitle(one).toStdString()) + "\"";
    if (one.isAccepted())
        return "      <skipped message=\"" + xmlText(CommandLine::tr("Accepted: %1").arg(text::cleanLine(one.acceptedBy)).toStdString())
            + "\"/>\n";
    switch (one.verdict) {
    case Verdict::FixSoon:
    case Verdict::Consider:
        return "      <failure type=\"" + std::string(checks::verdictWord(one.verdict)) + "\" " + title + ">" + xmlLines(failureText(one))
            + "</failure>\n";
    case Verdict::CouldNotTell:
        return "      <error type=\"could-not-tell\" " + title + "/>\n";
    default:
        return {};
    }
}

std::string fingerprint(const std::string& cluster, const Outcome& one, const checks::Subject& subject)
{
    const auto text = cluster + "\n" + checks::info(one.id).word + "\n" + subject.object.toString() + "\n" + checks::factWord(subject.fact);
    return QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256).toHex().left(32).toStdString();
}

} // namespace

void writeChecksJson(JsonWriter& json, const ChecksReport& report)
{
    const auto& cluster = report.cluster;
    json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "Checks");
    json.key("cluster")
        .beginObject()
        .field("name", cluster.name)
        .fieldOrNull("server", cluster.server)
        .fieldOrNull("context", cluster.context)
        .endObject();
    const auto sum = checks::tally(report.outcomes);
    json.field("observedAt", toRfc3339(cluster.observedAt)).key("complete").flag(!report.outcomes.empty() && sum.couldNotTell == 0);
    json.key("missing");
    writeMissing(json, cluster.missing);
    json.key("summary").beginObject();
    json.key("fixSoon").number(sum.fixSoon).key("consider").number(sum.consider).key("couldNotTell").number(sum.couldNotTell);
    json.key("passed").number(sum.passed).key("accepted").number(sum.accepted).endObject();
    json.key("items").beginArray().line();
    for (const auto& one : report.outcomes) {
        writeOutcome(json, one);
        json.line();
    }
    json.endArray().endObject();
}

void printChecksTable(const ChecksReport& report, Streams& streams, bool colour, bool heading)
{
    if (heading)
        printLine(streams.out, QStringLiteral("== ") + text::cleanLine(report.cluster.name) + QStringLiteral(" =="));
    if (report.outcomes.empty())
        return;
    Table table({CommandLine::tr("VERDICT"), CommandLine::tr("ABOUT"), CommandLine::tr("OBJECTS"), CommandLine::tr("CHECK"),
                    CommandLine::tr("FOUND")},
        streams.width, colour);
    inOrder(report.outcomes, [&](const Outcome& one) {
        const auto objects = one.subjects.size() + (one.subjects.empty() ? one.accepted.size() : 0);
        table.add({wordOf(one), text::areaName(checks::info(one.id).area), QString::number(objects > 0 ? objects : one.looked),
                      QLatin1String(checks::info(one.id).word), text::checkTitle(one)},
            colourOf(one));
    });
    table.print(streams.out);
    const auto sum = checks::tally(report.outcomes);
    auto line = CommandLine::tr("%1 of %2 need attention").arg(sum.attention()).arg(sum.all());
    if (sum.couldNotTell > 0)
        line += QStringLiteral(", ") + CommandLine::tr("%1 could not be told").arg(sum.couldNotTell);
    if (sum.accepted > 0)
        line += QStringLiteral(", ") + CommandLine::tr("%1 accepted").arg(sum.accepted);
    printLine(streams.out, line + QStringLiteral(". ") + CommandLine::tr("Seen %1.").arg(text::localTime(report.cluster.observedAt)));
}

void writeChecksJUnit(const std::vector<ChecksReport>& reports, Streams& streams)
{
    streams.out("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"driftglass checks\">\n");
    for (const auto& report : reports) {
        const auto name = xmlText(report.cluster.name);
        const auto sum = checks::tally(report.outcomes);
        std::string cases;
        inOrder(report.outcomes, [&](const Outcome& one) {
            cases += "    <testcase classname=\"" + name + "\" name=\"" + checks::info(one.id).word + "\">\n" + caseOf(one)
                + "    </testcase>\n";
        });
        const bool unread = report.outcomes.empty();
        if (unread) {
            const auto why = report.cluster.read ? CommandLine::tr("Flux is not installed here: the cluster serves none of its kinds.")
                                                 : text::errorSentence(report.cluster.read.error());
            cases = "    <testcase classname=\"" + name + "\" name=\"cluster\">\n      <error message=\"" + xmlText(why.toStdString())
                + "\"/>\n    </testcase>\n";
        }
        streams.out("  <testsuite name=\"" + name + "\" tests=\"" + std::to_string(unread ? 1 : sum.all()) + "\" failures=\""
            + std::to_string(sum.attention()) + "\" errors=\"" + std::to_string(unread ? 1 : sum.couldNotTell) + "\" skipped=\""
            + std::to_string(sum.accepted) + "\" timestamp=\"" + toRfc3339(report.cluster.observedAt) + "\">\n" + cases
            + "  </testsuite>\n");
    }
    streams.out("</testsuites>\n");
}

// GitLab documentation, ci/testing/code_quality: description, check_name, fingerprint, severity, location.
void writeChecksCodeQuality(const std::vector<ChecksReport>& reports, Streams& streams)
{
    JsonWriter json(streams.out);
    json.beginArray().line();
    for (const auto& report : reports) {
        inOrder(report.outcomes, [&](const Outcome& one) {
            for (const auto& subject : one.subjects) {
                const auto object = subject.object.empty() ? std::string("cluster") : subject.object.toString();
                json.beginObject().field("description", text::checkTitle(one).toStdString() + ". " + evidenceOf(subject));
                json.field("check_name", checks::info(one.id).word).field("fingerprint", fingerprint(report.cluster.name, one, subject));
                json.field("severity", one.verdict == Verdict::FixSoon ? "major" : "minor").key("location").beginObject();
                json.field("path", report.cluster.name + "/" + object).key("lines").beginObject().key("begin").number(1).endObject();
                json.endObject().endObject().line();
            }
        });
    }
    json.endArray().line();
}

} // namespace dg::cli
