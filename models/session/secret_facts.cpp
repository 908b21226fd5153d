// SPDX-License-Identifier: Apache-2.0
#include "secret_facts.h"

#include "impl.h"
#include "kube/resource.h"

#include <memory>

namespace dg::session {

namespace {

constexpr std::size_t AtOnce = 8;

struct Look {
    net::HttpLoop& loop;
    std::vector<flux::SecretFact> facts;
    std::size_t next = 0, open = 0;
    std::function<void(std::vector<flux::SecretFact>)> done;
};

flux::SecretFact factOf(const flux::SecretName& name, const Result<net::Response>& answer)
{
    using Presence = flux::SecretFact::Presence;
    if (answer && answer->head.status == 200)
        return flux::readSecretFact(name, answer->body);
    flux::SecretFact fact;
    fact.secret = name;
    if (answer)
        fact.presence = answer->head.status == 404 ? Presence::Absent : answer->head.status == 403 ? Presence::Forbidden : Presence::Failed;
    return fact;
}

void pump(const std::shared_ptr<Look>& look)
{
    static const kube::Resource secrets{"", "v1", "Secret", "secrets", true, {}};
    while (look->open < AtOnce && look->next < look->facts.size()) {
        const auto at = look->next++;
        ++look->open;
        net::Request request;
        request.path = secrets.path(look->facts[at].secret.ns, look->facts[at].secret.name);
        // Nothing else: a server that cannot answer so is refused rather than asked for the whole Secret.
        request.headers.emplace_back("Accept", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
        look->loop.fetch(std::move(request), [look, at](const Result<net::Response>& answer) {
            look->facts[at] = factOf(look->facts[at].secret, answer);
            --look->open;
            if (look->open == 0 && look->next == look->facts.size())
                look->done(std::move(look->facts));
            else
                pump(look);
        });
    }
}

} // namespace

void lookAtSecrets(net::HttpLoop& loop, const std::vector<flux::SecretName>& names, std::function<void(std::vector<flux::SecretFact>)> done)
{
    if (names.empty())
        return done({});
    const auto look = std::make_shared<Look>(Look{loop, {}, 0, 0, std::move(done)});
    for (const auto& name : names)
        look->facts.push_back({name, flux::SecretFact::Presence::Failed, false, {}});
    pump(look);
}

void ClusterSession::lookAtSecrets(std::vector<flux::SecretName> names, std::function<void(std::vector<flux::SecretFact>)> done)
{
    m_impl->loop.post(
        [impl = m_impl.get(), names = std::move(names), done = std::move(done)] { session::lookAtSecrets(impl->loop, names, done); });
}

} // namespace dg::session
