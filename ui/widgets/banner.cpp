// SPDX-License-Identifier: Apache-2.0
#include "widgets/banner.h"

#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace dg::widgets {

using theme::Color;
namespace metric = theme::metric;

namespace {

struct Look {
    Color ink, tint;
    const char* icon;
};

Look lookOf(BannerKind kind)
{
    switch (kind) {
    case BannerKind::Failed:
        return {Color::Failed, Color::FailedTint, "state-failed"};
    case BannerKind::Drift:
        return {Color::DriftMark, Color::DriftTint, "warning"};
    case BannerKind::Waiting:
        return {Color::Waiting, Color::WaitingTint, "state-waiting"};
    case BannerKind::Accent:
        return {Color::Accent, Color::AccentTint, "info"};
    case BannerKind::Neutral:
        break;
    }
    return {Color::Neutral, Color::NeutralTint, "info"};
}

} // namespace

Banner::Banner(QWidget* parent)
    : QWidget(parent)
    , m_lead(new PlainLabel({}, theme::FontRole::BodyBold, Color::Text1, this))
    , m_sentence(new PlainLabel({}, theme::FontRole::Body, Color::Text1, this))
    , m_link(new LinkButton({}, this))
{
    setObjectName(QStringLiteral("banner"));
    auto* row = new QHBoxLayout(this);
    // 12 padding, 16 mark, 8 gap; the mark is painted.
    row->setContentsMargins(metric::Panel + metric::Icon + metric::Gap, 0, metric::Panel, 0);
    row->setSpacing(4);
    row->addWidget(m_lead);
    row->addWidget(m_sentence, 1);
    row->addSpacing(metric::Gap);
    row->addWidget(m_link);
    m_lead->setElideMode(Qt::ElideNone);
    m_link->setBold(true);
    setFixedHeight(std::max(metric::Banner, fontMetrics().height() + 12));
    connect(m_link, &QAbstractButton::clicked, this, &Banner::linkActivated);
}

void Banner::setContent(BannerKind kind, const QString& lead, const QString& sentence, const QString& link, const QString& icon)
{
    m_kind = kind;
    m_icon = icon.isEmpty() ? QString::fromLatin1(lookOf(kind).icon) : icon;
    m_lead->setText(lead);
    m_lead->setVisible(!lead.isEmpty());
    m_sentence->setText(sentence);
    m_link->setText(link);
    m_link->setVisible(!link.isEmpty());
    m_link->updateGeometry();
    setAccessibleName(text());
    update();
}

QString Banner::text() const
{
    if (m_lead->text().isEmpty())
        return m_sentence->text();
    return m_lead->text() + u' ' + m_sentence->text();
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    const Look look = lookOf(m_kind);
    painter.fillRect(rect(), theme.color(look.tint));
    const QRect mark(metric::Panel, 0, metric::Icon, height());
    drawIcon(&painter, theme, QStyle::visualRect(layoutDirection(), rect(), mark), m_icon, theme.color(look.ink));
}

} // namespace dg::widgets
