// SPDX-License-Identifier: Apache-2.0
#include "drift/facts.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include <simdjson.h>
#include <zlib.h>

namespace dg::drift {

namespace {

constexpr int Format = 1;
constexpr std::size_t MostUnpacked = 2ULL << 30; // a bomb's answer
constexpr std::size_t LongestLine = 16u << 20;

using Object = simdjson::dom::object; // read whole: a damaged file may be wrong anywhere, and it is asked by key

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

void appendField(std::string& out, const char* key, std::string_view text)
{
    if (text.empty())
        return;
    out.append(out.back() == '{' ? "\"" : ",\"").append(key).append("\":");
    appendText(out, text);
}

// gzip of what it is given.
class Packer {
public:
    explicit Packer(const std::function<Status(std::string_view)>& sink)
        : m_sink(sink)
    {
        m_ready = deflateInit2(&m_stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~Packer() { deflateEnd(&m_stream); }
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    Status add(std::string_view text) { return pack(text, Z_NO_FLUSH); }
    Status finish() { return pack({}, Z_FINISH); }

private:
    Status pack(std::string_view text, int flush)
    {
        if (!m_ready)
            return fail(ErrorCode::Internal, "zlib");
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); // zlib's interface; it does not write there
        m_stream.avail_in = static_cast<uInt>(text.size());
        int result = Z_OK;
        do {
            m_stream.next_out = m_out.data();
            m_stream.avail_out = static_cast<uInt>(m_out.size());
            result = deflate(&m_stream, flush);
            if (result == Z_STREAM_ERROR)
                return fail(ErrorCode::Internal, "zlib");
            if (const auto made = m_out.size() - m_stream.avail_out) {
                if (auto status = m_sink({reinterpret_cast<const char*>(m_out.data()), made}); !status)
                    return status;
            }
        } while (m_stream.avail_out == 0 || (flush == Z_FINISH && result != Z_STREAM_END));
        return {};
    }

    const std::function<Status(std::string_view)>& m_sink;
    z_stream m_stream{};
    bool m_ready = false;
    std::array<Bytef, 64 * 1024> m_out{};
};

std::string objectLine(const ObjectKey& key, const ObjectFacts& facts, std::optional<std::size_t> set)
{
    std::string line = "{\"object\":{";
    appendField(line, "group", key.group.view());
    appendField(line, "kind", key.kind.view());
    appendField(line, "namespace", key.ns.view());
    appendField(line, "name", key.name.view());
    line += '}';
    appendField(line, "apiVersion", facts.apiVersion);
    appendField(line, "uid", facts.uid);
    if (!facts.owner.empty()) {
        line += ",\"owner\":{";
        appendField(line, "kind", facts.owner.kind.view());
        appendField(line, "namespace", facts.owner.ns.view());
        appendField(line, "name", facts.owner.name.view());
        line += '}';
    }
    if (facts.fluxTime)
        appendField(line, "fluxTime", toRfc3339(*facts.fluxTime));
    if (set)
        line.append(",\"fields\":").append(std::to_string(*set));
    return line + "}\n";
}

class Reader {
public:
    Reader(StringPool& pool, const std::string& subject)
        : m_pool(pool)
        , m_subject(subject)
    {
    }
    Result<Facts> read(std::string_view bytes);

private:
    Status unpack(std::string_view bytes);
    Status takeLine(std::string_view line);
    Status takeHead(Object object);
    Status takeSet(simdjson::dom::array array);
    Status takeObject(Object object);
    Status takeTail(Object object);
    tl::unexpected<Error> damaged(const char* how) const { return fail(ErrorCode::BadSyntax, m_subject, how, m_line); }
    Atom atom(Object object, const char* key)
    {
        std::string_view text;
        return object[key].get_string().get(text) == simdjson::SUCCESS ? m_pool.intern(text) : Atom{};
    }
    static std::string text(Object object, const char* key)
    {
        std::string_view view;
        return object[key].get_string().get(view) == simdjson::SUCCESS ? std::string(view) : std::string();
    }

