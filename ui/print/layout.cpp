// SPDX-License-Identifier: Apache-2.0
#include "layout.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextTable>

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

QTextCharFormat letters(qreal points, const QColor& colour, bool bold = false)
{
    QTextCharFormat format;
    format.setFont(bodyFont(points));
    format.setForeground(colour);
    if (bold)
        format.setFontWeight(QFont::DemiBold);
    return format;
}

// Qt's layout takes margins, padding and borders in pixels of 96 to the inch and scales them to the device.
qreal units(qreal points)
{
    return points * 96 / 72;
}

class Writer {
public:
    Writer(const report::Document& document, QTextDocument& text, const std::vector<int>& pages)
        : m_document(document)
        , m_cursor(&text)
        , m_pages(pages)
    {
    }

    // One edit: laid out once at the end, not after each cell.
    void write()
    {
        m_cursor.beginEditBlock();
        paragraph(qs(m_document.title), letters(22, colourOf(report::Tone::Plain), true), 0, 2);
        paragraph(qs(m_document.subtitle), letters(13, Secondary), 0, 10);
        paragraph(qs(m_document.verdict), letters(11.5, colourOf(m_document.verdictTone), true), 0, 10);
        figures();
        contents();
        for (const auto& section : m_document.sections)
            this->section(section);
        m_cursor.endEditBlock();
    }
    std::vector<int> sectionBlocks; // block numbers of the headings
    std::vector<QTextTableCell> contentsCells;

private:
    void paragraph(const QString& text, const QTextCharFormat& format, qreal above, qreal below, bool keepWithNext = false)
    {
        QTextBlockFormat block;
        block.setTopMargin(units(above));
        block.setBottomMargin(units(below));
        if (keepWithNext)
            block.setPageBreakPolicy(QTextFormat::PageBreak_Auto);
        if (m_fresh)
            m_cursor.setBlockFormat(block);
        else
            m_cursor.insertBlock(block);
        m_fresh = false;
        m_cursor.insertText(text, format);
    }
    QTextTable* table(int rows, const std::vector<int>& weights, bool lines)
    {
        QTextTableFormat format;
        format.setCellPadding(units(lines ? 3 : 2));
        format.setCellSpacing(0);
        format.setBorder(0);
        format.setBorderCollapse(true);
        format.setTopMargin(units(2));
        format.setBottomMargin(units(4));
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        int all = 0;
        for (const int weight : weights)
            all += weight;
        QVector<QTextLength> columns;
        for (const int weight : weights)
            columns.push_back(QTextLength(QTextLength::PercentageLength, 100.0 * weight / std::max(all, 1)));
        format.setColumnWidthConstraints(columns);
        if (lines)
            format.setHeaderRowCount(1);
        auto* made = m_cursor.insertTable(rows, static_cast<int>(weights.size()), format);
        return made;
    }
    static void fill(QTextTable* table, int row, int column, const QString& text, const QTextCharFormat& format)
    {
        auto cell = table->cellAt(row, column);
        cell.firstCursorPosition().insertText(text, format);
    }
    static void underline(QTextTable* table, int row, const QColor& colour, qreal points)
    {
        for (int column = 0; column < table->columns(); ++column) {
            auto cell = table->cellAt(row, column);
            auto format = cell.format().toTableCellFormat();
            format.setBottomBorder(units(points));
            format.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBottomBorderBrush(colour);
            cell.setFormat(format);
        }
    }
    void afterTable() { m_cursor.movePosition(QTextCursor::End); }
    void figures()
    {
        if (m_document.figures.empty())
            return;
        // At most six beside one another.
        const int perRow = 6, count = static_cast<int>(m_document.figures.size());
        auto* grid = table((count + perRow - 1) / perRow, std::vector<int>(perRow, 1), false);
        for (int i = 0; i < count; ++i) {
            const auto& figure = m_document.figures[static_cast<std::size_t>(i)];
            auto at = grid->cellAt(i / perRow, i % perRow).firstCursorPosition();
            at.insertText(QString::number(figure.value), letters(16, colourOf(figure.tone), true));
            at.insertBlock();
            at.insertText(qs(figure.label), letters(8.5, Secondary));
        }
        afterTable();
    }
    void contents()
    {
        paragraph(qs(m_document.labels.contents), letters(12, colourOf(report::Tone::Plain), true), 10, 2);
        auto* list = table(static_cast<int>(m_document.sections.size()), {12, 1}, false);
        for (std::size_t i = 0; i < m_document.sections.size(); ++i) {
            const int row = static_cast<int>(i);
            fill(list, row, 0, qs(m_document.sections[i].title), letters(10, Link));
            auto number = list->cellAt(row, 1).firstCursorPosition();
            auto right = number.blockFormat();
            right.setAlignment(Qt::AlignRight);
            number.setBlockFormat(right);
            number.insertText(i < m_pages.size() ? QString::number(m_pages[i]) : QStringLiteral("0"), letters(10, Secondary));
            contentsCells.push_back(list->cellAt(row, 0));
        }
        afterTable();
    }
    void section(const report::Section& section)
    {
        paragraph(qs(section.title), letters(14, colourOf(report::Tone::Plain), true), 16, 4, true);
        sectionBlocks.push_back(m_cursor.block().blockNumber());
        for (const auto& text : section.paragraphs)
            paragraph(qs(text), letters(9.5, colourOf(report::Tone::Plain)), 0, 4);
        if (!section.facts.empty())
            facts(section.facts);
        if (section.table && !section.table->rows.empty())
            rows(*section.table);
    }
    void facts(const std::vector<std::pair<std::string, std::string>>& facts)
    {
        auto* list = table(static_cast<int>(facts.size()), {1, 4}, false);
        int row = 0;
        for (const auto& [name, value] : facts) {
            fill(list, row, 0, qs(name), letters(9, Secondary));
            fill(list, row++, 1, qs(value), letters(9, colourOf(report::Tone::Plain)));
        }
        afterTable();
    }
    void rows(const report::Table& of)
    {
        auto* list = table(static_cast<int>(of.rows.size()) + 1, of.weights, true);
        for (std::size_t column = 0; column < of.header.size(); ++column)
            fill(list, 0, static_cast<int>(column), qs(of.header[column]), letters(8.5, Secondary, true));
        underline(list, 0, HeadLine, 1);
        for (std::size_t i = 0; i < of.rows.size(); ++i) {
            const int row = static_cast<int>(i) + 1;
            for (std::size_t column = 0; column < of.rows[i].size(); ++column) {
                const auto& cell = of.rows[i][column];
                const bool strong = cell.tone != report::Tone::Plain && cell.tone != report::Tone::Neutral;
                fill(list, row, static_cast<int>(column), qs(cell.text), letters(8.5, colourOf(cell.tone), strong));
            }
            underline(list, row, Line, 0.5);
        }
        afterTable();
    }

