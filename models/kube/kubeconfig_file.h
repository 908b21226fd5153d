// SPDX-License-Identifier: Apache-2.0
// Reading small files that a kubeconfig names, bounded.
#pragma once

#include "base/result.h"

#include <string>

namespace dg::kube {

// FileNotFound, FileUnreadable (also for folders), FileTooLarge; subject: the path.
[[nodiscard]] Result<std::string> readWholeFile(const std::string& path, std::size_t maxBytes);

} // namespace dg::kube
