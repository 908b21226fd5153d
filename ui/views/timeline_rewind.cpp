// SPDX-License-Identifier: Apache-2.0
#include "timeline_rewind.h"

#include "delivery_table.h"
#include "items/timeline_desk.h"
#include "text/timeline_words.h"
#include "text/words.h"
#include "widgets/buttons.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QSlider>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {
constexpr int SliderSteps = 1000, AskAfter = 60; // ms
}

TimelineRewind::TimelineRewind(items::TimelineDesk& desk, QWidget* parent)
    : Surface(Color::Base, parent)
    , m_desk(desk)
{
    setObjectName(QStringLiteral("timelineRewind"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new Surface(Color::DriftTint, this, Qt::BottomEdge); // nobody is to take it for now
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(metric::Panel, metric::Gap, metric::Panel, metric::Gap);
    rows->setSpacing(metric::Gap);
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::Gap);
    m_title = makeLabel(head, FontRole::Title, Color::Text1);
    m_title->setObjectName(QStringLiteral("timelineRewindTitle"));
    m_hint = makeLabel(head, FontRole::Body, Color::Text1, {}, true);
    m_hint->setObjectName(QStringLiteral("timelineRewindHint"));
    auto* back = new widgets::Button(tr("Back to now"), QStringLiteral("view-timeline"), head);
    back->setObjectName(QStringLiteral("timelineRewindBack"));
    back->setHint(tr("Esc"));
    row->addWidget(m_title);
    row->addWidget(m_hint, 1);
    row->addWidget(back);
    rows->addLayout(row);
    m_slider = new QSlider(Qt::Horizontal, head);
    m_slider->setObjectName(QStringLiteral("timelineRewindSlider"));
    m_slider->setAccessibleName(tr("Time"));
    m_slider->setRange(0, SliderSteps);
    m_slider->setPageStep(SliderSteps / 24);
    m_slider->setLayoutDirection(Qt::LeftToRight);
    rows->addWidget(m_slider);
    column->addWidget(head);
    m_table = new PlainTable(tr("The tree as it was"), this);
    m_table->setObjectName(QStringLiteral("timelineRewindTable"));
    column->addWidget(m_table, 1);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &TimelineRewind::ask);
    connect(back, &QAbstractButton::clicked, this, &TimelineRewind::backRequested);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) { moveTo(m_range.from + m_range.length() * value / SliderSteps); });
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (index.row() < static_cast<int>(m_moment.objects.size()))
            Q_EMIT objectActivated(m_moment.objects[static_cast<std::size_t>(index.row())].object);
    });
}

void TimelineRewind::open(WallTime at)
{
    m_range = m_desk.shown();
    m_range.from = std::min(m_range.from, at);
    m_range.to = std::max(m_range.to, at);
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(static_cast<int>((at - m_range.from) * SliderSteps / m_range.length()));
    moveTo(at);
    focusTable();
}

void TimelineRewind::focusTable()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

void TimelineRewind::moveTo(WallTime at)
{
    m_at = at;
    //: %1 a time
    m_title->setText(tr("The tree at %1").arg(text::momentText(at, m_desk.now())));
    m_later.start(AskAfter);
}

void TimelineRewind::ask()
{
    m_desk.moment(m_at, [this](const Result<items::TimelineMoment>& answer) { show(answer); });
}

void TimelineRewind::show(const Result<items::TimelineMoment>& answer)
{
    if (!answer) {
        m_hint->setText(text::errorSentence(answer.error()));
        return;
    }
    m_moment = *answer;
    std::vector<QStringList> rows;
    for (const auto& one : m_moment.objects) {
        const auto& row = one.row;
        rows.push_back({one.object.ns.empty() ? QStringLiteral("–") : text::cleanLine(one.object.ns), text::cleanLine(one.object.kind),
            text::cleanLine(one.object.name), text::stateOrGone(row.state, row.suspended), text::shortRevision(row.revision),
            text::momentText(row.at, m_desk.now()), text::cleanLine(row.message)});
    }
    m_table->setContent({tr("Namespace"), tr("Kind"), tr("Name"), tr("State"), tr("Revision"), tr("Since"), tr("Message")}, rows, {}, 6);
    const auto count = static_cast<int>(rows.size());
    const auto objects = count == 1 ? tr("1 object, read only.") : tr("%n objects, read only.", nullptr, count);
    m_hint->setText(m_moment.watched ? objects : tr("Nobody watched then: what was known last is shown. %1").arg(objects));
}

void TimelineRewind::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT backRequested();
    else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) // the table has no use for them
        m_slider->setValue(m_slider->value() + (event->key() == Qt::Key_Left ? -1 : 1) * SliderSteps / 100);
    else
        Surface::keyPressEvent(event);
}

} // namespace dg::views
