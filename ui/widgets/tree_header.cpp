// SPDX-License-Identifier: Apache-2.0
#include "tree_header.h"

#include "base/result.h"
#include "items/tree_model.h"
#include "theme/draw.h"
#include "theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace dg::widgets {

using items::TreeModel;
using theme::Color;
namespace metric = theme::metric;

TreeHeader::TreeHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setFont(theme::of(this).font(theme::FontRole::Small));
    setSectionsClickable(false);
    setHighlightSections(false);
    setStretchLastSection(false);
    setMinimumSectionSize(24);
    setFocusPolicy(Qt::NoFocus);
}

QSize TreeHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), std::max(metric::Header, fontMetrics().height() + 8)};
}

void TreeHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    if (!model())
        return;
    const theme::Theme& theme = theme::of(this);
    const bool number = section == TreeModel::Applied || section == TreeModel::Next;
    const int left = section == TreeModel::Name ? metric::Gap + metric::TreeIndent : metric::Gap; // names stand after the chevron
    const QRect box = QStyle::visualRect(layoutDirection(), rect, rect.adjusted(left, 0, -metric::Gap, 0));
    painter->setFont(font());
    painter->setPen(theme.color(Color::Text2));
    const auto side = QStyle::visualAlignment(layoutDirection(), number ? Qt::AlignRight : Qt::AlignLeft);
    const QString text = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    painter->drawText(
        box, static_cast<int>(side) | Qt::AlignVCenter | Qt::TextSingleLine, fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
}

void TreeHeader::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(viewport());
        const theme::Theme& theme = theme::of(this);
        painter.fillRect(viewport()->rect(), theme.color(Color::Raised));
        const qreal line = theme::Theme::hairline(devicePixelRatioF());
        theme::drawHairline(&painter, QLineF(0, height() - line, width(), height() - line), theme.color(Color::Line));
    }
    QHeaderView::paintEvent(event);
}

} // namespace dg::widgets
