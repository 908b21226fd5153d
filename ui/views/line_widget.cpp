// SPDX-License-Identifier: Apache-2.0
#include "line_widget.h"

#include "text/words.h"
#include "views/surface.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int FactLabelWidth = 84; // design: the inspector's facts stand on one edge
constexpr int FactHeight = 22;

class Mark final : public QWidget {
public:
    Mark(std::optional<flux::State> state, QWidget* parent)
        : QWidget(parent)
        , m_state(state)
    {
        setFixedSize(metric::IconSmall, FactHeight);
        connect(&theme::of(this), &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    }
    void setState(std::optional<flux::State> state)
    {
        m_state = state;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (!m_state)
            return;
        QPainter painter(this);
        widgets::drawMark(&painter, theme::of(this), rect(), *m_state, metric::IconSmall);
    }

private:
    std::optional<flux::State> m_state;
};

} // namespace

LineWidget::LineWidget(const Line& line, bool first, QWidget* parent)
    : QWidget(parent)
    , m_line(line)
    , m_first(first)
{
    auto* column = new QVBoxLayout(this);
    column->setSpacing(2);
    column->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    switch (line.type) {
    case Line::Type::Section:
        column->setContentsMargins(metric::Panel, first ? metric::Panel : metric::Panel * 2, metric::Panel, 4);
        column->addWidget(m_label = new widgets::SectionTitle(line.label, this));
        break;
    case Line::Type::Lead:
    case Line::Type::Sentence: {
        const bool lead = line.type == Line::Type::Lead;
        m_message = makeLabel(this, lead ? FontRole::BodyBold : FontRole::Body, lead ? Color::Text1 : Color::Text2, line.value, true);
        m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        column->setContentsMargins(metric::Panel, 0, metric::Panel, 4);
        column->addWidget(m_message);
        break;
    }
    case Line::Type::Fact:
    case Line::Type::MonoFact:
    case Line::Type::Link:
    case Line::Type::Web:
        buildFact();
        break;
    case Line::Type::Condition:
        buildCondition();
        break;
    case Line::Type::Pod:
        buildPod();
        break;
    }
    setLine(line);
}

void LineWidget::buildFact()
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::IconText);
    m_label = new widgets::PlainLabel(m_line.label, FontRole::Body, Color::Text2, this);
    m_label->setFixedWidth(std::max(FactLabelWidth - metric::IconText, m_label->sizeHint().width()));
    m_label->setFixedHeight(FactHeight);
    row->addWidget(m_label);
    if (m_line.type == Line::Type::Link) {
        row->addWidget(m_markBox = new Mark(m_line.mark, this));
        m_link = new widgets::LinkButton(m_line.value, this);
        row->addWidget(m_link);
        row->addStretch(1);
        connect(m_link, &QAbstractButton::clicked, this, [this] { Q_EMIT linkActivated(m_line.target); });
    } else if (m_line.type == Line::Type::Web) {
        m_link = new widgets::LinkButton(m_line.value, this);
        row->addWidget(m_link);
        row->addStretch(1);
        connect(m_link, &QAbstractButton::clicked, this, [this] { Q_EMIT openRequested(m_line.url); });
    } else {
        m_value = new widgets::PlainLabel(
            m_line.value, m_line.type == Line::Type::MonoFact ? FontRole::Revision : FontRole::Body, Color::Text1, this);
        m_value->setElideMode(Qt::ElideMiddle);
        m_value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row->addWidget(m_value, 1);
    }
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void LineWidget::buildCondition()
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::IconText);
    row->addWidget(m_markBox = new Mark(m_line.mark, this));
    m_label = new widgets::PlainLabel(m_line.label, FontRole::Body, Color::Text1, this);
    m_label->setFixedHeight(FactHeight);
    m_label->setMinimumWidth(std::max(FactLabelWidth - metric::IconSmall - metric::IconText, m_label->sizeHint().width()));
    row->addWidget(m_label);
    m_value = new widgets::PlainLabel(m_line.value, FontRole::Body, Color::Text2, this);
    row->addWidget(m_value, 1);
    m_extra = new widgets::PlainLabel(m_line.extra, FontRole::Body, Color::Text2, this);
    m_extra->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    row->addWidget(m_extra);
    m_message = makeLabel(this, FontRole::Body, Color::Text2, m_line.full, true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_message->setContentsMargins(metric::IconSmall + metric::IconText, 0, 0, metric::Gap);
    m_message->hide();
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addLayout(row);
    column->addWidget(m_message);
}

