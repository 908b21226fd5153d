// SPDX-License-Identifier: Apache-2.0
// The checks as a table, as JSON, and as what GitLab reads. Fields of the JSON are only ever added.
#include "finding_writers.h"
#include "report_parts.h"
#include "translate.h"

#include "report/writers.h"
#include "text/check_words.h"
#include "text/words.h"

#include <QCryptographicHash>

#include <array>

namespace dg::evidence {

using report::xmlText;

namespace {

using checks::Outcome;
using checks::Verdict;

std::string placeOf(const checks::Subject& subject)
{
    return subject.object.empty() ? "cluster" : subject.object.toString();
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
        return "      <skipped message=\"" + xmlText(Evidence::tr("Accepted: %1").arg(text::cleanLine(one.acceptedBy)).toStdString())
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

std::string evidenceOf(const checks::Subject& subject)
{
    return (text::subjectName(subject.object) + QStringLiteral(": ") + text::factText(subject)).toStdString();
}

QString verdictOf(const Outcome& one)
{
    return one.isAccepted() ? Evidence::tr("Accepted") : text::verdictName(one.verdict);
}

// Accepted ones last.
std::vector<const Outcome*> inOrder(const std::vector<Outcome>& outcomes)
{
    std::vector<const Outcome*> out;
    for (const auto verdict : {Verdict::FixSoon, Verdict::Consider, Verdict::CouldNotTell, Verdict::Passed}) {
        for (const auto& one : outcomes) {
            if (one.verdict == verdict && !one.isAccepted())
                out.push_back(&one);
        }
    }
    for (const auto& one : outcomes) {
        if (one.isAccepted())
            out.push_back(&one);
    }
    return out;
}

void writeChecksJson(JsonWriter& json, const ClusterReport& cluster, const std::vector<Outcome>& outcomes)
{
    json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "Checks");
    writeCluster(json, cluster);
    const auto sum = checks::tally(outcomes);
    json.field("observedAt", toRfc3339(cluster.observedAt)).key("complete").flag(!outcomes.empty() && sum.couldNotTell == 0);
    json.key("missing");
    writeMissing(json, cluster.missing);
    json.key("summary").beginObject();
    json.key("fixSoon").number(sum.fixSoon).key("consider").number(sum.consider).key("couldNotTell").number(sum.couldNotTell);
    json.key("passed").number(sum.passed).key("accepted").number(sum.accepted).endObject();
    json.key("items").beginArray().line();
    for (const auto& one : outcomes) {
        writeOutcome(json, one);
        json.line();
    }
    json.endArray().endObject();
}

std::string checksSuite(const ClusterReport& cluster, const std::vector<Outcome>& outcomes)
{
    const auto name = xmlText(cluster.name);
    const auto sum = checks::tally(outcomes);
    std::string cases;
    for (const auto* one : inOrder(outcomes))
        cases += "    <testcase classname=\"" + name + "\" name=\"" + checks::info(one->id).word + "\">\n" + caseOf(*one)
            + "    </testcase>\n";
    const bool unread = outcomes.empty();
    if (unread) {
        const auto why = cluster.read ? Evidence::tr("Flux is not installed here: the cluster serves none of its kinds.")
                                      : text::errorSentence(cluster.read.error());
        cases = "    <testcase classname=\"" + name + "\" name=\"cluster\">\n      <error message=\"" + xmlText(why.toStdString())
            + "\"/>\n    </testcase>\n";
    }
    return "  <testsuite name=\"" + name + "\" tests=\"" + std::to_string(unread ? 1 : sum.all()) + "\" failures=\""
        + std::to_string(sum.attention()) + "\" errors=\"" + std::to_string(unread ? 1 : sum.couldNotTell) + "\" skipped=\""
        + std::to_string(sum.accepted) + "\" timestamp=\"" + toRfc3339(cluster.observedAt) + "\">\n" + cases + "  </testsuite>\n";
}

void writeChecksJUnit(const std::vector<ChecksView>& reports, const Sink& out)
{
    out("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"driftglass checks\">\n");
    for (const auto& [cluster, outcomes] : reports)
        out(checksSuite(*cluster, *outcomes));
    out("</testsuites>\n");
}

void writeChecksSarif(const ClusterReport& cluster, const std::vector<Outcome>& outcomes, const Sink& out)
{
    const auto ordered = inOrder(outcomes);
    std::vector<SarifRule> rules;
    for (const auto* one : ordered)
        rules.push_back({checks::info(one->id).word, text::checkName(one->id).toStdString(), checks::info(one->id).documentation});
    SarifWriter sarif(out);
    sarif.beginRun("checks", cluster, cluster.complete() && !outcomes.empty(), rules);
    for (const auto* one : ordered) {
        const auto add = [&](const checks::Subject& subject, const std::string& accepted) {
            sarif.add({checks::info(one->id).word, one->verdict == Verdict::FixSoon ? "error" : "warning",
                text::checkTitle(*one).toStdString() + ". " + evidenceOf(subject), subject.object.name.str(), placeOf(subject),
                fingerprint(cluster.name, *one, subject), accepted});
        };
        for (const auto& subject : one->subjects)
            add(subject, {});
        for (const auto& subject : one->accepted)
            add(subject, one->acceptedBy.empty() ? Evidence::tr("Accepted").toStdString() : one->acceptedBy);
    }
    sarif.endRun();
}

void writeChecksCodeQuality(const std::vector<ChecksView>& reports, const Sink& out)
{
    JsonWriter json(out);
    json.beginArray().line();
    for (const auto& [cluster, outcomes] : reports) {
        for (const auto* one : inOrder(*outcomes)) {
            for (const auto& subject : one->subjects)
                writeIssue(json,
                    {text::checkTitle(*one).toStdString() + ". " + evidenceOf(subject), checks::info(one->id).word,
                        fingerprint(cluster->name, *one, subject), one->verdict == Verdict::FixSoon ? "major" : "minor",
                        cluster->name + "/" + placeOf(subject)});
        }
    }
    json.endArray().line();
}

} // namespace dg::evidence
