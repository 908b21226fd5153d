// SPDX-License-Identifier: Apache-2.0
#include "list.h"

#include <algorithm>

namespace dg::apiserver {

namespace {

constexpr qsizetype PullSize = 64 * 1024;

// Where the next page begins: among the stored objects after a key, or at an index of the generated ones.
struct Position {
    Version version = 0;
    bool generated = false;
    std::size_t index = 0;
    QByteArray ns;
    QByteArray name;
};

QByteArray encode(const Position& at)
{
    const auto text = QByteArray::number(at.version) + '\n' + (at.generated ? "g" : "s") + '\n'
        + QByteArray::number(static_cast<qulonglong>(at.index)) + '\n' + at.ns + '\n' + at.name;
    return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

bool decode(const QByteArray& token, Position& at)
{
    const auto decoded = QByteArray::fromBase64Encoding(token, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const auto lines = decoded ? decoded.decoded.split('\n') : QList<QByteArray>();
    if (lines.size() != 5 || (lines[1] != "g" && lines[1] != "s"))
        return false;
    bool versionOk = false;
    bool indexOk = false;
    at.version = lines[0].toULongLong(&versionOk);
    at.generated = lines[1] == "g";
    at.index = lines[2].toULongLong(&indexOk);
    at.ns = lines[3];
    at.name = lines[4];
    return versionOk && indexOk;
}

class ListBody final : public BodySource {
public:
    ListBody(const Store& store, const ListRequest& request, std::vector<ObjectPtr> objects, std::pair<std::size_t, std::size_t> generated,
        Version version)
        : m_store(store)
        , m_request(request)
        , m_objects(std::move(objects))
        , m_generated(generated)
        , m_version(version)
    {
    }

    Pull pull(QByteArray& out) override
    {
        const auto& resource = m_store.resources()[m_request.resource];
        if (!m_begun) {
            const bool metadata = m_request.shape == Shape::Metadata;
            out += "{\"kind\":\"" + (metadata ? QByteArray("PartialObjectMetadataList") : QByteArray(resource.kind) + "List")
                + "\",\"apiVersion\":\"" + (metadata ? QByteArray("meta.k8s.io/v1") : resource.apiVersion())
                + "\",\"metadata\":{\"resourceVersion\":\"" + QByteArray::number(static_cast<qulonglong>(m_version)) + "\"" + pageFields()
                + "},\"items\":[";
            m_begun = true;
        }
        const bool withType = resource.isCustom() && m_request.shape == Shape::Full;
        const auto enough = out.size() + PullSize;
        while (m_next < m_objects.size() && out.size() < enough) {
            separate(out);
            appendObject(out, resource, *m_objects[m_next], m_request.shape, withType);
            m_objects[m_next++].reset();
        }
        while (m_next >= m_objects.size() && m_generated.first < m_generated.second && out.size() < enough) {
            const auto object = m_store.generator()->make(m_request.resource, m_generated.first++);
            if (!m_request.selector.matches(object.ns, object.name, object.labels))
                continue;
            separate(out);
            appendObject(out, resource, object, m_request.shape, withType);
        }
        if (m_next < m_objects.size() || m_generated.first < m_generated.second)
            return Pull::More;
        out += "]}\n";
        return Pull::End;
    }

    void setPage(QByteArray continueToken, std::size_t remaining)
    {
        m_continue = std::move(continueToken);
        m_remaining = remaining;
    }

private:
    void separate(QByteArray& out)
    {
        if (m_any)
            out += ',';
        m_any = true;
    }
    // Custom resources say "continue":"" on the last page (flux-live.md C).
    [[nodiscard]] QByteArray pageFields() const
    {
        if (m_continue.isEmpty())
            return m_store.resources()[m_request.resource].isCustom() ? QByteArray(",\"continue\":\"\"") : QByteArray();
        auto fields = ",\"continue\":\"" + m_continue + '"';
        if (m_request.selector.empty())
            fields += ",\"remainingItemCount\":" + QByteArray::number(static_cast<qulonglong>(m_remaining));
        return fields;
    }

    const Store& m_store;
    ListRequest m_request;
    std::vector<ObjectPtr> m_objects;
    std::pair<std::size_t, std::size_t> m_generated;
    Version m_version;
    QByteArray m_continue;
    std::size_t m_remaining = 0;
    std::size_t m_next = 0;
    bool m_begun = false;
    bool m_any = false;
};

} // namespace

HttpResponse answerList(const Store& store, ListRequest request, ListProblem& problem)
{
    problem = ListProblem::None;
    Position from{store.version(), false, 0, {}, {}};
    const bool continued = !request.continueToken.isEmpty();
    if (continued && !decode(request.continueToken, from)) {
        problem = ListProblem::BadToken;
        return {};
    }
    if (continued && (from.version < store.oldestWatchable() || from.version > store.version())) {
        problem = ListProblem::ExpiredToken;
        return {};
    }
    std::vector<ObjectPtr> objects;
    if (!from.generated) {
        for (auto& object : store.list(request.resource, request.ns)) {
            if (continued && std::pair(object->ns, object->name) <= std::pair(from.ns, from.name))
                continue;
            if (request.selector.matches(object->ns, object->name, object->labels))
                objects.push_back(std::move(object));
        }
    }
    auto generated = store.generator() ? store.generator()->range(request.resource, request.ns) : std::pair<std::size_t, std::size_t>{};
    if (from.generated)
        generated.first = std::clamp(from.index, generated.first, generated.second);

    QByteArray token;
    std::size_t remaining = 0;
    const auto total = objects.size() + (generated.second - generated.first);
    if (request.limit > 0 && total > request.limit) {
        remaining = total - request.limit;
        Position next{from.version, false, 0, {}, {}};
        if (objects.size() > request.limit) {
            objects.resize(request.limit);
            generated.second = generated.first;
        } else {
            generated.second = generated.first + (request.limit - objects.size());
        }
        if (generated.second > generated.first || objects.size() == request.limit) {
            next.generated = generated.second > generated.first;
            next.index = generated.second;
            if (!next.generated) {
                next.ns = objects.back()->ns;
                next.name = objects.back()->name;
            }
        }
        token = encode(next);
    }

    std::size_t bytes = 200 + (generated.second - generated.first) * 900;
    for (const auto& object : objects)
        bytes += static_cast<std::size_t>(object->metadata.size())
            + (request.shape == Shape::Full ? static_cast<std::size_t>(object->rest.size()) : 0) + 80;
    auto body = std::make_unique<ListBody>(store, request, std::move(objects), generated, from.version);
    body->setPage(std::move(token), remaining);
    HttpResponse response;
    response.stream = std::move(body);
    response.estimatedSize = bytes;
    response.compressible = true;
    return response;
}

} // namespace dg::apiserver
