// SPDX-License-Identifier: Apache-2.0
// The words of signing in to GitLab: the steps of the connection test, what each found, and what to change.
#pragma once

#include "gitlab/connection_check.h"

#include <QString>

namespace dg::text {

[[nodiscard]] QString stepName(gitlab::Step step); // "Token accepted": what the step is to show
[[nodiscard]] QString stepFound(const gitlab::StepResult& result); // "18.5.0, gitlab.example.com"; empty: nothing to say yet
// What is wrong and what to change, in at most three sentences; empty where nothing is to be done.
[[nodiscard]] QString stepRemedy(const gitlab::StepResult& result);
[[nodiscard]] QString agentStateName(gitlab::AgentState state); // "connected"
// A failed call to GitLab itself, in at most three sentences.
[[nodiscard]] QString gitlabErrorSentence(const Error& error);
// "Token ends in 12 days"; empty from 15 days on and where it never ends.
[[nodiscard]] QString expiryNotice(std::optional<int> daysLeft);

} // namespace dg::text
