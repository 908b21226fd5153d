// SPDX-License-Identifier: Apache-2.0
// Deliveries as a person reads them.
#pragma once

#include "delivery/delivery.h"
#include "delivery/runs.h"

#include <QString>

namespace dg::text {

[[nodiscard]] QString hopName(delivery::Hop hop); // "Source fetched"
[[nodiscard]] QString hopState(delivery::HopState state); // "done", "does not apply"
// The two lines below a station: when, and by whom or why not. Never empty.
[[nodiscard]] QString hopTime(const delivery::HopFacts& hop, WallTime now);
[[nodiscard]] QString hopObject(const delivery::Delivery& delivery, delivery::Hop hop);
// All of it, for a tooltip and a screen reader.
[[nodiscard]] QString hopSentence(const delivery::Delivery& delivery, delivery::Hop hop, WallTime now);
// A row's second line: "Stands at Healthy, 34 min", "Delivered in 6 min 12 s".
[[nodiscard]] QString deliveryLine(const delivery::Delivery& delivery, WallTime now);
[[nodiscard]] QString deliveryIcon(const delivery::Delivery& delivery); // of resources/icons
[[nodiscard]] QString standsTitle(const delivery::Delivery& delivery, WallTime now); // "Stands still at Healthy for 34 min"
[[nodiscard]] QString causeSentence(const delivery::Delivery& delivery); // the usual cause; with the controller's words
[[nodiscard]] QString responsibleName(const delivery::Delivery& delivery);
[[nodiscard]] QString nextAttempt(const delivery::Delivery& delivery, WallTime now);
[[nodiscard]] QString behindWords(const delivery::Delivery& delivery); // "2 commits", "Unknown: not signed in to GitLab"
[[nodiscard]] QString standingWords(const delivery::Delivery& delivery); // why GitLab says nothing; empty: it does
[[nodiscard]] QString phaseName(delivery::Phase phase); // "Wait for fetch"
[[nodiscard]] QString originTitle(delivery::Origin origin); // "Lead time, commit to healthy"

} // namespace dg::text
