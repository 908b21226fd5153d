// SPDX-License-Identifier: Apache-2.0
#include "query/match.h"

namespace dg::query {

std::string searchText(const flux::FluxObject& object, std::string_view code, const flux::Verdict& verdict)
{
    std::string text(object.key.ns.view());
    if (!text.empty())
        text += '/';
    text.append(object.key.name.view()).append(1, '\x01').append(code).append(1, '\x01').append(object.key.kind.view());
    text.append(1, '\x01').append(object.revision()).append(1, '\x01').append(verdict.message);
    return toLower(text);
}

Candidate candidateOf(
    const flux::FluxObject& object, std::string_view code, const flux::Verdict& verdict, bool behind, std::string_view text)
{
    Candidate candidate;
    candidate.text = text;
    const auto ns = object.key.ns.view().size();
    const auto nameAt = ns ? ns + 1 : 0;
    const auto name = object.key.name.view().size();
    candidate.ns = text.substr(0, ns);
    candidate.name = text.substr(nameAt, name);
    candidate.kindCode = text.substr(nameAt + name + 1, code.size());
    candidate.kind = text.substr(nameAt + name + 1 + code.size() + 1, object.key.kind.view().size());
    candidate.fluxKind = object.kind;
    candidate.isFlux = true;
    candidate.suspended = object.suspended;
    candidate.behind = behind;
    candidate.hasState = true;
    candidate.state = verdict.state;
    candidate.sources[0] = nameOf(object.source);
    candidate.sources[1] = nameOf(object.chartSource);
    if (object.kind != flux::Kind::Other && flux::info(object.kind).isSource)
        candidate.sources[2] = {object.key.kind.view(), object.key.ns.view(), object.key.name.view()};
    candidate.owner = candidate.labelOwner = nameOf(object.parent);
    candidate.labels = &object.labels;
    return candidate;
}

std::optional<WallTime> appliedTime(const flux::FluxObject& object)
{
    return object.lastReconciled ? object.lastReconciled : object.lastDeployed ? object.lastDeployed : object.artifactUpdated;
}

Drift driftOf(const flux::FluxObject& object, std::size_t managed, std::size_t missing)
{
    if (object.remoteCluster || managed == 0)
        return Drift::NotKnown;
    return missing > 0 ? Drift::Missing : Drift::None;
}

} // namespace dg::query
