// SPDX-License-Identifier: Apache-2.0
// Rights as rows: what is needed, and whether this token has it. Asked of the cluster a moment after they are known.
#pragma once

#include "session/session.h"

#include <QListView>
#include <QTimer>

#include <functional>
#include <vector>

namespace dg::window {

class CompareRights final : public QListView {
    Q_OBJECT
public:
    using Answers = std::vector<session::AccessAnswer>;
    using Ask = std::function<void(std::vector<session::AccessQuestion>, std::function<void(Answers)>)>;
    CompareRights(Ask ask, QWidget* parent);
    void setQuestions(std::vector<session::AccessQuestion> questions); // what was answered before stays answered
    [[nodiscard]] int lacking() const; // of what was answered
    [[nodiscard]] QString sentence(int row) const;

Q_SIGNALS:
    void answered();

private:
    class Model;
    void askNow();
    void take(const Answers& answers);
    Ask m_ask;
    Model* m_model;
    QTimer m_timer;
    Answers m_known;
};

} // namespace dg::window
