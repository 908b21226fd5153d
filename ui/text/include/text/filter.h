// SPDX-License-Identifier: Apache-2.0
// The filter language in words: what was wrong, what a field takes. For the window and the command line alike.
#pragma once

#include "query/query.h"

#include <QString>

namespace dg::text {

// What was not understood, what is meant perhaps, what there is.
[[nodiscard]] QString filterProblem(const query::Problem& problem);
// One line for a completion: what the field asks.
[[nodiscard]] QString filterHint(query::Field field);

} // namespace dg::text
