// SPDX-License-Identifier: Apache-2.0
#include "snapshot_bar.h"

#include "evidence/contents_words.h"
#include "items/cluster_list_model.h"
#include "text/words.h"
#include "theme/theme.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QSlider>

#include <algorithm>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int LookEvery = 200; // ms
constexpr int SliderWidth = 260, SliderSteps = 1000;
constexpr int Speeds[] = {1, 2, 5, 10, 20, 50, 100};

class Camera final : public QWidget {
public:
    explicit Camera(QWidget* parent)
        : QWidget(parent)
    {
        setFixedSize(metric::Icon, metric::Icon);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const auto& theme = theme::of(this);
        widgets::drawIcon(&painter, theme, rect(), QStringLiteral("action-snapshot"), theme.color(Color::Text1));
    }
};

} // namespace

SnapshotBar::SnapshotBar(Services& services, QWidget* parent)
    : Surface(Color::AccentTint, parent, Qt::BottomEdge)
    , m_services(services)
{
    setObjectName(QStringLiteral("snapshotBar"));
    setFixedHeight(metric::ToolRow);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->setSpacing(metric::Gap);
    row->addWidget(new Camera(this));
    m_words = new widgets::PlainLabel({}, FontRole::BodyBold, Color::Text1, this);
    m_words->setObjectName(QStringLiteral("snapshotWords"));
    row->addWidget(m_words, 1);

    m_player = new QWidget(this);
    auto* player = new QHBoxLayout(m_player);
    player->setContentsMargins(0, 0, 0, 0);
    player->setSpacing(metric::Gap);
    m_play
        = new widgets::ToolButton(QStringLiteral("action-resume"), tr("Play"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Space), m_player);
    m_play->setObjectName(QStringLiteral("snapshotPlay"));
    m_slider = new QSlider(Qt::Horizontal, m_player);
    m_slider->setObjectName(QStringLiteral("snapshotPosition"));
    m_slider->setAccessibleName(tr("Position in the recording"));
    m_slider->setFixedWidth(SliderWidth);
    m_slider->setRange(0, SliderSteps);
    m_slider->setPageStep(SliderSteps / 20);
    m_time = new widgets::PlainLabel({}, FontRole::Body, Color::Text2, m_player);
    m_time->setObjectName(QStringLiteral("snapshotTime"));
    m_speed = new QComboBox(m_player);
    m_speed->setObjectName(QStringLiteral("snapshotSpeed"));
    m_speed->setAccessibleName(tr("Speed"));
    for (const int speed : Speeds)
        m_speed->addItem(tr("%1 x").arg(speed), speed);
    player->addWidget(m_play);
    player->addWidget(m_slider);
    player->addWidget(m_time);
    player->addWidget(m_speed);
    row->addWidget(m_player);

    connect(m_play, &QAbstractButton::clicked, this, &SnapshotBar::togglePlaying);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        if (const auto state = m_services.replay(this->row()))
            m_services.seekReplay(this->row(), state->length * value / SliderSteps);
        refresh();
    });
    connect(m_speed, &QComboBox::activated, this, [this] {
        const auto state = m_services.replay(this->row());
        if (state && state->playing)
            play(true);
    });
    m_timer.setInterval(LookEvery);
    connect(&m_timer, &QTimer::timeout, this, &SnapshotBar::refresh);
    hide();
}

int SnapshotBar::row() const
{
    return m_cluster ? m_services.clusters().rowOf(m_cluster) : -1;
}

double SnapshotBar::speed() const
{
    return m_speed->currentData().toDouble();
}

bool SnapshotBar::hasRecording() const
{
    return m_cluster && m_cluster->spec().snapshot && m_cluster->spec().snapshot->recording;
}

void SnapshotBar::setCluster(items::ClusterModel* cluster)
{
    const bool snapshot = cluster && cluster->spec().snapshot;
    m_cluster = snapshot ? cluster : nullptr;
    setVisible(snapshot);
    m_player->setVisible(hasRecording());
    hasRecording() ? m_timer.start() : m_timer.stop();
    if (!snapshot)
        return;
    //: %1 what it is: "Snapshot monday.dgsnap of prod-eu, taken …"
    const auto words = tr("%1. Read-only.").arg(evidence::snapshotMark(*cluster->spec().snapshot, cluster->spec().name));
    m_words->setText(words);
    m_words->setToolTip(widgets::plainToolTip(words));
    setAccessibleName(words);
    refresh();
}

void SnapshotBar::refresh()
{
    const auto state = m_services.replay(row());
    if (!state || !m_cluster)
        return;
    m_play->setIconName(state->playing ? QStringLiteral("action-suspend") : QStringLiteral("action-resume"));
    m_play->setWord(state->playing ? tr("Pause") : tr("Play"));
    if (!m_slider->isSliderDown()) {
        const QSignalBlocker blocked(m_slider);
        m_slider->setValue(state->length.count() > 0 ? static_cast<int>(state->at.count() * SliderSteps / state->length.count()) : 0);
    }
    m_time->setText(text::localTime(m_cluster->spec().snapshot->observedAt + state->at));
}

void SnapshotBar::play(bool playing)
{
    m_services.playReplay(row(), playing, speed());
    refresh();
}

// At the end it begins anew.
void SnapshotBar::togglePlaying()
{
    const auto state = m_services.replay(row());
    if (!state)
        return;
    if (!state->playing && state->at >= state->length)
        m_services.seekReplay(row(), Millis{0});
    play(!state->playing);
}

void SnapshotBar::skip(Millis by)
{
    const auto state = m_services.replay(row());
    if (!state)
        return;
    m_services.seekReplay(row(), std::clamp(state->at + by, Millis{0}, state->length));
    refresh();
}

} // namespace dg::window
