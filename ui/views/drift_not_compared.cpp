// SPDX-License-Identifier: Apache-2.0
#include "drift_not_compared.h"

#include "two_line_delegate.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QHelpEvent>
#include <QToolTip>

namespace dg::views {

class DriftNotCompared::Model final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;
    std::vector<text::NotComparedLine> lines;

    void set(std::vector<text::NotComparedLine> fresh)
    {
        const bool same = std::ranges::equal(
            lines, fresh, [](const auto& a, const auto& b) { return a.what == b.what && a.why == b.why && a.object == b.object; });
        if (same)
            return;
        beginResetModel(); // once a comparison
        lines = std::move(fresh);
        endResetModel();
    }
    [[nodiscard]] const text::NotComparedLine& at(int row) const { return lines[static_cast<std::size_t>(row)]; }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(lines.size()); }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role == Qt::DisplayRole)
            return at(index.row()).what;
        if (role == Qt::AccessibleTextRole)
            return QString(at(index.row()).what + QStringLiteral(", ") + at(index.row()).why);
        return {};
    }
};

DriftNotCompared::DriftNotCompared(QWidget* parent)
    : QListView(parent)
    , m_model(new Model(this))
{
    setObjectName(QStringLiteral("driftNotCompared"));
    setAccessibleName(tr("Not compared"));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setModel(m_model);
    setItemDelegate(new TwoLineDelegate(
        [this](const QModelIndex& index) {
            const auto& line = m_model->at(index.row());
            // Several without files are Kustomizations.
            const auto kind = !line.object.empty() ? line.object.kind.view()
                : line.owner.empty()               ? std::string_view("Kustomization")
                                                   : line.owner.kind.view();
            return TwoLines{widgets::kindIcon(kind), line.what, line.why};
        },
        this));
    connect(this, &QListView::activated, this, [this](const QModelIndex& index) {
        if (index.isValid())
            Q_EMIT chosen(m_model->at(index.row()).object, m_model->at(index.row()).owner);
    });
}

void DriftNotCompared::setLines(std::vector<text::NotComparedLine> lines)
{
    m_model->set(std::move(lines));
}

int DriftNotCompared::count() const
{
    return m_model->rowCount();
}

QString DriftNotCompared::sentence(int row) const
{
    return m_model->data(m_model->index(row), Qt::AccessibleTextRole).toString();
}

bool DriftNotCompared::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto index = indexAt(help->pos()); index.isValid())
            QToolTip::showText(help->globalPos(), widgets::plainToolTip(sentence(index.row())), this);
        return true;
    }
    return QListView::viewportEvent(event);
}

} // namespace dg::views
