// SPDX-License-Identifier: Apache-2.0
#include "items/delivery_model.h"

#include "flux/reconcile.h"

#include <QTimer>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_set>

namespace dg::items {

using flux::Kind;

namespace {

constexpr std::size_t Slice = 256; // applications a turn: some 5 ms where all of them are new

bool before(const ObjectKey& a, const ObjectKey& b)
{
    return std::tuple(a.name.view(), a.ns.view(), a.kind.view()) < std::tuple(b.name.view(), b.ns.view(), b.kind.view());
}

bool sameVerdict(const flux::Verdict& a, const flux::Verdict& b)
{
    return a.state == b.state && a.suspended == b.suspended && a.reason == b.reason && a.message == b.message && a.since == b.since;
}

bool covers(const flux::Reference& list, const ObjectKey& object)
{
    return list.kind == object.kind && list.ns == object.ns && (list.name.view() == "*" || list.name == object.name);
}

std::string searched(const delivery::Delivery& delivery)
{
    std::string out = delivery.applier->key.ns.str() + "/" + delivery.applier->key.name.str();
    out += " " + delivery.applier->source.ns.str() + "/" + delivery.applier->source.name.str();
    if (delivery.source) {
        const auto address = gitlab::projectAddress(
            delivery.source->kind, delivery.source->url, delivery.source->trail ? delivery.source->trail->originSource : std::string());
        out += " " + address.path + " " + delivery.sha;
    }
    return QString::fromStdString(out).toLower().toStdString();
}

} // namespace

struct DeliveryModel::Wires {
    std::vector<std::shared_ptr<const flux::FluxObject>> receivers, alerts;
    std::unordered_set<ObjectKey> gitlabProviders;
    friend bool operator==(const Wires&, const Wires&) = default;
};
struct DeliveryModel::SourceSeen {
    std::shared_ptr<const flux::FluxObject> object;
    flux::Verdict verdict;
    flux::Reference receiver;
    bool agentMadeReceiver = false;
};

struct DeliveryModel::Pass {
    WallTime now{};
    Wires wires;
    bool rewired = false; // since the last one
    Sources sources;
    std::vector<std::shared_ptr<const flux::FluxObject>> applications;
    std::size_t next = 0;
    bool changed = false; // a row came
};

DeliveryModel::DeliveryModel(StringPool& pool, QObject* parent)
    : QAbstractListModel(parent)
    , m_pool(pool)
{
}

DeliveryModel::~DeliveryModel() = default;

void DeliveryModel::setWords(Words words)
{
    m_words = std::move(words);
}

void DeliveryModel::setTree(const tree::FleetTree* tree)
{
    beginResetModel(); // another cluster
    m_tree = tree;
    m_all.clear();
    m_rows.clear();
    m_wires.reset();
    m_pass.reset();
    m_book = {};
    m_askedRuns.clear();
    endResetModel();
}

bool DeliveryModel::wantsFormerRuns(const ObjectKey& applier)
{
    return m_all.contains(applier) && m_askedRuns.insert(applier).second;
}

void DeliveryModel::setFormerRuns(const ObjectKey& applier, std::vector<delivery::Run> runs)
{
    if (!m_all.contains(applier)) // another cluster meanwhile
        return;
    m_book.restore(applier, std::move(runs));
    if (const int row = rowOf(applier); row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

DeliveryModel::Wires DeliveryModel::wires() const
{
    Wires out;
    m_tree->forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
        if (object.kind == Kind::Receiver)
            out.receivers.push_back(m_tree->find(object.key));
        else if (object.kind == Kind::Alert)
            out.alerts.push_back(m_tree->find(object.key));
        else if (object.kind == Kind::Provider && object.extras && object.extras->type == "gitlab" && !object.suspended)
            out.gitlabProviders.insert(object.key);
    });
    return out;
}

void DeliveryModel::take(Entry& entry, delivery::Input input)
{
    entry.input = std::move(input);
    m_book.see(entry.input);
    entry.delivery = delivery::assemble(entry.input, entry.gitlab);
    entry.text = searched(entry.delivery);
}

// The source of one object, looked up once a refresh for all that share it.
const DeliveryModel::SourceSeen& DeliveryModel::sourceOf(const flux::Reference& reference, const Wires& wires, Sources& sources) const
{
    const auto [found, fresh] = sources.try_emplace(ObjectKey{{}, reference.kind, reference.ns, reference.name});
    auto& seen = found->second;
    if (!fresh || reference.empty())
        return seen;
    const auto key = flux::keyOf(reference, m_pool);
    seen.object = m_tree->find(key);
    seen.verdict = m_tree->verdict(key);
    for (const auto& receiver : wires.receivers) {
        if (!receiver->extras || !std::ranges::any_of(receiver->extras->covers, [&](const auto& list) { return covers(list, key); }))
            continue;
        if (seen.receiver.empty())
            seen.receiver = {receiver->key.kind, receiver->key.ns, receiver->key.name};
        seen.agentMadeReceiver = receiver->trail && !receiver->trail->agentProject.empty();
    }
    return seen;
}

bool DeliveryModel::reports(const ObjectKey& applier, const Wires& wires) const
{
    return std::ranges::any_of(wires.alerts, [&](const auto& alert) {
        return !alert->suspended && !alert->source.empty() && wires.gitlabProviders.contains(flux::keyOf(alert->source, m_pool))
            && alert->extras && std::ranges::any_of(alert->extras->covers, [&](const auto& list) { return covers(list, applier); });
    });
}

void DeliveryModel::refresh(WallTime now)
{
    if (!m_tree || m_pass)
        return;
    m_pass = std::make_unique<Pass>();
    m_pass->now = now;
    m_pass->wires = wires();
    m_pass->rewired = !m_wires || !(m_pass->wires == *m_wires);
    m_tree->forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
        if (delivery::isApplication(object))
            m_pass->applications.push_back(m_tree->find(object.key));
    });
    for (auto& [key, entry] : m_all)
        entry.seen = false;
    goOn();
}

