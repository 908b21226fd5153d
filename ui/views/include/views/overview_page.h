// SPDX-License-Identifier: Apache-2.0
// All clusters at once: today's numbers against last week, a row for each cluster, the objects with most trouble, stale clusters and
// tokens that end soon. Shows what the desk has; asks for the rest by signals.
#pragma once

#include "items/overview_figures.h"

#include <QByteArray>
#include <QWidget>

#include <memory>
#include <vector>

namespace dg::items {
class OverviewDesk;
}

namespace dg::views {

class OverviewPage final : public QWidget {
    Q_OBJECT
public:
    OverviewPage(items::OverviewDesk& desk, QWidget* parent = nullptr);
    ~OverviewPage() override;

    void setTokens(std::vector<items::OverviewToken> tokens); // of all accounts; those that do not end soon are left out
    void showNotice(const QString& sentence, bool failed); // in a banner, until it is hidden
    void focusList();
    [[nodiscard]] Result<QByteArray> pdf() const; // one page, A4

Q_SIGNALS:
    void clusterRequested(int row);
    void objectRequested(int row, const dg::history::ObjectRow& object);
    void signInRequested(const QString& host);
    void exportRequested();

private:
    void build();
    QWidget* makeHead();
    QWidget* makeLists();
    void refresh();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::views
