// SPDX-License-Identifier: Apache-2.0
#include "tree_messages.h"

#include "text/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace dg::views {

using session::ConnectionPhase;

namespace {

QString say(const char* word)
{
    return QCoreApplication::translate("TreePage", word);
}

struct Progress {
    std::size_t got = 0, expected = 0;
};

Progress progress(const session::SessionStatus& status)
{
    Progress sum;
    for (const auto& stream : status.streams) {
        if (!stream.fluxKind)
            continue;
        sum.got += stream.state.objects;
        sum.expected += std::max(stream.state.objects, stream.state.expected);
    }
    return sum;
}

QString unreadableKinds(const session::SessionStatus& status)
{
    QStringList kinds;
    for (const auto& stream : status.streams) {
        const QString plural = text::cleanLine(stream.resource.plural);
        if (stream.workload) // a row below the workload says it
            continue;
        if (stream.state.phase == kube::StreamPhase::Forbidden && !kinds.contains(plural))
            kinds << plural;
    }
    return kinds.join(QStringLiteral(", "));
}

} // namespace

bool holdsOldData(ConnectionPhase phase)
{
    return phase == ConnectionPhase::Stale || phase == ConnectionPhase::AgentOffline || phase == ConnectionPhase::Unreachable
        || phase == ConnectionPhase::Unauthorized;
}

namespace {

// "GitRepository web/campaigns: authentication required": what most rows wait on, where it is more than one.
BannerContent bannerForCause(const tree::Cause& cause)
{
    BannerContent banner;
    const auto& of = cause.root.object;
    banner.kind = widgets::BannerKind::Failed;
    const int rows = static_cast<int>(cause.rows);
    banner.lead = QCoreApplication::translate("TreePage", "1 cause behind %n problems.", nullptr, rows);
    QString name = text::cleanLine(of.kind.view()) + QLatin1Char(' ');
    if (!of.ns.empty())
        name += text::cleanLine(of.ns.view()) + QLatin1Char('/');
    name += text::cleanLine(of.name.view());
    const auto why = text::cleanLine(cause.root.message.empty() ? cause.root.reason : cause.root.message);
    //: %1 is an object such as GitRepository web/campaigns, %2 what its controller says
    banner.sentence = QCoreApplication::translate("TreePage", "%1: %2").arg(name, why);
    if (!cause.object.empty())
        banner.link = say(QT_TRANSLATE_NOOP("TreePage", "Show cause"));
    banner.cause = cause.object;
    return banner;
}

} // namespace

BannerContent bannerFor(const session::SessionStatus& status, const std::vector<std::string>& permanentWarnings,
    const std::vector<tree::Cause>& causes, const QString& cluster, bool rows, const Clock& clock)
{
    BannerContent banner;
    if (rows && holdsOldData(status.phase)) {
        banner.link = say(QT_TRANSLATE_NOOP("TreePage", "Try now"));
        const bool known = status.lastGood != SteadyTime{};
        const Millis old = known ? std::chrono::duration_cast<Millis>(clock.steady() - status.lastGood) : Millis{0};
        const QString since = text::clockTime(clock.wall() - old);
        if (status.phase == ConnectionPhase::AgentOffline && known) {
            banner.sentence = QCoreApplication::translate("TreePage", "Agent %1 has been offline for %2. You see the state of %3.")
                                  .arg(cluster, text::age(old), since);
        } else if (status.phase == ConnectionPhase::Unauthorized) {
            banner.kind = widgets::BannerKind::Failed;
            banner.sentence = text::errorSentence(status.error);
            if (status.viaAgent
                && status.error.code == ErrorCode::GitLabUnauthorized) { // the cluster's own refusal is not GitLab's to mend
                banner.signIn = true;
                banner.link = say(QT_TRANSLATE_NOOP("TreePage", "Sign in again"));
            }
        } else if (known) {
            banner.sentence = QCoreApplication::translate("TreePage", "No connection to %1 for %2. You see the state of %3.")
                                  .arg(cluster, text::age(old), since);
        } else {
            banner.sentence = text::errorSentence(status.error);
        }
        return banner;
    }
    for (const std::string& warning : permanentWarnings) {
        banner.kind = widgets::BannerKind::Drift;
        banner.sentence = text::warningSentence(warning);
        return banner;
    }
    if (rows && !causes.empty() && causes.front().rows > 1)
        return bannerForCause(causes.front());
    if (const QString kinds = unreadableKinds(status); rows && !kinds.isEmpty())
        banner.sentence = QCoreApplication::translate("TreePage", "Your rights do not allow listing %1. They are missing here.").arg(kinds);
    return banner;
}

