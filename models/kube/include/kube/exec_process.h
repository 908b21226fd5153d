// SPDX-License-Identifier: Apache-2.0
// Running a credential plugin: a child process with a time limit and bounded output, without a shell. One interface for
// all systems; on Windows start() answers Unsupported, because a job object for the process tree is not written yet.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace dg::kube {

struct ExecCommand {
    std::string command; // absolute, or a name to be looked up in PATH
    std::vector<std::string> args;
    std::vector<std::pair<std::string, std::string>> env; // over the environment of this process
    bool onlyThisEnvironment = false; // `env` instead of it
    std::string input; // on standard input; at most 4,096 bytes
    Millis timeout{60'000};
    std::size_t maxOutput = 1u << 20;
    std::size_t maxErrors = 64u << 10; // what is more is read and dropped
};

struct ExecOutput {
    Secret output; // stdout: holds the credential
    std::string errors; // stderr, for "Show details"; never logged
    int exitCode = 0; // 128 + signal when killed by one
};

// One run. Kills with SIGKILL and the whole process group: at the time limit, when the output grows past its cap, on cancel.
class ExecRun {
public:
    // PluginMissing (subject: the command), PluginTimeout, TooLarge, PluginFailed (could not be started), Cancelled,
    // Unsupported. An exit code other than 0 is not an error here. Called on a thread of its own.
    using Done = std::function<void(Result<ExecOutput>)>;
    // Never waits: the child is started and followed by a thread that owns itself.
    static std::shared_ptr<ExecRun> start(ExecCommand command, Done done);
    // The same, waited for on the caller's thread. Cancelled once `stop` is requested.
    [[nodiscard]] static Result<ExecOutput> wait(ExecCommand command, const std::stop_token& stop);
    // From any thread, without waiting. `done` still comes, with Cancelled.
    void cancel();
    ~ExecRun();

private:
    ExecRun();
    struct Impl;
    std::shared_ptr<Impl> m_impl;
};

// The file that would run: the command itself when it holds a separator, else the first executable of that name in `path`;
// relative and empty entries are skipped (CWE-427). Empty: none.
[[nodiscard]] std::string findExecutable(const std::string& command, const std::string& path);

} // namespace dg::kube
