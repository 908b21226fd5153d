// SPDX-License-Identifier: Apache-2.0
// The posture checks of the shown cluster: run when its first state is complete, again a moment after it changed, and when
// somebody asks. The checks run on a thread of their own; everything here is called on the GUI thread and never waits.
#pragma once

#include "checks/gitlab_facts.h"
#include "checks/mutes.h"
#include "items/cluster_model.h"

#include <QObject>

#include <memory>
#include <vector>

namespace dg::items {

class ChecksWatch final : public QObject {
    Q_OBJECT
public:
    ChecksWatch(StringPool& pool, const Clock& clock, QObject* parent = nullptr);
    ~ChecksWatch() override; // waits for a run under way: some milliseconds

    void setCluster(ClusterModel* cluster); // null: none; what was known is forgotten
    void setMutes(std::vector<checks::Mute> mutes);
    // What to ask the GitLab that the cluster was opened through; of the objects that are known now.
    [[nodiscard]] std::vector<checks::ProjectQuestion> projectsToAsk(const gitlab::Host& host) const;
    // What GitLab says of the cluster's agent, its token and Flux's projects; until then the checks say that it could not be asked.
    void setGitLab(checks::GitLabAnswer answer);
    void runAgain(); // looks at the Secrets anew too

    [[nodiscard]] bool isKnown() const; // of this cluster something was judged
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] const std::vector<checks::Outcome>& outcomes() const; // with what is accepted, in the order of their ids

Q_SIGNALS:
    void changed();

private:
    void soon();
    void begin();
    void judge();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::items
