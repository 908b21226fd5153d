// SPDX-License-Identifier: Apache-2.0
// The objects of one server, kept as the bytes they are sent as, with a bounded history of changes for watches. One thread.
#pragma once

#include "apiserver/resources.h"
#include "apiserver/selector.h"

#include <QByteArray>
#include <QJsonObject>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace dg::apiserver {

using Version = std::uint64_t; // a resourceVersion

// Immutable: a change makes a new one, so a list in flight keeps its snapshot.
struct Object {
    QByteArray ns;
    QByteArray name;
    Labels labels;
    QByteArray metadata; // {"…"}
    QByteArray rest; // "spec":{…},"status":{…}, without braces around; may be empty
    Version version = 0;
};
using ObjectPtr = std::shared_ptr<const Object>;

struct Change {
    enum class Type : unsigned char { Added, Modified, Deleted };
    Version version = 0;
    Type type = Type::Added;
    ResourceId resource = 0;
    ObjectPtr object;
    ObjectPtr before; // null when Added
};

// Objects too many to be kept: made when they are asked for, never changed.
class Generator {
public:
    virtual ~Generator() = default;
    // [first, last) of the resource's generated objects in a namespace; empty ns: all.
    [[nodiscard]] virtual std::pair<std::size_t, std::size_t> range(ResourceId resource, const QByteArray& ns) const = 0;
    [[nodiscard]] virtual Object make(ResourceId resource, std::size_t index) const = 0;
    [[nodiscard]] virtual ObjectPtr find(ResourceId resource, const QByteArray& ns, const QByteArray& name) const = 0;
};

enum class Shape : unsigned char { Full, Metadata };

class Store {
public:
    explicit Store(const ResourceTable& table) // lives longer
        : m_table(table)
    {
    }
    [[nodiscard]] const ResourceTable& resources() const { return m_table; }
    // Replaces or adds; sets metadata.resourceVersion. `object` needs metadata.name.
    void put(ResourceId resource, QJsonObject object);
    // The same with no change recorded: content made before anybody watches.
    void load(ResourceId resource, QJsonObject object);
    // Adds what is already bytes: no change is recorded. For content made before anybody watches.
    void load(ResourceId resource, Object object);
    void remove(ResourceId resource, const QByteArray& ns, const QByteArray& name);

    [[nodiscard]] ObjectPtr find(ResourceId resource, const QByteArray& ns, const QByteArray& name) const;
    // Parsed; empty when there is none.
    [[nodiscard]] QJsonObject json(ResourceId resource, const QByteArray& ns, const QByteArray& name) const;
    // In the order of the server: namespace, then name. Empty ns: all. Generated ones are not among them.
    [[nodiscard]] std::vector<ObjectPtr> list(ResourceId resource, const QByteArray& ns) const;

    [[nodiscard]] Version version() const { return m_version; }
    // What comes after `seen` is all still there from this version on; a watch from before it is too old.
    [[nodiscard]] Version oldestWatchable() const { return m_version - m_history.size(); }
    // The change that made `version`; it must lie in (oldestWatchable, version()].
    [[nodiscard]] const Change& change(Version version) const { return m_history[version - oldestWatchable() - 1]; }
    void clearHistory() { m_history.clear(); }

    void setListener(std::function<void()> listener) { m_listener = std::move(listener); }
    void setGenerator(std::unique_ptr<Generator> generator) { m_generator = std::move(generator); }
    [[nodiscard]] const Generator* generator() const { return m_generator.get(); }

    static constexpr std::size_t HistoryLimit = 2000;

private:
    using Key = std::pair<QByteArray, QByteArray>;
    [[nodiscard]] std::shared_ptr<Object> stored(QJsonObject object); // with the next version
    void record(Change change);
    const ResourceTable& m_table;
    std::vector<std::map<Key, ObjectPtr>> m_objects = std::vector<std::map<Key, ObjectPtr>>(m_table.all().size());
    std::deque<Change> m_history;
    Version m_version = 1'204'310;
    std::function<void()> m_listener;
    std::unique_ptr<Generator> m_generator;
};

// One object as JSON. `withType`: apiVersion and kind in front.
void appendObject(QByteArray& out, const Resource& resource, const Object& object, Shape shape, bool withType);

} // namespace dg::apiserver
