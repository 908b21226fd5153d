// SPDX-License-Identifier: Apache-2.0
// Why an object is not in sync, as far as a link or a controller's own message proves it (contracts.md §4): the first
// failing link up its chain. A row that Flux calls Ready has no cause. Pure; any one thread.
#pragma once

#include "flux/controllers.h"
#include "flux/object.h"
#include "flux/reconcile.h"
#include "flux/state.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dg::flux {

struct RootCause {
    Reference object; // a Flux object, a Secret, a managed object, or a controller's Deployment
    std::string reason; // of the deciding condition; ours: NotFound, NotRead, ControllerNotReady, ControllerNotFound
    std::string message; // as the controller wrote it; may be empty
    friend bool operator==(const RootCause&, const RootCause&) = default;
};

// What surrounds the object. `find` and `verdictOf` are asked for Flux objects; `kindReadable` whether a kind was read
// whole, so that what is not there is absent; `controllers` may be null: not looked at.
struct Surroundings {
    FindFlux find;
    std::function<Verdict(const FluxObject&)> verdictOf;
    std::function<bool(std::string_view kind)> kindReadable;
    const Controllers* controllers = nullptr;
};

// Empty: in sync, or nothing proves a cause ("cause not known"), or the object is itself the first failing link.
[[nodiscard]] std::optional<RootCause> rootCause(
    const FluxObject& object, const Verdict& verdict, const Surroundings& around, StringPool& pool);

// The objects that a health check's failure names: "… [Deployment/payments/api status: 'InProgress', …]".
[[nodiscard]] std::vector<Reference> objectsInHealthMessage(std::string_view message, StringPool& pool);
// The Secret that a message names ("secrets \"x\" not found", "secret 'ns/x'"), else empty.
[[nodiscard]] Reference secretInMessage(const FluxObject& object, std::string_view message, StringPool& pool);

} // namespace dg::flux
