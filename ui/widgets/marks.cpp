// SPDX-License-Identifier: Apache-2.0
// Which figure and which ink stands for what (design §2, icons.md).
#include "widgets/paint.h"

#include <array>
#include <utility>

namespace dg::widgets {

using flux::State;
using theme::Color;

QString stateIcon(State state)
{
    switch (state) {
    case State::Ready:
        return QStringLiteral("state-ready");
    case State::Reconciling:
        return QStringLiteral("state-reconciling");
    case State::Failed:
        return QStringLiteral("state-failed");
    case State::Stalled:
        return QStringLiteral("state-stalled");
    case State::Waiting:
        return QStringLiteral("state-waiting");
    case State::Stale:
        return QStringLiteral("state-stale");
    case State::Unknown:
        return QStringLiteral("state-unknown");
    case State::Forbidden:
        return QStringLiteral("state-forbidden");
    case State::Terminating:
        return QStringLiteral("state-terminating");
    case State::Missing:
        return QStringLiteral("drift-missing");
    case State::Orphaned:
        return QStringLiteral("drift-orphaned");
    }
    return QStringLiteral("state-unknown");
}

Color stateInk(State state)
{
    switch (state) {
    case State::Ready:
        return Color::Ready;
    case State::Reconciling:
        return Color::Accent;
    case State::Failed:
    case State::Stalled:
        return Color::Failed;
    case State::Waiting:
        return Color::Waiting;
    case State::Missing:
        return Color::DriftMark;
    default:
        return Color::Neutral;
    }
}

Color stateTextInk(State state)
{
    switch (state) {
    case State::Failed:
    case State::Stalled:
        return Color::Failed;
    case State::Missing:
        return Color::Drift;
    case State::Ready:
    case State::Reconciling:
    case State::Waiting:
        return Color::Text1;
    default:
        return Color::Text2;
    }
}

Color stateTint(State state)
{
    switch (state) {
    case State::Ready:
        return Color::ReadyTint;
    case State::Reconciling:
        return Color::AccentTint;
    case State::Failed:
    case State::Stalled:
        return Color::FailedTint;
    case State::Waiting:
        return Color::WaitingTint;
    case State::Missing:
        return Color::DriftTint;
    default:
        return Color::NeutralTint;
    }
}

QString driftIcon(DriftMark mark)
{
    switch (mark) {
    case DriftMark::None:
        return QStringLiteral("drift-none");
    case DriftMark::NotWatched:
        return QStringLiteral("drift-unwatched");
    case DriftMark::Drifted:
        return QStringLiteral("drift-drifted");
    case DriftMark::Missing:
        return QStringLiteral("drift-missing");
    case DriftMark::Orphaned:
        return QStringLiteral("drift-orphaned");
    case DriftMark::Expected:
        return QStringLiteral("drift-ignored");
    }
    return QStringLiteral("drift-unwatched");
}

Color driftInk(DriftMark mark)
{
    switch (mark) {
    case DriftMark::None:
    case DriftMark::NotWatched:
        return Color::Text3;
    case DriftMark::Drifted:
    case DriftMark::Missing:
        return Color::DriftMark;
    case DriftMark::Orphaned:
    case DriftMark::Expected:
        return Color::Neutral;
    }
    return Color::Text3;
}

QString kindIcon(flux::Kind kind)
{
    return kind == flux::Kind::Other ? QStringLiteral("kind-object") : kindIcon(flux::info(kind).name);
}

QString kindIcon(std::string_view kind)
{
    static constexpr std::array<std::pair<std::string_view, const char*>, 48> Table{{
        {"ArtifactGenerator", "kind-oci-repository"},
        {"FluxInstance", "kind-cluster"},
        {"FluxReport", "kind-cluster"},
        {"ResourceSet", "kind-kustomization"},
        {"ResourceSetInputProvider", "kind-provider"},
        {"GitRepository", "kind-git-repository"},
        {"OCIRepository", "kind-oci-repository"},
        {"Bucket", "kind-bucket"},
        {"HelmRepository", "kind-helm-repository"},
        {"HelmChart", "kind-helm-chart"},
        {"ExternalArtifact", "kind-oci-repository"},
        {"Kustomization", "kind-kustomization"},
        {"HelmRelease", "kind-helm-release"},
        {"ImagePolicy", "kind-image-policy"},
        {"ImageRepository", "kind-image-policy"},
        {"ImageUpdateAutomation", "kind-image-automation"},
        {"Alert", "kind-alert"},
        {"Receiver", "kind-receiver"},
        {"Provider", "kind-provider"},
        {"Namespace", "kind-namespace"},
        {"Deployment", "kind-workload"},
        {"StatefulSet", "kind-workload"},
        {"DaemonSet", "kind-workload"},
        {"ReplicaSet", "kind-replica-set"},
        {"Pod", "kind-pod"},
        {"Job", "kind-job"},
        {"CronJob", "kind-job"},
        {"ConfigMap", "kind-config-map"},
        {"Secret", "kind-secret"},
        {"SealedSecret", "kind-secret"},
        {"ExternalSecret", "kind-secret"},
        {"Service", "kind-service"},
        {"Endpoints", "kind-service"},
        {"EndpointSlice", "kind-service"},
        {"Ingress", "kind-ingress"},
        {"Gateway", "kind-ingress"},
        {"HTTPRoute", "kind-ingress"},
        {"NetworkPolicy", "kind-network-policy"},
        {"PodDisruptionBudget", "kind-network-policy"},
        {"ServiceAccount", "kind-service-account"},
        {"Role", "kind-service-account"},
        {"ClusterRole", "kind-service-account"},
        {"RoleBinding", "kind-service-account"},
        {"ClusterRoleBinding", "kind-service-account"},
        {"PersistentVolumeClaim", "kind-volume"},
        {"PersistentVolume", "kind-volume"},
        {"StorageClass", "kind-volume"},
        {"ReplicationController", "kind-replica-set"},
    }};
    for (const auto& [name, icon] : Table) {
        if (name == kind)
            return QString::fromLatin1(icon);
    }
    return QStringLiteral("kind-object");
}

} // namespace dg::widgets
