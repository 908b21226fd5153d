// SPDX-License-Identifier: Apache-2.0
// This process's streams, environment and signals.
#include "cli/cli.h"

#include <QCoreApplication>
#include <vector>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#ifdef _WIN32
#include <io.h>
#else
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#endif

namespace dg::cli {

namespace {

#ifdef _WIN32

Streams processStreams()
{
    Streams streams;
    streams.out = [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); };
    streams.err = [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); };
    streams.outIsTerminal = _isatty(_fileno(stdout)) != 0;
    streams.errIsTerminal = _isatty(_fileno(stderr)) != 0;
    streams.width = streams.outIsTerminal ? 80 : 0;
    return streams;
}

class Interruption {
public:
    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
};

#else

// A reader that has gone (`| head`) is not an error: what follows is dropped, quietly.
std::function<void(std::string_view)> writer(int fd)
{
    struct State {
        std::mutex mutex;
        bool gone = false;
    };
    return [fd, state = std::make_shared<State>()](std::string_view text) {
        const std::scoped_lock lock(state->mutex);
        while (!text.empty() && !state->gone) {
            const auto written = ::write(fd, text.data(), text.size());
            if (written >= 0)
                text.remove_prefix(static_cast<std::size_t>(written));
            else if (errno != EINTR)
                state->gone = true;
        }
    };
}

std::string readLine(int fd)
{
    std::string line;
    char c = 0;
    while (line.size() < 4096) {
        const auto count = ::read(fd, &c, 1);
        if (count < 0)
            return {}; // also after Ctrl+C: no answer
        if (count == 0 || c == '\n')
            break;
        line.push_back(c);
    }
    return line;
}

std::optional<Secret> readSecret(const QString& prompt)
{
    const int tty = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (tty < 0)
        return std::nullopt;
    const auto text = prompt.toStdString();
    (void)!::write(tty, text.data(), text.size());
    termios before{};
    const bool known = ::tcgetattr(tty, &before) == 0;
    auto silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (known)
        ::tcsetattr(tty, TCSAFLUSH, &silent);
    auto line = readLine(tty);
    if (known)
        ::tcsetattr(tty, TCSAFLUSH, &before);
    (void)!::write(tty, "\n", 1);
    ::close(tty);
    return Secret::take(line);
}

bool confirm(const QString& question)
{
    const int tty = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (tty < 0)
        return false;
    const auto text = question.toStdString() + " [y/N] ";
    (void)!::write(tty, text.data(), text.size());
    const auto answer = readLine(tty);
    ::close(tty);
    return answer == "y" || answer == "Y" || answer == "yes";
}

Streams processStreams()
{
    Streams streams;
    streams.out = writer(STDOUT_FILENO);
    streams.err = writer(STDERR_FILENO);
    streams.outIsTerminal = ::isatty(STDOUT_FILENO) != 0;
    streams.errIsTerminal = ::isatty(STDERR_FILENO) != 0;
    if (streams.outIsTerminal) {
        winsize size{};
        bool ok = false;
        const int columns = qEnvironmentVariableIntValue("COLUMNS", &ok);
        streams.width = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : ok && columns > 0 ? columns : 80;
    }
    if (::isatty(STDIN_FILENO) != 0 && streams.errIsTerminal) {
        streams.readSecret = &readSecret;
        streams.confirm = &confirm;
    }
    return streams;
}

int interruptPipe = -1; // the write end; a signal handler reaches nothing else

void onInterrupt(int)
{
    static volatile std::sig_atomic_t before = 0;
    if (before)
        ::_exit(ExitInterrupted); // asked twice
    before = 1;
    const char byte = 0;
    (void)!::write(interruptPipe, &byte, 1);
}

// Turns SIGINT and SIGTERM into a stop request, on a thread that waits for them.
class Interruption {
public:
    Interruption()
    {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0)
            return;
        m_read = ends[0];
        interruptPipe = ends[1];
        ::fcntl(ends[0], F_SETFD, FD_CLOEXEC);
        ::fcntl(ends[1], F_SETFD, FD_CLOEXEC);
        struct sigaction action { };
        action.sa_handler = &onInterrupt;
        sigemptyset(&action.sa_mask);
        action.sa_flags = 0; // a question at the terminal ends too
        ::sigaction(SIGINT, &action, nullptr);
        ::sigaction(SIGTERM, &action, nullptr);
        m_thread = std::thread([this] {
            char byte = 1;
            while (::read(m_read, &byte, 1) < 0 && errno == EINTR) { }
            if (byte == 0)
                m_source.request_stop();
        });
    }
    ~Interruption()
    {
        if (!m_thread.joinable())
            return;
        ::signal(SIGINT, SIG_DFL);
        ::signal(SIGTERM, SIG_DFL);
        const char byte = 1; // an ordinary end
        (void)!::write(interruptPipe, &byte, 1);
        m_thread.join();
        ::close(interruptPipe);
        ::close(m_read);
    }
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    int m_read = -1;
    std::stop_source m_source;
    std::thread m_thread;
};

#endif

} // namespace

int runHere(const QStringList& arguments, const report::PdfPrinter& printPdf)
{
#ifndef _WIN32
    ::signal(SIGPIPE, SIG_IGN);
#endif
    Interruption interruption;
    auto streams = processStreams();
    const SystemClock clock;
    Environment environment;
    environment.variable = [](const char* name) { return qEnvironmentVariable(name); };
    environment.clock = &clock;
    environment.printPdf = printPdf;
    environment.stop = interruption.token();
    environment.keep = [](std::shared_ptr<void> used) { // reachable to the end, so that no leak is reported
        static auto* const kept = new std::vector<std::shared_ptr<void>>;
        kept->push_back(std::move(used));
    };
    const int exit = run(arguments, streams, environment);
    return environment.stop.stop_requested() ? ExitInterrupted : exit;
}

} // namespace dg::cli
