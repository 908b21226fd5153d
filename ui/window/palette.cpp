// SPDX-License-Identifier: Apache-2.0
#include "palette.h"

#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int Width = 640, Top = 76 - metric::MenuBar /* of the window */, FieldHeight = 44, FooterHeight = 34, BoxRadius = 6;
constexpr std::size_t MaxRows = 12;

QColor scrim(bool dark)
{
    QColor ink(Qt::black);
    ink.setAlphaF(dark ? 0.55F : 0.28F);
    return ink;
}

class Box final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto& theme = theme::of(this);
        theme::drawBox(&painter, QRectF(rect()), theme.color(Color::Raised), theme.color(Color::LineStrong), 1, BoxRadius);
        const QRect mark(metric::Panel, 0, metric::Icon, FieldHeight);
        widgets::drawIcon(&painter, theme, QStyle::visualRect(layoutDirection(), rect(), mark), QStringLiteral("action-search"),
            theme.color(Color::Text2));
        theme::drawHairline(&painter, QLineF(1, FieldHeight, width() - 1, FieldHeight), theme.color(Color::Line));
        theme::drawHairline(&painter, QLineF(1, height() - FooterHeight, width() - 1, height() - FooterHeight), theme.color(Color::Line));
    }
};

} // namespace

class Palette::Rows final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;
    void set(std::vector<PaletteEntry> entries)
    {
        beginResetModel();
        m_entries = std::move(entries);
        endResetModel();
    }
    [[nodiscard]] const PaletteEntry& at(int row) const { return m_entries.at(static_cast<std::size_t>(row)); }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_entries.size()); }
    QVariant data(const QModelIndex& index, int role) const override
    {
        const PaletteEntry& entry = at(index.row());
        if (role == Qt::DisplayRole)
            return entry.text;
        if (role == Qt::AccessibleTextRole)
            return entry.hint.isEmpty() ? entry.text : QStringLiteral("%1, %2").arg(entry.text, entry.hint);
        return {};
    }

    class Delegate final : public QStyledItemDelegate {
    public:
        using QStyledItemDelegate::QStyledItemDelegate;
        QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, metric::PaletteRow}; }
        void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
        {
            const PaletteEntry& entry = static_cast<const Rows*>(index.model())->at(index.row());
            const theme::Theme& theme = theme::of(option.widget);
            if (option.state & QStyle::State_Selected)
                painter->fillRect(option.rect, theme.color(Color::Select));
            QRect box = option.rect.adjusted(metric::Panel, 0, -metric::Panel, 0);
            widgets::drawIcon(
                painter, theme, QRect(box.left(), box.top(), metric::Icon, box.height()), entry.icon, theme.color(Color::Text2));
            box.setLeft(box.left() + metric::Icon + metric::Gap);
            const auto put = [&](FontRole role, Color ink, const QString& words, int flags) {
                painter->setFont(theme.font(role));
                painter->setPen(theme.color(ink));
                const QFontMetrics metrics(painter->font());
                const QString elided = metrics.elidedText(words, Qt::ElideMiddle, box.width());
                painter->drawText(box, flags | Qt::AlignVCenter | Qt::TextSingleLine, elided);
                return metrics.horizontalAdvance(elided);
            };
            if (entry.state) {
                const int used = put(FontRole::Body, widgets::stateTextInk(*entry.state), text::stateName(*entry.state), Qt::AlignRight);
                const QRect mark(box.right() - used - metric::IconText - metric::Icon, box.top(), metric::Icon, box.height());
                widgets::drawMark(painter, theme, mark, *entry.state);
                box.setRight(mark.left() - metric::Gap);
            } else if (!entry.keys.isEmpty()) {
                box.setRight(box.right() - put(FontRole::Tiny, Color::Text2, entry.keys, Qt::AlignRight) - metric::Gap);
            }
            box.setLeft(box.left() + put(FontRole::Body, Color::Text1, entry.text, Qt::AlignLeft) + metric::Gap);
            if (box.width() > 40)
                put(FontRole::Small, Color::Text3, entry.hint, Qt::AlignLeft);
        }
    };

private:
    std::vector<PaletteEntry> m_entries;
};

Palette::Palette(QWidget* window)
    : QWidget(window)
    , m_rows(new Rows(this))
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Go to or run"));
    m_box = new Box(this);
    auto* column = new QVBoxLayout(m_box);
    column->setContentsMargins(1, 1, 1, 0);
    column->setSpacing(0);
    m_field = new QLineEdit(m_box);
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setAccessibleName(tr("Go to or run"));
    m_field->setPlaceholderText(tr("Go to or run"));
    m_field->setFrame(false);
    m_field->setProperty("chromeless", true);
    m_field->setFixedHeight(FieldHeight - 2);
    const int left = metric::Panel + metric::Icon; // the field's own inset is the gap
    if (layoutDirection() == Qt::RightToLeft)
        m_field->setTextMargins(metric::Panel, 0, left, 0);
    else
        m_field->setTextMargins(left, 0, metric::Panel, 0);
    m_list = new QListView(m_box);
    m_list->setObjectName(QStringLiteral("paletteRows"));
    m_list->setAccessibleName(tr("Matches"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setModel(m_rows);
    m_list->setItemDelegate(new Rows::Delegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    column->addWidget(m_field);
    column->addSpacing(2);
    column->addWidget(m_list, 1);
    auto* footer
        = views::makeLabel(m_box, FontRole::Small, Color::Text2, tr("Enter: show or run    Esc: close    > actions    @ clusters"));
    footer->setFixedHeight(FooterHeight);
    footer->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    column->addWidget(footer);
    m_field->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &Palette::fill);
    connect(m_list, &QListView::clicked, this, &Palette::runCurrent);
    hide();
}

void Palette::openWith(std::vector<PaletteEntry> entries)
{
    m_all = std::move(entries);
    m_before = window()->focusWidget();
    m_field->clear();
    fill();
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void Palette::closeUp()
{
    if (isHidden())
        return;
    hide();
    m_all.clear();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

void Palette::fill()
{
    m_rows->set(matchEntries(m_all, m_field->text(), MaxRows));
    if (m_rows->rowCount() > 0)
        m_list->setCurrentIndex(m_rows->index(0));
    place();
}

void Palette::place()
{
    setGeometry(parentWidget()->rect());
    const int rows = std::max(1, m_rows->rowCount());
    const int width = std::min(Width, this->width() - metric::DialogPadding * 2);
    m_box->setGeometry((this->width() - width) / 2, Top, width, FieldHeight + rows * metric::PaletteRow + 6 + FooterHeight);
}

void Palette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    const auto run = m_rows->at(index.row()).run;
    closeUp();
    if (run)
        run();
}

void Palette::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), scrim(theme::of(this).dark()));
}

void Palette::mousePressEvent(QMouseEvent*)
{
    closeUp();
}

bool Palette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int row = m_list->currentIndex().row();
        const int count = m_rows->rowCount();
        if (key == Qt::Key_Escape) {
            closeUp();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            runCurrent();
            return true;
        }
        if ((key == Qt::Key_Down || key == Qt::Key_Up) && count > 0) {
            m_list->setCurrentIndex(m_rows->index((row + (key == Qt::Key_Down ? 1 : count - 1)) % count));
            return true;
        }
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab)
            return true; // the field keeps the focus
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace dg::window
