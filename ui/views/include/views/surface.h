// SPDX-License-Identifier: Apache-2.0
// A widget that is one of the theme's surfaces, with hairlines where it meets another of the same level.
#pragma once

#include "theme/theme.h"

#include <QWidget>

class QLabel;

namespace dg::views {

class Surface : public QWidget {
    Q_OBJECT
public:
    explicit Surface(theme::Color color, QWidget* parent = nullptr, Qt::Edges lines = {});
    void setColor(theme::Color color);
    void setLines(Qt::Edges lines);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    theme::Color m_color;
    Qt::Edges m_lines;
};

// Plain text in a role of the theme; follows light and dark. `wrap` for sentences.
[[nodiscard]] QLabel* makeLabel(QWidget* parent, theme::FontRole font, theme::Color ink, const QString& text = {}, bool wrap = false);
void setInk(QLabel* label, theme::Color ink);

} // namespace dg::views
