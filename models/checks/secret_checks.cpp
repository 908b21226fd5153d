// SPDX-License-Identifier: Apache-2.0
// Secrets and the tokens that Flux uses. Of a Secret only its presence and its keys' names are known (flux/secret_fact.h).
#include "judge.h"

#include <algorithm>

namespace dg::checks {

namespace {

using flux::Kind;
using Presence = flux::SecretFact::Presence;

std::string text(const flux::SecretName& name)
{
    return name.ns + "/" + name.name;
}

// Null, and said why, where nothing is known of it.
const flux::SecretFact* lookedAt(const World& world, Judge& judge, const ObjectKey& user, const flux::SecretName& name)
{
    const auto* fact = world.secret(name);
    if (fact && (fact->presence == Presence::Present || fact->presence == Presence::Absent))
        return fact;
    judge.unclear(user, Fact::CannotReadSecret, text(name));
    return nullptr;
}

// The kind of credentials that fits the address (GitLab documentation, "Token overview"; Flux, "Secret reference").
void judgeSource(const World& world, Judge& judge, const flux::FluxObject& source)
{
    const flux::SecretName name{source.key.ns.str(), source.secretName.str()};
    const auto* fact = lookedAt(world, judge, source.key, name);
    if (!fact)
        return;
    if (fact->presence == Presence::Absent)
        return judge.found(source.key, Fact::SecretAbsent, text(name));
    if (source.kind != Kind::GitRepository)
        return; // registries and Helm repositories take a user's name and password: a deploy token
    if (!fact->keysKnown)
        return judge.unclear(source.key, Fact::KeysUnknown, text(name));
    if (source.url.starts_with("ssh://")) {
        if (!fact->has("identity"))
            judge.found(source.key, fact->has("password") ? Fact::PasswordForSsh : Fact::NoDeployKey, text(name));
        else if (!fact->has("known_hosts"))
            judge.found(source.key, Fact::NoKnownHosts, text(name));
    } else if (fact->has("bearerToken")) {
        judge.found(source.key, Fact::BearerToken, text(name), Verdict::Consider);
    }
}

void judgeProvider(const World& world, Judge& judge, const flux::FluxObject& provider)
{
    const flux::SecretName name{provider.key.ns.str(), provider.secretName.str()};
    const auto* fact = lookedAt(world, judge, provider.key, name);
    if (!fact)
        return;
    if (fact->presence == Presence::Absent)
        return judge.found(provider.key, Fact::SecretAbsent, text(name));
    if (!provider.extras || provider.extras->type != "gitlab")
        return;
    if (!fact->keysKnown)
        judge.unclear(provider.key, Fact::KeysUnknown, text(name));
    else if (!fact->has("token"))
        judge.found(provider.key, Fact::NoTokenKey, text(name));
}

bool isSealed(const flux::ManagedObject& object)
{
    return object.key.kind.view() == "SealedSecret" && object.key.group.view() == "bitnami.com";
}

} // namespace

Outcome plainSecrets(const World& world)
{
    Judge judge(Id::PlainSecrets);
    for (const auto& applier : judge.each(world, Kind::Kustomization)) {
        if (!postureOf(*applier).decryption.empty())
            continue; // its Secrets come encrypted
        applier->inventory.forEach([&](const flux::InventoryEntry& entry) {
            if (entry.kind == "Secret" && entry.group.empty())
                judge.found(world.key("", "Secret", entry.ns, entry.name), Fact::PlainSecret, applier->key.toString());
        });
    }
    return judge.finish();
}

Outcome sopsKey(const World& world)
{
    Judge judge(Id::SopsKey);
    for (const auto& one : world.of(Kind::Kustomization)) {
        const auto& posture = postureOf(*one);
        if (posture.decryption.empty())
            continue;
        judge.looked();
        if (posture.decryptionSecret.empty())
            continue; // a key service, by the controller's own identity
        const flux::SecretName name{one->key.ns.str(), posture.decryptionSecret.str()};
        const auto* fact = lookedAt(world, judge, one->key, name);
        if (fact && fact->presence == Presence::Absent)
            judge.found(one->key, Fact::KeySecretAbsent, text(name));
    }
    if (!world.isRead(Kind::Kustomization))
        judge.unclear(world.key(flux::info(Kind::Kustomization).group, "Kustomization"), Fact::CannotList);
    return judge.finish();
}

Outcome sealedSecrets(const World& world)
{
    Judge judge(Id::SealedSecrets);
    if (world.input().sealedUnreadable)
        judge.unclear(world.key("bitnami.com", "SealedSecret"), Fact::CannotList);
    for (const auto& object : world.input().managed) {
        if (!isSealed(*object))
            continue;
        judge.looked();
        if (!object->sealed)
            judge.unclear(object->key, Fact::NoRecord);
        else if (object->sealed->synced == flux::Tri::False)
            judge.found(object->key, Fact::UnsealFailed, object->sealed->message);
        else if (object->sealed->observedGeneration < object->sealed->generation)
            judge.found(object->key, Fact::NotUnsealed);
    }
    return judge.finish();
}

Outcome credentials(const World& world)
{
    Judge judge(Id::Credentials);
    for (const auto& info : flux::kinds()) {
        const bool provider = info.kind == Kind::Provider;
        if (!provider && (!info.isSource || info.kind == Kind::HelmChart || info.kind == Kind::ExternalArtifact))
            continue;
        for (const auto& object : world.of(info.kind)) {
            if (object->secretName.empty())
                continue;
            judge.looked();
            if (provider)
                judgeProvider(world, judge, *object);
            else
                judgeSource(world, judge, *object);
        }
        if (!world.isRead(info.kind))
            judge.unclear(world.key(info.group, info.name), Fact::CannotList);
    }
    return judge.finish();
}

} // namespace dg::checks
