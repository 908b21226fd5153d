// SPDX-License-Identifier: Apache-2.0
// The exact comparison of one cluster with what Helm stored or with files, at a person's wish: reads whole objects, one by one.
// Rights: `get` on each kind that is compared; a HelmRelease also `get secrets` where Helm keeps its releases; with dryRun also
// `patch` on each kind (nothing is written, admission webhooks are asked). Blocks its caller's thread.
#pragma once

#include "artifact/source_files.h"
#include "drift/finding.h"
#include "drift/kustomize.h"
#include "session/one_shot.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace dg::session {

struct ExactOptions {
    std::optional<ObjectName> owner; // only this Kustomization or HelmRelease
    std::string ns; // only owners in this namespace; empty: all
    // The root of the source as files; empty: none, then only HelmReleases can be judged. Without `owner` all Kustomizations
    // in scope must come from one source.
    std::string directory;
    // Where no directory is given: fetches what was applied last, from each Kustomization's own source. Null: no.
    std::shared_ptr<artifact::SourceFiles> sources;
    // For what our own build refuses (patches, components, generators); nullopt: refused.
    std::optional<drift::KustomizeProgram> kustomize;
    std::vector<ObjectName> owners; // only these; empty: all. Beside `owner`, which has to be there
    std::optional<ObjectKey> object; // only this one of what they apply
    std::map<std::string, std::string> directories; // of some sources, by "KIND/NS/NAME", each with its root; else `directory`
    bool dryRun = false; // ask the server, instead of comparing field by field
    bool includeSecrets = false; // compare Secrets too (by keyed hash); they are read then, and may give variables
    std::string userAgent = "driftglass";
    // How many objects were read, of how many that are known so far. On a thread of the comparison.
    std::function<void(std::size_t done, std::size_t known)> progress;
};

// What could not be compared, and why.
struct NotCompared {
    enum class Why : std::uint8_t {
        NoFiles, // a Kustomization's manifests are not in the cluster, and neither directory nor sources were given
        RemoteCluster, // the owner applies to another cluster
        CannotBuild, // error: the file, and the field or the reason
        NoRelease, // the HelmRelease names no stored release
        Forbidden, // `right` is missing
        NotServed, // the API version is not served
        SecretNotAsked, // a Secret, without includeSecrets
        NotNamed, // the manifest does not name the object that was asked for
        NoNamespace, // the manifest's object has none
        DryRunRefused, // by the server or an admission webhook (error); compared field by field instead
        Failed, // error
        NotFetched // its source's files: error as artifact::SourceFiles says
    };
    Why why = Why::Failed;
    flux::Reference owner;
    ObjectKey object; // empty: the owner as a whole
    std::string right; // "get secrets", "patch deployments.apps"
    std::string ns; // where that right is missing; empty: cluster-wide
    Error error{};
};

struct ExactResult {
    std::vector<drift::Finding> findings; // without since and ignoredBy; by owner, object, path
    std::vector<NotCompared> notCompared;
    std::size_t compared = 0; // objects
    std::size_t held = 0; // objects that a mark keeps from Flux
    std::vector<flux::Reference> owners; // of which at least one object was compared
    // As they were read, of each object with findings: who owned its fields then.
    std::unordered_map<ObjectKey, std::shared_ptr<const flux::ManagedObject>> records;
};

// `read`: a look at the same cluster with managed objects. Errors: as readOnce(); FileNotFound (the directory), NotFound (the
// owner), BadValue with subject "sources" (several sources share the directory).
[[nodiscard]] Result<ExactResult> compareExactly(const kube::ConnectionSpec& spec, const ExactOptions& options, const OneShotResult& read,
    StringPool& pool, const Clock& clock, Logger& log, const ConsentFn& consent, std::stop_token stop = {});

} // namespace dg::session
