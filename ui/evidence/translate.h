// SPDX-License-Identifier: Apache-2.0
// The context of every string of reports in the catalogues: Words::tr(), which lupdate understands.
#pragma once

#include <QCoreApplication>

namespace dg::evidence {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Evidence)
};

} // namespace dg::evidence
