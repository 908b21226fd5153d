// SPDX-License-Identifier: Apache-2.0
// snapshot: one file that holds what a cluster was known to hold (format 1, README "Snapshots"): gzip of JSON lines, the first
// the head, the last the end with a SHA-256 of the lines between. What it holds is kept as the API server sent it, redacted
// (snapshot/redaction.h). A recording is the same with changes behind the state; it can be read wherever it was cut off.
// Any thread, one at a time.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

namespace dg::snapshot {

inline constexpr int Format = 1;

// How details of errors begin, for the sentence (ui/text).
inline constexpr const char* ForeignFile = "snapshot: foreign"; // BadSyntax
inline constexpr const char* DamagedFile = "snapshot: damaged: "; // BadSyntax; how
inline constexpr const char* OtherFormat = "snapshot: format "; // Unsupported; its number
inline constexpr const char* WithoutObjects = "snapshot: without objects"; // Unsupported: serves for comparing only

struct Head {
    std::string cluster; // its name
    std::string server; // address
    WallTime observedAt{}; // by the cluster's clock; changes of a recording count from here
    std::string program; // "driftglass/0.1.0"
    std::string serverVersion; // "v1.36.3"; empty: not known
    std::string user; // who read it
    bool recording = false;
    bool objects = false; // objects as the server sent them: it can be opened. Older files hold only what drift compares with
    bool withValues = false; // environment variables, Helm values and mail addresses were kept
    bool pseudonyms = false; // names are not the real ones
};

// A kind that was read. Numbered from 0 in the order of the file.
struct Kind {
    std::string group, version, kind, plural;
    bool namespaced = true;
    bool whole = false; // every object of it was read: one that is not here was not there. Else those that Flux's labels select
    bool metadata = false; // only metadata was read
    bool forbidden = false; // its list could not be read
    friend bool operator==(const Kind&, const Kind&) = default;
};

// An object as it came, or its end. `by` tells several readings of one object apart (whole here, metadata there).
struct Put {
    std::size_t kind = 0;
    std::string by; // "flux", "managed", "controller", "workload", "event"
    std::string json; // the object; its own apiVersion and kind may be missing or PartialObjectMetadata
    Millis at{0}; // after observedAt
};
struct Gone {
    std::size_t kind = 0;
    std::string by, ns, name;
    Millis at{0};
};
// Looked up by name, and not there.
struct Absent {
    std::string group, kind, ns, name;
};
struct NotRead {
    std::string kind, ns, reason, message; // as in the JSON of status
};

[[nodiscard]] std::string kindLine(const Kind& kind);
[[nodiscard]] std::string putLine(const Put& put);
[[nodiscard]] std::string goneLine(const Gone& gone);
[[nodiscard]] std::string absentLine(const Absent& absent);
[[nodiscard]] std::string notReadLine(const NotRead& notRead);

using Sink = std::function<Status(std::string_view bytes)>;

class Writer {
public:
    explicit Writer(Sink sink); // takes the bytes as they come; its errors end the writing
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    [[nodiscard]] Status begin(const Head& head);
    [[nodiscard]] Status line(std::string_view json); // an object on one line
    [[nodiscard]] Status flush(); // what was written is readable, whatever comes
    [[nodiscard]] Status end(std::uint64_t objects); // of drift's facts
    [[nodiscard]] std::uint64_t packed() const; // bytes given to the sink

private:
    struct Packer;
    Sink m_sink;
    std::unique_ptr<Packer> m_packer;
};

using Line = simdjson::dom::object;

// What a file holds, in its order. An error ends the reading. `raw` lives as long as the call.
class Visitor {
public:
    virtual ~Visitor() = default;
    virtual Status head(const Head&) { return {}; }
    virtual Status kind(Kind) { return {}; }
    virtual Status put(Put) { return {}; }
    virtual Status gone(Gone) { return {}; }
    virtual Status absent(Absent) { return {}; }
    virtual Status notRead(NotRead) { return {}; }
    // Any other line: drift's facts, the history's rows, a later version's.
    virtual Status other(Line, std::string_view /*raw*/) { return {}; }
    virtual Status end(Line) { return {}; }
};

struct Limits {
    std::uint64_t unpacked = 2ULL << 30; // a bomb's answer
    std::size_t line = 16U << 20;
};

// Fed with the file's bytes as they are read. Errors: BadSyntax (no snapshot, damaged, cut off; line in it), Unsupported (a
// newer format), FileTooLarge (Limits), the visitor's.
class Reader {
public:
    Reader(Visitor& visitor, std::string subject, Limits limits = {});
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    [[nodiscard]] Status feed(std::string_view bytes);
    [[nodiscard]] Status finish(); // the file ended
    [[nodiscard]] bool cutOff() const; // after finish(): a recording without its end

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// A file on disk. Errors: FileNotFound, FileUnreadable, those of Reader. True: a recording that was cut off.
[[nodiscard]] Result<bool> readFile(const std::string& path, Visitor& visitor, Limits limits = {});
[[nodiscard]] Result<Head> readHead(const std::string& path);

} // namespace dg::snapshot
