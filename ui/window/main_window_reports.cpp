// SPDX-License-Identifier: Apache-2.0
// Reports in the window: the dialog, and those that write themselves.
#include "dialogs.h"
#include "export_dialog.h"
#include "items/checks_watch.h"
#include "parts.h"
#include "report_schedule.h"

namespace dg::window {

void MainWindow::connectReports()
{
    Parts& p = *m_parts;
    p.reports = new ReportRunner(m_services.pool(), this);
    p.reportSchedule = new ReportSchedule(m_services, *p.reports, this);
    p.reportSchedule->setOutcomes([this](const items::ClusterModel* cluster) { return knownOutcomes(cluster); });
}

// The checks are those of the cluster shown.
const std::vector<checks::Outcome>* MainWindow::knownOutcomes(const items::ClusterModel* cluster) const
{
    const auto* watch = m_parts->checksWatch;
    return cluster == m_cluster && watch->isKnown() ? &watch->outcomes() : nullptr;
}

void MainWindow::openExport()
{
    if (!m_cluster)
        return openNotice(this, tr("Open a cluster first: a report is about one."));
    openExportDialog(this, m_services, {m_cluster, m_parts->reports, knownOutcomes(m_cluster), m_parts->tree->filter()});
}

} // namespace dg::window
