// SPDX-License-Identifier: Apache-2.0
// The drift engine of one open cluster beside the GUI thread: it judges on a thread of its own, results come back as values.
// Everything here is called on the GUI thread and never waits.
#pragma once

#include "drift/engine.h"

#include <QObject>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dg::items {

class DriftWatch final : public QObject {
    Q_OBJECT
public:
    struct Options {
        drift::RuleSet rules;
        std::string factsFile; // kept across restarts; empty: nowhere
        std::string cluster, server;
        // Looks objects up by name (session::ClusterSession::lookUp); called on the engine's thread, must only post.
        std::function<void(std::vector<ObjectKey>)> lookUp;
        // What opened, changed and closed; on the engine's thread. May be empty.
        std::function<void(std::vector<drift::Event>)> events;
    };
    DriftWatch(StringPool& pool, const Clock& clock, Options options, QObject* parent = nullptr);
    ~DriftWatch() override; // saves the facts, joins the thread

    void feed(std::span<const store::Delta> deltas);
    void setReadKinds(std::vector<std::pair<Atom, Atom>> groupKinds);
    void confirmAbsent(std::vector<ObjectKey> keys);
    void setRules(drift::RuleSet rules);

    // As of the last changed(): open findings, expected ones too, by owner, object, path.
    [[nodiscard]] const std::vector<drift::Finding>& findings() const;
    [[nodiscard]] const std::vector<drift::Finding>& episodes() const; // Corrected, oldest first
    [[nodiscard]] const drift::Summary& summary() const;
    // Of one object: findings that count and are not expected.
    [[nodiscard]] int countOf(const ObjectKey& object) const;
    // The same of everything an owner applied.
    [[nodiscard]] int countBelow(const ObjectKey& owner) const;

Q_SIGNALS:
    void changed();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::items
