// SPDX-License-Identifier: Apache-2.0
// What exact comparisons found in one open cluster, kept beside what is watched until it no longer holds: a finding goes when its
// object changes in that path (as far as ownership tells), when a newer comparison covers its owner, or when the object goes or
// comes; it is marked when its owner completes a pass, for then Flux has judged it. Plain C++, GUI thread.
#pragma once

#include "base/clock.h"
#include "drift/finding.h"
#include "drift/rules.h"
#include "session/exact.h"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dg::tree {
class FleetTree;
}

namespace dg::items {

class ExactFindings {
public:
    // What was compared and when; `at` by the cluster's clock.
    struct Run {
        std::optional<ObjectKey> object; // only this one
        std::vector<ObjectName> owners; // only these; empty: all
        std::shared_ptr<const session::OneShotResult> read; // the owners as they were when it began
        WallTime at{};
        [[nodiscard]] bool covers(const flux::Reference& owner) const;
    };
    void setRules(drift::RuleSet rules);
    [[nodiscard]] const drift::RuleSet& rules() const { return m_rules; }
    void add(const Run& run, session::ExactResult result);
    // Objects or owners changed. True: something went or is marked.
    [[nodiscard]] bool update(const tree::FleetTree& tree, StringPool& pool);
    void clear();

    [[nodiscard]] bool empty() const { return m_kept.empty(); }
    [[nodiscard]] std::vector<drift::Finding> findings() const; // by owner, object, path
    // Of the last comparison of each owner; by owner, object.
    [[nodiscard]] const std::vector<session::NotCompared>& notCompared() const { return m_notCompared; }

private:
    struct Kept {
        drift::Finding finding;
        std::shared_ptr<const flux::ManagedObject> record; // as it was read; null: it was not there
        std::string pass; // of its owner when the comparison began
        std::string checked{}; // the resourceVersion that was found to change nothing here
        bool seen = false; // it was there since
    };
    std::vector<Kept> m_kept;
    std::vector<session::NotCompared> m_notCompared;
    drift::RuleSet m_rules;
};

} // namespace dg::items
