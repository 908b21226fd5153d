// SPDX-License-Identifier: Apache-2.0
#include "delivery_track.h"

#include "text/delivery_words.h"
#include "text/words.h"
#include "theme/draw.h"
#include "theme/theme.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using delivery::Hop;
using delivery::HopState;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int LineY = 46, Circle = 20, TextTop = 66, TextLine = 18;

Color inkOf(HopState state)
{
    switch (state) {
    case HopState::Done:
        return Color::Ready;
    case HopState::Running:
        return Color::Accent;
    case HopState::Failed:
        return Color::Failed;
    default:
        return Color::Control;
    }
}

} // namespace

class DeliveryStation final : public QWidget {
public:
    explicit DeliveryStation(QWidget* parent)
        : QWidget(parent)
    {
        setFocusPolicy(Qt::StrongFocus);
    }
    void set(const QString& name, const QString& time, const QString& object, const QString& sentence, HopState state, const QString& link)
    {
        m_name = name;
        m_time = time;
        m_object = object;
        m_state = state;
        m_link = link;
        setAccessibleName(sentence);
        setToolTip(widgets::plainToolTip(sentence));
        update();
    }
    [[nodiscard]] const QString& link() const { return m_link; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const theme::Theme& theme = theme::of(this);
        drawFigure(painter, theme);
        const bool quiet = m_state == HopState::NotApplicable || m_state == HopState::Waiting || m_state == HopState::NoEvidence
            || m_state == HopState::Unknown;
        line(painter, theme, 0, FontRole::BodyBold,
            m_state == HopState::Failed ? Color::Failed
                : quiet                 ? Color::Text3
                                        : Color::Text1,
            m_name);
        line(painter, theme, 1, FontRole::Small, Color::Text2, m_time);
        line(painter, theme, 2, FontRole::Small, Color::Text2, m_object);
        if (hasFocus())
            theme::drawFocusRing(&painter, QRectF(rect()).adjusted(1, LineY - Circle, -1, -1), theme.color(Color::Accent), metric::Radius);
    }
    void focusInEvent(QFocusEvent* event) override
    {
        QWidget::focusInEvent(event);
        update();
    }
    void focusOutEvent(QFocusEvent* event) override
    {
        QWidget::focusOutEvent(event);
        update();
    }
    void mouseDoubleClickEvent(QMouseEvent*) override
    {
        if (!m_link.isEmpty())
            Q_EMIT static_cast<DeliveryTrack*>(parentWidget())->linkActivated(m_link);
    }

private:
    void line(QPainter& painter, const theme::Theme& theme, int number, FontRole role, Color ink, const QString& words) const
    {
        painter.setFont(theme.font(role));
        painter.setPen(theme.color(ink));
        const QRect box(2, TextTop + number * TextLine, width() - 4, TextLine);
        painter.drawText(box, static_cast<int>(Qt::AlignHCenter | Qt::AlignVCenter) | Qt::TextSingleLine,
            painter.fontMetrics().elidedText(words, number == 2 ? Qt::ElideMiddle : Qt::ElideRight, box.width()));
    }
    // Tick in a ring, arrow, cross in a disc, hollow, dash, question mark: seven states, seven figures.
    void drawFigure(QPainter& painter, const theme::Theme& theme) const
    {
        const QPointF middle(width() / 2.0, LineY);
        const QRectF circle(middle.x() - Circle / 2.0, middle.y() - Circle / 2.0, Circle, Circle);
        const QColor ink = theme.color(inkOf(m_state)), base = theme.color(Color::Base);
        QPen pen(ink, 2);
        if (m_state == HopState::NoEvidence)
            pen.setStyle(Qt::DotLine);
        const bool filled = m_state == HopState::Failed;
        painter.setPen(filled ? QPen(Qt::NoPen) : pen);
        painter.setBrush(filled ? ink : base);
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1));
        painter.setPen(QPen(filled                                          ? base
                : m_state == HopState::Done || m_state == HopState::Running ? ink
                                                                            : theme.color(Color::Text3),
            2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        switch (m_state) {
        case HopState::Done:
            painter.drawPolyline(QPolygonF{middle + QPointF(-4, 0.5), middle + QPointF(-1.2, 3.2), middle + QPointF(4, -3)});
            break;
        case HopState::Failed:
            painter.drawLine(middle + QPointF(-3.2, -3.2), middle + QPointF(3.2, 3.2));
            painter.drawLine(middle + QPointF(-3.2, 3.2), middle + QPointF(3.2, -3.2));
            break;
        case HopState::Running:
            painter.drawPolyline(QPolygonF{middle + QPointF(-1.5, -4), middle + QPointF(3, 0), middle + QPointF(-1.5, 4)});
            break;
        case HopState::NotApplicable:
            painter.drawLine(middle + QPointF(-3.5, 0), middle + QPointF(3.5, 0));
            break;
        case HopState::Unknown:
        case HopState::NoEvidence:
            painter.setFont(theme.font(FontRole::SmallBold));
            painter.drawText(circle, Qt::AlignCenter, QStringLiteral("?"));
            break;
        case HopState::Waiting:
            break;
        }
    }
    QString m_name, m_time, m_object, m_link;
    HopState m_state = HopState::Waiting;
};

