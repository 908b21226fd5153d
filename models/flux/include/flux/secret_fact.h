// SPDX-License-Identifier: Apache-2.0
// What may be known of a Secret without reading it: whether it is there, and the names of its keys, from the metadata alone
// (metadata.managedFields names what was written, not the values).
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dg::flux {

struct SecretName {
    std::string ns, name;
    friend auto operator<=>(const SecretName&, const SecretName&) = default;
};

struct SecretFact {
    enum class Presence : std::uint8_t { Present, Absent, Forbidden, Failed };
    SecretName secret;
    Presence presence = Presence::Failed;
    bool keysKnown = false; // somebody is recorded as the writer of its keys
    std::vector<std::string> keys;
    [[nodiscard]] bool has(const std::string& key) const
    {
        for (const auto& one : keys) {
            if (one == key)
                return true;
        }
        return false;
    }
};

// From PartialObjectMetadata; what is no such document is Failed.
[[nodiscard]] SecretFact readSecretFact(const SecretName& name, std::string_view metadataJson);

} // namespace dg::flux
