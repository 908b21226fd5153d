// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"
#include "base/clock.h"

#include <array>
#include <cctype>
#include <system_error>
#ifndef _WIN32
#include <sys/stat.h>
#endif

namespace dg {

namespace {

constexpr long RotateAt = 2 * 1024 * 1024;
constexpr std::string_view Hidden = "<redacted>";

bool isTokenChar(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' || c == '+' || c == '/' || c == '=' || c == '~'
        || c == '%';
}

bool startsWithNoCase(std::string_view text, std::string_view prefix)
{
    if (text.size() < prefix.size())
        return false;
    for (std::size_t i = 0; i < prefix.size(); ++i) {
        if (std::tolower(static_cast<unsigned char>(text[i])) != prefix[i])
            return false;
    }
    return true;
}

std::size_t tokenLength(std::string_view text, std::size_t from)
{
    std::size_t end = from;
    while (end < text.size() && isTokenChar(text[end]))
        ++end;
    return end - from;
}

// Header-like and parameter-like introductions: what follows, up to the end of the line or of the token, is secret.
struct Introduction {
    std::string_view text;
    bool wholeLine;
};
constexpr std::array<Introduction, 10> Introductions{{
    {"authorization:", true},
    {"private-token:", true},
    {"job-token:", true},
    {"deploy-token:", true},
    {"cookie:", true},
    {"bearer ", false},
    {"private_token=", false},
    {"access_token=", false},
    {"token=", false},
    {"password=", false},
}};
// Prefixes of GitLab's tokens (GitLab documentation, "Token prefixes") and of JWTs.
constexpr std::array<std::string_view, 13> Prefixes{
    {"glpat-", "gldt-", "glcbt-", "glptt-", "glft-", "glagent-", "glsoat-", "glrt-", "gloas-", "glimt-", "glffct-", "glwt-", "eyj"}};

} // namespace

std::string redact(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    std::size_t i = 0;
    while (i < text.size()) {
        const auto rest = text.substr(i);
        const bool atWord = i == 0 || !std::isalnum(static_cast<unsigned char>(text[i - 1]));
        bool done = false;
        // The path of a Receiver is its secret: whoever knows it may call it (fluxcd.io, Receivers).
        constexpr std::string_view hook = "/hook/";
        if (rest.starts_with(hook) && tokenLength(rest, hook.size()) >= 32) {
            out.append(hook).append(Hidden);
            i += hook.size() + tokenLength(rest, hook.size());
            continue;
        }
        if (atWord) {
            for (const auto& intro : Introductions) {
                if (!startsWithNoCase(rest, intro.text))
                    continue;
                out.append(rest.substr(0, intro.text.size()));
                i += intro.text.size();
                if (intro.wholeLine) {
                    const auto end = text.find_first_of("\r\n", i);
                    out.append(" ").append(Hidden);
                    i = end == std::string_view::npos ? text.size() : end;
                } else {
                    std::size_t end = i;
                    while (end < text.size() && (isTokenChar(text[end]) || text[end] == ':'))
                        ++end;
                    out.append(Hidden);
                    i = end;
                }
                done = true;
                break;
            }
            if (done)
                continue;
            if (startsWithNoCase(rest, "pat:") || startsWithNoCase(rest, "ci:")) { // pat:<agent id>:<token>
                const auto colon = rest.find(':');
                auto end = colon + 1;
                while (end < rest.size() && std::isdigit(static_cast<unsigned char>(rest[end])))
                    ++end;
                if (end > colon + 1 && end < rest.size() && rest[end] == ':' && tokenLength(rest, end + 1) > 0) {
                    out.append(rest.substr(0, end + 1)).append(Hidden);
                    i += end + 1 + tokenLength(rest, end + 1);
                    continue;
                }
            }
            for (const auto prefix : Prefixes) {
                if (startsWithNoCase(rest, prefix) && tokenLength(rest, 0) >= prefix.size() + 6) {
                    out.append(Hidden);
                    i += tokenLength(rest, 0);
                    done = true;
                    break;
                }
            }
            if (done)
                continue;
        }
        if (rest.starts_with("://")) { // user:password@host
            const auto end = rest.find_first_of("/ \t\r\n\"'", 3);
            const auto authority = rest.substr(3, end == std::string_view::npos ? std::string_view::npos : end - 3);
            const auto at = authority.rfind('@');
            if (at != std::string_view::npos) {
                out.append("://").append(Hidden).append("@");
                i += 3 + at + 1;
                continue;
            }
        }
        out.push_back(text[i++]);
    }
    return out;
}

Logger::Logger(std::filesystem::path file, LogLevel level)
    : m_path(std::move(file))
    , m_level(level)
{
    if (level == LogLevel::Off)
        return;
    std::error_code error;
    std::filesystem::create_directories(m_path.parent_path(), error);
    m_file = std::fopen(m_path.string().c_str(), "ab");
    if (m_file) {
        std::fseek(m_file, 0, SEEK_END);
        m_size = std::ftell(m_file);
#ifndef _WIN32
        fchmod(fileno(m_file), S_IRUSR | S_IWUSR);
#endif
    }
}

Logger::~Logger()
{
    if (m_file)
        std::fclose(m_file);
}

void Logger::log(LogLevel level, std::string_view part, std::string_view message)
{
    if (!m_file || level < m_level)
        return;
    static constexpr std::array<const char*, 5> words{"debug", "info", "warning", "error", "off"};
    std::string line = toRfc3339Nano(SystemClock().wall()) + " " + words[static_cast<std::size_t>(level)] + " ";
    line.append(part).append(": ").append(redact(message));
    for (auto& c : line) { // one entry, one line; no terminal escapes from the cluster
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = ' ';
    }
    line.push_back('\n');
    const std::scoped_lock lock(m_mutex);
    if (m_size > RotateAt)
        rotate();
    if (!m_file)
        return;
    std::fwrite(line.data(), 1, line.size(), m_file);
    std::fflush(m_file);
    m_size += static_cast<long>(line.size());
}

void Logger::rotate()
{
    std::fclose(m_file);
    std::error_code error;
    const auto name = m_path.string();
    std::filesystem::rename(name + ".1", name + ".2", error);
    std::filesystem::rename(name, name + ".1", error);
    m_file = std::fopen(name.c_str(), "ab");
    m_size = 0;
#ifndef _WIN32
    if (m_file)
        fchmod(fileno(m_file), S_IRUSR | S_IWUSR);
#endif
}

} // namespace dg
