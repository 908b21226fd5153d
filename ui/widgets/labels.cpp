// SPDX-License-Identifier: Apache-2.0
#include "widgets/labels.h"

#include "widgets/paint.h"

#include <QAccessible>
#include <QEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QPaintEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace dg::widgets {

using theme::Color;
using theme::FontRole;
namespace metric = theme::metric;

QString plainToolTip(const QString& text)
{
    constexpr qsizetype LongLine = 60; // characters: about 360 px, the design's limit
    if (!Qt::mightBeRichText(text) && text.size() <= LongLine)
        return text;
    return QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped().replace(u'\n', QLatin1String("<br/>")));
}

PlainLabel::PlainLabel(const QString& text, FontRole role, Color ink, QWidget* parent)
    : QLabel(parent)
    , m_ink(ink)
    , m_role(role)
{
    setTextFormat(Qt::PlainText);
    setFont(theme::of(this).font(role));
    setText(text);
}

void PlainLabel::setInk(Color ink)
{
    m_ink = ink;
    update();
}

void PlainLabel::setRole(FontRole role)
{
    m_role = role;
    setFont(theme::of(this).font(role));
}

void PlainLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    update();
}

QSize PlainLabel::minimumSizeHint() const
{
    const QSize hint = QLabel::minimumSizeHint();
    if (wordWrap() || m_elide == Qt::ElideNone)
        return hint;
    return {std::min(hint.width(), fontMetrics().horizontalAdvance(QStringLiteral("mmm…"))), hint.height()};
}

void PlainLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    painter.setPen(theme.color(isEnabled() ? m_ink : Color::Disabled));
    const QRect box = contentsRect().adjusted(margin(), margin(), -margin(), -margin());
    const Qt::Alignment where = QStyle::visualAlignment(layoutDirection(), alignment());
    if (wordWrap()) {
        painter.drawText(box, static_cast<int>(where) | Qt::TextWordWrap, text());
        return;
    }
    painter.drawText(box, static_cast<int>(where) | Qt::TextSingleLine, fontMetrics().elidedText(text(), m_elide, box.width()));
}

void PlainLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    update();
}

bool PlainLabel::event(QEvent* event)
{
    // The whole text as tooltip where it is cut, unless somebody set another one.
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (!wordWrap() && fontMetrics().horizontalAdvance(text()) > contentsRect().width())
            QToolTip::showText(help->globalPos(), plainToolTip(text()), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QLabel::event(event);
}

SectionTitle::SectionTitle(const QString& text, QWidget* parent)
    : PlainLabel(text, FontRole::SmallBold, Color::Text2, parent)
{
}

Chip::Chip(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setFont(theme::of(this).font(FontRole::SmallBold));
}

void Chip::setContent(const QString& icon, const QString& text, Color ink, Color tint)
{
    m_icon = icon;
    m_text = text;
    m_ink = ink;
    m_tint = tint;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    const int mark = m_icon.isEmpty() ? 0 : metric::IconSmall + 4;
    return {fontMetrics().horizontalAdvance(m_text) + mark + 16, std::max(metric::ChipHeight, fontMetrics().height() + 6)};
}

QSize Chip::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 60), sizeHint().height()};
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    theme::drawBox(&painter, rect(), theme.color(m_tint), {}, 0, metric::ChipRadius);
    QRect box = rect().adjusted(7, 0, -7, 0);
    if (!m_icon.isEmpty()) {
        const QRect mark(box.x(), 0, metric::IconSmall, height());
        drawIcon(&painter, theme, QStyle::visualRect(layoutDirection(), rect(), mark), m_icon, theme.color(m_ink), metric::IconSmall);
        box.setLeft(box.left() + metric::IconSmall + 4);
    }
    painter.setPen(theme.color(m_ink));
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), box),
        static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter,
        fontMetrics().elidedText(m_text, Qt::ElideRight, box.width()));
}

CountPill::CountPill(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFont(theme::of(this).font(FontRole::Small));
    hide();
}

void CountPill::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    setVisible(count > 0);
    setAccessibleName(QString::number(count));
    updateGeometry();
    update();
}

void CountPill::setDrift(bool drift)
{
    m_drift = drift;
    update();
}

QSize CountPill::sizeHint() const
{
    return {std::max(16, fontMetrics().horizontalAdvance(locale().toString(m_count)) + 10), 16};
}

void CountPill::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    theme::drawBox(&painter, rect(), theme.color(m_drift ? Color::DriftTint : Color::NeutralTint), {}, 0, 8);
    painter.setPen(theme.color(m_drift ? Color::Drift : Color::Text2));
    painter.drawText(rect(), Qt::AlignCenter, locale().toString(m_count));
}

KeyCap::KeyCap(const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_text(text)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFont(theme::of(this).font(FontRole::Tiny));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(text);
}

void KeyCap::setText(const QString& text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize KeyCap::sizeHint() const
{
    return {std::max(17, fontMetrics().horizontalAdvance(m_text) + 10), std::max(18, fontMetrics().height() + 3)};
}

void KeyCap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    theme::drawBox(&painter, rect(), theme.color(Color::Raised), theme.color(Color::LineStrong), 1, 3);
    painter.setPen(theme.color(Color::Text2));
    painter.drawText(rect(), Qt::AlignCenter, m_text);
}

Hairline::Hairline(Qt::Orientation orientation, Color color, QWidget* parent)
    : QWidget(parent)
    , m_orientation(orientation)
    , m_color(color)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Hairline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QLineF line = m_orientation == Qt::Horizontal ? QLineF(0, 0, width(), 0) : QLineF(0, 0, 0, height());
    theme::drawHairline(&painter, line, theme::of(this).color(m_color));
}

Surface::Surface(Color color, QWidget* parent)
    : QWidget(parent)
    , m_color(color)
{
}

void Surface::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), theme::of(this).color(m_color));
}

} // namespace dg::widgets
