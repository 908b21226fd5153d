// SPDX-License-Identifier: Apache-2.0
#include "dialog.h"

#include "theme/theme.h"
#include "views/surface.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace dg::window {

namespace metric = theme::metric;

namespace {
constexpr int FooterHeight = 52;
}

Dialog::Dialog(QWidget* parent)
    : QDialog(parent)
{
    setModal(true);
    setAttribute(Qt::WA_DeleteOnClose);
    m_title = views::makeLabel(this, theme::FontRole::DialogTitle, theme::Color::Text1);
    m_context = views::makeLabel(this, theme::FontRole::Body, theme::Color::Text2, {}, true);
    m_context->hide();

    m_content = new QVBoxLayout;
    m_content->setContentsMargins(metric::DialogPadding, metric::DialogPadding - 4, metric::DialogPadding, metric::DialogPadding);
    m_content->setSpacing(metric::Gap);
    m_content->addWidget(m_title);
    m_content->addWidget(m_context);
    m_content->addSpacing(metric::Gap);

    auto* footer = new views::Surface(theme::Color::Window, this, Qt::TopEdge);
    footer->setFixedHeight(FooterHeight);
    m_footer = new QHBoxLayout(footer);
    m_footer->setContentsMargins(metric::DialogPadding, 0, metric::GroupGap, 0);
    m_footer->setSpacing(metric::Gap);
    m_footerText = views::makeLabel(footer, theme::FontRole::Body, theme::Color::Text2, {}, true);
    m_footer->addWidget(m_footerText, 1);

    auto* body = new QVBoxLayout;
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    body->addLayout(m_content, 1);
    body->addWidget(footer);
    m_columns = new QHBoxLayout(this);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(0);
    m_columns->addLayout(body, 1);
}

void Dialog::setHeading(const QString& title, const QString& context)
{
    setWindowTitle(title);
    m_title->setText(title);
    m_context->setText(context);
    m_context->setVisible(!context.isEmpty());
}

void Dialog::setFooterText(const QString& text)
{
    m_footerText->setText(text);
}

void Dialog::setSidebar(QWidget* sidebar)
{
    m_columns->insertWidget(0, sidebar);
}

QPushButton* Dialog::addButton(const QString& text, const QString& objectName, bool primary)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(objectName);
    button->setProperty("primary", primary);
    button->setAutoDefault(primary);
    button->setDefault(primary);
    m_footer->addWidget(button);
    return button;
}

void Dialog::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme::of(this).color(theme::Color::Raised));
}

} // namespace dg::window
