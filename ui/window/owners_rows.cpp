// SPDX-License-Identifier: Apache-2.0
#include "owners_rows.h"

#include "text/words.h"
#include "theme/theme.h"
#include "widgets/paint.h"

#include <QPainter>

#include <array>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;
using tree::Ownership;

namespace {

constexpr std::array<double, 4> Shares{0.31, 0.31, 0.22, 0.16}; // object, owner, source, path

std::array<QRect, 4> columns(const QRect& row, Qt::LayoutDirection direction)
{
    const QRect box = row.adjusted(metric::Panel, 0, -metric::Panel, 0);
    std::array<QRect, 4> out;
    double left = box.left();
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double width = box.width() * Shares[i];
        out[i] = QStyle::visualRect(
            direction, row, QRect(static_cast<int>(left), row.top(), static_cast<int>(width) - metric::Gap, row.height()));
        left += width;
    }
    return out;
}

QString nameOf(std::string_view ns, std::string_view name)
{
    const QString own = text::cleanLine(name);
    return ns.empty() ? own : text::cleanLine(ns) + QLatin1Char('/') + own;
}

QString spoken(std::string_view kind, std::string_view ns, std::string_view name)
{
    return text::cleanLine(kind) + QLatin1Char(' ') + nameOf(ns, name);
}

// What stands behind the owner's name when it is no inventory that says so.
QString proofOf(const Ownership& one)
{
    if (one.proof != Ownership::LabelOnly)
        return {};
    return one.ownerExists && !one.ownerKeepsInventory ? OwnersRows::tr("by its labels") : OwnersRows::tr("labelled so, in no inventory");
}

QString sentenceOf(const Ownership& one)
{
    QStringList parts{spoken(one.object.kind.view(), one.object.ns.view(), one.object.name.view())};
    if (one.proof == Ownership::Nothing)
        parts << OwnersRows::tr("nothing owns it");
    else
        parts << OwnersRows::tr("owned by %1").arg(spoken(one.owner.kind.view(), one.owner.ns.view(), one.owner.name.view()));
    if (const QString proof = proofOf(one); !proof.isEmpty())
        parts << proof;
    if (!one.source.empty())
        parts << OwnersRows::tr("source %1").arg(spoken(one.source.kind.view(), one.source.ns.view(), one.source.name.view()));
    if (!one.path.empty())
        parts << OwnersRows::tr("path %1").arg(text::cleanLine(one.path));
    return parts.join(QStringLiteral(", "));
}

// Name, then its kind's code where there is room.
void drawName(QPainter* painter, const theme::Theme& theme, QRect box, Qt::LayoutDirection direction, std::string_view kind,
    std::string_view ns, std::string_view name, Color ink, const QString& note = {})
{
    const bool left = direction == Qt::LeftToRight;
    const auto take = [&](int width) { left ? box.setLeft(box.left() + width) : box.setRight(box.right() - width); };
    const auto put = [&](FontRole role, Color color, const QString& words, Qt::TextElideMode elide) {
        painter->setFont(theme.font(role));
        painter->setPen(theme.color(color));
        const QString elided = painter->fontMetrics().elidedText(words, elide, box.width());
        painter->drawText(box, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, elided);
        take(painter->fontMetrics().horizontalAdvance(elided) + metric::IconText);
    };
    const QRect icon(left ? box.left() : box.right() - metric::Icon + 1, box.top(), metric::Icon, box.height());
    widgets::drawIcon(painter, theme, icon, widgets::kindIcon(kind), theme.color(Color::Text2));
    take(metric::Icon + metric::IconText);
    put(FontRole::Body, ink, nameOf(ns, name), Qt::ElideMiddle);
    const QString code = note.isEmpty() ? text::cleanLine(flux::codeForKind(kind)) : note;
    if (box.width() >= QFontMetrics(theme.font(FontRole::Small)).horizontalAdvance(code))
        put(FontRole::Small, Color::Text3, code, Qt::ElideNone);
    else if (!note.isEmpty())
        put(FontRole::Small, Color::Text3, note, Qt::ElideRight);
}

} // namespace

void OwnersRows::set(std::vector<OwnersRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int OwnersRows::next(int from, int by) const
{
    const int count = rowCount();
    if (count == 0)
        return -1;
    int at = from < 0 && by < 0 ? count : from;
    for (int tries = 0; tries < count; ++tries) {
        at = (at + by + count) % count;
        if (this->at(at).ownership)
            return at;
    }
    return -1;
}

Qt::ItemFlags OwnersRows::flags(const QModelIndex& index) const
{
    return at(index.row()).ownership ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

QVariant OwnersRows::data(const QModelIndex& index, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const OwnersRow& row = at(index.row());
    return row.ownership ? sentenceOf(*row.ownership) : row.heading;
}

QSize OwnersDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool heading = !static_cast<const OwnersRows*>(index.model())->at(index.row()).ownership;
    return {0, std::max(heading ? metric::GroupRow : metric::Row, option.fontMetrics.height() + 6)};
}

void OwnersDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const OwnersRow& row = static_cast<const OwnersRows*>(index.model())->at(index.row());
    const theme::Theme& theme = theme::of(option.widget);
    const auto put = [&](const QRect& box, FontRole role, Color ink, const QString& words, Qt::TextElideMode elide) {
        painter->setFont(theme.font(role));
        painter->setPen(theme.color(ink));
        painter->drawText(
            box, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, painter->fontMetrics().elidedText(words, elide, box.width()));
    };
    if (!row.ownership) {
        put(option.rect.adjusted(metric::Panel, 0, -metric::Panel, 0), FontRole::BodyBold, Color::Text1, row.heading, Qt::ElideRight);
        return;
    }
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme.color(Color::Select));
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, theme.color(Color::Hover));
    const Ownership& one = *row.ownership;
    const auto boxes = columns(option.rect, option.direction);
    drawName(
        painter, theme, boxes[0], option.direction, one.object.kind.view(), one.object.ns.view(), one.object.name.view(), Color::Text1);
    if (one.proof == Ownership::Nothing)
        put(boxes[1], FontRole::Body, Color::Text3, OwnersRows::tr("Nothing of Flux"), Qt::ElideRight);
    else
        drawName(painter, theme, boxes[1], option.direction, one.owner.kind.view(), one.owner.ns.view(), one.owner.name.view(),
            one.proof == Ownership::Inventory ? Color::Text1 : Color::Text2, proofOf(one));
    if (!one.source.empty())
        drawName(
            painter, theme, boxes[2], option.direction, one.source.kind.view(), one.source.ns.view(), one.source.name.view(), Color::Text1);
    put(boxes[3], FontRole::Revision, Color::Text2, text::cleanLine(one.path), Qt::ElideMiddle);
}

OwnersHeader::OwnersHeader(QWidget* parent)
    : QWidget(parent)
{
    setFixedHeight(metric::Header);
}

void OwnersHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    theme::drawHairline(&painter, QLineF(0, height() - 1, width(), height() - 1), theme.color(Color::Line));
    painter.setFont(theme.font(FontRole::Small));
    painter.setPen(theme.color(Color::Text2));
    const QString words[] = {OwnersRows::tr("Object"), OwnersRows::tr("Owner"), OwnersRows::tr("Source"), OwnersRows::tr("Path")};
    const auto boxes = columns(rect(), layoutDirection());
    for (std::size_t i = 0; i < boxes.size(); ++i)
        painter.drawText(boxes[i], Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, words[i]);
}

} // namespace dg::window
