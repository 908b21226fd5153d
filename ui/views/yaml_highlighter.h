// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSyntaxHighlighter>

namespace dg::views {

// Keys in the accent ink, comments and dashes quiet, strings plain. Works a line at a time: block literals are told by
// their indent, kept as the block state.
class YamlHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT
public:
    explicit YamlHighlighter(QTextDocument* document);

protected:
    void highlightBlock(const QString& text) override;
};

} // namespace dg::views
