// SPDX-License-Identifier: Apache-2.0
// "Accept this risk": the objects that a check names now are accepted, with a reason.
#pragma once

#include "checks/mutes.h"

#include <functional>
#include <vector>

class QWidget;

namespace dg::window {

// `confirmed` gets a mute for each object, with cluster, reason and time. Opened, deletes itself. Object names: "acceptRisk",
// "riskObjects", "riskReason", "riskCancel", "riskGo".
void openAcceptRiskDialog(QWidget* parent, const checks::Outcome& outcome, const std::string& cluster, WallTime now,
    std::function<void(std::vector<checks::Mute>)> confirmed);

} // namespace dg::window
