// SPDX-License-Identifier: Apache-2.0
// What the three kinds of lines mean; as many words as there is room for.
#pragma once

#include "graph/graph.h"

#include <QWidget>

#include <vector>

namespace dg::views {

class GraphLegend final : public QWidget {
    Q_OBJECT
public:
    explicit GraphLegend(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 16}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Entry {
        graph::EdgeKind kind;
        QString word;
    };
    std::vector<Entry> m_entries;
};

} // namespace dg::views
