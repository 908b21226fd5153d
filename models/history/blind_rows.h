// SPDX-License-Identifier: Apache-2.0
// Rows of a program that could not ask its database what was in force when it began: fitted to what is there before they are written.
#pragma once

#include "history/store.h"

#include <string>
#include <unordered_map>

namespace dg::history {

class BlindRows {
public:
    [[nodiscard]] static Result<BlindRows> of(Store& store, ClusterId cluster);
    // In the order in which they were told. What another program saw meanwhile is left to it; what was in force goes on.
    [[nodiscard]] Status fit(Store& store, Batch& batch);

private:
    explicit BlindRows(Store::Resume resume);
    void fitStates(Batch& batch);
    void fitTroubles(Batch& batch);
    void fitDrifts(Batch& batch);
    void leaveToOthers(const std::vector<Watched>& others, Batch& batch) const;

    WallTime m_watchedUntil = WallTime::min();
    std::unordered_map<std::string, StateRow> m_states; // in force
    std::unordered_map<std::string, TroubleRow> m_troubles; // open, by object
    std::unordered_map<std::string, WallTime> m_began, m_opened; // what it is called here -> when it began in the store
    std::unordered_map<std::string, WallTime> m_drifts; // open since, by finding
};

} // namespace dg::history
