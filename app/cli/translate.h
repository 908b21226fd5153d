// SPDX-License-Identifier: Apache-2.0
// The context of every string of the command line in the catalogues: CommandLine::tr(), which lupdate understands.
#pragma once

#include <QCoreApplication>

namespace dg::cli {

struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

} // namespace dg::cli
