// SPDX-License-Identifier: Apache-2.0
// Risks that somebody accepted, with a reason: kept in checks.yaml beside rules.yaml. What is accepted is marked and counted
// apart, never dropped.
#pragma once

#include "base/result.h"
#include "checks/checks.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dg::checks {

struct Mute {
    std::string cluster; // its name; empty: every cluster
    std::string check; // "receiver-open"
    std::string object; // "KIND/NS/NAME"; empty: all of the check's
    std::string reason; // has to be there
    std::string by; // who says so
    std::string since; // RFC 3339
    friend bool operator==(const Mute&, const Mute&) = default;
};

// checks.yaml: `mutes:` with a list; unknown keys are errors with their line. Errors: BadSyntax, BadValue, FileTooLarge.
[[nodiscard]] Result<std::vector<Mute>> parseMutes(std::string_view yaml, const std::string& subject);
[[nodiscard]] std::string writeMutes(std::span<const Mute> mutes);
// Moves what is accepted in this cluster from subjects to accepted; from nothing else.
void apply(std::span<const Mute> mutes, std::string_view cluster, std::vector<Outcome>& outcomes);
// One for each object that the check names now, so that a new one is told again; without cluster, by and since.
[[nodiscard]] std::vector<Mute> mutesFor(const Outcome& outcome, const std::string& reason);

} // namespace dg::checks
