// SPDX-License-Identifier: Apache-2.0
// Buttons. Every one has an accessible name (its word, or its tooltip) and may give the reason why it is disabled.
#pragma once

#include "theme/theme.h"

#include <QAbstractButton>
#include <QKeySequence>
#include <QPushButton>
#include <QToolButton>

class QButtonGroup;

namespace dg::widgets {

class Button : public QPushButton {
    Q_OBJECT
public:
    // `icon` is a name of resources/icons, or empty.
    explicit Button(const QString& text, const QString& icon = {}, QWidget* parent = nullptr);
    // Disabled with the reason as tooltip; an empty reason enables.
    void setBlocked(const QString& reason);
    void setHint(const QString& toolTip); // shown while enabled
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    QString m_hint;
};

// The one primary button of a window part.
class PrimaryButton final : public Button {
    Q_OBJECT
public:
    explicit PrimaryButton(const QString& text, const QString& icon = {}, QWidget* parent = nullptr);
};

// 28x28, icon only; the tooltip is the word and the shortcut.
class ToolButton final : public QToolButton {
    Q_OBJECT
public:
    ToolButton(const QString& icon, const QString& word, const QKeySequence& shortcut = {}, QWidget* parent = nullptr);
    void setWord(const QString& word);
    void setIconName(const QString& icon);
    void setBlocked(const QString& reason);

private:
    void refreshToolTip();
    QString m_word;
    QString m_reason;
    QKeySequence m_shortcut; // shown only; the action owns it
};

// Accent text, underlined under the pointer and with focus.
class LinkButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit LinkButton(const QString& text = {}, QWidget* parent = nullptr);
    void setBold(bool bold);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; // Enter too

private:
    bool m_bold = false;
};

// Joined buttons, one chosen.
class SegmentedBar final : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedBar(const QString& accessibleName, QWidget* parent = nullptr);
    void setSegments(const QStringList& words);
    void setWord(int index, const QString& word); // of one that is there; keeps focus and choice
    [[nodiscard]] int current() const;
    void setCurrent(int index); // no signal

Q_SIGNALS:
    void currentChanged(int index); // by the user

private:
    QButtonGroup* m_group;
};

} // namespace dg::widgets