PageMessage messageFor(
    const tree::FleetTree* tree, const session::SessionStatus& status, const QString& cluster, bool filtered, bool stillLoading)
{
    PageMessage page;
    if (!tree) {
        page.showTree = false;
        page.sentence = say(QT_TRANSLATE_NOOP("TreePage", "No cluster is open."));
        page.advice = say(QT_TRANSLATE_NOOP("TreePage", "Open a context of your kubeconfig, a GitLab agent, or the demo cluster."));
        page.button = say(QT_TRANSLATE_NOOP("TreePage", "Add a cluster"));
        page.action = PageMessage::Connect;
        return page;
    }
    if (tree->rowCount() > 0)
        return page;
    page.showTree = false;
    if (filtered && tree->summary().total > 0) {
        page.sentence = say(QT_TRANSLATE_NOOP("TreePage", "No object matches this filter."));
        const int total = static_cast<int>(tree->summary().total);
        page.advice = total == 1 ? say(QT_TRANSLATE_NOOP("TreePage", "1 object is there."))
                                 : QCoreApplication::translate("TreePage", "%n objects are there.", nullptr, total);
        page.button = say(QT_TRANSLATE_NOOP("TreePage", "Clear the filter"));
        page.action = PageMessage::ClearFilter;
        return page;
    }
    switch (status.phase) {
    case ConnectionPhase::NoFlux:
        page.sentence = QCoreApplication::translate("TreePage", "Flux is not installed in %1.").arg(cluster);
        page.advice = say(QT_TRANSLATE_NOOP("TreePage", "None of its kinds is served. Install Flux there, or open another cluster."));
        page.button = say(QT_TRANSLATE_NOOP("TreePage", "Try again"));
        page.action = PageMessage::Retry;
        return page;
    case ConnectionPhase::Stale:
    case ConnectionPhase::AgentOffline:
    case ConnectionPhase::Unauthorized:
    case ConnectionPhase::Unreachable:
        page.sentence = text::phaseName(status.phase);
        page.advice = text::errorSentence(status.error);
        page.button = say(QT_TRANSLATE_NOOP("TreePage", "Try again"));
        page.action = PageMessage::Retry;
        return page;
    case ConnectionPhase::Stopped:
        page.sentence = QCoreApplication::translate("TreePage", "%1 is closed.").arg(cluster);
        return page;
    case ConnectionPhase::WaitingForAgent:
        page.sentence = say(QT_TRANSLATE_NOOP("TreePage", "Waiting for the agent."));
        page.advice = say(QT_TRANSLATE_NOOP("TreePage", "GitLab looks for a connection of the agent. This takes up to 20 s."));
        return page;
    case ConnectionPhase::Live:
    case ConnectionPhase::CatchingUp:
        if (status.complete) {
            page.sentence = QCoreApplication::translate("TreePage", "%1 has no Flux objects.").arg(cluster);
            page.advice = say(QT_TRANSLATE_NOOP("TreePage", "Sources, Kustomizations and HelmReleases appear here as soon as they exist."));
            return page;
        }
        break;
    case ConnectionPhase::Idle:
    case ConnectionPhase::Connecting:
        break;
    }
    if (!stillLoading)
        return page; // an empty surface: text after 300 ms, nothing earlier
    const Progress sum = progress(status);
    page.sentence = QCoreApplication::translate("TreePage", "Connecting to %1.").arg(cluster);
    if (sum.got > 0)
        page.sentence = countWords(tree->summary(), status, false);
    return page;
}

QString countWords(const tree::Summary& summary, const session::SessionStatus& status, bool filtered)
{
    const QLocale locale;
    const Progress sum = progress(status);
    if (!status.complete && sum.expected > sum.got && sum.got > 0)
        return QCoreApplication::translate("TreePage", "%1 of about %2")
            .arg(locale.toString(qulonglong{sum.got}), locale.toString(qulonglong{sum.expected}));
    if (filtered)
        return QCoreApplication::translate("TreePage", "%1 of %2 objects")
            .arg(locale.toString(summary.shown), locale.toString(summary.total));
    if (summary.total == 0)
        return {};
    return QCoreApplication::translate("TreePage", "%1 objects").arg(locale.toString(summary.total));
}

} // namespace dg::views
