// SPDX-License-Identifier: Apache-2.0
#include "profile_file.h"

#include <QDir>
#include <QFile>

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
