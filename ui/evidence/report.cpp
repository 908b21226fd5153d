// SPDX-License-Identifier: Apache-2.0
// From a look and a question to a report; from a report to its formats.
#include "report_parts.h"
#include "text/words.h"
#include "translate.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace dg::evidence {

namespace {

// Of Flux's objects the owner itself and what it applied.
void narrowToOwner(ClusterReport& report, const std::optional<ObjectKey>& owner)
{
    if (!owner)
        return;
    const Filter filter("owner:\"" + owner->toString() + "\"");
    const FilterScope scope{report.name, report.observedAt, nullptr};
    std::erase_if(report.items, [&](const Assessed* one) {
        const auto& key = one->object->key;
        const bool itself
            = key.kind.view() == owner->kind.view() && key.ns.view() == owner->ns.view() && key.name.view() == owner->name.view();
        return !itself && !filter.matches(*one, scope);
    });
    report.counts = {};
    for (const auto* one : report.items)
        report.counts.add(*one);
}

// What is known now of what was read, and of what was not what the earlier look knew.
drift::Facts factsOf(const session::OneShotResult& read, const drift::Facts& before, StringPool& pool)
{
    drift::Engine engine(pool);
    engine.setBaseline(before);
    look(engine, read, pool);
    return engine.facts(read.observedAt);
}

// The findings; of a change report what changed too.
void judge(Report& report, const Question& question, StringPool& pool)
{
    auto& drift = report.drift;
    const bool changes = question.topic == Topic::Change;
    drift::Facts now;
    if (question.judged) {
        auto findings = question.judged->findings;
        addEpisodes(findings, question.judged->episodes);
        drift.findings = chosen(std::move(findings), question.scope, drift.cluster.name);
        drift.summary = question.judged->summary;
        addNotJudged(drift);
        if (changes)
            now = factsOf(*drift.cluster.read, *question.before, pool);
    } else {
        judgeDrift(drift, question.before.get(), question.rules, question.scope, pool, changes ? &now : nullptr);
    }
    if (!changes)
        return;
    const auto& read = *drift.cluster.read;
    std::set<std::pair<std::string_view, std::string_view>> kinds;
    for (const auto& kind : read.managedKinds)
        kinds.emplace(kind.group.view(), kind.kind.view());
    for (const auto kind : read.readKinds)
        kinds.emplace(flux::info(kind).group, flux::info(kind).name);
    report.changes->items = drift::differencesBetween(*question.before, now, [&](const ObjectKey& key) {
        return kinds.contains({key.group.view(), key.kind.view()});
    });
}

void narrowChanges(Report& report, const Scope& scope)
{
    std::erase_if(report.changes->items, [&](const drift::ObjectDifference& one) {
        drift::Finding as;
        as.object = one.object;
        as.owner = one.owner;
        return chosen({as}, scope, report.drift.cluster.name).empty();
    });
}

void seal(Report& report, WallTime writtenAt)
{
    report.writtenAt = writtenAt;
    report.data = dataOf(report);
    report.dataHash = report::sha256(report.data);
}

Report begin(const Question& question)
{
    Report report;
    report.topic = question.topic;
    report.scope = question.scopeText;
    report.failOn = question.failOn;
    if (question.topic == Topic::Change) {
        report.changes.emplace();
        if (const auto* before = question.before.get())
            report.changes->before = {question.beforeName, before->cluster, before->server, before->observedAt};
    }
    return report;
}

std::string written(const std::function<void(const Sink&)>& write)
{
    std::string out;
    write([&out](std::string_view text) { out += text; });
    return out;
}

std::string sarifOf(const Report& report)
{
    return written([&](const Sink& out) {
        report.topic == Topic::Posture ? writeChecksSarif(report.drift.cluster, report.outcomes, out)
                                       : writeDriftSarif({&report.drift}, out);
    });
}

std::string codeQualityOf(const Report& report)
{
    return written([&](const Sink& out) {
        report.topic == Topic::Posture ? writeChecksCodeQuality({{&report.drift.cluster, &report.outcomes}}, out)
                                       : writeDriftCodeQuality(report.drift, out);
    });
}

} // namespace

bool Report::complete() const
{
    if (offline)
        return true;
    if (topic == Topic::Delivery)
        return drift.complete() && period;
    if (topic == Topic::Posture)
        return drift.cluster.complete() && !outcomes.empty() && checks::tally(outcomes).couldNotTell == 0;
    return drift.cluster.complete() && drift.complete();
}

int Report::exitCode() const
{
    if (topic == Topic::Posture)
        return exitCodeOf(outcomes);
    const bool drifted = topic != Topic::Change && topic != Topic::Delivery && exitCodeOf(drift.findings, true, failOn) == ExitNotInSync;
    if (drifted || (topic == Topic::Sync && drift.cluster.exitCode() == ExitNotInSync))
        return ExitNotInSync;
    return complete() ? ExitOk : ExitCouldNotTell;
}

