# SPDX-License-Identifier: Apache-2.0
"""How Flux is brought into each state. A scenario is its objects and, where one write is not enough, its steps: a generator
that yields what to wait for (a function of the bed) between its actions. What must come of it stands in expected.json."""
import oracle
from manifests import config_map, flux, helm_release, kustomization, secret, IF_NOT_PRESENT, INVALID_CEL


class Book:
    def __init__(self, bed):
        self.bed = bed
        self.objects = []  # applied at once, at the beginning
        self.steps = {}  # name -> generator
        self.late = {}  # the same, begun once all others have settled: they occupy a worker for good
        self.stopped = []  # actions once the controllers are stopped

    def add(self, *objects):
        self.objects += objects

    def then(self, identity, says, *actions):
        """Once Flux says so of the object, the actions."""
        def run():
            yield reaches(identity, says)
            for action in actions:
                action()
        self.steps[identity] = run()


def reaches(identity, says):
    """Flux says so about the object's present generation."""
    def test(bed):
        raw = bed.objects.get(identity)
        return raw is not None and oracle.says(raw) == says and oracle.ready_generation(raw) == raw["metadata"]["generation"]
    return test


READY = "True/ReconciliationSucceeded"
INSTALLED = "True/InstallSucceeded"


def sources(book):
    bed = book.bed
    git_spec = {"interval": "30m", "url": bed.git, "ref": {"branch": "main"}}
    ready_ones = ["git-ready", "git-suspended-ready", "git-edited-while-suspended", "stopped-source-edited"]
    book.add(
        *(flux("GitRepository", name, git_spec) for name in ready_ones),
        secret("password", username="team", password="wrong"),
        flux("GitRepository", "git-bad-credentials", git_spec | {"url": f"http://{bed.denying}/docs.git", "secretRef": {"name": "password"}}),
        flux("GitRepository", "git-secret-missing", git_spec | {"secretRef": {"name": "nobody"}}),
        flux("GitRepository", "git-branch-missing", git_spec | {"ref": {"branch": "nothing-here"}}),
        flux("GitRepository", "git-suspended-failing", git_spec | {"ref": {"branch": "nothing-here"}}),
        secret("git-keys", **{"author.asc": "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nnone\n-----END PGP PUBLIC KEY BLOCK-----\n"}),
        flux("GitRepository", "git-unsigned-commit", git_spec | {"verify": {"mode": "HEAD", "secretRef": {"name": "git-keys"}}}),
        flux("GitRepository", "git-fails-after-success", git_spec | {"url": bed.vanishing}),
        flux("GitRepository", "git-created-suspended", git_spec | {"suspend": True}),
    )
    for name, says in (("git-suspended-ready", "True/Succeeded"), ("git-suspended-failing", "False/GitOperationFailed")):
        book.then(f"GitRepository/truth/{name}", says, lambda name=name: bed.suspend(f"GitRepository/truth/{name}"))

    def edited_while_suspended(subject="GitRepository/truth/git-edited-while-suspended"):
        yield reaches(subject, "True/Succeeded")
        bed.suspend(subject)
        yield reaches(subject, "True/Succeeded")
        bed.patch(subject, {"spec": {"ref": {"branch": "nothing-here"}}})
    book.steps["edited"] = edited_while_suspended()

    def vanishes():
        yield reaches("GitRepository/truth/git-fails-after-success", "True/Succeeded")
        yield reaches("Kustomization/truth/ks-source-fails-after-success", READY)
        (bed.plane.dir / "git/vanishing.git").rename(bed.plane.dir / "git/vanished.git")
        bed.request("GitRepository/truth/git-fails-after-success")
    book.steps["vanishes"] = vanishes()

    oci_spec = {"interval": "30m", "insecure": True, "url": f"oci://{bed.registry}/truth/content", "ref": {"tag": "latest"}}
    moving = f"oci://{bed.registry}/truth/moving"
    book.add(
        flux("OCIRepository", "content", oci_spec),
        flux("OCIRepository", "oci-tag-missing", oci_spec | {"ref": {"tag": "nothing-here"}}),
        flux("OCIRepository", "oci-registry-denies", oci_spec | {"url": f"oci://{bed.denying}/truth/content"}),
        flux("OCIRepository", "oci-version-unmatched", oci_spec | {"ref": {"semver": ">=9.0.0"}}),
        flux("OCIRepository", "oci-tag-moved", oci_spec | {"url": moving}),
        flux("OCIRepository", "oci-digest-pinned", oci_spec | {"url": moving, "ref": {"digest": bed.facts["first"]}}),
        secret("cosign-keys", **{"cosign.pub": bed.public_key}),
        flux("OCIRepository", "oci-signature-missing", oci_spec | {"verify": {"provider": "cosign", "secretRef": {"name": "cosign-keys"}}}),
        flux("OCIRepository", "oci-url-invalid", oci_spec | {"url": f"oci://{bed.registry}/Not/A/Repository"}),
        flux("OCIRepository", "oci-layer-missing", oci_spec | {"layerSelector": {"mediaType": "application/vnd.example.nothing", "operation": "extract"}}),
    )

    def tag_moves():
        yield reaches("Kustomization/truth/ks-behind", READY)
        yield reaches("Kustomization/truth/ks-follows-the-tag", READY)
        yield reaches("OCIRepository/truth/oci-digest-pinned", "True/Succeeded")
        bed.suspend("Kustomization/truth/ks-behind")
        bed.facts["moved"] = bed.push("truth/moving", "latest", "2")
        bed.request("OCIRepository/truth/oci-tag-moved")
        bed.request("OCIRepository/truth/oci-digest-pinned")
        moved = f"latest@{bed.facts['moved']}"
        yield lambda bed: bed.objects["OCIRepository/truth/oci-tag-moved"]["status"]["artifact"]["revision"] == moved
        yield lambda bed: bed.objects["Kustomization/truth/ks-follows-the-tag"]["status"].get("lastAppliedRevision") == moved
    book.steps["tag moves"] = tag_moves()

    bucket_spec = {"interval": "30m", "timeout": "5s", "provider": "generic", "bucketName": "delivery", "endpoint": "127.0.0.1:1", "insecure": True}
    chart_spec = {"interval": "30m", "chart": "thing", "version": "1.0.0", "sourceRef": {"kind": "HelmRepository", "name": "charts"}}
    book.add(
        secret("bucket-keys", accesskey="team", secretkey="none"),
        flux("Bucket", "bucket-unreachable", bucket_spec | {"secretRef": {"name": "bucket-keys"}}),
        flux("Bucket", "bucket-secret-missing", bucket_spec | {"secretRef": {"name": "nobody"}}),
        flux("Bucket", "old-bucket", bucket_spec | {"secretRef": {"name": "bucket-keys"}}),
        *(flux("HelmRepository", name, {"interval": "30m", "url": bed.helm}) for name in ("charts", "old-helmrepository")),
        flux("HelmRepository", "helmrepository-index-missing", {"interval": "30m", "url": bed.helm + "/nothing-here"}),
        flux("HelmRepository", "helmrepository-oci", {"interval": "30m", "type": "oci", "url": f"oci://{bed.registry}/charts"}),
        flux("HelmChart", "helmchart-ready", chart_spec),
        flux("HelmChart", "helmchart-not-found", chart_spec | {"chart": "nothing-here"}),
        flux("HelmChart", "helmchart-version-unmatched", chart_spec | {"version": ">=9.0.0"}),
        flux("HelmChart", "helmchart-source-missing", chart_spec | {"sourceRef": {"kind": "HelmRepository", "name": "nobody"}}),
    )


