// SPDX-License-Identifier: Apache-2.0
#include "two_line_delegate.h"

#include "theme/draw.h"
#include "theme/theme.h"
#include "widgets/paint.h"

#include <QPainter>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

TwoLineDelegate::TwoLineDelegate(Words words, QObject* parent, int height)
    : QStyledItemDelegate(parent)
    , m_words(std::move(words))
    , m_height(height)
{
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {0, std::max(m_height, 2 * option.fontMetrics.height() + m_height - 36)};
}

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const theme::Theme& theme = theme::of(option.widget);
    const TwoLines lines = m_words(index);
    const bool selected = option.state & QStyle::State_Selected;
    const bool focused = option.widget && option.widget->hasFocus();
    painter->fillRect(option.rect,
        theme.color(selected                             ? (focused ? Color::Select : Color::SelectIdle)
                : option.state & QStyle::State_MouseOver ? Color::Hover
                                                         : Color::Base));
    theme::drawHairline(
        painter, QLineF(option.rect.left(), option.rect.bottom(), option.rect.right() + 1, option.rect.bottom()), theme.color(Color::Line));
    const int line = std::max(18, option.fontMetrics.height());
    const int top = option.rect.top() + (option.rect.height() - 2 * line) / 2;
    const int x = option.rect.left() + metric::Panel;
    widgets::drawIcon(painter, theme, QRect(x, top, metric::Icon, line), lines.icon, theme.color(lines.ink));
    const int textX = x + metric::Icon + metric::IconText;
    const int width = option.rect.right() - metric::Panel - textX;
    const auto put = [&](int y, FontRole role, Color ink, const QString& words) {
        painter->setFont(theme.font(role));
        painter->setPen(theme.color(ink));
        painter->drawText(QRect(textX, y, width, line), static_cast<int>(Qt::AlignLeading | Qt::AlignVCenter) | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(words, Qt::ElideRight, width));
    };
    put(top, FontRole::BodyStrong, Color::Text1, lines.first);
    put(top + line, FontRole::Small, Color::Text2, lines.second);
    if (focused && option.state & QStyle::State_HasFocus)
        theme::drawBox(painter, option.rect, {}, theme.color(Color::Accent), theme::Theme::hairline(theme::ratioOf(painter)), 0);
}

} // namespace dg::views
