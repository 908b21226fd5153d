// SPDX-License-Identifier: Apache-2.0
#include "widgets/dock_title.h"

#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace dg::widgets {

using theme::Color;
namespace metric = theme::metric;

DockTitle::DockTitle(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(new PlainLabel(title, theme::FontRole::BodyBold, Color::Text1, this))
    , m_facts(new PlainLabel({}, theme::FontRole::Body, Color::Text2, this))
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(metric::Panel, 0, metric::Gap - 4, 0);
    m_row->setSpacing(metric::Gap);
    m_title->setElideMode(Qt::ElideNone);
    m_row->addWidget(m_title);
    m_row->addWidget(m_facts, 1);
    setFixedHeight(std::max(metric::DockTitle, fontMetrics().height() + 12));
    setAccessibleName(title);
}

void DockTitle::setFacts(const QString& facts)
{
    m_facts->setText(facts);
}

void DockTitle::addAction(QWidget* button)
{
    m_row->addWidget(button);
}

void DockTitle::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::of(this).color(Color::Window));
}

} // namespace dg::widgets
