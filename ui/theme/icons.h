// SPDX-License-Identifier: Apache-2.0
// Icons: the SVG's `currentColor` is replaced in its bytes by the ink (Qt Svg knows no style sheets) and rendered at size x ratio.
#pragma once

#include <QColor>
#include <QPixmap>
#include <QString>

namespace dg::theme {

// Not cached. An unknown name gives a null pixmap and a warning. `mirror`: flipped left to right.
[[nodiscard]] QPixmap renderIcon(const QString& name, const QColor& ink, int size, qreal ratio, bool mirror);
// The icons that point somewhere (icons.md, "Mirror in right-to-left").
[[nodiscard]] bool mirrorsInRightToLeft(const QString& name);

} // namespace dg::theme
