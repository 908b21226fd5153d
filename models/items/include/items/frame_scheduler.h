// SPDX-License-Identifier: Apache-2.0
// Brings deltas from a session's inbox to a tree: the first at once, then at most once a frame (16 ms), time-boxed to
// 3 ms of taking in and one telling of the rows, the rest in the next frame; a first load gets 10 ms and no pause but for
// painting. While nothing comes it lets the tree prepare what can wait. The inbox's notify (I/O thread) only posts.
#pragma once

#include "base/clock.h"
#include "session/session.h"
#include "tree/fleet_tree.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <span>

namespace dg::items {

class FrameScheduler final : public QObject {
    Q_OBJECT
public:
    FrameScheduler(store::Inbox& inbox, tree::FleetTree& tree, const Clock& clock, QObject* parent = nullptr);
    ~FrameScheduler() override;
    // Sees what the tree is given, before it: must only take it along.
    void setTap(std::function<void(std::span<const store::Delta>)> tap);
    void setPaused(bool paused); // a cluster nobody looks at sleeps; the inbox stays bounded; catches up on resume
    [[nodiscard]] std::size_t backlog() const;
    [[nodiscard]] Millis lastLag() const; // from bytes read to applied, worst of the last frame

Q_SIGNALS:
    void applied(int count); // after each frame that applied something

private:
    void frame();
    void prepare();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::items
