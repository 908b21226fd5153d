// SPDX-License-Identifier: Apache-2.0
// Push buttons, tool buttons, check boxes and radio buttons.
#include "style.h"

#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

namespace dg::theme {

namespace {

// A box whose corners are round only at the ends of a row of joined buttons.
QPainterPath segmentPath(const QRectF& rect, const QString& place, qreal radius)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addRoundedRect(rect, radius, radius);
    if (place != QLatin1String("first") && place != QLatin1String("only"))
        path.addRect(QRectF(rect.left(), rect.top(), radius, rect.height()));
    if (place != QLatin1String("last") && place != QLatin1String("only"))
        path.addRect(QRectF(rect.right() - radius, rect.top(), radius, rect.height()));
    return path.simplified();
}

} // namespace

bool Style::drawButtonPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const bool enabled = option->state & State_Enabled;
    const bool hover = enabled && (option->state & State_MouseOver);
    const bool down = option->state & State_Sunken;
    const bool on = option->state & State_On;
    const bool focus = option->state & State_HasFocus;
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonBevel: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        const bool flat = button && (button->features & QStyleOptionButton::Flat);
        const bool primary = flag(widget, "primary") && enabled;
        QColor fill = c(Color::Raised);
        QColor stroke = c(enabled ? Color::LineStrong : Color::Line);
        if (primary) {
            fill = c(Color::AccentFill);
            if (down)
                fill = fill.darker(118);
            else if (hover)
                fill = fill.darker(108);
            stroke = fill;
        } else if (down) {
            fill = c(Color::Pressed);
        } else if (on) {
            fill = c(Color::Select);
        } else if (hover) {
            fill = c(Color::Hover);
        } else if (flat) {
            fill = {};
        }
        if (flat && !primary)
            stroke = {};
        const QString segment = widget ? widget->property("segment").toString() : QString();
        if (!segment.isEmpty()) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setBrush(fill);
            painter->setPen(QPen(stroke, 1));
            // Neighbours share one outline: all but the first begin half a pixel left of their box.
            const bool first = segment == QLatin1String("first") || segment == QLatin1String("only");
            painter->drawPath(segmentPath(QRectF(option->rect).adjusted(first ? 0.5 : -0.5, 0.5, -0.5, -0.5), segment, metric::Radius));
            painter->restore();
        } else {
            drawBox(painter, option->rect, fill, stroke, 1, metric::Radius);
        }
        if (focus) {
            drawFocusRing(painter, option->rect, c(Color::Accent), metric::Radius);
            if (primary) // the ring is the fill's own colour: a gap in the surface's colour sets it off
                drawBox(painter, QRectF(option->rect).adjusted(2, 2, -2, -2), {}, c(Color::Raised), 1, metric::Radius - 1);
        }
        return true;
    }
    case PE_PanelButtonTool: {
        QColor fill;
        QColor stroke;
        if (down)
            fill = c(Color::Pressed);
        else if (on)
            fill = c(Color::Select);
        else if (hover)
            fill = c(Color::Hover);
        if (fill.isValid())
            stroke = c(Color::LineStrong);
        if (fill.isValid())
            drawBox(painter, option->rect, fill, stroke, 1, metric::Radius);
        if (focus)
            drawFocusRing(painter, option->rect, c(Color::Accent), metric::Radius);
        return true;
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: {
        const bool partly = option->state & State_NoChange;
        const QRectF box = QRectF(option->rect).adjusted(0, 0, 0, 0);
        if (on || partly) {
            drawBox(painter, box, c(enabled ? Color::AccentFill : Color::Disabled), {}, 0, 3);
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(c(Color::OnAccent), 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            const QPointF o = box.topLeft();
            const qreal s = box.width() / 14.0;
            if (partly)
                painter->drawLine(o + QPointF(4, 7) * s, o + QPointF(10, 7) * s);
            else
                painter->drawPolyline(QPolygonF{o + QPointF(3.4, 7.3) * s, o + QPointF(6, 9.9) * s, o + QPointF(10.8, 4.6) * s});
            painter->restore();
        } else {
            drawBox(painter, box, c(down ? Color::Pressed : Color::Base), c(enabled ? Color::Control : Color::Line), 1, 3);
        }
        return true;
    }
    case PE_IndicatorRadioButton: {
        const QRectF box = option->rect;
        drawBox(painter, box, c(on ? (enabled ? Color::AccentFill : Color::Disabled) : Color::Base),
            on ? QColor() : c(enabled ? Color::Control : Color::Line), 1, box.width() / 2);
        if (on)
            drawBox(painter, QRectF(box.center() - QPointF(3, 3), QSizeF(6, 6)), c(Color::OnAccent), {}, 0, 3);
        return true;
    }
    case PE_FrameFocusRect:
        if (widget
            && (widget->inherits("QPushButton") || widget->inherits("QToolButton") || widget->inherits("QAbstractItemView")
                || widget->inherits("QTabBar")))
            return true; // their panels draw it
        drawFocusRing(painter, option->rect, c(Color::Accent), metric::Radius);
        return true;
    case PE_FrameDefaultButton:
    case PE_FrameButtonBevel:
    case PE_FrameButtonTool:
        return true;
    default:
        return false;
    }
}

