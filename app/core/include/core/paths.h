// SPDX-License-Identifier: Apache-2.0
// core: the application around the window: places, settings, consents, opening clusters, start-up. GUI thread.
#pragma once

#include <QString>

namespace dg::core {

// Where the program keeps what it keeps (contracts.md §1). Folders are made when something is first written.
struct Paths {
    QString config; // driftglass.ini, rules.yaml
    QString data; // history
    QString state; // driftglass.log
    QString cache;
    static Paths standard(); // the platform's standard paths + driftglass/
    static Paths under(const QString& profile); // --profile DIR moves all of them
    [[nodiscard]] QString settingsFile() const { return config + QStringLiteral("/driftglass.ini"); }
    [[nodiscard]] QString historyFile() const { return data + QStringLiteral("/history.sqlite"); }
    [[nodiscard]] QString logFile() const { return state + QStringLiteral("/driftglass.log"); }
};

} // namespace dg::core
