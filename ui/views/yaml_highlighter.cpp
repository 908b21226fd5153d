// SPDX-License-Identifier: Apache-2.0
#include "yaml_highlighter.h"

#include "theme/theme.h"

#include <QRegularExpression>

namespace dg::views {

YamlHighlighter::YamlHighlighter(QTextDocument* document)
    : QSyntaxHighlighter(document)
{
    connect(&theme::of(this), &theme::Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void YamlHighlighter::highlightBlock(const QString& text)
{
    static const QRegularExpression keyPattern(QStringLiteral("^(\\s*(?:- )*)((?:\"[^\"]*\"|[^\\s:#\"][^:]*|[^\\s\"]*))(:)(?=\\s|$)(.*)$"));
    const theme::Theme& theme = theme::of(this);
    qsizetype indent = 0;
    while (indent < text.size() && text.at(indent) == u' ')
        ++indent;
    // State: 0 outside, n + 1 inside a block literal whose key stands at indent n.
    const int before = previousBlockState();
    if (before > 0 && (indent >= before || text.trimmed().isEmpty())) {
        setCurrentBlockState(before);
        setFormat(0, static_cast<int>(text.size()), theme.color(theme::Color::Text1));
        return;
    }
    setCurrentBlockState(0);
    const auto match = keyPattern.match(text);
    if (!match.hasMatch()) {
        const auto dash = text.indexOf(QLatin1String("- "));
        if (dash == indent)
            setFormat(static_cast<int>(dash), 1, theme.color(theme::Color::Text3));
        return;
    }
    setFormat(0, static_cast<int>(match.capturedLength(1)), theme.color(theme::Color::Text3));
    setFormat(static_cast<int>(match.capturedStart(2)), static_cast<int>(match.capturedLength(2)), theme.color(theme::Color::Accent));
    setFormat(static_cast<int>(match.capturedStart(3)), 1, theme.color(theme::Color::Text3));
    const QString value = match.captured(4).trimmed();
    static const QRegularExpression literal(QStringLiteral("^(?:true|false|null|-?[0-9.]+(?:[eE][-+]?[0-9]+)?)$"));
    if (literal.match(value).hasMatch())
        setFormat(static_cast<int>(match.capturedStart(4)), static_cast<int>(match.capturedLength(4)), theme.color(theme::Color::Waiting));
    if (value.startsWith(u'|'))
        setCurrentBlockState(static_cast<int>(match.capturedLength(1)) + 1);
}

} // namespace dg::views
