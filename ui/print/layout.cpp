// SPDX-License-Identifier: Apache-2.0
#include "layout.h"

#include "lines.h"

#include <QPainter>

#include <algorithm>

namespace dg::print {

namespace {

QString qs(const std::string& text)
{
    return QString::fromStdString(text);
}

// The light palette: paper is white.
QColor colourOf(report::Tone tone)
{
    switch (tone) {
    case report::Tone::Good:
        return {0x2b, 0x71, 0x36};
    case report::Tone::Bad:
        return {0xb3, 0x26, 0x1e};
    case report::Tone::Drift:
        return {0x8a, 0x53, 0x00};
    case report::Tone::Waiting:
        return {0x6a, 0x4f, 0xa3};
    case report::Tone::Neutral:
        return {0x54, 0x63, 0x68};
    case report::Tone::Plain:
        break;
    }
    return {0x18, 0x21, 0x24};
}
const QColor Link(0x0d, 0x66, 0x83);
const QColor HeadLine(0xbc, 0xc6, 0xc9);
const QColor Line(0xdc, 0xe2, 0xe4);

struct Letters {
    std::size_t font;
    QColor colour;
};

// A cell, cut into lines.
struct Cut {
    QStringList lines;
    Letters letters;
    bool right = false;
};
using Row = std::vector<Cut>;

class Setter {
public:
    Setter(const report::Document& document, const QSizeF& page, QPaintDevice* device, const std::stop_token& stop)
        : m_document(document)
        , m_page(page)
        , m_stop(stop)
        , m_cutter(device)
    {
        m_out.pages.emplace_back();
    }

    Layout set()
    {
        using report::Tone;
        paragraph(qs(m_document.title), letters(22, Tone::Plain, true), 0, 2);
        paragraph(qs(m_document.subtitle), letters(13, Secondary), 0, 10);
        paragraph(qs(m_document.verdict), letters(11.5, m_document.verdictTone, true), 0, 10);
        figures();
        contents();
        for (const auto& section : m_document.sections)
            this->section(section);
        nameContents();
        m_out.fonts = m_cutter.fonts();
        return std::move(m_out);
    }

private:
    static constexpr qreal Padding = 3; // of a table's cell, above and below; points
    static constexpr qreal Gutter = 10; // between columns

