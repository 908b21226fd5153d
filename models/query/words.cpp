// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include <algorithm>
#include <array>

namespace dg::query {

namespace {

constexpr std::array<FieldWord, FieldCount - 1> Fields{{
    {Field::Kind, "kind"},
    {Field::Namespace, "ns"},
    {Field::Name, "name"},
    {Field::State, "state"},
    {Field::Source, "source"},
    {Field::Owner, "owner"},
    {Field::Label, "label"},
    {Field::Drift, "drift"},
    {Field::By, "by"},
    {Field::Suspended, "suspended"},
    {Field::Behind, "behind"},
    {Field::Cluster, "cluster"},
    {Field::Age, "age"},
}};

constexpr std::array<std::string_view, 13> States{"ready", "reconciling", "failed", "stalled", "waiting", "stale", "unknown", "forbidden",
    "terminating", "missing", "orphaned", "problem", "suspended"};

constexpr std::array<std::string_view, 14> Findings{"field-changed", "field-taken", "missing", "orphaned", "helm-drifted", "fight",
    "revision-lag", "suspended-behind", "pruned-later", "corrected", "sealed-stale", "sealed-pending", "sops-undecrypted", "not-watched"};

std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const auto change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::span<const FieldWord> fieldWords()
{
    return Fields;
}
std::span<const std::string_view> stateWords()
{
    return States;
}
std::span<const std::string_view> findingWords()
{
    return Findings;
}

std::uint32_t findingBit(std::string_view word)
{
    const auto found = std::ranges::find(Findings, word);
    return found == Findings.end() ? 0U : 1U << static_cast<unsigned>(found - Findings.begin());
}

std::optional<Field> fieldFromWord(std::string_view word)
{
    if (word == "namespace")
        return Field::Namespace;
    const auto found = std::ranges::find(Fields, word, &FieldWord::word);
    return found == Fields.end() ? std::nullopt : std::optional(found->field);
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> words)
{
    constexpr std::size_t LongestWord = 64; // what is longer is no slip of the finger
    if (word.size() > LongestWord)
        return {};
    const auto lower = toLower(word);
    std::string_view best;
    auto least = std::max<std::size_t>(2, word.size() / 3) + 1; // further away is another word
    for (const auto candidate : words) {
        const auto d = distance(lower, toLower(candidate));
        if (d < least && d < candidate.size()) {
            least = d;
            best = candidate;
        }
    }
    return best;
}

std::string toLower(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::optional<Millis> parseAge(std::string_view text)
{
    constexpr std::int64_t Most = 100LL * 365 * 24 * 3600; // seconds
    std::int64_t seconds = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        std::int64_t number = 0;
        const auto digits = at;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
            number = number * 10 + (text[at] - '0');
            if (number > Most)
                return std::nullopt;
        }
        if (at == digits || at == text.size())
            return std::nullopt;
        const auto unit = std::string_view("smhdw").find(text[at++]);
        if (unit == std::string_view::npos)
            return std::nullopt;
        constexpr std::array<std::int64_t, 5> Seconds{1, 60, 3600, 24 * 3600, 7 * 24 * 3600};
        seconds += number * Seconds[unit];
        if (seconds > Most)
            return std::nullopt;
    }
    return text.empty() ? std::nullopt : std::optional(Millis{seconds * 1000});
}

} // namespace dg::query
