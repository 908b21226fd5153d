// SPDX-License-Identifier: Apache-2.0
#include "json/stream.h"

#include "brace_scanner.h"
#include "json/json.h"

#include <cstring>

namespace dg::json {
namespace {

constexpr std::size_t KeptCapacity = 1u << 20; // a rare giant line does not keep its memory

std::string_view trimmed(std::string_view line)
{
    while (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return line;
}

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// One whole JSON object and nothing behind it.
bool isWholeObject(std::string_view line)
{
    const auto first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos || line[first] != '{')
        return false;
    line.remove_prefix(first);
    BraceScanner scanner;
    scanner.begin();
    const auto end = scanner.feed(line);
    return end != BraceScanner::NotYet && isBlank(line.substr(end));
}

void handOutPadded(std::string& buffer, const LineFramer::OnLine& onLine)
{
    const std::size_t size = buffer.size();
    buffer.append(Padding, '\0');
    onLine(trimmed(std::string_view(buffer.data(), size)));
}

void clearBounded(std::string& buffer)
{
    if (buffer.capacity() > KeptCapacity)
        std::string().swap(buffer);
    else
        buffer.clear();
}

} // namespace

Status LineFramer::feed(std::string_view bytes, const OnLine& onLine)
{
    if (m_spent)
        return fail(ErrorCode::TooLarge, {}, "line longer than " + std::to_string(m_max) + " bytes");
    while (!bytes.empty()) {
        const void* found = std::memchr(bytes.data(), '\n', bytes.size());
        const std::size_t length = found ? static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data()) : bytes.size();
        if (m_rest.size() + length > m_max) {
            m_spent = true;
            std::string().swap(m_rest);
            return fail(ErrorCode::TooLarge, {}, "line longer than " + std::to_string(m_max) + " bytes");
        }
        if (!found) {
            m_rest.append(bytes);
            return {};
        }
        const std::string_view line = bytes.substr(0, length);
        bytes.remove_prefix(length + 1);
        if (m_rest.empty() && bytes.size() >= Padding) {
            if (!isBlank(line))
                onLine(trimmed(line));
            continue;
        }
        m_rest.append(line);
        if (!isBlank(m_rest))
            handOutPadded(m_rest, onLine);
        clearBounded(m_rest);
    }
    return {};
}

void LineFramer::finish(const OnLine& onLine)
{
    if (isWholeObject(trimmed(m_rest)))
        handOutPadded(m_rest, onLine);
    clearBounded(m_rest);
}

bool LineFramer::holdsText() const
{
    return !isBlank(m_rest);
}

void LineFramer::reset()
{
    clearBounded(m_rest);
    m_spent = false;
}

} // namespace dg::json
