// SPDX-License-Identifier: Apache-2.0
// How commits reach one cluster: its applications, the hops of one of them, where it stands still and why, its lead times. Shows
// what the tree tells; what GitLab knows it asks for by factsWanted().
#pragma once

#include "base/clock.h"
#include "base/object_key.h"
#include "delivery/delivery.h"
#include "delivery/runs.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <vector>

namespace dg::items {
class DeliveryModel;
}
namespace dg::tree {
class FleetTree;
}

namespace dg::views {

class DeliveryPage final : public QWidget {
    Q_OBJECT
public:
    DeliveryPage(const Clock& clock, StringPool& pool, QWidget* parent = nullptr);
    ~DeliveryPage() override;

    // Null: no cluster. The tree must live until the next call.
    void setTree(const tree::FleetTree* tree, const QString& clusterName);
    void setSkew(Millis skew); // of the cluster's clock against ours
    void setReading(bool complete); // whether the first state is complete
    void treeChanged(); // the list is read again, at most once a second
    void tick(); // once a second
    void setFacts(const ObjectKey& applier, delivery::GitLabFacts facts); // the answer to factsWanted(), also a first "asking"
    // In which of the open clusters the shown commit is what was applied last, of how many.
    [[nodiscard]] bool wantsFormerRuns(const ObjectKey& applier); // items::DeliveryModel
    void setFormerRuns(const ObjectKey& applier, std::vector<delivery::Run> runs); // of a history
    void setClusters(const QStringList& names, int of);

    void setFilter(const QString& words);
    [[nodiscard]] QString filter() const;
    bool select(const ObjectKey& applierOrSource); // false: nothing is delivered by it
    bool selectRun(const ObjectKey& applier, const std::string& revision); // the newest where that one is not kept
    [[nodiscard]] ObjectKey current() const;
    [[nodiscard]] const items::DeliveryModel& model() const;
    [[nodiscard]] bool isSettled() const;
    void focusFilter();
    void focusList();
    enum class Below : unsigned char { Chart, Table, Projects };
    void setBelow(Below what);
    [[nodiscard]] Below below() const;
    void openCommit();
    void showClusters(); // the names, in a menu
    void showBehind(); // the commits, in a menu

Q_SIGNALS:
    void factsWanted(const dg::ObjectKey& applier);
    void openRequested(const QString& url);
    void selectRequested(const dg::ObjectKey& key); // in the tree

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeList();
    void makeKeys();
    void refresh();
    void showRow(int row);
    void showCurrent();
    [[nodiscard]] std::vector<delivery::Run> runsOf(const delivery::Delivery& newest) const;
    void showBelow();
    void keepRow();
    void showMessage();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::views
