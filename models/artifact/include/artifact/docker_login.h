// SPDX-License-Identifier: Apache-2.0
// Logins as docker keeps them (docker/cli: cli/config/configfile; docker-credential-helpers: the protocol of `get`). A helper
// program is looked up in PATH, gets the registry's name on its standard input and ends within a minute.
#pragma once

#include "artifact/source_files.h"

namespace dg::artifact {

// `file`: config.json; it may be absent. nullopt: it has no login for this registry. Errors: BadSyntax, FileUnreadable (subject:
// the file), PluginMissing, PluginFailed, PluginTimeout, PluginBadAnswer (subject: the program), Cancelled.
[[nodiscard]] Result<std::optional<Login>> dockerLogin(const std::string& file, const std::string& registry, const std::stop_token& stop);

// The same of the file's text, without helpers. BadSyntax has no subject.
[[nodiscard]] Result<std::optional<Login>> dockerLoginIn(std::string_view config, const std::string& registry);

} // namespace dg::artifact
