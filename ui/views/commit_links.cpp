// SPDX-License-Identifier: Apache-2.0
#include "commit_links.h"

#include "delivery/delivery.h"
#include "flux/reconcile.h"
#include "flux/revision.h"
#include "gitlab/address.h"
#include "text/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace dg::views {

namespace {

// The GitLab and the project that this source comes from; an empty project: not known without asking.
struct Place {
    const gitlab::Host* host = nullptr;
    std::string project;
};

Place placeOf(const flux::FluxObject& source, std::span<const gitlab::Host> gitlabs)
{
    const auto* trail = source.trail.get();
    const auto address = gitlab::projectAddress(source.kind, source.url, trail ? trail->originSource : std::string());
    const auto match = gitlab::matchProject(address, gitlabs, false);
    if (!match || match->projects.size() != 1)
        return {};
    return {&gitlabs[match->host], match->projects.front()};
}

void link(std::vector<Line>& lines, const char* label, const Place& place, const std::string& sha)
{
    const auto word = QCoreApplication::translate("Inspector", label);
    const auto line = std::ranges::find_if(lines, [&](const Line& one) { return one.type == Line::Type::MonoFact && one.label == word; });
    if (line == lines.end() || sha.empty())
        return;
    line->type = Line::Type::Web;
    line->url = text::qs(gitlab::commitPage(*place.host, place.project, sha));
}

} // namespace

void addCommitLinks(
    std::vector<Line>& lines, const tree::FleetTree& tree, StringPool& pool, std::span<const gitlab::Host> gitlabs, const ObjectKey& key)
{
    const auto object = tree.find(key);
    if (!object || gitlabs.empty())
        return;
    const bool isSource = flux::info(object->kind).isSource;
    const auto source = isSource || object->source.empty() ? object : tree.find(flux::keyOf(object->source, pool));
    const auto place = source ? placeOf(*source, gitlabs) : Place{};
    if (!place.host)
        return;
    if (isSource)
        return link(lines, "Fetched", place, delivery::commitOf(*source).sha);
    link(lines, "Applied", place, delivery::appliedCommit(*object, source->kind).sha);
    link(lines, "Source has", place, delivery::commitOf(*source).sha);
    const auto attempted = flux::normaliseRevision(object->lastAttemptedRevision);
    if (const auto revision = flux::splitRevision(attempted); revision.algorithm == "sha1")
        link(lines, "Attempted", place, std::string(revision.digest));
}

} // namespace dg::views