DeliveryTrack::DeliveryTrack(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("deliveryTrack"));
    setAccessibleName(tr("Hops of the delivery"));
    setLayoutDirection(Qt::LeftToRight);
    setFixedHeight(132);
    for (auto& station : m_stations)
        station = new DeliveryStation(this);
    connect(&theme::of(this), &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void DeliveryTrack::setDelivery(const delivery::Delivery& delivery, WallTime now)
{
    m_took = {};
    m_late = false;
    for (std::size_t i = 0; i < delivery::HopCount; ++i) {
        const auto hop = static_cast<Hop>(i);
        const auto& facts = delivery.at(hop);
        m_states[i] = facts.state;
        if (facts.took)
            m_took[i] = text::duration(*facts.took);
        m_stations[i]->set(text::hopName(hop), text::hopTime(facts, now), text::hopObject(delivery, hop),
            text::hopSentence(delivery, hop, now), facts.state, text::qs(facts.link));
    }
    if (delivery.standsAt && delivery.since) {
        m_took[static_cast<std::size_t>(*delivery.standsAt)]
            = text::age(std::max(Millis{0}, std::chrono::duration_cast<Millis>(now - *delivery.since)));
        m_late = delivery.at(*delivery.standsAt).state == HopState::Failed;
    }
    update();
}

QString DeliveryTrack::sentence(Hop hop) const
{
    return m_stations[static_cast<std::size_t>(hop)]->accessibleName();
}

int DeliveryTrack::centre(std::size_t station) const
{
    const auto count = static_cast<int>(delivery::HopCount);
    return width() * (2 * static_cast<int>(station) + 1) / (2 * count);
}

void DeliveryTrack::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const theme::Theme& theme = theme::of(this);
    painter.fillRect(rect(), theme.color(Color::Base));
    for (std::size_t i = 1; i < delivery::HopCount; ++i) {
        const auto state = m_states[i];
        const bool passed = state == HopState::Done
            || std::any_of(
                m_states.begin() + static_cast<std::ptrdiff_t>(i), m_states.end(), [](auto later) { return later == HopState::Done; });
        // Green leads only to what is known to be done, and past what does not apply.
        const auto seen = [](HopState one) { return one == HopState::Done || one == HopState::NotApplicable; };
        const bool green = passed && seen(state) && seen(m_states[i - 1]);
        const QColor ink = theme.color(state == HopState::Failed ? Color::Failed
                : green                                          ? Color::Ready
                : passed                                         ? Color::Control
                                                                 : Color::LineStrong);
        QPen pen(ink, 2);
        if (!passed || state == HopState::Failed)
            pen.setDashPattern({2, 2});
        painter.setPen(pen);
        const int from = centre(i - 1) + Circle / 2 + 3, to = centre(i) - Circle / 2 - 3;
        painter.drawLine(from, LineY, to, LineY);
        if (m_took[i].isEmpty())
            continue;
        const bool red = m_late && state == HopState::Failed;
        painter.setFont(theme.font(red ? FontRole::SmallBold : FontRole::Small));
        painter.setPen(theme.color(red ? Color::Failed : Color::Text2));
        painter.drawText(QRect(from - Circle, LineY - 26, to - from + 2 * Circle, 18), Qt::AlignCenter, m_took[i]);
    }
}

void DeliveryTrack::resizeEvent(QResizeEvent*)
{
    const int wide = width() / static_cast<int>(delivery::HopCount);
    for (std::size_t i = 0; i < delivery::HopCount; ++i)
        m_stations[i]->setGeometry(centre(i) - wide / 2, 0, wide, height());
}

void DeliveryTrack::keyPressEvent(QKeyEvent* event)
{
    const auto found = std::find(m_stations.begin(), m_stations.end(), focusWidget());
    const auto at = static_cast<int>(found - m_stations.begin());
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (step != 0 && found != m_stations.end()) {
        const int next = std::clamp(at + step, 0, static_cast<int>(delivery::HopCount) - 1);
        m_stations[static_cast<std::size_t>(next)]->setFocus(Qt::TabFocusReason);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && found != m_stations.end()
        && !(*found)->link().isEmpty()) {
        Q_EMIT linkActivated((*found)->link());
    } else {
        QWidget::keyPressEvent(event);
    }
}

void DeliveryTrack::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    m_stations.front()->setFocus(event->reason());
}

} // namespace dg::views
