// SPDX-License-Identifier: Apache-2.0
#include "lines.h"

#include <QTextLayout>
#include <QTextOption>

#include <algorithm>

namespace dg::print {

namespace {

bool breaksBehind(QChar c)
{
    return c == u'/' || c == u'-' || c == u',' || c == u':' || c == u'@';
}

} // namespace

std::size_t LineCutter::font(const QFont& font)
{
    const auto found = std::find(m_fonts.begin(), m_fonts.end(), font);
    if (found != m_fonts.end())
        return static_cast<std::size_t>(found - m_fonts.begin());
    const QFontMetricsF metrics(font, m_device);
    Face face;
    face.height = metrics.height();
    face.ascent = metrics.ascent();
    for (int c = 0; c < Known; ++c)
        face.advances[static_cast<std::size_t>(c)] = c < 0x20 || (c >= 0x7f && c < 0xa0) ? 0 : metrics.horizontalAdvance(QChar(c));
    m_fonts.push_back(font);
    m_faces.push_back(face);
    return m_fonts.size() - 1;
}

qreal LineCutter::width(const QString& text, std::size_t font) const
{
    qreal sum = 0;
    for (const auto c : text) {
        if (c.unicode() >= Known)
            return QFontMetricsF(m_fonts[font], m_device).horizontalAdvance(text);
        sum += m_faces[font].advances[c.unicode()];
    }
    return sum;
}

QStringList LineCutter::lines(const QString& text, std::size_t font, qreal width) const
{
    const auto& advances = m_faces[font].advances;
    QStringList out;
    qsizetype start = 0, breakAt = 0; // the line's; the last place where it may end, exclusive
    qreal used = 0, sinceBreak = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = text[i];
        if (c.unicode() >= Known)
            return slowLines(text, font, width);
        const auto advance = advances[c.unicode()];
        if (used + advance > width && i > start && c != u' ') {
            const auto end = breakAt > start ? breakAt : i;
            out << text.mid(start, end - start).trimmed();
            used = breakAt > start ? sinceBreak : 0;
            start = breakAt = end;
            sinceBreak = used;
        }
        used += advance;
        sinceBreak += advance;
        if (c == u' ' || breaksBehind(c)) {
            breakAt = i + 1;
            sinceBreak = 0;
        }
    }
    out << text.mid(start).trimmed();
    return out;
}

QStringList LineCutter::slowLines(const QString& text, std::size_t font, qreal width) const
{
    QTextLayout layout(text, m_fonts[font], m_device);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QStringList out;
    layout.beginLayout();
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        out << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return out.isEmpty() ? QStringList{QString()} : out;
}

} // namespace dg::print
