// SPDX-License-Identifier: Apache-2.0
#include "tree_painter.h"

#include "text/words.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace dg::widgets {

using flux::State;
using items::TreeModel;
using theme::Color;
using theme::FontRole;
using tree::ManagedMark;
using tree::RowType;
namespace metric = theme::metric;

namespace {

constexpr int ChevronLeft = 6; // from the cell's edge; 12 chevron, 4 gap, 16 icon, 6 gap, then the name
constexpr int SuspendedSlot = metric::Chevron;

QRect placed(Qt::LayoutDirection direction, const QRect& cell, int x, int width)
{
    return QStyle::visualRect(direction, cell, QRect(cell.x() + x, cell.y(), width, cell.height()));
}

} // namespace

TreePainter::TreePainter(const theme::Theme& theme)
    : m_theme(theme)
    , m_texts(theme)
{
    refresh();
}

void TreePainter::refresh()
{
    m_texts.clear();
    m_longestState = 0;
    const QFontMetrics& fm = m_texts.metrics(FontRole::Body);
    for (std::size_t i = 0; i < m_stateWords.size(); ++i) {
        m_stateWords[i] = text::stateName(static_cast<State>(i));
        m_longestState = std::max(m_longestState, fm.horizontalAdvance(m_stateWords[i]));
    }
}

QColor TreePainter::ink(Color color, const RowLook& look) const
{
    return m_theme.color(look.stale && color == Color::Text1 ? Color::Text2 : color);
}

QString TreePainter::words(const Cell& cell, TreeModel::Column column) const
{
    return cell.model.index(cell.index, column).data(Qt::DisplayRole).toString();
}

QRect TreePainter::chevronBox(const QRect& nameCell, int depth, Qt::LayoutDirection direction)
{
    return placed(direction, nameCell, ChevronLeft + depth * metric::TreeIndent, metric::Chevron);
}

void TreePainter::paint(QPainter* painter, const TreeModel& model, int index, const QRect& box,
    const std::array<QRect, TreeModel::ColumnCount>& cells, const RowLook& look)
{
    const tree::Row row = model.row(index);
    const Cell cell{painter, model, row, index, look, painter->layoutDirection()};
    Color surface = Color::Base;
    if (look.selected)
        surface = look.focused ? Color::Select : Color::SelectIdle;
    else if (look.hovered)
        surface = Color::Hover;
    painter->fillRect(box, m_theme.color(surface));
    if (look.current && look.focused) {
        const qreal line = theme::Theme::hairline(theme::ratioOf(painter));
        const QColor accent = m_theme.color(Color::Accent);
        const QRectF r = box;
        painter->fillRect(QRectF(r.left(), r.top(), r.width(), line), accent);
        painter->fillRect(QRectF(r.left(), r.bottom() - line, r.width(), line), accent);
        painter->fillRect(QRectF(r.left(), r.top(), line, r.height()), accent);
        painter->fillRect(QRectF(r.right() - line, r.top(), line, r.height()), accent);
    }
    if (!cells[TreeModel::Name].isEmpty()) {
        QRect name = cells[TreeModel::Name];
        if (row.cause && row.below.missing == 0) { // a sentence over cells that are empty
            for (const auto column : {TreeModel::State, TreeModel::Drift, TreeModel::Revision, TreeModel::Applied, TreeModel::Next})
                name = name.united(cells[column]);
        }
        paintName(cell, name);
    }
    if (!cells[TreeModel::State].isEmpty())
        paintState(cell, cells[TreeModel::State]);
    if (!cells[TreeModel::Drift].isEmpty())
        paintDrift(cell, cells[TreeModel::Drift]);
    if (!cells[TreeModel::Revision].isEmpty() && row.type != RowType::Notice)
        paintRevision(cell, cells[TreeModel::Revision]);
    if (!cells[TreeModel::Applied].isEmpty())
        paintNumber(cell, cells[TreeModel::Applied], TreeModel::Applied);
    if (!cells[TreeModel::Next].isEmpty())
        paintNumber(cell, cells[TreeModel::Next], TreeModel::Next);
    if (!cells[TreeModel::Message].isEmpty())
        m_texts.draw(painter, cells[TreeModel::Message].adjusted(metric::Gap, 0, -metric::Gap, 0), words(cell, TreeModel::Message),
            FontRole::Body, ink(Color::Text2, look));
}

