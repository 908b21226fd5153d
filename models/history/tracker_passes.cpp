// SPDX-License-Identifier: Apache-2.0
// Passes and deliveries.
#include "flux/revision.h"
#include "tracker_impl.h"

#include <algorithm>

namespace dg::history {

namespace {

bool isGood(const FluxObject& object, const std::string& status)
{
    if (object.kind == flux::Kind::HelmRelease)
        return status == "deployed" || status == "superseded";
    return status == "ReconciliationSucceeded";
}

bool isSource(const FluxObject& object)
{
    return object.artifactUpdated && !delivery::isApplication(object);
}

} // namespace

void Tracker::Impl::passes(Node& node, bool isFirst, Batch& out)
{
    const auto& object = *node.object;
    const auto add = [&](WallTime at, const std::string& outcome, const std::string& revision, bool ok) -> PassRow& {
        PassRow row;
        row.at = at;
        row.ok = ok;
        row.outcome = outcome;
        row.revision = revision;
        row.origin = isFirst ? Origin::ReadLater : Origin::Seen;
        out.passes.push_back({node.name, std::move(row)});
        return out.passes.back().row;
    };
    if (isSource(object)) {
        if (node.lastPass != object.artifactUpdated)
            add(*object.artifactUpdated, "NewArtifact", object.artifactRevision, true).news = true;
        node.lastPass = object.artifactUpdated;
        return;
    }
    if (!object.trail || object.trail->history.empty())
        return;
    const auto& history = object.trail->history;
    if (isFirst) {
        for (const auto& entry : history) {
            const bool ok = isGood(object, entry.status);
            if (entry.first && entry.first != entry.last)
                add(*entry.first, entry.status, entry.revision, ok).news = ok;
            if (entry.last) {
                auto& row = add(*entry.last, entry.status, entry.revision, ok);
                row.duration = entry.duration;
                row.news = ok && entry.first == entry.last;
            }
        }
    } else if (const auto& entry = history.front(); entry.last && entry.last != node.lastPass) {
        const bool ok = isGood(object, entry.status);
        auto& row = add(*entry.last, entry.status, entry.revision, ok);
        row.duration = entry.duration;
        if (!row.duration && node.underWay && *entry.last >= *node.underWay)
            row.duration = std::max<Millis>(*entry.last - *node.underWay, Millis{0});
        row.news = ok && !flux::sameRevision(entry.revision, node.passedRevision);
        const auto* source = object.source.empty() ? nullptr : find(flux::keyOf(object.source, pool));
        if (row.news && source && source->artifactUpdated && flux::sameRevision(source->artifactRevision, entry.revision)
            && *source->artifactUpdated <= *entry.last)
            row.lag = *entry.last - *source->artifactUpdated;
    }
    node.lastPass = history.front().last;
    const auto good = std::ranges::find_if(history, [&](const flux::HistoryEntry& entry) { return isGood(object, entry.status); });
    if (good != history.end())
        node.passedRevision = good->revision;
}

void Tracker::Impl::deliveries(Node& node, WallTime now, Batch& out)
{
    const auto& object = *node.object;
    const auto found = object.source.empty() ? nodes.end() : nodes.find(flux::keyOf(object.source, pool));
    const auto* source = found == nodes.end() ? nullptr : &found->second;
    Node::RunState state{
        object.lastReconciled ? object.lastReconciled : object.lastDeployed, {}, object.lastAppliedRevision, {}, node.verdict.state};
    if (source) {
        state.fetched = source->object->artifactUpdated;
        state.fetchedRevision = source->object->artifactRevision;
    }
    if (node.runState == state)
        return;
    if (!node.runState) {
        if (const auto runs = former.runs.find(object.key.toString()); runs != former.runs.end()) {
            node.runs = runs->second;
            book.restore(object.key, std::move(runs->second));
            former.runs.erase(runs);
        }
    }
    node.runState = std::move(state);
    delivery::Input input;
    input.applier = node.object;
    input.applierVerdict = node.verdict;
    input.now = now;
    if (source) {
        input.source = source->object;
        input.sourceVerdict = source->verdict;
    }
    book.see(input);
    const auto& runs = book.runs(object.key);
    for (const auto& run : runs) {
        if (std::ranges::find(node.runs, run) == node.runs.end())
            out.deliveries.push_back({node.name, run});
    }
    node.runs = runs;
}

} // namespace dg::history
