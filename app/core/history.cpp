// SPDX-License-Identifier: Apache-2.0
// Where the history of the open clusters is kept.
#include "core/application.h"
#include "history/holder.h"
#include "story/story.h"
#include "text/words.h"

namespace dg::core {

namespace {

history::Retention retentionOf(const window::Settings& settings)
{
    return {std::chrono::days(settings.historyDays), std::int64_t{settings.historyMegabytes} * 1'000'000};
}

// The demo has had a month. Without it, it begins today: no reason to complain.
void tellPast(const std::string& url, const history::ClusterName& name, std::uint32_t seed, WallTime now)
{
    auto store = history::Store::open(url, history::Store::Access::Write);
    if (!store)
        return;
    const auto cluster = (*store)->cluster(name);
    if (!cluster)
        return;
    for (const auto& batch : story::ofDemo(*cluster, seed, now)) {
        if (!(*store)->write(batch))
            return;
    }
}

} // namespace

void Application::keepHistory(items::ClusterModel& cluster)
{
    if (!m_current.historyKept)
        return;
    const auto& spec = cluster.spec();
    const auto open = [this](const QString& url) {
        return std::make_unique<items::HistoryDesk>(
            items::HistoryDesk::Options{url.toStdString(), retentionOf(m_current), history::newHolder(),
                (m_options.paths.data + QStringLiteral("/history.spool")).toStdString()},
            m_pool, m_clock, m_log);
    };
    if (spec.snapshot) {
        if (auto* desk = m_snapshots.historyOf(spec.endpoint.baseUrl))
            cluster.showHistory(*desk, m_snapshots.find(spec.endpoint.baseUrl)->historyName());
        return;
    }
    if (isPassing(spec)) {
        if (!m_demoHistory) {
            m_demoFolder = std::make_unique<QTemporaryDir>();
            const auto url = m_demoFolder->filePath(QStringLiteral("history.sqlite"));
            if (m_options.demo.size == 0)
                tellPast(url.toStdString(), {"demo", spec.name, spec.endpoint.baseUrl}, m_options.demo.seed, m_clock.wall());
            m_demoHistory = open(url);
        }
        cluster.keepHistory(*m_demoHistory, {"demo", spec.name, spec.endpoint.baseUrl});
        return;
    }
    if (!m_history)
        m_history = open(m_current.historyUrl.isEmpty() ? m_options.paths.historyFile() : m_current.historyUrl);
    cluster.keepHistory(*m_history, {nameOnDisk(spec).toStdString(), spec.name, spec.endpoint.baseUrl});
}

void Application::applyRetention()
{
    for (auto* desk : {m_history.get(), m_demoHistory.get()}) {
        if (desk)
            desk->setRetention(retentionOf(m_current));
    }
}

} // namespace dg::core
