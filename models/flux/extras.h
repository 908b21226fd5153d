// SPDX-License-Identifier: Apache-2.0
// The fields that only some kinds have: image automation, notifications, artifact generators, flux-operator. Private to flux.
#pragma once

#include "flux/object.h"
#include "json/json.h"

#include <memory>
#include <string_view>
#include <vector>

namespace dg::flux {

// A reference as it stands in an object: without a namespace it is in the object's own.
struct RawReference {
    Atom kind, ns, name;
};
[[nodiscard]] bool readReference(json::Value& value, RawReference& to, StringPool& pool);
[[nodiscard]] bool readReferences(json::Value& value, std::vector<RawReference>& to, StringPool& pool);
[[nodiscard]] Reference resolved(const RawReference& raw, Atom ownNs);

enum class Took : unsigned char { No, Yes, Broken }; // No: the field is still unread

class ExtrasReader {
public:
    ExtrasReader(Kind kind, StringPool& pool);
    [[nodiscard]] Took spec(std::string_view key, json::Value& value);
    [[nodiscard]] Took status(std::string_view key, json::Value& value);
    // Once name and namespace are known. `inventory` gets what an ArtifactGenerator made.
    void finish(FluxObject& object, Inventory& inventory);
    // For each of Extras::covers the labels it chooses by (as Posture::coverLabels); empty where none does. After finish().
    [[nodiscard]] std::vector<std::string> takeCoverLabels();

private:
    [[nodiscard]] bool imageStatus(std::string_view key, json::Value& value, bool& mine);
    [[nodiscard]] bool operatorSpec(std::string_view key, json::Value& value, bool& mine);
    [[nodiscard]] bool readComponents(json::Value& value);
    [[nodiscard]] bool readCovers(json::Value& value);
    [[nodiscard]] bool readGenerated(json::Value& value);

    Kind m_kind;
    StringPool& m_pool;
    std::unique_ptr<Extras> m_extras; // null: nothing of it here
    RawReference m_source;
    std::vector<RawReference> m_covers;
    std::vector<std::string> m_coverLabels; // of each of m_covers, later of each kept
    std::vector<RawReference> m_generated;
    std::string m_revision;
    std::string m_path;
};

} // namespace dg::flux
