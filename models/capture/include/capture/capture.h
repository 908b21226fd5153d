// SPDX-License-Identifier: Apache-2.0
// capture: a cluster written down. One session of its own reads what the window would show and writes it to a snapshot's file
// as it arrives, redacted: nothing but the line at hand is held. Blocks its caller's thread.
#pragma once

#include "base/log.h"
#include "history/rows.h"
#include "session/session.h"
#include "snapshot/file.h"
#include "snapshot/redaction.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dg::capture {

// Rows of a history to go into the file; see historyLines().
using HistoryLines = std::function<Status(const std::function<Status(std::string_view line)>& sink)>;

struct Options {
    bool withValues = false; // snapshot::Redaction
    bool pseudonyms = false; // of a snapshot, see snapshot::underOtherNames: it is held in memory, packed, until every name is known
    std::vector<std::string> namespaces; // session::SessionOptions
    Millis patience{60'000}; // without anything new before the state is whole
    std::string program = "driftglass"; // of the head, and the user agent
    HistoryLines history = {};
};

// What went into the file, for people to see before they give it away.
struct Contents {
    struct Kind {
        std::string group, kind;
        std::uint64_t objects = 0; // written; in a recording each change is one
        std::uint64_t bytes = 0; // of JSON
        bool metadata = false;
    };
    snapshot::Head head;
    std::vector<Kind> kinds; // in the order of the file
    std::uint64_t objects = 0, changes = 0, packed = 0, historyRows = 0, absent = 0;
    snapshot::RedactionCounts redacted;
    std::vector<snapshot::NotRead> notRead;
    std::size_t workloadNamespaces = 0, workloadsLeftOut = 0; // namespaces whose Pods were read, and were not
    bool whole = false; // the state; false: the recording ended before
};

using Progress = std::function<void(const Contents& soFar)>; // about twice a second

class Capture {
public:
    Capture(kube::ConnectionSpec spec, Options options, StringPool& pool, const Clock& clock, Logger& log, session::ConsentFn consent);
    ~Capture();
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    // Until the state is whole. Errors: what keeps the cluster from being read, Timeout, Cancelled, those of the sink.
    [[nodiscard]] Result<Contents> snapshot(snapshot::Sink sink, std::stop_token stop, const Progress& progress = {});
    // The state, then what changes, for `length` or until `stop`, which ends the file well. `settled` follows each flush, once a
    // second: what the sink got until then can be read whatever happens. A cluster that is lost meanwhile is waited for.
    [[nodiscard]] Result<Contents> record(
        snapshot::Sink sink, Millis length, const std::function<Status()>& settled, std::stop_token stop, const Progress& progress = {});

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::capture
