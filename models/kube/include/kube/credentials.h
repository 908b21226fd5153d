// SPDX-License-Identifier: Apache-2.0
// What authorises the requests of one cluster: a static token or password, a token file, or the exec plugin, and whom to
// impersonate. Lives on the cluster's I/O thread; only the plugin's run has a thread of its own. Source: domain.md §9.3.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "base/secret.h"
#include "kube/connection.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dg::kube {

struct ClientCert {
    std::string certPem;
    Secret keyPem;
};

// All calls on the I/O thread.
class Credentials {
public:
    using Headers = std::vector<std::pair<std::string, std::string>>;
    using Consent = std::function<bool(const ExecSpec&)>; // asked once, before the first run; may block
    using Post = std::function<void(std::function<void()>)>; // to the I/O thread; must not run the task at once
    using Done = std::function<void(const Status&)>;

    Credentials(AuthSpec auth, const Clock& clock, Logger& log, Consent consent);
    ~Credentials(); // a running plugin is killed; nobody waits, no `done` is called any more
    Credentials(const Credentials&) = delete;
    Credentials& operator=(const Credentials&) = delete;

    // Adds Authorization and Impersonate-* from what is at hand; never waits for the plugin. Reads the token file when the
    // last reading is a minute old.
    void authorize(Headers& headers);
    // Sees to it that there is a credential that has not expired. `done` is called before ensure() returns when there is
    // nothing to do. Errors: PluginMissing, PluginRefused, PluginFailed, PluginTimeout, PluginBadAnswer, FileNotFound,
    // FileUnreadable. Subject: the command or file; detail: what the plugin wrote to stderr, and the install hint.
    void ensure(Post post, Done done);
    // After a 401: gets a new one even though the old has not expired. Unauthorized when there is nothing to renew.
    void refresh(Post post, Done done);
    // A person signed in again: in place of the old static token. The whole bearer, also "pat:<id>:<token>".
    void replaceToken(Secret token);
    // From the plugin. The counter moves when it changes: existing connections must then be closed.
    [[nodiscard]] std::optional<ClientCert> clientCertificate() const;
    [[nodiscard]] std::uint64_t certificateChanges() const;
    [[nodiscard]] bool usesPlugin() const;

private:
    struct Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace dg::kube
