// SPDX-License-Identifier: Apache-2.0
// A cluster as the window sees it: a real session feeding a tree, pumped from the test's event loop.
#pragma once

#include "control_plane.h"
#include "flux/state.h"
#include "kube/kubeconfig.h"
#include "session/session.h"
#include "tree/fleet_tree.h"

#include <QCoreApplication>

#include <map>
#include <memory>
#include <set>
#include <string>

namespace dg::test {

class Watched final : private tree::TreeObserver {
public:
    Watched(const QString& kubeconfig, const char* context, session::SessionOptions options = {})
        : m_options(std::move(options))
    {
        const auto config = kube::loadKubeconfig(kube::KubeconfigSources{kubeconfig.toStdString(), {}, {}});
        auto spec = kube::resolve(config, context);
        if (!spec)
            qFatal("context %s: %s %s", context, errorWord(spec.error().code), spec.error().detail.c_str());
        open(std::move(*spec));
    }
    explicit Watched(kube::ConnectionSpec spec) { open(std::move(spec)); }

    void pump()
    {
        std::vector<store::Delta> deltas;
        m_session->inbox().drain(deltas, 100'000);
        m_tree->apply(deltas);
        for (const auto& delta : deltas)
            m_deltas[delta.key.toString()] += 1;
    }
    session::SessionStatus status()
    {
        pump();
        return m_session->status();
    }
    // "Kustomization/flux-system/apps" -> "ready", "failed, suspended", …
    std::map<std::string, std::string> states()
    {
        pump();
        std::map<std::string, std::string> all;
        m_tree->forEachFlux([&](const flux::FluxObject& object, const flux::Verdict& verdict, bool) {
            all[object.key.toString()] = std::string(flux::stateWord(verdict.state)) + (verdict.suspended ? ", suspended" : "");
        });
        return all;
    }
    std::string revision(const char* name)
    {
        pump();
        std::string found;
        m_tree->forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
            if (object.key.toString() == name)
                found = object.revision();
        });
        return found;
    }
    ObjectKey key(const char* group, const char* kind, const char* ns, const char* name)
    {
        return {m_pool.intern(group), m_pool.intern(kind), m_pool.intern(ns), m_pool.intern(name)};
    }
    StringPool& pool() { return m_pool; }
    session::ClusterSession& session() { return *m_session; }
    tree::FleetTree& tree() { return *m_tree; }
    int resets() const { return m_resets; }

private:
    void open(kube::ConnectionSpec spec)
    {
        m_tree.reset(new tree::FleetTree(m_pool, *this)); // make_unique does not see the private base
        m_session = std::make_unique<session::ClusterSession>(
            std::move(spec), m_options, m_pool, m_clock, m_log, [](const kube::ExecSpec&) { return false; });
        m_session->start();
    }
    void rowsAboutToBeInserted(int, int) override { }
    void rowsInserted() override { }
    void rowsAboutToBeRemoved(int, int) override { }
    void rowsRemoved() override { }
    void rowsChanged(int, int) override { }
    void aboutToReset() override { }
    void reset() override { ++m_resets; }

    session::SessionOptions m_options;
    SystemClock m_clock;
    Logger m_log;
    StringPool m_pool;
    std::unique_ptr<tree::FleetTree> m_tree;
    std::unique_ptr<session::ClusterSession> m_session;
    std::map<std::string, int> m_deltas;
    int m_resets = 0;
};

} // namespace dg::test
