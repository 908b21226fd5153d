// SPDX-License-Identifier: Apache-2.0
#include "inventory_list.h"

#include "text/words.h"
#include "theme/theme.h"
#include "widgets/paint.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int StateWidth = 92; // the longest state word in English; the Japanese words are shorter
constexpr int RowHeight = metric::Row;

struct Shown {
    std::optional<flux::State> state; // empty: nobody looks
    QString word;
    bool mark = true;
};

Shown shownState(const items::InventoryModel::Entry& entry)
{
    switch (entry.mark) {
    case tree::ManagedMark::Missing:
        return {flux::State::Missing, text::stateName(flux::State::Missing)};
    case tree::ManagedMark::Orphaned:
        return {flux::State::Orphaned, text::stateName(flux::State::Orphaned)};
    case tree::ManagedMark::NotWatched:
    case tree::ManagedMark::Elsewhere:
        return {std::nullopt, InventoryList::tr("Not watched")};
    case tree::ManagedMark::Present:
        break;
    }
    if (entry.verdict.note == flux::Note::NotLookedAt && flux::kindFromWord(entry.key.kind.view()) == flux::Kind::Other)
        return {std::nullopt, InventoryList::tr("Present"), false}; // its health is not read
    return {entry.verdict.state, text::stateName(entry.verdict.state)};
}

class InventoryDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {0, std::max(RowHeight, option.fontMetrics.height() + 6)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto& entry = static_cast<const items::InventoryModel*>(index.model())->entry(index.row());
        const Shown shown = shownState(entry);
        QString name = text::cleanLine(entry.key.name.view());
        if (!entry.key.ns.empty())
            name.prepend(text::cleanLine(entry.key.ns.view()) + QLatin1Char('/'));
        const theme::Theme& theme = theme::of(option.widget);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.color(option.state & QStyle::State_Active ? Color::Select : Color::SelectIdle));
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, theme.color(Color::Hover));
        QRect box = option.rect.adjusted(metric::Panel, 0, -metric::Panel, 0);
        const QRect right(box.right() - StateWidth + 1, box.top(), StateWidth, box.height());
        widgets::drawIcon(painter, theme, QRect(box.left(), box.top(), metric::Icon, box.height()),
            widgets::kindIcon(entry.key.kind.view()), theme.color(Color::Text2));
        box.setLeft(box.left() + metric::Icon + metric::IconText);
        box.setRight(right.left() - metric::Gap);
        const auto put = [&](FontRole role, Color ink, const QString& text, QRect where, Qt::TextElideMode elide) {
            painter->setFont(theme.font(role));
            painter->setPen(theme.color(ink));
            const QFontMetrics metrics(painter->font());
            const QString elided = metrics.elidedText(text, elide, where.width());
            painter->drawText(where, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, elided);
            return metrics.horizontalAdvance(elided);
        };
        const int used = put(FontRole::Body, Color::Text1, name, box, Qt::ElideMiddle);
        QRect code = box;
        code.setLeft(box.left() + used + metric::IconText);
        const QString word = text::qs(flux::codeForKind(entry.key.kind.view()));
        if (code.width() >= QFontMetrics(theme.font(FontRole::Small)).horizontalAdvance(word))
            put(FontRole::Small, Color::Text3, word, code, Qt::ElideNone);
        QRect state = right;
        if (shown.state)
            widgets::drawMark(painter, theme, QRect(state.left(), state.top(), metric::Icon, state.height()), *shown.state);
        else if (shown.mark)
            widgets::drawDriftMark(
                painter, theme, QRect(state.left(), state.top(), metric::Icon, state.height()), widgets::DriftMark::NotWatched);
        state.setLeft(state.left() + metric::Icon + metric::IconText);
        put(FontRole::Body, shown.state ? widgets::stateTextInk(*shown.state) : Color::Text3, shown.word, state, Qt::ElideRight);
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(theme.color(Color::Accent));
            painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
    }
};

} // namespace

InventoryList::InventoryList(StringPool& pool, QWidget* parent)
    : QListView(parent)
    , m_model(pool)
{
    setObjectName(QStringLiteral("inventory"));
    setAccessibleName(tr("Inventory"));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setModel(&m_model);
    setModelColumn(items::InventoryModel::Name);
    setItemDelegate(new InventoryDelegate(this));
    QPalette p = palette();
    p.setColor(QPalette::Base, Qt::transparent);
    setPalette(p);
    connect(
        this, &QListView::activated, this, [this](const QModelIndex& index) { Q_EMIT objectActivated(m_model.entry(index.row()).key); });
}

void InventoryList::setObject(const tree::FleetTree* tree, const ObjectKey& applier)
{
    m_model.setObject(tree, applier);
}

} // namespace dg::views
