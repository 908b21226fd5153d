// SPDX-License-Identifier: Apache-2.0
// The connection test as rows: mark, step, what was found, time; under a step that fails what to change, and the lines to copy.
#pragma once

#include "gitlab/connection_check.h"
#include "window/services.h"

#include <QScrollArea>

class QVBoxLayout;

namespace dg::window {

class CheckList final : public QScrollArea {
    Q_OBJECT
public:
    CheckList(Clipboard& clipboard, QWidget* parent);
    void setSteps(const std::vector<gitlab::StepResult>& steps);

private:
    void addRow(QVBoxLayout* column, const gitlab::StepResult& step);
    void addRemedy(QVBoxLayout* column, const gitlab::StepResult& step, const QString& remedy);
    Clipboard& m_clipboard;
};

} // namespace dg::window