void TreePainter::paintName(const Cell& cell, const QRect& box)
{
    QPainter* painter = cell.painter;
    const tree::Row& row = cell.row;
    if (row.hasChildren)
        drawIcon(painter, m_theme, chevronBox(box, row.depth, cell.direction),
            row.expanded ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), m_theme.color(Color::Text3), metric::Chevron);
    int x = ChevronLeft + row.depth * metric::TreeIndent + metric::Chevron + 4;
    const bool object = row.type == RowType::Flux || row.type == RowType::Managed || row.type == RowType::Child;
    const bool notice = row.type == RowType::Notice || row.note == tree::ChildNote::Unreadable || row.note == tree::ChildNote::LeftOut;
    QString icon;
    if (notice)
        icon = QStringLiteral("warning");
    else if (row.type == RowType::Note)
        icon = QStringLiteral("info");
    else if (row.kind != flux::Kind::Other)
        icon = kindIcon(row.kind);
    else if (object)
        icon = kindIcon(row.key.kind.view());
    else
        icon = row.cause ? kindIcon(row.cause->object.kind.view()) : QStringLiteral("kind-namespace");
    drawIcon(
        painter, m_theme, placed(cell.direction, box, x, metric::Icon), icon, ink(notice ? Color::DriftMark : Color::Text2, cell.look));
    x += metric::Icon + metric::IconText;

    // A source heads its group; a chart or a bucket further down is a row like the others.
    const bool source = row.depth == 0 && row.kind != flux::Kind::Other && flux::info(row.kind).isSource;
    const bool heavy = row.type == RowType::Group || source || (cell.look.current && cell.look.selected);
    const bool sentence = row.type == RowType::Notice || row.type == RowType::Note;
    const FontRole role = sentence ? FontRole::Body : heavy ? FontRole::BodyBold : FontRole::BodyStrong;
    const QString name = object ? text::cleanLine(row.name) : words(cell, TreeModel::Name);
    const int room = box.width() - x - metric::Gap;
    const int nameWidth = std::min(room, m_texts.metrics(role).horizontalAdvance(name));
    m_texts.draw(painter, placed(cell.direction, box, x, nameWidth), name, role, ink(row.match ? Color::Text1 : Color::Text2, cell.look),
        Qt::ElideMiddle);
    if (!object)
        return;
    QString code = text::qs(row.kindCode);
    if (cell.look.kindsWrittenOut)
        code = row.kind != flux::Kind::Other ? text::qs(flux::info(row.kind).name) : text::qs(row.key.kind.view());
    const int codeWidth = m_texts.metrics(FontRole::Small).horizontalAdvance(code);
    x += nameWidth + metric::IconText;
    if (codeWidth <= box.width() - x - 4) // dropped as a whole when there is no room
        m_texts.draw(painter, placed(cell.direction, box, x, codeWidth), code, FontRole::Small, ink(Color::Text3, cell.look));
}

void TreePainter::paintState(const Cell& cell, const QRect& box)
{
    const tree::Row& row = cell.row;
    if (row.type == RowType::Group || row.type == RowType::Note)
        return;
    State state = row.verdict.state;
    QString icon = stateIcon(state);
    Color mark = stateInk(state);
    Color inkRole = stateTextInk(state);
    QString word;
    if (row.type == RowType::Managed && row.mark == ManagedMark::Missing) {
        state = State::Missing;
        icon = stateIcon(state);
        mark = stateInk(state);
        inkRole = stateTextInk(state);
    } else if (row.type == RowType::Managed && (row.mark == ManagedMark::NotWatched || row.mark == ManagedMark::Elsewhere)) {
        icon = driftIcon(DriftMark::NotWatched);
        mark = Color::Text3;
        inkRole = Color::Text2;
        word = words(cell, TreeModel::State);
    } else if (row.type == RowType::Managed && row.verdict.note == flux::Note::NotLookedAt) {
        icon.clear(); // it is there; nobody says how it is
        inkRole = Color::Text2;
        word = words(cell, TreeModel::State);
    } else if (row.type == RowType::Notice) {
        word = words(cell, TreeModel::State);
        if (word.isEmpty())
            return;
    }
    if (word.isEmpty())
        word = m_stateWords[static_cast<std::size_t>(state)];
    int x = metric::Gap;
    if (!icon.isEmpty())
        drawIcon(cell.painter, m_theme, placed(cell.direction, box, x, metric::Icon), icon, m_theme.color(mark));
    x += metric::Icon + metric::IconText;
    int right = 0;
    if (row.verdict.suspended) {
        // Its own slot at the right end, so that the bars of all rows form a column.
        right = metric::Gap + SuspendedSlot;
        drawSuspendedBars(
            cell.painter, m_theme, placed(cell.direction, box, box.width() - right, SuspendedSlot), m_theme.color(Color::Neutral));
        right += 2;
    }
    m_texts.draw(cell.painter, placed(cell.direction, box, x, box.width() - x - right), word, FontRole::Body, ink(inkRole, cell.look));
}

