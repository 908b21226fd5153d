// SPDX-License-Identifier: Apache-2.0
#include "widgets/filter_field.h"

#include "completion_popup.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace dg::widgets {

using theme::Color;
namespace metric = theme::metric;

namespace {
constexpr int SmallestWidth = 140;
}

FilterField::FilterField(const QString& example, const QString& keyCap, QWidget* parent)
    : QLineEdit(parent)
    , m_icon(QStringLiteral("action-filter"))
    , m_cap(new KeyCap(keyCap, this))
{
    setPlaceholderText(example);
    setClearButtonEnabled(false);
    m_cap->setVisible(!keyCap.isEmpty());
    const int left = metric::Gap + metric::Icon;
    const int right = keyCap.isEmpty() ? 2 : m_cap->sizeHint().width() + metric::IconText;
    if (layoutDirection() == Qt::RightToLeft)
        setTextMargins(right, 0, left, 0);
    else
        setTextMargins(left, 0, right, 0);
    connect(this, &QLineEdit::textEdited, this, [this] { suggest(false); });
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty())
            stopSuggesting();
    });
}

void FilterField::setIconName(const QString& icon)
{
    m_icon = icon;
    update();
}

void FilterField::setPreferredWidth(int width)
{
    m_preferredWidth = width;
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumWidth(std::min(width, SmallestWidth));
    setMaximumWidth(width);
    updateGeometry();
}

QSize FilterField::sizeHint() const
{
    const QSize own = QLineEdit::sizeHint();
    return m_preferredWidth > 0 ? QSize(m_preferredWidth, own.height()) : own;
}

void FilterField::setError(const QString& sentence)
{
    if (m_error == sentence)
        return;
    m_error = sentence;
    setProperty("error", !sentence.isEmpty());
    setAccessibleDescription(sentence);
    update();
}

void FilterField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    const QRect box(metric::Gap, 0, metric::Icon, height());
    const Color ink = !isEnabled() ? Color::Disabled : m_error.isEmpty() ? Color::Text2 : Color::Failed;
    drawIcon(&painter, theme, QStyle::visualRect(layoutDirection(), rect(), box), m_icon, theme.color(ink));
}

void FilterField::placeCap()
{
    const QSize size = m_cap->sizeHint();
    const QRect box(width() - size.width() - metric::IconText, (height() - size.height()) / 2, size.width(), size.height());
    m_cap->setGeometry(QStyle::visualRect(layoutDirection(), rect(), box));
}

void FilterField::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    placeCap();
}

bool FilterField::isSuggesting() const
{
    return m_popup && m_popup->isVisible();
}

void FilterField::suggest(bool requested)
{
    if (!m_suggest || !hasFocus())
        return;
    auto found = m_suggest(text(), cursorPosition());
    if (found.list.empty() || (found.onRequest && !requested))
        return stopSuggesting();
    if (!m_popup) {
        m_popup = new CompletionPopup(this);
        connect(m_popup, &CompletionPopup::chosen, this, &FilterField::accept);
    }
    m_from = found.from;
    m_to = found.to;
    m_popup->showSuggestions(std::move(found.list));
}

void FilterField::stopSuggesting()
{
    if (m_popup)
        m_popup->hide();
}

void FilterField::accept(const FilterSuggestion& suggestion)
{
    const bool more = suggestion.isField;
    const QString words = suggestion.insert; // the popup's list is made anew below
    setSelection(m_from, m_to - m_from);
    insert(words); // by way of the undo stack
    if (more)
        suggest(true);
    else
        stopSuggesting();
}

bool FilterField::takeKey(int key)
{
    if (!isSuggesting())
        return false;
    switch (key) {
    case Qt::Key_Down:
        m_popup->step(1);
        return true;
    case Qt::Key_Up:
        m_popup->step(-1);
        return true;
    case Qt::Key_Escape:
        stopSuggesting();
        return true;
    case Qt::Key_Tab:
        accept(m_popup->current() ? *m_popup->current() : *m_popup->first());
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_popup->current())
            accept(*m_popup->current());
        else
            stopSuggesting(); // the text stands as it is
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        stopSuggesting(); // the list is for where the cursor was
        return false;
    default:
        return false;
    }
}

bool FilterField::event(QEvent* event)
{
    // Before it moves the focus.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab && takeKey(Qt::Key_Tab))
        return true;
    return QLineEdit::event(event);
}

void FilterField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)
        return suggest(true);
    if (takeKey(event->key()))
        return;
    if (event->key() == Qt::Key_Down) {
        Q_EMIT downPressed();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        if (text().isEmpty())
            Q_EMIT escaped();
        else
            clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterField::focusInEvent(QFocusEvent* event)
{
    QLineEdit::focusInEvent(event);
    update();
}

void FilterField::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    stopSuggesting();
    update();
}

} // namespace dg::widgets
