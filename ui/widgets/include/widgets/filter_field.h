// SPDX-License-Identifier: Apache-2.0
// The filter: funnel (or another icon) at the left, the key that leads here at the right, an example as placeholder.
#pragma once

#include <QLineEdit>

namespace dg::widgets {

class KeyCap;

class FilterField final : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterField(const QString& example, const QString& keyCap, QWidget* parent = nullptr);
    void setIconName(const QString& icon);
    // One sentence, shown below by the view; empty: no error. The outline turns red.
    void setError(const QString& sentence);
    [[nodiscard]] QString error() const { return m_error; }
    // Taken where there is room; a narrow window may take from it.
    void setPreferredWidth(int width);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void downPressed(); // Down: on to the list below
    void escaped(); // Esc with an empty field (a filled one is cleared first)

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void placeCap();
    QString m_icon;
    QString m_error;
    KeyCap* m_cap;
    int m_preferredWidth = 0; // 0: the line edit's own
};

} // namespace dg::widgets
