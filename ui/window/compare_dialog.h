// SPDX-License-Identifier: Apache-2.0
// "Compare exactly": what, with what, which rights it needs and whether they are there; and the same on a schedule.
#pragma once

#include "compare_plan.h"
#include "items/cluster_model.h"

#include <QObject>

#include <functional>

namespace dg::window {

class Services;

// Asks and starts. `object` and `owner` may be empty: then only everything can be compared. `everything`: that is chosen at
// first. The settings are kept. Opened, deletes itself.
// Object names: "compare", "compareObject", "compareOwner", "compareAll", "compareSource", "compareFolder", "compareChoose",
// "compareDryRun", "compareSecrets", "compareRights", "compareGo", "compareCancel".
void openCompareDialog(QWidget* parent, Services& services, items::ClusterModel& cluster, const ObjectKey& object, const ObjectKey& owner,
    bool everything, std::function<void(const CompareScope&)> confirmed);
// How often, and which owners. Object names as above, "compareEvery", "compareHelm", "compareThese", "compareOwners".
void openCompareSchedule(QWidget* parent, Services& services, items::ClusterModel& cluster);

} // namespace dg::window
