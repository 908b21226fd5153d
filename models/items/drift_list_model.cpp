// SPDX-License-Identifier: Apache-2.0
#include "items/drift_list_model.h"

#include "query/match.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace dg::items {

namespace {

using drift::Finding;

std::uint64_t mix(std::uint64_t seed, std::string_view text)
{
    for (const unsigned char c : text)
        seed = (seed ^ c) * 0x100000001b3ULL;
    return (seed ^ 0xff) * 0x100000001b3ULL;
}

constexpr std::uint64_t Seed = 0xcbf29ce484222325ULL;

std::uint64_t mix(std::uint64_t seed, const ObjectKey& key)
{
    for (const auto part : {key.group, key.kind, key.ns, key.name})
        seed = mix(seed, part.view());
    return seed;
}

std::optional<WallTime> timeOf(const Finding& finding)
{
    return finding.time ? finding.time : finding.since;
}

DriftListModel::Span spanOf(const Finding& finding, WallTime now)
{
    using Span = DriftListModel::Span;
    const auto time = timeOf(finding);
    if (!time)
        return Span::Unknown;
    const auto age = now - *time;
    if (age < std::chrono::hours{1})
        return Span::Hour;
    if (age < std::chrono::hours{24})
        return Span::Day;
    return age < std::chrono::hours{24 * 7} ? Span::Week : Span::Older;
}

std::string textOf(const Finding& finding)
{
    std::string text(finding.object.ns.view());
    if (!text.empty())
        text += '/';
    text.append(finding.object.name.view()).append(1, '\x01').append(flux::codeForKind(finding.object.kind.view()));
    text.append(1, '\x01').append(finding.object.kind.view()).append(1, '\x01').append(finding.path);
    text.append(1, '\x01').append(finding.manager).append(1, '\x01').append(drift::kindWord(finding.kind));
    text.append(1, '\x01').append(finding.detail);
    return query::toLower(text);
}

// Where a group stands, and what it is.
struct GroupKey {
    int order = 0; // expected last, nobody before
    std::string a, b, c, d;
    friend auto operator<=>(const GroupKey&, const GroupKey&) = default;
};

std::uint64_t idOf(const GroupKey& key)
{
    auto id = mix(Seed, std::to_string(key.order));
    for (const auto* part : {&key.a, &key.b, &key.c, &key.d})
        id = mix(id, *part);
    return id;
}

constexpr int ExpectedLast = 100;

GroupKey groupKeyOf(const Finding& finding, DriftListModel::Grouping grouping, WallTime now)
{
    using Grouping = DriftListModel::Grouping;
    if (!finding.ignoredBy.empty())
        return {ExpectedLast, {}, {}, {}, {}};
    const auto& object = finding.object;
    switch (grouping) {
    case Grouping::Owner:
        if (finding.owner.empty())
            return {1, {}, {}, {}, {}};
        return {0, finding.owner.name.str(), finding.owner.ns.str(), finding.owner.kind.str(), {}};
    case Grouping::Object:
        return {0, object.name.str(), object.ns.str(), object.kind.str(), object.group.str()};
    case Grouping::Manager:
        return {finding.manager.empty() ? 1 : 0, finding.manager, {}, {}, {}};
    case Grouping::Field:
        return {finding.path.empty() ? 1 : 0, finding.path, {}, {}, {}};
    case Grouping::Time:
        return {static_cast<int>(spanOf(finding, now)), {}, {}, {}, {}};
    }
    return {};
}

} // namespace

DriftListModel::DriftListModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void DriftListModel::setWords(Words words)
{
    m_words = std::move(words);
}

void DriftListModel::setFindings(std::vector<Finding> findings)
{
    m_findings = std::move(findings);
    m_texts.clear();
    refresh();
}

void DriftListModel::setNow(WallTime now)
{
    m_now = now;
}

void DriftListModel::setGrouping(Grouping grouping)
{
    if (m_grouping == grouping)
        return;
    m_grouping = grouping;
    m_folded.clear();
    refresh();
}

