// SPDX-License-Identifier: Apache-2.0
#include "kube/exec_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <future>
#include <mutex>
#include <system_error>
#include <thread>

#ifndef _WIN32
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
extern char** environ; // NOLINT: POSIX declares it nowhere
#endif

namespace dg::kube {

#ifdef _WIN32

struct ExecRun::Impl { };
ExecRun::ExecRun() = default;
ExecRun::~ExecRun() = default;
void ExecRun::cancel() { }
std::shared_ptr<ExecRun> ExecRun::start(ExecCommand command, Done done)
{
    done(fail(ErrorCode::Unsupported, command.command, "credential plugins on Windows"));
    return std::shared_ptr<ExecRun>(new ExecRun);
}
Result<ExecOutput> ExecRun::wait(ExecCommand command, const std::stop_token&)
{
    return fail(ErrorCode::Unsupported, command.command, "programs on Windows");
}
std::string findExecutable(const std::string&, const std::string&)
{
    return {};
}

#else

namespace {

class Fd {
public:
    explicit Fd(int fd = -1)
        : m_fd(fd)
    {
    }
    Fd(Fd&& other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    Fd& operator=(Fd&& other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~Fd() { reset(); }
    void reset()
    {
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1));
    }
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

struct Pipe {
    Fd read, write;
    bool open(bool childReads = false)
    {
        std::array<int, 2> ends{};
#ifdef __linux__
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return false;
#else
        if (::pipe(ends.data()) != 0)
            return false;
        ::fcntl(ends[0], F_SETFD, FD_CLOEXEC);
        ::fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
        read = Fd(ends[0]);
        write = Fd(ends[1]);
        if (!childReads)
            ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
        return true;
    }
    // So little that it fits into the pipe before anybody reads (PIPE_BUF); then its end.
    bool fill(const std::string& text)
    {
        const bool all = text.size() <= 4096 && ::write(write.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
        write.reset();
        return all;
    }
};

std::vector<std::string> environmentOf(const ExecCommand& command)
{
    const auto& over = command.env;
    std::vector<std::string> out;
    for (char** entry = environ; entry && *entry && !command.onlyThisEnvironment; ++entry) {
        const std::string_view text(*entry);
        const auto name = text.substr(0, text.find('='));
        if (std::none_of(over.begin(), over.end(), [&](const auto& pair) { return pair.first == name; }))
            out.emplace_back(text);
    }
    for (const auto& [name, value] : over)
        out.push_back(name + "=" + value);
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> out;
    out.reserve(texts.size() + 1);
    for (auto& text : texts)
        out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

// The errno of posix_spawn. The child gets a session of its own: no terminal, and one group to kill.
int spawn(const std::string& file, const ExecCommand& command, const Pipe& out, const Pipe& err, pid_t& pid)
{
    Pipe in;
    if (!command.input.empty() && (!in.open(true) || !in.fill(command.input)))
        return EIO;
    std::vector<std::string> arguments{command.command};
    arguments.insert(arguments.end(), command.args.begin(), command.args.end());
    auto environment = environmentOf(command);
    const auto argv = pointers(arguments);
    const auto envp = pointers(environment);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (in.read.get() >= 0)
        posix_spawn_file_actions_adddup2(&actions, in.read.get(), STDIN_FILENO);
    else
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out.write.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err.write.get(), STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    sigaddset(&defaults, SIGINT);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
#ifdef POSIX_SPAWN_SETSID
    constexpr int ownGroup = POSIX_SPAWN_SETSID;
#else
    constexpr int ownGroup = POSIX_SPAWN_SETPGROUP;
    posix_spawnattr_setpgroup(&attributes, 0);
#endif
    posix_spawnattr_setflags(&attributes, static_cast<short>(ownGroup | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
    const int error = posix_spawn(&pid, file.c_str(), &actions, &attributes, argv.data(), envp.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

} // namespace

// Shared by the thread that follows the child and by whoever may cancel it.
struct ExecRun::Impl {
    ExecCommand command;
    Done done;
    std::mutex mutex;
    pid_t pid = 0; // 0: not running, or reaped (a group is only signalled while its leader is not reaped)
    bool cancelled = false;

    void kill()
    {
        const std::scoped_lock lock(mutex);
        if (pid > 0)
            ::kill(-pid, SIGKILL);
    }
    bool isCancelled()
    {
        const std::scoped_lock lock(mutex);
        return cancelled;
    }
    // Whether the child has ended; then its status.
    bool reap(int& status, bool wait)
    {
        if (wait) { // it was killed: wait without taking its id away from kill()
            siginfo_t info{};
            while (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) { }
        }
        const std::scoped_lock lock(mutex);
        if (::waitpid(pid, &status, WNOHANG) != pid)
            return false;
        pid = 0;
        return true;
    }
    Result<ExecOutput> run();
    Result<ExecOutput> follow(Pipe out, Pipe err);
};

Result<ExecOutput> ExecRun::Impl::run()
{
    const char* path = std::getenv("PATH");
    const auto file = findExecutable(command.command, path ? path : "");
    if (file.empty())
        return fail(ErrorCode::PluginMissing, command.command);
    Pipe out, err;
    if (!out.open() || !err.open())
        return fail(ErrorCode::PluginFailed, command.command, std::strerror(errno));
    {
        const std::scoped_lock lock(mutex);
        if (cancelled)
            return fail(ErrorCode::Cancelled, command.command);
        pid_t child = 0;
        if (const int error = spawn(file, command, out, err, child))
            return fail(error == ENOENT ? ErrorCode::PluginMissing : ErrorCode::PluginFailed, command.command, std::strerror(error));
        pid = child;
    }
    out.write.reset();
    err.write.reset();
    return follow(std::move(out), std::move(err));
}

namespace {

// Reads what is there. False: the stream has ended.
bool readSome(Fd& fd, std::string& into, std::size_t keep, bool& overflow)
{
    std::array<char, 16384> buffer{};
    while (true) {
        const auto count = ::read(fd.get(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK;
        if (count == 0)
            return false;
        const auto room = keep - std::min(keep, into.size());
        overflow = overflow || static_cast<std::size_t>(count) > room;
        into.append(buffer.data(), std::min(room, static_cast<std::size_t>(count)));
        secureZero(buffer.data(), static_cast<std::size_t>(count));
        if (overflow)
            return true; // let the caller decide before more is read
    }
}

} // namespace

Result<ExecOutput> ExecRun::Impl::follow(Pipe out, Pipe err)
{
    // A child that ends but leaves a helper behind with the pipe open (a key agent) must not hold us: look for its end
    // five times a second beside waiting for the pipes.
    constexpr int LookEvery = 200;
    const auto deadline = std::chrono::steady_clock::now() + command.timeout;
    std::string output, errors;
    output.reserve(8192);
    bool tooLarge = false;
    bool ignored = false;
    int status = 0;
    bool ended = false;
    const auto stop = [&](ErrorCode code, const std::string& detail) {
        kill();
        reap(status, true);
        secureZero(output.data(), output.size());
        return fail(code, command.command, detail);
    };
    while (!ended || out.read.get() >= 0 || err.read.get() >= 0) {
        std::array<pollfd, 2> fds{{{out.read.get(), POLLIN, 0}, {err.read.get(), POLLIN, 0}}};
        const auto left = std::chrono::duration_cast<Millis>(deadline - std::chrono::steady_clock::now()).count();
        if (isCancelled())
            return stop(ErrorCode::Cancelled, {});
        if (left <= 0)
            return stop(ErrorCode::PluginTimeout, errors);
        const bool endedBefore = ended || reap(status, false);
        ended = endedBefore;
        ::poll(fds.data(), fds.size(), ended ? 0 : static_cast<int>(std::min<long long>(left, LookEvery)));
        if (out.read.get() >= 0 && !readSome(out.read, output, command.maxOutput, tooLarge))
            out.read.reset();
        if (err.read.get() >= 0 && !readSome(err.read, errors, command.maxErrors, ignored))
            err.read.reset();
        if (tooLarge)
            return stop(ErrorCode::TooLarge, "more than " + std::to_string(command.maxOutput) + " bytes");
        if (endedBefore)
            break; // what it wrote before its end has just been read
    }
    ExecOutput result;
    result.output = Secret::take(output);
    result.errors = std::move(errors);
    result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (isCancelled())
        return fail(ErrorCode::Cancelled, command.command);
    return result;
}

ExecRun::ExecRun()
    : m_impl(std::make_shared<Impl>())
{
}
ExecRun::~ExecRun() = default;

void ExecRun::cancel()
{
    const std::scoped_lock lock(m_impl->mutex);
    m_impl->cancelled = true;
    if (m_impl->pid > 0)
        ::kill(-m_impl->pid, SIGKILL);
}

std::shared_ptr<ExecRun> ExecRun::start(ExecCommand command, Done done)
{
    std::shared_ptr<ExecRun> run(new ExecRun);
    run->m_impl->command = std::move(command);
    run->m_impl->done = std::move(done);
    // Detached, because nobody may wait for it; it holds nothing but its own state and `done`.
    std::thread([impl = run->m_impl] {
        const auto finished = std::move(impl->done);
        finished(impl->run());
    }).detach();
    return run;
}

Result<ExecOutput> ExecRun::wait(ExecCommand command, const std::stop_token& stop)
{
    // The run may outlive this call by a moment, never the answer it writes to.
    const auto answer = std::make_shared<std::promise<Result<ExecOutput>>>();
    auto said = answer->get_future();
    const auto run = start(std::move(command), [answer](Result<ExecOutput> output) { answer->set_value(std::move(output)); });
    const std::stop_callback onStop(stop, [&run] { run->cancel(); });
    return said.get();
}

std::string findExecutable(const std::string& command, const std::string& path)
{
    const auto runnable = [](const std::string& file) {
        struct stat info { };
        return ::stat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(file.c_str(), X_OK) == 0;
    };
    if (command.find('/') != std::string::npos)
        return runnable(command) ? command : std::string();
    std::string_view rest = path;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(':'), rest.size());
        const std::string folder(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!folder.starts_with('/'))
            continue;
        auto file = folder + "/" + command;
        if (runnable(file))
            return file;
    }
    return {};
}

#endif

} // namespace dg::kube
