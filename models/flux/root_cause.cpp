// SPDX-License-Identifier: Apache-2.0
#include "flux/root_cause.h"

#include <algorithm>

namespace dg::flux {

namespace {

constexpr int MostSteps = 32; // a circle of dependencies ends after so many with the last one named

// "waits for" to its end: the first object that does not itself wait.
RootCause endOfWaiting(const Verdict& verdict, const Surroundings& around, StringPool& pool)
{
    RootCause cause{verdict.waitsFor, {}, {}};
    for (int step = 0; step < MostSteps; ++step) {
        const auto* object = around.find(keyOf(cause.object, pool));
        if (!object) {
            cause.reason = around.kindReadable(cause.object.kind.view()) ? "NotFound" : "NotRead";
            cause.message.clear();
            return cause;
        }
        const auto next = around.verdictOf(*object);
        cause.reason = next.reason;
        cause.message = next.message;
        if (next.waitsFor.empty() || next.waitsFor == verdict.waitsFor)
            return cause;
        cause.object = next.waitsFor;
    }
    return cause;
}

std::optional<RootCause> controllerOf(const FluxObject& object, const Surroundings& around, StringPool& pool)
{
    if (!around.controllers || object.kind == Kind::Other)
        return std::nullopt;
    const auto name = info(object.kind).controller;
    if (name.empty())
        return std::nullopt;
    const auto trouble = around.controllers->troubleWith(name);
    if (!trouble)
        return std::nullopt;
    RootCause cause;
    cause.object = {pool.intern("Deployment"), pool.intern(trouble->ns), pool.intern(name)};
    cause.reason = trouble->absent ? "ControllerNotFound" : "ControllerNotReady";
    cause.message = trouble->message;
    return cause;
}

// The quoted word after `at`, in ' or " or `.
std::string_view quotedAfter(std::string_view text, std::size_t at)
{
    const auto open = text.find_first_of("'\"`", at);
    if (open == std::string_view::npos || open > at + 2) // right after the word, a space or a colon between them
        return {};
    const auto close = text.find(text[open], open + 1);
    return close == std::string_view::npos ? std::string_view{} : text.substr(open + 1, close - open - 1);
}

} // namespace

std::vector<Reference> objectsInHealthMessage(std::string_view message, StringPool& pool)
{
    constexpr std::string_view Status = " status: '";
    std::vector<Reference> found;
    for (auto at = message.find(Status); at != std::string_view::npos; at = message.find(Status, at + Status.size())) {
        auto from = message.find_last_of("[ ,", at - 1);
        from = from == std::string_view::npos ? 0 : from + 1;
        const auto word = message.substr(from, at - from);
        const auto kindEnd = word.find('/');
        if (kindEnd == std::string_view::npos)
            continue;
        const auto nsEnd = word.find('/', kindEnd + 1);
        const auto ns = nsEnd == std::string_view::npos ? std::string_view{} : word.substr(kindEnd + 1, nsEnd - kindEnd - 1);
        const auto name = word.substr(nsEnd == std::string_view::npos ? kindEnd + 1 : nsEnd + 1);
        if (!name.empty())
            found.push_back({pool.intern(word.substr(0, kindEnd)), pool.intern(ns), pool.intern(name)});
    }
    return found;
}

Reference secretInMessage(const FluxObject& object, std::string_view message, StringPool& pool)
{
    const auto secret = pool.intern("Secret");
    for (const std::string_view word : {"secrets ", "secret ", "Secret ", "secret: ", "Secret: "}) {
        for (auto at = message.find(word); at != std::string_view::npos; at = message.find(word, at + 1)) {
            const auto name = quotedAfter(message, at + word.size());
            if (name.empty() || name.find(' ') != std::string_view::npos)
                continue;
            const auto slash = name.find('/');
            if (slash == std::string_view::npos)
                return {secret, object.key.ns, pool.intern(name)};
            if (name.substr(0, slash) != "Secret") // "Secret/name" names a kind, not a namespace
                return {secret, pool.intern(name.substr(0, slash)), pool.intern(name.substr(slash + 1))};
            return {secret, object.key.ns, pool.intern(name.substr(slash + 1))};
        }
    }
    return {};
}

std::optional<RootCause> rootCause(const FluxObject& object, const Verdict& verdict, const Surroundings& around, StringPool& pool)
{
    switch (verdict.state) {
    case State::Waiting:
        if (!verdict.waitsFor.empty())
            return endOfWaiting(verdict, around, pool);
        return std::nullopt;
    case State::Stale:
    case State::Unknown:
        return object.suspended ? std::nullopt : controllerOf(object, around, pool);
    case State::Failed:
    case State::Stalled: {
        if (const auto secret = secretInMessage(object, verdict.message, pool); !secret.empty())
            return RootCause{secret, verdict.reason, verdict.message};
        const auto named = verdict.reason == "HealthCheckFailed" ? objectsInHealthMessage(verdict.message, pool) : std::vector<Reference>{};
        if (named.empty())
            return std::nullopt;
        // A Flux object among them is a link of its own: follow it to where it ends.
        for (const auto& reference : named) {
            const auto* next = around.find(keyOf(reference, pool));
            if (!next)
                continue;
            const auto its = around.verdictOf(*next);
            if (!isProblem(its.state))
                continue;
            if (its.state == State::Waiting && !its.waitsFor.empty())
                return endOfWaiting(its, around, pool);
            return RootCause{reference, its.reason, its.message};
        }
        return RootCause{named.front(), verdict.reason, verdict.message};
    }
    default:
        return std::nullopt;
    }
}

} // namespace dg::flux
