// SPDX-License-Identifier: Apache-2.0
#include "report.h"
#include "translate.h"

#include "commands.h"
#include "console.h"
#include "follow.h"
#include "read_clusters.h"
#include "report/writers.h"
#include "text/words.h"

#include <QDir>
#include <QSaveFile>

#include <set>

namespace dg::cli {

namespace {

struct Format {
    const char* word;
    const char* suffix;
};
constexpr std::array<Format, 6> Formats{
    {{"html", "html"}, {"pdf", "pdf"}, {"csv", "csv"}, {"json", "json"}, {"markdown", "md"}, {"junit", "junit.xml"}}};

Result<std::string> bytesOf(const QString& format, const SyncReport& report, const Options& options, const Environment& environment)
{
    if (format == QLatin1String("html"))
        return report::toHtml(syncDocument(report));
    if (format == QLatin1String("pdf"))
        return environment.printPdf(syncDocument(report), options.paper);
    if (format == QLatin1String("csv"))
        return syncCsv(report);
    if (format == QLatin1String("json"))
        return syncJson(report);
    if (format == QLatin1String("markdown"))
        return report::toMarkdown(syncDocument(report));
    return syncJUnit(report);
}

void writeFile(const QString& path, const std::string& bytes)
{
    QSaveFile file(path); // whole or not at all
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0 || !file.commit())
        throw Failure{Error{ErrorCode::FileUnwritable, path.toStdString(), file.errorString().toStdString()}, {}};
}

QString scopeOf(const Options& options)
{
    QStringList parts;
    if (!options.ns.isEmpty())
        parts << CommandLine::tr("namespace %1").arg(options.ns);
    if (!options.filter.isEmpty())
        parts << CommandLine::tr("filter %1").arg(options.filter);
    if (!options.owner.isEmpty())
        parts << CommandLine::tr("what %1 applied").arg(options.owner);
    return parts.isEmpty() ? CommandLine::tr("everything of Flux") : text::cleanLine(parts.join(QLatin1String(", ")).toStdString());
}

// --owner: of Flux's objects the owner itself and what it applied.
void narrowToOwner(ClusterReport& report, const Options& options, StringPool& pool)
{
    if (options.owner.isEmpty())
        return;
    const auto owner = parseObject(options.owner, commandName(options.command), pool);
    const auto text = "owner:\"" + owner.kind.str() + "/" + owner.ns.str() + "/" + owner.name.str() + "\"";
    const auto filter = Filter::parse(QString::fromStdString(text), commandName(options.command));
    const FilterScope scope{report.name, report.observedAt, nullptr};
    std::erase_if(report.items, [&](const Assessed* one) { return !(one->object->key == owner) && !filter.matches(*one, scope); });
    report.counts = {};
    for (const auto* one : report.items)
        report.counts.add(*one);
}

SyncReport reportOn(ClusterReport&& cluster, const std::optional<drift::Facts>& baseline, const Options& options,
    const Environment& environment, StringPool& pool)
{
    SyncReport report;
    report.scope = scopeOf(options);
    report.failOn = options.failOn;
    report.drift.cluster = std::move(cluster);
    if (report.drift.cluster.read) {
        assessStatus(report.drift.cluster, Filter::parse(options.filter, commandName(options.command)), pool, false);
        narrowToOwner(report.drift.cluster, options, pool);
        judgeDrift(report.drift, baseline, options, environment, pool);
    }
    report.data = syncData(report.drift);
    report.dataHash = report::sha256(report.data);
    report.writtenAt = environment.clock->wall();
    return report;
}

// Two clusters may be called alike once their names are those of files.
QString stemFor(const std::string& cluster, std::set<QString>& used)
{
    const auto plain = QStringLiteral("driftglass-sync-") + QString::fromStdString(report::fileNamePart(cluster));
    auto stem = plain;
    for (int i = 2; !used.insert(stem.toLower()).second; ++i)
        stem = plain + QLatin1Char('-') + QString::number(i);
    return stem;
}

void checkReport(const Options& options, const Environment& environment)
{
    (void)Filter::parse(options.filter, commandName(options.command));
    (void)chosen({}, options, {});
    if (options.formats.contains(QLatin1String("pdf")) && !environment.printPdf)
        throw UsageError{CommandLine::tr("This program cannot print a PDF."), commandName(options.command)};
    if (!QDir().mkpath(options.outputPath))
        throw Failure{Error{ErrorCode::FileUnwritable, options.outputPath.toStdString(), {}}, {}};
}

} // namespace

int SyncReport::exitCode() const
{
    if (drift.cluster.exitCode() == ExitNotInSync || exitCodeOf(drift.findings, true, failOn) == ExitNotInSync)
        return ExitNotInSync;
    return complete() ? ExitOk : ExitCouldNotTell;
}

int runReport(const Options& options, Streams& streams, const Environment& environment)
{
    checkReport(options, environment); // a mistake in the options is told before anything is read
    StringPool pool;
    const auto baseline = baselineOf(options, pool);
    auto wishes = driftWishes();
    wishes.controllers = true;
    wishes.identity = true;
    if (streams.errIsTerminal)
        printLine(streams.err, CommandLine::tr("Reading…"));
    auto clusters = readClusters(options, wishes, pool, streams, environment);
    std::set<QString> used;
    std::vector<ClusterReport> told;
    int exit = ExitOk; // not in sync anywhere says more than a gap elsewhere
    for (auto& cluster : clusters) {
        auto report = reportOn(std::move(cluster), baseline, options, environment, pool);
        const auto stem = stemFor(report.drift.cluster.name, used);
        for (const auto& format : Formats) {
            const auto word = QLatin1String(format.word);
            if (!options.formats.contains(word))
                continue;
            if (environment.stop.stop_requested())
                return ExitInterrupted;
            const auto bytes = bytesOf(word, report, options, environment);
            if (!bytes)
                throw Failure{bytes.error(), {}};
            const auto path = QDir(options.outputPath).filePath(stem + QLatin1Char('.') + QLatin1String(format.suffix));
            writeFile(path, *bytes);
            printLine(streams.out, QDir::toNativeSeparators(path));
        }
        const int own = report.exitCode();
        exit = own == ExitNotInSync || exit == ExitNotInSync ? ExitNotInSync : std::max(exit, own);
        told.push_back(std::move(report.drift.cluster));
    }
    explain(told, streams);
    return exit;
}

} // namespace dg::cli
