// SPDX-License-Identifier: Apache-2.0
// A file that a person asked for: written whole or not at all.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace dg::window {

[[nodiscard]] Status saveFile(const QString& path, const QByteArray& content); // FileUnwritable

} // namespace dg::window
