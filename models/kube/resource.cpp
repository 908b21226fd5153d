// SPDX-License-Identifier: Apache-2.0
#include "kube/resource.h"

namespace dg::kube {
namespace {

bool unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '~' || c == '.';
}

// A segment "." or ".." would be folded away by URL normalisation and reach another path: their dots are encoded too.
void appendSegment(std::string& path, std::string_view segment)
{
    path += '/';
    const bool dots = segment == "." || segment == "..";
    path += dots ? (segment.size() == 1 ? "%2E" : "%2E%2E") : percentEncode(segment);
}

} // namespace

std::string percentEncode(std::string_view text)
{
    static constexpr char Hex[] = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char raw : text) {
        const auto c = static_cast<unsigned char>(raw);
        if (unreserved(c)) {
            out += raw;
        } else {
            out += '%';
            out += Hex[c >> 4];
            out += Hex[c & 15];
        }
    }
    return out;
}

std::string Resource::path(const std::string& ns, const std::string& name) const
{
    std::string out = group.empty() ? "/api" : "/apis";
    if (!group.empty())
        appendSegment(out, group);
    appendSegment(out, version);
    if (namespaced && !ns.empty()) {
        out += "/namespaces";
        appendSegment(out, ns);
    }
    appendSegment(out, plural);
    if (!name.empty())
        appendSegment(out, name);
    return out;
}

} // namespace dg::kube
