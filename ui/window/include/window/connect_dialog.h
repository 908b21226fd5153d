// SPDX-License-Identifier: Apache-2.0
// "Add a cluster": through a GitLab's agent, a context of the kubeconfig files, a snapshot's file, or the demo. Errors stand in place. A token
// goes to the system keychain, or is kept for the running program only.
#pragma once

#include "window/services.h"

#include <memory>

class QWidget;

namespace dg::window {

enum class ConnectWay : unsigned char { GitLabAgent, Kubeconfig, Snapshot, Demo };

// `address`: a GitLab, or the page of an environment in it, filled in; `why`: a sentence to show at once. Opened (not exec'd), deletes itself. `opened` gets the row of the new cluster. Object names: "connect",
// "connectWays", "connectContexts", "connectUrl", "connectAgentId", "connectToken", "connectError", "connectAdd".
void openConnectDialog(QWidget* parent, Services& services, ConnectWay way, std::function<void(int)> opened, const QString& address = {},
    const QString& why = {});

} // namespace dg::window
