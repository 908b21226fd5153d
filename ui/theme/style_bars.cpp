// SPDX-License-Identifier: Apache-2.0
// Menus, scroll bars, progress bars and tool bars.
#include "style.h"

#include <QPainter>

namespace dg::theme {

bool Style::drawBarControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            drawMenuItem(*item, painter);
            return true;
        }
        return false;
    case CE_MenuEmptyArea:
    case CE_MenuHMargin:
    case CE_MenuVMargin:
    case CE_MenuTearoff:
        return true;
    case CE_MenuScroller: {
        painter->fillRect(option->rect, c(Color::Raised));
        return true;
    }
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, c(Color::Window));
        return true;
    case CE_MenuBarItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (!item)
            return false;
        painter->fillRect(option->rect, c(Color::Window));
        const bool open = (option->state & State_Sunken) || (option->state & State_Selected);
        if (open)
            drawBox(painter, QRectF(option->rect).adjusted(0, 2, 0, -2), c((option->state & State_Sunken) ? Color::Pressed : Color::Hover),
                {}, 0, metric::Radius);
        int flags = Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine | Qt::TextDontClip;
        if (!styleHint(SH_UnderlineShortcut, option, widget, nullptr))
            flags |= Qt::TextHideMnemonic;
        painter->setPen(c((option->state & State_Enabled) ? Color::Text1 : Color::Disabled));
        painter->drawText(option->rect, flags, item->text);
        return true;
    }
    case CE_ToolBar:
        painter->fillRect(option->rect, c(Color::Window));
        return true;
    case CE_ProgressBarGroove:
        drawBox(painter, option->rect, c(Color::Sunken), {}, 0, 3);
        return true;
    case CE_ProgressBarContents: {
        const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
        if (!bar)
            return false;
        const qint64 range = static_cast<qint64>(bar->maximum) - bar->minimum;
        // Without a known end the bar stays empty: nothing here moves for show (design §4, Motion).
        const double part
            = range > 0 ? static_cast<double>(static_cast<qint64>(bar->progress) - bar->minimum) / static_cast<double>(range) : 0.0;
        QRect done = bar->rect;
        done.setWidth(static_cast<int>(bar->rect.width() * std::clamp(part, 0.0, 1.0)));
        if (done.width() > 0)
            drawBox(painter, visualRect(option->direction, bar->rect, done), c(Color::AccentFill), {}, 0, 3);
        return true;
    }
    default:
        return false;
    }
}

void Style::drawMenuItem(const QStyleOptionMenuItem& option, QPainter* painter) const
{
    const QRect r = option.rect;
    painter->save();
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        drawHairline(painter, QLineF(r.left(), r.center().y(), r.right() + 1, r.center().y()), c(Color::Line));
        painter->restore();
        return;
    }
    const bool enabled = option.state & State_Enabled;
    if ((option.state & State_Selected) && enabled)
        painter->fillRect(r, c(Color::Select));
    const auto place = [&](int x, int width) { return visualRect(option.direction, r, QRect(r.left() + x, r.top(), width, r.height())); };
    const QRect mark = place(metric::Panel, metric::Icon);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked) {
        drawIcon(painter, mark, QStringLiteral("state-ready"), enabled ? Color::Text1 : Color::Disabled, metric::IconSmall);
    } else if (!option.icon.isNull()) {
        const QRect box(mark.x(), mark.y() + (mark.height() - metric::Icon) / 2, metric::Icon, metric::Icon);
        option.icon.paint(painter, box, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
    const auto tab = option.text.indexOf(u'\t');
    const QString label = tab < 0 ? option.text : option.text.left(tab);
    const int left = metric::Panel + metric::Icon + metric::Gap;
    const QRect text = place(left, r.width() - left - metric::Panel);
    const int start = static_cast<int>(visualAlignment(option.direction, Qt::AlignLeft));
    const int end = static_cast<int>(visualAlignment(option.direction, Qt::AlignRight));
    painter->setFont(option.font);
    painter->setPen(c(enabled ? Color::Text1 : Color::Disabled));
    const int mnemonic
        = styleHint(SH_UnderlineShortcut, &option, nullptr, nullptr) ? Qt::TextShowMnemonic : Qt::TextShowMnemonic | Qt::TextHideMnemonic;
    painter->drawText(text, start | Qt::AlignVCenter | mnemonic | Qt::TextSingleLine, label);
    if (tab >= 0) {
        painter->setPen(c(enabled ? Color::Text3 : Color::Disabled));
        painter->setFont(m_theme.font(FontRole::Small));
        painter->drawText(text, end | Qt::AlignVCenter | Qt::TextSingleLine, option.text.mid(tab + 1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        drawIcon(painter, place(r.width() - metric::Panel - metric::Chevron + 2, metric::Chevron), QStringLiteral("chevron-right"),
            enabled ? Color::Text3 : Color::Disabled, metric::Chevron);
    painter->restore();
}

void Style::drawScrollBar(const QStyleOptionSlider& option, QPainter* painter, const QWidget* widget) const
{
    const bool flat = option.orientation == Qt::Horizontal;
    const bool active = option.state & (State_MouseOver | State_Sunken);
    // No track until the pointer is over it: the surface below shows.
    painter->fillRect(option.rect, c(active ? Color::Sunken : Color::Base));
    if (option.maximum <= option.minimum)
        return;
    const QRectF slider = subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget);
    const QRectF thumb = flat ? slider.adjusted(2, 2, -2, -2) : slider.adjusted(2, 2, -2, -2);
    const bool held = (option.state & State_Sunken) && (option.activeSubControls & SC_ScrollBarSlider);
    drawBox(painter, thumb, c(held ? Color::Control : Color::LineStrong), {}, 0, 3);
}

} // namespace dg::theme
