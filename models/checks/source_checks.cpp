// SPDX-License-Identifier: Apache-2.0
// Sources: what they are, how they are pinned and verified, when Flux looks (domain.md §2, §3.3).
#include "judge.h"

#include <QCryptographicHash>

#include <cctype>

namespace dg::checks {

namespace {

using flux::Kind;

bool isPinned(const flux::Posture& posture)
{
    return !posture.digest.empty() || !posture.commit.empty();
}

// "v1.2.3", "16.2.1-rc1": a tag that names one version is not meant to move.
bool isVersion(std::string_view tag)
{
    if (tag.starts_with('v'))
        tag.remove_prefix(1);
    int dots = 0;
    std::size_t digits = 0;
    for (const char c : tag) {
        if (std::isdigit(static_cast<unsigned char>(c)))
            ++digits;
        else if (c == '.' && digits > 0 && dots < 2)
            ++dots, digits = 0;
        else
            return dots == 2 && digits > 0 && (c == '-' || c == '+');
    }
    return dots == 2 && digits > 0;
}

std::string seconds(Millis value)
{
    return std::to_string(value.count() / 1000);
}

// The path of a Receiver whose token is empty: sha256(token + name + namespace) (domain.md §6.4).
std::string emptyTokenPath(const flux::FluxObject& receiver)
{
    const auto text = QByteArray::fromStdString(receiver.key.name.str() + receiver.key.ns.str());
    return "/hook/" + QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().toStdString();
}

} // namespace

Outcome receiverOpen(const World& world)
{
    Judge judge(Id::ReceiverOpen);
    for (const auto& receiver : judge.each(world, Kind::Receiver)) {
        // generic-oidc has no token: the caller proves itself.
        if (receiver->extras && receiver->extras->type == "generic-oidc")
            continue;
        if (postureOf(*receiver).webhookPath == emptyTokenPath(*receiver))
            judge.found(receiver->key, Fact::PathMatches);
    }
    return judge.finish();
}

Outcome sourceInsecure(const World& world)
{
    Judge judge(Id::SourceInsecure);
    for (const auto kind : {Kind::GitRepository, Kind::OCIRepository, Kind::HelmRepository, Kind::Bucket}) {
        for (const auto& source : judge.each(world, kind)) {
            if (source->url.starts_with("http://"))
                judge.found(source->key, Fact::PlainHttp);
            else if (postureOf(*source).insecure)
                judge.found(source->key, Fact::Insecure);
        }
    }
    return judge.finish();
}

Outcome sourceFromGit(const World& world)
{
    Judge judge(Id::SourceFromGit);
    judge.looked(world.of(Kind::OCIRepository).size());
    for (const auto& source : judge.each(world, Kind::GitRepository)) {
        if (world.isUsed(*source))
            judge.found(source->key, Fact::FromGit);
    }
    return judge.finish();
}

Outcome sourceMoving(const World& world)
{
    Judge judge(Id::SourceMoving);
    for (const auto& source : judge.each(world, Kind::OCIRepository)) {
        const auto& posture = postureOf(*source);
        if (!posture.digest.empty() || !posture.semver.empty() || isVersion(posture.tag))
            continue;
        judge.found(source->key, Fact::MovingTag, posture.tag.empty() ? "latest" : posture.tag);
    }
    return judge.finish();
}

Outcome sourceUnverified(const World& world)
{
    Judge judge(Id::SourceUnverified);
    for (const auto kind : {Kind::GitRepository, Kind::OCIRepository}) {
        for (const auto& source : judge.each(world, kind)) {
            if (!postureOf(*source).verified && !isPinned(postureOf(*source)))
                judge.found(source->key, Fact::NotVerified);
        }
    }
    return judge.finish();
}

Outcome sourceInterval(const World& world)
{
    Judge judge(Id::SourceInterval);
    for (const auto kind : {Kind::GitRepository, Kind::OCIRepository, Kind::HelmRepository, Kind::Bucket}) {
        for (const auto& source : judge.each(world, kind)) {
            if (!source->interval || source->ociHelmRepository)
                continue;
            // An index of charts may be old; what is delivered by push only may not.
            const bool polled = (kind == Kind::GitRepository || kind == Kind::OCIRepository) && !world.arming(*source).armed();
            if (*source->interval < ShortestPoll)
                judge.found(source->key, Fact::PollsOften, seconds(*source->interval));
            else if (*source->interval > LongestPoll && polled)
                judge.found(source->key, Fact::PollsRarely, seconds(*source->interval));
        }
    }
    return judge.finish();
}

Outcome pushArmed(const World& world)
{
    Judge judge(Id::PushArmed);
    for (const auto kind : {Kind::GitRepository, Kind::OCIRepository}) {
        for (const auto& source : judge.each(world, kind)) {
            if (source->suspended)
                continue;
            auto arming = world.arming(*source);
            if (arming.push == flux::Push::CouldNotTell)
                judge.unclear(world.key(flux::info(Kind::Receiver).group, "Receiver"), Fact::CannotList);
            else if (!arming.armed())
                judge.found(Subject{source->key, Fact::NotArmed, {}, std::move(arming), {}});
        }
    }
    return judge.finish();
}

Outcome deliveryRepository(const World& world)
{
    Judge judge(Id::DeliveryRepository);
    std::map<std::string, std::set<std::string>> users; // of each source the namespaces that apply from it
    for (const auto kind : {Kind::Kustomization, Kind::HelmRelease}) {
        for (const auto& applier : judge.each(world, kind))
            users[nameOf(applier->source)].insert(applier->key.ns.str());
    }
    for (const auto kind : {Kind::GitRepository, Kind::OCIRepository}) {
        for (const auto& source : judge.each(world, kind)) {
            std::string others;
            int count = 0;
            for (const auto& ns : users[nameOf({source->key.kind, source->key.ns, source->key.name})]) {
                if (world.isFluxNamespace(ns))
                    continue; // the platform's own
                others += (others.empty() ? "" : ", ") + ns;
                ++count;
            }
            if (count > 1)
                judge.found(source->key, Fact::SharedBy, others);
        }
    }
    return judge.finish();
}

} // namespace dg::checks
