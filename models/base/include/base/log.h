// SPDX-License-Identifier: Apache-2.0
// The log: one sink, redacted, rotating (2 MB, three files). Thread-safe. A Logger is passed in; a null Logger logs nothing.
#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace dg {

enum class LogLevel : unsigned char { Debug, Info, Warning, Error, Off };

// Replaces what could be a credential by "<redacted>": Authorization and PRIVATE-TOKEN headers, glpat- and other
// GitLab prefixes, pat:<id>:<token> and ci:<id>:<token>, JWTs, URL passwords and token= parameters.
[[nodiscard]] std::string redact(std::string_view text);

class Logger {
public:
    Logger() = default; // logs nothing
    Logger(std::filesystem::path file, LogLevel level); // a file
    ~Logger();
    Logger(const Logger&) = delete;
    Logger& operator=(const Logger&) = delete;
    void log(LogLevel level, std::string_view part, std::string_view message);
    void debug(std::string_view part, std::string_view message) { log(LogLevel::Debug, part, message); }
    void info(std::string_view part, std::string_view message) { log(LogLevel::Info, part, message); }
    void warning(std::string_view part, std::string_view message) { log(LogLevel::Warning, part, message); }
    void error(std::string_view part, std::string_view message) { log(LogLevel::Error, part, message); }
    [[nodiscard]] LogLevel level() const { return m_level; }

private:
    void rotate();
    std::mutex m_mutex;
    std::filesystem::path m_path;
    std::FILE* m_file = nullptr;
    long m_size = 0;
    LogLevel m_level = LogLevel::Off;
};

} // namespace dg
