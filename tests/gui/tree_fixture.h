// SPDX-License-Identifier: Apache-2.0
// Some twenty objects in every state, as a cluster would report them, in a real tree and model.
#pragma once

#include "base/result.h"
#include "flux/object.h"
#include "items/tree_model.h"
#include "text/words.h"

#include <QString>

#include <memory>
#include <vector>

namespace dg::test {

class TreeFixture final : public items::TreeModel::TextSource {
public:
    TreeFixture()
        : model(pool)
    {
        model.setTextSource(this);
        now = *parseRfc3339("2026-11-23T14:00:00Z");
    }

    StringPool pool;
    items::TreeModel model;
    WallTime now;

    ObjectKey key(flux::Kind kind, const char* ns, const char* name)
    {
        const flux::KindInfo& info = flux::info(kind);
        return {pool.intern(info.group), pool.intern(info.name), pool.intern(ns), pool.intern(name)};
    }
    flux::Reference reference(flux::Kind kind, const char* ns, const char* name)
    {
        return {pool.intern(flux::info(kind).name), pool.intern(ns), pool.intern(name)};
    }
    std::shared_ptr<flux::FluxObject> object(flux::Kind kind, const char* name, const char* revision, int appliedMinutesAgo)
    {
        auto o = std::make_shared<flux::FluxObject>();
        o->kind = kind;
        o->key = key(kind, "flux-system", name);
        o->uid = name;
        o->resourceVersion = std::to_string(++m_version);
        o->generation = o->observedGeneration = 1;
        o->hasStatus = true;
        o->interval = Millis{600'000};
        ready(*o, flux::Tri::True, "ReconciliationSucceeded", "Applied revision");
        const WallTime applied = now - std::chrono::minutes(appliedMinutesAgo);
        if (flux::info(kind).isSource) {
            o->artifactRevision = revision;
            o->artifactUpdated = applied;
        } else {
            o->lastAppliedRevision = o->lastAttemptedRevision = revision;
            o->lastReconciled = o->lastDeployed = applied;
        }
        return o;
    }
    static void ready(flux::FluxObject& o, flux::Tri status, const char* reason, const char* message)
    {
        o.conditions = {{"Ready", status, reason, message, std::nullopt, o.generation}};
    }
    void add(const std::shared_ptr<flux::FluxObject>& o) { m_deltas.push_back({o->key, store::RecordType::Flux, o, {}}); }
    void remove(const ObjectKey& key) { m_deltas.push_back({key, store::RecordType::Flux, nullptr, {}}); }
    void managed(const char* group, const char* kind, const char* ns, const char* name, const flux::Reference& owner, flux::Health health,
        const char* message)
    {
        auto o = std::make_shared<flux::ManagedObject>();
        o->key = {pool.intern(group), pool.intern(kind), pool.intern(ns), pool.intern(name)};
        o->owner = owner;
        o->health = health;
        o->healthMessage = message;
        m_deltas.push_back({o->key, store::RecordType::Managed, o, {}});
    }
    void apply()
    {
        model.tree().setNow(now);
        model.tree().apply(m_deltas);
        m_deltas.clear();
    }

    void fill()
    {
        using flux::Kind;
        using flux::Tri;
        add(object(Kind::OCIRepository, "apps", "latest@sha256:4f1c9e2a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6", 36));
        const auto applier = [&](const char* name, int minutes) {
            auto o = object(
                Kind::Kustomization, name, "latest@sha256:91be07aa1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6", minutes);
            o->source = reference(Kind::OCIRepository, "flux-system", "apps");
            return o;
        };
        auto payments = applier("payments", 120);
        ready(*payments, Tri::False, "HealthCheckFailed", "Health check failed: Deployment/payments/api status: 'Failed'");
        payments->inventory.setPresent();
        payments->inventory.add("payments_api_apps_Deployment", "v1");
        payments->inventory.add("payments_api-credentials__Secret", "v1");
        payments->inventory.add("payments_allow-legacy_networking.k8s.io_NetworkPolicy", "v1");
        add(payments);
        const auto owner = reference(Kind::Kustomization, "flux-system", "payments");
        managed("apps", "Deployment", "payments", "api", owner, flux::Health::Failed, "0 of 3 pods ready");
        auto batch = applier("batch-jobs", 6 * 24 * 60);
        ready(*batch, Tri::False, "BuildFailed", "kustomize build failed: accumulating resources: file does not exist");
        batch->suspended = true;
        add(batch);
        auto web = applier("web", 121);
        ready(*web, Tri::False, "DependencyNotReady", "dependency 'flux-system/payments' is not ready");
        web->dependsOn = {owner};
        add(web);
        auto theme = applier("apps", 12);
        theme->inventory.setPresent();
        theme->inventory.add("apps_podinfo_apps_Deployment", "v1");
        theme->inventory.add("apps_podinfo-theme__ConfigMap", "v1");
        add(theme);
        managed("apps", "Deployment", "apps", "podinfo", reference(Kind::Kustomization, "flux-system", "apps"), flux::Health::Current, "");
        add(object(Kind::GitRepository, "flux-system", "main@sha1:6a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", 185));
        auto infra = object(Kind::Kustomization, "infrastructure", "main@sha1:6a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", 2);
        infra->source = reference(Kind::GitRepository, "flux-system", "flux-system");
        ready(*infra, Tri::Unknown, "Progressing", "Reconciliation in progress");
        add(infra);
        auto policies = object(Kind::Kustomization, "policies", "main@sha1:6a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", 14);
        policies->source = infra->source;
        policies->generation = 8;
        policies->conditions.front().observedGeneration = 7;
        add(policies);
        auto gone = object(Kind::Kustomization, "old-team-with-a-very-long-name-that-needs-an-ellipsis",
            "main@sha1:6a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", 14);
        gone->source = infra->source;
        gone->deletionTimestamp = now;
        add(gone);
        add(object(Kind::HelmRepository, "podinfo", "sha256:e81b6a901b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6", 245));
        auto stalled = object(Kind::HelmRelease, "redis", "19.6.4", 9 * 24 * 60);
        stalled->source = reference(Kind::HelmRepository, "flux-system", "podinfo");
        stalled->conditions
            = {{"Ready", Tri::False, "InstallFailed", "Helm install failed: timed out waiting for the condition", std::nullopt, 1},
                {"Stalled", Tri::True, "RetriesExceeded", "Failed to install after 3 attempts", std::nullopt, 1}};
        add(stalled);
        auto silent = object(Kind::Kustomization, "observability", "", 1);
        silent->source = infra->source;
        silent->conditions.clear();
        add(silent);
        const std::pair<Atom, Atom> watched[] = {{pool.intern("apps"), pool.intern("Deployment")}, {Atom{}, pool.intern("ConfigMap")}};
        model.tree().setWatchedKinds(watched);
        apply();
        model.tree().expandAll();
    }

    int row(const char* name) const
    {
        for (int i = 0; i < model.rowCount(); ++i) {
            if (model.row(i).name == name && model.row(i).key.kind.view() != "OCIRepository")
                return i;
        }
        return -1;
    }

    QString cell(const tree::Row& row, items::TreeModel::Column column) const override
    {
        using Column = items::TreeModel::Column;
        switch (column) {
        case Column::Name:
            return text::cleanLine(row.name);
        case Column::State:
            return row.mark == tree::ManagedMark::NotWatched ? QStringLiteral("Not watched") : text::stateName(row.verdict);
        case Column::Revision:
            return text::shortRevision(row.revision);
        case Column::Applied:
            return row.applied ? text::age(now - *row.applied) : QString();
        case Column::Next:
            return row.next ? text::age(*row.next - now) : QString();
        case Column::Message:
            return row.type == tree::RowType::Flux || row.type == tree::RowType::Managed ? text::verdictMessage(row.verdict) : QString();
        default:
            return {};
        }
    }
    QString accessible(const tree::Row& row, items::TreeModel::Column column) const override
    {
        if (column != items::TreeModel::Name)
            return cell(row, column);
        return QStringLiteral("%1, %2").arg(text::qs(row.key.toString()), text::stateName(row.verdict).toLower());
    }
    QString header(items::TreeModel::Column column) const override
    {
        static const char* const names[] = {"Name", "State", "Drift", "Revision", "Applied", "Next", "Message"};
        return QString::fromLatin1(names[column]);
    }
    QString toolTip(const tree::Row&, items::TreeModel::Column) const override { return {}; }

private:
    std::vector<store::Delta> m_deltas;
    int m_version = 0;
};

} // namespace dg::test
