// SPDX-License-Identifier: Apache-2.0
#include "graph/graph.h"

#include <algorithm>
#include <tuple>

namespace dg::graph {

namespace {

// Strongly connected parts among the dependencies alone (Tarjan, without recursion: a chain may be thousands long).
class Circles {
public:
    explicit Circles(const Graph& graph)
        : m_graph(graph)
        , m_number(graph.nodes().size(), 0)
        , m_low(graph.nodes().size(), 0)
        , m_onStack(graph.nodes().size(), false)
        , inCircle(graph.nodes().size(), false)
    {
        for (NodeIndex node = 0; node < graph.nodes().size(); ++node) {
            if (m_number[node] == 0)
                visit(node);
        }
    }

private:
    struct Step {
        NodeIndex node;
        std::size_t next; // place in its outgoing edges
    };
    const Graph& m_graph;
    std::vector<std::uint32_t> m_number, m_low;
    std::vector<bool> m_onStack;
    std::vector<NodeIndex> m_stack;
    std::vector<Step> m_way;
    std::uint32_t m_last = 0;

    void enter(NodeIndex node)
    {
        m_number[node] = m_low[node] = ++m_last;
        m_stack.push_back(node);
        m_onStack[node] = true;
        m_way.push_back({node, 0});
    }

    void leave(NodeIndex node)
    {
        m_way.pop_back();
        if (!m_way.empty())
            m_low[m_way.back().node] = std::min(m_low[m_way.back().node], m_low[node]);
        if (m_low[node] != m_number[node])
            return;
        const auto begin = std::find(m_stack.begin(), m_stack.end(), node);
        const bool circle = m_stack.end() - begin > 1;
        for (auto it = begin; it != m_stack.end(); ++it) {
            m_onStack[*it] = false;
            inCircle[*it] = circle;
        }
        m_stack.erase(begin, m_stack.end());
    }

    void visit(NodeIndex root)
    {
        enter(root);
        while (!m_way.empty()) {
            auto& step = m_way.back();
            const auto edges = m_graph.out(step.node);
            if (step.next == edges.size()) {
                leave(step.node);
                continue;
            }
            const Edge& edge = m_graph.edges()[edges[step.next++]];
            if (edge.kind != EdgeKind::DependsOn)
                continue;
            if (m_number[edge.to] == 0)
                enter(edge.to);
            else if (m_onStack[edge.to])
                m_low[step.node] = std::min(m_low[step.node], m_number[edge.to]);
        }
    }

public:
    std::vector<bool> inCircle;
};

} // namespace

bool nodeBefore(const Node& a, const Node& b)
{
    const auto rank = [](const Node& node) {
        return std::pair(node.kind == flux::Kind::Other || !flux::info(node.kind).isSource, static_cast<int>(node.kind));
    };
    return std::tuple(rank(a).first, a.key.ns.view(), a.key.name.view(), rank(a).second, a.key.kind.view(), a.key.group.view())
        < std::tuple(rank(b).first, b.key.ns.view(), b.key.name.view(), rank(b).second, b.key.kind.view(), b.key.group.view());
}

bool isBlocked(const Graph& graph, const Edge& edge)
{
    return edge.kind == EdgeKind::DependsOn && graph.nodes()[edge.to].state == flux::State::Waiting
        && (graph.nodes()[edge.from].state != flux::State::Ready || graph.nodes()[edge.from].type != NodeType::Object);
}

Graph::Graph(std::vector<Node> nodes, std::vector<Edge> edges)
    : m_nodes(std::move(nodes))
{
    const auto same = [](const Edge& a, const Edge& b) { return a.from == b.from && a.to == b.to && a.kind == b.kind; };
    const auto count = m_nodes.size();
    std::erase_if(edges, [&](const Edge& e) { return e.from >= count || e.to >= count || e.from == e.to; });
    std::ranges::sort(edges, {}, [](const Edge& e) { return std::tuple(e.from, e.kind, e.to, e.implied); });
    for (Edge& edge : edges) {
        edge.back = false;
        if (m_edges.empty() || !same(m_edges.back(), edge))
            m_edges.push_back(edge);
        else
            m_edges.back().count += edge.count; // sorted: the line that is drawn stands first
    }
    makeIndex();
    markBackEdges();
    markCircles();
}

void Graph::makeIndex()
{
    m_byKey.reserve(m_nodes.size());
    for (NodeIndex node = 0; node < m_nodes.size(); ++node)
        m_byKey.emplace(m_nodes[node].key, node);
    const auto fill = [&](std::vector<EdgeIndex>& list, std::vector<std::uint32_t>& begin, NodeIndex Edge::*end) {
        begin.assign(m_nodes.size() + 1, 0);
        for (const Edge& edge : m_edges)
            ++begin[edge.*end + 1];
        for (std::size_t i = 1; i < begin.size(); ++i)
            begin[i] += begin[i - 1];
        list.resize(m_edges.size());
        auto at = begin;
        for (EdgeIndex edge = 0; edge < m_edges.size(); ++edge)
            list[at[m_edges[edge].*end]++] = edge;
    };
    fill(m_out, m_outBegin, &Edge::from);
    fill(m_in, m_inBegin, &Edge::to);
    for (NodeIndex node = 0; node < m_nodes.size(); ++node)
        std::sort(m_in.begin() + m_inBegin[node], m_in.begin() + m_inBegin[node + 1], [&](EdgeIndex a, EdgeIndex b) {
            return std::tuple(m_edges[a].kind, m_edges[a].from) < std::tuple(m_edges[b].kind, m_edges[b].from);
        });
}

std::span<const EdgeIndex> Graph::out(NodeIndex node) const
{
    return std::span(m_out).subspan(m_outBegin[node], m_outBegin[node + 1] - m_outBegin[node]);
}

std::span<const EdgeIndex> Graph::in(NodeIndex node) const
{
    return std::span(m_in).subspan(m_inBegin[node], m_inBegin[node + 1] - m_inBegin[node]);
}

NodeIndex Graph::find(const ObjectKey& key) const
{
    const auto found = m_byKey.find(key);
    return found == m_byKey.end() ? NoNode : found->second;
}

// Depth first from the first node on, so sources lead: an edge to a node that is still open closes a circle.
void Graph::markBackEdges()
{
    enum class Mark : std::uint8_t { Fresh, Open, Done };
    std::vector<Mark> marks(m_nodes.size(), Mark::Fresh);
    std::vector<std::pair<NodeIndex, std::uint32_t>> way; // node, next outgoing edge
    for (NodeIndex root = 0; root < m_nodes.size(); ++root) {
        if (marks[root] != Mark::Fresh)
            continue;
        marks[root] = Mark::Open;
        way.emplace_back(root, m_outBegin[root]);
        while (!way.empty()) {
            auto& [node, next] = way.back();
            if (next == m_outBegin[node + 1]) {
                marks[node] = Mark::Done;
                way.pop_back();
                continue;
            }
            Edge& edge = m_edges[m_out[next++]];
            if (marks[edge.to] == Mark::Open) {
                edge.back = true;
            } else if (marks[edge.to] == Mark::Fresh) {
                marks[edge.to] = Mark::Open;
                way.emplace_back(edge.to, m_outBegin[edge.to]);
            }
        }
    }
}

void Graph::markCircles()
{
    const Circles circles(*this);
    for (NodeIndex node = 0; node < m_nodes.size(); ++node)
        m_nodes[node].circle = circles.inCircle[node];
}

} // namespace dg::graph
