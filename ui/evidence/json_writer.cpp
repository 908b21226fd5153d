// SPDX-License-Identifier: Apache-2.0
#include "evidence/json_writer.h"

#include <QString>

#include <array>
#include <cstdio>

namespace dg::evidence {

namespace {

constexpr std::size_t FlushAt = 64u << 10;

// Both look at every character without a way out, which compilers turn into vector code: twelve megabytes come by here.
bool isAscii(std::string_view text)
{
    unsigned char all = 0;
    for (const char c : text)
        all = static_cast<unsigned char>(all | static_cast<unsigned char>(c));
    return all < 0x80;
}

bool isAllPlain(std::string_view text)
{
    unsigned char odd = 0;
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        odd = static_cast<unsigned char>(odd | (u < 0x20) | (u == '"') | (u == '\\') | (u == 0x7f));
    }
    return odd == 0;
}

bool isPlain(char c)
{
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

// Runs of plain characters go over whole: nearly everything is one run.
void escapeInto(std::string& out, std::string_view text)
{
    if (isAllPlain(text)) {
        out.append(text);
        return;
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isPlain(c))
            continue;
        out.append(text, begin, i - begin);
        begin = i + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default: {
            std::array<char, 8> code{};
            std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
            out += code.data();
        }
        }
    }
    out.append(text, begin);
}

} // namespace

void JsonWriter::separate()
{
    if (!m_first && !m_afterKey)
        m_buffer.push_back(',');
    m_first = false;
    m_afterKey = false;
    if (m_buffer.size() > FlushAt)
        flush();
}

JsonWriter& JsonWriter::open(char bracket)
{
    separate();
    m_buffer.push_back(bracket);
    m_first = true;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket)
{
    m_buffer.push_back(bracket);
    m_first = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    separate();
    m_buffer.push_back('"');
    escapeInto(m_buffer, name);
    m_buffer += "\":";
    m_afterKey = true;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view value)
{
    separate();
    m_buffer.push_back('"');
    if (isAscii(value)) {
        escapeInto(m_buffer, value);
    } else { // what is not UTF-8 (a path, say) becomes U+FFFD
        const auto utf8 = QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())).toStdString();
        escapeInto(m_buffer, utf8);
    }
    m_buffer.push_back('"');
    return *this;
}

JsonWriter& JsonWriter::number(long long value)
{
    return raw(std::to_string(value));
}
JsonWriter& JsonWriter::flag(bool value)
{
    return raw(value ? "true" : "false");
}
JsonWriter& JsonWriter::null()
{
    return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view text)
{
    separate();
    m_buffer += text;
    return *this;
}

JsonWriter& JsonWriter::written(std::string_view values)
{
    separate();
    flush();
    m_sink(values); // as they are: they are many
    return *this;
}

JsonWriter& JsonWriter::line()
{
    m_buffer.push_back('\n');
    return *this;
}

void JsonWriter::flush()
{
    if (!m_buffer.empty())
        m_sink(m_buffer);
    m_buffer.clear();
}

} // namespace dg::evidence
