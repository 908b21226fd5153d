// SPDX-License-Identifier: Apache-2.0
// artifact: the files that a Flux source held at one revision, fetched from where Flux has them: an OCI registry, or GitLab's
// API for a Git repository. Never the newest: the very revision that was applied. What is received is bounded, verified by its
// digest, kept in memory. Used by session; who calls waits. Sources: OCI distribution-spec 1.1 (pull), docker's token
// authentication, GitLab's REST API (repository archive), source-controller's ocirepository_controller.
#pragma once

#include "artifact/unpack.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "base/secret.h"
#include "drift/build.h"
#include "drift/value.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dg::artifact {

struct Login {
    std::string user; // "<token>": `password` is an identity token (docker's convention)
    Secret password;
};
// A GitLab and the token that belongs to it.
struct GitLabLogin {
    std::string baseUrl; // "https://gitlab.example.com", perhaps with a path below which GitLab lives
    Secret token; // empty: none
};

// What a person has to show where files are fetched. A credential goes to its own host only, never over plain http but to this
// machine or where the source says `insecure`, and not with a redirect to another host.
struct Access {
    std::string userAgent = "driftglass";
    std::string caPem; // empty: the system's roots
    std::vector<GitLabLogin> gitlab; // first match by host
    // Of one registry's host ("ghcr.io", "localhost:5000"); nullopt: anonymously. Errors: of a helper program.
    std::function<Result<std::optional<Login>>(const std::string& registry, const std::stop_token& stop)> registryLogin;
    UnpackLimits limits;
    std::uint64_t packedBytes = 128ull << 20; // of an archive as it is sent
};
// From $DOCKER_CONFIG/config.json or ~/.docker/config.json (auths, credHelpers, credsStore: docker-credential-NAME programs),
// before that $DRIFTGLASS_REGISTRY_USER and $DRIFTGLASS_REGISTRY_PASSWORD, which belong to $DRIFTGLASS_REGISTRY_HOST; $GITLAB_TOKEN,
// which belongs to $GITLAB_HOST (otherwise https://gitlab.com). Nothing is read before it is needed.
[[nodiscard]] Access accessFromEnvironment(const std::function<std::string(const char* name)>& variable);

// A source as Flux has it, and the revision that is wanted.
struct SourceReference {
    std::string kind, ns, name; // "OCIRepository"
    std::string url;
    std::string revision; // flux/revision.h
    bool insecure = false; // OCIRepository
    std::string layerMediaType, layerOperation; // OCIRepository spec.layerSelector
    bool ignores = false; // spec.ignore is set
    std::string beyond; // a field of spec that puts other files together than the repository has: "include"
    // What Flux itself uses, where a person asked for it (takeSecret): for the url's host only, and only where Access has no login.
    std::optional<Login> login;
    std::string caPem; // instead of Access's, for that host
};
// `source`: the live object.
[[nodiscard]] SourceReference sourceReference(const drift::Value& source, const std::string& revision);
// The Secrets that it names, in its own namespace: spec.secretRef, spec.certSecretRef.
[[nodiscard]] std::vector<std::string> secretsOf(const drift::Value& source);
// Login and certificate authority out of one of them (as source-controller reads them: .dockerconfigjson, username and password,
// ca.crt). What is said of another host is left alone.
void takeSecret(SourceReference& source, const drift::Value& secret);

class SourceFiles {
public:
    SourceFiles() = default;
    virtual ~SourceFiles() = default;
    SourceFiles(const SourceFiles&) = delete;
    SourceFiles& operator=(const SourceFiles&) = delete;
    // Waits. One call at a time. The same source and revision again comes from memory. Errors:
    //   Unsupported   subject: the kind or host; detail: "kind", "host" (no GitLab that is known), "layerOperation", "index"
    //                 (several images under one digest), "spec.…" (a field that cannot be followed), "digest" (an algorithm nobody here knows), "revision"
    //   NotFound      detail: "revision" (not applied yet), or the host has it no more
    //   Unauthorized, Forbidden, BadAnswer (the digest, the size or the archive is wrong), BadValue (the archive, a name in it),
    //   TooLarge, what net/http.h says, of a login helper PluginMissing, PluginFailed, PluginTimeout, PluginBadAnswer; Cancelled
    virtual Result<std::shared_ptr<const drift::Files>> get(const SourceReference& source, const std::stop_token& stop) = 0;
};
// `clock` and `log` must outlive it.
[[nodiscard]] std::unique_ptr<SourceFiles> remoteSourceFiles(Access access, const Clock& clock, Logger& log);

} // namespace dg::artifact
