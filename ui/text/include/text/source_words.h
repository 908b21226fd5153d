// SPDX-License-Identifier: Apache-2.0
// Why the files of a source could not be had (artifact/source_files.h), for window and command line.
#pragma once

#include "base/result.h"

#include <QString>

namespace dg::text {

[[nodiscard]] QString notFetchedSentence(const Error& error);

} // namespace dg::text
