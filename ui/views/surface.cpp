// SPDX-License-Identifier: Apache-2.0
#include "views/surface.h"

#include <QLabel>
#include <QPainter>

namespace dg::views {

namespace {

// Follows light and dark, and the system's font.
class InkLabel final : public QLabel {
public:
    InkLabel(QWidget* parent, theme::FontRole font, theme::Color ink)
        : QLabel(parent)
        , m_font(font)
        , m_ink(ink)
    {
        setTextFormat(Qt::PlainText);
        setForegroundRole(QPalette::WindowText);
        apply();
        connect(&theme::of(this), &theme::Theme::changed, this, &InkLabel::apply);
    }
    void setInk(theme::Color ink)
    {
        m_ink = ink;
        apply();
    }

private:
    void apply()
    {
        const theme::Theme& theme = theme::of(this);
        setFont(theme.font(m_font));
        QPalette p = palette();
        p.setColor(QPalette::WindowText, theme.color(m_ink));
        setPalette(p);
    }
    theme::FontRole m_font;
    theme::Color m_ink;
};

} // namespace

Surface::Surface(theme::Color color, QWidget* parent, Qt::Edges lines)
    : QWidget(parent)
    , m_color(color)
    , m_lines(lines)
{
    connect(&theme::of(this), &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void Surface::setColor(theme::Color color)
{
    m_color = color;
    update();
}

void Surface::setLines(Qt::Edges lines)
{
    m_lines = lines;
    update();
}

void Surface::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    painter.fillRect(rect(), theme.color(m_color));
    const qreal line = theme::Theme::hairline(devicePixelRatioF());
    const QColor ink = theme.color(theme::Color::Line);
    const QRectF r = rect();
    if (m_lines & Qt::TopEdge)
        painter.fillRect(QRectF(r.left(), r.top(), r.width(), line), ink);
    if (m_lines & Qt::BottomEdge)
        painter.fillRect(QRectF(r.left(), r.bottom() - line, r.width(), line), ink);
    if (m_lines & Qt::LeftEdge)
        painter.fillRect(QRectF(r.left(), r.top(), line, r.height()), ink);
    if (m_lines & Qt::RightEdge)
        painter.fillRect(QRectF(r.right() - line, r.top(), line, r.height()), ink);
}

QLabel* makeLabel(QWidget* parent, theme::FontRole font, theme::Color ink, const QString& text, bool wrap)
{
    auto* label = new InkLabel(parent, font, ink);
    label->setText(text);
    label->setWordWrap(wrap);
    return label;
}

void setInk(QLabel* label, theme::Color ink)
{
    if (auto* own = dynamic_cast<InkLabel*>(label))
        own->setInk(ink);
}

} // namespace dg::views
