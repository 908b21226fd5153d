// SPDX-License-Identifier: Apache-2.0
#include "overview.h"

#include "line_widget.h"

#include <QVBoxLayout>

namespace dg::views {

Overview::Overview(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("overview"));
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, theme::metric::Panel);
    m_column->setSpacing(0);
    m_column->addStretch(1);
}

void Overview::setLines(const std::vector<Line>& lines)
{
    bool same = lines.size() == m_lines.size();
    for (std::size_t i = 0; same && i < lines.size(); ++i)
        same = lines[i].type == m_lines[i].type && lines[i].label == m_lines[i].label && lines[i].target == m_lines[i].target;
    m_lines = lines;
    if (same) {
        for (std::size_t i = 0; i < lines.size(); ++i)
            m_widgets[i]->setLine(lines[i]);
        return;
    }
    for (LineWidget* widget : m_widgets)
        delete widget;
    m_widgets.clear();
    for (const Line& line : lines) {
        auto* widget = new LineWidget(line, m_widgets.empty(), this);
        connect(widget, &LineWidget::linkActivated, this, &Overview::linkActivated);
        connect(widget, &LineWidget::openRequested, this, &Overview::openRequested);
        m_column->insertWidget(static_cast<int>(m_widgets.size()), widget);
        widget->show(); // a layout would show it one turn of the event loop later
        m_widgets.push_back(widget);
    }
}

QString Overview::asText() const
{
    QString out;
    for (const Line& line : m_lines) {
        QStringList parts;
        for (const QString& part : {line.label, line.value, line.extra}) {
            if (!part.isEmpty())
                parts << part;
        }
        out += parts.join(QStringLiteral("  ")) + QLatin1Char('\n');
    }
    return out;
}

} // namespace dg::views
