// SPDX-License-Identifier: Apache-2.0
// What must be remembered of each managed object so that the next look is not blind: uid, what Flux owned and when. Kept in the
// cache across restarts, and as the body of a snapshot file (format 1, docs in README "Snapshots").
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "flux/object.h"
#include "snapshot/file.h"

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

// A snapshot's file that holds nothing else. Errors: those of the sink.
[[nodiscard]] Status writeFacts(const Facts& facts, const snapshot::Sink& sink);
// The same as lines of a file that holds more: sets of paths once each, then the objects.
[[nodiscard]] Status writeFactLines(const Facts& facts, snapshot::Writer& writer);
// Errors: those of snapshot::Reader.
[[nodiscard]] Result<Facts> readFacts(std::string_view bytes, StringPool& pool, const std::string& subject);

} // namespace dg::drift
