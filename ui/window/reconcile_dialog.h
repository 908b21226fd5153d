// SPDX-License-Identifier: Apache-2.0
// "What will move" before more than one object, or one with others behind it, is reconciled.
#pragma once

#include "base/object_key.h"
#include "flux/state.h"

#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace dg::items {
class ClusterModel;
}

namespace dg::window {

struct Move {
    ObjectKey key;
    flux::State state = flux::State::Unknown;
    bool suspended = false;
    QString effect;
};
struct Blast {
    std::vector<Move> moves; // in the order in which they would act
    int fluxObjects = 0;
    int managed = 0;
};

// Sources fetched first, the objects themselves, then who follows a source or waits for one of them.
[[nodiscard]] Blast blastOf(const items::ClusterModel& cluster, const std::vector<ObjectKey>& keys, bool withSource);

void openReconcileDialog(QWidget* parent, items::ClusterModel& cluster, const std::vector<ObjectKey>& keys, bool withSource,
    std::function<void(bool withSource)> confirmed);

} // namespace dg::window
