// SPDX-License-Identifier: Apache-2.0
// Dispatch, measures, hints and sizes.
#include "style.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFrame>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenuBar>
#include <QPainter>
#include <QScrollBar>
#include <QSplitterHandle>
#include <QStyleFactory>
#include <QTabBar>

#include <algorithm>

namespace dg::theme {

Style::Style(const Theme& theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(theme)
{
    setObjectName(QStringLiteral("driftglass"));
}

bool flag(const QWidget* widget, const char* name)
{
    return widget && widget->property(name).toBool();
}

void Style::drawIcon(QPainter* painter, const QRect& box, const QString& name, Color ink, int size) const
{
    const qreal ratio = ratioOf(painter);
    const QPixmap picture = m_theme.pixmap(name, c(ink), size, ratio);
    painter->drawPixmap(QPointF(box.x() + (box.width() - size) / 2.0, box.y() + (box.height() - size) / 2.0), picture);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (drawButtonPrimitive(element, option, painter, widget) || drawFieldPrimitive(element, option, painter, widget)
        || drawViewPrimitive(element, option, painter, widget))
        return;
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (drawButtonControl(element, option, painter, widget) || drawViewControl(element, option, painter, widget)
        || drawBarControl(element, option, painter, widget))
        return;
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ComboBox) {
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            return drawComboBox(*combo, painter, widget);
    } else if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return drawScrollBar(*bar, painter, widget);
    } else if (control == CC_ToolButton) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option))
            return drawToolButton(*button, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return metric::Panel;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return metric::Gap;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
        return metric::Icon;
    case PM_SplitterWidth:
        return 1;
    case PM_ScrollBarExtent:
        return metric::ScrollBar;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_DockWidgetTitleMargin:
        return metric::Gap;
    case PM_DockWidgetTitleBarButtonMargin:
        return 4;
    case PM_DockWidgetFrameWidth:
    case PM_DockWidgetSeparatorExtent:
        return metric == PM_DockWidgetSeparatorExtent ? 1 : 0;
    case PM_ToolBarFrameWidth:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_MenuBarHMargin:
        return metric == PM_MenuBarHMargin ? 4 : 0;
    case PM_MenuBarItemSpacing:
        return 0;
    case PM_ToolBarItemSpacing:
        return 4;
    case PM_ToolBarItemMargin:
        return 4;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_MenuHMargin:
        return 0;
    case PM_ToolTipLabelFrameWidth:
        return 1;
    case PM_ButtonMargin:
        return 20;
    case PM_MenuButtonIndicator:
        return 0; // counted in sizeFromContents
    case PM_ButtonDefaultIndicator:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 14;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return metric::Gap;
    case PM_DefaultFrameWidth:
        if (qobject_cast<const QAbstractItemView*>(widget) || qobject_cast<const QAbstractScrollArea*>(widget))
            return 1;
        return QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ComboBoxFrameWidth:
        return 1;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_TabBarTabVSpace:
        return 16;
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
        return 0;
    case PM_HeaderMargin:
        return metric::Gap;
    case PM_HeaderMarkSize:
        return metric::Chevron;
    case PM_HeaderGripMargin:
        return 4;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return 2;
    case PM_TreeViewIndentation:
        return metric::TreeIndent;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_Widget_Animation_Duration:
    case SH_Widget_Animate:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
    case SH_Menu_FlashTriggeredItem:
    case SH_GroupBox_TextLabelVerticalAlignment:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_ContextMenu:
    case SH_Menu_MouseTracking:
    case SH_MenuBar_MouseTracking:
    case SH_ComboBox_ListMouseTracking:
        return 1;
    case SH_ItemView_ActivateItemOnSingleClick:
    case SH_TabBar_PreferNoArrows:
        return 0;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_Table_GridLineColor:
        return static_cast<int>(c(Color::Line).rgba());
    case SH_ToolTipLabel_Opacity:
        return 255;
    case SH_FormLayoutLabelAlignment:
        return Qt::AlignRight | Qt::AlignVCenter;
    case SH_MessageBox_CenterButtons:
        return 0;
    case SH_UnderlineShortcut:
        return m_altHeld ? 1 : 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: {
        // As wide as its text and icon; padding 10.
        int width = size.width() + 20 + 2; // fonts give fractions of pixels
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            if (button->text.isEmpty())
                width = metric::ControlHeight;
            else if (!button->icon.isNull())
                width += metric::IconText - 4; // QPushButton counts 4 between icon and text
            if (button->features & QStyleOptionButton::HasMenu)
                width += metric::Chevron + metric::IconText;
            const bool segment = widget && !widget->property("segment").toString().isEmpty();
            if (flag(widget, "primary") || segment) // 600 is wider than what QPushButton measured
                width += QFontMetrics(m_theme.font(FontRole::BodyBold)).horizontalAdvance(button->text)
                    - button->fontMetrics.horizontalAdvance(button->text);
        }
        return {width, std::max(metric::ControlHeight, size.height() + 10)};
    }
    case CT_ToolButton: {
        const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        if (button && button->toolButtonStyle != Qt::ToolButtonIconOnly && !button->text.isEmpty())
            return {result.width() + 12, metric::ControlHeight};
        return {std::max(metric::ControlHeight, size.width()), std::max(metric::ControlHeight, size.height())};
    }
    case CT_LineEdit:
        return {result.width(), std::max(metric::ControlHeight, size.height() + 8)};
    case CT_ComboBox:
        return {
            size.width() + 2 * metric::Gap + metric::Chevron + metric::IconText + 8, std::max(metric::ControlHeight, size.height() + 8)};
    case CT_SpinBox:
        return {result.width(), std::max(metric::ControlHeight, result.height())};
    case CT_HeaderSection:
        return {result.width(), std::max(metric::Header, result.height())};
    case CT_MenuBarItem:
        return {size.width() + 16, std::max(metric::MenuBar, size.height() + 8)};
    case CT_MenuItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {size.width(), 9};
        // 12 padding, 16 mark or icon, 8 gap; the shortcut stands 24 from the text.
        int width = size.width() + 36 + metric::Panel;
        if (item && item->text.contains(u'\t'))
            width += 24;
        if (item && item->menuItemType == QStyleOptionMenuItem::SubMenu)
            width += 20;
        return {width, std::max(26, size.height() + 6)};
    }
    case CT_TabBarTab: {
        const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
        int width = result.width() + (tab && !tab->icon.isNull() ? 2 : 0);
        if (tab) // the chosen tab is 600: every tab has room for it, so that choosing moves nothing
            width += std::max(0,
                QFontMetrics(m_theme.font(FontRole::BodyBold)).horizontalAdvance(tab->text)
                    - tab->fontMetrics.horizontalAdvance(tab->text));
        return {width, std::max(flag(widget, "toolRow") ? metric::ToolRow : 32, result.height())};
    }
    default:
        return result;
    }
}

