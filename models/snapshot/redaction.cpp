// SPDX-License-Identifier: Apache-2.0
#include "snapshot/redaction.h"

#include "rewrite.h"

#include "base/log.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace dg::snapshot {

namespace {

bool isWordOfAddress(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}

// name@host.tld; not the user of an address ("ssh://git@host/…", "git@host:…") and no digest ("latest@sha256:…").
std::string withoutMails(std::string_view text, std::uint64_t& count)
{
    std::string out;
    std::size_t taken = 0;
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        auto from = at;
        while (from > taken && isWordOfAddress(text[from - 1]))
            --from;
        auto to = at + 1;
        while (to < text.size() && isWordOfAddress(text[to]) && text[to] != '_' && text[to] != '+' && text[to] != '%')
            ++to;
        while (to > at + 1 && text[to - 1] == '.')
            --to; // a sentence's end
        const auto host = text.substr(at + 1, to - at - 1);
        const auto dot = host.rfind('.');
        const bool isHost = dot != std::string_view::npos && dot > 0 && host.size() - dot > 2
            && std::ranges::all_of(host.substr(dot + 1), [](unsigned char c) { return std::isalpha(c); });
        const bool ofAddress = text.substr(0, from).ends_with("://") || (to < text.size() && (text[to] == ':' || text[to] == '/'));
        if (from == at || !isHost || ofAddress)
            continue;
        out.append(text.substr(taken, from - taken)).append(Redacted);
        taken = to;
        ++count;
    }
    return out.append(text.substr(taken));
}

// A field whose very name says that its value is a credential; names of Secrets and references are not.
bool soundsSecret(std::string_view key)
{
    std::string lower(key);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower.ends_with("name") || lower.ends_with("ref") || lower.ends_with("path") || lower.starts_with("f:"))
        return false;
    static constexpr std::array<std::string_view, 9> Words{
        "password", "passwd", "secretkey", "accesskey", "apikey", "api_key", "privatekey", "credential", "passphrase"};
    return std::ranges::any_of(Words, [&](std::string_view word) { return lower.find(word) != std::string::npos; }) || lower == "token"
        || lower.ends_with("_token");
}

enum Place : Rewriting::Place { Plain, Hidden, Environment, ManagedFields };

class Hiding final : public Rewriting {
public:
    explicit Hiding(bool withValues)
        : m_withValues(withValues)
    {
    }

    Rewriting::Place enter(Rewriting::Place place, std::string_view key, int depth) override
    {
        if (place == Hidden || place == ManagedFields)
            return place;
        if (key == "managedFields") // names of fields, no values but those a set is keyed by
            return ManagedFields;
        if (depth == 0 && (key == "data" || key == "binaryData" || key == "stringData"))
            return Hidden;
        if (key == "kubectl.kubernetes.io/last-applied-configuration" || soundsSecret(key))
            return Hidden;
        if (!m_withValues && depth == 1 && key == "values") // spec.values
            return Hidden;
        if (!m_withValues && key == "substitute") // spec.postBuild.substitute
            return Hidden;
        if (!m_withValues && key == "env")
            return Environment;
        if (place == Environment)
            return key == "value" ? Hidden : Plain;
        return Plain;
    }
    std::string text(Rewriting::Place place, std::string_view, std::string_view text) override
    {
        if (place == Hidden) {
            ++counts.values;
            return std::string(Redacted);
        }
        return cleaned(text);
    }
    bool hides(Rewriting::Place place) override { return place == Hidden; }

    std::string cleaned(std::string_view text)
    {
        auto clean = redact(text);
        counts.tokens += clean != text;
        return m_withValues || clean.find('@') == std::string::npos ? clean : withoutMails(clean, counts.mails);
    }

    RedactionCounts counts;

private:
    bool m_withValues;
};

} // namespace

struct Redaction::Impl {
    explicit Impl(bool withValues)
        : hiding(withValues)
    {
    }
    Hiding hiding;
    Rewriter rewriter;
};

Redaction::Redaction(bool withValues)
    : m_impl(std::make_unique<Impl>(withValues))
{
}

Redaction::~Redaction() = default;

Result<std::string> Redaction::object(std::string_view json)
{
    return m_impl->rewriter.rewrite(json, m_impl->hiding);
}

std::string Redaction::text(std::string_view text)
{
    return m_impl->hiding.cleaned(text);
}

const RedactionCounts& Redaction::counts() const
{
    return m_impl->hiding.counts;
}

} // namespace dg::snapshot
