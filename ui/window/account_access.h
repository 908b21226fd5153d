// SPDX-License-Identifier: Apache-2.0
// A GitLab account as its API is asked with it.
#pragma once

#include "gitlab/client.h"
#include "window/services.h"

#include <optional>

namespace dg::window {

// nullopt: its host is none, or its CA file cannot be read.
[[nodiscard]] std::optional<gitlab::Access> accessOf(const GitLabAccount& account, const Secret& token);

} // namespace dg::window
