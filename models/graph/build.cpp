// SPDX-License-Identifier: Apache-2.0
#include "graph/build.h"

#include "flux/reconcile.h"

#include <algorithm>
#include <numeric>

namespace dg::graph {

namespace {

bool sameLinks(const flux::FluxObject& a, const flux::FluxObject& b)
{
    return &a == &b || (a.parent == b.parent && a.source == b.source && a.chartSource == b.chartSource && a.dependsOn == b.dependsOn);
}

bool takeLive(Node& node, const Item& item)
{
    const std::string& revision = item.object->revision();
    if (node.state == item.state && node.suspended == item.suspended && node.behind == item.behind && node.missing == item.missing
        && node.revision == revision)
        return false;
    node.state = item.state;
    node.suspended = item.suspended;
    node.behind = item.behind;
    node.missing = item.missing;
    node.revision = revision;
    return true;
}

struct Sum {
    flux::State worst = flux::State::Ready;
    std::uint32_t members = 0, problems = 0, missing = 0;
    void add(const Item& item)
    {
        ++members;
        missing += item.missing;
        problems += flux::isProblem(item.state);
        if (flux::severity(item.state) > flux::severity(worst))
            worst = item.state;
    }
};

// Links by key first; nodes for what is named and absent come with them.
class Builder {
public:
    Builder(const Snapshot& snapshot, StringPool& pool)
        : m_snapshot(snapshot)
        , m_pool(pool)
    {
        for (const Item& item : snapshot.items) {
            Node node;
            node.key = item.object->key;
            node.kind = item.object->kind;
            takeLive(node, item);
            add(std::move(node));
        }
        for (const Item& item : snapshot.items)
            addLinks(*item.object);
    }

    Graph take()
    {
        std::vector<NodeIndex> order(m_nodes.size());
        std::iota(order.begin(), order.end(), NodeIndex{0});
        std::ranges::sort(order, [&](NodeIndex a, NodeIndex b) { return nodeBefore(m_nodes[a], m_nodes[b]); });
        std::vector<NodeIndex> place(order.size());
        std::vector<Node> nodes;
        nodes.reserve(order.size());
        for (NodeIndex i = 0; i < order.size(); ++i) {
            place[order[i]] = i;
            nodes.push_back(std::move(m_nodes[order[i]]));
        }
        for (Edge& edge : m_edges) {
            edge.from = place[edge.from];
            edge.to = place[edge.to];
        }
        return {std::move(nodes), std::move(m_edges)};
    }

private:
    const Snapshot& m_snapshot;
    StringPool& m_pool;
    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    std::unordered_map<ObjectKey, NodeIndex> m_at;

    NodeIndex add(Node node)
    {
        const auto [it, fresh] = m_at.emplace(node.key, static_cast<NodeIndex>(m_nodes.size()));
        if (fresh)
            m_nodes.push_back(std::move(node));
        return it->second;
    }

    [[nodiscard]] const flux::FluxObject* object(const ObjectKey& key) const
    {
        const auto found = m_at.find(key);
        return found != m_at.end() && found->second < m_snapshot.items.size() ? m_snapshot.items[found->second].object.get() : nullptr;
    }

    NodeIndex named(const ObjectKey& key)
    {
        Node node;
        node.key = key;
        node.kind = flux::kindFromGroupKind(key.group.view(), key.kind.view());
        node.type = m_snapshot.unreadableKinds.contains(key.kind.view()) ? NodeType::NotRead : NodeType::Absent;
        node.state = node.type == NodeType::Absent ? flux::State::Missing : flux::State::Unknown;
        return add(std::move(node));
    }

    // What it is made of. A release's chart is Flux's own object and may be gone for a while: then the repository counts.
    [[nodiscard]] ObjectKey sourceOf(const flux::FluxObject& o) const
    {
        const auto own = o.source.empty() ? ObjectKey{} : flux::keyOf(o.source, m_pool);
        if (o.chartSource.empty() || (!own.empty() && object(own)))
            return own;
        return flux::keyOf(o.chartSource, m_pool);
    }

