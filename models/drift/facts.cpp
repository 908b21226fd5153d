// SPDX-License-Identifier: Apache-2.0
#include "drift/facts.h"

#include "snapshot/json_text.h"

#include <algorithm>
#include <map>

namespace dg::drift {

namespace {

std::string objectLine(const ObjectKey& key, const ObjectFacts& facts, std::optional<std::size_t> set)
{
    std::string line = "{\"object\":{";
    snapshot::appendField(line, "group", key.group.view());
    snapshot::appendField(line, "kind", key.kind.view());
    snapshot::appendField(line, "namespace", key.ns.view());
    snapshot::appendField(line, "name", key.name.view());
    line += '}';
    snapshot::appendField(line, "apiVersion", facts.apiVersion);
    snapshot::appendField(line, "uid", facts.uid);
    if (!facts.owner.empty()) {
        line += ",\"owner\":{";
        snapshot::appendField(line, "kind", facts.owner.kind.view());
        snapshot::appendField(line, "namespace", facts.owner.ns.view());
        snapshot::appendField(line, "name", facts.owner.name.view());
        line += '}';
    }
    if (facts.fluxTime)
        snapshot::appendField(line, "fluxTime", toRfc3339(*facts.fluxTime));
    if (set)
        line.append(",\"fields\":").append(std::to_string(*set));
    return line + "}";
}

class FactsReader final : public snapshot::Visitor {
public:
    FactsReader(StringPool& pool, const std::string& subject)
        : m_pool(pool)
        , m_subject(subject)
    {
    }
    [[nodiscard]] Facts take() { return std::move(m_facts); }

    Status head(const snapshot::Head& head) override
    {
        m_facts.cluster = head.cluster;
        m_facts.server = head.server;
        m_facts.program = head.program;
        m_facts.observedAt = head.observedAt;
        return {};
    }
    Status other(snapshot::Line line, std::string_view) override
    {
        simdjson::dom::array paths;
        return line["paths"].get_array().get(paths) == simdjson::SUCCESS ? takeSet(paths) : takeObject(line);
    }
    Status end(snapshot::Line line) override
    {
        std::uint64_t count = 0;
        if (line["objects"].get_uint64().get(count) || count != m_facts.objects.size())
            return damaged("the count of objects does not fit");
        return {};
    }

private:
    Status takeSet(simdjson::dom::array array);
    Status takeObject(snapshot::Line object);
    tl::unexpected<Error> damaged(const char* how) const { return fail(ErrorCode::BadSyntax, m_subject, std::string(snapshot::DamagedFile) + how); }
    Atom atom(snapshot::Line object, const char* key) { return m_pool.intern(text(object, key)); }
    static std::string text(snapshot::Line object, const char* key)
    {
        std::string_view view;
        return object[key].get_string().get(view) == simdjson::SUCCESS ? std::string(view) : std::string();
    }

    StringPool& m_pool;
    const std::string& m_subject;
    Facts m_facts;
    std::vector<flux::FieldSetPtr> m_sets;
};

Status FactsReader::takeSet(simdjson::dom::array array)
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

Status FactsReader::takeObject(snapshot::Line object)
{
    snapshot::Line part;
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

} // namespace

Status writeFactLines(const Facts& facts, snapshot::Writer& writer)
{
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
                    snapshot::appendText(line, path);
                }
                if (auto status = writer.line(line + "]}"); !status)
                    return status;
            }
        }
        if (auto status = writer.line(objectLine(*key, object, set)); !status)
            return status;
    }
    return {};
}

Status writeFacts(const Facts& facts, const snapshot::Sink& sink)
{
    snapshot::Writer writer(sink);
    snapshot::Head head;
    head.cluster = facts.cluster;
    head.server = facts.server;
    head.observedAt = facts.observedAt;
    head.program = facts.program;
    if (auto status = writer.begin(head); !status)
        return status;
    if (auto status = writeFactLines(facts, writer); !status)
        return status;
    return writer.end(facts.objects.size());
}

Result<Facts> readFacts(std::string_view bytes, StringPool& pool, const std::string& subject)
{
    if (bytes.size() > (1ULL << 30))
        return fail(ErrorCode::FileTooLarge, subject);
    FactsReader facts(pool, subject);
    snapshot::Reader reader(facts, subject);
    auto status = reader.feed(bytes);
    if (status)
        status = reader.finish();
    if (!status)
        return tl::unexpected(status.error());
    return facts.take();
}

} // namespace dg::drift
