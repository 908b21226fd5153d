// SPDX-License-Identifier: Apache-2.0
// What a terminal needs: columns that fit its width, colours where they are wanted.
#pragma once

#include "cli/cli.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace dg::cli {

enum class Colour : unsigned char { None, Green, Blue, Red, Yellow, Grey };

// Colours only on a terminal and without NO_COLOR (no-color.org) or TERM=dumb.
[[nodiscard]] bool wantsColour(const Streams& streams, const Environment& environment);

// Lines of columns: all but the last as wide as their widest cell, the last cut at the terminal's edge.
class Table {
public:
    Table(QStringList header, int width, bool colour)
        : m_header(std::move(header))
        , m_width(width)
        , m_colour(colour)
    {
    }
    // `coloured`: the column that takes the colour.
    void add(QStringList cells, Colour colour = Colour::None, int coloured = 0);
    void print(const std::function<void(std::string_view)>& out) const;

private:
    struct Line {
        QStringList cells;
        Colour colour;
        int coloured;
    };
    [[nodiscard]] QString format(const Line& line, const std::vector<int>& widths) const;
    QStringList m_header;
    std::vector<Line> m_lines;
    int m_width;
    bool m_colour;
};

// Columns that a text takes (East Asian wide characters take two).
[[nodiscard]] int displayWidth(const QString& text);
void printLine(const std::function<void(std::string_view)>& sink, const QString& text);

} // namespace dg::cli
