// SPDX-License-Identifier: Apache-2.0
// What must be remembered of each managed object so that the next look is not blind: uid, what Flux owned and when. Kept in the
// cache across restarts, and as the body of a snapshot file (format 1, docs in README "Snapshots").
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "flux/object.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dg::drift {

struct ObjectFacts {
    std::string uid;
    std::string apiVersion;
    flux::Reference owner; // by label
    std::optional<WallTime> fluxTime; // of Flux's entry; the later of several
    flux::FieldSetPtr fields; // what Flux owned at that time; null: it had no entry
};

struct Facts {
    std::string cluster; // its name
    std::string server;
    WallTime observedAt{};
    std::string program; // "driftglass/0.1.0"
    std::unordered_map<ObjectKey, ObjectFacts> objects;
};

// gzip of JSON lines: a head, sets of paths once each, objects, a tail with the count and SHA-256 of all before it.
// `sink` takes the bytes as they come. Errors: those of the sink.
[[nodiscard]] Status writeFacts(const Facts& facts, const std::function<Status(std::string_view)>& sink);
// Errors: BadSyntax (no snapshot, damaged, cut off), Unsupported (a newer format), TooLarge (over 2 GB unpacked).
[[nodiscard]] Result<Facts> readFacts(std::string_view bytes, StringPool& pool, const std::string& subject);

} // namespace dg::drift
