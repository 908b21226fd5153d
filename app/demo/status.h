// SPDX-License-Identifier: Apache-2.0
// The `Status` object, body of every failure.
#pragma once

#include "http.h"

#include <QJsonObject>

namespace dg::demo {

[[nodiscard]] QByteArray statusBody(int code, const char* reason, const QByteArray& message, const QJsonObject& details = {});
[[nodiscard]] HttpResponse failure(int code, const char* reason, const QByteArray& message, const QJsonObject& details = {});

} // namespace dg::demo
