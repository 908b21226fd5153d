// SPDX-License-Identifier: Apache-2.0
#include "core/snapshots.h"

#include "history/holder.h"

#include <QDir>
#include <QMetaObject>
#include <QPointer>
#include <QTemporaryFile>

#include <algorithm>

namespace dg::core {

namespace {

// Lies among the program's own files, readable for its user alone (QTemporaryFile).
Result<std::shared_ptr<QTemporaryFile>> ownFile(const QString& folder)
{
    auto file = std::make_shared<QTemporaryFile>(folder + QStringLiteral("/snapshot-XXXXXX.dgsnap"));
    if (!file->open())
        return fail(ErrorCode::FileUnwritable, file->fileTemplate().toStdString(), file->errorString().toStdString());
    return file;
}

Status write(QTemporaryFile& file, std::string_view bytes)
{
    if (file.write(bytes.data(), static_cast<qint64>(bytes.size())) == static_cast<qint64>(bytes.size()))
        return {};
    return fail(ErrorCode::FileUnwritable, file.fileName().toStdString(), file.errorString().toStdString());
}

} // namespace

Snapshots::Snapshots(StringPool& pool, const Clock& clock, Logger& log, QString folder)
    : m_pool(pool)
    , m_clock(clock)
    , m_log(log)
    , m_folder(std::move(folder))
{
    QDir().mkpath(m_folder);
}

Snapshots::~Snapshots()
{
    m_taking.request_stop();
    m_running.clear();
}

void Snapshots::sweep()
{
    std::erase_if(m_running, [](const Running& running) { return *running.ended; });
}

void Snapshots::open(const QString& path, std::function<void(Result<Opened>)> done)
{
    sweep();
    auto ended = std::make_shared<bool>(false);
    auto thread = std::jthread([this, path, ended, done = std::move(done)] {
        auto opened = replay::ReplayCluster::open(path.toStdString());
        auto answer = opened ? Result<Opened>(Opened(std::move(*opened))) : Result<Opened>(tl::unexpected(opened.error()));
        QMetaObject::invokeMethod(
            this,
            [ended, done, answer = std::move(answer)] {
                *ended = true;
                done(answer);
            },
            Qt::QueuedConnection);
    });
    m_running.push_back({std::move(thread), std::move(ended)});
}

void Snapshots::keep(const std::string& baseUrl, Opened opened)
{
    m_open.push_back({baseUrl, std::move(opened)});
}

void Snapshots::close(const std::string& baseUrl)
{
    std::erase_if(m_open, [&](const Open& entry) { return entry.baseUrl == baseUrl; });
}

replay::ReplayCluster* Snapshots::find(const std::string& baseUrl) const
{
    const auto it = std::ranges::find(m_open, baseUrl, &Open::baseUrl);
    return it == m_open.end() ? nullptr : it->cluster.get();
}

items::HistoryDesk* Snapshots::historyOf(const std::string& baseUrl)
{
    const auto it = std::ranges::find(m_open, baseUrl, &Open::baseUrl);
    if (it == m_open.end() || !it->cluster->hasHistory())
        return nullptr;
    if (!it->history) {
        it->folder = std::make_unique<QTemporaryDir>(m_folder + QStringLiteral("/history-XXXXXX"));
        const auto url = it->folder->filePath(QStringLiteral("history.sqlite")).toStdString();
        if (const auto written = it->cluster->writeHistory(url); !written) {
            m_log.warning("core", "a snapshot's history: " + written.error().detail);
            return nullptr;
        }
        // However old it is: it stays.
        constexpr history::Retention Forever{std::chrono::days(36'500), std::int64_t{1} << 50};
        it->history
            = std::make_unique<items::HistoryDesk>(items::HistoryDesk::Options{url, Forever, history::newHolder()}, m_pool, m_clock, m_log);
    }
    return it->history.get();
}

void Snapshots::take(kube::ConnectionSpec spec, session::ConsentFn consent, const window::SnapshotWish& wish, capture::HistoryLines history,
    QObject* context, std::function<void(const capture::Contents&)> progress, std::function<void(Result<window::TakenSnapshot>)> done)
{
    sweep();
    m_taking.request_stop();
    m_taking = std::stop_source();
    auto ended = std::make_shared<bool>(false);
    const auto tell = [this, to = QPointer<QObject>(context)](auto call) {
        QMetaObject::invokeMethod(
            this,
            [to, call = std::move(call)] {
                if (to)
                    call();
            },
            Qt::QueuedConnection);
    };
    connect(context, &QObject::destroyed, this, [stop = m_taking] { std::stop_source(stop).request_stop(); });
    const auto work = [this, spec = std::move(spec), consent = std::move(consent), wish, history = std::move(history),
                          stop = m_taking.get_token(), progress = std::move(progress), tell]() -> Result<window::TakenSnapshot> {
        auto file = ownFile(m_folder);
        if (!file)
            return tl::unexpected(file.error());
        const snapshot::Sink toFile = [&](std::string_view bytes) { return write(**file, bytes); };
        capture::Options options;
        options.withValues = wish.withValues;
        options.pseudonyms = wish.pseudonyms;
        options.program = "driftglass/" DRIFTGLASS_VERSION;
        options.history = history;
        capture::Capture capture(spec, std::move(options), m_pool, m_clock, m_log, consent);
        auto contents
            = capture.snapshot(toFile, stop, [&](const capture::Contents& soFar) { tell([progress, soFar] { progress(soFar); }); });
        if (!contents)
            return tl::unexpected(contents.error());
        if (!(*file)->flush())
            return fail(ErrorCode::FileUnwritable, (*file)->fileName().toStdString(), (*file)->errorString().toStdString());
        return window::TakenSnapshot{std::move(*contents), (*file)->fileName(), *file};
    };
    auto thread = std::jthread([this, work, ended, tell, done = std::move(done)] {
        auto answer = work();
        QMetaObject::invokeMethod(
            this, [ended] { *ended = true; }, Qt::QueuedConnection);
        tell([done, answer = std::move(answer)] { done(answer); });
    });
    m_running.push_back({std::move(thread), std::move(ended)});
}

} // namespace dg::core
