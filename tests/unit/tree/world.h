// SPDX-License-Identifier: Apache-2.0
// What the tree tests share: objects in one line, a mirror that replays the signals, the tree drawn as text.
#pragma once

#include "tree/fleet_tree.h"

#include <map>
#include <string>
#include <vector>

namespace dg::test {

// Replays what the observer hears; must equal the tree's own list at any time.
class Mirror final : public tree::TreeObserver {
public:
    const tree::FleetTree* tree = nullptr;
    std::vector<tree::NodeId> rows;
    int inserts = 0, removes = 0, changes = 0, resets = 0;
    std::vector<std::pair<int, int>> changed;
    std::string fault;

    void forget()
    {
        inserts = removes = changes = resets = 0;
        changed.clear();
    }
    [[nodiscard]] bool quiet() const { return inserts + removes + changes + resets == 0; }

    void rowsAboutToBeInserted(int first, int last) override
    {
        expectSame("before an insertion");
        m_first = first, m_last = last;
    }
    void rowsInserted() override
    {
        ++inserts;
        if (m_first < 0 || m_last < m_first || m_first > static_cast<int>(rows.size()))
            fault = "bad insertion";
        rows.insert(rows.begin() + m_first, static_cast<std::size_t>(m_last - m_first + 1), 0);
        for (int i = m_first; i <= m_last; ++i)
            rows[static_cast<std::size_t>(i)] = tree->idAt(i);
        expectSame("after an insertion");
    }
    void rowsAboutToBeRemoved(int first, int last) override
    {
        expectSame("before a removal");
        m_first = first, m_last = last;
    }
    void rowsRemoved() override
    {
        ++removes;
        rows.erase(rows.begin() + m_first, rows.begin() + m_last + 1);
        expectSame("after a removal");
    }
    void rowsChanged(int first, int last) override
    {
        ++changes;
        changed.emplace_back(first, last);
        if (first < 0 || last < first || last >= static_cast<int>(rows.size()))
            fault = "bad change";
    }
    void aboutToReset() override { expectSame("before a reset"); }
    void reset() override
    {
        ++resets;
        rows.clear();
        for (int i = 0; i < tree->rowCount(); ++i)
            rows.push_back(tree->idAt(i));
    }
    void expectSame(const char* when)
    {
        bool same = tree->rowCount() == static_cast<int>(rows.size());
        for (int i = 0; same && i < tree->rowCount(); ++i)
            same = tree->idAt(i) == rows[static_cast<std::size_t>(i)];
        if (!same && fault.empty())
            fault = when;
    }

private:
    int m_first = 0, m_last = 0;
};

class World {
public:
    World()
        : tree(pool, mirror)
    {
        mirror.tree = &tree;
    }

    StringPool pool;
    Mirror mirror;
    tree::FleetTree tree;

    // "ks/name", "git/name", "hr/name", "hrepo/name", "chart/name": in namespace "flux" unless "code/ns/name".
    ObjectKey key(const std::string& what)
    {
        const auto slash = what.find('/');
        auto name = what.substr(slash + 1);
        std::string ns = "flux";
        if (const auto second = name.find('/'); second != std::string::npos) {
            ns = name.substr(0, second);
            name = name.substr(second + 1);
        }
        const auto code = what.substr(0, slash);
        const auto kind = flux::kindFromWord(code);
        if (kind == flux::Kind::Other) // a managed one
            return {pool.intern(groupOf(code)), pool.intern(code), pool.intern(ns), pool.intern(name)};
        const auto& info = flux::info(kind);
        return {pool.intern(info.group), pool.intern(info.name), pool.intern(ns), pool.intern(name)};
    }
    static const char* groupOf(const std::string& kind)
    {
        if (kind == "Deployment" || kind == "StatefulSet" || kind == "DaemonSet" || kind == "ReplicaSet")
            return "apps";
        return kind == "Job" || kind == "CronJob" ? "batch" : "";
    }
    flux::Reference ref(const std::string& what)
    {
        const auto k = key(what);
        return {k.kind, k.ns, k.name};
    }

    struct Flux {
        std::string what;
        std::string source{};
        std::string parent{};
        std::string state = "ready"; // ready failed reconciling
        std::vector<std::string> inventory{};
        std::string revision = "main@sha1:1";
        bool suspended = false;
        bool remote = false;
    };
    store::Delta delta(const Flux& f)
    {
        auto object = std::make_shared<flux::FluxObject>();
        object->key = key(f.what);
        object->uid = "u";
        object->kind = flux::kindFromGroupKind(object->key.group.view(), object->key.kind.view());
        object->generation = 1;
        object->observedGeneration = 1;
        object->hasStatus = true;
        object->suspended = f.suspended;
        object->remoteCluster = f.remote;
        flux::Condition ready;
        ready.type = "Ready";
        ready.observedGeneration = 1;
        ready.status = f.state == "failed" ? flux::Tri::False : flux::Tri::True;
        ready.reason = f.state == "failed" ? "BuildFailed" : "ReconciliationSucceeded";
        ready.message = f.state == "failed" ? "it broke" : "applied";
        object->conditions.push_back(ready);
        if (f.state == "reconciling") {
            flux::Condition running;
            running.type = "Reconciling";
            running.status = flux::Tri::True;
            running.reason = "Progressing";
            running.message = "in progress";
            running.observedGeneration = 1;
            object->conditions.push_back(running);
        }
        const bool applier = object->kind == flux::Kind::Kustomization || object->kind == flux::Kind::HelmRelease;
        (applier ? object->lastAppliedRevision : object->artifactRevision) = f.revision;
        if (!f.source.empty()) {
            const bool chart
                = object->kind == flux::Kind::HelmChart || (object->kind == flux::Kind::HelmRelease && f.source.starts_with("hrepo"));
            (chart ? object->chartSource : object->source) = ref(f.source);
        }
        if (!f.parent.empty())
            object->parent = ref(f.parent);
        for (const auto& entry : f.inventory) {
            const auto k = key(entry);
            object->inventory.add(k.ns.str() + "_" + k.name.str() + "_" + k.group.str() + "_" + k.kind.str(), "v1");
        }
        return {object->key, store::RecordType::Flux, object, {}};
    }
    store::Delta gone(const std::string& what)
    {
        const auto k = key(what);
        return {k,
            flux::kindFromGroupKind(k.group.view(), k.kind.view()) == flux::Kind::Other ? store::RecordType::Managed
                                                                                        : store::RecordType::Flux,
            nullptr, {}};
    }
    store::Delta managed(const std::string& what, flux::Health health = flux::Health::Current)
    {
        auto object = std::make_shared<flux::ManagedObject>();
        object->key = key(what);
        object->health = health;
        object->uid = uid(what);
        return {object->key, store::RecordType::Managed, object, {}};
    }
    // Each recreate() gives the object another uid.
    std::string uid(const std::string& what) { return key(what).toString() + "#" + std::to_string(incarnations[what]); }
    void recreate(const std::string& what) { ++incarnations[what]; }
    std::map<std::string, int> incarnations;