    Letters letters(qreal points, const QColor& colour, bool bold = false)
    {
        auto font = bodyFont(points);
        if (bold)
            font.setWeight(QFont::DemiBold);
        return {m_cutter.font(font), colour};
    }
    Letters letters(qreal points, report::Tone tone, bool bold = false) { return letters(points, colourOf(tone), bold); }
    void newPage()
    {
        m_out.pages.emplace_back();
        m_y = 0;
    }
    // Begins a page where `height` does not fit.
    void need(qreal height)
    {
        if (m_y > 0 && m_y + height > m_page.height())
            newPage();
    }
    void place(qreal x, qreal y, const QString& text, const Letters& letters)
    {
        if (!text.isEmpty())
            m_out.pages.back().texts.push_back({x, y + m_cutter.ascent(letters.font), letters.font, letters.colour, text});
    }
    void placeRight(qreal right, qreal y, const QString& text, const Letters& letters)
    {
        place(right - m_cutter.width(text, letters.font), y, text, letters);
    }
    void paragraph(const QString& text, const Letters& letters, qreal above, qreal below, qreal together = 0)
    {
        const auto height = m_cutter.lineHeight(letters.font);
        const auto lines = m_cutter.lines(text, letters.font, m_page.width());
        if (m_y > 0)
            m_y += pt(above);
        need(height * static_cast<qreal>(lines.size()) + pt(together));
        for (const auto& line : lines) {
            need(height);
            place(0, m_y, line, letters);
            m_y += height;
        }
        m_y += pt(below);
    }
    // At most six beside one another.
    void figures()
    {
        const std::size_t perRow = 6;
        const auto number = letters(16, report::Tone::Plain, true), label = letters(8.5, Secondary);
        const auto width = m_page.width() / static_cast<qreal>(perRow);
        for (std::size_t first = 0; first < m_document.figures.size(); first += perRow) {
            qsizetype most = 1;
            const auto y = m_y + m_cutter.lineHeight(number.font);
            for (std::size_t i = first; i < std::min(first + perRow, m_document.figures.size()); ++i) {
                const auto& figure = m_document.figures[i];
                const auto x = static_cast<qreal>(i - first) * width;
                place(x, m_y, QString::number(figure.value), {number.font, colourOf(figure.tone)});
                const auto lines = m_cutter.lines(qs(figure.label), label.font, width - pt(Gutter));
                for (qsizetype line = 0; line < lines.size(); ++line)
                    place(x, y + static_cast<qreal>(line) * m_cutter.lineHeight(label.font), lines[line], label);
                most = std::max(most, lines.size());
            }
            m_y = y + static_cast<qreal>(most) * m_cutter.lineHeight(label.font) + pt(6);
        }
    }
    // The pages are not known yet.
    void contents()
    {
        paragraph(qs(m_document.labels.contents), letters(12, report::Tone::Plain, true), 10, 2);
        const auto entry = letters(10, Link);
        const auto height = m_cutter.lineHeight(entry.font) + pt(4);
        for (const auto& section : m_document.sections) {
            place(0, m_y + pt(2), qs(section.title), entry);
            m_out.contents.emplace_back(0, m_y, m_page.width(), height);
            m_y += height;
        }
    }
    void nameContents()
    {
        const auto number = letters(10, Secondary);
        for (std::size_t i = 0; i < m_out.contents.size(); ++i) {
            const auto text = QString::number(m_out.sections[i].page + 1);
            const auto& entry = m_out.contents[i];
            m_out.pages.front().texts.push_back({entry.right() - m_cutter.width(text, number.font),
                entry.top() + pt(2) + m_cutter.ascent(number.font), number.font, number.colour, text});
        }
    }
    void section(const report::Section& section)
    {
        const auto title = letters(14, report::Tone::Plain, true);
        const qreal above = 18, together = 44; // with the first lines below it
        if (m_y > 0 && m_y + pt(above + together) + m_cutter.lineHeight(title.font) > m_page.height())
            newPage();
        if (m_y > 0)
            m_y += pt(above);
        m_out.sections.push_back({m_out.pages.size() - 1, m_y});
        paragraph(qs(section.title), title, 0, 4);
        for (const auto& text : section.paragraphs)
            paragraph(qs(text), letters(9.5, report::Tone::Plain), 0, 4);
        facts(section.facts);
        if (section.table && !section.table->rows.empty())
            table(*section.table);
    }
    void facts(const std::vector<std::pair<std::string, std::string>>& facts)
    {
        const auto name = letters(9, Secondary), value = letters(9, report::Tone::Plain);
        const std::vector<qreal> columns{0, m_page.width() / 5, m_page.width()};
        for (const auto& [left, right] : facts)
            row({cut(left, name, columns, 0, false), cut(right, value, columns, 1, false)}, columns, {}, 1.5);
    }

