// SPDX-License-Identifier: Apache-2.0
// Marks and their words in a row, right of a title. What has no room is left out from the end.
#pragma once

#include <QString>
#include <QWidget>

#include <functional>
#include <vector>

class QPainter;

namespace dg::views {

class TimelineLegend final : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        QString word;
        std::function<void(QPainter*, const QRectF&)> draw; // into a box of 12 x 14
    };
    explicit TimelineLegend(QWidget* parent = nullptr);
    void setEntries(std::vector<Entry> entries);
    [[nodiscard]] QStringList words() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int widthOf(const Entry& entry) const;
    std::vector<Entry> m_entries;
};

} // namespace dg::views
