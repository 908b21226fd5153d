// SPDX-License-Identifier: Apache-2.0
#include "completion_popup.h"

#include "widgets/paint.h"

#include <QAbstractListModel>
#include <QAccessible>
#include <QEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace dg::widgets {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {
constexpr int RowHeight = 26, FootHeight = 26, MostRows = 8, LeastWidth = 284, MostWidth = 520;
}

class CompletionPopup::Rows final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;
    void set(std::vector<FilterSuggestion> suggestions)
    {
        beginResetModel();
        m_suggestions = std::move(suggestions);
        endResetModel();
    }
    [[nodiscard]] const FilterSuggestion& at(int row) const { return m_suggestions.at(static_cast<std::size_t>(row)); }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_suggestions.size()); }
    QVariant data(const QModelIndex& index, int role) const override
    {
        const FilterSuggestion& one = at(index.row());
        if (role == Qt::DisplayRole)
            return one.label;
        if (role == Qt::AccessibleTextRole)
            return one.hint.isEmpty() ? one.label : QStringLiteral("%1, %2").arg(one.label, one.hint);
        return {};
    }

    class Delegate final : public QStyledItemDelegate {
    public:
        using QStyledItemDelegate::QStyledItemDelegate;
        QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
        {
            return {0, std::max(RowHeight, option.fontMetrics.height() + 6)};
        }
        void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
        {
            const FilterSuggestion& one = static_cast<const Rows*>(index.model())->at(index.row());
            const theme::Theme& theme = theme::of(option.widget);
            if (option.state & QStyle::State_Selected)
                painter->fillRect(option.rect, theme.color(Color::Select));
            else if (option.state & QStyle::State_MouseOver)
                painter->fillRect(option.rect, theme.color(Color::Hover));
            QRect box = option.rect.adjusted(metric::Panel, 0, -metric::Panel, 0);
            const auto put = [&](FontRole role, Color ink, const QString& words, Qt::TextElideMode elide) {
                painter->setFont(theme.font(role));
                painter->setPen(theme.color(ink));
                const QFontMetrics metrics(painter->font());
                const QString elided = metrics.elidedText(words, elide, box.width());
                painter->drawText(QStyle::visualRect(option.direction, option.rect, box),
                    Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, elided);
                return metrics.horizontalAdvance(elided);
            };
            const int used = put(FontRole::Body, Color::Text1, one.label, Qt::ElideMiddle);
            box.setLeft(box.left() + std::max(used + metric::Gap, one.isField ? FieldColumn : 0));
            if (one.isField && box.width() > 40)
                put(FontRole::Small, Color::Text3, one.hint, Qt::ElideRight);
        }

    private:
        static constexpr int FieldColumn = 88; // the hints of fields stand under one another
    };

private:
    std::vector<FilterSuggestion> m_suggestions;
};

CompletionPopup::CompletionPopup(QWidget* field)
    : QWidget(field->window())
    , m_field(field)
    , m_rows(new Rows(this))
    , m_list(new QListView(this))
{
    setObjectName(QStringLiteral("filterCompletion"));
    setAccessibleName(tr("Suggestions"));
    setFocusPolicy(Qt::NoFocus);
    m_list->setObjectName(QStringLiteral("filterSuggestions"));
    m_list->setAccessibleName(tr("Suggestions"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setModel(m_rows);
    m_list->setItemDelegate(new Rows::Delegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { Q_EMIT chosen(m_rows->at(index.row())); });
    field->window()->installEventFilter(this);
    hide();
}

void CompletionPopup::showSuggestions(std::vector<FilterSuggestion> suggestions)
{
    m_foot = suggestions.empty() || suggestions.front().isField ? QString() : suggestions.front().hint;
    m_rows->set(std::move(suggestions));
    if (m_rows->rowCount() == 0) {
        hide();
        return;
    }
    m_list->setCurrentIndex({});
    m_list->scrollToTop();
    place();
    show();
    raise();
    update();
}

void CompletionPopup::step(int by)
{
    const int count = m_rows->rowCount();
    if (count == 0)
        return;
    const int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : by > 0 ? -1 : count;
    const int next = (row + by + count) % count;
    m_list->setCurrentIndex(m_rows->index(next));
    // The keyboard stays in the field: a reader is told which row is meant.
    QAccessibleEvent event(m_list, QAccessible::Focus);
    event.setChild(next);
    QAccessible::updateAccessibility(&event);
}

const FilterSuggestion* CompletionPopup::current() const
{
    return m_list->currentIndex().isValid() ? &m_rows->at(m_list->currentIndex().row()) : nullptr;
}

const FilterSuggestion* CompletionPopup::first() const
{
    return m_rows->rowCount() > 0 ? &m_rows->at(0) : nullptr;
}

void CompletionPopup::place()
{
    const theme::Theme& theme = theme::of(this);
    const QFontMetrics body(theme.font(FontRole::Body)), small(theme.font(FontRole::Small));
    int width = m_field->width();
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        const FilterSuggestion& one = m_rows->at(row);
        const int label = std::max(body.horizontalAdvance(one.label) + metric::Gap, one.isField ? 88 : 0);
        width = std::max(width, label + (one.isField ? small.horizontalAdvance(one.hint) : 0) + 2 * metric::Panel + metric::ScrollBar);
    }
    width = std::max(width, small.horizontalAdvance(m_foot) + 2 * metric::Panel + 2);
    width = std::clamp(width, LeastWidth, MostWidth);
    const int rowHeight = m_list->sizeHintForRow(0);
    const int rows = std::min(MostRows, m_rows->rowCount());
    const int foot = m_foot.isEmpty() ? 0 : FootHeight;
    const QPoint below = m_field->mapTo(parentWidget(), QPoint(0, m_field->height() + 2));
    const int left = layoutDirection() == Qt::RightToLeft ? below.x() + m_field->width() - width : below.x();
    setGeometry(std::clamp(left, 0, std::max(0, parentWidget()->width() - width)), below.y(), width, rows * rowHeight + 2 + 8 + foot);
    m_list->setGeometry(1, 5, width - 2, rows * rowHeight);
}

void CompletionPopup::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const theme::Theme& theme = theme::of(this);
    theme::drawBox(&painter, QRectF(rect()), theme.color(Color::Raised), theme.color(Color::LineStrong), 1, metric::Radius);
    if (m_foot.isEmpty())
        return;
    const QRect foot(0, height() - FootHeight, width(), FootHeight);
    theme::drawHairline(&painter, QLineF(1, foot.top(), width() - 1, foot.top()), theme.color(Color::Line));
    painter.setFont(theme.font(FontRole::Small));
    painter.setPen(theme.color(Color::Text2));
    const QRect box = foot.adjusted(metric::Panel, 0, -metric::Panel, 0);
    painter.drawText(box, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(m_foot, Qt::ElideRight, box.width()));
}

bool CompletionPopup::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && (event->type() == QEvent::Resize || event->type() == QEvent::WindowDeactivate))
        hide();
    return QWidget::eventFilter(watched, event);
}

} // namespace dg::widgets
