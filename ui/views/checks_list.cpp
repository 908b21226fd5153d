// SPDX-License-Identifier: Apache-2.0
#include "checks_list.h"

#include "text/check_words.h"
#include "theme/draw.h"
#include "views/surface.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QToolTip>

namespace dg::views {

namespace metric = theme::metric;
using items::ChecksListModel;
using theme::Color;
using theme::FontRole;
using Group = ChecksListModel::Group;
using Row = ChecksListModel::Row;

namespace {

constexpr int CheckRow = 26;

class ChecksDelegate final : public QStyledItemDelegate {
public:
    ChecksDelegate(const ChecksListModel& model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int least = m_model.row(index.row()).isGroup ? metric::GroupRow : CheckRow;
        return {0, std::max(least, option.fontMetrics.height() + metric::Gap)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto& row = m_model.row(index.row());
        const theme::Theme& theme = theme::of(option.widget);
        const bool selected = option.state & QStyle::State_Selected;
        const bool focused = option.widget && option.widget->hasFocus();
        Color surface = row.isGroup ? Color::Raised : Color::Base;
        if (selected && !row.isGroup)
            surface = focused ? Color::Select : Color::SelectIdle;
        else if ((option.state & QStyle::State_MouseOver) && !row.isGroup)
            surface = Color::Hover;
        painter->fillRect(option.rect, theme.color(surface));
        if (row.isGroup)
            paintGroup(painter, option, row, theme);
        else if (const auto* outcome = m_model.outcome(row.id))
            paintCheck(painter, option, row, *outcome, theme);
        if (focused && selected && !row.isGroup)
            theme::drawBox(painter, option.rect, {}, theme.color(Color::Accent), theme::Theme::hairline(theme::ratioOf(painter)), 0);
    }

private:
    static QRect place(const QStyleOptionViewItem& option, int x, int width)
    {
        const QRect box(option.rect.left() + x, option.rect.top(), width, option.rect.height());
        return QStyle::visualRect(option.direction, option.rect, box);
    }
    static int put(QPainter* painter, const QRect& box, const theme::Theme& theme, FontRole role, Color ink, const QString& words,
        Qt::Alignment side = Qt::AlignLeading)
    {
        painter->setFont(theme.font(role));
        painter->setPen(theme.color(ink));
        const QFontMetrics metrics(painter->font());
        const QString shown = metrics.elidedText(words, Qt::ElideRight, box.width());
        painter->drawText(box, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
        return metrics.horizontalAdvance(shown);
    }
    static void paintGroup(QPainter* painter, const QStyleOptionViewItem& option, const Row& row, const theme::Theme& theme)
    {
        const QRect& area = option.rect;
        for (const int y : {area.top(), area.bottom()})
            theme::drawHairline(painter, QLineF(area.left(), y, area.right() + 1, y), theme.color(Color::Line));
        int x = metric::Panel;
        const int width = option.rect.width();
        x += put(painter, place(option, x, width - x), theme, FontRole::SmallBold, Color::Text1, checkGroupName(row.group))
            + metric::IconText;
        put(painter, place(option, x, width - x), theme, FontRole::Small, Color::Text2, QString::number(row.checks));
    }
    static void paintCheck(
        QPainter* painter, const QStyleOptionViewItem& option, const Row& row, const checks::Outcome& outcome, const theme::Theme& theme)
    {
        const int width = option.rect.width();
        const auto mark = checkMarkOf(row.group);
        widgets::drawIcon(painter, theme, place(option, metric::Panel, metric::Icon), mark.icon, theme.color(mark.ink));
        const int end = width - metric::Panel - 4;
        const int objects = end - ChecksList::ObjectsWidth, about = objects - ChecksList::AboutWidth;
        put(painter, place(option, ChecksList::MarkWidth, about - ChecksList::MarkWidth - metric::Gap), theme, FontRole::Body, Color::Text1,
            text::checkTitle(outcome));
        put(painter, place(option, about, ChecksList::AboutWidth), theme, FontRole::Body, Color::Text2,
            text::areaName(checks::info(outcome.id).area));
        put(painter, place(option, objects, ChecksList::ObjectsWidth), theme, FontRole::Body, Color::Text2,
            QString::number(ChecksListModel::countOf(outcome)), Qt::AlignTrailing);
    }
    const ChecksListModel& m_model;
};

} // namespace

CheckMark checkMarkOf(Group group)
{
    switch (group) {
    case Group::FixSoon:
        return {QStringLiteral("state-failed"), Color::Failed, Color::FailedTint};
    case Group::Consider:
        return {QStringLiteral("warning"), Color::Drift, Color::DriftTint};
    case Group::CouldNotTell:
        return {QStringLiteral("state-forbidden"), Color::Neutral, Color::NeutralTint};
    case Group::Accepted:
        return {QStringLiteral("drift-ignored"), Color::Neutral, Color::NeutralTint};
    case Group::Passed:
        break;
    }
    return {QStringLiteral("state-ready"), Color::Ready, Color::ReadyTint};
}

QString checkGroupName(Group group)
{
    switch (group) {
    case Group::FixSoon:
        return text::verdictName(checks::Verdict::FixSoon);
    case Group::Consider:
        return text::verdictName(checks::Verdict::Consider);
    case Group::CouldNotTell:
        return text::verdictName(checks::Verdict::CouldNotTell);
    case Group::Accepted:
        return ChecksList::tr("Accepted");
    case Group::Passed:
        break;
    }
    return text::verdictName(checks::Verdict::Passed);
}

ChecksList::ChecksList(ChecksListModel& model, QWidget* parent)
    : QListView(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("checksList"));
    setAccessibleName(tr("Checks"));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(SingleSelection);
    setResizeMode(Adjust);
    model.setWords([this](const Row& row) { return sentenceOf(row); },
        [](const checks::Outcome& outcome) {
            QString all = text::checkTitle(outcome) + QLatin1Char(' ') + text::checkName(outcome.id) + QLatin1Char(' ')
                + text::areaName(checks::info(outcome.id).area);
            for (const auto* list : {&outcome.subjects, &outcome.accepted, &outcome.unclear}) {
                for (const auto& subject : *list)
                    all += QLatin1Char(' ') + text::subjectName(subject.object);
            }
            return all;
        });
    setModel(&model);
    setItemDelegate(new ChecksDelegate(model, this));
}

QString ChecksList::sentenceOf(const Row& row) const
{
    if (row.isGroup) //: %1 a group such as Fix soon
        return tr("%1, %n checks", nullptr, row.checks).arg(checkGroupName(row.group));
    const auto* outcome = m_model.outcome(row.id);
    if (!outcome)
        return {};
    return QStringList{text::checkTitle(*outcome), checkGroupName(row.group), text::areaName(checks::info(row.id).area),
        tr("%n objects", nullptr, static_cast<int>(ChecksListModel::countOf(*outcome)))}
        .join(QStringLiteral(", "));
}

void ChecksList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid() && !m_model.row(current.row()).isGroup)
        Q_EMIT rowChosen(current.row());
}

