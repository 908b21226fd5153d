// SPDX-License-Identifier: Apache-2.0
// "3 rows moved. Sort now": stands at the top right of the tree while order is frozen and something would move.
#pragma once

#include <QWidget>

namespace dg::widgets {

class LinkButton;
class PlainLabel;

class MovedPill final : public QWidget {
    Q_OBJECT
public:
    explicit MovedPill(QWidget* parent);
    void setCount(int rows); // hidden at 0

Q_SIGNALS:
    void sortRequested();
    void resized();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    PlainLabel* m_text;
    LinkButton* m_link;
    int m_count = 0;
};

} // namespace dg::widgets
