// SPDX-License-Identifier: Apache-2.0
// Above the views of a cluster that is a file: what it is, that it is read-only, and how a recording is played.
#pragma once

#include "views/surface.h"
#include "window/services.h"

#include <QPointer>
#include <QTimer>

class QComboBox;
class QSlider;

namespace dg::items {
class ClusterModel;
}
namespace dg::widgets {
class PlainLabel;
class ToolButton;
} // namespace dg::widgets

namespace dg::window {

class SnapshotBar final : public views::Surface {
    Q_OBJECT
public:
    SnapshotBar(Services& services, QWidget* parent);
    void setCluster(items::ClusterModel* cluster); // null, or no snapshot: hidden
    [[nodiscard]] bool hasRecording() const;
    void togglePlaying();
    void skip(Millis by);

private:
    void refresh();
    void play(bool playing);
    [[nodiscard]] int row() const;
    [[nodiscard]] double speed() const;
    Services& m_services;
    QPointer<items::ClusterModel> m_cluster;
    widgets::PlainLabel* m_words = nullptr;
    QWidget* m_player = nullptr;
    widgets::ToolButton* m_play = nullptr;
    QSlider* m_slider = nullptr;
    widgets::PlainLabel* m_time = nullptr;
    QComboBox* m_speed = nullptr;
    QTimer m_timer;
};

} // namespace dg::window
