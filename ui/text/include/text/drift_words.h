// SPDX-License-Identifier: Apache-2.0
// Drift in words: what was found, how we know, what happens without us. For the window and the command line alike.
#pragma once

#include "base/clock.h"
#include "drift/finding.h"
#include "flux/object.h"

#include <QString>

#include <optional>
#include <vector>

namespace dg::text {

[[nodiscard]] QString findingTitle(drift::Kind kind); // "Field changed"
[[nodiscard]] QString changeText(drift::Change change); // "changed", "added"; None is empty
[[nodiscard]] QString confidenceText(drift::Confidence confidence); // "Certain"
// How we know, whole: one or two sentences with the finding's own detail.
[[nodiscard]] QString evidenceSentence(const drift::Finding& finding);
// How we know, for a narrow place: "From field ownership", "Dry run, exact".
[[nodiscard]] QString evidenceShort(drift::Evidence evidence);
// Of a finding that was compared exactly: "Exact, compared at 14:02, before the last pass". Empty: it was not, or just now alone.
[[nodiscard]] QString comparedText(const drift::Finding& finding, WallTime now);
// Of one object: "3 fields by kubectl-edit", "Deleted, nobody recorded", "In no inventory". Empty for no finding.
[[nodiscard]] QString summaryOf(const std::vector<drift::Finding>& findings);
// "kubectl-edit", "kubectl-edit, Apply" is not said here; unknown is "Unknown".
[[nodiscard]] QString managerText(const drift::Finding& finding);
// The clock time, with the date where that is another day than `now`.
[[nodiscard]] QString clockOrDay(WallTime time, WallTime now);

// What happens without us: "Flux corrects it at 14:20". `owner` null: it is not there, or there is none.
[[nodiscard]] QString whatHappensNext(const drift::Finding& finding, const flux::FluxObject* owner, WallTime now);

} // namespace dg::text
