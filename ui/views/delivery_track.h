// SPDX-License-Identifier: Apache-2.0
// The seven stations of a delivery on one line (design §6): time between them above, name, time and object below. Each station
// is a widget of its own: a screen reader hears its sentence, arrow keys walk them. States differ in shape, not only in colour.
// Time runs from left to right in every language.
#pragma once

#include "delivery/delivery.h"

#include <QWidget>

#include <array>

namespace dg::views {

class DeliveryStation;

class DeliveryTrack final : public QWidget {
    Q_OBJECT
public:
    explicit DeliveryTrack(QWidget* parent = nullptr);
    void setDelivery(const delivery::Delivery& delivery, WallTime now);
    [[nodiscard]] QString sentence(delivery::Hop hop) const;

Q_SIGNALS:
    void linkActivated(const QString& url); // of a station: Enter, double click

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] int centre(std::size_t station) const;
    std::array<DeliveryStation*, delivery::HopCount> m_stations{};
    std::array<QString, delivery::HopCount> m_took; // above the line that leads to it
    std::array<delivery::HopState, delivery::HopCount> m_states{};
    bool m_late = false; // the last of m_took is what it stands still for
};

} // namespace dg::views
