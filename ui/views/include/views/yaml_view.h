// SPDX-License-Identifier: Apache-2.0
// Read-only YAML of one object: highlighted, searchable (Ctrl+F), managedFields behind a toggle. The owner fetches and
// hands the JSON in; nothing is asked for while the view is hidden.
#pragma once

#include <QWidget>

#include <string>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QStackedLayout;

namespace dg::views {

class YamlView final : public QWidget {
    Q_OBJECT
public:
    explicit YamlView(QWidget* parent = nullptr);
    void setJson(std::string json);
    void setMessage(const QString& sentence); // in place of the text: "Values of Secrets are not read."
    void clear();
    [[nodiscard]] QString text() const;
    void startSearch();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void render();
    void find(bool backwards);
    std::string m_json;
    QStackedLayout* m_stack = nullptr;
    QLabel* m_message = nullptr;
    QPlainTextEdit* m_edit = nullptr;
    QLineEdit* m_find = nullptr;
    QLabel* m_hits = nullptr;
    QCheckBox* m_managed = nullptr;
};

} // namespace dg::views
