// SPDX-License-Identifier: Apache-2.0
// What is exported, as fields: the report, its scope, formats, paper, folder and schedule. Knows no cluster but the names it offers.
#pragma once

#include "window/report_settings.h"
#include "window/services.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTimeEdit;

namespace dg::window {

class ExportFields final : public QWidget {
    Q_OBJECT
public:
    // `owners`: names to choose from; `filter`: of the tree, offered where none was kept.
    ExportFields(Services& services, const ReportSettings& settings, const QStringList& owners, const QString& filter, QWidget* parent);
    [[nodiscard]] ReportSettings settings() const; // without `last`
    [[nodiscard]] QString snapshot() const; // Change: the earlier look's file
    [[nodiscard]] QString missing() const; // why nothing can be written yet; empty: it can
    [[nodiscard]] QString previewMissing() const; // the same of the preview
    [[nodiscard]] QString filterProblem() const;

Q_SIGNALS:
    void contentChanged(); // what the report says
    void changed(); // anything

private:
    QComboBox* addCombo(QFormLayout* form, const char* name, const QString& word);
    QLineEdit* addPath(QFormLayout* form, const char* name, const QString& word, bool folder);
    void addFormats(QFormLayout* form, const ReportSettings& settings);
    void addSchedule(QFormLayout* form, const ReportSettings& settings);
    void addTopics(const ReportSettings& settings);
    void addScope(const ReportSettings& settings, const QStringList& owners, const QString& filter);
    void addTime(const ReportSettings& settings);
    void arrange(); // what fits the report chosen
    void setRowVisible(QWidget* field, bool visible);
    Services& m_services;
    QFormLayout* m_form = nullptr;
    QComboBox* m_topic = nullptr;
    QWidget* m_snapshotRow = nullptr;
    QLineEdit* m_snapshot = nullptr;
    QComboBox* m_about = nullptr;
    QLineEdit* m_filter = nullptr;
    QComboBox* m_owner = nullptr;
    QComboBox* m_since = nullptr;
    std::vector<QCheckBox*> m_formats; // by Format
    QComboBox* m_paper = nullptr;
    QWidget* m_folderRow = nullptr;
    QLineEdit* m_folder = nullptr;
    QComboBox* m_repeat = nullptr;
    QComboBox* m_weekday = nullptr;
    QTimeEdit* m_time = nullptr;
    QSpinBox* m_keep = nullptr;
    QLabel* m_repeatHint = nullptr;
};

} // namespace dg::window
