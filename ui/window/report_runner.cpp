// SPDX-License-Identifier: Apache-2.0
#include "report_runner.h"

#include "items/history_desk.h"
#include "items/look.h"
#include "print/pdf.h"
#include "window/report_settings.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMetaObject>
#include <QPointer>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

namespace dg::window {

namespace {

using evidence::Topic;

// A posture report says what keeps its checks from being told; other managed kinds are none of it.
// A delivery report is of Flux's objects alone.
void keepForTopic(std::vector<session::MissingPart>& missing, Topic topic)
{
    std::erase_if(missing, [topic](const session::MissingPart& part) {
        const bool ofFlux = std::ranges::any_of(flux::kinds(), [&](const flux::KindInfo& info) { return info.name == part.kind; });
        return !ofFlux && (topic == Topic::Delivery || (part.kind != "SealedSecret" && part.kind != "Service"));
    });
}

// On the runner's thread, with a connection of its own: the desk's reader is the views'.
Result<evidence::Period> readHistory(const ReportJob& job)
{
    if (job.historyUrl.empty())
        return fail(ErrorCode::NotFound, "history");
    const auto store = history::Store::open(job.historyUrl, history::Store::Access::Read);
    if (!store)
        return tl::unexpected<Error>(store.error());
    return evidence::readPeriod(**store, job.historyName, {job.cluster.observedAt - job.since, job.cluster.observedAt}, {});
}

// What need not be done on the GUI thread.
void prepare(evidence::ClusterReport& cluster)
{
    if (!cluster.read)
        return;
    items::putInOrder(*cluster.read);
    cluster.missing = cluster.read->missing;
}

Result<std::shared_ptr<const drift::Facts>> readSnapshot(const QString& path, StringPool& pool)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, path.toStdString(), file.errorString().toStdString());
    const auto bytes = file.readAll();
    auto facts = drift::readFacts({bytes.constData(), static_cast<std::size_t>(bytes.size())}, pool, path.toStdString());
    if (!facts)
        return tl::unexpected(facts.error());
    return std::make_shared<const drift::Facts>(std::move(*facts));
}

struct Running {
    quint64 id = 0;
    ReportJob job;
    std::stop_source stop;
    std::function<void(int, int)> progress; // these two post to the GUI thread
    std::function<void(ReportOutcome)> done;
};

// Older ones of a schedule go once the new one is whole.
void removeOld(const ReportJob& job, const QString& stem, const char* suffix)
{
    const QDir folder(job.folder);
    for (const auto& name : reportsToRemove(folder.entryList(QDir::Files), stem, QLatin1String(suffix), job.keep))
        QFile::remove(folder.filePath(name));
}

