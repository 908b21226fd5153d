// SPDX-License-Identifier: Apache-2.0
#include "overview_paper.h"

#include "overview_words.h"
#include "text/words.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QFont>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>

#include <algorithm>

namespace dg::views {

namespace {

struct Overview {
    Q_DECLARE_TR_FUNCTIONS(OverviewPage)
};

constexpr qreal Largest = 9, Smallest = 4; // points; many clusters make it smaller
constexpr int DotsPerInch = 576;
constexpr qreal Side = 40, Top = 40; // margins, points

QString cell(const QString& words, const char* tag, bool number)
{
    return QStringLiteral("<%1 align=\"%2\" style=\"padding:3pt 6pt 3pt 0\">%3</%1>")
        .arg(QLatin1String(tag), number ? QStringLiteral("right") : QStringLiteral("left"), words.toHtmlEscaped());
}

QString tableOf(const QString& title, const TableContent& content, const QString& nothing)
{
    QString out = QStringLiteral("<h3>%1</h3>").arg(title.toHtmlEscaped());
    if (content.rows.empty())
        return out + QStringLiteral("<p>%1</p>").arg(nothing.toHtmlEscaped());
    const auto isNumber = [&](int column) { return std::ranges::find(content.numbers, column) != content.numbers.end(); };
    out += QStringLiteral("<table width=\"100%\" cellspacing=\"0\"><tr>");
    for (int column = 0; column < content.heads.size(); ++column)
        out += cell(content.heads[column], "th", isNumber(column));
    out += QStringLiteral("</tr>");
    for (const auto& row : content.rows) {
        out += QStringLiteral("<tr>");
        for (int column = 0; column < row.size(); ++column)
            out += cell(row[column], "td", isNumber(column));
        out += QStringLiteral("</tr>");
    }
    return out + QStringLiteral("</table>");
}

QString html(const std::vector<items::OverviewRow>& rows, const std::vector<items::OverviewToken>& tokens, WallTime now)
{
    QString out = QStringLiteral("<h1>%1</h1><p>%2, %3</p>")
                      .arg(Overview::tr("All clusters").toHtmlEscaped(), overviewSummary(rows, now).toHtmlEscaped(),
                          text::localTime(now).toHtmlEscaped());
    TableContent numbers;
    numbers.heads = {QString(), Overview::tr("Today"), QString(), Overview::tr("Against last week")};
    numbers.numbers = {1};
    for (const auto& card : overviewCards(rows))
        numbers.rows.push_back({card.title, card.value, card.detail, card.trend});
    out += tableOf(Overview::tr("Numbers"), numbers, {});
    out += tableOf(Overview::tr("Clusters"), overviewClusters(rows), Overview::tr("No cluster is open."));
    out += tableOf(Overview::tr("Most trouble in the last 7 days"), overviewWorst(rows),
        Overview::tr("No object was in trouble in the last 7 days, as far as it was watched."));
    std::vector<OverviewMatter> leads;
    out += tableOf(Overview::tr("Stale clusters and expiring tokens"), overviewMatters(rows, tokens, now, leads),
        Overview::tr("Every connection is live, and no GitLab token ends within 30 days."));
    return out + QStringLiteral("<p style=\"color:#465458\">%1</p>").arg(overviewRules().toHtmlEscaped());
}

} // namespace

Result<QByteArray> overviewPdf(const std::vector<items::OverviewRow>& rows, const std::vector<items::OverviewToken>& tokens, WallTime now)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(DotsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(Overview::tr("All clusters"));
    const qreal dots = DotsPerInch / 72.0;
    const QSizeF points = QPageSize::sizePoints(QPageSize::A4);
    const QSizeF page((points.width() - 2 * Side) * dots, (points.height() - 2 * Top) * dots);
    QTextDocument document;
    document.documentLayout()->setPaintDevice(&writer);
    document.setDocumentMargin(0);
    document.setDefaultStyleSheet(QStringLiteral("h1{margin:0 0 4pt 0} h3{margin:12pt 0 3pt 0} p{margin:0}"));
    document.setHtml(html(rows, tokens, now));
    qreal size = Largest;
    for (;; size -= 0.5) {
        QFont font(QStringLiteral("Inter"));
        font.setPointSizeF(size);
        document.setDefaultFont(font);
        document.setTextWidth(page.width());
        if (document.size().height() <= page.height() || size <= Smallest)
            break;
    }
    QPainter painter;
    if (!painter.begin(&writer))
        return fail(ErrorCode::Internal, "pdf", "cannot paint");
    painter.translate(Side * dots, Top * dots);
    document.drawContents(&painter, QRectF(QPointF(), page));
    painter.end();
    return bytes;
}

} // namespace dg::views
