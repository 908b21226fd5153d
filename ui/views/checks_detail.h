// SPDX-License-Identifier: Apache-2.0
// One check in full: why it matters, where it comes from, how to fix it, with YAML to copy (design §6).
#pragma once

#include "checks/checks.h"
#include "views/surface.h"

class QLabel;
class QPlainTextEdit;
class QVBoxLayout;

namespace dg::widgets {
class Button;
class Chip;
class LinkButton;
class PrimaryButton;
} // namespace dg::widgets

namespace dg::views {

class ChecksDetail final : public Surface {
    Q_OBJECT
public:
    explicit ChecksDetail(QWidget* parent = nullptr);
    void setOutcome(const checks::Outcome* outcome); // null: nothing is chosen
    [[nodiscard]] const checks::Outcome& outcome() const { return m_outcome; }
    void accept(); // as by its button
    void copyFix();

Q_SIGNALS:
    void copyRequested(const QString& text);
    void acceptRequested(const dg::checks::Outcome& outcome);
    void documentationRequested(const QString& url);
    void selectRequested(const dg::ObjectKey& key); // in the tree

private:
    QWidget* makeText();
    QWidget* makeFooter();
    void showSubjects();
    void addSubject(const checks::Subject& subject);
    checks::Outcome m_outcome;
    QWidget* m_body = nullptr;
    QWidget* m_footer = nullptr;
    QLabel* m_title = nullptr;
    widgets::Chip* m_verdict = nullptr;
    widgets::Chip* m_area = nullptr;
    QLabel* m_why = nullptr;
    QWidget* m_from = nullptr;
    QVBoxLayout* m_subjects = nullptr;
    QLabel* m_accepted = nullptr;
    QWidget* m_how = nullptr;
    QLabel* m_remedy = nullptr;
    QWidget* m_yamlBox = nullptr;
    QPlainTextEdit* m_yaml = nullptr;
    widgets::PrimaryButton* m_copy = nullptr;
    widgets::Button* m_accept = nullptr;
};

} // namespace dg::views
