// SPDX-License-Identifier: Apache-2.0
// Walks two trees side by side. Private to drift.
#pragma once

#include "drift/finding.h"
#include "drift/value.h"

#include <string>
#include <vector>

namespace dg::drift {

struct Difference {
    Change change = Change::Changed;
    std::string path;
    const Value* live = nullptr; // null: absent
    const Value* desired = nullptr;
    bool doubtful = false; // the server may have left it out, or the list's keys are a guess
};

struct Walk {
    const flux::Ownership* ownership = nullptr;
    bool builtIn = false;
    bool bothWays = false; // also what the live object has beside
    bool encrypted = false; // null stands for a value that SOPS encrypted
};

// Labels, annotations and finalizers of metadata (with bothWays: no finalizers, flux-live.md B1), and everything but
// apiVersion, kind, metadata and status. The trees must outlive the answer.
[[nodiscard]] std::vector<Difference> differences(const Value& desired, const Value& live, const Walk& how);

} // namespace dg::drift