    struct Child {
        std::string what; // "Pod/web-1-a", "ReplicaSet/web-1"
        std::string owner; // "Deployment/web"
        flux::Health health = flux::Health::Current;
        int restarts = 0;
        int replicas = 1;
        int rollout = 0;
        std::string uid{}, ownerUid{}; // empty: of this moment
    };
    store::Delta child(const Child& c)
    {
        auto object = std::make_shared<flux::WorkloadObject>();
        object->key = key(c.what);
        object->uid = c.uid.empty() ? uid(c.what) : c.uid;
        object->controllerUid = c.ownerUid.empty() ? uid(c.owner) : c.ownerUid;
        object->controllerKind = key(c.owner).kind;
        object->controllerName = key(c.owner).name;
        object->health = c.health;
        object->restarts = c.restarts;
        object->replicas = c.replicas;
        object->rollout = c.rollout;
        object->image = "registry.example.com/app:1";
        object->node = "node-1";
        return {object->key, store::RecordType::Workload, object, {}};
    }
    store::Delta childGone(const std::string& what) { return {key(what), store::RecordType::Workload, nullptr, {}}; }
    using Reading = tree::WorkloadReading::State;
    // All three kinds of namespace "flux" but those named otherwise.
    void readChildren(const std::map<std::string, Reading>& but = {})
    {
        std::vector<tree::WorkloadReading> readings;
        for (const auto& [kind, plural] : {std::pair{"Pod", "pods"}, {"ReplicaSet", "replicasets"}, {"Job", "jobs"}}) {
            const auto found = but.find(kind);
            const auto state = found == but.end() ? Reading::Read : found->second;
            readings.push_back({pool.intern("flux"), pool.intern(kind), pool.intern(plural), state,
                state == Reading::Unreadable ? Error{ErrorCode::Forbidden, plural, "no"} : Error{}});
        }
        tree.setWorkloadReadings(std::move(readings));
    }
    // The row whose name this is; -1: none.
    [[nodiscard]] int rowOf(const std::string& name) const
    {
        for (int i = 0; i < tree.rowCount(); ++i) {
            if (tree.row(i).name == name)
                return i;
        }
        return -1;
    }
    void open(const std::string& name) { tree.setExpanded(rowOf(name), true); }
    void put(const Flux& f) { apply({delta(f)}); }
    void apply(const std::vector<store::Delta>& deltas) { tree.apply(deltas); }
    void watch(const std::vector<std::string>& kinds)
    {
        std::vector<std::pair<Atom, Atom>> list;
        for (const auto& kind : kinds) {
            const auto k = key(kind + "/x");
            list.emplace_back(k.group, k.kind);
        }
        tree.setWatchedKinds(list);
    }

    // One line a row: indent, expander, code, name, state or mark.
    [[nodiscard]] std::string draw() const { return draw(tree); }
    [[nodiscard]] static std::string draw(const tree::FleetTree& tree)
    {
        std::string out;
        for (int i = 0; i < tree.rowCount(); ++i) {
            const auto row = tree.row(i);
            out.append(static_cast<std::size_t>(row.depth) * 2, ' ');
            out += row.hasChildren ? (row.expanded ? "v " : "> ") : "- ";
            if (!row.kindCode.empty())
                out.append(row.kindCode).append(" ");
            out += row.name;
            if (row.type == tree::RowType::Note) {
                constexpr const char* notes[] = {"none", "reading", "empty", "unreadable", "left out"};
                out.append("(").append(notes[static_cast<int>(row.note)]).append(")");
            }
            if (row.type == tree::RowType::Child && row.workload && row.workload->restarts > 0)
                out.append(" x").append(std::to_string(row.workload->restarts));
            if (row.type == tree::RowType::Flux || row.type == tree::RowType::Notice || row.type == tree::RowType::Child)
                out.append(" ").append(flux::stateWord(row.verdict.state));
            if (row.type == tree::RowType::Managed) {
                constexpr const char* marks[] = {"present", "missing", "notWatched", "elsewhere", "orphaned"};
                out.append(" ").append(marks[static_cast<int>(row.mark)]);
                if (row.mark == tree::ManagedMark::Present && row.verdict.state != flux::State::Ready)
                    out.append(" ").append(flux::stateWord(row.verdict.state));
            }
            if (row.repeated)
                out += " repeated";
            if (row.cycle)
                out += " cycle";
            if (!row.match)
                out += " (way)";
            out += '\n';
        }
        return out;
    }
};

} // namespace dg::test
