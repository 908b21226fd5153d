// SPDX-License-Identifier: Apache-2.0
// Whether a push to a repository or registry reaches Flux at once, or only at the source's next interval. Pure; any one thread.
// Sources: domain.md §2 (the agent's own Receivers), §6.4 (Receivers), GitLab documentation user/clusters/agent/gitops.
#pragma once

#include "flux/controllers.h"
#include "flux/object.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dg::flux {

enum class Push : std::uint8_t {
    NotASource, // neither a GitRepository nor an OCIRepository
    ArmedByAgent, // by the Receiver that a GitLab agent made
    ArmedByYou, // by another Receiver
    Polls, // nothing tells it: the interval decides
    Blocked, // a Receiver covers it, or could, but something keeps the push from arriving
    CouldNotTell // Receivers may not be read
};
inline constexpr std::size_t PushCount = 6;

// Why, in the order in which they matter. The first is the one to tell.
enum class PushReason : std::uint8_t {
    Suspended, // the source: it fetches nothing
    ReceiversUnreadable,
    ReceiverNotServed, // no Receiver kind: notification-controller was never installed
    ReceiverSuspended,
    ReceiverNotReady, // `detail`: its message
    ControllerAbsent, // notification-controller
    ControllerNotReady, // `detail`: "0 of 1 replicas ready"
    ProjectNotReachable, // the agent is told of its own project and of public ones only; `detail`: the project
    NoReceiver,
    AgentSkipsOci, // the agent notifies GitRepositories only
    UrlNotParsed, // git@host:path is no URL: the agent skips it
    OtherHost, // not GitLab's; `detail`: the host
    ControllersUnknown, // their Deployments may not be read: what is armed may not arrive
};
inline constexpr std::size_t PushReasonCount = 13;

enum class TriggerForm : std::uint8_t { None, Receiver, Person }; // how the last request was written

struct Arming {
    Push push = Push::NotASource;
    std::vector<PushReason> reasons; // empty: nothing stands in the way
    std::string detail; // of the first reason that has one
    Reference receiver; // the one that arms it, or would; empty: none
    std::string agentId, project; // of the agent's Receiver
    std::optional<Millis> interval; // the safety net
    // The last request on the source. Receivers write Go's time.String(), people and tools RFC 3339: evidence, no proof.
    TriggerForm trigger = TriggerForm::None;
    std::optional<WallTime> triggered;
    bool handled = false; // Flux has answered it
    [[nodiscard]] bool armed() const { return push == Push::ArmedByAgent || push == Push::ArmedByYou; }
};

// What is known of the GitLab side; absent words are unknown.
struct AgentReach {
    std::string host; // of the GitLab instance, "gitlab.example.com"
    std::string configProject; // the agent's own, full path
    std::vector<std::string> hiddenProjects; // known to be neither public nor the agent's own: it is told of no push there
    friend bool operator==(const AgentReach&, const AgentReach&) = default;
};

struct ArmingInput {
    std::span<const std::shared_ptr<const FluxObject>> receivers;
    bool receiversRead = false; // in the whole scope
    bool receiversServed = true;
    const Controllers* controllers = nullptr; // null: not looked at
    const AgentReach* reach = nullptr; // null: not known
};

[[nodiscard]] Arming armingOf(const FluxObject& source, const ArmingInput& input);

// Whether a Receiver annotates this source.
[[nodiscard]] bool receives(const FluxObject& receiver, const FluxObject& source);
// "https://host:8443/group/app.git" -> host and "group/app"; empty: no URL as the agent reads it (git@host:path).
struct RepositoryAddress {
    std::string host, project;
};
[[nodiscard]] std::optional<RepositoryAddress> repositoryAddress(std::string_view url);
// "2026-07-01 10:00:00.123 +0000 UTC m=+5.1" or RFC 3339.
[[nodiscard]] std::optional<WallTime> requestTime(std::string_view requestedAt, TriggerForm& form);

} // namespace dg::flux
