// SPDX-License-Identifier: Apache-2.0
// Small texts: plain labels, section titles, chips, count pills, key caps, hairlines. All text is plain text, whatever a
// cluster sends. Inks follow the theme by themselves.
#pragma once

#include "theme/theme.h"

#include <QLabel>

namespace dg::widgets {

// A tooltip shows these characters and nothing else, whatever Qt would take for rich text; long ones wrap. The only way
// by which cluster text may reach setToolTip().
[[nodiscard]] QString plainToolTip(const QString& text);

// Plain text always; elides at `elideMode` when there is no room and then shows the whole text as tooltip.
class PlainLabel : public QLabel {
    Q_OBJECT
public:
    explicit PlainLabel(const QString& text = {}, theme::FontRole role = theme::FontRole::Body, theme::Color ink = theme::Color::Text1,
        QWidget* parent = nullptr);
    void setInk(theme::Color ink);
    void setRole(theme::FontRole role);
    void setElideMode(Qt::TextElideMode mode);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    theme::Color m_ink;
    theme::FontRole m_role;
    Qt::TextElideMode m_elide = Qt::ElideRight;
};

// 600 small, above a group of facts.
class SectionTitle final : public PlainLabel {
    Q_OBJECT
public:
    explicit SectionTitle(const QString& text, QWidget* parent = nullptr);
};

// 22 px: tint, ink, 14 px mark, word.
class Chip final : public QWidget {
    Q_OBJECT
public:
    explicit Chip(QWidget* parent = nullptr);
    void setContent(const QString& icon, const QString& text, theme::Color ink, theme::Color tint);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    QString m_text;
    theme::Color m_ink = theme::Color::Neutral;
    theme::Color m_tint = theme::Color::NeutralTint;
};

// 16 px high number; hidden at 0.
class CountPill final : public QWidget {
    Q_OBJECT
public:
    explicit CountPill(QWidget* parent = nullptr);
    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }
    void setDrift(bool drift); // driftTint instead of neutralTint
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_count = 0;
    bool m_drift = false;
};

// "Ctrl K" in a small frame.
class KeyCap final : public QWidget {
    Q_OBJECT
public:
    explicit KeyCap(const QString& text, QWidget* parent = nullptr);
    void setText(const QString& text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
};

// One device pixel, horizontal or vertical.
class Hairline final : public QWidget {
    Q_OBJECT
public:
    explicit Hairline(Qt::Orientation orientation = Qt::Horizontal, theme::Color color = theme::Color::Line, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {1, 1}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Qt::Orientation m_orientation;
    theme::Color m_color;
};

// A surface of one theme colour (rail, inspector, footer).
class Surface : public QWidget {
    Q_OBJECT
public:
    explicit Surface(theme::Color color, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    theme::Color m_color;
};

} // namespace dg::widgets
