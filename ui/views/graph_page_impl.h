// SPDX-License-Identifier: Apache-2.0
// The page's parts, for its own files only.
#pragma once

#include "graph/build.h"
#include "graph_canvas.h"
#include "graph_legend.h"
#include "graph_path.h"
#include "graph_worker.h"
#include "views/graph_page.h"
#include "views/surface.h"
#include "widgets/banner.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"

#include <QTimer>

namespace dg::views {

struct GraphPage::Impl {
    explicit Impl(StringPool& pool)
        : worker(pool)
    {
    }
    const tree::FleetTree* tree = nullptr;
    QString cluster;
    bool complete = false; // the first state of all streams is here
    std::set<std::string, std::less<>> unreadable;
    graph::Watcher watcher;
    GraphWorker worker;
    QTimer timer;
    GraphScope scope; // of what is drawn, or asked for next
    bool decided = false; // all or around: by size, or by the user
    bool sceneComplete = false; // the scene was made of a complete state
    bool askedComplete = false; // of the newest wish
    std::size_t askedOf = 0; // its number of objects
    ObjectKey wanted; // chosen here or in the tree
    std::size_t total = 0, left = 0;

    Surface* bar = nullptr;
    widgets::SegmentedBar* segments = nullptr;
    GraphLegend* legend = nullptr;
    widgets::Button* hops = nullptr;
    widgets::PlainLabel* count = nullptr;
    widgets::ToolButton* fold = nullptr;
    widgets::PlainLabel* zoom = nullptr;
    widgets::Button* exportButton = nullptr;
    widgets::Banner* notice = nullptr;
    GraphCanvas* canvas = nullptr;
    GraphPath* path = nullptr;
};

} // namespace dg::views
