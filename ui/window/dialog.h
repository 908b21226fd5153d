// SPDX-License-Identifier: Apache-2.0
// The frame of every dialog: title, one line of context, content, footer with the buttons at its end. Esc cancels, Enter
// does the primary. Opened with open(), never exec().
#pragma once

#include <QDialog>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace dg::window {

class Dialog : public QDialog {
    Q_OBJECT
public:
    explicit Dialog(QWidget* parent);

protected:
    void setHeading(const QString& title, const QString& context);
    void setFooterText(const QString& text);
    [[nodiscard]] QVBoxLayout* content() const { return m_content; }
    // Left of title and content, full height above the footer's end (the Connect dialog's ways).
    void setSidebar(QWidget* sidebar);
    QPushButton* addButton(const QString& text, const QString& objectName, bool primary);
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* m_columns = nullptr;
    QVBoxLayout* m_content = nullptr;
    QHBoxLayout* m_footer = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_context = nullptr;
    QLabel* m_footerText = nullptr;
};

} // namespace dg::window
