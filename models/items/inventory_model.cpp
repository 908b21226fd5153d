// SPDX-License-Identifier: Apache-2.0
#include "items/inventory_model.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace dg::items {

namespace {

constexpr std::array<const char*, InventoryModel::ColumnCount> Words{"state", "kind", "name", "namespace"};

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

bool sameEntry(const InventoryModel::Entry& a, const InventoryModel::Entry& b)
{
    return a.mark == b.mark && a.verdict.state == b.verdict.state && a.verdict.message == b.verdict.message
        && a.verdict.suspended == b.verdict.suspended && a.version == b.version && a.fluxObject == b.fluxObject;
}

} // namespace

InventoryModel::InventoryModel(StringPool& pool, QObject* parent)
    : QAbstractTableModel(parent)
    , m_pool(pool)
{
}

void InventoryModel::setObject(const tree::FleetTree* tree, const ObjectKey& applier)
{
    if (tree == m_tree && applier == m_applier) {
        refresh();
        return;
    }
    beginResetModel();
    m_tree = tree;
    m_applier = applier;
    m_entries.clear();
    endResetModel();
    refresh();
}

void InventoryModel::refresh()
{
    std::vector<Entry> fresh;
    if (const auto object = m_tree ? m_tree->find(m_applier) : nullptr) {
        object->inventory.forEach([&](const flux::InventoryEntry& from) {
            Entry entry;
            entry.key = {m_pool.intern(from.group), m_pool.intern(from.kind), m_pool.intern(from.ns), m_pool.intern(from.name)};
            entry.version = std::string(from.version);
            entry.fluxObject = m_tree->find(entry.key) != nullptr;
            entry.mark = entry.fluxObject ? tree::ManagedMark::Present : m_tree->mark(*object, entry.key);
            if (entry.mark == tree::ManagedMark::Present)
                entry.verdict = m_tree->verdict(entry.key);
            else if (entry.mark == tree::ManagedMark::Missing)
                entry.verdict.state = flux::State::Missing;
            fresh.push_back(std::move(entry));
        });
    }
    std::ranges::stable_sort(
        fresh, {}, [](const Entry& e) { return std::tuple(e.key.kind.view(), e.key.ns.view(), e.key.name.view(), e.key.group.view()); });
    const bool sameRows = std::ranges::equal(fresh, m_entries, [](const Entry& a, const Entry& b) { return a.key == b.key; });
    if (!sameRows) { // an inventory changes with a revision only: rows are replaced as a whole
        beginResetModel();
        m_entries = std::move(fresh);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        if (sameEntry(m_entries[i], fresh[i]))
            continue;
        m_entries[i] = std::move(fresh[i]);
        const int row = static_cast<int>(i);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

const InventoryModel::Entry& InventoryModel::entry(int row) const
{
    return m_entries.at(static_cast<std::size_t>(row));
}

int InventoryModel::problemCount() const
{
    return static_cast<int>(std::ranges::count_if(m_entries, [](const Entry& e) {
        return e.mark == tree::ManagedMark::Missing
            || (e.mark == tree::ManagedMark::Present && e.verdict.state != flux::State::Unknown && flux::isProblem(e.verdict.state));
    }));
}

int InventoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}
int InventoryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant InventoryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& of = entry(index.row());
    if (role == MarkRole)
        return static_cast<int>(of.mark);
    if (role == StateRole)
        return static_cast<int>(of.verdict.state);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case State:
        if (of.mark == tree::ManagedMark::NotWatched || of.mark == tree::ManagedMark::Elsewhere)
            return of.mark == tree::ManagedMark::Elsewhere ? QStringLiteral("elsewhere") : QStringLiteral("notWatched");
        return QString(QLatin1String(flux::stateWord(of.verdict.state)));
    case Kind:
        return text(of.key.kind.view());
    case Name:
        return text(of.key.name.view());
    case Namespace:
        return text(of.key.ns.view());
    default:
        return {};
    }
}

QVariant InventoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    return QString(QLatin1String(Words.at(static_cast<std::size_t>(section))));
}

} // namespace dg::items
