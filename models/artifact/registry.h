// SPDX-License-Identifier: Apache-2.0
// Pulling one layer from an OCI registry by its manifest's digest (OCI distribution-spec 1.1, "Pulling manifests"; docker's token
// authentication, distribution/docs/spec/auth/token.md). Private to artifact.
#pragma once

#include "http_get.h"

namespace dg::artifact {

// "oci://ghcr.io/team/delivery" as a registry's host and a repository's name; docker.io under its own rules. nullopt: no such URL.
struct Repository {
    std::string host; // as credentials know it: "index.docker.io" for Docker Hub
    std::string apiHost; // where requests go: "registry-1.docker.io"
    std::string name;
};
[[nodiscard]] std::optional<Repository> parseRepository(std::string_view url);

// One `WWW-Authenticate: Bearer realm="…",service="…",scope="…"`; nullopt: another scheme.
struct Challenge {
    std::string realm, service, scope;
};
[[nodiscard]] std::optional<Challenge> parseChallenge(std::string_view header);

// Whether `text` has this digest ("sha256:…", "sha512:…"). Errors: Unsupported (another algorithm).
[[nodiscard]] Result<bool> hasDigest(std::string_view text, std::string_view digest);

// The layer's bytes as they are stored, digest and size verified. Errors: source_files.h.
[[nodiscard]] Result<std::string> pullLayer(
    const SourceReference& source, const std::string& digest, const Access& access, const Getter& getter);

} // namespace dg::artifact
