// SPDX-License-Identifier: Apache-2.0
// What the graph tests share: graphs from a few words, and random ones.
#pragma once

#include "graph/build.h"
#include "graph/layout.h"
#include "graph/scope.h"

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace dg::test {

struct Links {
    const char* source = "";
    std::vector<const char*> dependsOn = {};
    const char* parent = "";
};

class GraphWorld {
public:
    StringPool pool;
    graph::Snapshot snapshot;

    flux::Reference reference(std::string_view name) // "ks/apps", "git/web/shop"
    {
        const auto first = name.find('/');
        const auto last = name.rfind('/');
        const auto kind = flux::kindFromWord(name.substr(0, first));
        const auto ns = first == last ? std::string_view("flux-system") : name.substr(first + 1, last - first - 1);
        return {pool.intern(flux::info(kind).name), pool.intern(ns), pool.intern(name.substr(last + 1))};
    }
    ObjectKey key(std::string_view name)
    {
        const auto r = reference(name);
        return {pool.intern(flux::info(flux::kindFromWord(r.kind.view())).group), r.kind, r.ns, r.name};
    }
    flux::FluxObject& add(std::string_view name, const Links& links = {}, flux::State state = flux::State::Ready)
    {
        auto object = std::make_shared<flux::FluxObject>();
        object->key = key(name);
        object->kind = flux::kindFromWord(object->key.kind.view());
        if (*links.source)
            object->source = reference(links.source);
        if (*links.parent)
            object->parent = reference(links.parent);
        for (const char* dependency : links.dependsOn)
            object->dependsOn.push_back(reference(dependency));
        auto& made = *object;
        snapshot.items.push_back({std::move(object), state, false, false, 0});
        return made;
    }
    [[nodiscard]] graph::Graph build() { return graph::build(snapshot, pool); }

    // "apps -> web (depends on)" a line; back, implied and absent said.
    static std::string draw(const graph::Graph& graph)
    {
        std::string out;
        for (const auto& edge : graph.edges()) {
            static const char* const words[] = {"source", "depends on", "contains"};
            const auto name = [&](graph::NodeIndex i) {
                const auto& node = graph.nodes()[i];
                return std::string(node.key.name.view())
                    + (node.type == graph::NodeType::Absent         ? "?"
                            : node.type == graph::NodeType::NotRead ? "~"
                                                                    : "");
            };
            out += name(edge.from) + " -> " + name(edge.to) + " (" + words[static_cast<int>(edge.kind)] + (edge.back ? ", back" : "")
                + (edge.implied ? ", implied" : "") + ")\n";
        }
        return out;
    }
};

// Nodes a, b, c … of one kind, with edges as pairs.
inline graph::Graph plainGraph(StringPool& pool, int nodes, std::vector<graph::Edge> edges)
{
    std::vector<graph::Node> made(static_cast<std::size_t>(nodes));
    for (int i = 0; i < nodes; ++i) {
        auto& node = made[static_cast<std::size_t>(i)];
        node.kind = flux::Kind::Kustomization;
        node.key = {pool.intern("kustomize.toolkit.fluxcd.io"), pool.intern("Kustomization"), pool.intern("ns" + std::to_string(i % 7)),
            pool.intern("n" + std::to_string(i))};
        node.state = flux::State::Ready;
    }
    return {std::move(made), std::move(edges)};
}

inline graph::Graph randomGraph(StringPool& pool, std::mt19937& random, int nodes, int edges)
{
    std::vector<graph::Edge> list;
    for (int i = 0; i < edges; ++i)
        list.push_back({static_cast<graph::NodeIndex>(random() % static_cast<unsigned>(nodes)),
            static_cast<graph::NodeIndex>(random() % static_cast<unsigned>(nodes)), static_cast<graph::EdgeKind>(random() % 3), false,
            random() % 9 == 0, 1});
    return plainGraph(pool, nodes, std::move(list));
}

} // namespace dg::test
