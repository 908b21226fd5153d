// SPDX-License-Identifier: Apache-2.0
// rules.yaml: read with the guards that a kubeconfig has, written with every word quoted.
#include "drift/rules.h"

#include "kube/word_list.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace dg::drift {

namespace {

constexpr std::size_t LargestFile = 4u << 20;

constexpr std::array<kube::WordOf<Rule>, 12> Words{{{"id", &Rule::id}, {"cluster", &Rule::cluster}, {"finding", &Rule::finding},
    {"kind", &Rule::kind}, {"namespace", &Rule::ns}, {"name", &Rule::name}, {"path", &Rule::path}, {"manager", &Rule::manager},
    {"subresource", &Rule::subresource}, {"reason", &Rule::reason}, {"by", &Rule::by}, {"since", &Rule::since}}};

Result<Rule> ruleOf(const kube::YamlNode& node, const std::string& subject)
{
    auto read = kube::readWords<Rule>(node, Words, "rule", subject);
    if (!read)
        return read;
    const auto& rule = *read;
    if (!rule.finding.empty() && rule.finding.find('*') == std::string::npos && !kindFromWord(rule.finding))
        return fail(ErrorCode::BadValue, subject, "there is no finding \"" + rule.finding + "\"", node.line);
    if (rule.kind.empty() && rule.path.empty() && rule.manager.empty() && rule.ns.empty() && rule.name.empty())
        return fail(ErrorCode::BadValue, subject, "a rule that fits everything would hide everything", node.line);
    return read;
}

std::string quoted(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            out += ' ';
        else
            out += c;
    }
    return out + '"';
}

} // namespace

Result<std::vector<Rule>> parseRules(std::string_view yaml, const std::string& subject)
{
    const auto list = kube::readList(yaml, "rules", LargestFile, subject);
    if (!list)
        return tl::unexpected(list.error());
    std::vector<Rule> rules;
    std::set<std::string> ids;
    for (const auto& node : *list) {
        auto rule = ruleOf(node, subject);
        if (!rule)
            return tl::unexpected(rule.error());
        if (rule->id.empty())
            rule->id = "rule-" + std::to_string(rules.size() + 1);
        if (!ids.insert(rule->id).second)
            return fail(ErrorCode::BadValue, subject, "the id \"" + rule->id + "\" stands twice", node.line);
        rules.push_back(std::move(*rule));
    }
    return rules;
}

std::string writeRules(std::span<const Rule> rules)
{
    std::string out = "# Drift that is expected (driftglass). The first rule that fits decides; * stands for any text.\nrules:";
    if (rules.empty())
        return out + " []\n";
    out += '\n';
    for (const auto& rule : rules) {
        const char* lead = "  - ";
        for (const auto& [key, member] : Words) {
            if ((rule.*member).empty())
                continue;
            out.append(lead).append(key).append(": ").append(quoted(rule.*member)).append(1, '\n');
            lead = "    ";
        }
    }
    return out;
}

Rule ruleFor(const Finding& finding)
{
    Rule rule;
    rule.finding = kindWord(finding.kind);
    rule.kind = finding.object.kind.str();
    if (!finding.object.group.empty())
        rule.kind += "." + finding.object.group.str();
    rule.ns = finding.object.ns.str();
    rule.manager = finding.manager;
    for (const auto& segment : flux::pathSegments(finding.path)) {
        if (segment.element) {
            rule.path += "[*]";
            continue;
        }
        const bool plain = segment.text.find_first_of("./\"[]: ") == std::string::npos;
        if (plain)
            rule.path.append(rule.path.empty() ? "" : ".").append(segment.text);
        else
            rule.path.append("[\"").append(segment.text).append("\"]");
    }
    if (rule.path.empty())
        rule.name = finding.object.name.str();
    return rule;
}

} // namespace dg::drift
