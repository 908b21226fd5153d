// SPDX-License-Identifier: Apache-2.0
#include "items/activity_model.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dg::items {

namespace {

constexpr std::array<const char*, ActivityModel::ColumnCount> Words{"state", "verb", "object", "stages", "message", "duration", "time"};
constexpr std::array<const char*, 6> StageWords{"requested", "sourceRequested", "sourceHandled", "accepted", "running", "done"};
constexpr std::array<const char*, 8> OutcomeWords{"", "ready", "failed", "stalled", "waiting", "timedOut", "refused", "error"};

bool sameAction(const session::Action& a, const session::Action& b)
{
    return a.stage == b.stage && a.outcome == b.outcome && a.message == b.message && a.reason == b.reason && a.duration == b.duration
        && a.error == b.error && a.compared == b.compared && a.known == b.known;
}

} // namespace

ActivityModel::ActivityModel(ClusterListModel& clusters, const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_clusters(clusters)
    , m_clock(clock)
{
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &ActivityModel::tick);
    connect(&clusters, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
        for (int row = first; row <= last; ++row)
            watch(m_clusters.cluster(row));
        update();
    });
    connect(&clusters, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this](const QModelIndex&, int first, int last) {
        for (int row = first; row <= last; ++row)
            m_clusters.cluster(row)->disconnect(this);
    });
    connect(&clusters, &QAbstractItemModel::rowsRemoved, this, &ActivityModel::update);
    for (int row = 0; row < clusters.count(); ++row)
        watch(clusters.cluster(row));
    update();
}

const session::Action& ActivityModel::action(int row) const
{
    return m_lines.at(static_cast<std::size_t>(row)).action;
}
ClusterModel* ActivityModel::cluster(int row) const
{
    return m_lines.at(static_cast<std::size_t>(row)).cluster;
}
int ActivityModel::runningCount() const
{
    return m_running;
}

Millis ActivityModel::duration(int row) const
{
    const auto& of = action(row);
    return of.done() ? of.duration : std::max(of.duration, std::chrono::duration_cast<Millis>(m_clock.wall() - of.began));
}

void ActivityModel::setVisible(bool visible)
{
    m_visible = visible;
    setTicking();
    if (visible)
        tick();
}

int ActivityModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}
int ActivityModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ActivityModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& of = action(index.row());
    const QString outcome = QLatin1String(OutcomeWords.at(static_cast<std::size_t>(of.outcome)));
    const QString stage = QLatin1String(StageWords.at(static_cast<std::size_t>(of.stage)));
    switch (role) {
    case IdRole:
        return QVariant::fromValue<qulonglong>(of.id);
    case RunningRole:
        return !of.done();
    case StageRole:
        return static_cast<int>(of.stage);
    case OutcomeRole:
        return static_cast<int>(of.outcome);
    case MillisRole:
        return QVariant::fromValue<qlonglong>(duration(index.row()).count());
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case State:
        return of.done() ? outcome : QStringLiteral("running");
    case Verb:
        return of.verb == session::ActionVerb::Compare ? QStringLiteral("compare")
            : of.verb == session::ActionVerb::Trigger  ? QStringLiteral("trigger")
                                                       : QStringLiteral("reconcile");
    case Object:
        return QString::fromStdString(of.key.toString());
    case Stages:
        return stage;
    case Message:
        return QString::fromStdString(of.message);
    case Duration:
        return QVariant::fromValue<qlonglong>(duration(index.row()).count());
    case Time:
        return QString::fromStdString(toRfc3339(of.began));
    default:
        return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    return QString(QLatin1String(Words.at(static_cast<std::size_t>(section))));
}

void ActivityModel::watch(ClusterModel* cluster)
{
    connect(cluster, &ClusterModel::actionsChanged, this, &ActivityModel::update);
}

// Actions are few (200 a cluster): rows that stay are compared, the others come and go one by one.
void ActivityModel::update()
{
    std::vector<Line> fresh;
    for (int row = 0; row < m_clusters.count(); ++row) {
        for (const auto& of : m_clusters.cluster(row)->actions())
            fresh.push_back({m_clusters.cluster(row), of});
    }
    std::ranges::stable_sort(fresh, [](const Line& a, const Line& b) {
        return a.action.began != b.action.began ? a.action.began > b.action.began : a.cluster == b.cluster && a.action.id > b.action.id;
    });
    const auto same = [](const Line& a, const Line& b) { return a.cluster == b.cluster && a.action.id == b.action.id; };
    for (int row = rowCount() - 1; row >= 0; --row) {
        const auto& line = m_lines[static_cast<std::size_t>(row)];
        if (std::ranges::any_of(fresh, [&](const Line& other) { return same(line, other); }))
            continue;
        beginRemoveRows({}, row, row);
        m_lines.erase(m_lines.begin() + row);
        endRemoveRows();
    }
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        const int row = static_cast<int>(i);
        auto at = std::find_if(
            m_lines.begin() + std::min(row, rowCount()), m_lines.end(), [&](const Line& line) { return same(line, fresh[i]); });
        if (at == m_lines.end()) {
            beginInsertRows({}, row, row);
            m_lines.insert(m_lines.begin() + row, fresh[i]);
            endInsertRows();
            continue;
        }
        if (const int from = static_cast<int>(at - m_lines.begin()); from != row) {
            beginMoveRows({}, from, from, {}, row);
            std::rotate(m_lines.begin() + row, at, at + 1);
            endMoveRows();
        }
        auto& line = m_lines[i];
        if (!sameAction(line.action, fresh[i].action)) {
            line.action = fresh[i].action;
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
    const auto running = static_cast<int>(std::ranges::count_if(m_lines, [](const Line& line) { return !line.action.done(); }));
    const bool changed = std::exchange(m_running, running) != running;
    setTicking();
    if (changed)
        Q_EMIT runningCountChanged();
}

void ActivityModel::tick()
{
    for (int row = 0; row < rowCount(); ++row) {
        if (!action(row).done())
            Q_EMIT dataChanged(index(row, Duration), index(row, Duration));
    }
}

void ActivityModel::setTicking()
{
    if (m_visible && m_running > 0) {
        if (!m_timer.isActive())
            m_timer.start();
    } else {
        m_timer.stop();
    }
}

} // namespace dg::items
