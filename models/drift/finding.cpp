// SPDX-License-Identifier: Apache-2.0
#include "drift/finding.h"

#include <algorithm>
#include <array>

namespace dg::drift {

namespace {

constexpr std::array<const char*, KindCount> KindWords{"field-changed", "field-taken", "missing", "orphaned", "pruned-later",
    "helm-drifted", "corrected", "suspended-behind", "revision-lag", "fight", "sealed-stale", "sealed-pending", "sops-undecrypted"};
constexpr std::array<const char*, EvidenceCount> EvidenceWords{"fluxLostField", "kubectlOwnsField", "fluxEntryGone", "ownerLabelTaken",
    "twoInventories", "scaleOwnsReplicas", "siblingsAreFluxs", "everythingTaken", "writtenSincePass", "notInCluster", "seenDeleted",
    "notInInventory", "ownerAbsent", "conditionDrifted", "sourceMovedOn", "putBack", "applyEvent", "sealedGeneration", "sealedFailed",
    "encryptedField", "kustomizationSays", "storedManifest", "dryRun", "files"};

// FNV-1a: stable on every machine, and only to be told apart by.
class Hash {
public:
    void add(std::string_view text)
    {
        for (const unsigned char c : text)
            m_value = (m_value ^ c) * 0x100000001b3ULL;
        m_value = (m_value ^ 0xff) * 0x100000001b3ULL; // where one word ends
    }
    [[nodiscard]] std::string hex() const
    {
        std::string out(16, '0');
        auto rest = m_value;
        for (auto at = out.rbegin(); at != out.rend(); ++at, rest >>= 4)
            *at = "0123456789abcdef"[rest & 15];
        return out;
    }

private:
    std::uint64_t m_value = 0xcbf29ce484222325ULL;
};

} // namespace

std::string Finding::id() const
{
    Hash hash;
    hash.add(kindWord(kind));
    for (const auto part : {object.group, object.kind, object.ns, object.name})
        hash.add(part.view());
    hash.add(path);
    return hash.hex();
}

const char* kindWord(Kind kind)
{
    return KindWords[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kindFromWord(std::string_view word)
{
    const auto found = std::ranges::find(KindWords, word);
    if (found == KindWords.end())
        return std::nullopt;
    return static_cast<Kind>(found - KindWords.begin());
}

const char* changeWord(Change change)
{
    constexpr std::array<const char*, 5> Words{"", "changed", "added", "removed", "unknown"};
    return Words[static_cast<std::size_t>(change)];
}

const char* confidenceWord(Confidence confidence)
{
    return confidence == Confidence::Certain ? "certain" : "likely";
}

const char* evidenceWord(Evidence evidence)
{
    return EvidenceWords[static_cast<std::size_t>(evidence)];
}

bool isExact(Evidence evidence)
{
    return evidence == Evidence::StoredManifest || evidence == Evidence::DryRun || evidence == Evidence::Files;
}

bool counts(Kind kind)
{
    switch (kind) {
    case Kind::FieldChanged:
    case Kind::FieldTaken:
    case Kind::Missing:
    case Kind::Orphaned:
    case Kind::HelmDrifted:
    case Kind::Fight:
        return true;
    default:
        return false;
    }
}

} // namespace dg::drift
