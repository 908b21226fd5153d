// SPDX-License-Identifier: Apache-2.0
// What the inspector says about the cluster itself: Kubernetes, who one is there, Flux and its controllers.
#include "overview.h"

#include "text/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace dg::views {

namespace {

QString say(const char* word)
{
    return QCoreApplication::translate("Cluster", word);
}

Line section(const char* word)
{
    Line line;
    line.type = Line::Type::Section;
    line.label = say(word);
    return line;
}

void fact(std::vector<Line>& to, const char* name, const QString& value)
{
    if (value.isEmpty())
        return;
    Line line;
    line.label = say(name);
    line.value = value;
    to.push_back(std::move(line));
}

void sentence(std::vector<Line>& to, const QString& text)
{
    Line line;
    line.type = Line::Type::Sentence;
    line.value = text;
    to.push_back(std::move(line));
}

void controllers(std::vector<Line>& to, const flux::Controllers& known)
{
    to.push_back(section(QT_TRANSLATE_NOOP("Cluster", "Controllers")));
    for (const auto& one : known.list()) {
        Line line;
        line.type = Line::Type::Condition;
        line.label = text::cleanLine(one.name);
        line.value = text::cleanLine(one.version);
        const int restarts = static_cast<int>(one.restarts);
        if (restarts > 0)
            line.value += QLatin1String(", ") + QCoreApplication::translate("Cluster", "%n restarts", nullptr, restarts);
        //: %1 of %2 replicas are ready
        line.extra = QCoreApplication::translate("Cluster", "%1/%2").arg(one.ready).arg(one.wanted);
        line.full = text::cleanLine(
            one.ns + "/" + one.name + (one.shard.empty() ? "" : "\n" + one.shard) + (one.waiting.empty() ? "" : "\n" + one.waiting));
        line.mark = one.ready >= one.wanted ? flux::State::Ready : one.ready > 0 ? flux::State::Reconciling : flux::State::Failed;
        to.push_back(std::move(line));
    }
    if (!known.readable())
        sentence(to, say(QT_TRANSLATE_NOOP("Cluster", "Your rights do not allow listing the controllers' Deployments and Pods.")));
    else if (known.empty())
        sentence(to, say(QT_TRANSLATE_NOOP("Cluster", "No Deployment carries the label app.kubernetes.io/part-of=flux.")));
}

} // namespace

std::vector<Line> clusterLines(const tree::FleetTree& tree, const session::SessionStatus& status)
{
    std::vector<Line> lines;
    lines.push_back(section(QT_TRANSLATE_NOOP("Cluster", "Cluster")));
    fact(lines, QT_TRANSLATE_NOOP("Cluster", "Connection"), text::phaseName(status.phase));
    fact(lines, QT_TRANSLATE_NOOP("Cluster", "Kubernetes"), text::cleanLine(status.serverVersion));
    fact(lines, QT_TRANSLATE_NOOP("Cluster", "You are"), text::cleanLine(status.user));
    if (status.snapshotOf) {
        sentence(lines,
            QCoreApplication::translate("Cluster", "This is a snapshot of %1, read-only. Ages are those it had then.")
                .arg(text::localTime(*status.snapshotOf)));
    } else if (status.clockSkew != Millis{0}) {
        const auto off = text::age(std::chrono::abs(status.clockSkew));
        sentence(lines,
            (status.clockSkew > Millis{0}
                    ? QCoreApplication::translate("Cluster", "Its clock is %1 ahead of this machine's. Ages follow its clock.")
                    : QCoreApplication::translate("Cluster", "Its clock is %1 behind this machine's. Ages follow its clock."))
                .arg(off));
    }
    const auto version = tree.controllers().distribution();
    lines.push_back(section(QT_TRANSLATE_NOOP("Cluster", "Flux")));
    fact(lines, QT_TRANSLATE_NOOP("Cluster", "Version"),
        version.empty() ? say(QT_TRANSLATE_NOOP("Cluster", "Unknown")) : text::cleanLine(version));
    if (flux::supportOf(version) == flux::Support::OutOfSupport)
        sentence(
            lines, say(QT_TRANSLATE_NOOP("Cluster", "This version is out of support: Flux looks after its newest three minor versions.")));
    if (!status.notServed.empty() && status.serverVersion.size() > 0) {
        QStringList kinds;
        for (const auto kind : status.notServed)
            kinds << text::qs(flux::info(kind).name);
        sentence(lines, QCoreApplication::translate("Cluster", "Not served here: %1.").arg(kinds.join(QStringLiteral(", "))));
    }
    controllers(lines, tree.controllers());
    return lines;
}

} // namespace dg::views