// Its name above, why and where below: both are long.
void LineWidget::buildPod()
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::IconText);
    row->addWidget(m_markBox = new Mark(m_line.mark, this));
    m_link = new widgets::LinkButton(m_line.label, this);
    row->addWidget(m_link, 0);
    row->addStretch(1);
    m_extra = new widgets::PlainLabel(m_line.extra, FontRole::Body, Color::Text2, this);
    m_extra->setElideMode(Qt::ElideNone);
    row->addWidget(m_extra);
    connect(m_link, &QAbstractButton::clicked, this, [this] { Q_EMIT linkActivated(m_line.target); });
    m_value = new widgets::PlainLabel(m_line.value, FontRole::Small, Color::Text2, this);
    m_value->setElideMode(Qt::ElideMiddle);
    m_value->setContentsMargins(metric::IconSmall + metric::IconText + 2, 0, 0, 0); // as the link's words stand
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->setSpacing(0);
    column->setContentsMargins(metric::Panel, 0, metric::Panel, 4);
    column->addLayout(row);
    column->addWidget(m_value);
}

void LineWidget::setLine(const Line& line)
{
    m_line = line;
    if (m_label)
        m_label->setText(line.label);
    if (m_value)
        m_value->setText(line.value);
    if (m_extra)
        m_extra->setText(line.extra);
    if (m_link) {
        const bool pod = line.type == Line::Type::Pod;
        const QString& name = pod ? line.label : line.value;
        m_link->setText(name);
        QStringList said{name};
        if (line.mark)
            said << text::stateName(*line.mark);
        if (pod)
            said << line.value << line.extra;
        said.removeAll(QString());
        m_link->setAccessibleName(line.type == Line::Type::Web
                ? tr("%1 %2, opens the commit in GitLab", "label, revision").arg(line.label, name)
                : said.join(QStringLiteral(", ")));
    }
    if (m_markBox)
        static_cast<Mark*>(m_markBox)->setState(line.mark);
    if (m_message)
        m_message->setText(line.type == Line::Type::Condition ? (line.full.isEmpty() ? tr("No message.") : line.full) : line.value);
    setToolTip(widgets::plainToolTip(line.type == Line::Type::Web ? line.full + QLatin1Char('\n') + line.url : line.full));
    if (line.type == Line::Type::Condition)
        setAccessibleName(tr("%1, %2, %3").arg(line.label, line.value, line.extra));
}

void LineWidget::toggleMessage()
{
    m_message->setVisible(m_message->isHidden());
}

void LineWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    if (m_line.type == Line::Type::Section && !m_first)
        theme::drawHairline(&painter, QLineF(0, metric::Panel, width(), metric::Panel), theme.color(Color::Line));
    if (m_line.type == Line::Type::Condition && hasFocus())
        theme::drawFocusRing(
            &painter, QRectF(rect()).adjusted(metric::Panel - 4, 0, 4 - metric::Panel, 0), theme.color(Color::Accent), metric::Radius);
}

void LineWidget::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_line.type == Line::Type::Condition && event->button() == Qt::LeftButton && rect().contains(event->pos()))
        toggleMessage();
    QWidget::mouseReleaseEvent(event);
}

void LineWidget::keyPressEvent(QKeyEvent* event)
{
    const bool press = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (m_line.type == Line::Type::Condition && press)
        toggleMessage();
    else
        QWidget::keyPressEvent(event);
}

void LineWidget::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void LineWidget::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace dg::views
