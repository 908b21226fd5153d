// SPDX-License-Identifier: Apache-2.0
// The two colour tables (design §1). Nothing else in the program holds a hex value.
#pragma once

#include "theme/theme.h"

namespace dg::theme {

[[nodiscard]] QColor tableColor(Color color, bool dark);
[[nodiscard]] QPalette makePalette(bool dark);

} // namespace dg::theme
