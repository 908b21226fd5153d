// SPDX-License-Identifier: Apache-2.0
// Pods, ReplicaSets and Jobs of the namespaces somebody looks at.
#include "impl.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dg::session {

namespace {

constexpr std::array<std::pair<const char*, const char*>, 3> Kinds{{{"", "Pod"}, {"apps", "ReplicaSet"}, {"batch", "Job"}}};

bool contains(const std::vector<std::string>& list, const std::string& ns)
{
    return std::find(list.begin(), list.end(), ns) != list.end();
}

} // namespace

void ClusterSession::Impl::wantWorkloads(std::vector<std::string> namespaces)
{
    wantedWorkloads.clear();
    for (auto& ns : namespaces) {
        if (!ns.empty() && !contains(wantedWorkloads, ns))
            wantedWorkloads.push_back(std::move(ns));
    }
    syncWorkloadStreams(true);
}

// Watched are the first of the wanted ones and, with `linger` and while there is room, those that were wanted until now.
void ClusterSession::Impl::syncWorkloadStreams(bool linger)
{
    if (!discovery)
        return;
    auto target = wantedWorkloads;
    if (target.size() > MaxWorkloadNamespaces)
        target.resize(MaxWorkloadNamespaces);
    const auto wanted = target.size();
    for (const auto& ns : workloadNamespaces) {
        if (linger && target.size() < MaxWorkloadNamespaces && !contains(wantedWorkloads, ns))
            target.push_back(ns);
    }
    for (const auto& ns : workloadNamespaces) {
        if (!contains(target, ns))
            dropWorkloadStreams(ns);
    }
    // The limit of streams is shared with what inventories name: whoever only lingers makes room first.
    for (std::size_t i = 0; i < wanted; ++i) {
        while (!openWorkloadStreams(target[i]) && target.size() > wanted) {
            dropWorkloadStreams(target.back());
            target.pop_back();
        }
    }
    workloadNamespaces.clear();
    for (const auto& ns : target) {
        if (std::any_of(streams.begin(), streams.end(), [&](const Stream& s) { return s.info().workload && s.info().ns == ns; }))
            workloadNamespaces.push_back(ns);
    }
    workloadsLeftOut.clear();
    for (const auto& ns : wantedWorkloads) {
        if (!contains(workloadNamespaces, ns))
            workloadsLeftOut.push_back(ns);
    }
    if (lingerTimer)
        loop.cancelTimer(std::exchange(lingerTimer, 0));
    if (target.size() > wanted)
        lingerTimer = loop.after(options.workloadLinger, [this] {
            lingerTimer = 0;
            syncWorkloadStreams(false);
        });
    statusSoon();
}

// All of a namespace's streams or none: a part would read as the whole. False: the limit of streams is reached.
bool ClusterSession::Impl::openWorkloadStreams(const std::string& ns)
{
    std::vector<const kube::Resource*> missing;
    for (const auto& [group, kind] : Kinds) {
        const auto* served = discovery->find(group, kind);
        const bool known = std::any_of(streams.begin(), streams.end(),
            [&, of = kind](const Stream& s) { return s.info().workload && s.info().ns == ns && s.info().resource.kind == of; });
        if (served && !known)
            missing.push_back(served);
    }
    if (streams.size() + missing.size() > streamLimit())
        return false;
    for (const auto* served : missing) {
        StreamInfo info;
        info.resource = *served;
        info.ns = ns;
        info.workload = true;
        openStream(std::move(info), std::make_unique<flux::WorkloadDecoder>(served->group, served->version, served->kind, pool), {});
    }
    return true;
}

void ClusterSession::Impl::dropWorkloadStreams(const std::string& ns)
{
    for (auto it = streams.begin(); it != streams.end();) {
        const auto current = it++;
        if (current->info().workload && current->info().ns == ns)
            dropStream(current);
    }
}

void ClusterSession::watchWorkloads(std::vector<std::string> namespaces)
{
    m_impl->loop.post([impl = m_impl.get(), wanted = std::move(namespaces)]() mutable { impl->wantWorkloads(std::move(wanted)); });
}

} // namespace dg::session
