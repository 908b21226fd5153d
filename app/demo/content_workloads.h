// SPDX-License-Identifier: Apache-2.0
// What kube-controller-manager and the kubelets would make of the workloads: ReplicaSets, Jobs and Pods that agree with
// the workload's status.
#pragma once

#include "content_builder.h"

namespace dg::demo {

enum class PodStand : unsigned char { Running, Crashing, NoImage, PullFailed, Done };
// `containers` as in the Pod's spec.
[[nodiscard]] QJsonObject podStatus(const QJsonArray& containers, PodStand stand, int restarts, const QString& since);
// For the Deployments, StatefulSets, DaemonSets and CronJobs that are there.
void fillWorkloads(Store& store, const ContentBuilder& builder);

} // namespace dg::demo
