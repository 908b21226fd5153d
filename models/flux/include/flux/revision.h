// SPDX-License-Identifier: Apache-2.0
// Flux's revision strings: "main@sha1:4ba9…", "sha256:…", "6.0.3", and the forms before Flux 2.0 (domain.md §3.9).
#pragma once

#include <string>
#include <string_view>

namespace dg::flux {

// Views into the text given.
struct Revision {
    std::string_view ref; // branch, tag or whole version; may be empty
    std::string_view algorithm; // "sha1", "sha256"; empty for a plain version
    std::string_view digest; // hex
};

// Splits at the last '@'. Legacy forms are not recognised here: normalise first.
[[nodiscard]] Revision splitRevision(std::string_view revision);
// "HEAD/<hex>" -> "sha1:<hex>", "<ref>/<hex>" -> "<ref>@sha1:<hex>", "<hex>" -> "sha1:<hex>" (64 digits: sha256).
[[nodiscard]] std::string normaliseRevision(std::string_view revision);
// "main@4ba9d01c": the ref and `digits` of the digest.
[[nodiscard]] std::string shortRevision(std::string_view revision, std::size_t digits = 8);
// After normalising both sides.
[[nodiscard]] bool sameRevision(std::string_view a, std::string_view b);

} // namespace dg::flux
