// SPDX-License-Identifier: Apache-2.0
#include "snapshot/file.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <utility>

#include <zlib.h>

namespace dg::snapshot {

namespace {

std::string text(Line line, const char* key)
{
    std::string_view view;
    return line[key].get_string().get(view) == simdjson::SUCCESS ? std::string(view) : std::string();
}

bool flag(Line line, const char* key)
{
    bool value = false;
    return line[key].get_bool().get(value) == simdjson::SUCCESS && value;
}

std::optional<std::int64_t> number(Line line, const char* key)
{
    std::int64_t value = 0;
    return line[key].get_int64().get(value) == simdjson::SUCCESS ? std::optional(value) : std::nullopt;
}

std::optional<Line> part(Line line, const char* key)
{
    Line inside;
    return line[key].get_object().get(inside) == simdjson::SUCCESS ? std::optional(inside) : std::nullopt;
}

Millis at(Line line)
{
    return Millis{number(line, "at").value_or(0)};
}

// As it stands where the line is as we write it, else written anew.
std::string contentOf(std::string_view line, Line content)
{
    constexpr std::string_view Key = ",\"raw\":"; // within a string the quotes would be escaped
    const auto from = line.find(Key);
    const auto to = line.rfind('}');
    const bool plain = from != std::string_view::npos && to > from + Key.size() && line.find('{', 1) > from;
    return plain && line.substr(to) == "}" ? std::string(line.substr(from + Key.size(), to - from - Key.size()))
                                           : simdjson::minify(content);
}

} // namespace

struct Reader::Impl {
    Impl(Visitor& to, std::string of, Limits most)
        : visitor(to)
        , subject(std::move(of))
        , limits(most)
    {
        ready = inflateInit2(&stream, MAX_WBITS + 16) == Z_OK;
    }
    ~Impl() { inflateEnd(&stream); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    Status unpack(std::string_view bytes);
    Status takeText(std::string_view text);
    Status takeLine(std::string_view line);
    Status takeHead(Line line);
    Status takeBody(Line line, std::string_view raw);
    Status takeEnd(Line line);
    Status checkKind(std::size_t kind)
    {
        return kind < kinds ? Status{} : Status(damaged("an object of a kind that does not stand before it"));
    }
    tl::unexpected<Error> damaged(const char* how) const
    {
        return fail(ErrorCode::BadSyntax, subject, std::string(DamagedFile) + how, lines);
    }

    Visitor& visitor;
    std::string subject;
    Limits limits;
    z_stream stream{};
    bool ready = false;
    bool unpacked = false; // the compressed data ended
    std::vector<Bytef> out = std::vector<Bytef>(256 * 1024);
    simdjson::dom::parser parser;
    QCryptographicHash hash{QCryptographicHash::Sha256};
    std::string rest;
    std::uint64_t bytes = 0;
    int lines = 0;
    std::size_t kinds = 0;
    bool recording = false;
    bool ended = false;
    bool cut = false;
};

Status Reader::Impl::unpack(std::string_view packed)
{
    if (!ready)
        return fail(ErrorCode::Internal, "zlib");
    if (unpacked && !packed.empty())
        return damaged("something stands behind the end");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data())); // zlib's interface; it does not write there
    stream.avail_in = static_cast<uInt>(packed.size());
    do {
        stream.next_out = out.data();
        stream.avail_out = static_cast<uInt>(out.size());
        const int result = inflate(&stream, Z_NO_FLUSH);
        if (result == Z_BUF_ERROR)
            break; // wants more bytes
        if (result != Z_OK && result != Z_STREAM_END)
            return lines ? Status(damaged("cut off")) : Status(fail(ErrorCode::BadSyntax, subject, ForeignFile));
        const auto made = out.size() - stream.avail_out;
        bytes += made;
        if (bytes > limits.unpacked)
            return fail(ErrorCode::FileTooLarge, subject);
        if (auto status = takeText({reinterpret_cast<const char*>(out.data()), made}); !status)
            return status;
        if (result == Z_STREAM_END) {
            unpacked = true;
            if (stream.avail_in > 0)
                return damaged("something stands behind the end");
        }
    } while (!unpacked && (stream.avail_in > 0 || stream.avail_out == 0));
    return {};
}

Status Reader::Impl::takeText(std::string_view text)
{
    for (auto newline = text.find('\n'); newline != std::string_view::npos; newline = text.find('\n')) {
        rest.append(text.substr(0, newline));
        text.remove_prefix(newline + 1);
        const auto line = std::exchange(rest, {});
        if (auto status = takeLine(line); !status)
            return status;
    }
    rest.append(text);
    return rest.size() > limits.line ? Status(fail(ErrorCode::FileTooLarge, subject)) : Status{};
}

Status Reader::Impl::takeLine(std::string_view line)
{
    ++lines;
    if (ended)
        return damaged("something stands behind the end");
    if (line.size() > limits.line)
        return fail(ErrorCode::FileTooLarge, subject);
    Line object;
    if (parser.parse(line.data(), line.size()).get_object().get(object))
        return damaged("a line that is no JSON object");
    if (lines == 1)
        return takeHead(object);
    if (flag(object, "end"))
        return takeEnd(object);
    hash.addData(line.data(), static_cast<qsizetype>(line.size()));
    hash.addData("\n", 1);
    return takeBody(object, line);
}

