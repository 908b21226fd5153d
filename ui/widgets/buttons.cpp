// SPDX-License-Identifier: Apache-2.0
#include "widgets/buttons.h"

#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace dg::widgets {

using theme::Color;
using theme::FontRole;
namespace metric = theme::metric;

Button::Button(const QString& text, const QString& icon, QWidget* parent)
    : QPushButton(text, parent)
{
    if (!icon.isEmpty())
        setIcon(theme::of(this).icon(icon, Color::Text1));
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void Button::setBlocked(const QString& reason)
{
    setEnabled(reason.isEmpty());
    setToolTip(plainToolTip(reason.isEmpty() ? m_hint : reason));
    setAccessibleDescription(reason);
}

void Button::setHint(const QString& toolTip)
{
    m_hint = toolTip;
    if (isEnabled())
        setToolTip(plainToolTip(toolTip));
}

QSize Button::sizeHint() const
{
    // QPushButton measures with its own font; the style adds padding and the width of 600 on primary buttons.
    return QPushButton::sizeHint();
}

PrimaryButton::PrimaryButton(const QString& text, const QString& icon, QWidget* parent)
    : Button(text, {}, parent)
{
    setProperty("primary", true);
    if (!icon.isEmpty())
        setIcon(theme::of(this).icon(icon, Color::OnAccent));
}

ToolButton::ToolButton(const QString& icon, const QString& word, const QKeySequence& shortcut, QWidget* parent)
    : QToolButton(parent)
    , m_word(word)
    , m_shortcut(shortcut)
{
    setIcon(theme::of(this).icon(icon));
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setIconSize({metric::Icon, metric::Icon});
    setWord(word);
}

void ToolButton::setWord(const QString& word)
{
    m_word = word;
    setAccessibleName(word);
    refreshToolTip();
}

void ToolButton::setIconName(const QString& icon)
{
    setIcon(theme::of(this).icon(icon));
}

void ToolButton::setBlocked(const QString& reason)
{
    m_reason = reason;
    setEnabled(reason.isEmpty());
    setAccessibleDescription(reason);
    refreshToolTip();
}

void ToolButton::refreshToolTip()
{
    QString tip = m_word;
    if (!m_reason.isEmpty())
        tip = m_reason;
    else if (!m_shortcut.isEmpty())
        tip = tr("%1 (%2)", "word, shortcut").arg(m_word, m_shortcut.toString(QKeySequence::NativeText));
    setToolTip(plainToolTip(tip));
}

LinkButton::LinkButton(const QString& text, QWidget* parent)
    : QAbstractButton(parent)
{
    setText(text);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void LinkButton::setBold(bool bold)
{
    m_bold = bold;
    setFont(theme::of(this).font(bold ? FontRole::BodyBold : FontRole::Body));
    updateGeometry();
}

QSize LinkButton::sizeHint() const
{
    const int mark = icon().isNull() ? 0 : metric::Icon + metric::IconText;
    return {fontMetrics().horizontalAdvance(text()) + mark + 6, std::max(20, fontMetrics().height() + 4)};
}

QSize LinkButton::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 48), sizeHint().height()};
}

void LinkButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    QRect box = rect().adjusted(2, 0, -2, 0);
    if (!icon().isNull()) {
        const QRect mark(box.x(), (height() - metric::Icon) / 2, metric::Icon, metric::Icon);
        icon().paint(
            &painter, QStyle::visualRect(layoutDirection(), rect(), mark), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
        box.setLeft(box.left() + metric::Icon + metric::IconText);
    }
    QFont f = font();
    f.setUnderline(isEnabled() && (underMouse() || hasFocus()));
    painter.setFont(f);
    painter.setPen(theme.color(isEnabled() ? Color::Accent : Color::Disabled));
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), box),
        static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter,
        fontMetrics().elidedText(text(), Qt::ElideMiddle, box.width()));
    if (hasFocus())
        theme::drawFocusRing(&painter, rect(), theme.color(Color::Accent), metric::Radius);
}

void LinkButton::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void LinkButton::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void LinkButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

SegmentedBar::SegmentedBar(const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedBar::currentChanged);
}

void SegmentedBar::setSegments(const QStringList& words)
{
    const auto old = m_group->buttons();
    for (QAbstractButton* button : old) {
        m_group->removeButton(button);
        delete button;
    }
    for (int i = 0; i < words.size(); ++i) {
        auto* button = new Button(words[i], {}, this);
        button->setCheckable(true);
        const bool first = i == 0;
        const bool last = i == words.size() - 1;
        button->setProperty("segment",
            first && last ? QStringLiteral("only")
                : first   ? QStringLiteral("first")
                : last    ? QStringLiteral("last")
                          : QStringLiteral("middle"));
        m_group->addButton(button, i);
        layout()->addWidget(button);
    }
    if (auto* button = m_group->button(0))
        button->setChecked(true);
}

void SegmentedBar::setWord(int index, const QString& word)
{
    auto* button = m_group->button(index);
    if (!button || button->text() == word)
        return;
    button->setText(word);
    button->updateGeometry();
}

int SegmentedBar::current() const
{
    return m_group->checkedId();
}

void SegmentedBar::setCurrent(int index)
{
    if (auto* button = m_group->button(index))
        button->setChecked(true);
}

} // namespace dg::widgets
