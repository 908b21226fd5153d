// SPDX-License-Identifier: Apache-2.0
#include "drift/merge.h"

#include "flux/ownership.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace dg::drift {

namespace {

bool isField(const Finding& finding)
{
    return finding.kind == Kind::FieldChanged || finding.kind == Kind::FieldTaken;
}

// Both are of one object: do they speak of the same thing?
bool isSame(const Finding& a, const Finding& b)
{
    if (isField(a) && isField(b))
        return !a.path.empty() && !b.path.empty() && (flux::covers(a.path, b.path) || flux::covers(b.path, a.path));
    return a.kind == b.kind && a.path == b.path;
}

void takeOver(Finding& finding, const Finding& old)
{
    finding.confidence = std::max(finding.confidence, old.confidence);
    if (old.since && (!finding.since || *old.since < *finding.since))
        finding.since = old.since;
    if (finding.manager.empty()) {
        finding.manager = old.manager;
        finding.operation = old.operation;
        finding.subresource = old.subresource;
        finding.time = old.time;
    }
}

} // namespace

std::vector<Finding> merged(std::vector<Finding> readOnly, std::vector<Finding> exact)
{
    std::unordered_map<ObjectKey, std::vector<Finding*>> byObject; // few a object
    for (auto& finding : exact)
        byObject[finding.object].push_back(&finding);
    std::erase_if(readOnly, [&](const Finding& old) {
        const auto found = byObject.find(old.object);
        if (found == byObject.end())
            return false;
        bool replaced = false;
        for (auto* const finding : found->second) {
            if (!isSame(old, *finding))
                continue;
            replaced = true;
            takeOver(*finding, old);
        }
        return replaced;
    });
    std::move(exact.begin(), exact.end(), std::back_inserter(readOnly));
    std::ranges::stable_sort(readOnly, [](const Finding& a, const Finding& b) {
        const auto order = [](const Finding& of) {
            return std::tuple(of.owner.kind.view(), of.owner.ns.view(), of.owner.name.view(), of.object.kind.view(), of.object.ns.view(),
                of.object.name.view(), std::string_view(of.path));
        };
        return order(a) < order(b);
    });
    return readOnly;
}

void recount(Summary& summary, const std::vector<Finding>& findings)
{
    summary.byKind = {};
    summary.certain = summary.likely = summary.expected = summary.objects = 0;
    std::unordered_set<ObjectKey> objects;
    for (const auto& finding : findings) {
        if (!finding.ignoredBy.empty()) {
            ++summary.expected;
            continue;
        }
        ++summary.byKind.at(static_cast<std::size_t>(finding.kind));
        if (!counts(finding.kind))
            continue;
        ++(finding.confidence == Confidence::Certain ? summary.certain : summary.likely);
        if (objects.insert(finding.object).second)
            ++summary.objects;
    }
}

} // namespace dg::drift
