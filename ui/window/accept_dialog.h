// SPDX-License-Identifier: Apache-2.0
// "Accept as expected": the rule that findings become, what else it would fit, and why.
#pragma once

#include "drift/rules.h"

#include <functional>
#include <vector>

class QWidget;

namespace dg::window {

// `chosen`: of one object; `all`: what is open in the cluster. `confirmed` gets the rules, each with reason and time. Opened, deletes
// itself. Object names: "acceptRule", "acceptRules", "acceptNamespace", "acceptManager", "acceptReason", "acceptMatches", "acceptGo".
void openAcceptDialog(QWidget* parent, const std::vector<drift::Finding>& chosen, const std::vector<drift::Finding>& all,
    const std::string& cluster, WallTime now, std::function<void(std::vector<drift::Rule>)> confirmed);

} // namespace dg::window