void DriftListModel::setFilter(const std::string& query)
{
    m_filter = query::parse(query);
    refresh();
}

void DriftListModel::setExpanded(int index, bool expanded)
{
    const Row& row = m_rows[static_cast<std::size_t>(index)];
    if (!row.group || row.expanded == expanded)
        return;
    (expanded ? m_folded : m_unfolded).erase(row.id);
    (expanded ? m_unfolded : m_folded).insert(row.id);
    refresh();
}

bool DriftListModel::fits(std::uint32_t index) const
{
    if (m_filter.empty())
        return true;
    const Finding& finding = m_findings[index];
    const std::string& text = m_texts[index];
    query::Candidate candidate;
    candidate.text = text;
    const auto ns = finding.object.ns.view().size();
    const auto nameAt = ns ? ns + 1 : 0;
    candidate.ns = std::string_view(text).substr(0, ns);
    candidate.name = std::string_view(text).substr(nameAt, finding.object.name.view().size());
    candidate.kindCode = flux::codeForKind(finding.object.kind.view());
    candidate.kind
        = std::string_view(text).substr(nameAt + candidate.name.size() + candidate.kindCode.size() + 2, finding.object.kind.view().size());
    candidate.fluxKind = flux::kindFromGroupKind(finding.object.group.view(), finding.object.kind.view());
    candidate.owner = query::nameOf(finding.owner);
    candidate.drift = query::Drift::None;
    if (finding.ignoredBy.empty())
        candidate.findings = query::findingBit(drift::kindWord(finding.kind));
    const std::vector<std::string> managers
        = finding.manager.empty() ? std::vector<std::string>{} : std::vector<std::string>{finding.manager};
    candidate.managers = &managers;
    if (const auto time = timeOf(finding))
        candidate.age = std::chrono::duration_cast<Millis>(m_now - *time);
    return query::matches(m_filter, candidate);
}

std::vector<DriftListModel::Row> DriftListModel::makeRows()
{
    if (!m_filter.empty() && m_texts.size() != m_findings.size()) {
        m_texts.reserve(m_findings.size());
        for (const auto& finding : m_findings)
            m_texts.push_back(textOf(finding));
    }
    std::map<GroupKey, std::vector<std::uint32_t>> groups;
    m_shown = 0;
    for (std::uint32_t i = 0; i < m_findings.size(); ++i) {
        if (!fits(i))
            continue;
        ++m_shown;
        groups[groupKeyOf(m_findings[i], m_grouping, m_now)].push_back(i);
    }
    std::vector<Row> rows;
    for (auto& [key, indexes] : groups) {
        // Objects by name; by time the newest first, because that is what was asked for.
        const auto place = [this](std::uint32_t i) {
            const Finding& f = m_findings[i];
            const auto age = m_grouping == Grouping::Time ? -timeOf(f).value_or(WallTime{}).time_since_epoch().count() : 0;
            return std::tuple(age, f.object.name.view(), f.object.ns.view(), f.object.kind.view(), f.object.group.view(),
                std::string_view(f.path), f.kind);
        };
        std::ranges::sort(indexes, [&](auto a, auto b) { return place(a) < place(b); });
        const Finding& first = m_findings[indexes.front()];
        Row group;
        group.group = true;
        group.expected = key.order == ExpectedLast;
        group.id = idOf(key);
        group.expanded = group.expected ? m_unfolded.contains(group.id) : !m_folded.contains(group.id);
        if (!group.expected && m_grouping == Grouping::Owner)
            group.owner = first.owner;
        if (!group.expected && m_grouping == Grouping::Object)
            group.object = first.object;
        if (m_grouping == Grouping::Manager || m_grouping == Grouping::Field)
            group.label = key.a;
        if (m_grouping == Grouping::Time)
            group.span = spanOf(first, m_now);
        std::vector<Row> items;
        std::unordered_map<std::uint64_t, std::size_t> placed;
        std::unordered_set<ObjectKey> objects;
        const bool single = m_grouping == Grouping::Object && !group.expected; // one row a finding
        for (const auto i : indexes) {
            const Finding& finding = m_findings[i];
            objects.insert(finding.object);
            auto id = mix(group.id, finding.object);
            if (single)
                id = mix(mix(id, finding.path), drift::kindWord(finding.kind));
            const auto [at, fresh] = placed.try_emplace(id, items.size());
            if (fresh) {
                Row item;
                item.expected = group.expected;
                item.id = id;
                item.object = finding.object;
                items.push_back(std::move(item));
            }
            items[at->second].findings.push_back(i);
        }
        group.objects = static_cast<std::uint32_t>(objects.size());
        group.findings = indexes;
        const bool expanded = group.expanded;
        rows.push_back(std::move(group));
        if (expanded)
            std::ranges::move(items, std::back_inserter(rows));
    }
    return rows;
}

