// SPDX-License-Identifier: Apache-2.0
#include "impl.h"

#include <random>

namespace dg::session {

namespace {

constexpr Millis Together{1'000}; // an installation brings its definitions one after the other, and each is served a moment later

// Name and resourceVersion of each definition; its schema is never sent.
class DefinitionDecoder final : public kube::RecordDecoder {
public:
    explicit DefinitionDecoder(StringPool& pool)
        : m_pool(pool)
    {
    }
    Result<store::RecordPtr> decode(json::Object& object) override
    {
        json::Object metadata;
        std::string_view name, version;
        if (object["metadata"].get_object().get(metadata) || metadata["name"].get_string().get(name))
            return fail(ErrorCode::BadAnswer, "customresourcedefinitions");
        auto record = std::make_shared<store::Record>(store::RecordType::Namespace);
        record->key = {m_pool.intern("apiextensions.k8s.io"), m_pool.intern("CustomResourceDefinition"), {}, m_pool.intern(name)};
        // The generation moves with the spec: which versions are served. Status alone (the first `Established`) counts too.
        if (!metadata["resourceVersion"].get_string().get(version))
            record->resourceVersion = version;
        return store::RecordPtr(std::move(record));
    }

private:
    StringPool& m_pool;
};

} // namespace

DefinitionWatch::DefinitionWatch(net::HttpLoop& loop, StringPool& pool, const Clock& clock, Logger& log, const kube::Resource& resource,
    std::shared_ptr<kube::ServerTraits> server, kube::FirstState firstState, std::function<void()> changed)
    : m_loop(loop)
    , m_changed(std::move(changed))
    , m_decoder(std::make_unique<DefinitionDecoder>(pool))
{
    kube::Reflector::Options options;
    options.metadataOnly = true;
    options.server = std::move(server);
    options.firstState = firstState;
    m_reflector
        = std::make_unique<kube::Reflector>(loop, resource, std::move(options), *m_decoder, *this, clock, log, std::random_device{}());
}

DefinitionWatch::~DefinitionWatch()
{
    if (m_timer)
        m_loop.cancelTimer(m_timer);
}

void DefinitionWatch::applied(store::RecordPtr record, SteadyTime)
{
    auto& known = m_known[record->key.name.str()];
    if (known == record->resourceVersion)
        return;
    known = record->resourceVersion;
    tell();
}

void DefinitionWatch::removed(const ObjectKey& key, SteadyTime)
{
    if (m_known.erase(key.name.str()) > 0)
        tell();
}

void DefinitionWatch::relistEnded(SteadyTime)
{
    m_first = false;
}

void DefinitionWatch::tell()
{
    if (m_first || m_timer)
        return;
    m_timer = m_loop.after(Together, [this] {
        m_timer = 0;
        m_changed();
    });
}

void ClusterSession::Impl::watchDefinitions()
{
    if (definitions)
        return;
    const auto* resource = discovery->find("apiextensions.k8s.io", "CustomResourceDefinition");
    if (!resource)
        return;
    definitions = std::make_unique<DefinitionWatch>(loop, pool, clock, log, *resource, serverTraits,
        spec.viaGitLabAgent ? kube::FirstState::ListThenWatch : kube::FirstState::WatchList, [this] { connectNow(); });
    definitions->start();
}

void ClusterSession::Impl::openControllerStreams()
{
    struct Wanted {
        const char* group;
        const char* kind;
        std::string selector;
        bool pods;
    };
    for (const auto& wanted : {Wanted{"apps", "Deployment", std::string(flux::ControllerSelector), false},
             Wanted{"", "Pod", flux::controllerPodSelector(), true}}) {
        const auto* served = discovery->find(wanted.group, wanted.kind);
        const bool known = std::any_of(
            streams.begin(), streams.end(), [&](const Stream& s) { return s.info().controllers && s.info().resource.kind == wanted.kind; });
        if (!served || known)
            continue;
        StreamInfo info;
        info.resource = *served;
        info.controllers = true;
        info.selector = wanted.selector;
        openStream(std::move(info), std::make_unique<flux::ControllerDecoder>(wanted.pods, pool), {});
    }
}

} // namespace dg::session
