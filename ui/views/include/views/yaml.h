// SPDX-License-Identifier: Apache-2.0
// views: the parts of the main window that show one cluster: tree page, inspector, activity. yaml.h: a JSON document of
// the API as YAML for reading (block style, quoted where YAML 1.1 or 1.2 would read something else).
#pragma once

#include <QString>

#include <string_view>

class QJsonValue;

namespace dg::views {

struct YamlOptions {
    bool managedFields = false; // metadata.managedFields is long and rarely read
};

[[nodiscard]] QString toYaml(const QJsonValue& value, const YamlOptions& options = {});
// Of the server's JSON text; empty when it is no JSON object. The data of a Secret is never written.
[[nodiscard]] QString objectToYaml(std::string_view json, const YamlOptions& options = {});

} // namespace dg::views
