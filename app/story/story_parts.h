// SPDX-License-Identifier: Apache-2.0
// What the story is made of; for its own files only. Times are minutes before now.
#pragma once

#include "history/store.h"

#include <map>
#include <span>
#include <string>

namespace dg::story {

inline constexpr int DayMinutes = 24 * 60, Beginning = 30 * DayMinutes;
inline constexpr int GapBegan = 9 * 60 + 34, GapEnded = 9 * 60 + 2; // nobody watched

// Since when something is as it is now.
struct Standing {
    const char* kind;
    const char* ns;
    const char* name;
    int since;
    int times = 1;
    bool fresh = false; // was not there before
};
[[nodiscard]] std::span<const Standing> standings();

// Something that went by.
struct Episode {
    const char* kind;
    const char* ns;
    const char* name;
    int from, to;
    flux::State state;
    const char* reason;
    const char* message;
};
[[nodiscard]] std::span<const Episode> episodes();

struct Drifted {
    const char* group;
    const char* kind;
    const char* ns;
    const char* name;
    const char* ownerKind;
    const char* owner; // "ns/name"
    int from, to;
    drift::Kind what;
    const char* path;
    const char* manager;
};
[[nodiscard]] std::span<const Drifted> drifts();

// By "Kind ns/name"; what the demo serves now.
using Present = std::map<std::string, history::Batch::State>;

void addStates(history::Batch& out, const Present& present, WallTime now);
void addDrift(history::Batch& out, const Present& present, WallTime now);
void addPasses(history::Batch& out, const Present& present, WallTime now);
void addDeliveries(history::Batch& out, const Present& present, WallTime now);
void addActions(history::Batch& out, const Present& present, WallTime now);
void addSamples(history::Batch& out, WallTime now); // from its states and drift

[[nodiscard]] std::string nameOf(const history::ObjectRow& object);
// The same for the same words, evenly spread below `below`.
[[nodiscard]] unsigned chance(const std::string& words, unsigned below);
[[nodiscard]] inline WallTime ago(WallTime now, int minutes)
{
    return now - std::chrono::minutes{minutes};
}

} // namespace dg::story
