// SPDX-License-Identifier: Apache-2.0
// Any bytes as a snapshot, as an object that goes into one, as fieldsV1 and as rules: an error or an answer, and paths that split as they were joined.
#include "drift/facts.h"
#include "drift/rules.h"
#include "snapshot/pseudonyms.h"
#include "snapshot/redaction.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace dg;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    StringPool pool;
    (void)drift::readFacts(text, pool, "fuzz");
    (void)snapshot::underOtherNames(text, "fuzz", [](std::string_view) -> Status { return {}; });
    snapshot::Redaction redaction(false);
    if (const auto clean = redaction.object(text)) { // what was redacted is an object again
        if (!redaction.object(*clean))
            std::abort();
    }

    const flux::FieldSet set{std::string(text)};
    for (const auto& path : set.paths()) {
        if (!set.contains(path) || !flux::covers(path, path))
            std::abort();
        (void)flux::pathSegments(path);
        (void)flux::pointerCovers("/spec/a/0", path);
    }

    if (size < 4096) { // yaml-cpp is slow, and long files say nothing new
        if (const auto rules = drift::parseRules(text, "fuzz")) {
            const auto again = drift::parseRules(drift::writeRules(*rules), "fuzz");
            if (!again || again->size() != rules->size())
                std::abort();
        }
    }
    return 0;
}
