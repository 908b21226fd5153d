// SPDX-License-Identifier: Apache-2.0
#include "snapshot/file.h"
#include "snapshot/json_text.h"

#include <QCryptographicHash>

#include <array>

#include <zlib.h>

namespace dg::snapshot {

void appendText(std::string& out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out.append(1, '\\').append(1, c);
        } else if (byte < 0x20) {
            constexpr const char* Digits = "0123456789abcdef";
            out.append("\\u00").append(1, Digits[byte >> 4]).append(1, Digits[byte & 15]);
        } else {
            out += c;
        }
    }
    out += '"';
}

namespace {

void appendKey(std::string& out, std::string_view key)
{
    out.append(out.back() == '{' ? "\"" : ",\"").append(key).append("\":");
}

void appendNumber(std::string& out, std::string_view key, std::int64_t number)
{
    appendKey(out, key);
    out += std::to_string(number);
}

void appendAt(std::string& out, Millis at)
{
    if (at != Millis{0})
        appendNumber(out, "at", at.count());
}

} // namespace

void appendField(std::string& out, std::string_view key, std::string_view text)
{
    if (text.empty())
        return;
    appendKey(out, key);
    appendText(out, text);
}

void appendFlag(std::string& out, std::string_view key, bool flag)
{
    if (!flag)
        return;
    appendKey(out, key);
    out += "true";
}

std::string kindLine(const Kind& kind)
{
    std::string line = "{\"read\":{";
    appendField(line, "group", kind.group);
    appendField(line, "version", kind.version);
    appendField(line, "kind", kind.kind);
    appendField(line, "plural", kind.plural);
    appendFlag(line, "namespaced", kind.namespaced);
    appendFlag(line, "whole", kind.whole);
    appendFlag(line, "metadata", kind.metadata);
    appendFlag(line, "forbidden", kind.forbidden);
    return line + "}}";
}

std::string putLine(const Put& put)
{
    std::string line = "{";
    appendNumber(line, "put", static_cast<std::int64_t>(put.kind));
    appendField(line, "by", put.by);
    appendAt(line, put.at);
    return line + ",\"raw\":" + put.json + "}"; // last: the reader takes it as it stands
}

std::string goneLine(const Gone& gone)
{
    std::string line = "{";
    appendNumber(line, "gone", static_cast<std::int64_t>(gone.kind));
    appendField(line, "by", gone.by);
    appendField(line, "namespace", gone.ns);
    appendField(line, "name", gone.name);
    appendAt(line, gone.at);
    return line + "}";
}

std::string absentLine(const Absent& absent)
{
    std::string line = "{\"absent\":{";
    appendField(line, "group", absent.group);
    appendField(line, "kind", absent.kind);
    appendField(line, "namespace", absent.ns);
    appendField(line, "name", absent.name);
    return line + "}}";
}

std::string notReadLine(const NotRead& notRead)
{
    std::string line = "{\"notRead\":{";
    appendField(line, "kind", notRead.kind);
    appendField(line, "namespace", notRead.ns);
    appendField(line, "reason", notRead.reason);
    appendField(line, "message", notRead.message);
    return line + "}}";
}

// gzip of what it is given, and the checksum of it.
struct Writer::Packer {
    explicit Packer(Sink& to)
        : sink(to)
    {
        ready = deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~Packer() { deflateEnd(&stream); }
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    Status pack(std::string_view text, int flush)
    {
        if (!ready)
            return fail(ErrorCode::Internal, "zlib");
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); // zlib's interface; it does not write there
        stream.avail_in = static_cast<uInt>(text.size());
        int result = Z_OK;
        do {
            stream.next_out = out.data();
            stream.avail_out = static_cast<uInt>(out.size());
            result = deflate(&stream, flush);
            if (result == Z_STREAM_ERROR)
                return fail(ErrorCode::Internal, "zlib");
            if (const auto made = out.size() - stream.avail_out) {
                packed += made;
                if (auto status = sink({reinterpret_cast<const char*>(out.data()), made}); !status)
                    return status;
            }
        } while (stream.avail_out == 0 || (flush == Z_FINISH && result != Z_STREAM_END));
        return {};
    }

    Sink& sink;
    z_stream stream{};
    bool ready = false;
    std::uint64_t packed = 0;
    QCryptographicHash hash{QCryptographicHash::Sha256};
    std::array<Bytef, 64 * 1024> out{};
};

Writer::Writer(Sink sink)
    : m_sink(std::move(sink))
    , m_packer(std::make_unique<Packer>(m_sink))
{
}

Writer::~Writer() = default;

std::uint64_t Writer::packed() const
{
    return m_packer->packed;
}

Status Writer::begin(const Head& head)
{
    std::string line = R"({"apiVersion":"driftglass/v1","kind":"Snapshot","format":)" + std::to_string(Format);
    appendField(line, "cluster", head.cluster);
    appendField(line, "server", head.server);
    appendField(line, "observedAt", toRfc3339(head.observedAt));
    appendField(line, "program", head.program);
    appendField(line, "serverVersion", head.serverVersion);
    appendField(line, "user", head.user);
    appendFlag(line, "recording", head.recording);
    appendFlag(line, "objects", head.objects);
    appendFlag(line, "withValues", head.withValues);
    appendFlag(line, "pseudonyms", head.pseudonyms);
    return m_packer->pack(line + "}\n", Z_NO_FLUSH);
}

Status Writer::line(std::string_view json)
{
    for (const auto text : {json, std::string_view("\n")}) {
        m_packer->hash.addData(text.data(), static_cast<qsizetype>(text.size()));
        if (auto status = m_packer->pack(text, Z_NO_FLUSH); !status)
            return status;
    }
    return {};
}

Status Writer::flush()
{
    return m_packer->pack({}, Z_SYNC_FLUSH);
}

Status Writer::end(std::uint64_t objects)
{
    const auto tail = "{\"end\":true,\"objects\":" + std::to_string(objects) + ",\"sha256\":\""
        + m_packer->hash.result().toHex().toStdString() + "\"}\n";
    return m_packer->pack(tail, Z_FINISH);
}

} // namespace dg::snapshot
