// SPDX-License-Identifier: Apache-2.0
// A Receiver is called by hand: what it will ask for, and the token where its type wants one.
#pragma once

#include "flux/object.h"
#include "session/session.h"

#include <functional>

class QWidget;

namespace dg::window {

// Whether this type can be called through the API server (session::ReceiverCall).
[[nodiscard]] bool canCall(const flux::FluxObject& receiver);

void openReceiverDialog(QWidget* parent, const flux::FluxObject& receiver, std::function<void(session::ReceiverCall)> confirmed);

} // namespace dg::window
