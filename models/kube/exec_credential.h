// SPDX-License-Identifier: Apache-2.0
// The ExecCredential document, both ways (client.authentication.k8s.io/v1 and v1beta1). Pure.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "kube/connection.h"

#include <optional>
#include <string>
#include <string_view>

namespace dg::kube {

struct ExecCredential {
    Secret token;
    std::string certPem;
    Secret keyPem;
    std::optional<WallTime> expires;
};

// The value of KUBERNETES_EXEC_INFO.
[[nodiscard]] std::string execInfo(const ExecSpec& spec);
// PluginBadAnswer, subject: the command; the detail never quotes the answer.
[[nodiscard]] Result<ExecCredential> parseExecCredential(std::string_view output, const ExecSpec& spec, WallTime now);

} // namespace dg::kube