void DeliveryModel::goOn()
{
    if (!m_pass)
        return; // another cluster came meanwhile
    auto& pass = *m_pass;
    for (std::size_t done = 0; done < Slice && pass.next < pass.applications.size(); ++done)
        look(pass.applications[pass.next++]);
    if (pass.next < pass.applications.size())
        QTimer::singleShot(0, this, &DeliveryModel::goOn);
    else
        endPass();
}

void DeliveryModel::look(const std::shared_ptr<const flux::FluxObject>& object)
{
    auto& pass = *m_pass;
    if (m_tree->find(object->key) == nullptr)
        return; // it went meanwhile
    const auto verdict = m_tree->verdict(object->key);
    const auto& source = sourceOf(object->source, pass.wires, pass.sources);
    const auto [found, fresh] = m_all.try_emplace(object->key);
    auto& entry = found->second;
    auto& old = entry.input;
    entry.seen = true;
    pass.changed = pass.changed || fresh;
    // Records are immutable: the same one says the same.
    const bool same = !fresh && !pass.rewired && old.applier == object && old.source == source.object
        && sameVerdict(old.applierVerdict, verdict) && sameVerdict(old.sourceVerdict, source.verdict);
    if (!same) {
        take(entry,
            {object, source.object, verdict, source.verdict, source.receiver, source.agentMadeReceiver, reports(object->key, pass.wires),
                pass.now});
    } else if (entry.delivery.at(delivery::Hop::Reported).state == delivery::HopState::Waiting) { // it may be overdue by now
        old.now = pass.now;
        entry.delivery = delivery::assemble(old, entry.gitlab);
    }
}

void DeliveryModel::endPass()
{
    const auto pass = std::move(m_pass);
    const auto gone = std::erase_if(m_all, [this](const auto& pair) {
        if (!pair.second.seen)
            m_book.forget(pair.first);
        return !pair.second.seen;
    });
    m_wires = std::make_unique<Wires>(std::move(pass->wires));
    if (pass->changed || gone > 0 || !m_filter.isEmpty())
        show();
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
}

