// SPDX-License-Identifier: Apache-2.0
// The one style (design §4): Fusion underneath, our own surfaces, outlines, focus ring and measures above. Split by control:
// style.cpp (dispatch, measures), style_buttons.cpp, style_fields.cpp, style_views.cpp, style_bars.cpp.
#pragma once

#include "theme/draw.h"
#include "theme/theme.h"

#include <QProxyStyle>
#include <QStyleOption>

namespace dg::theme {

class Style final : public QProxyStyle {
    Q_OBJECT
public:
    explicit Style(const Theme& theme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawComplexControl(
        ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub, const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    void drawItemText(QPainter* painter, const QRect& rect, int flags, const QPalette& palette, bool enabled, const QString& text,
        QPalette::ColorRole role) const override;
    void polish(QWidget* widget) override;
    void unpolish(QWidget* widget) override;
    void polish(QApplication* app) override;
    void unpolish(QApplication* app) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;
    int layoutSpacing(QSizePolicy::ControlType first, QSizePolicy::ControlType second, Qt::Orientation orientation,
        const QStyleOption* option, const QWidget* widget) const override;

private:
    // Each answers whether it drew the thing.
    bool drawButtonPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    bool drawFieldPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    bool drawViewPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    bool drawButtonControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    bool drawViewControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    bool drawBarControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    void drawMenuItem(const QStyleOptionMenuItem& option, QPainter* painter) const;
    void drawTab(const QStyleOptionTab& option, QPainter* painter, const QWidget* widget) const;
    void drawComboBox(const QStyleOptionComboBox& option, QPainter* painter, const QWidget* widget) const;
    void drawScrollBar(const QStyleOptionSlider& option, QPainter* painter, const QWidget* widget) const;
    void drawToolButton(const QStyleOptionToolButton& option, QPainter* painter, const QWidget* widget) const;

    [[nodiscard]] QColor c(Color color) const { return m_theme.color(color); }
    void drawIcon(QPainter* painter, const QRect& box, const QString& name, Color ink, int size) const;
    void setAltHeld(bool held);
    const Theme& m_theme;
    bool m_altHeld = false;
};

// A widget's property "primary" marks the one primary button of its part; "segment" a joined button: "first", "middle", "last";
// "toolRow" a tab bar that fills
// the 40 px row; "error" a field whose content was not understood; "chromeless" a field without a frame.
[[nodiscard]] bool flag(const QWidget* widget, const char* name);

} // namespace dg::theme
