// SPDX-License-Identifier: Apache-2.0
// Any text as a manifest and any bytes as the live object: findings or an error, never a crash. And no manifest differs from
// itself. Seeds: YAML, a line of "=====", JSON.
#include "drift/build.h"
#include "drift/exact.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace dg;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::string_view Mark = "\n=====\n";
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto mark = text.find(Mark);
    const auto documents = drift::fromYaml(text.substr(0, mark));
    (void)drift::substituted(text, {{"a", "b"}});
    if (!documents)
        return 0;
    StringPool pool; // of this input only: a pool never shrinks
    for (const auto& document : *documents) {
        const auto identity = drift::identityOf(document);
        if (!identity)
            continue;
        drift::Comparison of;
        if (mark != std::string_view::npos) {
            if (const auto live = drift::liveFromJson(text.substr(mark + Mark.size()), *identity, pool)) {
                (void)drift::compareManifest(document, *live, of);
                (void)drift::compareDryRun(document, document, *live, of);
                (void)drift::heldByMark(document, *live);
            }
        }
        const auto same = drift::liveFromJson(drift::toJson(document), *identity, pool);
        if (!same)
            continue;
        for (const auto& finding : drift::compareManifest(document, *same, of)) {
            if (finding.change == drift::Change::Changed || finding.change == drift::Change::Removed)
                std::abort();
        }
    }
    return 0;
}