Status Reader::Impl::takeHead(Line line)
{
    if (text(line, "kind") != "Snapshot" || !text(line, "apiVersion").starts_with("driftglass/"))
        return fail(ErrorCode::BadSyntax, subject, ForeignFile);
    const auto format = number(line, "format");
    if (!format)
        return damaged("a snapshot without its format");
    if (*format > Format)
        return fail(ErrorCode::Unsupported, subject, OtherFormat + std::to_string(*format));
    const auto time = parseRfc3339(text(line, "observedAt"));
    if (!time)
        return damaged("a snapshot without its time");
    Head head;
    head.cluster = text(line, "cluster");
    head.server = text(line, "server");
    head.observedAt = *time;
    head.program = text(line, "program");
    head.serverVersion = text(line, "serverVersion");
    head.user = text(line, "user");
    head.recording = recording = flag(line, "recording");
    head.objects = flag(line, "objects");
    head.withValues = flag(line, "withValues");
    head.pseudonyms = flag(line, "pseudonyms");
    return visitor.head(head);
}

Status Reader::Impl::takeBody(Line line, std::string_view raw)
{
    if (const auto id = number(line, "put")) {
        if (auto status = checkKind(static_cast<std::size_t>(*id)); !status)
            return status;
        const auto content = part(line, "raw");
        if (!content)
            return damaged("an object without its content");
        return visitor.put({static_cast<std::size_t>(*id), text(line, "by"), contentOf(raw, *content), at(line)});
    }
    if (const auto id = number(line, "gone")) {
        if (auto status = checkKind(static_cast<std::size_t>(*id)); !status)
            return status;
        return visitor.gone({static_cast<std::size_t>(*id), text(line, "by"), text(line, "namespace"), text(line, "name"), at(line)});
    }
    if (const auto read = part(line, "read")) {
        Kind kind{text(*read, "group"), text(*read, "version"), text(*read, "kind"), text(*read, "plural"), flag(*read, "namespaced"),
            flag(*read, "whole"), flag(*read, "metadata"), flag(*read, "forbidden")};
        if (kind.version.empty() || kind.kind.empty() || kind.plural.empty())
            return damaged("a kind without version, kind or plural");
        ++kinds;
        return visitor.kind(std::move(kind));
    }
    if (const auto absent = part(line, "absent"))
        return visitor.absent({text(*absent, "group"), text(*absent, "kind"), text(*absent, "namespace"), text(*absent, "name")});
    if (const auto notRead = part(line, "notRead"))
        return visitor.notRead({text(*notRead, "kind"), text(*notRead, "namespace"), text(*notRead, "reason"), text(*notRead, "message")});
    return visitor.other(line, raw);
}

Status Reader::Impl::takeEnd(Line line)
{
    if (text(line, "sha256") != hash.result().toHex().toStdString())
        return damaged("the checksum does not fit");
    ended = true;
    return visitor.end(line);
}

Reader::Reader(Visitor& visitor, std::string subject, Limits limits)
    : m_impl(std::make_unique<Impl>(visitor, std::move(subject), limits))
{
}

Reader::~Reader() = default;

Status Reader::feed(std::string_view bytes)
{
    constexpr std::size_t Most = 1 << 20; // zlib counts in 32 bits
    while (!bytes.empty()) {
        if (auto status = m_impl->unpack(bytes.substr(0, Most)); !status)
            return status;
        bytes.remove_prefix(std::min(Most, bytes.size()));
    }
    return {};
}

Status Reader::finish()
{
    auto& d = *m_impl;
    if (d.ended && d.unpacked && d.rest.empty())
        return {};
    d.cut = d.recording && !d.ended;
    return d.cut ? Status{} : d.lines ? Status(d.damaged("cut off")) : Status(fail(ErrorCode::BadSyntax, d.subject, ForeignFile));
}

bool Reader::cutOff() const
{
    return m_impl->cut;
}

Result<bool> readFile(const std::string& path, Visitor& visitor, Limits limits)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!file)
        return fail(errno == ENOENT ? ErrorCode::FileNotFound : ErrorCode::FileUnreadable, path, std::strerror(errno));
    Reader reader(visitor, path, limits);
    std::vector<char> block(256 * 1024);
    while (const auto got = std::fread(block.data(), 1, block.size(), file.get())) {
        if (auto status = reader.feed({block.data(), got}); !status)
            return tl::unexpected(status.error());
    }
    if (std::ferror(file.get()))
        return fail(ErrorCode::FileUnreadable, path, std::strerror(errno));
    if (auto status = reader.finish(); !status)
        return tl::unexpected(status.error());
    return reader.cutOff();
}

Result<Head> readHead(const std::string& path)
{
    struct HeadOnly final : Visitor {
        Status head(const Head& found) override
        {
            result = found;
            return fail(ErrorCode::Cancelled, "head");
        }
        std::optional<Head> result;
    } visitor;
    const auto read = readFile(path, visitor);
    if (visitor.result)
        return *visitor.result;
    return tl::unexpected(read.error());
}

} // namespace dg::snapshot
