// SPDX-License-Identifier: Apache-2.0
// Root causes over the whole tree: one for a row, all of them counted, and rows grouped by what they have in common.
#include "impl.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace dg::tree {

namespace {

// The code of the group of those that are in sync; the words come from the window.
constexpr const char* InSync = "inSync";

using CauseName = std::tuple<std::string_view, std::string_view, std::string_view>; // kind, namespace, name
CauseName nameOf(const flux::Reference& reference)
{
    return {reference.kind.view(), reference.ns.view(), reference.name.view()};
}

std::string groupName(const flux::Reference& of)
{
    std::string name(of.kind.view());
    if (!of.ns.empty())
        name.append("/").append(of.ns.view());
    return name.append("/").append(of.name.view());
}

} // namespace

std::optional<flux::RootCause> FleetTree::Impl::causeOf(const Container& node) const
{
    if (!node.object || node.verdict.state == flux::State::Ready)
        return std::nullopt;
    const flux::Surroundings around{[this](const ObjectKey& key) { return findObject(key); },
        [this](const flux::FluxObject& object) {
            const auto* other = findNode(object.key);
            return other ? other->verdict : flux::Verdict{};
        },
        [this](std::string_view kind) { return isKindReadable(kind); }, &controllers};
    return flux::rootCause(*node.object, node.verdict, around, pool);
}

std::optional<flux::RootCause> FleetTree::rootCause(const ObjectKey& key) const
{
    const auto* node = m_impl->findNode(key);
    return node ? m_impl->causeOf(*node) : std::nullopt;
}

std::vector<Cause> FleetTree::causes() const
{
    std::map<CauseName, Cause> found;
    for (const auto& [key, node] : m_impl->objects) {
        if (!flux::isProblem(node->verdict.state))
            continue;
        auto root = m_impl->causeOf(*node);
        if (!root)
            continue;
        auto& cause = found[nameOf(root->object)];
        if (cause.rows++ > 0)
            continue;
        if (const auto of = flux::keyOf(root->object, m_impl->pool); m_impl->findNode(of))
            cause.object = of;
        cause.root = std::move(*root);
    }
    std::vector<Cause> all;
    all.reserve(found.size());
    for (auto& [name, cause] : found) // by name: equal numbers keep that order
        all.push_back(std::move(cause));
    std::ranges::stable_sort(all, std::ranges::greater{}, &Cause::rows);
    return all;
}

const flux::Controllers& FleetTree::controllers() const
{
    return m_impl->controllers;
}

void FleetTree::setControllersReadable(bool readable)
{
    m_impl->controllers.setReadable(readable);
}

// The group of a row: what it waits on or fails for. What fails by itself heads the group of those behind it, and stands
// alone where there are none.
Container& FleetTree::Impl::causeGroup(const Container& node)
{
    if (!node.object || !flux::isProblem(node.verdict.state))
        return group(InSync);
    auto cause = causeOf(node);
    if (!cause) {
        const flux::Reference self{node.key.kind, node.key.ns, node.key.name};
        if (!causeHeads.contains(groupName(self)))
            return root;
        cause = flux::RootCause{self, node.verdict.reason, node.verdict.message};
    }
    const auto name = groupName(cause->object);
    auto& made = group(name);
    if (!made.cause || !(*made.cause == *cause)) {
        made.cause = std::make_unique<flux::RootCause>(std::move(*cause));
        markDirty(made.id);
    }
    return made;
}

// A verdict elsewhere may have changed what a row waits on: looked at once a second, and only while rows are grouped so.
void FleetTree::Impl::regroupByCause()
{
    if (grouping != Grouping::Cause)
        return;
    causeHeads.clear();
    for (const auto& [key, node] : objects) {
        if (!flux::isProblem(node->verdict.state))
            continue;
        if (const auto cause = causeOf(*node))
            causeHeads.insert(groupName(cause->object));
    }
    for (auto& [key, node] : objects) {
        if (!node->parent || node->parent != &causeGroup(*node))
            linkPendingSet.insert(node.get());
    }
}

} // namespace dg::tree
