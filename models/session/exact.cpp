// SPDX-License-Identifier: Apache-2.0
#include "session/exact.h"

#include "drift/build.h"
#include "drift/exact.h"
#include "flux/stored_release.h"
#include "kustomization_build.h"
#include "object_reader.h"

#include <algorithm>
#include <memory>
#include <set>

namespace dg::session {

namespace {

using Why = NotCompared::Why;
using Name = std::array<std::string, 4>; // group, kind, namespace, name

// One owner while it is compared.
struct OwnerRun {
    std::shared_ptr<const flux::FluxObject> owner;
    flux::Reference reference;
    drift::Comparison comparison;
    std::string releaseNs; // of Helm
    std::set<Name> inventory;
    bool prune = false;
    bool counted = false;
    bool named = false; // the object that is wanted alone
};
using RunPtr = std::shared_ptr<OwnerRun>;

// The roots of sources, by their names; of all others the one without.
using Folders = std::map<std::string, Result<std::unique_ptr<drift::Files>>>;

std::string sourceOf(const flux::FluxObject& owner)
{
    return owner.source.kind.str() + "/" + owner.source.ns.str() + "/" + owner.source.name.str();
}

class Exact {
public:
    Exact(const ExactOptions& options, const OneShotResult& read, StringPool& pool, ObjectReader& reader, const Folders& folders)
        : m_options(options)
        , m_read(read)
        , m_pool(pool)
        , m_reader(reader)
        , m_folders(folders)
        , m_build(options, reader)
    {
    }
    [[nodiscard]] Status choose();
    void begin();
    [[nodiscard]] ExactResult take();

private:
    void readRelease(const RunPtr& run);
    void readKustomization(const RunPtr& run);
    void compareBuilt(const RunPtr& run, BuiltKustomization built);
    void prunedLater(const OwnerRun& run, const std::set<Name>& built);
    void compare(const RunPtr& run, drift::Value desired);
    void compareLive(const RunPtr& run, const std::shared_ptr<drift::Wiped>& desired, const drift::Identity& identity,
        const kube::Resource& resource, std::string_view json);
    void dryRun(const RunPtr& run, const std::shared_ptr<drift::Wiped>& desired, const drift::Identity& identity,
        const kube::Resource& resource, const std::shared_ptr<drift::LiveObject>& live);
    void conclude(const RunPtr& run, std::vector<drift::Finding> findings, const drift::LiveObject& live);
    void noteUnread(const MissingPart& part);
    NotCompared& note(const OwnerRun& run, Why why, const ObjectKey& object = {});
    void noteError(const OwnerRun& run, const ObjectKey& object, const std::string& verb, const kube::Resource& resource,
        const std::string& ns, const Error& error, Why otherwise = Why::Failed);
    void progress(std::size_t done, std::size_t known);
    [[nodiscard]] bool isWanted(const flux::FluxObject& owner) const;
    [[nodiscard]] bool isWanted(const drift::Identity& identity) const;
    [[nodiscard]] Folders::const_iterator folderOf(const flux::FluxObject& owner) const; // end: none
    [[nodiscard]] ObjectKey keyOf(const drift::Identity& identity);
    [[nodiscard]] std::optional<bool> isNamespaced(std::string_view group, std::string_view kind) const;

