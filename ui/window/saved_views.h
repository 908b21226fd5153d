// SPDX-License-Identifier: Apache-2.0
// The dialogs of saved views: give one a name; rename and delete. They write into the settings, which tell the window.
#pragma once

#include "window/services.h"

class QWidget;

namespace dg::window {

// Object names: "saveView", "saveViewName", "saveViewGo".
void openSaveViewDialog(QWidget* parent, Services& services, const views::SavedView& view);
// "manageViews", "manageViewsList", "manageViewsRename" (button), "manageViewsDelete", "manageViewsClose". F2 and Delete too.
void openManageViewsDialog(QWidget* parent, Services& services);

} // namespace dg::window