def kustomizations(book):
    bed = book.bed
    docs = {"path": "./docs", "sourceRef": None}
    hold = {"metadata": {"finalizers": ["example.com/hold"]}}
    depends = lambda *names: {"dependsOn": [{"name": name} for name in names]}  # noqa: E731
    book.add(
        kustomization("ks-ready"),
        kustomization("ks-path-missing", "./nothing-here"),
        kustomization("ks-invalid-yaml", "./broken"),
        kustomization("ks-variables-missing", "./variables", postBuild={"substituteFrom": [{"kind": "ConfigMap", "name": "nobody"}]}),
        kustomization("ks-immutable-field", "./selector-a"),
        kustomization("ks-force", "./selector-a", force=True),
        kustomization("ks-crd-missing", "./unknown-kind"),
        {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "without-rights", "namespace": "truth"}},
        kustomization("ks-forbidden", serviceAccountName="without-rights"),
        kustomization("ks-kubeconfig-missing", kubeConfig={"secretRef": {"name": "nobody"}}),
        kustomization("ks-cel-invalid", wait=True, healthCheckExprs=INVALID_CEL),
        kustomization("ks-gate-off", sourceRef={"kind": "ExternalArtifact", "name": "nobody"}),
        kustomization("ks-dependency-ready", **depends("ks-ready")),
        kustomization("ks-dependency-missing", **depends("nobody")),
        kustomization("ks-dependency-failing", **depends("ks-invalid-yaml")),
        kustomization("ks-dependency-chain", **depends("ks-ready", "ks-dependency-failing")),
        kustomization("ks-dependency-on-source", **depends("ks-source-failing")),
        kustomization("ks-circle-a", **depends("ks-circle-b")),
        kustomization("ks-circle-b", **depends("ks-circle-a")),
        kustomization("ks-source-wrong-kind", sourceRef={"kind": "GitRepository", "name": "content"}),
        kustomization("ks-source-failing", sourceRef={"kind": "OCIRepository", "name": "oci-tag-missing"}),
        kustomization("ks-source-created-suspended", sourceRef={"kind": "GitRepository", "name": "git-created-suspended"}),
        kustomization("ks-source-fails-after-success", **docs | {"sourceRef": {"kind": "GitRepository", "name": "git-fails-after-success"}}),
        kustomization("ks-source-suspended", **docs | {"sourceRef": {"kind": "GitRepository", "name": "git-suspended-ready"}}),
        kustomization("ks-follows-the-tag", sourceRef={"kind": "OCIRepository", "name": "oci-tag-moved"}),
        kustomization("ks-behind", sourceRef={"kind": "OCIRepository", "name": "oci-tag-moved"}),
        kustomization("ks-other-namespace", ns="elsewhere", sourceRef={"kind": "OCIRepository", "name": "content", "namespace": "truth"}),
        kustomization("ks-health-timeout", "./workloads", wait=True, timeout="30s"),
        kustomization("ks-health-of-a-stalled-child", "./stalled-child", namePrefix=None, wait=True, timeout="30s"),
        kustomization("ks-health-of-a-failing-child", "./failing-child", namePrefix=None, wait=True, timeout="30s"),
        kustomization("ks-nested", "./nested", namePrefix=None),
        kustomization("ks-suspended-ready"),
        kustomization("ks-suspended-failing", "./broken"),
        kustomization("ks-suspended-waiting", **depends("nobody")),
        kustomization("ks-suspended-stalled", wait=True, healthCheckExprs=INVALID_CEL),
        kustomization("ks-edited-while-suspended"),
        kustomization("ks-created-suspended", suspend=True),
        kustomization("ks-stuck-finalizer", **hold),
        kustomization("ks-object-renamed", "./first", namePrefix=None),
        kustomization("ks-owner-old", "./handed-over", namePrefix=None),
        kustomization("ks-retry-interval", "./broken", retryInterval="20s"),
        kustomization("ks-prune-off", "./two", namePrefix=None, prune=False),
        config_map("if-not-present", annotations=IF_NOT_PRESENT, colour="coral"),
        kustomization("ks-if-not-present", "./if-not-present", namePrefix=None),
        kustomization("ks-reconcile-disabled", "./disabled"),
        *(kustomization(f"stopped-ks-{name}") for name in ("edited", "deleted", "requested", "suspended")),
        kustomization("stopped-ks-failing-edited", "./broken"),
    )
    suspended = {"ready": READY, "failing": "False/BuildFailed", "waiting": "False/DependencyNotReady", "stalled": "False/InvalidCELExpression+Stalled"}
    for name, says in suspended.items():
        subject = f"Kustomization/truth/ks-suspended-{name}"
        book.then(subject, says, lambda subject=subject: bed.suspend(subject))
    new_path = {"ks-immutable-field": "./selector-b", "ks-force": "./selector-b", "ks-object-renamed": "./second", "ks-prune-off": "./one"}
    for name, path in new_path.items():
        subject = f"Kustomization/truth/{name}"
        book.then(subject, READY, lambda subject=subject, path=path: bed.patch(subject, {"spec": {"path": path}}))
    subject = "Kustomization/truth/ks-edited-while-suspended"
    book.then(subject, READY, lambda: bed.suspend(subject), lambda: bed.patch(subject, {"spec": {"path": "./nothing-here"}}))
    book.then("Kustomization/truth/ks-stuck-finalizer", READY, lambda: bed.delete("Kustomization/truth/ks-stuck-finalizer"))

    def owner_changes(old="Kustomization/truth/ks-owner-old", new="Kustomization/truth/ks-owner-new"):
        yield reaches(old, READY)
        bed.apply(kustomization("ks-owner-new", "./handed-over", namePrefix=None))
        yield reaches(new, READY)
        bed.patch(old, {"spec": {"path": "./cm"}})
    book.steps["owner changes"] = owner_changes()

    # A health check's message is of the moment it ended: the parents look again once the children have come to rest.
    def looks_again(child, says, parent):
        yield reaches(child, says)
        yield reaches(parent, "False/HealthCheckFailed")
        bed.patch(parent, {"spec": {"interval": "31m"}})
        yield reaches(parent, "False/HealthCheckFailed")
    book.steps["looks at the stalled child"] = looks_again("Kustomization/truth/ks-stalled-child", "False/InvalidCELExpression+Stalled", "Kustomization/truth/ks-health-of-a-stalled-child")
    book.steps["looks at the failing child"] = looks_again("Kustomization/truth/ks-failing-child", "False/BuildFailed", "Kustomization/truth/ks-health-of-a-failing-child")

    def health_runs():
        bed.apply(kustomization("ks-health-running", "./slow", wait=True, timeout="25m"))
        yield lambda bed: True
    book.late["health runs"] = health_runs()

    ks = "Kustomization/truth/stopped-ks-"
    book.stopped += [
        lambda: bed.patch(ks + "edited", {"spec": {"path": "./one"}}),
        lambda: bed.patch(ks + "failing-edited", {"spec": {"path": "./cm"}}),
        lambda: bed.apply(kustomization("stopped-ks-new")),
        lambda: bed.delete(ks + "deleted"),
        lambda: bed.request(ks + "requested"),
        lambda: bed.suspend(ks + "suspended"),
        lambda: bed.patch("GitRepository/truth/stopped-source-edited", {"spec": {"ref": {"branch": "nothing-here"}}}),
    ]
    for name in ("edited", "deleted", "requested", "suspended"):
        book.then(ks + name, READY)
    book.then(ks + "failing-edited", "False/BuildFailed")
    book.then("GitRepository/truth/stopped-source-edited", "True/Succeeded")
    for kind, says in (("HelmRepository/truth/old-helmrepository", "True/Succeeded"), ("Bucket/truth/old-bucket", "False/BucketOperationFailed")):
        book.then(kind, says)