    StringPool& m_pool;
    const std::string& m_subject;
    Facts m_facts;
    std::vector<flux::FieldSetPtr> m_sets;
    simdjson::dom::parser m_parser;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    std::string m_rest;
    std::size_t m_unpacked = 0;
    int m_line = 0;
    bool m_head = false, m_ended = false;
};

Status Reader::takeLine(std::string_view line)
{
    ++m_line;
    if (m_ended)
        return damaged("something stands behind the end");
    const simdjson::padded_string padded(line);
    Object object;
    if (m_parser.parse(padded).get_object().get(object))
        return damaged("a line that is no JSON object");
    bool end = false;
    if (!m_head)
        return takeHead(object);
    if (object["end"].get_bool().get(end) == simdjson::SUCCESS)
        return takeTail(object);
    m_hash.addData(line.data(), static_cast<qsizetype>(line.size()));
    m_hash.addData("\n", 1);
    simdjson::dom::array paths;
    return object["paths"].get_array().get(paths) == simdjson::SUCCESS ? takeSet(paths) : takeObject(object);
}

Status Reader::takeHead(Object object)
{
    if (text(object, "kind") != "Snapshot" || !text(object, "apiVersion").starts_with("driftglass/"))
        return damaged("not a snapshot of driftglass");
    std::int64_t format = 0;
    if (object["format"].get_int64().get(format) != simdjson::SUCCESS)
        return damaged("a snapshot without its format");
    if (format > Format)
        return fail(ErrorCode::Unsupported, m_subject, std::to_string(format));
    m_facts.cluster = text(object, "cluster");
    m_facts.server = text(object, "server");
    m_facts.program = text(object, "program");
    const auto time = parseRfc3339(text(object, "observedAt"));
    if (!time)
        return damaged("a snapshot without its time");
    m_facts.observedAt = *time;
    m_head = true;
    return {};
}

Status Reader::takeSet(simdjson::dom::array array)
{
    std::vector<std::string> paths;
    for (const auto element : array) {
        std::string_view path;
        if (element.get_string().get(path))
            return damaged("a path that is no text");
        paths.emplace_back(path);
    }
    if (!std::ranges::is_sorted(paths))
        std::ranges::sort(paths);
    m_sets.push_back(std::make_shared<const flux::FieldSet>(std::move(paths)));
    return {};
}

Status Reader::takeObject(Object object)
{
    Object part;
    ObjectFacts facts;
    if (object["object"].get_object().get(part))
        return {}; // a later format's line: not for us
    const ObjectKey key{atom(part, "group"), atom(part, "kind"), atom(part, "namespace"), atom(part, "name")};
    if (key.kind.empty() || key.name.empty())
        return damaged("an object without kind or name");
    facts.apiVersion = text(object, "apiVersion");
    facts.uid = text(object, "uid");
    if (!object["owner"].get_object().get(part))
        facts.owner = {atom(part, "kind"), atom(part, "namespace"), atom(part, "name")};
    facts.fluxTime = parseRfc3339(text(object, "fluxTime"));
    std::uint64_t set = 0;
    if (object["fields"].get_uint64().get(set) == simdjson::SUCCESS) {
        if (set >= m_sets.size())
            return damaged("an object names fields that do not stand before it");
        facts.fields = m_sets[set];
    }
    m_facts.objects.insert_or_assign(key, std::move(facts));
    return {};
}

Status Reader::takeTail(Object object)
{
    std::uint64_t count = 0;
    if (object["objects"].get_uint64().get(count) || count != m_facts.objects.size())
        return damaged("the count of objects does not fit");
    if (text(object, "sha256") != m_hash.result().toHex().toStdString())
        return damaged("the checksum does not fit");
    m_ended = true;
    return {};
}

Status Reader::unpack(std::string_view bytes)
{
    z_stream stream{};
    if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK)
        return fail(ErrorCode::Internal, "zlib");
    struct End {
        z_stream& stream;
        ~End() { inflateEnd(&stream); }
    } end{stream};
    std::vector<Bytef> out(256 * 1024);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // zlib's interface; it does not write there
    stream.avail_in = static_cast<uInt>(bytes.size());
    int result = Z_OK;
    while (result != Z_STREAM_END) {
        stream.next_out = out.data();
        stream.avail_out = static_cast<uInt>(out.size());
        result = inflate(&stream, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END)
            return damaged(m_line ? "the file is damaged or cut off" : "not a snapshot of driftglass");
        const auto made = out.size() - stream.avail_out;
        m_unpacked += made;
        if (m_unpacked > MostUnpacked)
            return fail(ErrorCode::TooLarge, m_subject);
        std::string_view text(reinterpret_cast<const char*>(out.data()), made);
        for (auto newline = text.find('\n'); newline != std::string_view::npos; newline = text.find('\n')) {
            m_rest.append(text.substr(0, newline));
            text.remove_prefix(newline + 1);
            const auto line = std::exchange(m_rest, {});
            if (auto status = takeLine(line); !status)
                return status;
        }
        m_rest.append(text);
        if (m_rest.size() > LongestLine)
            return fail(ErrorCode::TooLarge, m_subject);
    }
    return m_ended && m_rest.empty() ? Status{} : Status(damaged("the file is damaged or cut off"));
}

Result<Facts> Reader::read(std::string_view bytes)
{
    if (bytes.size() > (1ULL << 30))
        return fail(ErrorCode::TooLarge, m_subject);
    if (auto status = unpack(bytes); !status)
        return tl::unexpected(status.error());
    return std::move(m_facts);
}

} // namespace

Status writeFacts(const Facts& facts, const std::function<Status(std::string_view)>& sink)
{
    Packer packer(sink);
    std::string head = "{\"apiVersion\":\"driftglass/v1\",\"kind\":\"Snapshot\",\"format\":1";
    appendField(head, "cluster", facts.cluster);
    appendField(head, "server", facts.server);
    appendField(head, "observedAt", toRfc3339(facts.observedAt));
    appendField(head, "program", facts.program);
    if (auto status = packer.add(head + "}\n"); !status)
        return status;
    QCryptographicHash hash(QCryptographicHash::Sha256); // of what stands between head and tail
    const auto add = [&](std::string_view text) {
        hash.addData(text.data(), static_cast<qsizetype>(text.size()));
        return packer.add(text);
    };

    std::vector<const ObjectKey*> keys;
    keys.reserve(facts.objects.size());
    for (const auto& [key, object] : facts.objects)
        keys.push_back(&key);
    std::ranges::sort(keys, [](const ObjectKey* a, const ObjectKey* b) {
        return std::tuple(a->group.view(), a->kind.view(), a->ns.view(), a->name.view())
            < std::tuple(b->group.view(), b->kind.view(), b->ns.view(), b->name.view());
    });
    std::map<const flux::FieldSet*, std::size_t> sets;
    for (const auto* key : keys) {
        const auto& object = facts.objects.at(*key);
        std::optional<std::size_t> set;
        if (object.fields) {
            const auto [known, fresh] = sets.try_emplace(object.fields.get(), sets.size());
            set = known->second;
            if (fresh) {
                std::string line = "{\"set\":" + std::to_string(known->second) + ",\"paths\":[";
                for (const auto& path : object.fields->paths()) {
                    if (line.back() != '[')
                        line += ',';
                    appendText(line, path);
                }
                if (auto status = add(line + "]}\n"); !status)
                    return status;
            }
        }
        if (auto status = add(objectLine(*key, object, set)); !status)
            return status;
    }
    const auto tail
        = "{\"end\":true,\"objects\":" + std::to_string(keys.size()) + ",\"sha256\":\"" + hash.result().toHex().toStdString() + "\"}\n";
    if (auto status = packer.add(tail); !status)
        return status;
    return packer.finish();
}

Result<Facts> readFacts(std::string_view bytes, StringPool& pool, const std::string& subject)
{
    return Reader(pool, subject).read(bytes);
}

} // namespace dg::drift