bool ChecksList::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QListView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    if (index.isValid())
        QToolTip::showText(help->globalPos(), widgets::plainToolTip(sentenceOf(m_model.row(index.row()))), this);
    return true;
}

QWidget* makeChecksHeader(const QListView& list, QWidget* parent)
{
    auto* header = new Surface(Color::Raised, parent);
    header->setFixedHeight(metric::Header);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(ChecksList::MarkWidth, 0, metric::Panel + 4, 0);
    row->setSpacing(0);
    // Over its cells also where the list has a scroll bar.
    QObject::connect(list.verticalScrollBar(), &QScrollBar::rangeChanged, row, [row](int, int most) {
        row->setContentsMargins(ChecksList::MarkWidth, 0, metric::Panel + 4 + (most > 0 ? metric::ScrollBar : 0), 0);
    });
    const auto add = [&](const QString& word, int width, Qt::Alignment side) {
        auto* label = makeLabel(header, FontRole::Small, Color::Text2, word);
        label->setAlignment(side | Qt::AlignVCenter);
        if (width > 0)
            label->setFixedWidth(width);
        row->addWidget(label, width > 0 ? 0 : 1);
    };
    add(ChecksList::tr("Check"), 0, Qt::AlignLeading);
    add(ChecksList::tr("About"), ChecksList::AboutWidth, Qt::AlignLeading);
    add(ChecksList::tr("Objects"), ChecksList::ObjectsWidth, Qt::AlignTrailing);
    return header;
}

} // namespace dg::views
