// SPDX-License-Identifier: Apache-2.0
// The graph alone: a fleet of 5,000 objects laid out from nothing and again after a change, then panned over at several
// zooms (offscreen, 1600x1000). One line of JSON.
#include "../../ui/views/graph_canvas.h"
#include "../../ui/views/graph_worker.h"
#include "harness.h"

#include <QImage>
#include <QPainter>

#include <cstdio>
#include <cstdlib>

namespace dg::bench {
namespace {

constexpr int Teams = 40;

// A fleet: a platform that applies the teams' appliers, each team with its sources, chains of dependencies across.
graph::Snapshot fleet(StringPool& pool, int objects)
{
    graph::Snapshot snapshot;
    const auto reference = [&](flux::Kind kind, const std::string& ns, const std::string& name) {
        return flux::Reference{pool.intern(flux::info(kind).name), pool.intern(ns), pool.intern(name)};
    };
    const auto add = [&](flux::Kind kind, const std::string& ns, const std::string& name) -> flux::FluxObject& {
        auto object = std::make_shared<flux::FluxObject>();
        object->kind = kind;
        object->key = {pool.intern(flux::info(kind).group), pool.intern(flux::info(kind).name), pool.intern(ns), pool.intern(name)};
        object->artifactRevision = object->lastAppliedRevision = "latest@sha256:91be07aa1b2c3d4e5f60718293a4b5c6d7e8f90a";
        auto& made = *object;
        const auto roll = snapshot.items.size() % 50;
        snapshot.items.push_back({std::move(object),
            roll == 7       ? flux::State::Failed
                : roll == 9 ? flux::State::Waiting
                            : flux::State::Ready,
            roll == 11, false, 0});
        return made;
    };
    add(flux::Kind::GitRepository, "flux-system", "flux-system");
    add(flux::Kind::Kustomization, "flux-system", "flux-system").source
        = reference(flux::Kind::GitRepository, "flux-system", "flux-system");
    for (int team = 0; team < Teams; ++team) {
        const std::string ns = "team-" + std::to_string(team);
        auto& tenant = add(flux::Kind::Kustomization, "flux-system", ns);
        tenant.source = reference(flux::Kind::GitRepository, "flux-system", "flux-system");
        tenant.parent = reference(flux::Kind::Kustomization, "flux-system", "flux-system");
        for (int i = 0; i < 3; ++i)
            add(flux::Kind::OCIRepository, ns, "source-" + std::to_string(i)).parent
                = reference(flux::Kind::Kustomization, "flux-system", ns);
        const int each = (objects - 2) / Teams - 4;
        for (int i = 0; i < each; ++i) {
            auto& app = add(i % 4 == 3 ? flux::Kind::HelmRelease : flux::Kind::Kustomization, ns, "app-" + std::to_string(i));
            app.source = reference(flux::Kind::OCIRepository, ns, "source-" + std::to_string(i % 3));
            app.parent = reference(flux::Kind::Kustomization, "flux-system", ns);
            if (i >= 12 && i % 2 == 0) // on one of the same kind, up to ten deep
                app.dependsOn.push_back(reference(app.kind, ns, "app-" + std::to_string(i - 12)));
        }
    }
    return snapshot;
}

double timedMake(views::GraphWish wish, StringPool& pool, views::GraphAnswer& answer)
{
    const auto began = std::chrono::steady_clock::now();
    answer = views::GraphWorker::make(std::move(wish), pool, {});
    return millis(std::chrono::steady_clock::now() - began);
}

// Frames while the whole graph is dragged past, to and fro, in steps of a fast hand.
std::vector<double> pan(views::GraphCanvas& canvas, qreal zoom)
{
    canvas.zoomTo(zoom);
    QImage screen(canvas.size(), QImage::Format_RGB32);
    std::vector<double> frames;
    for (int i = 0; i < 400; ++i) {
        canvas.panBy({(i / 50) % 2 == 0 ? -37 : 37, i % 100 < 70 ? -23 : 41});
        const auto began = std::chrono::steady_clock::now();
        QPainter painter(&screen);
        canvas.paintInto(&painter);
        painter.end();
        frames.push_back(millis(std::chrono::steady_clock::now() - began));
    }
    frames.erase(frames.begin()); // the first shows a new zoom, it is no panning
    return frames;
}

} // namespace
} // namespace dg::bench

int main(int argc, char** argv)
{
    using namespace dg;
    using namespace dg::bench;
    QApplication app(argc, argv);
    const int objects = argc > 1 ? std::atoi(argv[1]) : 5000;
    theme::Theme theme;
    theme.install(app, theme::Mode::Light);
    StringPool pool;
    views::GraphWish wish;
    wish.snapshot = fleet(pool, objects);
    views::GraphAnswer answer, again;
    const double first = timedMake(wish, pool, answer);
    wish.snapshot.items.erase(wish.snapshot.items.begin() + objects / 2);
    wish.seats = graph::seatsOf(answer.scene->graph(), answer.scene->layout());
    const double second = timedMake(std::move(wish), pool, again);
    const auto nodes = answer.scene->graph().nodes().size();
    const auto edges = answer.scene->graph().edges().size();

    views::GraphCanvas canvas;
    canvas.resize(1600, 1000);
    canvas.setScene(std::move(answer.scene), false);
    std::vector<double> all;
    std::printf("{\"nodes\":%zu,\"edges\":%zu,\"layout_ms\":%.1f,\"relayout_ms\":%.1f", nodes, edges, first, second);
    for (const double zoom : {1.0, 0.61, 0.45, 0.2, 0.08}) {
        const auto frames = pan(canvas, zoom);
        std::printf(",\"pan_p99_ms_at_%d\":%.2f", static_cast<int>(zoom * 100), percentile(frames, 0.99));
        all.insert(all.end(), frames.begin(), frames.end());
    }
    std::printf(",\"pan_p99_ms\":%.2f,\"pan_max_ms\":%.2f,\"peak_mb\":%.1f}\n", percentile(all, 0.99), percentile(all, 1), peakMegabytes());
    return 0;
}