void DriftListModel::refresh()
{
    auto fresh = makeRows();
    std::unordered_set<std::uint64_t> wanted;
    for (const Row& row : fresh)
        wanted.insert(row.id);
    // What is gone, from the end, so that rows above keep their numbers.
    for (auto end = m_rows.size(); end > 0;) {
        if (wanted.contains(m_rows[end - 1].id)) {
            --end;
            continue;
        }
        auto begin = end;
        while (begin > 0 && !wanted.contains(m_rows[begin - 1].id))
            --begin;
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
        m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(begin), m_rows.begin() + static_cast<std::ptrdiff_t>(end));
        endRemoveRows();
        end = begin;
    }
    // What stays is in the same order but where time orders it: then the rest of the rows is made anew.
    std::unordered_map<std::uint64_t, std::size_t> at;
    for (std::size_t i = 0; i < fresh.size(); ++i)
        at.emplace(fresh[i].id, i);
    std::size_t sorted = 0;
    while (sorted < m_rows.size() && (sorted == 0 || at[m_rows[sorted - 1].id] < at[m_rows[sorted].id]))
        ++sorted;
    if (sorted < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(sorted), static_cast<int>(m_rows.size()) - 1);
        m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(sorted), m_rows.end());
        endRemoveRows();
    }
    for (std::size_t i = 0; i < fresh.size();) {
        if (i < m_rows.size() && m_rows[i].id == fresh[i].id) {
            m_rows[i] = std::move(fresh[i]);
            ++i;
            continue;
        }
        const auto next = i < m_rows.size() ? at[m_rows[i].id] : fresh.size();
        beginInsertRows({}, static_cast<int>(i), static_cast<int>(next) - 1);
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(i),
            std::make_move_iterator(fresh.begin() + static_cast<std::ptrdiff_t>(i)),
            std::make_move_iterator(fresh.begin() + static_cast<std::ptrdiff_t>(next)));
        endInsertRows();
        i = next;
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
}

std::vector<Finding> DriftListModel::findingsOf(const Row& row) const
{
    std::vector<Finding> out;
    for (const auto i : row.findings)
        out.push_back(m_findings[i]);
    return out;
}

std::vector<Finding> DriftListModel::findingsOf(const ObjectKey& object) const
{
    std::vector<Finding> out;
    std::ranges::copy_if(m_findings, std::back_inserter(out), [&](const Finding& f) { return f.object == object; });
    return out;
}

int DriftListModel::rowOf(std::uint64_t id) const
{
    const auto found = std::ranges::find(m_rows, id, &Row::id);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int DriftListModel::rowOf(const ObjectKey& object) const
{
    const auto found = std::ranges::find_if(m_rows, [&](const Row& row) { return !row.group && row.object == object; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int DriftListModel::groupOf(int row) const
{
    while (row >= 0 && !m_rows[static_cast<std::size_t>(row)].group)
        --row;
    return row;
}

int DriftListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant DriftListModel::data(const QModelIndex& index, int role) const
{
    const Row& r = row(index.row());
    if (role == GroupRole)
        return r.group;
    if ((role == Qt::DisplayRole || role == Qt::AccessibleTextRole) && m_words)
        return m_words(r, role == Qt::AccessibleTextRole);
    return {};
}

} // namespace dg::items
