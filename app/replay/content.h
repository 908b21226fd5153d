// SPDX-License-Identifier: Apache-2.0
// A snapshot's file in memory, as the server wants it.
#pragma once

#include "apiserver/store.h"
#include "snapshot/file.h"

#include <QJsonObject>

#include <map>
#include <set>
#include <tuple>

namespace dg::replay {

using Bytes = std::shared_ptr<const std::string>; // one object's JSON; null: it is gone

struct Change {
    std::size_t kind = 0;
    std::string by, ns, name;
    Bytes json;
    Millis at{0};
};

struct Content {
    snapshot::Head head;
    std::vector<snapshot::Kind> kinds;
    std::vector<Change> state; // changes at 0, in the order of the file
    std::vector<Change> changes; // later ones, by time
    std::set<std::tuple<std::string, std::string, std::string, std::string>> absent; // group, kind, namespace, name
    std::vector<std::string> historyRows;
    bool cutOff = false;
};

[[nodiscard]] Result<Content> readContent(const std::string& path, snapshot::Limits limits);

} // namespace dg::replay
