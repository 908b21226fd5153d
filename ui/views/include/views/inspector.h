// SPDX-License-Identifier: Apache-2.0
// The right dock: one object in full, or a count of the chosen ones. Reads the tree, asks for the rest by signals.
#pragma once

#include "base/clock.h"
#include "base/object_key.h"
#include "base/result.h"
#include "flux/arming.h"
#include "gitlab/host.h"
#include "session/session.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dg::items {
struct TimelineDay;
}
namespace dg::tree {
class FleetTree;
}

namespace dg::views {

class Inspector final : public QWidget {
    Q_OBJECT
public:
    enum Tab { OverviewTab, InventoryTab, YamlTab };

    Inspector(const Clock& clock, StringPool& pool, QWidget* parent = nullptr);
    ~Inspector() override;

    // Null: no cluster. The tree must live until the next call.
    void setTree(const tree::FleetTree* tree);
    void setStatus(const session::SessionStatus& status); // of that tree's cluster, shown where no object is chosen
    // What its GitLab says of who hears of a push; default: not known.
    void setReach(const flux::AgentReach& reach);
    // Those a person is signed in to: their commits are linked. Shown with the next object or refresh().
    void setGitLabs(std::vector<gitlab::Host> hosts);
    void showObjects(std::vector<ObjectKey> keys);
    [[nodiscard]] const std::vector<ObjectKey>& objects() const;
    void refresh(); // the tree changed, or a second went by: values change in place
    // Why reconciling is not possible for the shown object; empty: it is.
    void setReconcileBlocked(const QString& reason);
    void setYaml(const ObjectKey& key, const Result<std::string>& json);
    void setStoredRelease(const ObjectKey& key, const Status& status); // the answer to storedReleaseWanted()
    // The answer to dayWanted(); asked again when the history has more.
    void setDay(const ObjectKey& key, const items::TimelineDay& day);
    void askDay();
    void setCurrentTab(Tab tab);
    void setOverlay(bool overlay); // lies over the centre: an edge of its own, in place of the splitter's
    [[nodiscard]] QString overviewText() const;
    [[nodiscard]] QString clusterText() const; // what is shown where no object is chosen

Q_SIGNALS:
    void reconcileRequested(bool withSource);
    void selectRequested(const dg::ObjectKey& key); // a link
    void yamlWanted(const dg::ObjectKey& key); // answer with setYaml()
    // A person wants the inventory of a HelmRelease from Helm's stored release; answer with setStoredRelease().
    void storedReleaseWanted(const dg::ObjectKey& key);
    void copyRequested(const QString& text);
    void openRequested(const QString& url); // a commit's page; not checked
    void dayWanted(const dg::ObjectKey& key); // its last 24 hours; answer with setDay()
    void timelineRequested(); // of the shown object

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeNothing(QWidget* parent);
    QWidget* makeRelease(QWidget* parent);
    void showUnwritten(const flux::FluxObject& object);
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::views
