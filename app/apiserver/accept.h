// SPDX-License-Identifier: Apache-2.0
// The Accept header as Kubernetes uses it: media types with as=, g= and v=. Pure.
#pragma once

#include <QByteArray>

#include <vector>

namespace dg::apiserver {

struct AcceptClause {
    QByteArray type; // "application/json"
    QByteArray as; // "PartialObjectMetadataList"
    QByteArray group;
    QByteArray version;
    [[nodiscard]] bool isJson() const { return type == "application/json" || type == "application/*" || type == "*/*"; }
};

// In the order given; an empty header is one clause for JSON.
[[nodiscard]] inline std::vector<AcceptClause> parseAccept(const QByteArray& header)
{
    std::vector<AcceptClause> result;
    for (const auto& clause : header.split(',')) {
        const auto parts = clause.split(';');
        AcceptClause parsed;
        parsed.type = parts.front().trimmed().toLower();
        if (parsed.type.isEmpty())
            continue;
        for (qsizetype i = 1; i < parts.size(); ++i) {
            const auto equals = parts[i].indexOf('=');
            const auto key = parts[i].left(equals).trimmed();
            const auto value = equals < 0 ? QByteArray() : parts[i].mid(equals + 1).trimmed();
            if (key == "as")
                parsed.as = value;
            else if (key == "g")
                parsed.group = value;
            else if (key == "v")
                parsed.version = value;
        }
        result.push_back(std::move(parsed));
    }
    if (result.empty())
        result.push_back({"application/json", {}, {}, {}});
    return result;
}

} // namespace dg::apiserver
