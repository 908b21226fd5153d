// SPDX-License-Identifier: Apache-2.0
// Two small drawings: the stages of an action (o-o-o-.) and the tide strip (24 h of an object in 8 or 14 px).
#pragma once

#include <QWidget>

#include <array>
#include <vector>

class QPainter;

namespace dg::theme {
class Theme;
}

namespace dg::widgets {

enum class Stage : unsigned char { Open, Running, Done, Failed };

void drawStages(QPainter* painter, const theme::Theme& theme, const QRect& box, const std::vector<Stage>& stages);

class StageDots final : public QWidget {
    Q_OBJECT
public:
    explicit StageDots(QWidget* parent = nullptr);
    // `description` is what a screen reader says: "Running, step 3 of 4".
    void setStages(std::vector<Stage> stages, const QString& description);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Stage> m_stages;
};

// Worst state of 30 minutes.
enum class Tide : unsigned char { NoData, Ready, Waiting, Drifted, Failed };
inline constexpr std::size_t TideCells = 48;
using TideData = std::array<Tide, TideCells>; // oldest first

void drawTide(QPainter* painter, const theme::Theme& theme, const QRectF& box, const TideData& data);

class TideStrip final : public QWidget {
    Q_OBJECT
public:
    explicit TideStrip(int height, QWidget* parent = nullptr); // 8 in the rail, 14 in the inspector
    // One accessible object: "Last 24 hours: 1 failure of 34 min".
    void setData(const TideData& data, const QString& description);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TideData m_data{};
    int m_height;
};

} // namespace dg::widgets
