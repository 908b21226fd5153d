// SPDX-License-Identifier: Apache-2.0
// What is expected although Flux did not write it. The built-in rules with their reasons, and a person's own from rules.yaml.
// An expected finding is marked with the rule and counted apart, never dropped.
#pragma once

#include "base/result.h"
#include "drift/finding.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dg::drift {

// Every word that is given has to fit; an empty one fits all. `*` stands for any text (of a path: also dots), elements of
// lists may be written `[*]`. A path fits what stands below it too.
struct Rule {
    std::string id; // of a person's rule: unique in its file
    std::string cluster; // its name
    std::string finding; // "field-changed"
    std::string kind; // "Deployment", or "Deployment.apps"
    std::string ns, name;
    std::string path;
    std::string manager;
    std::string subresource;
    std::string reason; // why this is expected, in a person's words
    std::string by; // who says so, and when (RFC 3339); built-in: empty
    std::string since;
    friend bool operator==(const Rule&, const Rule&) = default;
};

[[nodiscard]] bool fits(const Rule& rule, const Finding& finding);
// Ordered, the first that fits decides.
[[nodiscard]] std::span<const Rule> builtInRules();

class RuleSet {
public:
    RuleSet() = default;
    // Of `own` those that hold in this cluster.
    RuleSet(std::vector<Rule> own, std::string_view cluster);
    [[nodiscard]] const std::vector<Rule>& own() const { return m_own; }
    // The id of the rule that expects this; empty: none.
    [[nodiscard]] std::string_view match(const Finding& finding) const;

private:
    std::vector<Rule> m_own;
};

// rules.yaml: `rules:` with a list; unknown keys are errors with their line. Errors: FileNotFound, BadSyntax, BadValue, TooLarge.
[[nodiscard]] Result<std::vector<Rule>> parseRules(std::string_view yaml, const std::string& subject);
[[nodiscard]] std::string writeRules(std::span<const Rule> rules);
// The rule that "Accept as expected" proposes: this kind, path (elements generalised), manager and namespace.
[[nodiscard]] Rule ruleFor(const Finding& finding);

} // namespace dg::drift