Report answer(const Question& question, ClusterReport cluster, StringPool& pool, WallTime writtenAt)
{
    auto report = begin(question);
    report.drift.cluster = std::move(cluster);
    auto& read = report.drift.cluster;
    if (report.changes)
        report.changes->after = {{}, read.name, read.server, read.observedAt};
    if (read.read && question.topic == Topic::Sync) {
        assessStatus(read, question.scope.filter, pool, false);
        narrowToOwner(read, question.scope.owner);
    }
    if (read.read && question.topic == Topic::Posture)
        report.outcomes = question.judged && question.judged->outcomes
            ? outcomesInScope(*question.judged->outcomes, read, question.mutes, question.scope, pool)
            : outcomesOf(read, question.mutes, question.gitlab, question.scope, pool);
    else if (read.read && question.topic != Topic::Delivery)
        judge(report, question, pool);
    if (report.changes)
        narrowChanges(report, question.scope);
    if (question.period && *question.period) {
        report.period = **question.period;
        narrowPeriod(*report.period, read, question.scope, pool);
    } else if (question.period || question.topic == Topic::Delivery) {
        const auto error = question.period ? question.period->error() : Error{ErrorCode::NotFound, "history", {}};
        report.drift.notJudged.push_back({"history", text::errorSentence(error), false});
    }
    seal(report, writtenAt);
    return report;
}

Report answerOffline(const Question& question, const drift::Facts& after, const std::string& afterName, WallTime writtenAt)
{
    auto report = begin(question);
    report.offline = true;
    auto& cluster = report.drift.cluster;
    cluster.name = after.cluster;
    cluster.server = after.server;
    cluster.observedAt = after.observedAt;
    report.changes->after = {afterName, after.cluster, after.server, after.observedAt};
    report.changes->items = drift::differencesBetween(*question.before, after);
    narrowChanges(report, question.scope);
    seal(report, writtenAt);
    return report;
}

Result<std::string> bytesOf(
    const Report& report, Format format, report::Paper paper, const report::PdfPrinter& printPdf, const std::stop_token& stop)
{
    if (!fits(report.topic, format) || (format == Format::Pdf && !printPdf))
        return fail(ErrorCode::Unsupported, formatWord(format));
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    switch (format) {
    case Format::Html:
        return report::toHtml(documentOf(report), stop);
    case Format::Pdf:
        return printPdf(documentOf(report), paper, stop);
    case Format::Csv:
        return csvOf(report);
    case Format::Json:
        return jsonOf(report);
    case Format::Markdown:
        return report::toMarkdown(documentOf(report));
    case Format::JUnit:
        return junitOf(report);
    case Format::Sarif:
        return sarifOf(report);
    case Format::CodeQuality:
        return codeQualityOf(report);
    }
    return fail(ErrorCode::Internal, "report");
}

const char* topicWord(Topic topic)
{
    constexpr std::array Words{"sync", "drift", "posture", "change", "delivery"};
    return Words.at(static_cast<std::size_t>(topic));
}

const char* formatWord(Format format)
{
    constexpr std::array Words{"html", "pdf", "csv", "json", "markdown", "junit", "sarif", "codequality"};
    return Words.at(static_cast<std::size_t>(format));
}

const char* formatSuffix(Format format)
{
    constexpr std::array Suffixes{"html", "pdf", "csv", "json", "md", "junit.xml", "sarif", "codequality.json"};
    return Suffixes.at(static_cast<std::size_t>(format));
}

bool fits(Topic topic, Format format)
{
    if (format == Format::JUnit)
        return topic != Topic::Change && topic != Topic::Delivery;
    if (format == Format::Sarif || format == Format::CodeQuality)
        return topic == Topic::Drift || topic == Topic::Posture;
    return true;
}

QString fileStem(Topic topic, const std::string& cluster, std::set<QString>& used)
{
    const auto plain
        = QStringLiteral("driftglass-%1-%2").arg(QLatin1String(topicWord(topic)), QString::fromStdString(report::fileNamePart(cluster)));
    auto stem = plain;
    for (int i = 2; !used.insert(stem.toLower()).second; ++i)
        stem = plain + QLatin1Char('-') + QString::number(i);
    return stem;
}

QString scopeText(const QString& ns, const QString& filter, const QString& owner)
{
    QStringList parts;
    if (!ns.isEmpty())
        parts << Evidence::tr("namespace %1").arg(ns);
    if (!filter.isEmpty())
        parts << Evidence::tr("filter %1").arg(filter);
    if (!owner.isEmpty())
        parts << Evidence::tr("what %1 applied").arg(owner);
    return parts.isEmpty() ? Evidence::tr("everything of Flux") : text::cleanLine(parts.join(QLatin1String(", ")).toStdString());
}

Status writeWhole(const QString& path, const std::string& bytes)
{
    QSaveFile file(path);
    const auto size = static_cast<qint64>(bytes.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), size) != size || !file.commit())
        return fail(ErrorCode::FileUnwritable, path.toStdString(), file.errorString().toStdString());
    return {};
}

} // namespace dg::evidence
