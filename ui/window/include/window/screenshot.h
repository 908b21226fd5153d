// SPDX-License-Identifier: Apache-2.0
// A picture of the window, also without a display (offscreen platform).
#pragma once

#include "base/result.h"

#include <QSize>
#include <QString>

class QWidget;

namespace dg::window {

// Lays the window out at `size`, renders it and writes a PNG. The caller waits until the window has settled.
[[nodiscard]] Status saveScreenshot(QWidget& window, const QSize& size, const QString& path, qreal ratio = 1.0);

} // namespace dg::window
