// SPDX-License-Identifier: Apache-2.0
// States, their troubles, drift, and the counts that follow from them.
#include "story_parts.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace dg::story {

using flux::State;
using history::Batch;
using history::StateRow;

namespace {

bool isTrouble(State state)
{
    return state == State::Failed || state == State::Stalled || state == State::Waiting;
}

template <class Text> std::string nameOfText(const Text& text)
{
    return std::string(text.kind) + ' ' + text.ns + '/' + text.name;
}

StateRow calm(const StateRow& present, WallTime at)
{
    StateRow row;
    row.at = row.last = at;
    row.state = State::Ready;
    row.suspended = present.suspended;
    row.revision = present.revision;
    const bool same = present.state == State::Ready;
    row.reason = same ? present.reason : "ReconciliationSucceeded";
    if (same)
        row.message = present.message;
    return row;
}

const Standing* standingOf(const std::string& name)
{
    const auto all = standings();
    const auto found = std::ranges::find_if(all, [&](const Standing& one) { return nameOfText(one) == name; });
    return found == all.end() ? nullptr : &*found;
}

void addTrouble(Batch& out, const history::ObjectRow& object, const StateRow& row, std::optional<WallTime> ended)
{
    if (row.state && isTrouble(*row.state))
        out.troubles.push_back({object, {row.at, ended, *row.state, row.reason, row.message}, true});
}

void addPresent(Batch& out, const Batch::State& present, const Standing* standing, WallTime now)
{
    auto row = present.row;
    row.origin = history::Origin::Seen;
    // Who always was like this has no earlier row.
    row.at = ago(now, standing ? standing->since : Beginning);
    row.last = standing && standing->times > 1 ? now : row.at;
    row.times = standing ? static_cast<std::uint32_t>(standing->times) : 1;
    if (standing && !standing->fresh)
        out.states.push_back({present.object, calm(row, ago(now, Beginning))});
    out.states.push_back({present.object, row});
    addTrouble(out, present.object, row, std::nullopt);
}

} // namespace

void addStates(Batch& out, const Present& present, WallTime now)
{
    for (const auto& [name, state] : present)
        addPresent(out, state, standingOf(name), now);
    for (const auto& episode : episodes()) {
        const auto found = present.find(nameOfText(episode));
        if (found == present.end())
            continue;
        StateRow row;
        row.at = row.last = ago(now, episode.from);
        row.state = episode.state;
        row.reason = episode.reason;
        row.message = episode.message;
        row.revision = found->second.row.revision;
        const auto& object = found->second.object;
        out.states.push_back({object, row});
        addTrouble(out, object, row, ago(now, episode.to));
        const bool goesOn = std::ranges::any_of(
            episodes(), [&](const Episode& next) { return nameOfText(next) == nameOfText(episode) && next.from == episode.to; });
        if (!goesOn)
            out.states.push_back({object, calm(found->second.row, ago(now, episode.to))});
    }
    std::ranges::stable_sort(out.states, {}, [](const Batch::State& state) { return state.row.at; });
}

void addDrift(Batch& out, const Present& present, WallTime now)
{
    int number = 0;
    for (const auto& text : drifts()) {
        Batch::Drift drift;
        drift.object = {0, text.group, text.kind, text.ns, text.name};
        if (const auto owner = present.find(std::string(text.ownerKind) + ' ' + text.owner); owner != present.end())
            drift.owner = owner->second.object;
        auto& row = drift.row;
        row.id = "demo" + std::to_string(++number);
        row.kind = text.what;
        row.confidence = drift::Confidence::Certain;
        row.path = text.path;
        row.manager = text.manager;
        row.operation = *text.manager ? "Update" : "";
        row.opened = ago(now, text.from);
        row.closed = ago(now, text.to);
        out.drifts.push_back(std::move(drift));
    }
}

void addSamples(Batch& out, WallTime now)
{
    std::map<std::string, const StateRow*> current;
    history::Sample sample;
    const auto count = [&] {
        sample.byState = {};
        sample.suspended = 0;
        for (const auto& [name, row] : current) {
            if (row->state && static_cast<std::size_t>(*row->state) < flux::StateCount)
                ++sample.byState[static_cast<std::size_t>(*row->state)];
            sample.suspended += row->suspended ? 1 : 0;
        }
        sample.drifted = static_cast<std::uint32_t>(std::ranges::count_if(out.drifts, [&](const Batch::Drift& drift) {
            return drift.row.opened <= sample.at && (!drift.row.closed || *drift.row.closed > sample.at);
        }));
    };
    for (std::size_t i = 0; i < out.states.size(); ++i) {
        const auto& [object, row] = out.states[i];
        current[nameOf(object)] = &row;
        if (i + 1 < out.states.size() && out.states[i + 1].row.at == row.at)
            continue;
        sample.at = row.at;
        count();
        out.samples.push_back(sample);
    }
    sample.at = now;
    count();
    out.samples.push_back(sample);
}

} // namespace dg::story
