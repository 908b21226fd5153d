// SPDX-License-Identifier: Apache-2.0
#include "graph/scope.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace dg::graph {

namespace {

int rankOf(EdgeKind kind) // on the way here
{
    return kind == EdgeKind::Source ? 0 : kind == EdgeKind::Contains ? 1 : 2;
}

bool isProblem(const Node& node)
{
    return node.problems > 0 || flux::isProblem(node.state);
}

} // namespace

Neighbourhood neighbourhood(const Graph& graph, NodeIndex centre, int hops, std::size_t limit)
{
    Neighbourhood result;
    if (centre >= graph.nodes().size())
        return result;
    std::vector<bool> seen(graph.nodes().size(), false);
    seen[centre] = true;
    std::vector<NodeIndex> ring{centre};
    for (int hop = 0; !ring.empty(); ++hop) {
        std::ranges::sort(ring, [&](NodeIndex a, NodeIndex b) {
            return std::pair(-flux::severity(graph.nodes()[a].state), a) < std::pair(-flux::severity(graph.nodes()[b].state), b);
        });
        const auto room = std::min(ring.size(), std::max<std::size_t>(limit, 1) - result.nodes.size());
        result.nodes.insert(result.nodes.end(), ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(room));
        result.left += ring.size() - room;
        if (hop >= hops)
            break;
        std::vector<NodeIndex> next;
        const auto reach = [&](NodeIndex node) {
            if (!seen[node]) {
                seen[node] = true;
                next.push_back(node);
            }
        };
        for (const NodeIndex node : ring) {
            for (const EdgeIndex edge : graph.out(node))
                reach(graph.edges()[edge].to);
            for (const EdgeIndex edge : graph.in(node))
                reach(graph.edges()[edge].from);
        }
        ring = std::move(next);
    }
    return result;
}

Graph subgraph(const Graph& graph, const std::vector<NodeIndex>& chosen)
{
    std::vector<NodeIndex> order = chosen;
    std::ranges::sort(order);
    const auto twice = std::ranges::unique(order);
    order.erase(twice.begin(), twice.end());
    std::vector<NodeIndex> place(graph.nodes().size(), NoNode);
    std::vector<Node> nodes;
    nodes.reserve(order.size());
    for (const NodeIndex node : order) {
        place[node] = static_cast<NodeIndex>(nodes.size());
        nodes.push_back(graph.nodes()[node]);
    }
    std::vector<Edge> edges;
    for (const NodeIndex node : order) {
        for (const EdgeIndex index : graph.out(node)) {
            Edge edge = graph.edges()[index];
            edge.from = place[edge.from];
            edge.to = place[edge.to];
            // What the parent implied must be drawn when the parent is not there.
            if (edge.implied) {
                edge.implied = false;
                for (const EdgeIndex other : graph.in(graph.edges()[index].to))
                    edge.implied |= graph.edges()[other].kind == EdgeKind::Contains && place[graph.edges()[other].from] != NoNode;
            }
            if (edge.to != NoNode)
                edges.push_back(edge);
        }
    }
    return {std::move(nodes), std::move(edges)};
}

Graph collapse(const Graph& graph, const std::set<std::string, std::less<>>& open, StringPool& pool)
{
    std::map<std::string_view, std::vector<NodeIndex>> members;
    for (NodeIndex i = 0; i < graph.nodes().size(); ++i)
        members[graph.nodes()[i].key.ns.view()].push_back(i);
    std::vector<Node> nodes;
    std::vector<NodeIndex> place(graph.nodes().size(), NoNode);
    for (const auto& [ns, inside] : members) {
        if (ns.empty() || inside.size() == 1 || open.contains(ns)) {
            for (const NodeIndex node : inside) {
                place[node] = static_cast<NodeIndex>(nodes.size());
                nodes.push_back(graph.nodes()[node]);
            }
            continue;
        }
        Node group;
        group.type = NodeType::Group;
        group.key = {Atom{}, pool.intern("Namespace"), Atom{}, graph.nodes()[inside.front()].key.ns};
        group.state = flux::State::Ready;
        for (const NodeIndex index : inside) {
            const Node& node = graph.nodes()[index];
            place[index] = static_cast<NodeIndex>(nodes.size());
            if (node.type != NodeType::Object)
                continue;
            ++group.members;
            group.missing += node.missing;
            group.problems += flux::isProblem(node.state);
            if (flux::severity(node.state) > flux::severity(group.state))
                group.state = node.state;
        }
        nodes.push_back(std::move(group));
    }
    std::vector<NodeIndex> order(nodes.size());
    std::iota(order.begin(), order.end(), NodeIndex{0});
    std::ranges::sort(order, [&](NodeIndex a, NodeIndex b) { return nodeBefore(nodes[a], nodes[b]); });
    std::vector<NodeIndex> rank(nodes.size());
    std::vector<Node> sorted;
    for (const NodeIndex node : order) {
        rank[node] = static_cast<NodeIndex>(sorted.size());
        sorted.push_back(std::move(nodes[node]));
    }
    std::vector<Edge> edges = graph.edges();
    for (Edge& edge : edges) {
        edge.from = rank[place[edge.from]];
        edge.to = rank[place[edge.to]];
    }
    return {std::move(sorted), std::move(edges)};
}

NodeIndex mainPredecessor(const Graph& graph, NodeIndex node)
{
    NodeIndex best = NoNode;
    std::tuple<bool, int, NodeIndex> bestRank;
    for (const EdgeIndex index : graph.in(node)) {
        const Edge& edge = graph.edges()[index];
        if (edge.back || edge.implied)
            continue;
        // A dependency that holds it up says more than where it comes from.
        const std::tuple rank(!isBlocked(graph, edge), rankOf(edge.kind), edge.from);
        if (best == NoNode || rank < bestRank) {
            best = edge.from;
            bestRank = rank;
        }
    }
    return best;
}

std::vector<NodeIndex> pathTo(const Graph& graph, NodeIndex node)
{
    std::vector<NodeIndex> path;
    for (NodeIndex at = node; at != NoNode; at = mainPredecessor(graph, at)) // back edges are left out: it ends
        path.push_back(at);
    std::ranges::reverse(path);
    return path;
}

NodeIndex mainSuccessor(const Graph& graph, NodeIndex node)
{
    NodeIndex best = NoNode;
    std::tuple<bool, bool, int, NodeIndex> bestRank;
    for (const EdgeIndex index : graph.out(node)) {
        const Edge& edge = graph.edges()[index];
        if (edge.back || edge.implied)
            continue;
        const Node& to = graph.nodes()[edge.to];
        const std::tuple rank(!isBlocked(graph, edge), !isProblem(to), -flux::severity(to.state), edge.to);
        if (best == NoNode || rank < bestRank) {
            best = edge.to;
            bestRank = rank;
        }
    }
    return best;
}

NodeIndex worst(const Graph& graph)
{
    NodeIndex found = NoNode;
    for (NodeIndex i = 0; i < graph.nodes().size(); ++i) {
        const Node& node = graph.nodes()[i];
        if (node.type == NodeType::Object && (found == NoNode || flux::severity(node.state) > flux::severity(graph.nodes()[found].state)))
            found = i;
    }
    return found;
}

} // namespace dg::graph
