// SPDX-License-Identifier: Apache-2.0
#include "drift_people.h"

#include "text/drift_words.h"
#include "text/words.h"
#include "two_line_delegate.h"

#include <algorithm>

namespace dg::views {

class DriftPeople::Model final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;
    std::vector<items::Hand> hands;
    WallTime now{};

    [[nodiscard]] QString name(int row) const
    {
        const auto& hand = hands[static_cast<std::size_t>(row)];
        return hand.manager.empty() ? DriftPeople::tr("Nobody recorded") : text::cleanLine(hand.manager);
    }
    // "4 fields in 2 namespaces since 14:02"
    [[nodiscard]] QString what(int row) const
    {
        const auto& hand = hands[static_cast<std::size_t>(row)];
        const int fields = static_cast<int>(hand.fields), places = static_cast<int>(hand.namespaces);
        const QString count = fields == 1 ? DriftPeople::tr("1 change") : DriftPeople::tr("%n changes", nullptr, fields);
        const QString where = places == 1 ? DriftPeople::tr("1 namespace") : DriftPeople::tr("%n namespaces", nullptr, places);
        if (!hand.first) //: %1 "4 changes", %2 "2 namespaces"
            return DriftPeople::tr("%1 in %2").arg(count, where);
        //: %1 "4 changes", %2 "2 namespaces", %3 a time
        return DriftPeople::tr("%1 in %2 since %3").arg(count, where, text::clockOrDay(*hand.first, now));
    }
    void set(std::vector<items::Hand> fresh)
    {
        const auto kept = std::min(hands.size(), fresh.size());
        if (fresh.size() < hands.size()) {
            beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(hands.size()) - 1);
            hands.resize(kept);
            endRemoveRows();
        } else if (fresh.size() > hands.size()) {
            beginInsertRows({}, static_cast<int>(kept), static_cast<int>(fresh.size()) - 1);
            hands = std::move(fresh);
            endInsertRows();
            if (kept > 0)
                Q_EMIT dataChanged(index(0), index(static_cast<int>(kept) - 1));
            return;
        }
        hands = std::move(fresh);
        if (!hands.empty())
            Q_EMIT dataChanged(index(0), index(static_cast<int>(hands.size()) - 1));
    }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(hands.size()); }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role == Qt::DisplayRole)
            return name(index.row());
        if (role == Qt::AccessibleTextRole)
            return QString(name(index.row()) + QStringLiteral(", ") + what(index.row()));
        return {};
    }
};

DriftPeople::DriftPeople(QWidget* parent)
    : QListView(parent)
    , m_model(new Model(this))
{
    setObjectName(QStringLiteral("driftPeople"));
    setAccessibleName(tr("People and tools"));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setModel(m_model);
    setItemDelegate(new TwoLineDelegate(
        [this](const QModelIndex& index) {
            return TwoLines{QStringLiteral("action-owner"), index.data().toString(), m_model->what(index.row())};
        },
        this));
    const auto choose = [this](const QModelIndex& index) {
        if (index.isValid())
            Q_EMIT chosen(text::qs(m_model->hands[static_cast<std::size_t>(index.row())].manager));
    };
    connect(this, &QListView::clicked, this, choose);
    connect(this, &QListView::activated, this, choose);
}

void DriftPeople::setHands(std::vector<items::Hand> hands, WallTime now)
{
    m_model->now = now;
    m_model->set(std::move(hands));
}

QString DriftPeople::sentence(int row) const
{
    return m_model->data(m_model->index(row), Qt::AccessibleTextRole).toString();
}

} // namespace dg::views
