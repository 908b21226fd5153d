// SPDX-License-Identifier: Apache-2.0
// The home view: filter bar, one banner at most, the live tree; or, without rows, one sentence that says why.
#pragma once

#include "base/clock.h"
#include "session/session.h"
#include "tree/fleet_tree.h"
#include "views/saved_view.h"

#include <QWidget>

#include <memory>

namespace dg::items {
class TreeModel;
}

namespace dg::views {

class TreePage final : public QWidget {
    Q_OBJECT
public:
    explicit TreePage(const Clock& clock, QWidget* parent = nullptr);
    ~TreePage() override;

    // Null: no cluster is open.
    void setTreeModel(items::TreeModel* model, const QString& clusterName);
    void setStatus(const session::SessionStatus& status, const std::vector<std::string>& permanentWarnings);
    void countsChanged(); // after each frame of deltas
    void tick(); // once a second: ages

    [[nodiscard]] std::vector<ObjectKey> selectedObjects() const;
    bool select(const ObjectKey& key);
    [[nodiscard]] bool hasSelection() const;
    void clearSelection(); // no row is current either: the inspector shows the cluster
    void selectFirstProblem(); // the worst of the rows that stand; none: nothing happens
    void setFilter(const QString& query);
    [[nodiscard]] QString filter() const;
    void setComfortable(bool on);
    [[nodiscard]] QByteArray columnState() const;
    void restoreColumnState(const QByteArray& state);
    void focusFilter();
    void focusTree();
    void expandAll();
    void collapseAll();
    void setProblemsFirst(bool on);
    [[nodiscard]] bool problemsFirst() const;
    void setGrouping(tree::Grouping grouping);
    [[nodiscard]] tree::Grouping grouping() const;
    void setSavedViews(std::vector<SavedView> saved); // what the menu at the filter lists
    [[nodiscard]] SavedView currentView() const; // without a name
    void applyView(const SavedView& view);
    void openViewsMenu();
    [[nodiscard]] QString bannerText() const; // empty: no banner
    [[nodiscard]] QString messageText() const; // empty: the tree is shown

Q_SIGNALS:
    void selectionChanged();
    void objectActivated(const dg::ObjectKey& key);
    void contextMenuRequested(const QPoint& globalPosition);
    void retryRequested();
    void signInRequested(); // GitLab does not accept the cluster's token any more
    void connectRequested();
    void saveViewRequested();
    void manageViewsRequested();
    void optionsChanged(); // grouping or problems first, by the user

private:
    void lookForCauses();
    void showBanner();
    void showFilterProblem();
    void showMessage();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::views
