// SPDX-License-Identifier: Apache-2.0
#include "watch.h"

#include "apiserver/status.h"

#include <algorithm>

namespace dg::apiserver {

namespace {

constexpr qsizetype PullSize = 64 * 1024;
constexpr Seconds BookmarkEvery{10};

class WatchBody final : public BodySource {
public:
    WatchBody(const Store& store, WatchRequest request)
        : m_store(store)
        , m_request(std::move(request))
        , m_seen(m_request.from)
        , m_end(now() + m_request.timeout)
        , m_bookmarkAt(now() + BookmarkEvery)
    {
        if (!m_request.initialEvents)
            return;
        m_seen = store.version();
        m_initial = store.list(m_request.resource, m_request.ns);
        if (store.generator())
            m_generated = store.generator()->range(m_request.resource, m_request.ns);
    }

    Pull pull(QByteArray& out) override
    {
        const auto enough = out.size() + PullSize;
        if (!pullInitial(out, enough))
            return Pull::More;
        if (m_seen < m_store.oldestWatchable()) {
            appendError(out);
            return Pull::End;
        }
        while (m_seen < m_store.version() && out.size() < enough)
            appendChange(out, m_store.change(++m_seen));
        if (m_seen < m_store.version())
            return Pull::More;
        const bool ended = now() >= m_end;
        if (m_request.bookmarks && (ended || now() >= m_bookmarkAt)) {
            appendBookmark(out, false);
            m_bookmarkAt = now() + BookmarkEvery;
        }
        return ended ? Pull::End : Pull::Idle;
    }

    [[nodiscard]] std::optional<SteadyTime> wakeAt() const override { return m_request.bookmarks ? std::min(m_end, m_bookmarkAt) : m_end; }

private:
    static SteadyTime now() { return std::chrono::steady_clock::now(); }
    [[nodiscard]] const Resource& resource() const { return m_store.resources()[m_request.resource]; }
    [[nodiscard]] bool wanted(const Object& object) const
    {
        return (m_request.ns.isEmpty() || m_request.ns == object.ns) && m_request.selector.matches(object.ns, object.name, object.labels);
    }
    void appendEvent(QByteArray& out, const char* type, const Object& object) const
    {
        out += QByteArray("{\"type\":\"") + type + "\",\"object\":";
        appendObject(out, resource(), object, m_request.shape, true);
        out += "}\n";
    }

    // True once the whole state was sent.
    bool pullInitial(QByteArray& out, qsizetype enough)
    {
        while (m_nextInitial < m_initial.size() && out.size() < enough) {
            if (const auto object = std::move(m_initial[m_nextInitial++]); wanted(*object))
                appendEvent(out, "ADDED", *object);
        }
        while (m_nextInitial >= m_initial.size() && m_generated.first < m_generated.second && out.size() < enough) {
            if (const auto object = m_store.generator()->make(m_request.resource, m_generated.first++); wanted(object))
                appendEvent(out, "ADDED", object);
        }
        if (m_nextInitial < m_initial.size() || m_generated.first < m_generated.second)
            return false;
        if (m_request.endBookmark) {
            m_request.endBookmark = false;
            appendBookmark(out, true);
        }
        return true;
    }

    // An object that stops matching the selector is DELETED for this watch, one that begins to is ADDED.
    void appendChange(QByteArray& out, const Change& change) const
    {
        if (change.resource != m_request.resource)
            return;
        const bool is = change.type != Change::Type::Deleted && wanted(*change.object);
        const bool was = change.before && wanted(*change.before);
        if (is)
            appendEvent(out, was ? "MODIFIED" : "ADDED", *change.object);
        else if (was)
            appendEvent(out, "DELETED", *change.object);
    }

    void appendBookmark(QByteArray& out, bool end) const
    {
        const bool metadata = m_request.shape == Shape::Metadata;
        out += R"({"type":"BOOKMARK","object":{"kind":")" + (metadata ? QByteArray("PartialObjectMetadata") : QByteArray(resource().kind))
            + R"(","apiVersion":")" + (metadata ? QByteArray("meta.k8s.io/v1") : resource().apiVersion())
            + R"(","metadata":{"resourceVersion":")" + QByteArray::number(static_cast<qulonglong>(m_seen)) + R"(","creationTimestamp":null)"
            + (end ? R"(,"annotations":{"k8s.io/initial-events-end":"true"})" : "") + "}}}\n";
    }

    void appendError(QByteArray& out) const
    {
        const auto message = "too old resource version: " + QByteArray::number(static_cast<qulonglong>(m_seen)) + " ("
            + QByteArray::number(static_cast<qulonglong>(m_store.oldestWatchable())) + ")";
        out += R"({"type":"ERROR","object":)" + statusBody(410, "Expired", message) + "}\n";
    }

    const Store& m_store;
    WatchRequest m_request;
    Version m_seen;
    SteadyTime m_end;
    SteadyTime m_bookmarkAt;
    std::vector<ObjectPtr> m_initial;
    std::size_t m_nextInitial = 0;
    std::pair<std::size_t, std::size_t> m_generated{};
};

} // namespace

std::unique_ptr<BodySource> makeWatch(const Store& store, WatchRequest request)
{
    return std::make_unique<WatchBody>(store, std::move(request));
}

} // namespace dg::apiserver
