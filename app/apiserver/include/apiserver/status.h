// SPDX-License-Identifier: Apache-2.0
// The `Status` object, body of every failure.
#pragma once

#include "apiserver/http.h"

#include <QJsonObject>

namespace dg::apiserver {

[[nodiscard]] QByteArray statusBody(int code, const char* reason, const QByteArray& message, const QJsonObject& details = {});
[[nodiscard]] HttpResponse failure(int code, const char* reason, const QByteArray& message, const QJsonObject& details = {});

} // namespace dg::apiserver
