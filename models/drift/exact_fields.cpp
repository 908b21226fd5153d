// SPDX-License-Identifier: Apache-2.0
// The names of fields in Kubernetes' own types. A manifest's field of another name never reaches the cluster: the server (and
// kustomize-controller before it) drops it without a word, so its absence there proves nothing (flux-live.md B1).
#include "exact_equal.h"

#include <algorithm>
#include <iterator>

namespace dg::drift {

bool isKnownField(std::string_view name)
{
    static constexpr std::string_view Names[]{
        "accessModes", "activeDeadlineSeconds", "add", "additionalPrinterColumns", "addressType", "affinity", "aggregationRule",
        "allowPrivilegeEscalation", "allowVolumeExpansion", "allowedTopologies", "annotations", "apiGroup", "apiGroups", "apiVersion",
        "appProtocol", "args", "attachRequired", "automountServiceAccountToken", "averageUtilization", "averageValue",
        "awsElasticBlockStore", "azureDisk", "azureFile", "backend", "backoffLimit", "backoffLimitPerIndex", "behavior", "binaryData",
        "blockOwnerDeletion", "caBundle", "capabilities", "capacity", "cephfs", "cidr", "claimName", "claimRef", "clientConfig",
        "clusterIP", "clusterIPs", "clusterRoleSelectors", "command", "completionMode", "completions", "concurrencyPolicy", "conditions",
        "configMap", "configMapKeyRef", "configMapRef", "containerName", "containerPort", "containers", "conversion", "csi", "data",
        "dataSource", "dataSourceRef", "default", "defaultBackend", "defaultMode", "defaultRequest", "deprecated", "describedObject",
        "dnsConfig", "dnsPolicy", "downwardAPI", "driver", "drop", "effect", "egress", "emptyDir", "enableServiceLinks", "endPort",
        "endpoints", "env", "envFrom", "ephemeral", "ephemeralContainers", "except", "exec", "externalIPs", "externalName",
        "externalTrafficPolicy", "failedJobsHistoryLimit", "failurePolicy", "failureThreshold", "fieldPath", "fieldRef", "finalizers",
        "fsGroup", "fsGroupChangePolicy", "fsType", "gitRepo", "globalDefault", "group", "grpc", "handler", "hard", "healthCheckNodePort",
        "host", "hostAliases", "hostIP", "hostIPC", "hostNetwork", "hostPID", "hostPath", "hostPort", "hostUsers", "hostname", "hosts",
        "http", "httpGet", "httpHeaders", "image", "imagePullPolicy", "imagePullSecrets", "immutable", "ingress", "ingressClassName",
        "initContainers", "initialDelaySeconds", "internalTrafficPolicy", "ip", "ipBlock", "ipFamilies", "ipFamilyPolicy", "iscsi",
        "items", "jobTemplate", "key", "kind", "labelSelector", "labels", "level", "lifecycle", "limits", "listKind", "livenessProbe",
        "loadBalancerClass", "loadBalancerIP", "loadBalancerSourceRanges", "local", "localhostProfile", "managedFields",
        "matchConditions", "matchExpressions", "matchFields", "matchLabelKeys", "matchLabels", "matchPolicy", "max", "maxReplicas",
        "maxSkew", "maxSurge", "maxUnavailable", "medium", "metric", "metrics", "min", "minAvailable", "minDomains", "minReadySeconds",
        "minReplicas", "mode", "mountOptions", "mountPath", "mountPropagation", "name", "names", "namespace", "namespaceSelector",
        "namespaces", "nfs", "node", "nodeAffinity", "nodeAffinityPolicy", "nodeName", "nodePort", "nodeSelector", "nodeSelectorTerms",
        "nodeTaintsPolicy", "nonResourceURLs", "number", "objectSelector", "oneOf", "openAPIV3Schema", "operations", "operator",
        "optional", "options", "ordinals", "os", "overhead", "parallelism", "parameters", "partition", "path", "pathType", "paths",
        "periodSeconds", "persistentVolumeClaim", "persistentVolumeClaimRetentionPolicy", "persistentVolumeReclaimPolicy", "plural",
        "podAffinity", "podAffinityTerm", "podAntiAffinity", "podFailurePolicy", "podInfoOnMount", "podManagementPolicy", "podSelector",
        "policies", "policyTypes", "port", "ports", "postStart", "preStop", "preemptionPolicy", "preference",
        "preferredDuringSchedulingIgnoredDuringExecution", "preserveUnknownFields", "priority", "priorityClassName", "privileged",
        "procMount", "progressDeadlineSeconds", "projected", "propagationPolicy", "protocol", "provisioner", "publishNotReadyAddresses",
        "quobyte", "rbd", "readOnly", "readOnlyRootFilesystem", "readinessGates", "readinessProbe", "reclaimPolicy", "reinvocationPolicy",
        "replicas", "requests", "requiredDuringSchedulingIgnoredDuringExecution", "resource", "resourceClaims", "resourceFieldRef",
        "resourceNames", "resources", "restartPolicy", "revisionHistoryLimit", "role", "roleRef", "rollingUpdate", "rule", "rules",
        "runAsGroup", "runAsNonRoot", "runAsUser", "runtimeClassName", "scaleDown", "scaleTargetRef", "scaleUp", "schedule",
        "schedulerName", "schedulingGates", "schema", "scheme", "scope", "scopeSelector", "scopes", "seLinuxOptions", "seccompProfile",
        "secret", "secretKeyRef", "secretName", "secretRef", "secrets", "securityContext", "selectPolicy", "selector", "served", "server",
        "service", "serviceAccount", "serviceAccountName", "serviceAccountToken", "serviceName", "sessionAffinity",
        "sessionAffinityConfig", "setHostnameAsFQDN", "shareProcessNamespace", "shortNames", "sideEffects", "singular", "sizeLimit",
        "source", "sources", "spec", "stabilizationWindowSeconds", "startingDeadlineSeconds", "startupProbe", "stdin", "storage",
        "storageClassName", "strategy", "stringData", "subPath", "subPathExpr", "subdomain", "subjects", "subresources",
        "successThreshold", "successfulJobsHistoryLimit", "supplementalGroups", "suspend", "sysctls", "taints", "target", "targetPort",
        "tcpSocket", "template", "terminationGracePeriodSeconds", "terminationMessagePath", "terminationMessagePolicy", "timeZone",
        "timeoutSeconds", "tls", "tolerationSeconds", "tolerations", "topologyKey", "topologySpreadConstraints", "trafficDistribution",
        "ttlSecondsAfterFinished", "tty", "type", "types", "unhealthyPodEvictionPolicy", "updateStrategy", "url", "user", "users",
        "validationActions", "value", "valueFrom", "values", "verbs", "version", "versions", "volumeAttributes", "volumeBindingMode",
        "volumeClaimTemplates", "volumeDevices", "volumeHandle", "volumeMode", "volumeMounts", "volumeName", "volumes", "webhook",
        "webhooks", "weight", "whenDeleted", "whenScaled", "whenUnsatisfiable", "windowsOptions", "workingDir",
    };
    return std::binary_search(std::begin(Names), std::end(Names), name);
}

} // namespace dg::drift
