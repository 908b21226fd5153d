// SPDX-License-Identifier: Apache-2.0
// Snapshots as clusters, and clusters as snapshots.
#include "core/application.h"
#include "text/words.h"

namespace dg::core {

int Application::addSnapshot(const Snapshots::Opened& opened)
{
    const auto spec = opened->connection();
    m_snapshots.keep(spec.endpoint.baseUrl, opened);
    return add(spec, std::nullopt);
}

void Application::openSnapshot(const QString& path, std::function<void(Result<int>)> done)
{
    m_snapshots.open(path, [this, done = std::move(done)](const Result<Snapshots::Opened>& opened) {
        done(opened ? Result<int>(addSnapshot(*opened)) : Result<int>(tl::unexpected(opened.error())));
    });
}

Result<int> Application::openSnapshotNow(const QString& path)
{
    auto opened = replay::ReplayCluster::open(path.toStdString());
    if (!opened)
        return tl::unexpected(opened.error());
    return addSnapshot(std::move(*opened));
}

replay::ReplayCluster* Application::recordingOf(int row) const
{
    const auto* cluster = m_clusters.cluster(row);
    if (!cluster || !cluster->spec().snapshot || !cluster->spec().snapshot->recording)
        return nullptr;
    return m_snapshots.find(cluster->spec().endpoint.baseUrl);
}

std::optional<window::ReplayState> Application::replay(int row)
{
    const auto* recording = recordingOf(row);
    if (!recording)
        return std::nullopt;
    const auto at = recording->position();
    return window::ReplayState{at.at, at.length, at.speed, at.playing};
}

void Application::playReplay(int row, bool playing, double speed)
{
    auto* recording = recordingOf(row);
    if (recording && playing)
        recording->play(speed);
    else if (recording)
        recording->pause();
}

void Application::seekReplay(int row, Millis at)
{
    if (auto* recording = recordingOf(row))
        recording->seek(at);
}

void Application::takeSnapshot(int row, const window::SnapshotWish& wish, QObject* context,
    std::function<void(const capture::Contents&)> progress, std::function<void(Result<window::TakenSnapshot>)> done)
{
    const auto* cluster = m_clusters.cluster(row);
    if (!cluster)
        return done(fail(ErrorCode::NotFound));
    const auto consent = [this, id = m_opened[cluster].id, name = text::qs(cluster->spec().name)](
                             const kube::ExecSpec& exec) { return m_consents.ask(id, name, exec); };
    capture::HistoryLines lines;
    if (const auto* desk = cluster->historyDesk(); desk && wish.history) {
        lines = [url = desk->url(), identity = cluster->historyName().identity, from = m_clock.wall() - *wish.history](
                    const auto& sink) { return history::copyOf(url, identity, from, sink); };
    }
    m_snapshots.take(cluster->spec(), consent, wish, std::move(lines), context, std::move(progress), std::move(done));
}

} // namespace dg::core
