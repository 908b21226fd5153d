// SPDX-License-Identifier: Apache-2.0
#include "graph_text.h"

#include "text/words.h"
#include "widgets/paint.h"

#include <QCoreApplication>
#include <QLocale>

namespace dg::views {

using graph::EdgeKind;
using graph::NodeType;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Graph)
};

constexpr int MostNamed = 5; // a hub is not read out name by name

// The other ends of edges of one kind, as a list of names.
QString namesOf(const graph::Graph& graph, std::span<const graph::EdgeIndex> edges, EdgeKind kind, bool incoming)
{
    QStringList names;
    int more = 0;
    for (const auto index : edges) {
        const auto& edge = graph.edges()[index];
        if (edge.kind != kind)
            continue;
        if (names.size() < MostNamed)
            names << nodeName(graph.nodes()[incoming ? edge.from : edge.to]);
        else
            ++more;
    }
    if (more > 0)
        names << Words::tr("%n more", nullptr, more);
    return names.join(QStringLiteral(", "));
}

} // namespace

QString nodeName(const graph::Node& node)
{
    return text::cleanLine(node.key.name.view());
}

QString nodeIcon(const graph::Node& node)
{
    return node.kind == flux::Kind::Other ? widgets::kindIcon(node.key.kind.view()) : widgets::kindIcon(node.kind);
}

QString nodeCode(const graph::Node& node)
{
    if (node.type == NodeType::Group)
        return {};
    return node.kind == flux::Kind::Other ? text::qs(flux::codeForKind(node.key.kind.view())) : text::qs(flux::info(node.kind).code);
}

QString nodeDetail(const graph::Node& node)
{
    switch (node.type) {
    case NodeType::Absent:
        return Words::tr("Not found");
    case NodeType::NotRead:
        return Words::tr("Cannot be read");
    case NodeType::Group:
        return node.problems > 0
            ? Words::tr("%1 of %2 with problems").arg(QLocale().toString(node.problems), QLocale().toString(node.members))
            : Words::tr("%n objects", nullptr, static_cast<int>(node.members));
    case NodeType::Object:
        break;
    }
    return text::shortRevision(node.revision);
}

QString nodeState(const graph::Node& node)
{
    if (node.type == NodeType::Absent || node.type == NodeType::NotRead)
        return nodeDetail(node);
    flux::Verdict verdict;
    verdict.state = node.state;
    verdict.suspended = node.suspended;
    return text::stateName(verdict);
}

QString nodeSentence(const graph::Node& node)
{
    QString sentence = text::cleanLine(node.key.kind.view()) + QLatin1Char(' ');
    if (!node.key.ns.empty())
        sentence += text::cleanLine(node.key.ns.view()) + QLatin1Char('/');
    sentence += nodeName(node) + QStringLiteral(", ") + nodeState(node);
    if (node.type == NodeType::Group)
        sentence += QStringLiteral(", ") + nodeDetail(node);
    if (node.behind)
        sentence += QStringLiteral(", ") + Words::tr("behind its source");
    if (node.missing > 0)
        sentence += QStringLiteral(", ") + Words::tr("drifted %1").arg(node.missing);
    if (node.circle)
        sentence += QStringLiteral(", ") + Words::tr("its dependencies form a circle");
    return sentence;
}

QString nodeLinks(const graph::Graph& graph, graph::NodeIndex node)
{
    QStringList parts;
    const auto add = [&](const QString& names, const QString& sentence) {
        if (!names.isEmpty())
            parts << sentence.arg(names);
    };
    add(namesOf(graph, graph.in(node), EdgeKind::Source, true), Words::tr("Source %1."));
    add(namesOf(graph, graph.in(node), EdgeKind::Contains, true), Words::tr("Applied by %1."));
    add(namesOf(graph, graph.in(node), EdgeKind::DependsOn, true), Words::tr("Depends on %1."));
    add(namesOf(graph, graph.out(node), EdgeKind::Source, false), Words::tr("Source of %1."));
    add(namesOf(graph, graph.out(node), EdgeKind::Contains, false), Words::tr("Applies %1."));
    add(namesOf(graph, graph.out(node), EdgeKind::DependsOn, false), Words::tr("Needed by %1."));
    return parts.join(QLatin1Char(' '));
}

} // namespace dg::views
