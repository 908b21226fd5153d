// SPDX-License-Identifier: Apache-2.0
// "Add a cluster": a GitLab agent's address and token, a context of the kubeconfig files, or the demo. Errors stand in
// place. The token is kept for the running program only.
#pragma once

#include "window/services.h"

#include <memory>

class QWidget;

namespace dg::window {

enum class ConnectWay : unsigned char { Kubeconfig, GitLabAgent, Demo };

// Opened (not exec'd), deletes itself. `opened` gets the row of the new cluster. Object names: "connect",
// "connectWays", "connectContexts", "connectUrl", "connectAgentId", "connectToken", "connectError", "connectAdd".
void openConnectDialog(QWidget* parent, Services& services, ConnectWay way, std::function<void(int)> opened);

} // namespace dg::window
