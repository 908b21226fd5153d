// SPDX-License-Identifier: Apache-2.0
#include "checks/mutes.h"

#include "judge.h"
#include "kube/word_list.h"
#include "json/quote.h"

#include <algorithm>
#include <array>

namespace dg::checks {

namespace {

constexpr std::size_t LargestFile = 4u << 20;

constexpr std::array<kube::WordOf<Mute>, 6> Words{{{"cluster", &Mute::cluster}, {"check", &Mute::check}, {"object", &Mute::object},
    {"reason", &Mute::reason}, {"by", &Mute::by}, {"since", &Mute::since}}};

Result<Mute> muteOf(const kube::YamlNode& node, const std::string& subject)
{
    auto read = kube::readWords<Mute>(node, Words, "mute", subject);
    if (!read)
        return read;
    const auto& mute = *read;
    if (!idFromWord(mute.check))
        return fail(ErrorCode::BadValue, subject, "there is no check \"" + mute.check + "\"", node.line);
    if (mute.reason.empty())
        return fail(ErrorCode::BadValue, subject, "a mute needs a reason", node.line);
    return read;
}

std::string objectText(const ObjectKey& key)
{
    return key.name.empty() ? std::string() : key.toString();
}

} // namespace

Result<std::vector<Mute>> parseMutes(std::string_view yaml, const std::string& subject)
{
    const auto list = kube::readList(yaml, "mutes", LargestFile, subject);
    if (!list)
        return tl::unexpected(list.error());
    std::vector<Mute> mutes;
    for (const auto& node : *list) {
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
