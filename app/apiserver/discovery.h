// SPDX-License-Identifier: Apache-2.0
// Discovery from the resource table: aggregated (v2 and v2beta1 by Accept) and the older forms. Pure.
#pragma once

#include "apiserver/http.h"
#include "apiserver/resources.h"

#include <QByteArray>

namespace dg::apiserver {

// `version` as "v1.36.3".
[[nodiscard]] QByteArray versionInfo(const QByteArray& version);
// `/api` (core) or `/apis`; `accept` chooses the aggregated form, the content type says which was taken.
[[nodiscard]] HttpResponse groupList(const ResourceTable& table, bool core, const QByteArray& accept);
// `/apis/<group>`; 404 when there is no such group.
[[nodiscard]] HttpResponse groupInfo(const ResourceTable& table, const QByteArray& group);
// `/api/v1`, `/apis/<group>/<version>`; 404 when not served.
[[nodiscard]] HttpResponse resourceList(const ResourceTable& table, const QByteArray& group, const QByteArray& version);

} // namespace dg::apiserver