    void addLinks(const flux::FluxObject& o)
    {
        const NodeIndex self = m_at.at(o.key);
        const ObjectKey source = sourceOf(o);
        const ObjectKey parent = o.parent.empty() ? ObjectKey{} : flux::keyOf(o.parent, m_pool);
        if (!source.empty() && o.kind == flux::Kind::Alert) { // its Provider: needed, and nothing is made of it
            m_edges.push_back({named(source), self, EdgeKind::DependsOn, false, false, 1});
        } else if (!source.empty()) {
            const auto* applier = parent.empty() || parent == o.key ? nullptr : object(parent);
            const bool implied = applier && sourceOf(*applier) == source;
            m_edges.push_back({named(source), self, EdgeKind::Source, false, implied, 1});
        }
        if (o.kind == flux::Kind::ArtifactGenerator && o.extras) {
            for (const auto& covered : o.extras->covers)
                m_edges.push_back({named(flux::keyOf(covered, m_pool)), self, EdgeKind::Source, false, false, 1});
        }
        for (const auto& dependency : o.dependsOn)
            m_edges.push_back({named(flux::keyOf(dependency, m_pool)), self, EdgeKind::DependsOn, false, false, 1});
        if (!parent.empty())
            m_edges.push_back({named(parent), self, EdgeKind::Contains, false, false, 1});
    }
};

} // namespace

Watcher::Change Watcher::look(const tree::FleetTree& tree, const std::set<std::string, std::less<>>& unreadableKinds)
{
    Change change = m_now.unreadableKinds == unreadableKinds ? Change::None : Change::Structure;
    m_now.unreadableKinds = unreadableKinds;
    std::vector<bool> seen(m_now.items.size(), false);
    tree.forEachFlux([&](const flux::FluxObject& object, const flux::Verdict& verdict, bool behind) {
        const auto [it, fresh] = m_at.emplace(object.key, static_cast<std::uint32_t>(m_now.items.size()));
        Item item{nullptr, verdict.state, verdict.suspended, behind, tree.missingIn(object.key)};
        if (fresh) {
            item.object = tree.find(object.key);
            m_now.items.push_back(std::move(item));
            seen.push_back(true);
            change = Change::Structure;
            return;
        }
        Item& last = m_now.items[it->second];
        seen[it->second] = true;
        const bool same = last.object.get() == &object;
        const bool live = last.state != item.state || last.suspended != item.suspended || last.behind != item.behind
            || last.missing != item.missing || (!same && last.object->revision() != object.revision());
        if (!same && !sameLinks(*last.object, object))
            change = Change::Structure;
        else if (live && change == Change::None)
            change = Change::Live;
        item.object = same ? std::move(last.object) : tree.find(object.key);
        last = std::move(item);
    });
    if (std::ranges::find(seen, false) == seen.end())
        return change;
    std::vector<Item> left;
    m_at.clear();
    for (std::size_t i = 0; i < m_now.items.size(); ++i) {
        if (!seen[i])
            continue;
        m_at.emplace(m_now.items[i].object->key, static_cast<std::uint32_t>(left.size()));
        left.push_back(std::move(m_now.items[i]));
    }
    m_now.items = std::move(left);
    return Change::Structure;
}

std::vector<NodeIndex> Watcher::refresh(Graph& graph) const
{
    std::vector<NodeIndex> changed;
    std::unordered_map<Atom, Sum> sums; // by namespace, when a group asks
    for (NodeIndex i = 0; i < graph.nodes().size(); ++i) {
        Node& node = graph.liveNode(i);
        if (node.type == NodeType::Group) {
            if (sums.empty()) {
                for (const Item& item : m_now.items)
                    sums[item.object->key.ns].add(item);
            }
            const auto found = sums.find(node.key.name);
            const Sum sum = found == sums.end() ? Sum{} : found->second;
            if (node.state == sum.worst && node.members == sum.members && node.problems == sum.problems && node.missing == sum.missing)
                continue;
            node.state = sum.worst;
            node.members = sum.members;
            node.problems = sum.problems;
            node.missing = sum.missing;
            changed.push_back(i);
            continue;
        }
        const auto found = m_at.find(node.key);
        if (found != m_at.end() && node.type == NodeType::Object && takeLive(node, m_now.items[found->second]))
            changed.push_back(i);
    }
    return changed;
}

void Watcher::forget()
{
    m_now = {};
    m_at.clear();
}

Graph build(const Snapshot& snapshot, StringPool& pool)
{
    return Builder(snapshot, pool).take();
}

} // namespace dg::graph
