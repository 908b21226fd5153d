// SPDX-License-Identifier: Apache-2.0
#include "widgets/paint.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace dg::widgets {

using theme::Color;

void drawIcon(QPainter* painter, const theme::Theme& theme, const QRect& box, const QString& name, const QColor& ink, int size)
{
    const QPixmap picture = theme.pixmap(name, ink, size, theme::ratioOf(painter));
    painter->drawPixmap(QPointF(box.x() + (box.width() - size) / 2, box.y() + (box.height() - size) / 2), picture);
}

void drawMark(QPainter* painter, const theme::Theme& theme, const QRect& box, flux::State state, int size)
{
    drawIcon(painter, theme, box, stateIcon(state), theme.color(stateInk(state)), size);
}

void drawMarkSuspended(QPainter* painter, const theme::Theme& theme, const QRect& box, flux::State state, const QColor& surface)
{
    drawMark(painter, theme, box, state);
    const int size = theme::metric::Icon;
    const QRect icon(box.x() + (box.width() - size) / 2, box.y() + (box.height() - size) / 2, size, size);
    // The badge's bars stand at 9..15 x 9..15.5 of the figure; the gap around them is the surface's.
    painter->fillRect(QRect(icon.x() + 8, icon.y() + 8, 8, 8), surface);
    drawIcon(painter, theme, box, QStringLiteral("badge-suspended"), theme.color(Color::Neutral));
}

void drawSuspendedBars(QPainter* painter, const theme::Theme& theme, const QRect& box, const QColor& ink)
{
    drawIcon(painter, theme, box, QStringLiteral("state-suspended"), ink, theme::metric::Chevron);
}

void drawDriftMark(QPainter* painter, const theme::Theme& theme, const QRect& box, DriftMark mark, int size)
{
    drawIcon(painter, theme, box, driftIcon(mark), theme.color(driftInk(mark)), size);
}

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

int digitCell(const QFontMetrics& metrics)
{
    int widest = 0;
    for (char16_t d = u'0'; d <= u'9'; ++d)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(d)));
    return widest;
}

} // namespace

int numberWidth(const QFontMetrics& metrics, const QString& text)
{
    const int cell = digitCell(metrics);
    int width = 0;
    QString rest;
    for (const QChar c : text) {
        if (isDigit(c))
            width += cell;
        else
            rest += c;
    }
    return width + metrics.horizontalAdvance(rest);
}

void drawNumber(QPainter* painter, const QRect& box, const QString& text)
{
    const QFontMetrics metrics = painter->fontMetrics();
    const int cell = digitCell(metrics);
    const int baseline = box.y() + (box.height() - metrics.height()) / 2 + metrics.ascent();
    // From the right: runs of other characters whole, digits one by one in the middle of their cells.
    int x = box.right() + 1;
    qsizetype end = text.size();
    while (end > 0) {
        if (isDigit(text[end - 1])) {
            const QString digit = text.mid(end - 1, 1);
            x -= cell;
            painter->drawText(QPointF(x + (cell - metrics.horizontalAdvance(digit)) / 2.0, baseline), digit);
            --end;
            continue;
        }
        qsizetype begin = end;
        while (begin > 0 && !isDigit(text[begin - 1]))
            --begin;
        const QString run = text.mid(begin, end - begin);
        x -= metrics.horizontalAdvance(run);
        painter->drawText(QPointF(x, baseline), run);
        end = begin;
    }
}

namespace {

constexpr int MaxCachedTexts = 8192; // some twenty pages of rows
constexpr std::size_t FontRoles = static_cast<std::size_t>(theme::FontRole::Revision) + 1;

} // namespace

TextCache::TextCache(const theme::Theme& theme)
    : m_theme(theme)
{
    clear();
}

void TextCache::clear()
{
    m_entries.clear();
    m_fonts.clear();
    for (std::size_t role = 0; role < FontRoles; ++role) {
        const QFont font = m_theme.font(static_cast<theme::FontRole>(role));
        m_fonts.push_back({font, QFontMetrics(font)});
    }
}

const QFont& TextCache::font(theme::FontRole role) const
{
    return m_fonts[static_cast<std::size_t>(role)].font;
}
const QFontMetrics& TextCache::metrics(theme::FontRole role) const
{
    return m_fonts[static_cast<std::size_t>(role)].metrics;
}

const TextCache::Entry& TextCache::get(const QString& text, theme::FontRole role, int width, Qt::TextElideMode elide)
{
    const Key key{text, width, role, elide};
    const auto found = m_entries.constFind(key);
    if (found != m_entries.constEnd())
        return *found;
    if (m_entries.size() >= MaxCachedTexts)
        m_entries.clear();
    Entry entry;
    const QFontMetrics& fm = metrics(role);
    // elidedText() cuts a text whose rounded advance is exactly the width.
    const QString shown = fm.horizontalAdvance(text) <= width ? text : fm.elidedText(text, elide, std::max(0, width));
    entry.elided = shown != text;
    entry.width = fm.horizontalAdvance(shown);
    entry.text.setTextFormat(Qt::PlainText);
    entry.text.setPerformanceHint(QStaticText::AggressiveCaching);
    entry.text.setText(shown);
    entry.text.prepare({}, font(role));
    return *m_entries.insert(key, std::move(entry));
}

int TextCache::draw(
    QPainter* painter, const QRect& box, const QString& text, theme::FontRole role, const QColor& ink, Qt::TextElideMode elide)
{
    if (text.isEmpty() || box.width() <= 0)
        return 0;
    const Entry& entry = get(text, role, box.width(), elide);
    const QFontMetrics& fm = metrics(role);
    painter->setFont(font(role));
    painter->setPen(ink);
    const bool mirrored = painter->layoutDirection() == Qt::RightToLeft;
    painter->drawStaticText(mirrored ? box.right() + 1 - entry.width : box.x(), box.y() + (box.height() - fm.height()) / 2, entry.text);
    return entry.width;
}

} // namespace dg::widgets
