// SPDX-License-Identifier: Apache-2.0
// The tokens and keys with which Flux may fetch and report, as their projects list them. A Secret's value is never read, so none of
// them is taken for Flux's own: each that fits may be it (domain.md §1.7, §10).
#include "gitlab_projects.h"
#include "judge.h"

#include <algorithm>

namespace dg::checks {

namespace {

using flux::Kind;
using gitlab::Credential;
using Credentials = std::vector<const Credential*>;

constexpr std::chrono::days LongUnused{30}; // Flux uses its token at every interval
constexpr int Reporter = 20, Developer = 30;

bool reaches(const Credential& one, int level)
{
    return one.accessLevel == 0 || one.accessLevel >= level;
}

// An access token or deploy token that opens this object's project.
bool opens(const Credential& one, const flux::FluxObject& object)
{
    if (object.kind == Kind::Provider)
        return one.has("api") && reaches(one, Developer);
    const bool image = object.kind == Kind::OCIRepository;
    const bool scope
        = image ? one.has("read_registry") || one.has("write_registry") : one.has("read_repository") || one.has("write_repository");
    return (scope || one.has("api")) && reaches(one, Reporter);
}

// What was asked for, and what of it fits.
struct Fitting {
    Credentials live, ended;
    bool whole = true; // no list is missing
};

Fitting fitting(const gitlab::ProjectCredentials& of, const flux::FluxObject& object, WallTime now)
{
    Fitting out;
    const auto take = [&](const std::optional<std::vector<Credential>>& list) {
        out.whole = out.whole && list;
        if (!list)
            return;
        for (const auto& one : *list) {
            if (one.kind == gitlab::CredentialKind::DeployKey || opens(one, object))
                (gitlab::daysUntil(one.expires, now).value_or(0) < 0 ? out.ended : out.live).push_back(&one);
        }
    };
    if (object.kind == Kind::GitRepository && !object.url.starts_with("http")) {
        take(of.deployKeys);
        return out;
    }
    take(of.accessTokens);
    if (object.kind != Kind::Provider)
        take(of.deployTokens);
    return out;
}

// Each object with a Secret whose project is this GitLab's.
template <class Visit> void eachUser(const World& world, Judge& judge, Visit visit)
{
    const auto* facts = gitlabOf(world, judge);
    if (!facts)
        return;
    for (const auto kind : {Kind::GitRepository, Kind::OCIRepository, Kind::Provider}) {
        for (const auto& object : world.of(kind)) {
            const auto paths = object->secretName.empty() ? std::vector<std::string>{} : projectPaths(*object, facts->host);
            if (paths.empty())
                continue;
            const auto found = std::ranges::find_if(paths, [&](const std::string& path) { return facts->projects.contains(path); });
            if (found == paths.end()) {
                judge.unclear(object->key, Fact::TokensNotRead, paths.front());
                continue;
            }
            const auto& project = facts->projects.at(*found);
            const auto fits = fitting(project.credentials, *object, world.input().now);
            if (!fits.whole)
                judge.unclear(object->key, Fact::TokensNotRead, project.path);
            else if (fits.live.empty() && fits.ended.empty())
                judge.unclear(object->key, Fact::TokenNotOfProject, project.path);
            visit(*object, fits);
        }
    }
}

std::optional<int> unusedDays(const Credential& one, WallTime now)
{
    const auto since = one.lastUsed ? one.lastUsed : one.created;
    if (!one.useTold || !since || now - *since < LongUnused)
        return std::nullopt;
    return static_cast<int>(std::chrono::floor<std::chrono::days>(now - *since).count());
}

Subject about(const flux::FluxObject& object, Fact fact, const Credential& one, std::size_t count, std::string detail = {})
{
    return {object.key, fact, std::move(detail), {}, TokenNote{one.kind, one.name, count}};
}

} // namespace

Outcome fluxTokenExpiry(const World& world)
{
    Judge judge(Id::FluxTokenExpiry);
    const auto now = world.input().now;
    eachUser(world, judge, [&](const flux::FluxObject& object, const Fitting& fits) {
        if (!fits.live.empty() || !fits.ended.empty())
            judge.looked();
        for (const auto* one : fits.live) {
            const auto days = gitlab::daysUntil(one->expires, now);
            if (days && *days <= gitlab::ExpiryWarningDays && !unusedDays(*one, now))
                judge.found(about(object, Fact::TokenEndsSoon, *one, fits.live.size(), std::to_string(*days)));
        }
        if (fits.whole && fits.live.empty() && !fits.ended.empty()) {
            const auto last = std::ranges::max_element(fits.ended, {}, [](const Credential* one) { return *one->expires; });
            judge.found(about(object, Fact::TokensEnded, **last, fits.ended.size()));
        }
    });
    return judge.finish();
}

Outcome fluxTokenWrite(const World& world)
{
    Judge judge(Id::FluxTokenWrite);
    eachUser(world, judge, [&](const flux::FluxObject& object, const Fitting& fits) {
        if (object.kind == Kind::Provider)
            return; // it writes a commit's status
        judge.looked(fits.live.size());
        for (const auto* one : fits.live) {
            if (one->mayWrite())
                judge.found(about(object, Fact::TokenMayWrite, *one, fits.live.size()));
        }
    });
    return judge.finish();
}

Outcome fluxTokenUnused(const World& world)
{
    Judge judge(Id::FluxTokenUnused);
    eachUser(world, judge, [&](const flux::FluxObject& object, const Fitting& fits) {
        for (const auto* one : fits.live) {
            judge.looked(one->useTold ? 1 : 0);
            if (const auto days = unusedDays(*one, world.input().now))
                judge.found(about(object, Fact::TokenUnused, *one, fits.live.size(), std::to_string(*days)));
        }
    });
    return judge.finish();
}

} // namespace dg::checks
