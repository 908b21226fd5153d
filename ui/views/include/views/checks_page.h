// SPDX-License-Identifier: Apache-2.0
// How the cluster is set up: the checks in groups, and the one that is chosen in full. Shows what it is given; asks for the rest
// by signals.
#pragma once

#include "checks/checks.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace dg::items {
class ChecksListModel;
}

namespace dg::views {

class ChecksPage final : public QWidget {
    Q_OBJECT
public:
    explicit ChecksPage(QWidget* parent = nullptr);
    ~ChecksPage() override;

    // `known`: something was judged. Without, the page says so.
    void setOutcomes(std::vector<checks::Outcome> outcomes, bool known);
    void showNotice(const QString& sentence, bool failed); // in a banner, until it is hidden
    bool select(checks::Id id); // false: it is not shown
    [[nodiscard]] const items::ChecksListModel& model() const;
    [[nodiscard]] int attention() const; // checks that need it
    void setFilter(const QString& words);
    void focusFilter();
    void focusList();

Q_SIGNALS:
    void runAgainRequested();
    void copyRequested(const QString& text);
    void acceptRequested(const dg::checks::Outcome& outcome);
    void documentationRequested(const QString& url);
    void selectRequested(const dg::ObjectKey& key); // in the tree

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeLeft();
    QWidget* makeBar(QWidget* parent);
    void addKeys();
    void showRow(int row);
    void keepRow();
    void showCounts();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::views
