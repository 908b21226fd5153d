// SPDX-License-Identifier: Apache-2.0
// 32 px title row of a dock or panel: word in 600, one line of facts, actions at the right.
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace dg::widgets {

class PlainLabel;

class DockTitle final : public QWidget {
    Q_OBJECT
public:
    explicit DockTitle(const QString& title, QWidget* parent = nullptr);
    void setFacts(const QString& facts);
    void addAction(QWidget* button); // ToolButton; takes ownership
    using QWidget::addAction;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    PlainLabel* m_title;
    PlainLabel* m_facts;
    QHBoxLayout* m_row;
};

} // namespace dg::widgets
