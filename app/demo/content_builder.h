// SPDX-License-Identifier: Apache-2.0
// Builds objects as Flux and Kubernetes write them (domain.md §3-4, flux-live.md B) from short descriptions.
#pragma once

#include "base/clock.h"
#include "resources.h"

#include <QByteArrayList>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <map>
#include <set>

namespace dg::demo {

// How an object stands. `state` is a word of contracts.md §2: ready reconciling failed stalled waiting stale unknown terminating.
struct Stand {
    const char* state = "ready";
    const char* reason = "";
    const char* message = "";
};

struct SourceText {
    const char* kind;
    const char* ns;
    const char* name;
    const char* url;
    const char* ref; // tag of an OCIRepository, branch of a GitRepository; of the others unused
    int updated = 3600; // seconds ago
    Stand stand = {};
    const char* parent = ""; // "flux-system/flux-system": the Kustomization that applied it
    bool suspended = false;
    const char* interval = "5m";
};

struct KustomizationText {
    const char* ns;
    const char* name;
    const char* source; // "OCIRepository flux-system/apps"
    const char* path;
    int applied; // seconds since the end of the last pass
    Stand stand = {};
    const char* parent = "";
    const char* interval = "10m";
    QByteArrayList dependsOn = {}; // "ns/name"
    QByteArrayList inventory = {}; // "Kind ns/name[ mark…]", see addManaged
    bool suspended = false;
    bool wait = false;
    bool remote = false; // spec.kubeConfig
    bool behind = false; // the last applied revision is an older one than the source's
};

struct HelmReleaseText {
    const char* ns;
    const char* name;
    const char* chart; // "HelmRepository flux-system/bitnami redis 19.6.4" or "OCIRepository web/chart - 1.2.0"
    int deployed; // seconds ago
    int release = 3; // Helm's revision
    Stand stand = {};
    const char* parent = "";
    QByteArrayList inventory = {};
    bool suspended = false;
    const char* drift = ""; // mode: "", warn, enabled
    const char* driftMessage = "";
    const char* attempted = ""; // chart version under way
    QByteArrayList dependsOn = {};
};

class ContentBuilder {
public:
    ContentBuilder(Store& store, std::uint32_t seed, WallTime now)
        : m_store(store)
        , m_seed(seed)
        , m_now(now)
    {
    }

    void addNamespace(const char* name, const char* team);
    void add(const SourceText& text);
    void add(const KustomizationText& text);
    void add(const HelmReleaseText& text);
    void addOciHelmRepository(const char* ns, const char* name, const char* url, const char* parent);
    // Any other object of Flux, its spec and status as they are sent; parent as in the texts above.
    void addObject(const QByteArray& kind, const char* ns, const char* name, const QJsonObject& spec, const QJsonObject& status,
        const char* parent = "", int age = 30 * 86400);
    void addExternalArtifact(const char* ns, const char* name, const char* generator, int updated);
    // "Kind ns/name[ mark…]"; marks: missing (only in the inventory), flux (made elsewhere), ready=0/3 (replicas),
    // drift=MANAGER (that manager took a field), orphan (not in the inventory). "-" as ns: cluster-scoped.
    void addManaged(const QByteArray& line, const QByteArray& owner, bool helm);
    void addApplyEvent(const char* ns, const char* name, const QString& message, const QString& revision, const QString& time);

    [[nodiscard]] QString ago(int seconds) const { return QString::fromStdString(toRfc3339(m_now - Seconds{seconds})); }
    // The revision a source has; older ones by `back`.
    [[nodiscard]] QString revision(
        const QByteArray& kind, const QByteArray& ns, const QByteArray& name, const QByteArray& ref, int back = 0) const;
    [[nodiscard]] QString hex(const QByteArray& what, int digits = 64) const;

private:
    [[nodiscard]] QJsonObject metadata(
        const QByteArray& kind, const QByteArray& ns, const QByteArray& name, qint64 generation, int age, const QByteArray& parent) const;
    // Entries of a Kustomization's history for deliveries before `back` revisions of its source: Flux keeps five.
    [[nodiscard]] QJsonArray formerEntries(const KustomizationText& text, int back) const;
    [[nodiscard]] QJsonObject historyMetadata(const char* source, const QString& revision) const;
    [[nodiscard]] QJsonArray inventoryEntries(const QByteArrayList& lines) const;
    void put(const QByteArray& kind, QJsonObject object);

    Store& m_store;
    std::uint32_t m_seed;
    WallTime m_now;
    std::map<QByteArray, QByteArray> m_refs; // "OCIRepository flux-system/apps" -> its ref
    std::map<QByteArray, int> m_updated; // -> seconds since its artifact was stored
    std::set<QByteArray> m_annotated; // whose image names its commit
};

// A condition as Flux writes it.
[[nodiscard]] QJsonObject makeCondition(
    const char* type, const char* status, const QString& reason, const QString& message, const QString& since, qint64 observed);

} // namespace dg::demo
