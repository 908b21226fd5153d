// SPDX-License-Identifier: Apache-2.0
#include "report_schedule.h"

#include "export_dialog.h"
#include "items/cluster_list_model.h"
#include "text/words.h"

#include <chrono>

namespace dg::window {

namespace {

constexpr std::chrono::seconds Every{15};

QDateTime localTime(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(std::chrono::duration_cast<Millis>(time.time_since_epoch()).count());
}

} // namespace

ReportSchedule::ReportSchedule(Services& services, ReportRunner& runner, QObject* parent)
    : QObject(parent)
    , m_services(services)
    , m_runner(runner)
{
    connect(&m_timer, &QTimer::timeout, this, &ReportSchedule::look);
    m_timer.start(Every);
}

void ReportSchedule::look()
{
    const auto all = m_services.settings().reports;
    if (all.isEmpty())
        return;
    const auto now = localTime(m_services.clock().wall());
    auto& clusters = m_services.clusters();
    for (int row = 0; row < clusters.count(); ++row) {
        auto* cluster = clusters.cluster(row);
        if (cluster->spec().snapshot)
            continue; // it bears the name of its cluster and is old
        const auto name = text::qs(cluster->spec().name);
        const auto settings = all.constFind(name);
        if (settings == all.constEnd() || m_running.contains(name) || !isReportDue(*settings, now))
            continue;
        if (settings->formats.empty() || settings->folder.isEmpty() || settings->topic == evidence::Topic::Change)
            continue;
        if (cluster->status().complete && cluster->scheduler().backlog() == 0)
            begin(*cluster, *settings, now);
    }
}

void ReportSchedule::begin(items::ClusterModel& cluster, const ReportSettings& settings, const QDateTime& now)
{
    const auto name = text::qs(cluster.spec().name);
    const auto* outcomes = m_outcomes ? m_outcomes(&cluster) : nullptr;
    auto job = gatherReport(cluster, m_services.pool(), m_services.clock(),
        questionOf(settings.topic, settings.filter, settings.owner, m_services.pool()), outcomes);
    job.since = sinceOf(settings);
    if (settings.topic == evidence::Topic::Posture)
        job.question.mutes = m_services.checkMutes();
    job.formats = settings.formats;
    job.paper = settings.paper;
    job.folder = settings.folder;
    job.stamp = now.toString(QStringLiteral("yyyyMMdd-HHmm"));
    job.keep = settings.keep;
    m_running.insert(name);
    m_runner.start(std::move(job), this, {}, [this, name, now](const ReportOutcome& outcome) {
        m_running.remove(name);
        served(name, now);
        if (!outcome.status && outcome.status.error().code != ErrorCode::Cancelled) //: %1 a cluster, %2 why
            Q_EMIT m_services.notice(tr("The scheduled report of %1 was not written. %2")
                                         .arg(text::cleanLine(name.toStdString()), text::errorSentence(outcome.status.error())));
    });
}

// Also where it failed: the next time is tried again, not every 15 seconds.
void ReportSchedule::served(const QString& name, const QDateTime& now)
{
    auto settings = m_services.settings();
    const auto at = settings.reports.find(name);
    if (at == settings.reports.end())
        return;
    at->last = now.toSecsSinceEpoch();
    m_services.setSettings(settings);
}

} // namespace dg::window
