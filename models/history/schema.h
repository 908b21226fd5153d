// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sql.h"

namespace dg::history {

// Makes the tables, or brings them from an older version to this one, in one transaction. Unsupported: they are newer than this
// program understands; nothing is touched then.
[[nodiscard]] Status migrate(Sql& sql);
// Within a transaction: until its end no other program makes tables or clusters.
[[nodiscard]] Status lockNames(Sql& sql);
// 0: there are none.
[[nodiscard]] Result<int> schemaVersion(Sql& sql);
// Whether the tables are there that a program of the first days does not make.
[[nodiscard]] Result<bool> hasAdditions(Sql& sql);

} // namespace dg::history
