// SPDX-License-Identifier: Apache-2.0
// A report as lines of text on pages. A row of a table stays whole, its header is said again on each page, numbers stand at the
// right. Laid out by ourselves: Qt's rich text breaks rows, and takes minutes for some ten thousand of them. Any one thread.
#pragma once

#include "report/document.h"

#include <QColor>
#include <QFont>
#include <QPaintDevice>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include <stop_token>
#include <vector>

class QPainter;

namespace dg::print {

inline constexpr int DotsPerPoint = 8; // fine enough that letters stand where the font wants them
inline constexpr qreal pt(qreal points)
{
    return points * DotsPerPoint;
}

// Paper has one theme, the light one.
inline const QColor Secondary(0x46, 0x54, 0x58);

struct PlacedText {
    qreal x = 0, baseline = 0; // dots from the page's upper left corner, without margins
    std::size_t font = 0; // of Layout::fonts
    QColor colour;
    QString text;
};
struct PlacedRule {
    qreal x = 0, y = 0, width = 0, thickness = 0;
    QColor colour;
};
struct LaidPage {
    std::vector<PlacedText> texts;
    std::vector<PlacedRule> rules;
};
struct Layout {
    struct Place {
        std::size_t page = 0;
        qreal top = 0;
    };
    std::vector<QFont> fonts;
    std::vector<LaidPage> pages; // at least one
    std::vector<Place> sections; // where each begins
    std::vector<QRectF> contents; // the entry of each in the contents, on the first page
};

// `page`: without margins. `device` says how large a point is. Once `stop` was asked for, the rest of the rows is left out.
[[nodiscard]] Layout layOut(const report::Document& document, const QSizeF& page, QPaintDevice* device, const std::stop_token& stop = {});
void paintPage(QPainter& painter, const Layout& layout, std::size_t page);
[[nodiscard]] QFont bodyFont(qreal points);

} // namespace dg::print
