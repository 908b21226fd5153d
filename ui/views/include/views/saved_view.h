// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tree/fleet_tree.h"

#include <QString>

namespace dg::views {

// A way to look at a tree that somebody keeps.
struct SavedView {
    QString name; // unique among a user's views
    QString query;
    tree::Grouping grouping = tree::Grouping::Source;
    bool problemsFirst = true;
    friend bool operator==(const SavedView&, const SavedView&) = default;
};

} // namespace dg::views
