// SPDX-License-Identifier: Apache-2.0
// Rows, headers, tabs, splitters and dock titles.
#include "style.h"

#include <QAbstractItemView>
#include <QDockWidget>
#include <QHeaderView>
#include <QPainter>
#include <QTabBar>

namespace dg::theme {

bool Style::drawViewPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_PanelItemViewRow:
        return true; // the items paint their whole row
    case PE_PanelItemViewItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
        if (option->state & State_Selected) {
            painter->fillRect(option->rect, c((option->state & State_Active) ? Color::Select : Color::SelectIdle));
            if (option->state & State_HasFocus)
                drawBox(painter, option->rect, {}, c(Color::Accent), 1, 0);
        } else if ((option->state & State_MouseOver) && (option->state & State_Enabled)) {
            painter->fillRect(option->rect, c(Color::Hover));
        } else if (item && item->backgroundBrush.style() != Qt::NoBrush) {
            painter->fillRect(option->rect, item->backgroundBrush);
        }
        return true;
    }
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            drawIcon(painter, option->rect, (option->state & State_Open) ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                Color::Text3, metric::Chevron);
        return true;
    case PE_IndicatorHeaderArrow: {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        if (!header || header->sortIndicator == QStyleOptionHeader::None)
            return true;
        painter->save();
        if (header->sortIndicator == QStyleOptionHeader::SortDown) { // descending: the same glyph turned over
            const QPointF centre = QRectF(option->rect).center();
            painter->translate(centre);
            painter->rotate(180);
            painter->translate(-centre);
        }
        drawIcon(painter, option->rect, QStringLiteral("sort-up"), Color::Text2, metric::Chevron);
        painter->restore();
        return true;
    }
    case PE_IndicatorTabClose: {
        drawIcon(painter, option->rect, QStringLiteral("action-close"), Color::Text2, metric::Chevron);
        return true;
    }
    case PE_IndicatorDockWidgetResizeHandle:
        painter->fillRect(option->rect, c(Color::LineStrong));
        return true;
    case PE_IndicatorToolBarSeparator: {
        const QRectF r = option->rect;
        drawHairline(painter, QLineF(r.center().x(), r.top() + 6, r.center().x(), r.bottom() - 6), c(Color::LineStrong));
        return true;
    }
    case PE_IndicatorToolBarHandle:
        return true;
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowRight:
        drawIcon(painter, option->rect, element == PE_IndicatorArrowDown ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
            (option->state & State_Enabled) ? Color::Text2 : Color::Disabled, metric::Chevron);
        return true;
    default:
        Q_UNUSED(widget);
        return false;
    }
}

bool Style::drawViewControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case CE_HeaderSection: {
        const QRectF r = option->rect;
        painter->fillRect(option->rect, c(Color::Raised));
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        if (!header || header->orientation == Qt::Horizontal) {
            const qreal line = Theme::hairline(ratioOf(painter));
            drawHairline(painter, QLineF(r.left(), r.bottom() - line, r.right(), r.bottom() - line), c(Color::Line));
        }
        return true;
    }
    case CE_HeaderEmptyArea: {
        painter->fillRect(option->rect, c(Color::Raised));
        const QRectF r = option->rect;
        const qreal line = Theme::hairline(ratioOf(painter));
        drawHairline(painter, QLineF(r.left(), r.bottom() - line, r.right(), r.bottom() - line), c(Color::Line));
        return true;
    }
    case CE_HeaderLabel: {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        if (!header)
            return false;
        painter->save();
        painter->setFont(m_theme.font(FontRole::Small));
        painter->setPen(c(Color::Text2));
        const auto alignment = header->textAlignment ? header->textAlignment : Qt::AlignLeft;
        const int horizontal = static_cast<int>(visualAlignment(option->direction, alignment & Qt::AlignHorizontal_Mask));
        painter->drawText(option->rect, horizontal | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip,
            painter->fontMetrics().elidedText(header->text, Qt::ElideRight, option->rect.width()));
        painter->restore();
        return true;
    }
    case CE_TabBarTabShape:
        return true; // the label draws the whole tab
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            drawTab(*tab, painter, widget);
            return true;
        }
        return false;
    case CE_Splitter:
        painter->fillRect(option->rect, c(Color::LineStrong));
        return true;
    case CE_DockWidgetTitle: {
        const auto* dock = qstyleoption_cast<const QStyleOptionDockWidget*>(option);
        painter->fillRect(option->rect, c(Color::Window));
        if (dock) {
            painter->save();
            painter->setFont(m_theme.font(FontRole::BodyBold));
            painter->setPen(c(Color::Text1));
            painter->drawText(option->rect.adjusted(metric::Panel, 0, -metric::Panel, 0),
                Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, dock->title);
            painter->restore();
        }
        return true;
    }
    case CE_ShapedFrame: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
            const QRectF r = option->rect;
            if (frame->frameShape == QFrame::HLine)
                drawHairline(painter, QLineF(r.left(), r.center().y(), r.right(), r.center().y()), c(Color::Line));
            else
                drawHairline(painter, QLineF(r.center().x(), r.top(), r.center().x(), r.bottom()), c(Color::Line));
            return true;
        }
        return false;
    }
    case CE_RubberBand: {
        QColor tint = c(Color::Accent);
        tint.setAlpha(40);
        drawBox(painter, option->rect, tint, c(Color::Accent), 1, 0);
        return true;
    }
    default:
        return false;
    }
}

void Style::drawTab(const QStyleOptionTab& option, QPainter* painter, const QWidget* widget) const
{
    const bool selected = option.state & State_Selected;
    const bool enabled = option.state & State_Enabled;
    const bool hover = enabled && (option.state & State_MouseOver) && !selected;
    const QRect r = option.rect;
    painter->save();
    painter->setFont(m_theme.font(selected ? FontRole::BodyBold : FontRole::Body));
    int x = r.left() + metric::Panel;
    if (!option.icon.isNull()) {
        const QRect box(x, r.top() + (r.height() - metric::Icon) / 2, metric::Icon, metric::Icon);
        option.icon.paint(painter, visualRect(option.direction, r, box), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled,
            selected ? QIcon::On : QIcon::Off);
        x += metric::Icon + metric::IconText;
    }
    painter->setPen(c(!enabled ? Color::Disabled : selected || hover ? Color::Text1 : Color::Text2));
    const QRect text(x, r.top(), r.right() + 1 - x - 2, r.height());
    painter->drawText(visualRect(option.direction, r, text),
        static_cast<int>(visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
        option.text);
    if (selected)
        painter->fillRect(QRect(r.left(), r.bottom() - 1, r.width(), 2), c(Color::Accent));
    if (option.state & State_HasFocus)
        drawFocusRing(painter, QRectF(r).adjusted(2, 4, -2, -4), c(Color::Accent), metric::Radius);
    painter->restore();
    Q_UNUSED(widget);
}

} // namespace dg::theme
