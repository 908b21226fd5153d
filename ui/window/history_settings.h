// SPDX-License-Identifier: Apache-2.0
// The part of the settings about the history: whether, for how long, how much; what there is; erasing a cluster's.
#pragma once

#include "window/services.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace dg::window {

class HistorySettings final : public QWidget {
    Q_OBJECT
public:
    HistorySettings(Services& services, QWidget* parent);
    void write(Settings& settings) const;

Q_SIGNALS:
    void changed();

private:
    void showStatus();
    void listClusters();
    void erase();
    Services& m_services;
    QCheckBox* m_kept;
    QSpinBox* m_days;
    QSpinBox* m_megabytes;
    QLabel* m_status;
    QComboBox* m_clusters;
    QPushButton* m_erase;
    bool m_sure = false; // the button was pressed once
};

} // namespace dg::window
