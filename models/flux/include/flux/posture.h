// SPDX-License-Identifier: Apache-2.0
// What an object's spec says beyond what rows show: how a source is pinned and verified, as whom an applier acts, how it
// retries, who made a Receiver. For arming (flux/arming.h) and the posture checks. Values as written; no Secret is read.
// Source: domain.md §2.3, §3.3-3.7.
#pragma once

#include "base/clock.h"
#include "base/string_pool.h"

#include <optional>
#include <string>
#include <vector>

namespace dg::flux {

struct Posture {
    std::string branch, tag, semver, commit, digest; // spec.ref of a GitRepository or OCIRepository
    bool verified = false; // spec.verify is there
    bool insecure = false; // spec.insecure
    std::optional<Millis> retryInterval;
    std::string serviceAccount; // spec.serviceAccountName
    std::string decryption; // Kustomization: spec.decryption.provider
    Atom decryptionSecret; // spec.decryption.secretRef, in its own namespace. Never read
    bool retriesInstall = false, retriesUpgrade = false; // HelmRelease: remediation with retries, or the strategy RetryOnFailure
    std::string webhookPath; // Receiver: status.webhookPath
    // Receiver: for each of Extras::covers the labels it chooses by, packed as Labels; all empty where none does.
    std::vector<std::string> coverLabels;
    // Provider of type gitlab: its project's page, without user, password, query; other types' addresses may hold a secret.
    std::string statusProject;
    std::string agentId, agentProject; // Receiver that a GitLab agent made: its annotations
    friend bool operator==(const Posture&, const Posture&) = default;
};

// What nothing was said of: of every object without a Posture.
[[nodiscard]] const Posture& noPosture();

} // namespace dg::flux
