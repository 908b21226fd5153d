// SPDX-License-Identifier: Apache-2.0
// Any bytes as a filter: what is printed reads as the same terms, and a completion stays within the text.
#include "query/complete.h"
#include "query/match.h"
#include "query/object_words.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace dg::query;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t Longest = 512; // what matters is how signs stand beside one another
    const std::string_view text(reinterpret_cast<const char*>(data), size < Longest ? size : Longest);
    const auto query = parse(text);
    const auto again = parse(print(query));
    if (again.terms != query.terms || again.problem)
        std::abort();
    Candidate candidate;
    candidate.text = "apps/web\x01ks\x01kustomization";
    candidate.ns = "apps";
    candidate.name = "web";
    if (matches(query, candidate) && !mayMatch(query, candidate))
        std::abort();
    const auto known = [](Field, std::string_view) { return std::vector<std::string>{"web", "two words", "a,b"}; };
    for (std::size_t cursor = 0; cursor <= text.size(); cursor += 7) {
        const auto completion = complete(text, cursor, known);
        if (completion.from > completion.to || completion.to > text.size())
            std::abort();
    }
    if (const auto words = parseObjectWords(text))
        (void)naming(*words, {"Deployment", "apps", "web"});
    return 0;
}