void DeliveryModel::setGitLab(const ObjectKey& applier, delivery::GitLabFacts facts)
{
    const auto found = m_all.find(applier);
    if (found == m_all.end())
        return;
    auto& entry = found->second;
    entry.gitlab = std::move(facts);
    if (entry.gitlab.standing == delivery::Standing::Known && entry.gitlab.answer) {
        const auto& answer = *entry.gitlab.answer;
        if (answer.commit && answer.commit->committed)
            m_book.setCommitted(applier, answer.commit->sha, *answer.commit->committed);
        for (const auto& commit : answer.earlier) {
            if (commit.committed)
                m_book.setCommitted(applier, commit.sha, *commit.committed);
        }
    }
    entry.delivery = delivery::assemble(entry.input, entry.gitlab);
    if (const int row = rowOf(applier); row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

void DeliveryModel::setFilter(const QString& words)
{
    m_filter = words.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    show();
}

// Rows go and come one by one, so that the chosen one stays chosen.
void DeliveryModel::show()
{
    std::vector<ObjectKey> wanted;
    for (const auto& [key, entry] : m_all) {
        const auto fits = [&text = entry.text](const QString& word) { return text.find(word.toStdString()) != std::string::npos; };
        if (m_filter.isEmpty() || std::ranges::all_of(m_filter, fits))
            wanted.push_back(key);
    }
    std::ranges::sort(wanted, before);
    for (std::size_t i = m_rows.size(); i-- > 0;) {
        if (std::ranges::binary_search(wanted, m_rows[i], before))
            continue;
        beginRemoveRows({}, static_cast<int>(i), static_cast<int>(i));
        m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(i));
        endRemoveRows();
    }
    if (m_rows.empty() && !wanted.empty()) {
        beginInsertRows({}, 0, static_cast<int>(wanted.size()) - 1);
        m_rows = wanted;
        endInsertRows();
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i < m_rows.size() && m_rows[i] == wanted[i])
            continue;
        beginInsertRows({}, static_cast<int>(i), static_cast<int>(i));
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(i), wanted[i]);
        endInsertRows();
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
}

const delivery::Delivery& DeliveryModel::delivery(int row) const
{
    return m_all.at(m_rows[static_cast<std::size_t>(row)]).delivery;
}

const delivery::Delivery* DeliveryModel::find(const ObjectKey& applier) const
{
    const auto found = m_all.find(applier);
    return found == m_all.end() ? nullptr : &found->second.delivery;
}

int DeliveryModel::rowOf(const ObjectKey& applier) const
{
    const auto found = std::ranges::find(m_rows, applier);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

bool DeliveryModel::isTrouble(int row) const
{
    const auto& one = delivery(row);
    return one.standsAt && one.at(*one.standsAt).state == delivery::HopState::Failed;
}

std::vector<ProjectUse> DeliveryModel::projects() const
{
    std::map<std::string, ProjectUse> found;
    std::vector<ObjectKey> keys;
    for (const auto& [key, entry] : m_all)
        keys.push_back(key);
    std::ranges::sort(keys, before);
    for (const auto& key : keys) {
        const auto& one = m_all.at(key).delivery;
        const auto* source = one.source.get();
        const auto address = source
            ? gitlab::projectAddress(source->kind, source->url, source->trail ? source->trail->originSource : std::string())
            : gitlab::ProjectAddress{};
        const auto name = one.applier->source.ns.str() + "/" + one.applier->source.name.str();
        auto& use = found[address.empty() ? "~" + one.applier->source.kind.str() + " " + name : address.host + "/" + address.path];
        use.address = address;
        use.kind = source ? source->kind : flux::kindFromWord(one.applier->source.kind.view());
        if (std::ranges::find(use.sources, name) == use.sources.end())
            use.sources.push_back(name);
        use.applications.push_back(key);
    }
    std::vector<ProjectUse> out;
    for (auto& [name, use] : found)
        out.push_back(std::move(use));
    return out;
}

int DeliveryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant DeliveryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& one = delivery(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(one.applier->key.name.str());
    case Qt::AccessibleTextRole:
        return m_words ? m_words(one, true) : QVariant();
    default:
        return {};
    }
}

} // namespace dg::items
