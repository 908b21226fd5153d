// SPDX-License-Identifier: Apache-2.0
#include "report/writers.h"

#include <QCryptographicHash>
#include <QString>

#include <algorithm>

namespace dg::report {

namespace {

// What is not UTF-8 becomes U+FFFD, and so do the two code points that XML 1.0 forbids (section 2.2).
std::string validText(std::string_view text)
{
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return std::string(text);
    auto utf16 = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (auto& c : utf16) {
        if (c.unicode() >= 0xFFFE)
            c = QChar::ReplacementCharacter;
    }
    return utf16.toStdString();
}

// A spreadsheet reads these as the beginning of a formula, the full-width forms too; a tab or a line's end may hide one.
bool looksLikeFormula(std::string_view cell)
{
    if (cell.empty())
        return false;
    if (std::string_view("=+-@\t\r\n").find(cell.front()) != std::string_view::npos)
        return true;
    return cell.starts_with("\uFF1D") || cell.starts_with("\uFF0B") || cell.starts_with("\uFF0D") || cell.starts_with("\uFF20");
}

} // namespace

std::string xmlText(std::string_view text)
{
    std::string out;
    for (const char c : validText(text)) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += static_cast<unsigned char>(c) >= 0x20 && c != 0x7f ? c : ' ';
        }
    }
    return out;
}

std::string markdownText(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_{}[]<>()#+!|~@&$:").find(c) != std::string_view::npos)
            out += '\\';
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out;
}

std::string csvRecord(const std::vector<std::string>& cells)
{
    std::string out;
    for (const auto& cell : cells) {
        if (!out.empty() || &cell != &cells.front())
            out += ',';
        const auto text = (looksLikeFormula(cell) ? "'" : "") + cell;
        if (text.find_first_of(",\"\r\n") == std::string::npos) {
            out += text;
            continue;
        }
        out += '"';
        for (const char c : text) {
            if (c == '"')
                out += '"';
            out += c;
        }
        out += '"';
    }
    return out + "\r\n";
}

std::string sha256(std::string_view bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return hash.result().toHex().toStdString();
}

std::string fileNamePart(std::string_view name)
{
    std::string out;
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (plain && !(out.empty() && c == '.'))
            out += c;
        else if (!out.ends_with('-'))
            out += '-';
    }
    out.resize(std::min<std::size_t>(out.size(), 100));
    return out.empty() ? "cluster" : out;
}

} // namespace dg::report
