// SPDX-License-Identifier: Apache-2.0
// `record`: the window's models without a window. They follow the clusters, the history takes what they tell.
#include "commands.h"
#include "drift.h"
#include "history/holder.h"
#include "items/cluster_model.h"
#include "items/history_desk.h"
#include "metrics.h"
#include "profile_file.h"
#include "text/words.h"
#include "translate.h"

#include "console.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QTimer>
#include <QUrl>

#include <algorithm>

namespace dg::cli {

namespace {

constexpr int LookEvery = 200; // ms: at the interruption and the clock
constexpr Millis ConnectWithin{30'000};

class Recording {
public:
    Recording(const Options& options, Streams& streams, const Environment& environment)
        : m_options(options)
        , m_streams(streams)
        , m_environment(environment)
        , m_targets(findTargets(options, streams, environment))
        , m_log(loggerFor(options, environment))
        , m_url(historyUrl(options, environment))
        , m_metrics([this] { return numbers(); })
        , m_listening(listen())
        , m_desk(
              {m_url.toStdString(), {}, history::newHolder(), (historyFile(options, environment) + QStringLiteral(".spool")).toStdString()},
              m_pool, *environment.clock, *m_log)
    {
        for (auto& spec : m_targets.specs)
            open(std::move(spec));
        QObject::connect(&m_desk, &items::HistoryDesk::changed, &m_loop, [this] { lookAtHistory(); });
    }

    int run()
    {
        const auto& clock = *m_environment.clock;
        const auto began = clock.steady();
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, &m_loop, [&] {
            const auto passed = std::chrono::duration_cast<Millis>(clock.steady() - began);
            if (m_environment.stop.stop_requested())
                m_loop.exit(ExitInterrupted);
            else if (m_options.recordFor.count() > 0 && passed >= m_options.recordFor)
                m_loop.exit(ExitOk);
            else if (passed >= ConnectWithin)
                lookAtStart();
        });
        timer.start(LookEvery);
        const int code = m_loop.exec();
        const bool any = std::ranges::any_of(m_clusters, [](const auto& cluster) { return cluster->status().complete; });
        m_clusters.clear(); // what waits is written when the desk goes
        return code == ExitOk && !any ? ExitCouldNotTell : code;
    }

private:
    void say(const QString& line) const { printLine(m_streams.err, line); }

    // What may be wrong is told before a history is begun.
    bool listen()
    {
        if (!m_options.outputPath.isEmpty() && QFile::exists(m_options.outputPath))
            throw Failure{{}, CommandLine::tr("%1 is there already: --output takes a new file.").arg(m_options.outputPath)};
        if (m_options.metrics.isEmpty())
            return false;
        if (const auto listening = m_metrics.listen(m_options.metrics); !listening)
            throw Failure{listening.error(), {}};
        say(CommandLine::tr("Metrics: http://%1/metrics").arg(m_metrics.address()));
        if (!m_metrics.isLocal())
            say(CommandLine::tr("Everybody who reaches this address can read them: names of clusters and numbers, no tokens."));
        return true;
    }

    void open(kube::ConnectionSpec spec)
    {
        session::SessionOptions wishes;
        wishes.keepOwnership = true;
        wishes.userAgent = userAgent();
        if (!m_options.ns.isEmpty())
            wishes.namespaces = {m_options.ns.toStdString()};
        const auto name = spec.name, server = spec.endpoint.baseUrl;
        auto session = std::make_unique<session::ClusterSession>(
            std::move(spec), wishes, m_pool, *m_environment.clock, *m_log, consentFor(m_options, m_streams, m_environment));
        auto cluster = std::make_unique<items::ClusterModel>(std::move(session), m_pool, *m_environment.clock);
        cluster->keepHistory(m_desk, {history::identityOf(server, name), name, server});
        cluster->watchDrift(rulesFor(m_options, m_environment, name), {});
        QObject::connect(cluster.get(), &items::ClusterModel::statusChanged, &m_loop, [this, model = cluster.get()] { tell(*model); });
        cluster->start();
        m_told.push_back(session::ConnectionPhase::Idle);
        m_clusters.push_back(std::move(cluster));
    }

    // One line whenever a cluster comes or goes.
    void tell(const items::ClusterModel& cluster)
    {
        const auto at = std::ranges::find_if(m_clusters, [&](const auto& one) { return one.get() == &cluster; }) - m_clusters.begin();
        if (at == static_cast<std::ptrdiff_t>(m_clusters.size()))
            return;
        auto& told = m_told[static_cast<std::size_t>(at)];
        const auto& status = cluster.status();
        using Phase = session::ConnectionPhase;
        if (status.phase == told || status.phase == Phase::Connecting || status.phase == Phase::CatchingUp)
            return;
        told = status.phase;
        if (status.phase == Phase::Live)
            say(CommandLine::tr("%1: recording").arg(cluster.name()));
        else if (status.phase == Phase::NoFlux)
            say(CommandLine::tr("%1: serves none of Flux's kinds").arg(cluster.name()));
        else if (status.error.code != ErrorCode::Internal || !status.error.subject.empty())
            say(QStringLiteral("%1: %2").arg(cluster.name(), text::errorSentence(status.error)));
    }

    // Nothing could be reached at all: whoever started it wants to know.
    void lookAtStart()
    {
        using Phase = session::ConnectionPhase;
        const bool hopeless = std::ranges::all_of(m_clusters, [](const auto& cluster) {
            const auto phase = cluster->status().phase;
            return !cluster->status().complete && (phase == Phase::Unreachable || phase == Phase::Unauthorized || phase == Phase::NoFlux);
        });
        if (hopeless && m_options.recordFor.count() > 0)
            m_loop.exit(ExitCouldNotTell);
    }

    void lookAtHistory()
    {
        const auto status = m_desk.status();
        const auto error = status.writing && status.setAside.empty() ? Error{ErrorCode::Internal, {}, {}} : status.error;
        if (error == m_toldError)
            return;
        m_toldError = error;
        if (!status.setAside.empty())
            say(CommandLine::tr("The history was damaged. It lies in %1 now; a new one was begun.").arg(text::qs(status.setAside)));
        else if (!status.writing)
            say(CommandLine::tr("The history cannot be written: %1").arg(text::errorSentence(status.error)));
        else
            say(CommandLine::tr("The history is written again."));
    }

    Numbers numbers() const
    {
        Numbers out;
        out.history = m_desk.status();
        for (const auto& cluster : m_clusters) {
            ClusterNumbers of;
            const auto& status = cluster->status();
            of.name = cluster->name().toStdString();
            of.live = status.phase == session::ConnectionPhase::Live && status.complete;
            of.summary = cluster->summary();
            const auto& drift = cluster->driftSummary();
            of.driftCertain = drift.certain;
            of.driftLikely = drift.likely;
            of.driftedObjects = drift.objects;
            if (status.lastGood != SteadyTime{})
                of.dataAge = std::chrono::duration<double>(m_environment.clock->steady() - status.lastGood).count();
            of.streams = status.streams.size();
            if (const auto feed = cluster->historyFeed()) {
                of.writer = feed->isWriter();
                of.passes = feed->passes();
            }
            out.clusters.push_back(std::move(of));
        }
        return out;
    }

    const Options& m_options;
    Streams& m_streams;
    const Environment& m_environment;
    Targets m_targets;
    std::unique_ptr<Logger> m_log;
    StringPool m_pool;
    QString m_url;
    QEventLoop m_loop;
    MetricsServer m_metrics;
    const bool m_listening; // before the desk: it begins a history
    items::HistoryDesk m_desk;
    std::vector<std::unique_ptr<items::ClusterModel>> m_clusters; // after the desk: they end before it
    std::vector<session::ConnectionPhase> m_told;
    Error m_toldError;
};

} // namespace

int runRecord(const Options& options, Streams& streams, const Environment& environment)
{
    return Recording(options, streams, environment).run();
}

} // namespace dg::cli
