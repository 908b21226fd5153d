// SPDX-License-Identifier: Apache-2.0
// The small dialogs. Each opens itself, modal to its parent, and deletes itself.
#pragma once

#include "window/services.h"

namespace dg::items {
class ClusterModel;
}
class QDialog;
class QWidget;

namespace dg::window {

// One sentence to know, closed by Enter or Esc.
void openNotice(QWidget* parent, const QString& sentence);
void openSettingsDialog(QWidget* parent, Services& services);
void openAboutDialog(QWidget* parent, Services& services);
// (keys, what they do), in order; an empty key is a heading.
void openShortcutsSheet(QWidget* parent, const std::vector<std::pair<QString, QString>>& rows);
void openSnapshotDialog(QWidget* parent, Services& services, items::ClusterModel& cluster);
// The question about a credential plugin; the answer goes to the services. Closing it denies.
QDialog* openConsentDialog(QWidget* parent, Services& services, const ConsentQuestion& question);

} // namespace dg::window
