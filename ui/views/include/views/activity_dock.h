// SPDX-License-Identifier: Apache-2.0
// The bottom dock: every action of one cluster, newest first, with its stage, outcome and duration.
#pragma once

#include "base/clock.h"
#include "session/session.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace dg::views {

class ActivityDock final : public QWidget {
    Q_OBJECT
public:
    explicit ActivityDock(QWidget* parent = nullptr);
    ~ActivityDock() override;
    void setActions(const std::vector<session::Action>& actions); // newest first
    void setCollapsed(bool collapsed);
    [[nodiscard]] bool isCollapsed() const;
    [[nodiscard]] int runningCount() const;
    void focusRows();

Q_SIGNALS:
    void objectActivated(const dg::ObjectKey& key);
    void cancelRequested(const dg::session::Action& comparison); // that waits or runs
    void collapsedChanged(bool collapsed);

private:
    void showCancel();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::views
