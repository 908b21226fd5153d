// SPDX-License-Identifier: Apache-2.0
// The program with its window, or with a picture of it (--screenshot, also without a display).
#pragma once

namespace dg::core {

// Parses the window's options (contracts.md §3), runs until the window closes; the exit code.
int runWindow(int argc, char** argv);

} // namespace dg::core
