// SPDX-License-Identifier: Apache-2.0
// report: what evidence/report.h writes, of each cluster, into a folder.
#include "checks.h"
#include "drift.h"
#include "translate.h"

#include "commands.h"
#include "console.h"
#include "evidence/report.h"
#include "gitlab_access.h"
#include "profile_file.h"
#include "read_clusters.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <set>

namespace dg::cli {

namespace {

using evidence::Topic;

session::OneShotOptions wishesOf(Topic topic)
{
    auto wishes = topic == Topic::Posture ? checksWishes() : topic == Topic::Delivery ? session::OneShotOptions() : driftWishes();
    wishes.controllers = true;
    wishes.identity = true;
    return wishes;
}

class Writer {
public:
    Writer(const Options& options, Streams& streams, const Environment& environment)
        : m_options(options)
        , m_streams(streams)
        , m_environment(environment)
    {
    }

    // A mistake in the options is told before anything is read.
    void prepare()
    {
        m_question.topic = m_options.topic;
        m_question.scope = scopeOf(m_options, m_pool);
        m_question.scopeText = evidence::scopeText(m_options.ns, m_options.filter, m_options.owner);
        m_question.failOn = m_options.failOn;
        const auto& before = m_options.topic == Topic::Change ? m_options.compare.front() : m_options.baseline;
        if (!before.isEmpty()) {
            m_question.before = std::make_shared<const drift::Facts>(factsOf(before, m_pool));
            m_question.beforeName = QFileInfo(before).fileName().toStdString();
        }
        const bool pdf = std::ranges::find(m_options.formats, evidence::Format::Pdf) != m_options.formats.end();
        if (pdf && !m_environment.printPdf)
            throw UsageError{CommandLine::tr("This program cannot print a PDF."), commandName(m_options.command)};
        if (!QDir().mkpath(m_options.outputPath))
            throw Failure{Error{ErrorCode::FileUnwritable, m_options.outputPath.toStdString(), {}}, {}};
    }

    int run()
    {
        if (m_options.compare.size() == 2)
            return runOffline();
        std::optional<gitlab::Access> access;
        if (m_options.topic == Topic::Posture) {
            m_question.mutes = mutesOf(m_options, m_environment);
            if (!m_options.gitlab.isEmpty())
                access = gitlabAccess(m_options, m_streams, m_environment); // a token is asked for before anything is waited for
        }
        if (m_streams.errIsTerminal)
            printLine(m_streams.err, CommandLine::tr("Reading…"));
        auto asked = m_options;
        if (m_options.topic == Topic::Posture) // a namespace narrows what is told, not what is looked at: sources may stand elsewhere
            asked.ns.clear();
        std::vector<ClusterReport> told;
        int exit = evidence::ExitOk; // not in sync anywhere says more than a gap elsewhere
        auto clusters = readClusters(asked, wishesOf(m_options.topic), m_pool, m_streams, m_environment);
        if (access && !m_environment.stop.stop_requested())
            m_question.gitlab = askGitLab(m_options, std::move(*access), clusters, m_environment);
        for (auto& cluster : clusters) {
            m_question.rules = rulesFor(m_options, m_environment, cluster.name);
            m_question.period = periodOf(cluster);
            auto report = evidence::answer(m_question, std::move(cluster), m_pool, m_environment.clock->wall());
            if (!write(report))
                return ExitInterrupted;
            const int own = report.exitCode();
            exit = own == ExitNotInSync || exit == ExitNotInSync ? ExitNotInSync : std::max(exit, own);
            told.push_back(std::move(report.drift.cluster));
        }
        explain(told, m_streams);
        return exit;
    }

private:
    // What the history has of this cluster, where it was asked for.
    std::optional<Result<evidence::Period>> periodOf(const ClusterReport& cluster) const
    {
        const auto since
            = m_options.since.count() == 0 && m_options.topic == Topic::Delivery ? Millis(evidence::DeliveryPeriod) : m_options.since;
        if (since.count() == 0)
            return std::nullopt;
        const auto place = historyPlace(m_options, m_environment);
        if (!place)
            return Result<evidence::Period>(tl::unexpected<Error>(place.error()));
        const auto store = history::Store::open(place->url, history::Store::Access::Read);
        if (!store)
            return Result<evidence::Period>(tl::unexpected<Error>(store.error()));
        const auto now = cluster.observedAt == WallTime{} ? m_environment.clock->wall() : cluster.observedAt;
        const history::ClusterName name{history::identityOf(cluster.server, cluster.name), cluster.name, cluster.server,
            cluster.read ? cluster.read->clusterUid : std::string()};
        return evidence::readPeriod(**store, name, {now - since, now}, m_options.ns.toStdString());
    }
    int runOffline()
    {
        const auto& after = m_options.compare.back();
        const auto report = evidence::answerOffline(
            m_question, factsOf(after, m_pool), QFileInfo(after).fileName().toStdString(), m_environment.clock->wall());
        return write(report) ? report.exitCode() : ExitInterrupted;
    }
    // False: it was interrupted.
    bool write(const evidence::Report& report)
    {
        const auto stem = evidence::fileStem(report.topic, report.drift.cluster.name, m_used);
        for (const auto format : evidence::Formats) {
            if (std::ranges::find(m_options.formats, format) == m_options.formats.end())
                continue;
            if (m_environment.stop.stop_requested())
                return false;
            const auto bytes = evidence::bytesOf(report, format, m_options.paper, m_environment.printPdf, m_environment.stop);
            if (!bytes && bytes.error().code == ErrorCode::Cancelled)
                return false;
            if (!bytes)
                throw Failure{bytes.error(), {}};
            const auto path = QDir(m_options.outputPath).filePath(stem + QLatin1Char('.') + QLatin1String(evidence::formatSuffix(format)));
            if (const auto status = evidence::writeWhole(path, *bytes); !status)
                throw Failure{status.error(), {}};
            printLine(m_streams.out, QDir::toNativeSeparators(path));
        }
        return true;
    }

    const Options& m_options;
    Streams& m_streams;
    const Environment& m_environment;
    StringPool m_pool;
    evidence::Question m_question;
    std::set<QString> m_used;
};

} // namespace

int runReport(const Options& options, Streams& streams, const Environment& environment)
{
    Writer writer(options, streams, environment);
    writer.prepare();
    return writer.run();
}

} // namespace dg::cli
