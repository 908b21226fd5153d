// SPDX-License-Identifier: Apache-2.0
// The command palette (Ctrl+K): go to any object of any open cluster, run any action. An overlay of the window, not a
// window of its own, so that nothing waits for it.
#pragma once

#include "base/object_key.h"

#include <QAbstractListModel>
#include <QWidget>

#include "flux/state.h"

#include <functional>
#include <optional>
#include <vector>

class QLineEdit;
class QListView;

namespace dg::window {

struct PaletteEntry {
    enum Group { Objects, Actions, Clusters };
    Group group = Objects;
    QString icon;
    QString text; // matched
    QString hint; // "ks in flux-system, prod-eu-1"
    QString keys; // "Ctrl R"
    std::optional<flux::State> state;
    std::function<void()> run;
};

// Best matches first: prefix, then start of a word, then anywhere. At most `limit`; ">" actions only, "@" clusters only.
[[nodiscard]] std::vector<PaletteEntry> matchEntries(const std::vector<PaletteEntry>& all, const QString& query, std::size_t limit);

class Palette final : public QWidget {
    Q_OBJECT
public:
    explicit Palette(QWidget* window);
    void openWith(std::vector<PaletteEntry> entries);
    void closeUp();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void runCurrent();
    void place();
    std::vector<PaletteEntry> m_all;
    class Rows;
    Rows* m_rows = nullptr;
    QWidget* m_box = nullptr;
    QLineEdit* m_field = nullptr;
    QListView* m_list = nullptr;
    QWidget* m_before = nullptr; // had the focus
};

} // namespace dg::window
