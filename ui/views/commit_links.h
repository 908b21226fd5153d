// SPDX-License-Identifier: Apache-2.0
// The inspector's revisions as links to their commits, where a GitLab is known that has them.
#pragma once

#include "gitlab/host.h"
#include "overview.h"

#include <span>

namespace dg::views {

// Turns the lines of revisions into links. `gitlabs`: those a person is signed in to. No link where a revision names no commit, or
// where an image's address does not tell which part of it is the project: the Delivery view asks GitLab for that.
void addCommitLinks(
    std::vector<Line>& lines, const tree::FleetTree& tree, StringPool& pool, std::span<const gitlab::Host> gitlabs, const ObjectKey& key);

} // namespace dg::views