void TreePainter::paintDrift(const Cell& cell, const QRect& box)
{
    const tree::Row& row = cell.row;
    DriftMark mark = DriftMark::None;
    int count = 0;
    switch (row.type) {
    case RowType::Notice:
    case RowType::Child: // drift is of what Flux applies
    case RowType::Note:
        return;
    case RowType::Managed:
        if (row.mark == ManagedMark::Missing)
            mark = DriftMark::Missing;
        else if (row.mark == ManagedMark::Orphaned)
            mark = DriftMark::Orphaned;
        else if (row.mark != ManagedMark::Present)
            mark = DriftMark::NotWatched;
        if (row.drift && mark != DriftMark::Missing) {
            count = static_cast<int>(row.drift->findings);
            mark = count == 0         ? (row.drift->expected ? DriftMark::Expected : mark)
                : row.drift->orphaned ? DriftMark::Orphaned
                                      : DriftMark::Drifted;
        }
        break;
    case RowType::Group:
        if (!row.below.missing && !row.below.drifted)
            return;
        [[fallthrough]];
    case RowType::Flux:
        count = static_cast<int>(row.below.missing + row.below.drifted) + (row.drift && row.drift->findings > 0);
        if (row.below.missing > 0)
            mark = DriftMark::Missing;
        else if (count > 0)
            mark = DriftMark::Drifted;
        break;
    }
    drawDriftMark(cell.painter, m_theme, placed(cell.direction, box, metric::Gap, metric::Icon), mark);
    if (count > 0) {
        const int x = metric::Gap + metric::Icon + 5;
        m_texts.draw(cell.painter, placed(cell.direction, box, x, box.width() - x), QString::number(count), FontRole::Body,
            ink(Color::Text1, cell.look), Qt::ElideNone);
    }
}

void TreePainter::paintRevision(const Cell& cell, const QRect& box)
{
    const int room = box.width() - 2 * metric::Gap;
    const QString revision = words(cell, TreeModel::Revision);
    const int width = std::min(room, m_texts.metrics(FontRole::Revision).horizontalAdvance(revision));
    m_texts.draw(cell.painter, placed(cell.direction, box, metric::Gap, width), revision, FontRole::Revision, ink(Color::Text2, cell.look),
        Qt::ElideMiddle);
    // Behind its source: an arrow up after the revision. The tooltip and a screen reader have the word.
    if (cell.row.behind)
        drawIcon(cell.painter, m_theme, placed(cell.direction, box, metric::Gap + width + 1, metric::Chevron), QStringLiteral("sort-up"),
            m_theme.color(Color::Neutral), metric::Chevron);
}

void TreePainter::paintNumber(const Cell& cell, const QRect& box, TreeModel::Column column)
{
    const QString text = words(cell, column);
    if (text.isEmpty())
        return;
    const int room = box.width() - 2 * metric::Gap;
    if (numberWidth(m_texts.metrics(FontRole::Body), text) > room) { // words instead of a number
        m_texts.draw(cell.painter, box.adjusted(metric::Gap, 0, -metric::Gap, 0), text, FontRole::Body, ink(Color::Text2, cell.look));
        return;
    }
    cell.painter->setFont(m_texts.font(FontRole::Body));
    cell.painter->setPen(ink(Color::Text2, cell.look));
    if (cell.direction == Qt::LeftToRight) {
        drawNumber(cell.painter, box.adjusted(metric::Gap, 0, -metric::Gap, 0), text);
    } else {
        // Numbers stay left to right; the column's edge is its left one.
        QRect mirrored = box.adjusted(metric::Gap, 0, -metric::Gap, 0);
        mirrored.setWidth(numberWidth(m_texts.metrics(FontRole::Body), text));
        drawNumber(cell.painter, mirrored, text);
    }
}

} // namespace dg::widgets
