// SPDX-License-Identifier: Apache-2.0
// The context of every string of reports in the catalogues: Evidence::tr(), which lupdate understands.
#pragma once

#include <QCoreApplication>

namespace dg::evidence {

struct Evidence {
    Q_DECLARE_TR_FUNCTIONS(Evidence)
};

} // namespace dg::evidence