bool Style::drawButtonControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (element == CE_PushButtonBevel) {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (!button)
            return false;
        drawPrimitive(PE_PanelButtonCommand, button, painter, widget);
        if (button->features & QStyleOptionButton::HasMenu) {
            const QRect box(option->rect.right() - 9 - metric::Chevron, option->rect.top(), metric::Chevron, option->rect.height());
            drawIcon(painter, visualRect(option->direction, option->rect, box), QStringLiteral("chevron-down"),
                (option->state & State_Enabled) ? Color::Text2 : Color::Disabled, metric::Chevron);
        }
        return true;
    }
    if (element != CE_PushButtonLabel)
        return false;
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    if (!button)
        return false;
    const bool enabled = option->state & State_Enabled;
    const bool on = option->state & State_On;
    const bool primary = flag(widget, "primary") && enabled;
    painter->save();
    const bool segment = widget && !widget->property("segment").toString().isEmpty();
    if (flag(widget, "primary") || (segment && on))
        painter->setFont(m_theme.font(FontRole::BodyBold));
    painter->setPen(c(!enabled ? Color::Disabled : primary ? Color::OnAccent : Color::Text1));
    QRect rect = option->rect.adjusted(10, 0, -10, 0);
    if (button->features & QStyleOptionButton::HasMenu)
        rect = visualRect(option->direction, option->rect, option->rect.adjusted(10, 0, -10 - metric::Chevron - metric::IconText, 0));
    const int textWidth = painter->fontMetrics().size(Qt::TextShowMnemonic, button->text).width();
    const int iconWidth = button->icon.isNull() ? 0 : button->iconSize.width();
    const int between = iconWidth && !button->text.isEmpty() ? metric::IconText : 0;
    const int used = std::min(rect.width(), iconWidth + between + textWidth);
    const bool leftAligned = flag(widget, "leftAligned");
    int x = leftAligned ? rect.left() : rect.left() + (rect.width() - used) / 2;
    if (button->text.isEmpty())
        x = option->rect.center().x() - iconWidth / 2 + 1;
    if (iconWidth) {
        const QRect box(x, rect.top() + (rect.height() - button->iconSize.height()) / 2, iconWidth, button->iconSize.height());
        button->icon.paint(painter, visualRect(option->direction, option->rect, box), Qt::AlignCenter,
            enabled ? QIcon::Normal : QIcon::Disabled, on ? QIcon::On : QIcon::Off);
        x += iconWidth + between;
    }
    const QRect text(x, rect.top(), rect.right() + 1 - x, rect.height());
    int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic;
    if (!styleHint(SH_UnderlineShortcut, option, widget, nullptr))
        flags |= Qt::TextHideMnemonic;
    painter->drawText(visualRect(option->direction, option->rect, text),
        static_cast<int>(visualAlignment(option->direction, Qt::AlignLeft)) | (flags & ~Qt::AlignLeft),
        painter->fontMetrics().elidedText(button->text, Qt::ElideRight, text.width() + 2, Qt::TextShowMnemonic));
    painter->restore();
    return true;
}

void Style::drawToolButton(const QStyleOptionToolButton& option, QPainter* painter, const QWidget* widget) const
{
    QStyleOption panel = option;
    drawButtonPrimitive(PE_PanelButtonTool, &panel, painter, widget);
    const bool enabled = option.state & State_Enabled;
    const bool on = option.state & State_On;
    const bool withText = option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
    const bool menu = (option.features & QStyleOptionToolButton::HasMenu) && withText;
    QRect rect = option.rect;
    if (menu) {
        const QRect box(rect.right() - 6 - metric::Chevron, rect.top(), metric::Chevron, rect.height());
        drawIcon(painter, visualRect(option.direction, rect, box), QStringLiteral("chevron-down"), enabled ? Color::Text2 : Color::Disabled,
            metric::Chevron);
    }
    const int iconWidth = option.icon.isNull() || option.toolButtonStyle == Qt::ToolButtonTextOnly ? 0 : option.iconSize.width();
    int x = withText ? rect.left() + metric::Gap : rect.left() + (rect.width() - iconWidth) / 2;
    if (iconWidth) {
        const QRect box(x, rect.top() + (rect.height() - option.iconSize.height()) / 2, iconWidth, option.iconSize.height());
        option.icon.paint(painter, visualRect(option.direction, rect, box), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled,
            on ? QIcon::On : QIcon::Off);
        x += iconWidth + metric::IconText;
    }
    if (withText) {
        painter->save();
        painter->setPen(c(enabled ? Color::Text1 : Color::Disabled));
        const QRect text(x, rect.top(), rect.right() - x - (menu ? metric::Chevron + metric::Gap : 2), rect.height());
        painter->drawText(visualRect(option.direction, rect, text), Qt::AlignVCenter | Qt::TextHideMnemonic, option.text);
        painter->restore();
    }
}

} // namespace dg::theme
