// SPDX-License-Identifier: Apache-2.0
#include "flux/revision.h"

#include <algorithm>

namespace dg::flux {

namespace {

// The algorithm that makes this many hex digits; empty: no digest.
std::string_view algorithmOf(std::string_view text)
{
    const bool hex
        = std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
    if (!hex)
        return {};
    return text.size() == 40 ? "sha1" : text.size() == 64 ? "sha256" : std::string_view{};
}

} // namespace

Revision splitRevision(std::string_view revision)
{
    const auto at = revision.rfind('@');
    const auto tail = at == std::string_view::npos ? revision : revision.substr(at + 1);
    const auto colon = tail.find(':');
    if (colon == std::string_view::npos)
        return {revision, {}, {}};
    return {at == std::string_view::npos ? std::string_view{} : revision.substr(0, at), tail.substr(0, colon), tail.substr(colon + 1)};
}

std::string normaliseRevision(std::string_view revision)
{
    if (!splitRevision(revision).digest.empty())
        return std::string(revision);
    const auto slash = revision.rfind('/');
    const auto hex = slash == std::string_view::npos ? revision : revision.substr(slash + 1);
    const auto algorithm = algorithmOf(hex);
    if (algorithm.empty())
        return std::string(revision);
    const auto ref = slash == std::string_view::npos ? std::string_view{} : revision.substr(0, slash);
    std::string out;
    if (!ref.empty() && ref != "HEAD")
        out.append(ref).push_back('@');
    return out.append(algorithm).append(":").append(hex);
}

std::string shortRevision(std::string_view revision, std::size_t digits)
{
    const auto normal = normaliseRevision(revision);
    const auto parts = splitRevision(normal);
    if (parts.digest.empty())
        return normal;
    std::string out(parts.ref);
    if (!out.empty())
        out.push_back('@');
    return out.append(parts.digest.substr(0, digits));
}

bool sameRevision(std::string_view a, std::string_view b)
{
    if (a == b || (!splitRevision(a).digest.empty() && !splitRevision(b).digest.empty()))
        return a == b; // both in today's form already, as mostly
    return normaliseRevision(a) == normaliseRevision(b);
}

} // namespace dg::flux
