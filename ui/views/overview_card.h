// SPDX-License-Identifier: Apache-2.0
// One number of all clusters: what it is now, against last week, and its last seven days as a line or as bars. Not a control; a screen
// reader hears it as one sentence.
#pragma once

#include "overview_words.h"

#include <QWidget>

namespace dg::views {

class OverviewCard final : public QWidget {
    Q_OBJECT
public:
    explicit OverviewCard(QWidget* parent = nullptr);
    void setContent(OverviewCardContent content);
    [[nodiscard]] const OverviewCardContent& content() const { return m_content; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintLine(QPainter& painter, const QRectF& box) const;
    void paintBars(QPainter& painter, const QRectF& box) const;
    OverviewCardContent m_content;
};

} // namespace dg::views