int Style::layoutSpacing(QSizePolicy::ControlType, QSizePolicy::ControlType, Qt::Orientation, const QStyleOption*, const QWidget*) const
{
    return metric::Gap;
}

void Style::drawItemText(QPainter* painter, const QRect& rect, int flags, const QPalette& palette, bool enabled, const QString& text,
    QPalette::ColorRole role) const
{
    if (text.isEmpty())
        return;
    const QPen before = painter->pen();
    if (role != QPalette::NoRole)
        painter->setPen(QPen(palette.color(enabled ? palette.currentColorGroup() : QPalette::Disabled, role)));
    painter->drawText(rect, flags, text);
    painter->setPen(before);
}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSpinBox*>(widget)
        || qobject_cast<QScrollBar*>(widget) || qobject_cast<QTabBar*>(widget) || qobject_cast<QHeaderView*>(widget)
        || qobject_cast<QSplitterHandle*>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void Style::unpolish(QWidget* widget)
{
    QProxyStyle::unpolish(widget);
}

void Style::polish(QApplication* app)
{
    QProxyStyle::polish(app);
    app->installEventFilter(this);
}

void Style::unpolish(QApplication* app)
{
    app->removeEventFilter(this);
    QProxyStyle::unpolish(app);
}

bool Style::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt)
            setAltHeld(event->type() == QEvent::KeyPress || QApplication::activePopupWidget());
        break;
    case QEvent::WindowDeactivate:
        setAltHeld(false);
        break;
    case QEvent::Hide: // a menu that was opened with Alt keeps its underlines until it goes
        if (m_altHeld && watched->inherits("QMenu"))
            setAltHeld(QGuiApplication::keyboardModifiers() & Qt::AltModifier);
        break;
    default:
        break;
    }
    return QProxyStyle::eventFilter(watched, event);
}

// Mnemonics are underlined while Alt is held, and in menus opened with it.
void Style::setAltHeld(bool held)
{
    if (held == m_altHeld)
        return;
    m_altHeld = held;
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget* window : windows) {
        const auto bars = window->findChildren<QMenuBar*>();
        for (QMenuBar* bar : bars)
            bar->update();
    }
}

} // namespace dg::theme
