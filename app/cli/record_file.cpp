// SPDX-License-Identifier: Apache-2.0
// `record --output FILE.dgsnap`: an incident written down as it happens, to be played again.
#include "capture/capture.h"
#include "commands.h"
#include "console.h"
#include "evidence/contents_words.h"
#include "text/words.h"
#include "translate.h"

#include <QFile>

#ifndef _WIN32
#include <unistd.h>
#endif

namespace dg::cli {

namespace {

// What was written survives this program at once, and the machine after settle().
class RecordingFile {
public:
    explicit RecordingFile(const QString& path)
        : m_file(path)
    {
        if (m_file.exists())
            throw Failure{{}, CommandLine::tr("%1 is there already: --output takes a new file.").arg(path)};
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
            throw Failure{unwritable().value(), {}};
    }
    Status write(std::string_view bytes)
    {
        return m_file.write(bytes.data(), static_cast<qint64>(bytes.size())) == static_cast<qint64>(bytes.size()) ? Status{}
                                                                                                                  : Status(unwritable());
    }
    Status settle()
    {
#ifndef _WIN32
        if (fsync(m_file.handle()) != 0)
            return unwritable();
#endif
        return {};
    }
    void discardIfEmpty()
    {
        if (m_file.size() == 0)
            m_file.remove();
    }

private:
    tl::unexpected<Error> unwritable() const
    {
        return fail(ErrorCode::FileUnwritable, m_file.fileName().toStdString(), m_file.errorString().toStdString());
    }
    QFile m_file;
};

constexpr Millis Endless = std::chrono::hours(24 * 365);

} // namespace

bool recordsIntoFile(const Options& options)
{
    return options.outputPath.endsWith(QLatin1String(".dgsnap"));
}

int runRecordFile(const Options& options, Streams& streams, const Environment& environment)
{
    const auto targets = findTargets(options, streams, environment);
    RecordingFile file(options.outputPath);
    StringPool pool;
    const auto log = loggerFor(options, environment);
    capture::Capture capture(
        targets.specs.front(), captureOptions(options), pool, *environment.clock, *log, consentFor(options, streams, environment));
    bool told = false;
    const auto contents = capture.record([&](std::string_view bytes) { return file.write(bytes); },
        options.recordFor.count() > 0 ? options.recordFor : Endless,
        [&] {
            if (!std::exchange(told, true))
                printLine(streams.err, CommandLine::tr("%1: recording").arg(text::cleanLine(targets.specs.front().name)));
            return file.settle();
        },
        environment.stop);
    if (!contents) {
        file.discardIfEmpty();
        throw Failure{contents.error(), {}};
    }
    printLine(streams.out, CommandLine::tr("Written to %1.").arg(options.outputPath));
    printLine(streams.out, evidence::contentsLine(*contents));
    for (const auto& line : evidence::contentsNotes(*contents))
        printLine(streams.err, line);
    return environment.stop.stop_requested() ? ExitInterrupted : ExitOk;
}

} // namespace dg::cli
