// SPDX-License-Identifier: Apache-2.0
// cli: the commands that print and end: status, reconcile, wait, contexts, help. No QtGui, no display. What a process has
// (streams, environment, clock, interruption) is passed in, so that a test can call run(). Contract: contracts.md §3.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "evidence/exit_codes.h"
#include "report/writers.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace dg::cli {

// Exit codes that are not a command's own.
using evidence::ExitCouldNotTell; // also usage, files, connections
using evidence::ExitNotInSync;
using evidence::ExitOk;
inline constexpr int ExitInterrupted = 130;

struct Streams {
    std::function<void(std::string_view)> out;
    std::function<void(std::string_view)> err;
    bool outIsTerminal = false;
    bool errIsTerminal = false;
    int width = 0; // of the terminal; 0: not a terminal, cut nothing
    std::function<std::optional<Secret>(const QString& prompt)> readSecret; // without echo; null: no terminal to ask at
    std::function<bool(const QString& question)> confirm; // y/N; null: no terminal to ask at
};

struct Environment {
    std::function<QString(const char* name)> variable; // empty when not set
    const Clock* clock = nullptr;
    std::stop_token stop; // SIGINT
    // Takes what a command has read and needs no more. A process that ends right after leaves it to the system: freeing a
    // hundred thousand small pieces takes longer than printing them. Empty: it is freed.
    std::function<void(std::shared_ptr<void>)> keep;
    report::PdfPrinter printPdf; // null: this program cannot; needs a QGuiApplication, see needsFonts()
};

// Whether these arguments (without the program's name) are for the command line: a command's name, --help or --version.
[[nodiscard]] bool isCommandLine(const QStringList& arguments);
// `arguments` without the program's name. Needs a QCoreApplication. Never throws, never exits.
int run(const QStringList& arguments, Streams& streams, const Environment& environment);
// Whether a command line will print a PDF, which takes a QGuiApplication (the platform "offscreen" will do).
[[nodiscard]] bool needsFonts(const QStringList& arguments);
// With this process's streams and signals.
int runHere(const QStringList& arguments, const report::PdfPrinter& printPdf = {});

} // namespace dg::cli