def helm_releases(book):
    bed = book.bed
    retry = {"install": {"strategy": {"name": "RetryOnFailure", "retryInterval": "30m"}}}
    test = {"test": {"enable": True, "timeout": "5s"}}
    chart = lambda **spec: {"chart": {"spec": {"chart": "thing", "version": "1.0.0", "interval": "30m", "sourceRef": {"kind": "HelmRepository", "name": "charts"}} | spec}}  # noqa: E731
    oci = {"interval": "30m", "insecure": True, "ref": {"tag": "1.0.0"},
           "layerSelector": {"mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip", "operation": "copy"}}
    reference = lambda name: {"chart": None, "chartRef": {"kind": "OCIRepository", "name": name}}  # noqa: E731
    book.add(
        flux("OCIRepository", "chart", oci | {"url": f"oci://{bed.registry}/truth/thing"}),
        flux("OCIRepository", "chart-moved", oci | {"url": f"oci://{bed.registry}/truth/thing-moving"}),
        *(helm_release(name) for name in ("hr-ready", "hr-suspended-ready", "hr-edited-while-suspended", "stopped-hr-edited", "old-helmrelease")),
        helm_release("hr-from-oci", **reference("chart")),
        helm_release("hr-behind", **reference("chart-moved")),
        helm_release("hr-other-namespace", ns="elsewhere", **chart(sourceRef={"kind": "HelmRepository", "name": "charts", "namespace": "truth"})),
        helm_release("hr-install-failing", {"broken": True}, **retry),
        helm_release("hr-suspended-failing", {"broken": True}, **retry),
        helm_release("hr-remediation-exhausted", {"broken": True}),
        helm_release("hr-rolled-back", upgrade={"remediation": {"remediateLastFailure": True, "strategy": "rollback"}}),
        helm_release("hr-upgrade-pending"),
        helm_release("hr-test-failing", {"tested": True}, **test | retry),
        helm_release("hr-test-failing-stalled", {"tested": True}, **test),
        helm_release("hr-test-failure-ignored", {"tested": True}, test=test["test"] | {"ignoreFailures": True}),
        helm_release("hr-chart-not-found", **chart(chart="nothing-here")),
        helm_release("hr-version-unmatched", **chart(version=">=9.0.0")),
        helm_release("hr-repository-missing", **chart(sourceRef={"kind": "HelmRepository", "name": "nobody"})),
        helm_release("hr-chartref-missing", **reference("nobody")),
        helm_release("hr-values-missing", valuesFrom=[{"kind": "ConfigMap", "name": "nobody"}]),
        helm_release("hr-dependency-missing", dependsOn=[{"name": "nobody"}]),
        helm_release("hr-dependency-failing", dependsOn=[{"name": "hr-remediation-exhausted"}]),
        helm_release("hr-drifted", driftDetection={"mode": "warn"}),
        helm_release("hr-stuck-finalizer", metadata={"finalizers": ["example.com/hold"]}),
    )
    hr = "HelmRelease/truth/hr-"
    book.then(hr + "suspended-ready", INSTALLED, lambda: bed.suspend(hr + "suspended-ready"))
    book.then(hr + "suspended-failing", "False/InstallFailed", lambda: bed.suspend(hr + "suspended-failing"))
    book.then(hr + "edited-while-suspended", INSTALLED, lambda: bed.suspend(hr + "edited-while-suspended"),
              lambda: bed.patch(hr + "edited-while-suspended", {"spec": {"values": {"colour": "coral"}}}))
    book.then(hr + "rolled-back", INSTALLED, lambda: bed.patch(hr + "rolled-back", {"spec": {"values": {"broken": True}}}))
    book.then(hr + "stuck-finalizer", INSTALLED, lambda: bed.delete(hr + "stuck-finalizer"))
    book.then("HelmRelease/truth/stopped-hr-edited", INSTALLED)
    book.then("HelmRelease/truth/old-helmrelease", INSTALLED)
    book.stopped.append(lambda: bed.patch("HelmRelease/truth/stopped-hr-edited", {"spec": {"values": {"colour": "coral"}}}))

    def tag_moves():
        yield reaches(hr + "behind", INSTALLED)
        bed.suspend(hr + "behind")
        digest = bed.push_chart("truth/thing-moving", "2")
        bed.request("OCIRepository/truth/chart-moved")
        yield lambda bed: digest in bed.objects["OCIRepository/truth/chart-moved"]["status"]["artifact"]["revision"]
    book.steps["chart's tag moves"] = tag_moves()

    def drifts():
        yield reaches(hr + "drifted", INSTALLED)
        bed.kubectl("patch", "configmap", "hr-drifted-config", "-n", "truth", "--type=merge", "-p", '{"data":{"colour":"coral"}}')
        bed.request(hr + "drifted")
        yield lambda bed: oracle.is_true(bed.objects[hr + "drifted"], "Drifted")
    book.steps["drifts"] = drifts()

    def upgrade_runs():
        yield reaches(hr + "upgrade-pending", INSTALLED)
        bed.patch(hr + "upgrade-pending", {"spec": {"timeout": "25m", "values": {"slow": True}}})
    book.late["upgrade runs"] = upgrade_runs()


def notification(book):
    bed = book.bed
    receiver = {"type": "generic", "interval": "30m", "secretRef": {"name": "receiver-token"}, "resources": [{"kind": "OCIRepository", "name": "content"}]}
    alert = {"providerRef": {"name": "provider"}, "eventSeverity": "error", "eventSources": [{"kind": "Kustomization", "name": "nobody"}]}
    book.add(
        secret("receiver-token", token="example"),
        flux("Receiver", "receiver-ready", receiver),
        flux("Receiver", "receiver-suspended", receiver),
        flux("Receiver", "receiver-token-missing", receiver | {"secretRef": {"name": "nobody"}}),
        flux("Receiver", "receiver-cel-invalid", receiver | {"resourceFilter": "res.("}),
        flux("Provider", "provider", {"type": "generic", "address": "http://127.0.0.1:1/hook"}),
        flux("Alert", "alert", alert),
        flux("Alert", "alert-suspended", alert | {"suspend": True}),
    )
    book.then("Receiver/truth/receiver-suspended", "True/Succeeded", lambda: bed.suspend("Receiver/truth/receiver-suspended"))
