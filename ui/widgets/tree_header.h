// SPDX-License-Identifier: Apache-2.0
// The tree's header: aligned like the cells below it, no vertical lines.
#pragma once

#include <QHeaderView>

namespace dg::widgets {

class TreeHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit TreeHeader(QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace dg::widgets
