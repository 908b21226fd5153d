// SPDX-License-Identifier: Apache-2.0
// What the history tells of a time, for a report: an incident is one. Values; any thread.
#pragma once

#include "evidence/drift.h"
#include "history/store.h"

#include <string>
#include <vector>

namespace dg::evidence {

struct Period {
    struct Delivery {
        history::ObjectRow application;
        delivery::Run run;
    };
    history::Range range;
    std::vector<history::Watched> watched; // what lies outside was not seen
    std::vector<history::Trouble> troubles; // the newest first
    std::vector<history::DriftEpisode> drift; // the newest first; those that a rule expects too
    std::vector<history::Change> changes; // between the two ends
    std::vector<history::ObjectEvent> events; // of Kubernetes; Warnings first, then the newest
    std::vector<Delivery> deliveries; // the newest first
    [[nodiscard]] Millis unwatched() const;
};

// `ns`: empty is all. NotFound: nothing was kept of this cluster.
[[nodiscard]] Result<Period> readPeriod(history::Store& store, const history::ClusterName& cluster, history::Range range, const std::string& ns);

// Takes away what is not in scope. What the cluster has now is asked with what is known of it now, what is gone by its name.
void narrowPeriod(Period& period, const ClusterReport& cluster, const Scope& scope, StringPool& pool);

} // namespace dg::evidence
