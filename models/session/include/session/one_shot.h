// SPDX-License-Identifier: Apache-2.0
// One look at a cluster, without a watch: for commands that print and end. One LIST a kind, all kinds at once, cut into
// items while they arrive (contracts.md §3, flux-live.md C). Blocks its caller's thread; long answers are decoded on one more.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "base/string_pool.h"
#include "flux/apply_event.h"
#include "flux/controllers.h"
#include "flux/object.h"
#include "flux/secret_fact.h"
#include "kube/connection.h"
#include "session/session.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dg::session {

struct OneShotOptions {
    std::string ns; // only this namespace; empty: all
    std::vector<std::string> namespaces; // beside the context's, where a cluster-wide list and the list of namespaces are refused
    bool managed = false; // also what the inventories name (metadata); keeps the ids
    std::vector<std::string> onlyKinds; // with managed: of these kinds, by their lists alone; empty: all
    // managedFields too, of Flux's objects and of what they manage, and no more than metadata, and what Flux says of its passes:
    // for drift. Events that cannot be read are not missing.
    bool ownership = false;
    bool controllers = false; // also Flux's own controllers; what cannot be read of them is not missing
    bool secrets = false; // also whether the Secrets that sources, Providers and decryption name are there (metadata only)
    bool identity = false; // also who asks, by the server's own word (SelfSubjectReview), and which cluster this is
    std::string userAgent = "driftglass";
};

// A part in scope that could not be read.
struct MissingPart {
    std::string kind;
    std::optional<std::string> ns; // nullopt: in all namespaces
    Error error;
};

struct OneShotResult {
    WallTime observedAt{};
    std::string serverVersion;
    bool fromCache = false; // read with resourceVersion=0: may be some seconds old
    bool fluxServed = false; // at least one of Flux's kinds
    std::vector<std::shared_ptr<const flux::FluxObject>> objects; // by Kind (its own order), namespace and name
    std::vector<std::shared_ptr<const flux::ManagedObject>> managed;
    std::vector<ObjectKey> managedKinds; // group and kind whose list was read whole: only there an absent object is missing
    std::vector<ObjectKey> absent; // named by an inventory and looked up by name: not there
    std::size_t notLookedUp = 0; // of the inventories' entries: more than are looked up one by one
    std::vector<flux::Kind> readKinds; // read in the whole scope (with `ns`: in it): only there an absent source is absent
    flux::Controllers controllers;
    std::vector<std::shared_ptr<const flux::ApplyEvent>> applyEvents;
    std::vector<flux::Kind> notServed; // Flux's kinds that this cluster lacks
    std::vector<MissingPart> missing;
    std::vector<flux::SecretFact> secrets; // with OneShotOptions::secrets
    std::uint64_t undecodable = 0;
    std::string user; // with `identity`; empty: the server does not tell
    std::vector<std::string> groups;
    std::string clusterUid; // with `identity`: of the namespace kube-system; empty: it may not be read
};

// Errors: what keeps the whole cluster from being read (connection, credentials, discovery); Cancelled after a stop request.
[[nodiscard]] Result<OneShotResult> readOnce(const kube::ConnectionSpec& spec, const OneShotOptions& options, StringPool& pool,
    const Clock& clock, Logger& log, const ConsentFn& consent, std::stop_token stop = {});

// True: the server answers a consistent list from its cache, so resourceVersion stays unset ("v1.31" and later, KEP-2340).
[[nodiscard]] bool servesConsistentLists(const std::string& serverVersion);

} // namespace dg::session
