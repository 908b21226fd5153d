// SPDX-License-Identifier: Apache-2.0
// The applications of one cluster with their deliveries, by name; rows come and go by name, nothing is reset while one cluster
// is shown. Keeps what it sees of runs. GUI thread only.
#pragma once

#include "delivery/delivery.h"
#include "delivery/runs.h"
#include "gitlab/address.h"
#include "tree/fleet_tree.h"

#include <QAbstractListModel>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace dg::items {

// Which applications get their files from one project or repository.
struct ProjectUse {
    gitlab::ProjectAddress address; // empty: neither Git nor an image
    flux::Kind kind = flux::Kind::Other; // of its sources
    std::vector<std::string> sources; // "payments/delivery"
    std::vector<ObjectKey> applications;
};

class DeliveryModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using Words = std::function<QString(const delivery::Delivery& delivery, bool spoken)>;
    explicit DeliveryModel(StringPool& pool, QObject* parent = nullptr);
    ~DeliveryModel() override;
    void setWords(Words words);

    void setTree(const tree::FleetTree* tree); // null: no cluster. Lives until the next call
    // Reads the tree again: at most once a second. `now` by the cluster's clock. A large cluster is read in slices, one each
    // turn of the event loop; while that goes on, another call does nothing.
    void refresh(WallTime now);
    void setGitLab(const ObjectKey& applier, delivery::GitLabFacts facts);
    void setFilter(const QString& words); // all of them, in names of application, source or project
    [[nodiscard]] bool anything() const { return !m_all.empty(); }

    [[nodiscard]] const delivery::Delivery& delivery(int row) const;
    [[nodiscard]] const delivery::Delivery* find(const ObjectKey& applier) const; // whatever the filter
    [[nodiscard]] int rowOf(const ObjectKey& applier) const; // -1: none
    [[nodiscard]] const std::vector<delivery::Run>& runs(const ObjectKey& applier) const { return m_book.runs(applier); }
    // What a history kept of earlier runs. True the first time for an application since setTree(): then ask for them.
    [[nodiscard]] bool wantsFormerRuns(const ObjectKey& applier);
    void setFormerRuns(const ObjectKey& applier, std::vector<delivery::Run> runs);
    [[nodiscard]] std::vector<ProjectUse> projects() const; // by address
    [[nodiscard]] bool isTrouble(int row) const; // stands still for another reason than being under way

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Entry {
        delivery::Input input;
        delivery::GitLabFacts gitlab;
        delivery::Delivery delivery;
        std::string text; // what the filter looks into, in lower case
        bool seen = false; // in this refresh
    };
    struct Wires; // who reports to GitLab, which Receivers there are
    struct SourceSeen;
    struct Pass; // a refresh under way
    using Sources = std::unordered_map<ObjectKey, SourceSeen>; // by name; the group is left out
    [[nodiscard]] const SourceSeen& sourceOf(const flux::Reference& reference, const Wires& wires, Sources& sources) const;
    [[nodiscard]] bool reports(const ObjectKey& applier, const Wires& wires) const;
    void take(Entry& entry, delivery::Input input);
    void goOn(); // with the pass
    void look(const std::shared_ptr<const flux::FluxObject>& object);
    void endPass();
    [[nodiscard]] Wires wires() const;
    void show();

    StringPool& m_pool;
    Words m_words;
    const tree::FleetTree* m_tree = nullptr;
    std::unordered_map<ObjectKey, Entry> m_all;
    std::vector<ObjectKey> m_rows;
    QStringList m_filter;
    delivery::RunBook m_book;
    std::unordered_set<ObjectKey> m_askedRuns;
    std::unique_ptr<Wires> m_wires; // of the last refresh
    std::unique_ptr<Pass> m_pass; // null: none
};

} // namespace dg::items
