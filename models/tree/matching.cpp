// SPDX-License-Identifier: Apache-2.0
// The filter over nodes and entries. Most entries are ruled out by one sweep for the longest word over the packed text.
#include "impl.h"

#include <cstring>

namespace dg::tree {

void FleetTree::Impl::matchContainer(Container& node)
{
    node.match = true;
    if (!filtered)
        return;
    node.match = false;
    if (node.type == RowType::Group)
        return;
    if (node.textStale) {
        const std::string_view ns = node.key.ns.view();
        node.text.clear();
        if (!ns.empty())
            node.text.append(ns).append(1, '/');
        node.text.append(node.label()).append(1, '\x01').append(node.code);
        if (node.object)
            node.text.append(1, '\x01').append(node.object->revision()).append(1, '\x01').append(node.verdict.message);
        node.text = toLower(node.text);
        node.textStale = false;
    }
    Candidate candidate;
    candidate.text = node.text;
    const std::string_view text = node.text;
    const auto ns = node.key.ns.view().size();
    candidate.ns = text.substr(0, ns);
    candidate.name = text.substr(ns ? ns + 1 : 0, node.label().size());
    candidate.kindCode = node.code;
    candidate.hasState = true;
    if (node.object) {
        candidate.fluxKind = node.object->kind;
        candidate.isFlux = true;
        candidate.suspended = node.object->suspended;
        candidate.behind = node.behind;
        candidate.state = node.verdict.state;
    } else {
        candidate.state = flux::State::Forbidden;
    }
    node.match = matches(query, candidate);
}

void FleetTree::Impl::matchEntries(Container& applier)
{
    applier.entryMatches = 0;
    if (!applier.object || applier.inventory.managed == 0)
        return;
    if (!filtered) {
        if (applier.entries) {
            for (auto& entry : applier.entries->entries)
                entry.match = true;
        }
        return;
    }
    if (!applier.entries)
        makeEntries(applier);
    auto& entries = applier.entries->entries;
    const std::string_view text = applier.entries->text;
    for (auto& entry : entries)
        entry.match = false;
    const auto word = query.longestWord();
    const bool onlyWord = query.terms.size() == 1 && query.terms.front().field == Term::Word && !word.empty();
    const auto endOf = [&](std::size_t i) { return i + 1 < entries.size() ? entries[i + 1].text : text.size(); };
    std::size_t from = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!word.empty()) {
            const auto* hit = static_cast<const char*>(memmem(text.data() + from, text.size() - from, word.data(), word.size()));
            if (!hit)
                return;
            const auto at = static_cast<std::size_t>(hit - text.data());
            while (endOf(i) <= at)
                ++i;
            from = endOf(i);
        }
        auto& entry = entries[i];
        if (!onlyWord) {
            const auto& kind = entryKinds[entry.kind];
            Candidate candidate;
            candidate.text = text.substr(entry.text, endOf(i) - entry.text - 1);
            candidate.ns = candidate.text.substr(0, entry.nsLength);
            candidate.name = candidate.text.substr(entry.nsLength ? entry.nsLength + 1U : 0U, entry.nameLength);
            candidate.kindCode = kind.code;
            candidate.kind = kind.lower;
            candidate.hasState = entry.hasState;
            candidate.state = static_cast<flux::State>(entry.state);
            if (!matches(query, candidate))
                continue;
        }
        entry.match = true;
        ++applier.entryMatches;
    }
}

void FleetTree::Impl::matchAll()
{
    for (auto& [key, node] : objects) {
        matchContainer(*node);
        matchEntries(*node);
    }
    for (auto& [name, node] : groups)
        matchContainer(*node);
    for (auto& node : notices)
        matchContainer(*node);
    matchDirty.clear();
    markBelow();
}

void FleetTree::Impl::markBelow()
{
    if (!filtered)
        return;
    const auto clear = [](Container& node) { node.matchBelow = node.entryMatches > 0; };
    for (auto& [key, node] : objects)
        clear(*node);
    for (auto& [name, node] : groups)
        clear(*node);
    root.matchBelow = false;
    for (auto& [key, node] : objects) {
        if (!node->match && !node->matchBelow)
            continue;
        for (auto* up = node->parent; up && !up->matchBelow; up = up->parent)
            up->matchBelow = true;
    }
}

} // namespace dg::tree
