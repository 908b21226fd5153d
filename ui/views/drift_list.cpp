// SPDX-License-Identifier: Apache-2.0
#include "drift_list.h"

#include "text/drift_words.h"
#include "text/words.h"
#include "theme/draw.h"
#include "theme/theme.h"
#include "widgets/labels.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using items::DriftListModel;
using theme::Color;
using theme::FontRole;
using widgets::DriftMark;
using Row = DriftListModel::Row;

namespace {

constexpr int LineHeight = 18;

class DriftDelegate final : public QStyledItemDelegate {
public:
    DriftDelegate(const DriftList& list, const DriftListModel& model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_list(list)
        , m_model(model)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int text = option.fontMetrics.height();
        return {0, m_model.row(index.row()).group ? std::max(metric::GroupRow, text + 8) : std::max(metric::TwoLineItem, 2 * text + 16)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Row& row = m_model.row(index.row());
        const theme::Theme& theme = theme::of(option.widget);
        const DriftRowText text = m_list.textOf(row);
        const bool selected = option.state & QStyle::State_Selected;
        const bool focused = option.widget && option.widget->hasFocus();
        Color surface = row.group ? Color::Raised : Color::Base;
        if (selected)
            surface = focused ? Color::Select : Color::SelectIdle;
        else if (option.state & QStyle::State_MouseOver)
            surface = Color::Hover;
        painter->fillRect(option.rect, theme.color(surface));
        theme::drawHairline(painter, QLineF(option.rect.left(), option.rect.bottom(), option.rect.right() + 1, option.rect.bottom()),
            theme.color(Color::Line));
        const bool mirrored = option.direction == Qt::RightToLeft;
        const auto place = [&](int x, int y, int width, int height) {
            const QRect box(option.rect.left() + x, option.rect.top() + y, width, height);
            return mirrored ? QStyle::visualRect(option.direction, option.rect, box) : box;
        };
        const auto put = [&](const QRect& box, FontRole role, Color ink, const QString& words, Qt::TextElideMode elide,
                             Qt::Alignment side = Qt::AlignLeading) {
            painter->setFont(theme.font(role));
            painter->setPen(theme.color(ink));
            const QFontMetrics metrics(painter->font());
            const QString shown = metrics.elidedText(words, elide, box.width());
            painter->drawText(box, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
            return metrics.horizontalAdvance(shown);
        };
        const int width = option.rect.width();
        if (row.group) {
            const int h = option.rect.height();
            widgets::drawIcon(painter, theme, place(metric::Panel, 0, metric::Icon, h), text.icon, theme.color(Color::Text2),
                text.icon.startsWith(QLatin1String("chevron")) ? metric::Chevron : metric::Icon);
            int x = metric::Panel + metric::Icon + metric::IconText;
            const int most = (width - x - metric::Panel) * 2 / 3;
            x += put(place(x, 0, most, h), FontRole::SmallBold, Color::Text1, text.name, Qt::ElideMiddle) + metric::IconText;
            put(place(x, 0, width - x - metric::Panel, h), FontRole::Small, Color::Text2, text.second, Qt::ElideRight);
        } else {
            const int line = std::max(LineHeight, option.fontMetrics.height());
            const int top = (option.rect.height() - 2 * line) / 2;
            int x = metric::Panel;
            widgets::drawDriftMark(painter, theme, place(x, top, metric::Icon, line), text.mark);
            x += metric::Icon + metric::IconText;
            widgets::drawIcon(painter, theme, place(x, top, metric::Icon, line), text.icon, theme.color(Color::Text2));
            int nameAt = x + metric::Icon + metric::IconText;
            const int room = width - nameAt - metric::Panel;
            const int hintWidth = QFontMetrics(theme.font(FontRole::Small)).horizontalAdvance(text.hint);
            const int nameRoom = hintWidth + metric::IconText < room / 2 ? room - hintWidth - metric::IconText : room;
            nameAt += put(place(nameAt, top, nameRoom, line), selected ? FontRole::BodyBold : FontRole::BodyStrong, Color::Text1, text.name,
                          Qt::ElideMiddle)
                + metric::IconText;
            put(place(nameAt, top, std::max(0, width - nameAt - metric::Panel), line), FontRole::Small, Color::Text3, text.hint,
                Qt::ElideRight);
            painter->setFont(theme.font(FontRole::Small));
            const int rightWidth = text.right.isEmpty() ? 0 : QFontMetrics(painter->font()).horizontalAdvance(text.right) + 2;
            put(place(width - metric::Panel - rightWidth, top + line, rightWidth, line), FontRole::Small, Color::Text2, text.right,
                Qt::ElideNone, Qt::AlignTrailing);
            put(place(x, top + line, width - x - metric::Panel - rightWidth - (rightWidth ? metric::Gap : 0), line), FontRole::Small,
                Color::Text2, text.second, Qt::ElideRight);
        }
        if (focused && index == m_list.currentIndex())
            theme::drawBox(painter, option.rect, {}, theme.color(Color::Accent), theme::Theme::hairline(theme::ratioOf(painter)), 0);
    }

private:
    const DriftList& m_list;
    const DriftListModel& m_model;
};

QString spanWord(DriftListModel::Span span)
{
    switch (span) {
    case DriftListModel::Span::Hour:
        return DriftList::tr("Last hour");
    case DriftListModel::Span::Day:
        return DriftList::tr("Last 24 hours");
    case DriftListModel::Span::Week:
        return DriftList::tr("Last 7 days");
    case DriftListModel::Span::Older:
        return DriftList::tr("Older");
    case DriftListModel::Span::Unknown:
        break;
    }
    return DriftList::tr("Time not known");
}

QString objectCount(std::uint32_t count)
{
    return count == 1 ? DriftList::tr("1 object") : DriftList::tr("%n objects", nullptr, static_cast<int>(count));
}

} // namespace

DriftMark driftMarkOf(const std::vector<drift::Finding>& findings)
{
    DriftMark mark = DriftMark::None;
    bool expected = !findings.empty();
    for (const auto& finding : findings) {
        expected = expected && !finding.ignoredBy.empty();
        if (finding.kind == drift::Kind::Missing)
            mark = DriftMark::Missing;
        else if (finding.kind == drift::Kind::Orphaned && mark == DriftMark::None)
            mark = DriftMark::Orphaned;
        else if (drift::counts(finding.kind) && finding.kind != drift::Kind::Orphaned && mark != DriftMark::Missing)
            mark = DriftMark::Drifted;
    }
    return expected ? DriftMark::Expected : mark;
}

QString driftMarkWord(DriftMark mark)
{
    switch (mark) {
    case DriftMark::None:
        return DriftList::tr("No drift");
    case DriftMark::NotWatched:
        return DriftList::tr("Not watched");
    case DriftMark::Drifted:
        return DriftList::tr("Drifted");
    case DriftMark::Missing:
        return DriftList::tr("Missing");
    case DriftMark::Orphaned:
        return DriftList::tr("Orphaned");
    case DriftMark::Expected:
        return DriftList::tr("Expected");
    }
    return {};
}

DriftList::DriftList(DriftListModel& model, QWidget* parent)
    : QListView(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("driftList"));
    setAccessibleName(tr("Findings"));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(SingleSelection);
    setResizeMode(Adjust);
    setModel(&model);
    setItemDelegate(new DriftDelegate(*this, model, this));
    model.setWords([this](const Row& row, bool spoken) { return spoken ? sentenceOf(row) : textOf(row).name; });
    connect(this, &QListView::activated, this, [this](const QModelIndex& index) {
        if (index.isValid() && !m_model.row(index.row()).group)
            Q_EMIT rowActivated(index.row());
    });
}

DriftRowText DriftList::textOf(const Row& row) const
{
    DriftRowText text;
    if (row.group) {
        text.icon = row.expanded ? QStringLiteral("action-group") : QStringLiteral("chevron-right");
        const QString count = objectCount(row.objects);
        text.second = count;
        if (row.expected) {
            text.icon = row.expanded ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right");
            text.name = tr("Expected");
            //: %1 "3 objects"
            text.second = tr("%1, not counted").arg(count);
            return text;
        }
        switch (m_model.grouping()) {
        case DriftListModel::Grouping::Owner: {
            text.name = row.owner.empty() ? tr("No owner") : text::cleanLine(row.owner.name.view());
            if (row.expanded && !row.owner.empty())
                text.icon = widgets::kindIcon(row.owner.kind.view());
            const QString outlook = m_outlook && !row.owner.empty() ? m_outlook(row.owner) : QString();
            if (!outlook.isEmpty()) //: %1 "2 objects", %2 "corrected in 18 min"
                text.second = tr("%1, %2").arg(count, outlook);
            break;
        }
        case DriftListModel::Grouping::Object: {
            text.name = text::cleanLine(row.object.name.view());
            if (row.expanded)
                text.icon = widgets::kindIcon(row.object.kind.view());
            const auto findings = static_cast<int>(row.findings.size());
            text.second = findings == 1 ? tr("1 finding") : tr("%n findings", nullptr, findings);
            break;
        }
        case DriftListModel::Grouping::Manager:
            text.name = row.label.empty() ? tr("Nobody recorded") : text::cleanLine(row.label);
            break;
        case DriftListModel::Grouping::Field:
            text.name = row.label.empty() ? tr("The object as a whole") : text::cleanLine(row.label);
            break;
        case DriftListModel::Grouping::Time:
            text.name = spanWord(row.span);
            break;
        }
        return text;
    }
    const auto findings = m_model.findingsOf(row);
    text.mark = driftMarkOf(findings);
    const bool ofObject = m_model.grouping() == DriftListModel::Grouping::Object && !row.expected;
    const QString code = text::qs(flux::codeForKind(row.object.kind.view()));
    text.icon = widgets::kindIcon(row.object.kind.view());
    text.name = text::cleanLine(row.object.name.view());
    //: %1 a short kind such as deploy, %2 a namespace
    text.hint = row.object.ns.empty() ? code : tr("%1 in %2").arg(code, text::cleanLine(row.object.ns.view()));
    if (ofObject && !findings.front().path.empty()) {
        text.name = text::cleanLine(findings.front().path);
        text.hint = text::changeText(findings.front().change);
    }
    std::vector<drift::Finding> compared;
    std::ranges::copy_if(findings, std::back_inserter(compared), [](const drift::Finding& f) { return f.comparedAt.has_value(); });
    text.second = text::summaryOf(compared.empty() ? findings : compared); // what was compared knows more
    if (!compared.empty()) {
        //: %1 "3 fields by kubectl-edit"
        text.second
            = compared.front().beforeLastPass ? tr("%1, exact before the last pass").arg(text.second) : tr("%1, exact").arg(text.second);
    }
    std::optional<WallTime> last;
    for (const auto& finding : findings) {
        const auto time = finding.time ? finding.time : finding.since;
        if (time && (!last || *time > *last))
            last = time;
    }
    if (last) {
        const Millis age = std::chrono::duration_cast<Millis>(m_now - *last);
        //: %1 an age such as 11 min
        text.right = age < Millis{1000} ? text::age(age) : tr("%1 ago").arg(text::age(age));
    }
    return text;
}

QString DriftList::sentenceOf(const Row& row) const
{
    const DriftRowText text = textOf(row);
    QStringList parts;
    if (row.group) {
        parts << text.name << text.second << (row.expanded ? tr("unfolded") : tr("folded"));
    } else {
        parts << text::cleanLine(row.object.kind.view()) + QLatin1Char(' ')
                + (row.object.ns.empty() ? QString() : text::cleanLine(row.object.ns.view()) + QLatin1Char('/'))
                + text::cleanLine(row.object.name.view())
              << driftMarkWord(text.mark) << text.second << text.right;
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

void DriftList::toggle(int row)
{
    m_model.setExpanded(row, !m_model.row(row).expanded);
    setCurrentIndex(m_model.index(row));
}

void DriftList::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    QListView::mousePressEvent(event);
    if (event->button() == Qt::LeftButton && index.isValid() && m_model.row(index.row()).group)
        toggle(index.row());
}

void DriftList::keyPressEvent(QKeyEvent* event)
{
    const int row = currentIndex().isValid() ? currentIndex().row() : -1;
    if (row >= 0 && event->modifiers() == Qt::NoModifier) {
        const Row& current = m_model.row(row);
        const bool left = event->key() == (isRightToLeft() ? Qt::Key_Right : Qt::Key_Left);
        const bool right = event->key() == (isRightToLeft() ? Qt::Key_Left : Qt::Key_Right);
        if (current.group
            && ((left && current.expanded) || (right && !current.expanded) || event->key() == Qt::Key_Return
                || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space))
            return toggle(row);
        if (!current.group && left)
            return setCurrentIndex(m_model.index(m_model.groupOf(row)));
    }
    QListView::keyPressEvent(event);
}

void DriftList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT rowChosen(current.row());
}

bool DriftList::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QModelIndex index = indexAt(help->pos());
        if (index.isValid())
            QToolTip::showText(help->globalPos(), widgets::plainToolTip(sentenceOf(m_model.row(index.row()))), this);
        return true;
    }
    return QListView::viewportEvent(event);
}

} // namespace dg::views
