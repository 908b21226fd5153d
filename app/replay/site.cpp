// SPDX-License-Identifier: Apache-2.0
#include "site.h"

#include "apiserver/status.h"

#include <QJsonDocument>

#include <algorithm>

namespace dg::replay {

namespace {

apiserver::ResourceTable tableOf(const Content& content)
{
    std::set<std::size_t> held;
    for (const auto* changes : {&content.state, &content.changes}) {
        for (const auto& change : *changes)
            held.insert(change.kind);
    }
    std::vector<apiserver::Resource> rows;
    for (std::size_t id = 0; id < content.kinds.size(); ++id) {
        const auto& kind = content.kinds[id];
        const auto access = kind.forbidden && !held.contains(id) ? apiserver::Access::Denied : apiserver::Access::Read;
        rows.push_back({QByteArray::fromStdString(kind.group), QByteArray::fromStdString(kind.version),
            QByteArray::fromStdString(kind.kind), QByteArray::fromStdString(kind.plural), {}, kind.namespaced, access});
    }
    return apiserver::ResourceTable(std::move(rows));
}

QJsonObject parsed(const std::string& json)
{
    return QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), static_cast<qsizetype>(json.size()))).object();
}

bool isWhole(const std::string& json)
{
    const auto object = parsed(json);
    return object.contains(QLatin1String("spec")) || object.contains(QLatin1String("status"));
}

// Of the readings of one object (there is one) that with most in it.
Bytes fullest(const std::map<std::string, Bytes>& readings)
{
    if (readings.size() == 1)
        return readings.begin()->second;
    const auto whole = std::ranges::find_if(readings, [](const auto& reading) { return isWhole(*reading.second); });
    return (whole == readings.end() ? readings.begin() : whole)->second;
}

} // namespace

ReplaySite::ReplaySite(const Content& content, ReplayClock& clock, const Secret& token)
    : m_content(content)
    , m_clock(clock)
    , m_table(tableOf(content))
    , m_server(m_store, *this, token)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        show();
        arm();
    });
    for (const auto& change : content.state)
        note(change);
    for (const auto& [place, readings] : m_readings)
        serve(place, false);
}

void ReplaySite::note(const Change& change)
{
    const Place place{change.kind, change.ns, change.name};
    if (change.json)
        m_readings[place].insert_or_assign(change.by, change.json);
    else if (const auto readings = m_readings.find(place);
             readings != m_readings.end() && readings->second.erase(change.by) > 0 && readings->second.empty())
        m_readings.erase(readings);
}

// As the readings have the object now.
void ReplaySite::serve(const Place& place, bool recordChange)
{
    const auto& [kind, ns, name] = place;
    const auto readings = m_readings.find(place);
    if (readings == m_readings.end())
        m_store.remove(kind, QByteArray::fromStdString(ns), QByteArray::fromStdString(name));
    else if (recordChange)
        m_store.put(kind, parsed(*fullest(readings->second)));
    else
        m_store.load(kind, parsed(*fullest(readings->second)));
}

// Forward by the changes between; back by the state anew: what it does not hold goes, what it holds differently changes.
void ReplaySite::show()
{
    const auto at = m_clock.position().at;
    const auto upTo = [&](auto&& each) {
        for (; m_next < m_content.changes.size() && m_content.changes[m_next].at <= at; ++m_next)
            each(m_content.changes[m_next]);
    };
    if (at >= m_shown) {
        upTo([this](const Change& change) {
            note(change);
            serve({change.kind, change.ns, change.name}, true);
        });
    } else {
        const auto before = std::exchange(m_readings, {});
        std::ranges::for_each(m_content.state, [this](const Change& change) { note(change); });
        m_next = 0;
        upTo([this](const Change& change) { note(change); });
        for (const auto& [place, readings] : before) {
            if (!m_readings.contains(place))
                serve(place, true);
        }
        for (const auto& [place, readings] : m_readings) {
            if (const auto old = before.find(place); old == before.end() || old->second != readings)
                serve(place, true);
        }
    }
    m_shown = at;
}

void ReplaySite::arm()
{
    const auto position = m_clock.position();
    if (!position.playing || m_next >= m_content.changes.size()) {
        m_timer.stop();
        return;
    }
    const std::chrono::duration<double, std::milli> until = (m_content.changes[m_next].at - position.at) / position.speed;
    m_timer.start(std::max(Millis{1}, std::chrono::ceil<Millis>(until)));
}

void ReplaySite::clockChanged()
{
    show();
    arm();
}

apiserver::HttpResponse ReplaySite::absent(const apiserver::Target& target) const
{
    const auto& kind = m_content.kinds[target.resource];
    const bool looked
        = kind.whole || m_content.absent.contains({kind.group, kind.kind, target.ns.toStdString(), target.name.toStdString()});
    const auto& resource = m_table[target.resource];
    if (looked)
        return apiserver::objectNotFound(resource, target.name);
    return apiserver::failure(403, "Forbidden", resource.qualifiedPlural() + " \"" + target.name + "\" was not read into this snapshot");
}

} // namespace dg::replay
