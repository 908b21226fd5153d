// SPDX-License-Identifier: Apache-2.0
// Rows of a list in two lines with an icon: what, and what about it.
#pragma once

#include "theme/theme.h"

#include <QStyledItemDelegate>

#include <functional>

namespace dg::views {

struct TwoLines {
    QString icon; // of resources/icons
    QString first, second;
    theme::Color ink = theme::Color::Text2; // of the icon
};

class TwoLineDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using Words = std::function<TwoLines(const QModelIndex&)>;
    TwoLineDelegate(Words words, QObject* parent, int height = theme::metric::TwoLineItem);
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    Words m_words;
    int m_height;
};

} // namespace dg::views