Status writeFiles(const evidence::Report& report, const Running& running, QStringList& files)
{
    const auto& job = running.job;
    if (!job.formats.empty() && !QDir().mkpath(job.folder))
        return fail(ErrorCode::FileUnwritable, job.folder.toStdString());
    std::set<QString> used;
    const auto stem = evidence::fileStem(report.topic, report.drift.cluster.name, used);
    const auto name = job.stamp.isEmpty() ? stem : stem + QLatin1Char('-') + job.stamp;
    const int all = static_cast<int>(job.formats.size());
    for (int i = 0; i < all; ++i) {
        const auto format = job.formats[static_cast<std::size_t>(i)];
        running.progress(i, all);
        if (running.stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        const auto bytes = evidence::bytesOf(report, format, job.paper, &print::toPdf, running.stop.get_token());
        if (!bytes)
            return tl::unexpected(bytes.error());
        if (running.stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        const auto path = QDir(job.folder).filePath(name + QLatin1Char('.') + QLatin1String(evidence::formatSuffix(format)));
        if (auto written = evidence::writeWhole(path, *bytes); !written)
            return written;
        files << path;
        if (!job.stamp.isEmpty())
            removeOld(job, stem, evidence::formatSuffix(format));
    }
    return {};
}

void preview(const evidence::Report& report, const Running& running, ReportOutcome& out)
{
    if (running.stop.stop_requested()) {
        out.status = fail(ErrorCode::Cancelled);
        return;
    }
    const auto document = evidence::documentOf(report);
    auto first = print::firstPage(document, running.job.paper, running.job.previewWidth, running.stop.get_token());
    if (running.stop.stop_requested()) {
        out.status = fail(ErrorCode::Cancelled);
        return;
    }
    out.page = std::move(first.image);
    out.pages = first.pages;
    out.title = QString::fromStdString(document.title);
    out.verdict = QString::fromStdString(document.verdict);
}

ReportOutcome run(Running& running, StringPool& pool)
{
    ReportOutcome out;
    auto& job = running.job;
    if (job.question.topic == Topic::Change) {
        auto facts = readSnapshot(job.before, pool);
        if (!facts) {
            out.status = tl::unexpected(facts.error());
            return out;
        }
        job.question.before = std::move(*facts);
        job.question.beforeName = QFileInfo(job.before).fileName().toStdString();
    }
    if (running.stop.stop_requested()) {
        out.status = fail(ErrorCode::Cancelled);
        return out;
    }
    if (job.since.count() > 0)
        job.question.period = readHistory(job);
    prepare(job.cluster);
    const auto report = evidence::answer(job.question, std::move(job.cluster), pool, job.writtenAt);
    out.exitCode = report.exitCode();
    if (job.formats.empty())
        preview(report, running, out);
    else
        out.status = writeFiles(report, running, out.files);
    return out;
}

} // namespace

ReportJob gatherReport(const items::ClusterModel& cluster, StringPool& pool, const Clock& clock, evidence::Question question,
    const std::vector<checks::Outcome>* outcomes)
{
    ReportJob job;
    const auto& spec = cluster.spec();
    job.cluster.name = spec.name;
    job.cluster.context = spec.context;
    job.cluster.server = spec.server();
    if (spec.snapshot)
        job.cluster.snapshot = QFileInfo(QString::fromStdString(spec.snapshot->file)).fileName().toStdString();
    job.cluster.viaAgent = spec.viaGitLabAgent;
    job.cluster.secretsLookedAt = false;
    // What is known to have drifted was judged already; only these look at managed objects themselves.
    const bool managed
        = question.topic == Topic::Change || question.scope.filter.needsManaged() || (question.topic == Topic::Posture && !outcomes);
    auto look = items::lookOf(cluster, managed, pool, clock);
    job.cluster.observedAt = look.observedAt;
    if (question.topic == Topic::Posture || question.topic == Topic::Delivery)
        keepForTopic(look.missing, question.topic);
    const auto& status = cluster.status();
    if (look.objects.empty() && status.phase != session::ConnectionPhase::Live && status.phase != session::ConnectionPhase::NoFlux)
        evidence::failWhole(job.cluster, status.error, clock.wall());
    else
        job.cluster.read = std::move(look);
    if (cluster.knowsDrift() || question.topic == Topic::Posture) {
        question.judged = evidence::Judged{cluster.findings(), cluster.episodes(), cluster.driftSummary(), std::nullopt};
        if (outcomes)
            question.judged->outcomes = *outcomes;
    }
    question.rules = cluster.driftRules();
    if (const auto* desk = cluster.historyDesk()) {
        job.historyUrl = desk->url();
        job.historyName = cluster.historyName();
    }
    job.question = std::move(question);
    job.writtenAt = clock.wall();
    return job;
}

struct ReportRunner::Impl {
    explicit Impl(StringPool& usedPool)
        : pool(usedPool)
    {
    }
    void work()
    {
        for (;;) {
            std::shared_ptr<Running> next;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return stopping || !queue.empty(); });
                if (stopping)
                    return;
                next = queue.front();
            }
            auto outcome = run(*next, pool);
            next->done(std::move(outcome));
            const std::scoped_lock lock(mutex);
            std::erase(queue, next);
        }
    }
    StringPool& pool;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::shared_ptr<Running>> queue; // the first is under way
    bool stopping = false;
    quint64 last = 0;
    std::thread thread; // last: ends before the rest; not before the first job
};

ReportRunner::ReportRunner(StringPool& pool, QObject* parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>(pool))
{
}

ReportRunner::~ReportRunner()
{
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->stopping = true;
        for (const auto& one : m_impl->queue)
            one->stop.request_stop();
    }
    m_impl->wake.notify_one();
    if (m_impl->thread.joinable())
        m_impl->thread.join();
}

quint64 ReportRunner::start(ReportJob job, QObject* context, Progress progress, Done done)
{
    auto& d = *m_impl;
    auto running = std::make_shared<Running>();
    const auto id = running->id = ++d.last;
    running->job = std::move(job);
    // The runner outlives its thread: what is posted comes, or goes with it.
    const QPointer<QObject> guard(context);
    running->progress = [this, guard, progress = std::move(progress)](int files, int all) {
        QMetaObject::invokeMethod(
            this,
            [guard, progress, files, all] {
                if (guard && progress)
                    progress(files, all);
            },
            Qt::QueuedConnection);
    };
    running->done = [this, guard, done = std::move(done)](ReportOutcome outcome) {
        QMetaObject::invokeMethod(
            this,
            [guard, done, outcome = std::move(outcome)] {
                if (guard)
                    done(outcome);
            },
            Qt::QueuedConnection);
    };
    {
        const std::scoped_lock lock(d.mutex);
        d.queue.push_back(std::move(running));
    }
    d.wake.notify_one();
    if (!d.thread.joinable())
        d.thread = std::thread([&d] { d.work(); });
    return id;
}

void ReportRunner::cancel(quint64 id)
{
    const std::scoped_lock lock(m_impl->mutex);
    for (const auto& one : m_impl->queue) {
        if (one->id == id)
            one->stop.request_stop();
    }
}

} // namespace dg::window
