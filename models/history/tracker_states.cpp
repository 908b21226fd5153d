// SPDX-License-Identifier: Apache-2.0
// States and trouble.
#include "kept_text.h"
#include "tracker_impl.h"

#include <algorithm>

namespace dg::history {

namespace {

constexpr Millis FluxGrain{1'000};

// What is under way, or about to be looked at: a state of seconds.
bool isPassing(State state)
{
    return state == State::Reconciling || state == State::Stale || state == State::Unknown;
}

bool isTrouble(State state)
{
    return state == State::Failed || state == State::Stalled || state == State::Waiting;
}

// When Flux said what it says now; moves with each pass of an applier.
std::optional<WallTime> saidAt(const FluxObject& object)
{
    const auto* ready = object.condition("Ready");
    return object.lastReconciled ? object.lastReconciled : ready ? ready->lastTransition : std::nullopt;
}

} // namespace

void Tracker::Impl::take(const store::Delta& delta, WallTime now, Batch& out, std::vector<ObjectKey>& touched)
{
    if (!delta.record) {
        if (const auto found = nodes.find(delta.key); found != nodes.end()) {
            gone(found->second, now, out);
            book.forget(delta.key);
            nodes.erase(found);
            holding.erase(delta.key);
            repeating.erase(delta.key);
            touched.push_back(delta.key);
        }
        return;
    }
    auto object = std::static_pointer_cast<const FluxObject>(delta.record);
    auto& node = nodes[delta.key];
    if (node.name.name.empty())
        node.name = rowOf(delta.key);
    if (node.object && !(node.object->source == object->source))
        referrers[flux::keyOf(node.object->source, pool)].erase(delta.key);
    if (!object->source.empty())
        referrers[flux::keyOf(object->source, pool)].insert(delta.key);
    node.object = std::move(object);
    touched.push_back(delta.key);
}

void Tracker::Impl::gone(Node& node, WallTime now, Batch& out)
{
    if (node.trouble) {
        node.trouble->ended = now;
        out.troubles.push_back({node.name, *node.trouble, false});
    }
    StateRow row;
    row.at = row.last = now;
    out.states.push_back({node.name, row});
}

void Tracker::Impl::write(Node& node, StateRow row, Batch& out)
{
    row.message = keptText(row.message);
    row.last = std::max(row.last, row.at);
    row.at = std::max(row.at, node.row.at + Millis{node.row.at == WallTime{} ? 0 : 1}); // never before what is written
    node.held.reset();
    node.repeated = false;
    node.row = row;
    out.states.push_back({node.name, std::move(row)});
    followTrouble(node, out);
}

void Tracker::Impl::followTrouble(Node& node, Batch& out)
{
    const auto& row = node.row;
    if (!row.state)
        return;
    if (*row.state == State::Ready && node.trouble) {
        node.trouble->ended = row.at;
        out.troubles.push_back({node.name, *node.trouble, false});
        node.trouble.reset();
    } else if (isTrouble(*row.state)) {
        const bool begins = !node.trouble;
        if (begins)
            node.trouble = TroubleRow{row.at, std::nullopt, *row.state, row.reason, row.message};
        else if (flux::severity(*row.state) <= flux::severity(node.trouble->worst))
            return;
        node.trouble->worst = *row.state;
        node.trouble->reason = row.reason;
        node.trouble->message = row.message;
        out.troubles.push_back({node.name, *node.trouble, begins});
    }
}

// Seen for the first time in this run: the run before may have ended in the same state, or Flux says since when it is another.
void Tracker::Impl::first(Node& node, StateRow row, WallTime now, Batch& out)
{
    const auto name = nameOf(node.name);
    if (const auto found = formerTroubles.find(name); found != formerTroubles.end()) {
        node.trouble = found->second;
        formerTroubles.erase(found);
    }
    const auto before = formerStates.find(name);
    if (before != formerStates.end()) {
        node.row = before->second;
        formerStates.erase(before);
        if (sameState(node.row, row))
            return;
    }
    const auto& object = *node.object;
    auto since = row.state == State::Ready && object.appliedSince ? object.appliedSince : saidAt(object);
    if (!since && object.created)
        since = object.created;
    const auto known = std::max(node.row.at, former.watchedUntil.value_or(WallTime::min()));
    // Flux writes whole seconds: within the last one that is known it came after it.
    if (since && *since + FluxGrain > known && *since < now) {
        row.at = std::max(*since, known == WallTime::min() ? *since : known + Millis{1});
        row.origin = Origin::ReadLater;
    }
    write(node, std::move(row), out);
}

void Tracker::Impl::look(Node& node, WallTime now, Batch& out)
{
    const auto& object = *node.object;
    const auto condition = flux::sourceCondition(
        object, [this](const ObjectKey& key) { return find(key); }, [this](std::string_view kind) { return readKinds.contains(kind); },
        pool);
    node.verdict = flux::evaluate(object, condition);
    const auto* source = object.source.empty() ? nullptr : find(flux::keyOf(object.source, pool));
    StateRow row;
    row.at = row.last = now;
    row.state = node.verdict.state;
    row.suspended = node.verdict.suspended;
    row.behind = source && flux::isBehind(object, source->artifactRevision);
    row.reason = node.verdict.reason;
    row.message = node.verdict.message;
    row.revision = object.revision();

    const bool isFirst = node.row.at == WallTime{};
    const bool underWay = node.verdict.state == State::Reconciling;
    if (underWay && !node.underWay)
        node.underWay = node.verdict.since.value_or(now);
    const auto said = saidAt(object);
    if (isFirst) {
        first(node, std::move(row), now, out);
    } else if (row.message = row.state == State::Ready ? row.message : keptText(row.message); sameState(node.row, row)) {
        node.held.reset();
        if (said && node.said && *said > *node.said) { // Flux said it again
            ++node.row.times;
            node.row.last = now;
            node.repeated = true;
            repeating.insert(object.key);
        }
    } else if (isPassing(*row.state) && row.suspended == node.row.suspended && !isPassing(node.row.state.value_or(State::Ready))) {
        if (node.held)
            row.at = node.held->at;
        node.held = std::move(row);
        holding.insert(object.key);
    } else {
        write(node, std::move(row), out);
    }
    node.said = said;
    passes(node, isFirst, out);
    if (!underWay)
        node.underWay.reset();
    if (delivery::isApplication(object))
        deliveries(node, now, out);
}

} // namespace dg::history
