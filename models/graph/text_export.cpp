// SPDX-License-Identifier: Apache-2.0
#include "graph/text_export.h"

#include <array>

namespace dg::graph {

namespace {

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

std::string label(const Node& node, std::string_view newLine, void (*put)(std::string&, std::string_view))
{
    std::string text;
    const auto code = node.kind == flux::Kind::Other ? flux::codeForKind(node.key.kind.view()) : flux::info(node.kind).code;
    put(text, node.key.name.view());
    text += newLine;
    put(text, code);
    if (!node.key.ns.empty()) {
        text += ' ';
        put(text, node.key.ns.view());
    }
    text += ", ";
    text += node.type == NodeType::NotRead ? "not read" : flux::stateWord(node.state);
    if (node.suspended)
        text += ", suspended";
    if (node.type == NodeType::Group)
        text += ", " + std::to_string(node.members) + " objects, " + std::to_string(node.problems) + " with problems";
    return text;
}

// Inside a double-quoted DOT string.
void putDot(std::string& out, std::string_view text)
{
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += isControl(c) ? ' ' : c;
    }
}

// Inside a double-quoted Mermaid label: entities for whatever Mermaid or HTML would read.
void putMermaid(std::string& out, std::string_view text)
{
    constexpr std::string_view Special = "\"#&<>`;|{}[]()\\*_~";
    for (const char c : text) {
        if (Special.find(c) == std::string_view::npos) {
            out += isControl(c) ? ' ' : c;
            continue;
        }
        out += '#' + std::to_string(static_cast<int>(c)) + ';';
    }
}

// One class a look; the figures are the program's own light theme inks, for readers that have none.
std::string_view classOf(const Node& node)
{
    using flux::State;
    if (node.type == NodeType::NotRead)
        return "neutral";
    switch (node.state) {
    case State::Ready:
        return "ready";
    case State::Reconciling:
        return "reconciling";
    case State::Failed:
    case State::Stalled:
        return "failed";
    case State::Waiting:
        return "waiting";
    case State::Missing:
        return "missing";
    default:
        return "neutral";
    }
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> Inks{{{"ready", "#2B7136"}, {"reconciling", "#0D6683"},
    {"failed", "#B3261E"}, {"waiting", "#6A4FA3"}, {"missing", "#B36700"}, {"neutral", "#546368"}}};

std::string_view inkOf(const Node& node)
{
    for (const auto& [name, ink] : Inks) {
        if (name == classOf(node))
            return ink;
    }
    return Inks.back().second;
}

std::string_view wordOf(EdgeKind kind)
{
    return kind == EdgeKind::Source ? "source" : kind == EdgeKind::DependsOn ? "depends on" : "contains";
}

} // namespace

std::string toDot(const Graph& graph)
{
    std::string out = "digraph driftglass {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n";
    for (NodeIndex i = 0; i < graph.nodes().size(); ++i) {
        const Node& node = graph.nodes()[i];
        out += "  n" + std::to_string(i) + " [label=\"" + label(node, "\\n", putDot) + "\", color=\"" + std::string(inkOf(node)) + '"';
        out += node.type == NodeType::Object || node.type == NodeType::Group ? "];\n" : ", style=\"rounded,dashed\"];\n";
    }
    for (const Edge& edge : graph.edges()) {
        if (edge.implied)
            continue;
        out += "  n" + std::to_string(edge.from) + " -> n" + std::to_string(edge.to) + " [tooltip=\"" + std::string(wordOf(edge.kind))
            + '"';
        if (edge.kind != EdgeKind::Source)
            out += edge.kind == EdgeKind::DependsOn ? ", style=dashed" : ", style=dotted";
        out += edge.back ? ", constraint=false];\n" : "];\n";
    }
    return out + "}\n";
}

std::string toMermaid(const Graph& graph)
{
    std::string out = "flowchart LR\n";
    for (NodeIndex i = 0; i < graph.nodes().size(); ++i) {
        const Node& node = graph.nodes()[i];
        out += "  n" + std::to_string(i) + "[\"" + label(node, "<br/>", putMermaid) + "\"]:::" + std::string(classOf(node)) + '\n';
    }
    for (const Edge& edge : graph.edges()) {
        if (edge.implied)
            continue;
        const char* arrow = edge.kind == EdgeKind::Source ? " --> " : edge.kind == EdgeKind::DependsOn ? " -.->|depends on| " : " -.-> ";
        out += "  n" + std::to_string(edge.from) + arrow + 'n' + std::to_string(edge.to) + '\n';
    }
    for (const auto& [name, ink] : Inks)
        out += "  classDef " + std::string(name) + " stroke:" + std::string(ink) + '\n';
    return out;
}

} // namespace dg::graph