    [[nodiscard]] Cut cut(
        const std::string& text, const Letters& letters, const std::vector<qreal>& columns, std::size_t column, bool right) const
    {
        const bool last = column + 2 == columns.size();
        const auto width = columns[column + 1] - columns[column] - (last ? 0 : pt(Gutter));
        return {m_cutter.lines(qs(text), letters.font, width), letters, right};
    }
    [[nodiscard]] qreal heightOf(const Row& row, qreal padding) const
    {
        qreal most = 0;
        for (const auto& cell : row)
            most = std::max(most, static_cast<qreal>(cell.lines.size()) * m_cutter.lineHeight(cell.letters.font));
        return most + 2 * pt(padding);
    }
    void paintRow(const Row& row, const std::vector<qreal>& columns, qreal padding)
    {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto& cell = row[i];
            auto y = m_y + pt(padding);
            for (const auto& line : cell.lines) {
                if (cell.right)
                    placeRight(columns[i + 1] - pt(Gutter) * 2, y, line, cell.letters);
                else
                    place(columns[i], y, line, cell.letters);
                y += m_cutter.lineHeight(cell.letters.font);
            }
        }
        m_y += heightOf(row, padding);
    }
    void rule(const QColor& colour, qreal points) { m_out.pages.back().rules.push_back({0, m_y, m_page.width(), pt(points), colour}); }
    // Whole on one page, with `head` at its top; what is higher than a page goes on where it must.
    void row(Row row, const std::vector<qreal>& columns, const Row& head, qreal padding)
    {
        const auto begin = [&] {
            newPage();
            if (!head.empty())
                header(head, columns);
        };
        if (m_y > 0 && m_y + heightOf(row, padding) > m_page.height())
            begin();
        while (m_y + heightOf(row, padding) > m_page.height()) {
            const auto part = takeFitting(row, m_page.height() - m_y - 2 * pt(padding));
            paintRow(part, columns, padding);
            begin();
        }
        paintRow(row, columns, padding);
    }
    // The first lines of each cell, as many as fit; at least one.
    [[nodiscard]] Row takeFitting(Row& row, qreal height) const
    {
        auto part = row;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto fit = std::max<qsizetype>(1, static_cast<qsizetype>(height / m_cutter.lineHeight(row[i].letters.font)));
            part[i].lines = row[i].lines.mid(0, fit);
            row[i].lines = row[i].lines.mid(fit);
        }
        return part;
    }
    void header(const Row& head, const std::vector<qreal>& columns)
    {
        paintRow(head, columns, Padding);
        rule(HeadLine, 1);
    }
    void table(const report::Table& table)
    {
        std::vector<qreal> columns{0};
        int all = 0, sum = 0;
        for (const int weight : table.weights)
            all += weight;
        for (const int weight : table.weights)
            columns.push_back(m_page.width() * (sum += weight) / std::max(all, 1));
        const auto title = letters(8.5, Secondary, true);
        Row head;
        for (std::size_t i = 0; i < table.header.size(); ++i)
            head.push_back(cut(table.header[i], title, columns, i, table.isNumber(i)));
        const auto plain = letters(8.5, report::Tone::Plain), strong = letters(8.5, report::Tone::Plain, true);
        const auto cells = [&](const std::vector<report::Cell>& of) {
            Row row;
            for (std::size_t i = 0; i < of.size(); ++i) {
                const bool bold = of[i].tone != report::Tone::Plain && of[i].tone != report::Tone::Neutral;
                row.push_back(cut(of[i].text, {(bold ? strong : plain).font, colourOf(of[i].tone)}, columns, i, table.isNumber(i)));
            }
            return row;
        };
        auto first = cells(table.rows.front());
        need(heightOf(head, Padding) + heightOf(first, Padding)); // no header alone at a page's end
        header(head, columns);
        for (std::size_t i = 0; i < table.rows.size() && !m_stop.stop_requested(); ++i) {
            row(i == 0 ? std::move(first) : cells(table.rows[i]), columns, head, Padding);
            rule(Line, 0.5);
        }
        m_y += pt(4);
    }

    const report::Document& m_document;
    QSizeF m_page;
    std::stop_token m_stop;
    LineCutter m_cutter;
    Layout m_out;
    qreal m_y = 0;
};

} // namespace

// Without kerning and ligatures: widths can be added up, and PDF needs no positions within a line.
QFont bodyFont(qreal points)
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK JP"),
        QStringLiteral("DejaVu Sans"), QStringLiteral("sans-serif")});
    font.setPointSizeF(points);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setKerning(false);
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

Layout layOut(const report::Document& document, const QSizeF& page, QPaintDevice* device, const std::stop_token& stop)
{
    return Setter(document, page, device, stop).set();
}

void paintPage(QPainter& painter, const Layout& layout, std::size_t page)
{
    const auto& laid = layout.pages[page];
    for (const auto& rule : laid.rules)
        painter.fillRect(QRectF(rule.x, rule.y, rule.width, rule.thickness), rule.colour);
    auto font = layout.fonts.size();
    for (const auto& text : laid.texts) {
        if (text.font != font)
            painter.setFont(layout.fonts[font = text.font]);
        if (painter.pen().color() != text.colour)
            painter.setPen(text.colour);
        painter.drawText(QPointF(text.x, text.baseline), text.text);
    }
}

} // namespace dg::print
