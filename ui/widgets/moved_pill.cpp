// SPDX-License-Identifier: Apache-2.0
#include "moved_pill.h"

#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QHBoxLayout>
#include <QPainter>

namespace dg::widgets {

using theme::Color;
namespace metric = theme::metric;

MovedPill::MovedPill(QWidget* parent)
    : QWidget(parent)
    , m_text(new PlainLabel({}, theme::FontRole::Body, Color::Text1, this))
    , m_link(new LinkButton(tr("Sort now"), this))
{
    setObjectName(QStringLiteral("movedPill"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metric::Gap, 0, metric::Gap, 0);
    row->setSpacing(4);
    m_text->setElideMode(Qt::ElideNone);
    row->addWidget(m_text);
    row->addWidget(m_link);
    connect(m_link, &QAbstractButton::clicked, this, &MovedPill::sortRequested);
    hide();
}

void MovedPill::setCount(int rows)
{
    if (rows == m_count)
        return;
    m_count = rows;
    m_text->setText(rows == 1 ? tr("1 row moved.") : tr("%n rows moved.", nullptr, rows));
    setAccessibleName(m_text->text());
    resize(sizeHint());
    setVisible(rows > 0);
    Q_EMIT resized();
}

void MovedPill::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    theme::drawBox(&painter, rect(), theme.color(Color::Raised), theme.color(Color::LineStrong), 1, metric::Radius);
}

} // namespace dg::widgets
