// SPDX-License-Identifier: Apache-2.0
#include "profile_file.h"

#include "replay/replay_cluster.h"
#include "translate.h"

#include <QDir>
#include <QFile>
#include <QUrl>

#include <QCoreApplication>

#include <filesystem>

namespace dg::cli {

QString profileFile(const Options& options, const Environment& environment, const char* name)
{
    std::filesystem::path folder(options.profile.toStdString());
    if (!folder.empty()) {
        folder /= "config"; // as the window has it
    } else {
        const auto config = environment.variable("XDG_CONFIG_HOME").toStdString();
        folder = config.empty() ? std::filesystem::path(environment.variable("HOME").toStdString()) / ".config"
                                : std::filesystem::path(config);
        folder /= "driftglass";
    }
    return QString::fromStdString((folder / name).string());
}

QString historyFile(const Options& options, const Environment& environment)
{
    if (!options.profile.isEmpty())
        return QDir(options.profile).absolutePath() + QStringLiteral("/data/history.sqlite");
    const auto data = environment.variable("XDG_DATA_HOME");
    return (data.isEmpty() ? environment.variable("HOME") + QStringLiteral("/.local/share") : data)
        + QStringLiteral("/driftglass/history.sqlite");
}

QString historyUrl(const Options& options, const Environment& environment)
{
    if (options.command == Command::Record && !options.outputPath.isEmpty())
        return QStringLiteral("sqlite:") + options.outputPath;
    auto url = options.history.isEmpty() ? environment.variable("DRIFTGLASS_HISTORY") : options.history;
    if (url.isEmpty())
        return QStringLiteral("sqlite:") + historyFile(options, environment);
    if (!QUrl(url).password().isEmpty() && !options.history.isEmpty())
        throw UsageError{CommandLine::tr("A password on the command line is seen by everybody on this machine: put it into $PGPASSWORD"
                                         " or ~/.pgpass."),
            commandName(options.command)};
    return url;
}

Result<HistoryPlace> historyPlace(const Options& options, const Environment& environment)
{
    if (options.snapshot.isEmpty())
        return HistoryPlace{historyUrl(options, environment).toStdString(), nullptr};
    const auto replay = replay::ReplayCluster::open(options.snapshot.toStdString());
    if (!replay)
        return tl::unexpected(replay.error());
    if (!(*replay)->hasHistory())
        return fail(ErrorCode::NotFound, options.snapshot.toStdString(), "history");
    HistoryPlace place;
    place.folder = std::make_unique<QTemporaryDir>();
    place.url = place.folder->filePath(QStringLiteral("history.sqlite")).toStdString();
    if (const auto written = (*replay)->writeHistory(place.url); !written)
        return tl::unexpected(written.error());
    return place;
}

Result<std::string> readFile(const QString& path, qint64 most)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::FileNotFound, path.toStdString());
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, path.toStdString(), file.errorString().toStdString());
    if (file.size() > most)
        return fail(ErrorCode::FileTooLarge, path.toStdString());
    return file.readAll().toStdString();
}

} // namespace dg::cli
