// SPDX-License-Identifier: Apache-2.0
// The window's command line. Pure: no QGuiApplication.
#pragma once

#include "base/log.h"
#include "base/result.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace dg::core {

struct WindowOptions {
    QString kubeconfig;
    QStringList contexts;
    bool allContexts = false;
    QStringList namespaces;
    QString filter;
    bool demo = false;
    int demoSize = 0;
    std::uint32_t demoSeed = 1;
    QString snapshot; // a file in place of a cluster
    QString agentUrl;
    quint64 agentId = 0;
    bool agentCi = false;
    QString page; // of GitLab: an environment, or a driftglass:// link to one
    QString profile;
    LogLevel logLevel = LogLevel::Info;
    QString view = QStringLiteral("tree");
    QString select; // KIND/NS/NAME
    std::optional<QString> theme;
    std::optional<QString> language;
    QSize size; // empty: remembered, or 1280x800
    QString screenshot; // a file: no window, a picture
    double ratio = 1.0; // of the picture
};

// An error's detail is the sentence for stderr, translated.
[[nodiscard]] Result<WindowOptions> parseWindowOptions(const QStringList& arguments);

} // namespace dg::core
