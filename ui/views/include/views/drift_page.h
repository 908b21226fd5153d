// SPDX-License-Identifier: Apache-2.0
// What drifted in one cluster: findings in groups, the one that is chosen in full, people and tools, the last 24 hours. Shows
// what it is given; asks for the rest by signals.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "drift/engine.h"
#include "session/exact.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dg::items {
class DriftListModel;
}
namespace dg::tree {
class FleetTree;
}

namespace dg::views {

class DriftPage final : public QWidget {
    Q_OBJECT
public:
    DriftPage(const Clock& clock, StringPool& pool, QWidget* parent = nullptr);
    ~DriftPage() override;

    // Null: no cluster. The tree must live until the next call. `skew` of the cluster's clock against ours.
    void setTree(const tree::FleetTree* tree, const QString& clusterName);
    void setSkew(Millis skew);
    // Whether the first state is complete: before, no finding means nothing.
    void setReading(bool complete);
    void setFindings(std::vector<drift::Finding> findings, std::vector<drift::Finding> episodes, const drift::Summary& summary);
    // The exact comparison: how far, what the last one did, when the next one comes; times by our clock.
    struct Comparison {
        bool running = false;
        std::size_t done = 0, known = 0; // objects, while it runs
        std::optional<WallTime> at; // of the last one
        std::size_t compared = 0;
        QString error; // why it ended without a result
        std::optional<WallTime> next;
        bool backedOff = false;
    };
    void setComparison(const Comparison& comparison, const std::vector<session::NotCompared>& notCompared);
    void setNotComparedShown(bool shown);
    void treeChanged(); // owners may have other times now
    void tick(); // once a second: ages
    void setObject(const ObjectKey& key, const Result<std::string>& json); // the answer to objectWanted()
    void setReconcileBlock(std::function<QString(const ObjectKey&)> why);

    void showNotice(const QString& sentence, bool failed); // in a banner, until it is hidden
    void setFilter(const QString& query);
    [[nodiscard]] QString filter() const;
    bool select(const ObjectKey& object); // false: it has no finding
    [[nodiscard]] ObjectKey current() const;
    [[nodiscard]] ObjectKey currentOwner() const;
    [[nodiscard]] const items::DriftListModel& model() const;
    [[nodiscard]] bool isSettled() const; // what was asked for has come
    void focusFilter();
    void focusList();
    void setPeopleShown(bool shown);
    void startSearch();
    void stepHunk(int hunks);
    void accept();

Q_SIGNALS:
    void objectWanted(const dg::ObjectKey& key);
    void reconcileRequested(const dg::ObjectKey& owner);
    void acceptRequested(const std::vector<dg::drift::Finding>& findings);
    void selectRequested(const dg::ObjectKey& key); // in the tree
    void compareRequested(bool everything); // or what is chosen
    void compareCancelled();
    void copyRequested(const QString& text);
    void notWatchedRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeBar();
    QWidget* makeFooter();
    void showRow(int row);
    void keepRow();
    void showMessage();
    void showCounts();
    void showFilterProblem();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::views
