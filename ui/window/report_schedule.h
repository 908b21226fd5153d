// SPDX-License-Identifier: Apache-2.0
// Reports that write themselves: daily or weekly, of each open cluster as its settings say, while the program runs. One that was
// missed is written once, when the cluster's state is complete. Errors are told once, as the services' notice. GUI thread.
#pragma once

#include "report_runner.h"
#include "window/services.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace dg::window {

class ReportSchedule final : public QObject {
    Q_OBJECT
public:
    ReportSchedule(Services& services, ReportRunner& runner, QObject* parent);
    // What the checks of the cluster shown say; asked when a posture report of it is due. Null: not known.
    using Outcomes = std::function<const std::vector<checks::Outcome>*(const items::ClusterModel*)>;
    void setOutcomes(Outcomes outcomes) { m_outcomes = std::move(outcomes); }
    void look(); // now; otherwise every 15 seconds

private:
    void begin(items::ClusterModel& cluster, const ReportSettings& settings, const QDateTime& now);
    void served(const QString& name, const QDateTime& now);
    Services& m_services;
    ReportRunner& m_runner;
    Outcomes m_outcomes;
    QSet<QString> m_running; // clusters' names
    QTimer m_timer;
};

} // namespace dg::window
