// SPDX-License-Identifier: Apache-2.0
// `snapshot`: one file that holds the cluster, or what such a file would hold.
#include "capture/capture.h"
#include "commands.h"
#include "console.h"
#include "evidence/contents_words.h"
#include "history/store.h"
#include "profile_file.h"
#include "read_clusters.h"
#include "text/words.h"
#include "translate.h"

#include <QSaveFile>

namespace dg::cli {

namespace {

// Whole or not at all; without a path what is written is counted only.
class Destination {
public:
    explicit Destination(const QString& path)
        : m_file(path)
    {
        if (!path.isEmpty() && !m_file.open(QIODevice::WriteOnly))
            throw Failure{unwritable().value(), {}};
    }
    Status write(std::string_view bytes)
    {
        if (!m_file.isOpen() || m_file.write(bytes.data(), static_cast<qint64>(bytes.size())) == static_cast<qint64>(bytes.size()))
            return {};
        return unwritable();
    }
    Status commit() { return !m_file.isOpen() || m_file.commit() ? Status{} : Status(unwritable()); }

private:
    tl::unexpected<Error> unwritable() const
    {
        return fail(ErrorCode::FileUnwritable, m_file.fileName().toStdString(), m_file.errorString().toStdString());
    }
    QSaveFile m_file;
};

Result<capture::Contents> write(
    const Options& options, const kube::ConnectionSpec& spec, Streams& streams, const Environment& environment, const snapshot::Sink& sink)
{
    StringPool pool;
    const auto log = loggerFor(options, environment);
    auto wishes = captureOptions(options);
    if (options.since.count() > 0) {
        const auto identity = history::identityOf(spec.server(), spec.name);
        auto place = historyPlace(options, environment);
        if (!place)
            return tl::unexpected(place.error());
        const auto now = spec.snapshot ? spec.snapshot->observedAt : environment.clock->wall();
        wishes.history = [place = std::make_shared<HistoryPlace>(std::move(*place)), identity, from = now - options.since](
                             const auto& rows) { return history::copyOf(place->url, identity, from, rows); };
    }
    const auto& clock = spec.snapshot ? *spec.snapshot->clock : *environment.clock;
    capture::Capture capture(spec, std::move(wishes), pool, clock, *log, consentFor(options, streams, environment));
    return capture.snapshot(sink, environment.stop);
}

void printKinds(const capture::Contents& contents, Streams& streams, const Environment& environment)
{
    Table table(evidence::contentsHeader(), streams.width, wantsColour(streams, environment));
    for (const auto& kind : contents.kinds)
        table.add(evidence::contentsRow(kind));
    table.print(streams.out);
}

} // namespace

int runSnapshot(const Options& options, Streams& streams, const Environment& environment)
{
    const auto targets = findTargets(options, streams, environment);
    Destination destination(options.preview ? QString() : options.outputPath);
    const snapshot::Sink toFile = [&](std::string_view bytes) { return destination.write(bytes); };
    auto contents = write(options, targets.specs.front(), streams, environment, toFile);
    if (!contents)
        throw Failure{contents.error(), {}};
    if (const auto committed = destination.commit(); !committed)
        throw Failure{committed.error(), {}};
    if (options.preview)
        printKinds(*contents, streams, environment);
    else
        printLine(streams.out, CommandLine::tr("Written to %1.").arg(options.outputPath));
    printLine(streams.out, evidence::contentsLine(*contents));
    for (const auto& line : evidence::contentsNotes(*contents))
        printLine(streams.err, line);
    return contents->whole && contents->notRead.empty() ? ExitOk : ExitCouldNotTell;
}

} // namespace dg::cli
