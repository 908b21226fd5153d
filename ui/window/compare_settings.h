// SPDX-License-Identifier: Apache-2.0
// The part that both dialogs of the exact comparison share: with what is compared, and the rights. Shows what it is given.
#pragma once

#include "compare_plan.h"
#include "compare_rights.h"
#include "items/cluster_model.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace dg::window {

class Services;

class CompareSettings final : public QWidget {
    Q_OBJECT
public:
    CompareSettings(Services& services, items::ClusterModel& cluster, QWidget* parent);
    void setScope(CompareScope scope);
    void clearScope(); // nothing is chosen
    [[nodiscard]] const items::ExactSettings& settings() const { return m_settings; }
    [[nodiscard]] const ComparePlan& plan() const { return m_plan; }
    [[nodiscard]] CompareRights& rights() { return *m_rights; }

private:
    void addFiles(class QVBoxLayout* column);
    void refresh();
    void showFolder();
    Services& m_services;
    QPointer<items::ClusterModel> m_cluster;
    items::ExactSettings m_settings;
    CompareScope m_scope;
    ComparePlan m_plan;
    QLabel* m_with = nullptr;
    QWidget* m_files = nullptr;
    QComboBox* m_source = nullptr;
    QLineEdit* m_folder = nullptr;
    QLabel* m_gap = nullptr;
    QCheckBox* m_dryRun = nullptr;
    QCheckBox* m_secrets = nullptr;
    CompareRights* m_rights = nullptr;
};

} // namespace dg::window
