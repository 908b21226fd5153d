// SPDX-License-Identifier: Apache-2.0
#include "flux/arming.h"

#include "flux/posture.h"
#include "flux/state.h"

#include <algorithm>

namespace dg::flux {

namespace {

const Posture& postureOf(const FluxObject& object)
{
    return object.posture ? *object.posture : noPosture();
}

bool carries(const Labels& labels, std::string_view wanted)
{
    bool all = true;
    Labels(std::make_shared<const std::string>(wanted)).forEach([&](std::string_view key, std::string_view value) {
        bool has = false;
        labels.forEach([&](std::string_view own, std::string_view is) { has = has || (own == key && is == value); });
        all = all && has;
    });
    return all;
}

// An armed Receiver before one that is not, a person's before the agent's: it is what somebody chose.
int rank(const FluxObject& receiver)
{
    const bool works = !receiver.suspended && evaluate(receiver).state == State::Ready;
    return (works ? 2 : 0) + (postureOf(receiver).agentId.empty() ? 1 : 0);
}

void addReason(Arming& to, PushReason reason, std::string detail = {})
{
    to.reasons.push_back(reason);
    if (to.detail.empty())
        to.detail = std::move(detail);
}

void judgeReceiver(Arming& to, const FluxObject& receiver)
{
    if (receiver.suspended) {
        addReason(to, PushReason::ReceiverSuspended);
    } else if (const auto verdict = evaluate(receiver); verdict.state != State::Ready) {
        addReason(to, PushReason::ReceiverNotReady, verdict.message);
    }
}

void judgeController(Arming& to, const Controllers* controllers)
{
    if (!controllers || !controllers->readable()) {
        addReason(to, PushReason::ControllersUnknown);
    } else if (const auto trouble = controllers->troubleWith("notification-controller")) {
        addReason(to, trouble->absent ? PushReason::ControllerAbsent : PushReason::ControllerNotReady, trouble->message);
    }
}

// The agent hears of a push only if the project is its own or public (domain.md §2.4).
void judgeReach(Arming& to, const std::string& project, const AgentReach* reach)
{
    if (reach && std::ranges::find(reach->hiddenProjects, project) != reach->hiddenProjects.end())
        addReason(to, PushReason::ProjectNotReachable, project);
}

void explainPolling(Arming& to, const FluxObject& source, const AgentReach* reach)
{
    to.push = Push::Polls;
    addReason(to, PushReason::NoReceiver);
    if (source.kind == Kind::OCIRepository)
        return addReason(to, PushReason::AgentSkipsOci);
    const auto address = repositoryAddress(source.url);
    if (!address)
        addReason(to, PushReason::UrlNotParsed);
    else if (reach && !reach->host.empty() && address->host != reach->host)
        addReason(to, PushReason::OtherHost, address->host);
    else
        judgeReach(to, address->project, reach);
}

} // namespace

std::optional<RepositoryAddress> repositoryAddress(std::string_view url)
{
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos)
        return std::nullopt;
    auto rest = url.substr(scheme + 3);
    const auto slash = rest.find('/');
    auto host = rest.substr(0, slash);
    auto path = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    if (const auto at = host.rfind('@'); at != std::string_view::npos)
        host.remove_prefix(at + 1);
    if (!host.starts_with('['))
        host = host.substr(0, host.find(':'));
    if (path.ends_with(".git"))
        path.remove_suffix(4);
    if (host.empty())
        return std::nullopt;
    return RepositoryAddress{std::string(host), std::string(path)};
}

std::optional<WallTime> requestTime(std::string_view requestedAt, TriggerForm& form)
{
    form = TriggerForm::None;
    if (const auto time = parseRfc3339(requestedAt)) {
        form = TriggerForm::Person;
        return time;
    }
    // Go's time.String(): date, time, offset, zone, perhaps the monotonic clock.
    const auto date = requestedAt.find(' ');
    const auto time = date == std::string_view::npos ? date : requestedAt.find(' ', date + 1);
    if (time == std::string_view::npos || requestedAt.size() < time + 6)
        return std::nullopt;
    const auto offset = requestedAt.substr(time + 1, 5);
    const auto text = std::string(requestedAt.substr(0, date)) + "T" + std::string(requestedAt.substr(date + 1, time - date - 1))
        + std::string(offset.substr(0, 3)) + ":" + std::string(offset.substr(3));
    const auto parsed = parseRfc3339(text);
    if (parsed)
        form = TriggerForm::Receiver;
    return parsed;
}

bool receives(const FluxObject& receiver, const FluxObject& source)
{
    if (receiver.kind != Kind::Receiver || !receiver.extras)
        return false;
    const auto& covers = receiver.extras->covers;
    const auto& labels = postureOf(receiver).coverLabels;
    for (std::size_t i = 0; i < covers.size(); ++i) {
        const auto& one = covers[i];
        if (one.kind != source.key.kind || one.ns != source.key.ns || (one.name.view() != "*" && one.name != source.key.name))
            continue;
        if (i >= labels.size() || labels[i].empty() || carries(source.labels, labels[i]))
            return true;
    }
    return false;
}

Arming armingOf(const FluxObject& source, const ArmingInput& input)
{
    Arming out;
    if (source.kind != Kind::GitRepository && source.kind != Kind::OCIRepository)
        return out;
    out.interval = source.interval;
    if (!source.requestedAt.empty()) {
        out.triggered = requestTime(source.requestedAt, out.trigger);
        out.handled = source.lastHandledReconcileAt == source.requestedAt;
    }
    const FluxObject* receiver = nullptr;
    for (const auto& one : input.receivers) {
        if (receives(*one, source) && (!receiver || rank(*one) > rank(*receiver)))
            receiver = one.get();
    }
    if (source.suspended)
        addReason(out, PushReason::Suspended);
    if (!receiver) {
        if (!input.receiversServed)
            addReason(out, PushReason::ReceiverNotServed);
        else if (!input.receiversRead)
            addReason(out, PushReason::ReceiversUnreadable);
        if (input.receiversServed && !input.receiversRead)
            out.push = Push::CouldNotTell;
        else
            explainPolling(out, source, input.reach);
        return out;
    }
    out.receiver = {receiver->key.kind, receiver->key.ns, receiver->key.name};
    out.agentId = postureOf(*receiver).agentId;
    out.project = postureOf(*receiver).agentProject;
    judgeReceiver(out, *receiver);
    judgeController(out, input.controllers);
    if (!out.agentId.empty())
        judgeReach(out, out.project, input.reach);
    const bool blocked = std::ranges::any_of(out.reasons, [](PushReason reason) { return reason != PushReason::ControllersUnknown; });
    out.push = blocked ? Push::Blocked : out.agentId.empty() ? Push::ArmedByYou : Push::ArmedByAgent;
    return out;
}

} // namespace dg::flux
