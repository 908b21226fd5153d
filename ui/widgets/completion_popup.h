// SPDX-License-Identifier: Apache-2.0
// The list below a filter while it is typed: a suggestion a row, what the field asks beside it or at the foot. A child of
// the field's window that never takes the focus.
#pragma once

#include "widgets/filter_field.h"

#include <QWidget>

class QListView;

namespace dg::widgets {

class CompletionPopup final : public QWidget {
    Q_OBJECT
public:
    explicit CompletionPopup(QWidget* field);
    void showSuggestions(std::vector<FilterSuggestion> suggestions);
    void step(int by); // round and round; the first step goes to an end
    [[nodiscard]] const FilterSuggestion* current() const; // null: none was stepped to
    [[nodiscard]] const FilterSuggestion* first() const;

Q_SIGNALS:
    void chosen(const dg::widgets::FilterSuggestion& suggestion); // by the pointer

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    class Rows;
    QWidget* m_field;
    Rows* m_rows;
    QListView* m_list;
    QString m_foot; // the hint that all rows share
};

} // namespace dg::widgets
