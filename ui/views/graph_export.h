// SPDX-License-Identifier: Apache-2.0
// A whole scene as a file: a drawing, a picture, or text for Graphviz and Mermaid.
#pragma once

#include "base/result.h"
#include "graph_scene.h"
#include "theme/theme.h"
#include "views/graph_page.h"

#include <QByteArray>

namespace dg::views {

[[nodiscard]] Result<QByteArray> exportGraph(const GraphScene& scene, const theme::Theme& theme, GraphFormat format, const QString& title);
[[nodiscard]] QString extensionOf(GraphFormat format); // "svg", "png", "dot", "mmd"

} // namespace dg::views
