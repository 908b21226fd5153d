// SPDX-License-Identifier: Apache-2.0
// The words about Pods, ReplicaSets and Jobs, for the tree and the inspector.
#pragma once

#include "tree/fleet_tree.h"

#include <QString>

namespace dg::views {

// "registry.example.com/payments/api:2.14.0 and 1 more on node-3"; what is not known is left out.
[[nodiscard]] QString podPlace(const flux::WorkloadObject& pod);
// "ImagePullBackOff": why it does not run; empty when it does.
[[nodiscard]] QString podReason(const flux::WorkloadObject& pod);
[[nodiscard]] QString restartWords(std::int64_t restarts); // "4 restarts"; empty for none
// What the Message column says of a child: reason, place, restarts of a Pod; revision and replicas of a ReplicaSet.
[[nodiscard]] QString childMessage(const flux::WorkloadObject& child, const flux::Verdict& verdict);
// "No right to list pods in payments".
[[nodiscard]] QString noteSentence(tree::ChildNote note, std::string_view plural, std::string_view ns, const Error& error);

} // namespace dg::views
