// SPDX-License-Identifier: Apache-2.0
// "What changed between two times": each object that differs, before and after, and who had changed it. Copied as Markdown.
#pragma once

#include "items/timeline_picture.h"
#include "views/surface.h"

class QDateTimeEdit;
class QLabel;

namespace dg::items {
class TimelineDesk;
}
namespace dg::widgets {
class Button;
}

namespace dg::views {

class PlainTable;
struct TableContent;

class TimelineChangesList final : public Surface {
    Q_OBJECT
public:
    explicit TimelineChangesList(items::TimelineDesk& desk, QWidget* parent = nullptr);
    void open(history::Range between);
    [[nodiscard]] QString markdown() const; // of what is shown
    void focusTable();

Q_SIGNALS:
    void backRequested();
    void copyRequested(const QString& markdown);
    void objectActivated(const dg::history::ObjectRow& object);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void ask();
    void show(const Result<items::TimelineChanges>& answer);
    [[nodiscard]] TableContent table() const;
    items::TimelineDesk& m_desk;
    items::TimelineChanges m_changes;
    std::vector<history::ObjectRow> m_objects; // of the rows
    QDateTimeEdit *m_from, *m_to;
    QLabel* m_hint;
    widgets::Button* m_copy;
    PlainTable* m_table;
};

} // namespace dg::views
