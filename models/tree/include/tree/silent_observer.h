// SPDX-License-Identifier: Apache-2.0
// For a FleetTree that is asked and not shown: command line, tests, benchmarks.
#pragma once

#include "tree/fleet_tree.h"

namespace dg::tree {

class SilentObserver final : public TreeObserver {
    void rowsAboutToBeInserted(int, int) override { }
    void rowsInserted() override { }
    void rowsAboutToBeRemoved(int, int) override { }
    void rowsRemoved() override { }
    void rowsChanged(int, int) override { }
    void aboutToReset() override { }
    void reset() override { }
};

} // namespace dg::tree
