// SPDX-License-Identifier: Apache-2.0
#include "content.h"

#include <algorithm>

namespace dg::replay {

namespace {

class Loader final : public snapshot::Visitor {
public:
    Loader(Content& content, const std::string& subject)
        : m_content(content)
        , m_subject(subject)
    {
    }
    Status head(const snapshot::Head& head) override
    {
        m_content.head = head;
        return {};
    }
    Status kind(snapshot::Kind kind) override
    {
        m_content.kinds.push_back(std::move(kind));
        return {};
    }
    Status put(snapshot::Put put) override
    {
        // Which object it is stands in its metadata.
        std::string ns, name;
        simdjson::dom::element root;
        std::string_view text;
        if (m_parser.parse(put.json).get(root) || root["metadata"]["name"].get_string().get(text) || text.empty())
            return fail(ErrorCode::BadSyntax, m_subject, std::string(snapshot::DamagedFile) + "an object without its name");
        name = text;
        if (!root["metadata"]["namespace"].get_string().get(text))
            ns = text;
        add({put.kind, std::move(put.by), std::move(ns), std::move(name), std::make_shared<const std::string>(std::move(put.json)),
            put.at});
        return {};
    }
    Status gone(snapshot::Gone gone) override
    {
        add({gone.kind, std::move(gone.by), std::move(gone.ns), std::move(gone.name), nullptr, gone.at});
        return {};
    }
    Status absent(snapshot::Absent absent) override
    {
        m_content.absent.emplace(std::move(absent.group), std::move(absent.kind), std::move(absent.ns), std::move(absent.name));
        return {};
    }
    Status other(snapshot::Line line, std::string_view raw) override
    {
        std::string_view table;
        if (!line["history"].get_string().get(table))
            m_content.historyRows.emplace_back(raw);
        return {};
    }

private:
    void add(Change change) { (change.at == Millis{0} ? m_content.state : m_content.changes).push_back(std::move(change)); }
    Content& m_content;
    const std::string& m_subject;
    simdjson::dom::parser m_parser;
};

} // namespace

Result<Content> readContent(const std::string& path, snapshot::Limits limits)
{
    Content content;
    Loader loader(content, path);
    const auto cut = snapshot::readFile(path, loader, limits);
    if (!cut)
        return tl::unexpected(cut.error());
    if (!content.head.objects)
        return fail(ErrorCode::Unsupported, path, snapshot::WithoutObjects);
    content.cutOff = *cut;
    std::ranges::stable_sort(content.changes, {}, &Change::at);
    return content;
}

} // namespace dg::replay
