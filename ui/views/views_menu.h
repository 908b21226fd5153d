// SPDX-License-Identifier: Apache-2.0
// The saved views at the filter bar: a button whose menu lists them, the one that is shown ticked.
#pragma once

#include "views/saved_view.h"
#include "widgets/buttons.h"

#include <functional>
#include <vector>

class QMenu;

namespace dg::views {

class ViewsMenu final : public QObject {
    Q_OBJECT
public:
    // `current` is asked when the menu opens.
    ViewsMenu(widgets::ToolButton* button, std::function<SavedView()> current);
    void setViews(std::vector<SavedView> views) { m_views = std::move(views); }
    void open();

Q_SIGNALS:
    void chosen(const dg::views::SavedView& view);
    void saveRequested();
    void manageRequested();

private:
    void fill();
    widgets::ToolButton* m_button;
    QMenu* m_menu;
    std::function<SavedView()> m_current;
    std::vector<SavedView> m_views;
};

} // namespace dg::views
