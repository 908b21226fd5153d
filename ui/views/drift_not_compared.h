// SPDX-License-Identifier: Apache-2.0
// What an exact comparison could not compare, and why: the missing right, the file. No drift. A row chosen shows its owner.
#pragma once

#include "text/exact_words.h"

#include <QAbstractListModel>
#include <QListView>

#include <vector>

namespace dg::views {

class DriftNotCompared final : public QListView {
    Q_OBJECT
public:
    explicit DriftNotCompared(QWidget* parent = nullptr);
    void setLines(std::vector<text::NotComparedLine> lines);
    [[nodiscard]] int count() const;
    [[nodiscard]] QString sentence(int row) const; // both lines, as a screen reader says it

Q_SIGNALS:
    void chosen(const dg::ObjectKey& object, const dg::flux::Reference& owner);

protected:
    bool viewportEvent(QEvent* event) override;

private:
    class Model;
    Model* m_model;
};

} // namespace dg::views
