// SPDX-License-Identifier: Apache-2.0
#include "history/holder.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QSysInfo>

namespace dg::history {

std::string newHolder()
{
    return QStringLiteral("%1:%2:%3")
        .arg(QSysInfo::machineHostName())
        .arg(QCoreApplication::applicationPid())
        .arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'))
        .toStdString();
}

} // namespace dg::history
