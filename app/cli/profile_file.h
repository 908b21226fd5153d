// SPDX-License-Identifier: Apache-2.0
// The files of a profile that commands read too, and files that a person names.
#pragma once

#include "base/result.h"
#include "cli/cli.h"
#include "options.h"

#include <QTemporaryDir>

#include <memory>
#include <string>

namespace dg::cli {

// Where this profile keeps a file of its settings: --profile, else the window's own folder.
[[nodiscard]] QString profileFile(const Options& options, const Environment& environment, const char* name);
[[nodiscard]] QString historyFile(const Options& options, const Environment& environment); // the window's own
// What --history says, else $DRIFTGLASS_HISTORY, else the window's own; for record a file of its own. Throws UsageError for a password on
// the command line.
[[nodiscard]] QString historyUrl(const Options& options, const Environment& environment);
// Where the history is that is asked: with --snapshot the file's own, unpacked into a folder that ends with this.
struct HistoryPlace {
    std::string url;
    std::unique_ptr<QTemporaryDir> folder;
};
// Errors: those of opening a snapshot and a store; NotFound for a snapshot without a history.
[[nodiscard]] Result<HistoryPlace> historyPlace(const Options& options, const Environment& environment);
// Errors: FileNotFound, FileUnreadable, FileTooLarge.
[[nodiscard]] Result<std::string> readFile(const QString& path, qint64 most);

} // namespace dg::cli
