// SPDX-License-Identifier: Apache-2.0
#include "checks/mutes.h"

#include "judge.h"
#include "kube/yaml.h"
#include "json/quote.h"

#include <algorithm>
#include <array>

namespace dg::checks {

namespace {

constexpr std::size_t LargestFile = 4u << 20;

struct Word {
    const char* key;
    std::string Mute::*to;
};
constexpr std::array<Word, 6> Words{{{"cluster", &Mute::cluster}, {"check", &Mute::check}, {"object", &Mute::object},
    {"reason", &Mute::reason}, {"by", &Mute::by}, {"since", &Mute::since}}};

Result<Mute> muteOf(const kube::YamlNode& node, const std::string& subject)
{
    using Type = kube::YamlNode::Type;
    if (node.type != Type::Map)
        return fail(ErrorCode::BadValue, subject, "a mute is a map of words", node.line);
    Mute mute;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const auto& value = node.children[i];
        const auto word = std::ranges::find(Words, node.keys[i], &Word::key);
        if (word == Words.end())
            return fail(ErrorCode::BadValue, subject, "a mute has no \"" + node.keys[i] + "\"", value.line);
        if (value.type == Type::Sequence || value.type == Type::Map)
            return fail(ErrorCode::BadValue, subject, "\"" + node.keys[i] + "\" has to be text", value.line);
        mute.*(word->to) = value.scalar;
    }
    if (!idFromWord(mute.check))
        return fail(ErrorCode::BadValue, subject, "there is no check \"" + mute.check + "\"", node.line);
    if (mute.reason.empty())
        return fail(ErrorCode::BadValue, subject, "a mute needs a reason", node.line);
    return mute;
}

std::string objectText(const ObjectKey& key)
{
    return key.name.empty() ? std::string() : key.toString();
}

} // namespace

Result<std::vector<Mute>> parseMutes(std::string_view yaml, const std::string& subject)
{
    using Type = kube::YamlNode::Type;
    if (yaml.size() > LargestFile)
        return fail(ErrorCode::FileTooLarge, subject);
    const auto root = kube::parseYaml(yaml);
    if (!root) {
        auto error = root.error();
        error.subject = subject;
        return tl::unexpected(error);
    }
    std::vector<Mute> mutes;
    if (root->type == Type::Null)
        return mutes;
    const auto* list = root->find("mutes");
    if (!list || (list->type != Type::Sequence && list->type != Type::Null))
        return fail(ErrorCode::BadValue, subject, "\"mutes:\" with a list is missing", root->line);
    for (const auto& key : root->keys) {
        if (key != "mutes")
            return fail(ErrorCode::BadValue, subject, "\"" + key + "\" is unknown here", root->line);
    }
    for (const auto& node : list->children) {
        auto mute = muteOf(node, subject);
        if (!mute)
            return tl::unexpected(mute.error());
        mutes.push_back(std::move(*mute));
    }
    return mutes;
}

std::string writeMutes(std::span<const Mute> mutes)
{
    std::string out = "# Risks of the checks that somebody accepted (driftglass).\nmutes:";
    if (mutes.empty())
        return out + " []\n";
    out += '\n';
    for (const auto& mute : mutes) {
        const char* lead = "  - ";
        for (const auto& [key, member] : Words) {
            if ((mute.*member).empty())
                continue;
            out.append(lead).append(key).append(": ").append(json::quote(mute.*member)).append(1, '\n'); // JSON's strings are YAML's
            lead = "    ";
        }
    }
    return out;
}

void apply(std::span<const Mute> mutes, std::string_view cluster, std::vector<Outcome>& outcomes)
{
    for (auto& outcome : outcomes) {
        const std::string_view word = info(outcome.id).word;
        std::vector<Subject> left;
        for (auto& subject : outcome.subjects) {
            const auto object = objectText(subject.object);
            const auto mute = std::ranges::find_if(mutes, [&](const Mute& one) {
                return one.check == word && (one.cluster.empty() || one.cluster == cluster) && (one.object.empty() || one.object == object);
            });
            if (mute == mutes.end()) {
                left.push_back(std::move(subject));
                continue;
            }
            if (outcome.acceptedBy.empty())
                outcome.acceptedBy = mute->reason;
            outcome.accepted.push_back(std::move(subject));
        }
        outcome.subjects = std::move(left);
        if (!outcome.accepted.empty() && !outcome.subjects.empty())
            outcome.fix = fixFor(outcome); // of the first that is left
    }
}

std::vector<Mute> mutesFor(const Outcome& outcome, const std::string& reason)
{
    std::vector<Mute> out;
    for (const auto& subject : outcome.subjects) {
        Mute mute;
        mute.check = info(outcome.id).word;
        mute.object = objectText(subject.object);
        mute.reason = reason;
        if (std::ranges::find(out, mute) == out.end())
            out.push_back(std::move(mute));
    }
    return out;
}

} // namespace dg::checks
