// SPDX-License-Identifier: Apache-2.0
#include "console.h"

#include <algorithm>

namespace dg::cli {

namespace {

const char* code(Colour colour)
{
    switch (colour) {
    case Colour::Green:
        return "\x1b[32m";
    case Colour::Blue:
        return "\x1b[34m";
    case Colour::Red:
        return "\x1b[31m";
    case Colour::Yellow:
        return "\x1b[33m";
    case Colour::Grey:
        return "\x1b[90m";
    case Colour::None:
        return "";
    }
    return "";
}

// Unicode's East Asian Width W and F, as blocks (TR 11); marks that combine take no room.
int charWidth(char32_t c)
{
    const auto category = QChar::category(c);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || category == QChar::Other_Format)
        return 0;
    const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0x303e) || (c >= 0x3041 && c <= 0xa4cf)
        || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
}

QString cut(const QString& text, int width)
{
    if (displayWidth(text) <= width)
        return text;
    QString out;
    int used = 0;
    const auto points = text.toUcs4();
    for (const auto point : points) {
        const int w = charWidth(point);
        if (used + w > width - 1)
            break;
        out += QString::fromUcs4(reinterpret_cast<const char32_t*>(&point), 1);
        used += w;
    }
    return out + QChar(0x2026);
}

} // namespace

bool wantsColour(const Streams& streams, const Environment& environment)
{
    return streams.outIsTerminal && environment.variable("NO_COLOR").isEmpty() && environment.variable("TERM") != QLatin1String("dumb");
}

int displayWidth(const QString& text)
{
    int width = 0;
    const auto points = text.toUcs4();
    for (const auto point : points)
        width += charWidth(point);
    return width;
}

void printLine(const std::function<void(std::string_view)>& sink, const QString& text)
{
    sink(text.toStdString() + "\n");
}

void Table::add(QStringList cells, Colour colour, int coloured)
{
    m_lines.push_back({std::move(cells), colour, coloured});
}

QString Table::format(const Line& line, const std::vector<int>& widths) const
{
    QString out;
    int used = 0;
    for (int i = 0; i < line.cells.size(); ++i) {
        const bool last = i + 1 == line.cells.size();
        auto cell = line.cells[i];
        if (last && m_width > 0)
            cell = cut(cell, std::max(10, m_width - used));
        const int padding = last ? 0 : widths[static_cast<std::size_t>(i)] - displayWidth(cell) + 2;
        used += displayWidth(cell) + padding;
        if (m_colour && line.colour != Colour::None && i == line.coloured)
            cell = QLatin1String(code(line.colour)) + cell + QLatin1String("\x1b[0m");
        out += cell + QString(padding, QLatin1Char(' '));
    }
    while (out.endsWith(QLatin1Char(' ')))
        out.chop(1);
    return out;
}

void Table::print(const std::function<void(std::string_view)>& out) const
{
    std::vector<int> widths(static_cast<std::size_t>(m_header.size()), 0);
    const auto measure = [&widths](const QStringList& cells) {
        for (int i = 0; i < cells.size(); ++i)
            widths[static_cast<std::size_t>(i)] = std::max(widths[static_cast<std::size_t>(i)], displayWidth(cells[i]));
    };
    measure(m_header);
    for (const auto& line : m_lines)
        measure(line.cells);
    printLine(out, format({m_header, Colour::None, 0}, widths));
    for (const auto& line : m_lines)
        printLine(out, format(line, widths));
}

} // namespace dg::cli
