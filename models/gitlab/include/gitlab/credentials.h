// SPDX-License-Identifier: Apache-2.0
// The tokens and keys that a project itself gives out: what something that is no person may use to read or write it. Their names,
// scopes and dates; GitLab tells no value of them. Those of a group and of a person are not among them.
// Source: domain.md §1.7; GitLab documentation, REST (project access tokens, deploy tokens, deploy keys).
#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dg::gitlab {

enum class CredentialKind : std::uint8_t { AccessToken, DeployToken, DeployKey };

struct Credential {
    CredentialKind kind = CredentialKind::AccessToken;
    std::string name;
    std::vector<std::string> scopes; // of a deploy key none
    bool mayPush = false; // a deploy key
    int accessLevel = 0; // of an access token: 10 Guest … 50 Owner; 0: not said
    std::optional<std::chrono::sys_days> expires; // at its beginning, UTC; nullopt: never
    std::optional<WallTime> created;
    bool useTold = false; // GitLab says when it was used: of access tokens alone
    std::optional<WallTime> lastUsed; // nullopt with useTold: never
    [[nodiscard]] bool has(std::string_view scope) const;
    [[nodiscard]] bool mayWrite() const; // the repository or the registry
    friend bool operator==(const Credential&, const Credential&) = default;
};

// Absent: this token may not ask for them (all three are for Maintainers), or they could not be read. Revoked ones are left out.
struct ProjectCredentials {
    std::optional<std::vector<Credential>> accessTokens, deployTokens, deployKeys;
};

// nullopt: another document.
[[nodiscard]] std::optional<std::vector<Credential>> readAccessTokens(std::string_view json);
[[nodiscard]] std::optional<std::vector<Credential>> readDeployTokens(std::string_view json);
[[nodiscard]] std::optional<std::vector<Credential>> readDeployKeys(std::string_view json);

} // namespace dg::gitlab
