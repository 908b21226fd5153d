// SPDX-License-Identifier: Apache-2.0
#include "print/pdf.h"

#include "finish.h"
#include "layout.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <cmath>

namespace dg::print {

namespace {

constexpr int Resolution = 72 * DotsPerPoint; // dots to the inch
constexpr qreal Side = 42, Top = 54, Bottom = 48; // margins, points

// "2026-11-26T20:00:00Z" -> "D:20261126200000Z" (PDF 1.7, 7.9.4)
std::string pdfDate(const std::string& rfc3339)
{
    std::string digits;
    for (const char c : rfc3339.substr(0, 19)) {
        if (c >= '0' && c <= '9')
            digits += c;
    }
    return "D:" + digits + "Z";
}

class Printer {
public:
    Printer(const report::Document& document, report::Paper paper)
        : m_document(document)
        , m_size(paper == report::Paper::A4 ? QPageSize::A4 : QPageSize::Letter)
        , m_points(m_size.sizePoints())
    {
        m_page = {pt(m_points.width() - 2 * Side), std::floor(pt(m_points.height() - Top - Bottom))};
    }

    Result<std::string> print(const std::stop_token& stop)
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter writer(&buffer);
        writer.setResolution(Resolution);
        writer.setPageSize(m_size);
        writer.setPageMargins(QMarginsF());
        const auto layout = layOut(m_document, m_page, &writer, stop);
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        QPainter painter;
        if (!painter.begin(&writer))
            return fail(ErrorCode::Internal, "pdf", "cannot paint");
        const int pages = static_cast<int>(layout.pages.size());
        for (int page = 0; page < pages; ++page) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled);
            if (page > 0)
                writer.newPage();
            body(painter, layout, page);
            edges(painter, page, pages);
        }
        painter.end();
        buffer.close();
        return finishPdf(buffer.data().toStdString(), finishing(layout));
    }
    FirstPage firstPage(int width, const std::stop_token& stop)
    {
        const auto scale = width / pt(m_points.width());
        QImage image(width, static_cast<int>(std::ceil(pt(m_points.height()) * scale)), QImage::Format_RGB32);
        image.fill(Qt::white);
        image.setDotsPerMeterX(static_cast<int>(Resolution / 0.0254)); // a point is as large as in the PDF, before it is scaled
        image.setDotsPerMeterY(static_cast<int>(Resolution / 0.0254));
        const auto layout = layOut(m_document, m_page, &image, stop);
        const int pages = static_cast<int>(layout.pages.size());
        QPainter painter(&image);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        painter.scale(scale, scale);
        body(painter, layout, 0);
        edges(painter, 0, pages);
        return {image, pages};
    }

private:
    static void body(QPainter& painter, const Layout& layout, int page)
    {
        painter.save();
        painter.translate(pt(Side), pt(Top));
        paintPage(painter, layout, static_cast<std::size_t>(page));
        painter.restore();
    }
    // Header and footer.
    void edges(QPainter& painter, int page, int pages)
    {
        painter.setFont(bodyFont(8));
        painter.setPen(Secondary);
        const QRectF header(pt(Side), pt(26), m_page.width(), pt(14));
        const QRectF footer(pt(Side), pt(m_points.height() - 34), m_page.width(), pt(14));
        const auto title = QString::fromStdString(m_document.title + ": " + m_document.subtitle);
        if (page > 0) {
            const auto fitting = painter.fontMetrics().elidedText(title, Qt::ElideMiddle, static_cast<int>(header.width() * 0.7));
            painter.drawText(header, Qt::AlignLeft | Qt::AlignVCenter, fitting);
            painter.drawText(header, Qt::AlignRight | Qt::AlignVCenter, QString::fromStdString(m_document.writtenAt));
        }
        painter.drawText(footer, Qt::AlignLeft | Qt::AlignVCenter,
            QString::fromStdString(m_document.program + "  SHA-256 " + m_document.dataHash.substr(0, 16) + "…"));
        const auto number = QString::fromStdString(m_document.labels.page).arg(page + 1).arg(pages);
        painter.drawText(footer, Qt::AlignRight | Qt::AlignVCenter, number);
    }
    Finish finishing(const Layout& layout) const
    {
        Finish out;
        for (std::size_t i = 0; i < m_document.sections.size(); ++i) {
            Bookmark mark;
            mark.title = m_document.sections[i].title;
            mark.page = static_cast<int>(layout.sections[i].page);
            mark.top = m_points.height() - Top - layout.sections[i].top / DotsPerPoint + 6;
            const auto& entry = layout.contents[i];
            mark.left = Side + entry.left() / DotsPerPoint;
            mark.right = m_points.width() - Side;
            mark.height = entry.height() / DotsPerPoint;
            mark.bottom = m_points.height() - Top - entry.bottom() / DotsPerPoint;
            out.bookmarks.push_back(mark);
        }
        out.language = m_document.language;
        out.title = m_document.title + ": " + m_document.subtitle;
        out.program = m_document.program;
        out.date = pdfDate(m_document.writtenAt);
        out.dataHash = m_document.dataHash;
        return out;
    }

    const report::Document& m_document;
    QPageSize m_size;
    QSizeF m_points;
    QSizeF m_page; // of the text, in dots
};

} // namespace

FirstPage firstPage(const report::Document& document, report::Paper paper, int width, const std::stop_token& stop)
{
    return Printer(document, paper).firstPage(width, stop);
}

Result<std::string> toPdf(const report::Document& document, report::Paper paper, const std::stop_token& stop)
{
    return Printer(document, paper).print(stop);
}

} // namespace dg::print
