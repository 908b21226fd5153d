// SPDX-License-Identifier: Apache-2.0
// Label selectors as the API server takes them: `a=b`, `a==b`, `a!=b`, `a`, `!a`, `a in (x,y)`, `a notin (x,y)`, and the
// two fields every object can be selected by (metadata.name, metadata.namespace). Pure.
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <optional>
#include <utility>
#include <vector>

namespace dg::apiserver {

using Labels = std::vector<std::pair<QByteArray, QByteArray>>;

class Selector {
public:
    // nullopt: malformed, answered with 400.
    [[nodiscard]] static std::optional<Selector> parseLabels(const QByteArray& text);
    [[nodiscard]] bool addFields(const QByteArray& text);
    [[nodiscard]] bool matches(const QByteArray& ns, const QByteArray& name, const Labels& labels) const;
    [[nodiscard]] bool empty() const { return m_requirements.empty() && !m_name && !m_namespace; }

private:
    enum class Operator : unsigned char { In, NotIn, Exists, Absent };
    struct Requirement {
        QByteArray key;
        Operator op = Operator::Exists;
        QByteArrayList values;
    };
    [[nodiscard]] static std::optional<Requirement> parseOne(const QByteArray& text);
    std::vector<Requirement> m_requirements;
    std::optional<QByteArray> m_name;
    std::optional<QByteArray> m_namespace;
};

} // namespace dg::apiserver