    const ExactOptions& m_options;
    const OneShotResult& m_read;
    StringPool& m_pool;
    ObjectReader& m_reader;
    const Folders& m_folders;
    KustomizationBuild m_build;
    std::size_t m_known = 0, m_done = 0; // objects
    std::vector<RunPtr> m_runs;
    ExactResult m_result;
};

bool isSecret(const drift::Identity& identity)
{
    return identity.group.empty() && identity.kind == "Secret";
}

Status Exact::choose()
{
    std::set<std::string> sources;
    for (const auto& object : m_read.objects) {
        if (object->kind != flux::Kind::Kustomization && object->kind != flux::Kind::HelmRelease)
            continue;
        if (!isWanted(*object))
            continue;
        auto run = std::make_shared<OwnerRun>();
        run->owner = object;
        run->reference = {object->key.kind, object->key.ns, object->key.name};
        run->comparison.owner = run->reference;
        run->comparison.byHelm = object->kind == flux::Kind::HelmRelease;
        run->comparison.evidence = run->comparison.byHelm ? drift::Evidence::StoredManifest : drift::Evidence::Files;
        object->inventory.forEach([&](const flux::InventoryEntry& entry) {
            run->inventory.insert({std::string(entry.group), std::string(entry.kind), std::string(entry.ns), std::string(entry.name)});
        });
        if (!run->comparison.byHelm && !object->remoteCluster)
            sources.insert(sourceOf(*object));
        m_runs.push_back(std::move(run));
    }
    if (m_options.owner && m_runs.empty()) {
        const auto unread
            = std::ranges::find_if(m_read.missing, [&](const MissingPart& part) { return part.kind == m_options.owner->kind; });
        if (unread == m_read.missing.end())
            return fail(ErrorCode::NotFound, m_options.owner->kind + "/" + m_options.owner->ns + "/" + m_options.owner->name);
        noteUnread(*unread);
    }
    std::erase_if(sources, [this](const std::string& source) { return m_folders.contains(source); });
    if (m_folders.contains({}) && sources.size() > 1)
        return fail(ErrorCode::BadValue, "sources");
    return {};
}

bool Exact::isWanted(const flux::FluxObject& owner) const
{
    const ObjectName name{owner.key.kind.str(), owner.key.ns.str(), owner.key.name.str()};
    if (m_options.owner && *m_options.owner != name)
        return false;
    if (!m_options.owners.empty() && std::ranges::find(m_options.owners, name) == m_options.owners.end())
        return false;
    return m_options.ns.empty() || m_options.ns == name.ns;
}

bool Exact::isWanted(const drift::Identity& identity) const
{
    const auto& wanted = m_options.object;
    return !wanted
        || (wanted->group.view() == identity.group && wanted->kind.view() == identity.kind && wanted->ns.view() == identity.ns
            && wanted->name.view() == identity.name);
}

Folders::const_iterator Exact::folderOf(const flux::FluxObject& owner) const
{
    const auto found = m_folders.find(sourceOf(owner));
    return found == m_folders.end() ? m_folders.find({}) : found;
}

void Exact::progress(std::size_t done, std::size_t known)
{
    m_done += done;
    m_known += known;
    if (m_options.progress)
        m_options.progress(m_done, m_known);
}

void Exact::begin()
{
    for (const auto& run : m_runs) {
        if (run->owner->remoteCluster)
            note(*run, Why::RemoteCluster);
        else if (run->comparison.byHelm)
            readRelease(run);
        else if (const auto folder = folderOf(*run->owner); folder != m_folders.end() && !folder->second)
            note(*run, Why::CannotBuild).error = folder->second.error();
        else
            readKustomization(run);
    }
}

void Exact::readRelease(const RunPtr& run)
{
    const auto name = flux::storedReleaseName(*run->owner);
    if (name.empty()) {
        note(*run, Why::NoRelease);
        return;
    }
    const auto ns = run->owner->storageNamespace.empty() ? run->owner->key.ns.str() : run->owner->storageNamespace;
    const kube::Resource secrets{"", "v1", "Secret", "secrets", true, {}};
    m_reader.ask({secrets, ns, name, {}, {}, true}, [this, run, secrets, ns](Result<std::string>& answer) {
        if (!answer)
            return noteError(
                *run, {}, "get", secrets, ns, answer.error(), answer.error().code == ErrorCode::NotFound ? Why::NoRelease : Why::Failed);
        const auto stored = flux::manifestOfStoredRelease(*answer);
        auto documents = stored ? drift::fromYaml(stored->text) : tl::unexpected(stored.error());
        if (!documents) {
            note(*run, Why::CannotBuild).error = documents.error();
            return;
        }
        run->releaseNs = stored->ns.empty() ? run->owner->key.ns.str() : stored->ns;
        for (auto& document : *documents) {
            const auto* const hook = document.at({"metadata", "annotations", "helm.sh/hook"});
            if (!hook && document.isMap())
                compare(run, std::move(document));
        }
    });
}

void Exact::readKustomization(const RunPtr& run)
{
    const auto folder = folderOf(*run->owner);
    m_build.start(run->owner, folder == m_folders.end() ? nullptr : folder->second->get(),
        [this, run](tl::expected<BuiltKustomization, Unbuilt> built) {
            if (built)
                return compareBuilt(run, std::move(*built));
            const auto& why = built.error();
            if (!why.asked.kind.empty())
                return noteError(*run, {}, "get", why.asked, why.ns, why.error, why.why);
            note(*run, why.why).error = why.error;
        });
}

void Exact::compareBuilt(const RunPtr& run, BuiltKustomization built)
{
    run->prune = built.prune;
    std::set<Name> names;
    for (auto& object : built.objects) {
        if (const auto identity = drift::identityOf(object)) {
            const bool cluster = !isNamespaced(identity->group, identity->kind).value_or(true);
            names.insert({identity->group, identity->kind, cluster ? std::string() : identity->ns, identity->name});
        }
        compare(run, std::move(object));
    }
    prunedLater(*run, names);
}

void Exact::prunedLater(const OwnerRun& run, const std::set<Name>& built)
{
    if (!run.prune)
        return;
    for (const auto& name : run.inventory) {
        const auto& [group, kind, ns, object] = name;
        if (built.contains(name) || !isWanted(drift::Identity{group, {}, kind, ns, object}))
            continue;
        drift::Finding finding;
        finding.kind = drift::Kind::PrunedLater;
        finding.confidence = drift::Confidence::Certain;
        finding.evidence = drift::Evidence::Files;
        finding.object = {m_pool.intern(group), m_pool.intern(kind), m_pool.intern(ns), m_pool.intern(object)};
        finding.owner = run.reference;
        if (const auto* const resource = m_reader.discovery().find(group, kind))
            finding.apiVersion = resource->apiVersion();
        m_result.findings.push_back(std::move(finding));
    }
}

void Exact::compare(const RunPtr& run, drift::Value document)
{
    const auto desired = std::make_shared<drift::Wiped>(std::move(document));
    auto identity = drift::identityOf(desired->value);
    if (!identity)
        return; // Helm and Flux could not have applied it
    const auto* const resource = m_reader.discovery().find(identity->group, identity->version, identity->kind);
    if (!resource) {
        note(*run, Why::NotServed, keyOf(*identity)).error = Error{ErrorCode::NotFound, identity->apiVersion() + " " + identity->kind, {}};
        return;
    }
    if (!resource->namespaced) {
        identity->ns.clear();
    } else if (identity->ns.empty()) {
        identity->ns = run->releaseNs;
        if (identity->ns.empty()) {
            note(*run, Why::NoNamespace, keyOf(*identity));
            return;
        }
        desired->value.put("metadata").put("namespace", drift::Value::string(identity->ns));
    }
    if (!isWanted(*identity))
        return;
    run->named = true;
    const bool secret = isSecret(*identity);
    if (secret && !m_options.includeSecrets) {
        note(*run, Why::SecretNotAsked, keyOf(*identity));
        return;
    }
    progress(0, 1);
    m_reader.ask({*resource, identity->ns, identity->name, {}, {}, secret},
        [this, run, desired, identity = *identity, resource = *resource](Result<std::string>& answer) {
            progress(1, 0);
            if (answer)
                return compareLive(run, desired, identity, resource, *answer);
            if (answer.error().code != ErrorCode::NotFound)
                return noteError(*run, keyOf(identity), "get", resource, identity.ns, answer.error());
            // Helm stored what it applied; files may be ahead of Flux.
            const bool applied
                = run->comparison.byHelm || run->inventory.contains({identity.group, identity.kind, identity.ns, identity.name});
            m_result.findings.push_back(drift::missingObject(keyOf(identity), identity.apiVersion(), run->comparison, applied));
            ++m_result.compared;
            run->counted = true;
        });
}

void Exact::compareLive(const RunPtr& run, const std::shared_ptr<drift::Wiped>& desired, const drift::Identity& identity,
    const kube::Resource& resource, std::string_view json)
{
    auto read = drift::liveFromJson(json, identity, m_pool);
    if (!read)
        return noteError(*run, keyOf(identity), "get", resource, identity.ns, read.error());
    const std::shared_ptr<drift::LiveObject> live(new drift::LiveObject(std::move(*read)), [](drift::LiveObject* object) {
        object->value.wipe();
        delete object;
    });
    if (drift::heldByMark(desired->value, *live)) {
        ++m_result.held;
        return;
    }
    // What SOPS encrypted cannot be sent as it stands.
    if (m_options.dryRun && !drift::isEncrypted(desired->value))
        return dryRun(run, desired, identity, resource, live);
    conclude(run, drift::compareManifest(desired->value, *live, run->comparison), *live);
}

void Exact::dryRun(const RunPtr& run, const std::shared_ptr<drift::Wiped>& desired, const drift::Identity& identity,
    const kube::Resource& resource, const std::shared_ptr<drift::LiveObject>& live)
{
    drift::addOwnerMarks(desired->value, *run->owner, run->releaseNs);
    const char* const manager = run->comparison.byHelm ? "helm-controller" : "kustomize-controller";
    m_reader.ask({resource, identity.ns, identity.name, drift::toJson(desired->value), manager, isSecret(identity)},
        [this, run, desired, identity, resource, live](Result<std::string>& answer) {
            auto then = answer ? drift::fromJson(*answer) : tl::unexpected(answer.error());
            if (!then) {
                auto refused = then.error();
                if (desired->value.hidden || isSecret(identity))
                    refused.detail.clear(); // servers quote values
                noteError(*run, keyOf(identity), "patch", resource, identity.ns, refused, Why::DryRunRefused);
                return conclude(run, drift::compareManifest(desired->value, *live, run->comparison), *live);
            }
            const drift::Wiped result(std::move(*then));
            auto comparison = run->comparison;
            comparison.evidence = drift::Evidence::DryRun;
            conclude(run, drift::compareDryRun(desired->value, result.value, *live, comparison), *live);
        });
}

void Exact::conclude(const RunPtr& run, std::vector<drift::Finding> findings, const drift::LiveObject& live)
{
    drift::dropLeftOut(findings, *run->owner, live);
    if (!findings.empty())
        m_result.records.emplace(live.record->key, live.record);
    std::move(findings.begin(), findings.end(), std::back_inserter(m_result.findings));
    ++m_result.compared;
    run->counted = true;
}

// The owner that was asked for may be there: its kind could not be read.
void Exact::noteUnread(const MissingPart& part)
{
    OwnerRun run;
    run.reference = {m_pool.intern(m_options.owner->kind), m_pool.intern(m_options.owner->ns), m_pool.intern(m_options.owner->name)};
    const auto& info = flux::info(flux::kindFromWord(m_options.owner->kind));
    const kube::Resource resource{std::string(info.group), {}, std::string(info.name), std::string(info.plural), true, {}};
    noteError(run, {}, "list", resource, part.ns.value_or(std::string()), part.error);
}

NotCompared& Exact::note(const OwnerRun& run, Why why, const ObjectKey& object)
{
    auto& one = m_result.notCompared.emplace_back();
    one.why = why;
    one.owner = run.reference;
    one.object = object;
    return one;
}

void Exact::noteError(const OwnerRun& run, const ObjectKey& object, const std::string& verb, const kube::Resource& resource,
    const std::string& ns, const Error& error, Why otherwise)
{
    const bool forbidden = error.code == ErrorCode::Forbidden;
    auto& one = note(run, forbidden ? Why::Forbidden : otherwise, object);
    one.error = error;
    if (forbidden) {
        one.right = verb + " " + resource.plural + (resource.group.empty() ? "" : "." + resource.group);
        one.ns = ns;
    }
}

ObjectKey Exact::keyOf(const drift::Identity& identity)
{
    return {m_pool.intern(identity.group), m_pool.intern(identity.kind), m_pool.intern(identity.ns), m_pool.intern(identity.name)};
}

std::optional<bool> Exact::isNamespaced(std::string_view group, std::string_view kind) const
{
    const auto* const resource = m_reader.discovery().find(group, kind);
    return resource ? std::optional(resource->namespaced) : std::nullopt;
}

ExactResult Exact::take()
{
    for (const auto& run : m_runs) {
        if (run->counted)
            m_result.owners.push_back(run->reference);
        const auto isOfIt = [&](const auto& one) { return one.owner == run->reference; };
        if (m_options.object && !run->named && std::ranges::none_of(m_result.notCompared, isOfIt)
            && std::ranges::none_of(m_result.findings, isOfIt))
            note(*run, Why::NotNamed, *m_options.object);
    }
    const auto order = [](const auto& of) {
        return std::tuple(of.owner.kind.view(), of.owner.ns.view(), of.owner.name.view(), of.object.kind.view(), of.object.ns.view(),
            of.object.name.view());
    };
    std::ranges::sort(m_result.findings, [&](const drift::Finding& a, const drift::Finding& b) {
        const auto x = order(a), y = order(b);
        return x != y ? x < y : a.path < b.path;
    });
    std::ranges::stable_sort(m_result.notCompared, [&](const NotCompared& a, const NotCompared& b) { return order(a) < order(b); });
    return std::move(m_result);
}

} // namespace

Result<ExactResult> compareExactly(const kube::ConnectionSpec& spec, const ExactOptions& options, const OneShotResult& read,
    StringPool& pool, const Clock& clock, Logger& log, const ConsentFn& consent, std::stop_token stop)
{
    Folders folders;
    for (const auto& [source, root] : options.directories)
        folders.emplace(source, drift::folderFiles(root));
    if (!options.directory.empty()) {
        auto folder = drift::folderFiles(options.directory);
        if (!folder)
            return tl::unexpected(folder.error());
        folders.emplace(std::string(), std::move(folder));
    }
    ObjectReader reader(spec, options.userAgent, clock, log, consent);
    Exact exact(options, read, pool, reader, folders);
    if (const auto chosen = exact.choose(); !chosen)
        return tl::unexpected(chosen.error());
    if (const auto done = reader.run([&exact] { exact.begin(); }, stop); !done)
        return tl::unexpected(done.error());
    return exact.take();
}

} // namespace dg::session
