// SPDX-License-Identifier: Apache-2.0
#include "session/one_shot.h"

#include "checks/checks.h"
#include "cluster_uid.h"
#include "flux/decode.h"
#include "flux/kinds.h"
#include "kube/access.h"
#include "kube/credentials.h"
#include "kube/discovery.h"
#include "name_decoder.h"
#include "object_order.h"
#include "one_shot_list.h"
#include "secret_facts.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <list>
#include <map>
#include <set>
#include <tuple>

namespace dg::session {

namespace {

constexpr std::size_t MaxInFlight = 12; // lists at a time: a namespace each may be hundreds
constexpr std::size_t MostByName = 2'000; // inventory entries looked up one by one

constexpr auto Before = [](const auto& a, const auto& b) { return isBefore(a->key, b->key); };

class Reader {
public:
    Reader(const kube::ConnectionSpec& spec, const OneShotOptions& options, StringPool& pool, const Clock& clock, Logger& log,
        const ConsentFn& consent)
        : m_spec(spec)
        , m_options(options)
        , m_pool(pool)
        , m_clock(clock)
        , m_loop(spec.endpoint, options.userAgent, clock, log)
        , m_credentials(spec.auth, clock, log, consent)
    {
    }
    Result<OneShotResult> run(const std::stop_token& stop);

private:
    void connect();
    void discoverNow();
    void discovered(Result<kube::Discovery> result);
    void takeCertificate();
    void refresh(std::function<void(Status)> done);
    void listKinds();
    void listKind(flux::Kind kind, const kube::Resource& resource, const std::string& ns, std::size_t version);
    void kindListed(
        flux::Kind kind, const kube::Resource& resource, const std::string& ns, std::size_t version, Result<OneShotList::Answer> answer);
    void readNamespaces();
    void namespacesRead(Result<OneShotList::Answer> answer);
    void listByNamespace(flux::Kind kind);
    void listManaged();
    void listControllers();
    void listApplyEvents();
    void managedListed(Result<OneShotList::Answer> answer);
    void listByName();
    void add(ListWish wish, std::unique_ptr<kube::RecordDecoder> decoder, std::function<void(Result<OneShotList::Answer>)> done);
    [[nodiscard]] flux::KeepOwnership keepOwnership() const
    {
        return m_options.ownership ? flux::KeepOwnership::Yes : flux::KeepOwnership::No;
    }
    // Drift looks at no health; but a SealedSecret's status is what it is about.
    [[nodiscard]] bool readsWhole(const std::string& group, const std::string& kind) const
    {
        return flux::needsWholeObject(group, kind) && (!m_options.ownership || kind == "SealedSecret");
    }
    [[nodiscard]] bool isWanted(std::string_view kind) const
    {
        return m_options.onlyKinds.empty() || std::ranges::find(m_options.onlyKinds, kind) != m_options.onlyKinds.end();
    }
    void pump();
    void stageDone();
    void settleMissing();
    void gatherObjects();
    void finish();

    struct Pending {
        std::unique_ptr<OneShotList> list;
        bool running = false;
    };
    // What one kind met where it had to be read namespace by namespace.
    struct ByNamespace {
        kube::Resource resource;
        std::size_t asked = 0;
        std::vector<MissingPart> refused;
        Error clusterWide;
    };

    const kube::ConnectionSpec& m_spec;
    const OneShotOptions& m_options;
    StringPool& m_pool;
    const Clock& m_clock;
    net::HttpLoop m_loop;
    kube::Credentials m_credentials;
    std::uint64_t m_certificates = 0;
    bool m_refreshed = false;
    int m_controllerLists = 0;

