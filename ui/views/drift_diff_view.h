// SPDX-License-Identifier: Apache-2.0
// Paints a Diff: two panes side by side or one, hunk after hunk. F7 and Shift+F7 walk the hunks, + and - widen and narrow the
// context, Ctrl+C copies. Only the rows on screen are painted.
#pragma once

#include "drift_diff.h"

#include <QAbstractScrollArea>

namespace dg::views {

class DriftDiffView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit DriftDiffView(QWidget* parent = nullptr);
    void setDiff(Diff diff, bool keepPlace);
    [[nodiscard]] const Diff& diff() const { return m_diff; }
    void setTwoPanes(bool on);
    [[nodiscard]] bool twoPanes() const { return m_twoPanes; }
    [[nodiscard]] int currentHunk() const { return m_hunk; }
    void goToHunk(int hunk);
    void step(int hunks);
    void setContext(int lines);
    [[nodiscard]] int context() const { return m_context; }
    [[nodiscard]] int hiddenLines() const { return m_hidden; }
    // Every line that holds it, whatever the case; returns how many. The first at or below the current one comes into sight.
    int find(const QString& words);
    void findNext(bool backwards);
    [[nodiscard]] QString plainText() const; // as it would be copied
    [[nodiscard]] int contentHeight() const { return m_height; }
    [[nodiscard]] int paneSplit() const; // x where the right pane begins

Q_SIGNALS:
    void copyRequested(const QString& text);
    void currentHunkChanged(int hunk);
    void linesShownChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Item {
        enum Type : unsigned char { Head, Line, LeftOnly, RightOnly, Gap } type = Head;
        int hunk = 0;
        int line = 0; // of the diff; of a gap: how many lines are hidden
        int y = 0, height = 0;
    };
    void layOut();
    void updateBars();
    void tellCurrent();
    [[nodiscard]] int itemAt(int y) const;
    void paintLine(QPainter& painter, const Item& item, const QRect& box) const;
    void paintSide(QPainter& painter, const DiffLine& line, bool right, const QRect& box, int indent) const;
    Diff m_diff;
    std::vector<Item> m_items;
    std::vector<int> m_indents; // by hunk: what all of its lines begin with
    std::vector<int> m_hits; // items
    QString m_words;
    int m_hit = -1;
    int m_context;
    int m_hunk = 0;
    int m_hidden = 0;
    int m_height = 0, m_width = 0; // of what is painted
    bool m_twoPanes = true;
};

} // namespace dg::views