    const report::Document& m_document;
    QTextCursor m_cursor;
    const std::vector<int>& m_pages;
    bool m_fresh = true;
};

Layout layOutOnce(const report::Document& document, const QSizeF& page, QPaintDevice* device, const std::vector<int>& pages)
{
    Layout out;
    out.text = std::make_unique<QTextDocument>();
    out.text->setUndoRedoEnabled(false);
    out.text->documentLayout()->setPaintDevice(device);
    out.text->setDocumentMargin(0);
    out.text->setDefaultFont(bodyFont(9.5));
    auto option = out.text->defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    out.text->setDefaultTextOption(option);
    out.text->setPageSize(page);
    Writer writer(document, *out.text, pages);
    writer.write();
    const auto* layout = out.text->documentLayout();
    for (const int block : writer.sectionBlocks)
        out.sections.push_back(layout->blockBoundingRect(out.text->findBlockByNumber(block)).top());
    for (const auto& cell : writer.contentsCells)
        out.contents.push_back(layout->blockBoundingRect(cell.firstCursorPosition().block()));
    return out;
}

} // namespace

QFont bodyFont(qreal points)
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK JP"),
        QStringLiteral("DejaVu Sans"), QStringLiteral("sans-serif")});
    font.setPointSizeF(points);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

// Twice: the contents name pages that are known only then. A page's number moves nothing.
Layout layOut(const report::Document& document, const QSizeF& page, QPaintDevice* device)
{
    std::vector<int> pages;
    for (const qreal top : layOutOnce(document, page, device, {}).sections)
        pages.push_back(static_cast<int>(top / page.height()) + 1);
    return layOutOnce(document, page, device, pages);
}

} // namespace dg::print
