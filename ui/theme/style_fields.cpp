// SPDX-License-Identifier: Apache-2.0
// Line edits, combo boxes and the frames of fields.
#include "style.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPainter>

namespace dg::theme {

bool Style::drawFieldPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const bool enabled = option->state & State_Enabled;
    const bool focus = option->state & State_HasFocus;
    switch (element) {
    case PE_PanelLineEdit: {
        if (flag(widget, "chromeless"))
            return true;
        // The line edit inside a combo box or spin box has no frame of its own.
        if (widget && widget->parentWidget()
            && (widget->parentWidget()->inherits("QComboBox") || widget->parentWidget()->inherits("QAbstractSpinBox")))
            return true;
        const QColor fill = c(enabled ? Color::Base : Color::Window);
        if (focus) {
            drawBox(painter, option->rect, fill, c(Color::Accent), 2, metric::Radius);
            if (flag(widget, "error")) // inside of the ring that says where the keyboard is
                drawBox(painter, QRectF(option->rect).adjusted(2, 2, -2, -2), {}, c(Color::Failed), 1, metric::Radius - 2);
        } else
            drawBox(painter, option->rect, fill,
                c(!enabled                      ? Color::Line
                        : flag(widget, "error") ? Color::Failed
                                                : Color::Control),
                1, metric::Radius);
        return true;
    }
    case PE_FrameLineEdit:
        return true;
    case PE_FrameGroupBox:
    case PE_FrameStatusBarItem:
    case PE_FrameTabBarBase:
    case PE_FrameTabWidget:
    case PE_FrameDockWidget:
        return true; // one hairline per border is enough
    case PE_Frame:
        // Text areas keep an outline like a field; views set NoFrame themselves.
        drawBox(painter, option->rect, {}, c(focus ? Color::Accent : Color::LineStrong), focus ? 2 : 1, metric::Radius);
        return true;
    case PE_FrameMenu:
        drawBox(painter, option->rect, {}, c(Color::LineStrong), 1, 0);
        return true;
    case PE_PanelMenu:
        painter->fillRect(option->rect, c(Color::Raised));
        return true;
    case PE_PanelTipLabel:
        drawBox(painter, option->rect, c(Color::Raised), c(Color::LineStrong), 1, 0);
        return true;
    case PE_PanelStatusBar:
    case PE_PanelMenuBar:
    case PE_PanelToolBar:
        painter->fillRect(option->rect, c(Color::Window));
        return true;
    default:
        return false;
    }
}

void Style::drawComboBox(const QStyleOptionComboBox& option, QPainter* painter, const QWidget* widget) const
{
    const bool enabled = option.state & State_Enabled;
    const bool focus = option.state & State_HasFocus;
    const QColor fill = c(!enabled ? Color::Window : (option.state & State_MouseOver) && !option.editable ? Color::Hover : Color::Base);
    if (focus)
        drawBox(painter, option.rect, fill, c(Color::Accent), 2, metric::Radius);
    else
        drawBox(painter, option.rect, fill,
            c(!enabled                      ? Color::Line
                    : flag(widget, "error") ? Color::Failed
                                            : Color::Control),
            1, metric::Radius);
    const QRect arrow = subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget);
    drawIcon(painter, arrow, QStringLiteral("chevron-down"), enabled ? Color::Text2 : Color::Disabled, metric::Chevron);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub, const QWidget* widget) const
{
    if (control == CC_ComboBox) {
        const QRect r = option->rect;
        const int arrow = metric::Gap + metric::Chevron + metric::IconText;
        if (sub == SC_ComboBoxArrow)
            return visualRect(option->direction, r, QRect(r.right() + 1 - arrow, r.top(), arrow - 4, r.height()));
        if (sub == SC_ComboBoxEditField)
            return visualRect(option->direction, r, r.adjusted(metric::Gap, 1, -arrow, -1));
        if (sub == SC_ComboBoxFrame)
            return r;
        if (sub == SC_ComboBoxListBoxPopup)
            return r;
    }
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (!bar)
            return QProxyStyle::subControlRect(control, option, sub, widget);
        // No arrows: the groove is the whole bar.
        const bool flat = bar->orientation == Qt::Horizontal;
        const int length = flat ? bar->rect.width() : bar->rect.height();
        const int extent = flat ? bar->rect.height() : bar->rect.width();
        const qint64 range = static_cast<qint64>(bar->maximum) - bar->minimum;
        int thumb = length;
        if (range > 0) {
            thumb = static_cast<int>(static_cast<qint64>(length) * bar->pageStep / (range + bar->pageStep));
            thumb = std::min(length, std::max(thumb, 24));
        }
        const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
        QRect r;
        switch (sub) {
        case SC_ScrollBarSlider:
            r = flat ? QRect(start, 0, thumb, extent) : QRect(0, start, extent, thumb);
            break;
        case SC_ScrollBarGroove:
            r = flat ? QRect(0, 0, length, extent) : QRect(0, 0, extent, length);
            break;
        case SC_ScrollBarSubPage:
            r = flat ? QRect(0, 0, start, extent) : QRect(0, 0, extent, start);
            break;
        case SC_ScrollBarAddPage:
            r = flat ? QRect(start + thumb, 0, length - start - thumb, extent) : QRect(0, start + thumb, extent, length - start - thumb);
            break;
        default:
            return {};
        }
        return visualRect(bar->direction, bar->rect, r.translated(bar->rect.topLeft()));
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    switch (element) {
    case SE_LineEditContents:
        return option->rect.adjusted(metric::IconText, 2, -metric::IconText, -2);
    case SE_PushButtonFocusRect:
    case SE_PushButtonContents:
    case SE_PushButtonBevel:
        return option->rect;
    case SE_HeaderLabel:
        return option->rect.adjusted(metric::Gap, 0, -metric::Gap, 0);
    case SE_ToolBarHandle:
        return {};
    case SE_CheckBoxFocusRect:
    case SE_RadioButtonFocusRect: {
        const QRect text = QProxyStyle::subElementRect(element, option, widget);
        return text.adjusted(-2, -1, 2, 1).intersected(option->rect);
    }
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

} // namespace dg::theme
