// SPDX-License-Identifier: Apache-2.0
#include "core/paths.h"

#include <QDir>
#include <QStandardPaths>

namespace dg::core {

Paths Paths::standard()
{
    const auto in = [](QStandardPaths::StandardLocation location) {
        return QStandardPaths::writableLocation(location) + QStringLiteral("/driftglass");
    };
    Paths paths{
        in(QStandardPaths::GenericConfigLocation), in(QStandardPaths::GenericDataLocation), {}, in(QStandardPaths::GenericCacheLocation)};
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    // Qt 6.4 has no StateLocation: the XDG base directory specification's default.
    const auto state = qEnvironmentVariable("XDG_STATE_HOME");
    paths.state = (state.isEmpty() ? QDir::homePath() + QStringLiteral("/.local/state") : state) + QStringLiteral("/driftglass");
#else
    paths.state = paths.data;
#endif
    return paths;
}

Paths Paths::under(const QString& profile)
{
    const QString root = QDir(profile).absolutePath();
    return {
        root + QStringLiteral("/config"), root + QStringLiteral("/data"), root + QStringLiteral("/state"), root + QStringLiteral("/cache")};
}

} // namespace dg::core
