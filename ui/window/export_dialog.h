// SPDX-License-Identifier: Apache-2.0
// File → Export: a report of the cluster shown, from what the window knows of it; with a preview, written beside the window.
#pragma once

#include "report_runner.h"
#include "window/services.h"

#include <QPointer>

namespace dg::window {

struct ExportSource {
    items::ClusterModel* cluster = nullptr;
    QPointer<ReportRunner> runner; // a window that goes takes it first
    const std::vector<checks::Outcome>* outcomes = nullptr; // null: the checks are not known
    QString filter; // of the tree
};

// Of what the dialog asks; the scope's words are those of the command line.
[[nodiscard]] Millis sinceOf(const ReportSettings& settings); // a delivery report is always of a time
[[nodiscard]] evidence::Question questionOf(evidence::Topic topic, const QString& filter, const QString& owner, StringPool& pool);
void openExportDialog(QWidget* parent, Services& services, const ExportSource& source);

} // namespace dg::window
