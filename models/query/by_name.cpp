// SPDX-License-Identifier: Apache-2.0
#include "query/by_name.h"

namespace dg::query {

// The text is as searchText() has it for an object.
ByName::ByName(std::string_view kind, std::string_view ns, std::string_view name, std::string_view more, Candidate& of)
    : m_kind(toLower(kind))
    , m_ns(toLower(ns))
    , m_name(toLower(name))
    , m_text(m_ns.empty() ? m_name : m_ns + "/" + m_name)
{
    of.kindCode = flux::codeForKind(kind);
    m_text.append(1, '\x01').append(of.kindCode).append(1, '\x01').append(m_kind);
    if (!more.empty())
        m_text.append(1, '\x01').append(toLower(more));
    of.kind = m_kind;
    of.ns = m_ns;
    of.name = m_name;
    of.text = m_text;
}

} // namespace dg::query