    kube::Discovery m_discovery;
    bool m_guessVersions = false; // discovery was refused: try the known versions
    struct KindList {
        std::vector<std::shared_ptr<const flux::FluxObject>> objects;
        bool inOrder = true;
    };
    std::map<flux::Kind, KindList> m_lists; // until all of Flux's kinds are there
    OneShotResult m_result;
    std::optional<Error> m_error;
    std::list<Pending> m_pending;
    std::map<flux::Kind, ByNamespace> m_byNamespace;
    enum class Namespaces : unsigned char { NotAsked, Asked, Known, Refused } m_namespaces = Namespaces::NotAsked;
    std::vector<std::string> m_names;
    enum class Stage : unsigned char { Flux, Managed, ByName, Secrets, Done } m_stage = Stage::Flux;
};

Result<OneShotResult> Reader::run(const std::stop_token& stop)
{
    m_loop.setAuthorize([this](auto& headers) { m_credentials.authorize(headers); });
    m_loop.post([this] { connect(); });
    const std::stop_callback onStop(stop, [this] { m_loop.quit(); });
    m_loop.run();
    m_pending.clear();
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    if (m_error)
        return tl::unexpected(*m_error);
    return std::move(m_result);
}

void Reader::connect()
{
    m_credentials.ensure([this](std::function<void()> task) { m_loop.post(std::move(task)); },
        [this](const Status& status) {
            if (!status) {
                m_error = status.error();
                return m_loop.quit();
            }
            takeCertificate();
            discoverNow();
        });
}

void Reader::takeCertificate()
{
    if (m_certificates == m_credentials.certificateChanges())
        return;
    m_certificates = m_credentials.certificateChanges();
    if (const auto certificate = m_credentials.clientCertificate()) {
        auto endpoint = m_spec.endpoint;
        endpoint.clientCertPem = certificate->certPem;
        endpoint.clientKeyPem = certificate->keyPem;
        m_loop.setEndpoint(std::move(endpoint));
    }
}

void Reader::refresh(std::function<void(Status)> done)
{
    m_credentials.refresh([this](std::function<void()> task) { m_loop.post(std::move(task)); },
        [this, done = std::move(done)](const Status& status) {
            takeCertificate();
            done(status);
        });
}

void Reader::discoverNow()
{
    kube::discover(m_loop, [this](Result<kube::Discovery> result) { discovered(std::move(result)); });
}

void Reader::discovered(Result<kube::Discovery> result)
{
    if (!result && result.error().code == ErrorCode::Unauthorized && !m_refreshed) {
        m_refreshed = true;
        return refresh([this, error = result.error()](const Status& status) {
            if (status)
                return discoverNow();
            m_error = status.error().code == ErrorCode::Unauthorized ? error : status.error();
            m_loop.quit();
        });
    }
    if (!result && result.error().code != ErrorCode::Forbidden && result.error().code != ErrorCode::NotFound) {
        m_error = result.error();
        return m_loop.quit();
    }
    if (result)
        m_discovery = std::move(*result);
    m_guessVersions = !result;
    m_result.serverVersion = m_discovery.serverVersion;
    m_result.fromCache = !servesConsistentLists(m_discovery.serverVersion);
    listKinds();
}

void Reader::listKinds()
{
    for (const auto& info : flux::kinds()) {
        if (m_guessVersions) {
            listKind(info.kind,
                {std::string(info.group), std::string(info.versions.front()), std::string(info.name), std::string(info.plural), true, {}},
                m_options.ns, 0);
            continue;
        }
        if (const auto* resource = m_discovery.find(info.group, info.name)) {
            m_result.fluxServed = true;
            listKind(info.kind, *resource, m_options.ns, 0);
            continue;
        }
        m_result.notServed.push_back(info.kind);
        // Neither served nor known to be absent: its group did not answer.
        const auto broken = std::find_if(m_discovery.broken.begin(), m_discovery.broken.end(),
            [&](const std::string& version) { return version.starts_with(std::string(info.group) + "/"); });
        if (broken != m_discovery.broken.end()) {
            m_result.fluxServed = true;
            m_result.missing.push_back(
                {std::string(info.name), std::nullopt, {ErrorCode::Unavailable, *broken, "discovery of this group failed"}});
        }
    }
    if (m_options.controllers)
        listControllers();
    if (m_options.ownership)
        listApplyEvents();
    pump();
    stageDone();
}

void Reader::listControllers()
{
    for (const bool pods : {false, true}) {
        const auto* resource = m_discovery.find(pods ? "" : "apps", pods ? "Pod" : "Deployment");
        if (!resource)
            continue;
        ListWish wish{
            *resource, {}, pods ? flux::controllerPodSelector() : std::string(flux::ControllerSelector), false, m_result.fromCache};
        add(std::move(wish), std::make_unique<flux::ControllerDecoder>(pods, m_pool), [this](Result<OneShotList::Answer> answer) {
            if (!answer)
                return; // who may not list Deployments learns nothing of them, and nothing is missing for it
            for (auto& record : answer->records) {
                const auto key = record->key;
                m_result.controllers.apply({key, store::RecordType::Controller, std::move(record), {}});
            }
            m_result.controllers.setReadable(++m_controllerLists == 2);
        });
    }
}

void Reader::listApplyEvents()
{
    const auto* resource = m_discovery.find("", "Event");
    if (!resource)
        return;
    for (const auto selector : flux::ApplyEventSelectors) {
        ListWish wish{*resource, m_options.ns, {}, false, m_result.fromCache};
        wish.fieldSelector = selector;
        add(std::move(wish), std::make_unique<flux::ApplyEventDecoder>(m_pool), [this](Result<OneShotList::Answer> answer) {
            if (!answer)
                return;
            for (auto& record : answer->records) {
                if (auto event = std::dynamic_pointer_cast<const flux::ApplyEvent>(std::move(record)))
                    m_result.applyEvents.push_back(std::move(event));
            }
        });
    }
}

void Reader::listKind(flux::Kind kind, const kube::Resource& resource, const std::string& ns, std::size_t version)
{
    ListWish wish{resource, ns, {}, false, m_result.fromCache};
    const auto keep = m_options.managed ? flux::KeepInventory::Ids : flux::KeepInventory::Count;
    add(std::move(wish), std::make_unique<flux::FluxDecoder>(kind, m_pool, keep, keepOwnership()),
        [this, kind, resource, ns, version](
            Result<OneShotList::Answer> answer) { kindListed(kind, resource, ns, version, std::move(answer)); });
}

void Reader::kindListed(
    flux::Kind kind, const kube::Resource& resource, const std::string& ns, std::size_t version, Result<OneShotList::Answer> answer)
{
    const bool byNamespace = m_byNamespace.contains(kind);
    if (answer) {
        m_result.fluxServed = true;
        m_result.undecodable += answer->undecodable;
        auto& list = m_lists[kind];
        list.inOrder = list.inOrder && list.objects.empty() && answer->inOrder;
        list.objects.reserve(list.objects.size() + answer->records.size());
        for (auto& record : answer->records)
            list.objects.push_back(std::static_pointer_cast<const flux::FluxObject>(std::move(record))); // FluxDecoder makes no other
        if (!byNamespace)
            m_result.readKinds.push_back(kind);
        return;
    }
    const auto& error = answer.error();
    if (error.code == ErrorCode::NotFound) { // not installed, or gone since discovery
        const auto& info = flux::info(kind);
        if (m_guessVersions && version + 1 < info.versions.size()) {
            auto next = resource;
            next.version = std::string(info.versions[version + 1]);
            listKind(kind, next, ns, version + 1);
        }
        return;
    }
    if (byNamespace) {
        m_byNamespace[kind].refused.push_back({resource.kind, ns, error});
    } else if (error.code == ErrorCode::Forbidden && m_options.ns.empty()) {
        m_result.fluxServed = true;
        m_byNamespace[kind] = {resource, 0, {}, error};
        if (m_namespaces == Namespaces::NotAsked)
            readNamespaces();
        else if (m_namespaces != Namespaces::Asked)
            listByNamespace(kind);
    } else {
        m_result.missing.push_back({resource.kind, ns.empty() ? std::nullopt : std::optional(ns), error});
    }
}

void Reader::readNamespaces()
{
    m_namespaces = Namespaces::Asked;
    ListWish wish{{"", "v1", "Namespace", "namespaces", false, {}}, {}, {}, true, true};
    add(std::move(wish), std::make_unique<NameDecoder>(m_pool),
        [this](Result<OneShotList::Answer> answer) { namespacesRead(std::move(answer)); });
}

void Reader::namespacesRead(Result<OneShotList::Answer> answer)
{
    m_namespaces = answer ? Namespaces::Known : Namespaces::Refused;
    std::set<std::string> names;
    if (answer) {
        for (const auto& record : answer->records)
            names.insert(record->key.name.str());
    } else {
        names.insert(m_options.namespaces.begin(), m_options.namespaces.end());
        if (!m_spec.defaultNamespace.empty())
            names.insert(m_spec.defaultNamespace);
    }
    m_names.assign(names.begin(), names.end());
    std::vector<flux::Kind> waiting;
    for (const auto& [kind, state] : m_byNamespace)
        waiting.push_back(kind);
    for (const auto kind : waiting)
        listByNamespace(kind);
}

void Reader::listByNamespace(flux::Kind kind)
{
    auto& state = m_byNamespace[kind];
    for (const auto& ns : m_names) {
        ++state.asked;
        listKind(kind, state.resource, ns, 0);
    }
}

// Every namespace refused reads as one refusal; a namespace more or less is named.
void Reader::settleMissing()
{
    for (auto& [kind, state] : m_byNamespace) {
        const bool allRefused = state.refused.size() == state.asked
            && std::all_of(state.refused.begin(), state.refused.end(),
                [](const MissingPart& part) { return part.error.code == ErrorCode::Forbidden; });
        if (allRefused || m_namespaces != Namespaces::Known)
            m_result.missing.push_back({state.resource.kind, std::nullopt, state.clusterWide});
        if (!allRefused)
            m_result.missing.insert(m_result.missing.end(), state.refused.begin(), state.refused.end());
        if (state.refused.empty() && m_namespaces == Namespaces::Known)
            m_result.readKinds.push_back(kind);
    }
    m_byNamespace.clear();
}

void Reader::listManaged()
{
    std::set<std::tuple<std::string, std::string, bool>> wanted; // group, kind, by Helm
    for (const auto& object : m_result.objects) {
        if (object->remoteCluster)
            continue;
        object->inventory.forEach([&](const flux::InventoryEntry& entry) {
            if (flux::kindFromGroupKind(entry.group, entry.kind) == flux::Kind::Other && isWanted(entry.kind))
                wanted.emplace(entry.group, entry.kind, object->kind == flux::Kind::HelmRelease);
        });
    }
    for (const auto& [group, kind, byHelm] : wanted) {
        const auto* resource = m_discovery.find(group, kind);
        if (!resource)
            continue; // not served any more: the objects are gone with it
        ListWish wish{*resource, {}, byHelm ? "helm.toolkit.fluxcd.io/name" : "kustomize.toolkit.fluxcd.io/name", !readsWhole(group, kind),
            m_result.fromCache};
        add(std::move(wish), std::make_unique<flux::ManagedDecoder>(group, resource->version, kind, m_pool, keepOwnership()),
            [this, group = group, kind = kind](Result<OneShotList::Answer> answer) {
                if (!answer) {
                    m_result.missing.push_back({kind, std::nullopt, answer.error()});
                    return;
                }
                m_result.managedKinds.push_back({m_pool.intern(group), m_pool.intern(kind), {}, {}});
                managedListed(std::move(answer));
            });
    }
    pump();
    stageDone();
}

void Reader::managedListed(Result<OneShotList::Answer> answer)
{
    if (!answer)
        return;
    for (auto& record : answer->records) {
        if (auto object = std::dynamic_pointer_cast<const flux::ManagedObject>(std::move(record)))
            m_result.managed.push_back(std::move(object));
    }
}

// What the lists by label do not hold may be there without the label: taken off, or never put on (`ssa: IfNotPresent`, a
// chart's CRDs). Only after a look by name it is missing (flux-live.md A5).
void Reader::listByName()
{
    using Name = std::tuple<std::string, std::string, std::string, std::string>; // group, kind, namespace, name
    std::set<Name> here, wanted;
    for (const auto& object : m_result.managed)
        here.emplace(object->key.group.str(), object->key.kind.str(), object->key.ns.str(), object->key.name.str());
    for (const auto& object : m_result.objects) {
        if (object->remoteCluster)
            continue;
        object->inventory.forEach([&](const flux::InventoryEntry& entry) {
            Name name{entry.group, entry.kind, entry.ns, entry.name};
            if (flux::kindFromGroupKind(entry.group, entry.kind) != flux::Kind::Other || here.contains(name))
                return;
            if (wanted.size() < MostByName)
                wanted.insert(std::move(name));
            else
                ++m_result.notLookedUp;
        });
    }
    for (const auto& [group, kind, ns, name] : wanted) {
        const auto* resource = m_discovery.find(group, kind);
        if (!resource)
            continue;
        ListWish wish{*resource, ns, {}, !readsWhole(group, kind), m_result.fromCache, name};
        const ObjectKey key{m_pool.intern(group), m_pool.intern(kind), m_pool.intern(ns), m_pool.intern(name)};
        add(std::move(wish), std::make_unique<flux::ManagedDecoder>(group, resource->version, kind, m_pool, keepOwnership()),
            [this, key](Result<OneShotList::Answer> answer) {
                if (answer && answer->records.empty())
                    m_result.absent.push_back(key);
                managedListed(std::move(answer));
            });
    }
    pump();
    stageDone();
}

void Reader::add(ListWish wish, std::unique_ptr<kube::RecordDecoder> decoder, std::function<void(Result<OneShotList::Answer>)> done)
{
    m_pending.emplace_back();
    const auto at = std::prev(m_pending.end());
    at->list = std::make_unique<OneShotList>(
        m_loop, std::move(wish), std::move(decoder), [this](std::function<void(Status)> then) { refresh(std::move(then)); },
        [this, at, done = std::move(done)](Result<OneShotList::Answer> answer) {
            done(std::move(answer));
            // Not from within the list's own call.
            m_loop.post([this, at] {
                m_pending.erase(at);
                pump();
                stageDone();
            });
        });
}

void Reader::pump()
{
    auto running = static_cast<std::size_t>(std::count_if(m_pending.begin(), m_pending.end(), [](const Pending& p) { return p.running; }));
    for (auto& pending : m_pending) {
        if (running >= MaxInFlight)
            return;
        if (!pending.running) {
            pending.running = true;
            ++running;
            pending.list->start();
        }
    }
}

// Kind after kind, each by namespace and name: as a server lists it, so that there is mostly nothing to sort.
void Reader::gatherObjects()
{
    for (auto& [kind, list] : m_lists) {
        if (!list.inOrder)
            sortByNamespace(list.objects);
        std::move(list.objects.begin(), list.objects.end(), std::back_inserter(m_result.objects));
    }
    m_lists.clear();
}

void Reader::stageDone()
{
    if (!m_pending.empty() || m_stage == Stage::Secrets || m_stage == Stage::Done)
        return;
    if (m_stage == Stage::Flux) {
        settleMissing();
        gatherObjects();
        if (m_options.managed) {
            m_stage = Stage::Managed;
            return listManaged();
        }
    }
    if (m_stage == Stage::Managed && m_options.onlyKinds.empty()) {
        m_stage = Stage::ByName;
        return listByName();
    }
    if (!m_options.secrets) {
        m_stage = Stage::Done;
        return finish();
    }
    m_stage = Stage::Secrets;
    lookAtSecrets(m_loop, checks::secretsToLookAt(m_result.objects), [this](std::vector<flux::SecretFact> facts) {
        m_result.secrets = std::move(facts);
        m_stage = Stage::Done;
        finish();
    });
}

void Reader::finish()
{
    m_result.observedAt = m_clock.wall();
    std::sort(m_result.managed.begin(), m_result.managed.end(), Before);
    std::sort(m_result.missing.begin(), m_result.missing.end(),
        [](const MissingPart& a, const MissingPart& b) { return std::tie(a.kind, a.ns) < std::tie(b.kind, b.ns); });
    if (!m_options.identity)
        return m_loop.quit();
    kube::whoAmI(m_loop, [this](Result<kube::Identity> identity) {
        if (identity) {
            m_result.user = identity->username;
            m_result.groups = std::move(identity->groups);
        }
        readClusterUid(m_loop, [this](std::string uid) {
            m_result.clusterUid = std::move(uid);
            m_loop.quit();
        });
    });
}

} // namespace

bool servesConsistentLists(const std::string& serverVersion)
{
    std::string_view rest = serverVersion;
    if (!rest.starts_with("v"))
        return false;
    rest.remove_prefix(1);
    int major = 0, minor = 0;
    const auto [dot, bad] = std::from_chars(rest.data(), rest.data() + rest.size(), major);
    if (bad != std::errc{} || dot == rest.data() + rest.size() || *dot != '.')
        return false;
    if (std::from_chars(dot + 1, rest.data() + rest.size(), minor).ec != std::errc{})
        return false;
    return major > 1 || (major == 1 && minor >= 31);
}

Result<OneShotResult> readOnce(const kube::ConnectionSpec& spec, const OneShotOptions& options, StringPool& pool, const Clock& clock,
    Logger& log, const ConsentFn& consent, std::stop_token stop)
{
    Reader reader(spec, options, pool, clock, log, consent);
    return reader.run(stop);
}

} // namespace dg::session
