// SPDX-License-Identifier: Apache-2.0
// One line of the inspector's overview.
#pragma once

#include "overview.h"
#include "theme/theme.h"

class QLabel;

namespace dg::widgets {
class LinkButton;
class PlainLabel;
} // namespace dg::widgets

namespace dg::views {

class LineWidget final : public QWidget {
    Q_OBJECT
public:
    LineWidget(const Line& line, bool first, QWidget* parent);
    void setLine(const Line& line);

Q_SIGNALS:
    void linkActivated(const dg::ObjectKey& key);
    void openRequested(const QString& url);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void buildFact();
    void buildCondition();
    void buildPod();
    void toggleMessage();
    Line m_line;
    bool m_first;
    QWidget* m_markBox = nullptr;
    widgets::PlainLabel* m_label = nullptr;
    widgets::PlainLabel* m_value = nullptr;
    widgets::PlainLabel* m_extra = nullptr;
    widgets::LinkButton* m_link = nullptr;
    QLabel* m_message = nullptr;
};

} // namespace dg::views
