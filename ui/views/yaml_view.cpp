// SPDX-License-Identifier: Apache-2.0
#include "views/yaml_view.h"

#include "theme/theme.h"
#include "views/yaml.h"
#include "yaml_highlighter.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTextBlock>
#include <QVBoxLayout>

namespace dg::views {

YamlView::YamlView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("yaml"));
    auto* page = new QWidget(this);
    m_find = new QLineEdit(page);
    m_find->setObjectName(QStringLiteral("yamlFind"));
    m_find->setPlaceholderText(tr("interval"));
    m_find->setAccessibleName(tr("Find in YAML"));
    m_find->setToolTip(tr("Find in YAML (Ctrl+F); Enter goes on, Shift+Enter back"));
    m_hits = new QLabel(page);
    m_hits->setTextFormat(Qt::PlainText);
    m_managed = new QCheckBox(tr("Managed fields"), page);
    m_managed->setObjectName(QStringLiteral("yamlManagedFields"));
    m_managed->setToolTip(tr("Shows who owns which field, as the API server keeps it"));
    m_edit = new QPlainTextEdit(page);
    m_edit->setObjectName(QStringLiteral("yamlText"));
    m_edit->setAccessibleName(tr("YAML"));
    m_edit->setReadOnly(true);
    m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setFont(theme::of(this).font(theme::FontRole::Revision));
    new YamlHighlighter(m_edit->document());

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(theme::metric::Panel, theme::metric::Gap, theme::metric::Panel, theme::metric::Gap);
    bar->addWidget(m_find, 1);
    bar->addWidget(m_hits);
    bar->addWidget(m_managed);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_edit, 1);

    m_message = new QLabel(this);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_message->setMargin(theme::metric::Panel);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);

    connect(m_find, &QLineEdit::textChanged, this, [this] {
        m_edit->moveCursor(QTextCursor::Start);
        find(false);
    });
    connect(m_managed, &QCheckBox::toggled, this, &YamlView::render);
    setFocusProxy(m_edit);
}

void YamlView::setJson(std::string json)
{
    m_json = std::move(json);
    render();
    m_stack->setCurrentIndex(1);
}

void YamlView::setMessage(const QString& sentence)
{
    m_json.clear();
    m_edit->clear();
    m_message->setText(sentence);
    m_stack->setCurrentIndex(0);
}

void YamlView::clear()
{
    setMessage(QString());
}

QString YamlView::text() const
{
    return m_stack->currentIndex() == 0 ? m_message->text() : m_edit->toPlainText();
}

void YamlView::startSearch()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

void YamlView::render()
{
    YamlOptions options;
    options.managedFields = m_managed->isChecked();
    const int at = m_edit->verticalScrollBar()->value();
    m_edit->setPlainText(objectToYaml(m_json, options));
    m_edit->verticalScrollBar()->setValue(at);
}

void YamlView::find(bool backwards)
{
    const QString words = m_find->text();
    if (words.isEmpty()) {
        m_hits->clear();
        return;
    }
    const QTextDocument::FindFlags flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (!m_edit->find(words, flags)) { // once round
        m_edit->moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
        m_edit->find(words, flags);
    }
    const auto count = m_edit->toPlainText().count(words, Qt::CaseInsensitive);
    m_hits->setText(count == 0 ? tr("Not found") : tr("%n found", nullptr, static_cast<int>(count)));
}

void YamlView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Find)) {
        startSearch();
    } else if (m_find->hasFocus() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        find(event->modifiers() & Qt::ShiftModifier);
    } else if (m_find->hasFocus() && event->key() == Qt::Key_Escape && !m_find->text().isEmpty()) {
        m_find->clear();
        m_edit->setFocus();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace dg::views
