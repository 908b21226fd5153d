// SPDX-License-Identifier: Apache-2.0
// A report as rich text of a page's width, and where its sections are.
#pragma once

#include "report/document.h"

#include <QColor>
#include <QPaintDevice>
#include <QRectF>
#include <QSizeF>
#include <QTextDocument>

#include <memory>
#include <vector>

namespace dg::print {

inline constexpr int DotsPerPoint = 8; // fine enough that letters stand where the font wants them
inline constexpr qreal pt(qreal points)
{
    return points * DotsPerPoint;
}

// Paper has one theme, the light one.
inline const QColor Secondary(0x46, 0x54, 0x58);

struct Layout {
    std::unique_ptr<QTextDocument> text;
    std::vector<qreal> sections; // where each begins, from the top of the first page
    std::vector<QRectF> contents; // the entry of each in the contents
};

// Blocks of `page`'s height follow one another, without margins. `device` says how large a point is.
[[nodiscard]] Layout layOut(const report::Document& document, const QSizeF& page, QPaintDevice* device);
[[nodiscard]] QFont bodyFont(qreal points);

} // namespace dg::print
