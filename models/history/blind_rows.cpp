// SPDX-License-Identifier: Apache-2.0
#include "blind_rows.h"

#include "tracker_impl.h"

#include <algorithm>

namespace dg::history {

namespace {

std::string named(const std::string& name, WallTime began)
{
    return name + '\n' + std::to_string(began.time_since_epoch().count());
}

} // namespace

Result<BlindRows> BlindRows::of(Store& store, ClusterId cluster)
{
    auto resume = store.resume(cluster);
    if (!resume)
        return tl::unexpected<Error>(resume.error());
    return BlindRows(std::move(*resume));
}

BlindRows::BlindRows(Store::Resume resume)
    : m_watchedUntil(resume.watchedUntil.value_or(WallTime::min()))
{
    for (auto& [object, row] : resume.states)
        m_states.emplace(nameOf(object), std::move(row));
    for (auto& [object, trouble] : resume.troubles)
        m_troubles.emplace(nameOf(object), std::move(trouble));
    for (const auto& episode : resume.drifts)
        m_drifts.emplace(episode.drift.id, episode.drift.opened);
}

Status BlindRows::fit(Store& store, Batch& batch)
{
    auto watched = store.watched(batch.cluster, {WallTime::min(), WallTime::max()});
    if (!watched)
        return tl::unexpected<Error>(watched.error());
    if (batch.watched)
        std::erase_if(*watched, [&](const Watched& stretch) { return stretch.from == batch.watched->from; });
    leaveToOthers(*watched, batch);
    fitStates(batch);
    fitTroubles(batch);
    fitDrifts(batch);
    std::erase_if(batch.events, [this](const Batch::Event& event) { return event.row.last <= m_watchedUntil; });
    std::erase_if(batch.eventsSeen, [this](const EventSeen& seen) { return seen.last <= m_watchedUntil; });
    return {};
}

void BlindRows::leaveToOthers(const std::vector<Watched>& others, Batch& batch) const
{
    const auto seen = [&](WallTime at) {
        return std::ranges::any_of(others, [at](const Watched& stretch) { return stretch.from <= at && at <= stretch.to; });
    };
    std::erase_if(batch.states, [&](const Batch::State& state) { return state.row.origin == Origin::Seen && seen(state.row.at); });
    std::erase_if(batch.troubles, [&](const Batch::Trouble& trouble) { return trouble.begins && seen(trouble.row.began); });
    std::erase_if(batch.drifts, [&](const Batch::Drift& drift) { return seen(drift.row.closed.value_or(drift.row.opened)); });
    std::erase_if(batch.samples, [&](const Sample& sample) { return seen(sample.at); });
    std::erase_if(batch.events, [&](const Batch::Event& event) { return seen(event.row.last); });
}

void BlindRows::fitStates(Batch& batch)
{
    std::vector<Batch::State> states;
    for (auto& state : batch.states) {
        auto& [object, row] = state;
        const auto name = nameOf(object);
        const auto before = m_states.find(name);
        if (row.origin == Origin::ReadLater) { // as Flux has it: not before what is known
            const auto known = std::max(m_watchedUntil, before == m_states.end() ? WallTime::min() : before->second.at);
            row.at = known == WallTime::min() ? row.at : std::max(row.at, known + Millis{1});
            row.last = std::max(row.last, row.at);
        }
        const auto open = m_troubles.find(name);
        const bool failedHere = std::ranges::any_of(batch.troubles,
            [&, at = row.at](const Batch::Trouble& trouble) { return trouble.row.began < at && nameOf(trouble.object) == name; });
        if (open != m_troubles.end() && row.state == State::Ready && !failedHere) {
            open->second.ended = row.at;
            batch.troubles.push_back({object, open->second, false});
            m_troubles.erase(open);
        }
        if (before != m_states.end() && sameState(before->second, row))
            continue;
        m_states.insert_or_assign(name, row);
        states.push_back(std::move(state));
    }
    batch.states = std::move(states);
}

void BlindRows::fitTroubles(Batch& batch)
{
    for (auto& trouble : batch.troubles) {
        const auto name = nameOf(trouble.object);
        const auto here = named(name, trouble.row.began);
        if (const auto open = m_troubles.find(name); trouble.begins && open != m_troubles.end()) { // it goes on
            m_began.insert_or_assign(here, open->second.began);
        }
        if (const auto began = m_began.find(here); began != m_began.end()) {
            trouble.row.began = began->second;
            trouble.begins = false;
        } else {
            m_began.emplace(here, trouble.row.began);
        }
        if (trouble.row.ended)
            m_troubles.erase(name);
        else
            m_troubles.insert_or_assign(name, trouble.row);
    }
}

void BlindRows::fitDrifts(Batch& batch)
{
    for (auto& drift : batch.drifts) {
        const auto here = named(drift.row.id, drift.row.opened);
        if (const auto open = m_drifts.find(drift.row.id); open != m_drifts.end()) {
            m_opened.try_emplace(here, open->second);
        }
        if (const auto opened = m_opened.find(here); opened != m_opened.end())
            drift.row.opened = opened->second;
        else
            m_opened.emplace(here, drift.row.opened);
        if (drift.row.closed)
            m_drifts.erase(drift.row.id);
        else
            m_drifts.insert_or_assign(drift.row.id, drift.row.opened);
    }
}

} // namespace dg::history
