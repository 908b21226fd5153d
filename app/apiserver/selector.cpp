// SPDX-License-Identifier: Apache-2.0
#include "apiserver/selector.h"

#include <algorithm>

namespace dg::apiserver {

namespace {

bool isKey(const QByteArray& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
    });
}

// At the commas that are in no parentheses.
std::optional<QByteArrayList> splitRequirements(const QByteArray& text)
{
    QByteArrayList parts;
    QByteArray part;
    int depth = 0;
    for (const char c : text) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth < 0 || depth > 1)
            return std::nullopt;
        if (c == ',' && depth == 0) {
            parts << part.trimmed();
            part.clear();
        } else {
            part += c;
        }
    }
    if (depth != 0)
        return std::nullopt;
    parts << part.trimmed();
    return parts;
}

} // namespace

std::optional<Selector> Selector::parseLabels(const QByteArray& text)
{
    Selector selector;
    if (text.trimmed().isEmpty())
        return selector;
    const auto parts = splitRequirements(text);
    if (!parts)
        return std::nullopt;
    for (const auto& part : *parts) {
        auto requirement = parseOne(part);
        if (!requirement)
            return std::nullopt;
        selector.m_requirements.push_back(std::move(*requirement));
    }
    return selector;
}

std::optional<Selector::Requirement> Selector::parseOne(const QByteArray& text)
{
    Requirement result;
    if (text.startsWith('!')) {
        result.key = text.mid(1).trimmed();
        result.op = Operator::Absent;
    } else if (text.endsWith(')')) {
        const auto open = text.indexOf('(');
        const auto words = text.left(std::max<qsizetype>(open, 0)).simplified().split(' ');
        if (words.size() != 2 || (words[1] != "in" && words[1] != "notin"))
            return std::nullopt;
        result.key = words[0];
        result.op = words[1] == "in" ? Operator::In : Operator::NotIn;
        for (const auto& value : text.mid(open + 1, text.size() - open - 2).split(','))
            result.values << value.trimmed();
    } else if (const auto equals = text.indexOf('='); equals >= 0) {
        const bool negative = equals > 0 && text[equals - 1] == '!';
        const bool doubled = equals + 1 < text.size() && text[equals + 1] == '=';
        result.key = text.left(negative ? equals - 1 : equals).trimmed();
        result.op = negative ? Operator::NotIn : Operator::In;
        result.values << text.mid(equals + (doubled ? 2 : 1)).trimmed();
        if (!result.values.front().isEmpty() && !isKey(result.values.front()))
            return std::nullopt;
    } else {
        result.key = text;
    }
    if (!isKey(result.key))
        return std::nullopt;
    return result;
}

bool Selector::addFields(const QByteArray& text)
{
    if (text.trimmed().isEmpty())
        return true;
    for (const auto& part : text.split(',')) {
        const auto equals = part.indexOf('=');
        if (equals <= 0)
            return false;
        auto value = part.mid(equals + 1);
        if (part.left(equals) == "involvedObject.kind!") {
            m_requirements.push_back({part.left(equals - 1), Operator::NotIn, {value}});
            continue;
        }
        if (part[equals - 1] == '!')
            return false;
        if (value.startsWith('='))
            value.remove(0, 1);
        if (part.left(equals) == "metadata.name")
            m_name = value;
        else if (part.left(equals) == "metadata.namespace")
            m_namespace = value;
        else if (part.left(equals) == "reportingComponent" || part.left(equals) == "reason")
            m_requirements.push_back({part.left(equals), Operator::In, {value}});
        else
            return false;
    }
    return true;
}

bool Selector::matches(const QByteArray& ns, const QByteArray& name, const Labels& labels) const
{
    if ((m_name && *m_name != name) || (m_namespace && *m_namespace != ns))
        return false;
    return std::all_of(m_requirements.begin(), m_requirements.end(), [&](const Requirement& wanted) {
        const auto found = std::find_if(labels.begin(), labels.end(), [&](const auto& label) { return label.first == wanted.key; });
        const bool present = found != labels.end();
        switch (wanted.op) {
        case Operator::Exists:
            return present;
        case Operator::Absent:
            return !present;
        case Operator::In:
            return present && wanted.values.contains(found->second);
        case Operator::NotIn:
            return !present || !wanted.values.contains(found->second);
        }
        return false;
    });
}

} // namespace dg::apiserver
