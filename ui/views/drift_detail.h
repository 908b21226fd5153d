// SPDX-License-Identifier: Apache-2.0
// The right part of the Drift view: one object with what drifted on it. Head, facts, the differences, who owns which fields.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "drift/finding.h"

#include <QJsonObject>
#include <QWidget>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dg::tree {
class FleetTree;
}

namespace dg::views {

class DriftDiffView;

class DriftDetail final : public QWidget {
    Q_OBJECT
public:
    DriftDetail(const Clock& clock, StringPool& pool, QWidget* parent = nullptr);
    ~DriftDetail() override;

    void setTree(const tree::FleetTree* tree, const QString& cluster);
    void setReconcileBlock(std::function<QString(const ObjectKey&)> why); // empty: it may be reconciled
    // Findings of one object; none: nothing is chosen. The same object keeps its place.
    void show(const ObjectKey& object, std::vector<drift::Finding> findings);
    void setObject(const ObjectKey& key, const Result<std::string>& json); // the answer to objectWanted()
    void refresh(); // time went by, the owner changed
    [[nodiscard]] const ObjectKey& object() const;
    [[nodiscard]] ObjectKey owner() const; // empty: nobody
    [[nodiscard]] DriftDiffView& diffView();
    void startSearch();
    void acceptNow();
    void openMenu();

Q_SIGNALS:
    void objectWanted(const dg::ObjectKey& key);
    void reconcileRequested(const dg::ObjectKey& owner);
    void acceptRequested(const std::vector<dg::drift::Finding>& findings);
    void selectRequested(const dg::ObjectKey& key);
    void compareRequested();
    void copyRequested(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeFacts();
    QWidget* makeDiffBar();
    QWidget* makePaneHead();
    void showHead();
    void showFacts();
    void showDiff(bool keepPlace);
    void placeMessage();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::views
