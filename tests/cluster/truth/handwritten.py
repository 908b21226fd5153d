# SPDX-License-Identifier: Apache-2.0
"""Kinds whose controllers are not part of the control plane, and health that no kubelet brings: the test writes the status
itself, in the shapes that the documentation of those controllers gives. Named `handwritten-…`, never counted as agreement
with Flux."""
from manifests import flux, kustomization, widget

MOMENT = "2026-01-01T00:00:00Z"


def condition(kind, status, reason, message, generation=None):
    entry = {"type": kind, "status": status, "reason": reason, "message": message, "lastTransitionTime": MOMENT}
    return entry | ({"observedGeneration": generation} if generation else {})


def conditions(status, reason, message, generation=None, stalled=False):
    entries = [condition("Ready", status, reason, message, generation)]
    return entries + ([condition("Stalled", "True", reason, message, generation)] if stalled else [])


def artifact(revision):
    return {"revision": revision, "digest": "sha256:" + "a" * 64, "path": "p", "url": "http://127.0.0.1/p", "lastUpdateTime": MOMENT, "size": 1}


def objects():
    """(object, status) pairs."""
    image = {"image": "registry.example.com/team/web", "interval": "5m"}
    policy = {"imageRepositoryRef": {"name": "handwritten-imagerepository"}, "policy": {"semver": {"range": ">=1.0.0"}}}
    off = {"annotations": {"fluxcd.controlplane.io/reconcile": "disabled"}}
    revision = "v2.9.0@sha256:" + "b" * 64
    return [
        (flux("ExternalArtifact", "handwritten-externalartifact", {"sourceRef": {"apiVersion": "source.extensions.fluxcd.io/v1beta1", "kind": "ArtifactGenerator", "name": "handwritten-artifactgenerator"}}),
         {"artifact": artifact("latest@sha256:" + "a" * 64), "conditions": conditions("True", "Succeeded", "Artifact is ready")}),
        (flux("ImageRepository", "handwritten-imagerepository", image),
         {"observedGeneration": 1, "canonicalImageName": "registry.example.com/team/web", "lastScanResult": {"tagCount": 3, "scanTime": MOMENT, "latestTags": ["1.2.0", "1.1.0"]},
          "conditions": conditions("True", "Succeeded", "successful scan: found 3 tags", 1)}),
        (flux("ImageRepository", "handwritten-imagerepository-failing", image | {"suspend": True}),
         {"observedGeneration": 1, "conditions": conditions("False", "AuthenticationFailed", "authentication required", 1)}),
        (flux("ImagePolicy", "handwritten-imagepolicy-waiting", policy | {"imageRepositoryRef": {"name": "nobody"}}),
         {"conditions": conditions("False", "DependencyNotReady", "referenced ImageRepository does not exist: not found", 1)}),
        (flux("ImagePolicy", "handwritten-imagepolicy-stalled", policy),
         {"observedGeneration": 1, "conditions": conditions("False", "InvalidPolicy", "invalid policy: improper constraint", 1, stalled=True)}),
        (flux("ImageUpdateAutomation", "handwritten-imageupdateautomation", {"interval": "30m", "sourceRef": {"kind": "GitRepository", "name": "git-ready"}}),
         {"conditions": conditions("False", "GitOperationFailed", "failed to push to remote: authentication required", 1)}),
        (flux("ArtifactGenerator", "handwritten-artifactgenerator", {"sources": [{"alias": "a", "kind": "OCIRepository", "name": "content"}], "artifacts": [{"name": "handwritten-externalartifact", "copy": []}]}),
         {"conditions": conditions("True", "Succeeded", "reconciliation succeeded, generated 1 artifact(s)"), "inventory": [{"name": "handwritten-externalartifact", "namespace": "truth", "digest": "sha256:" + "a" * 64}]}),
        (flux("ArtifactGenerator", "handwritten-artifactgenerator-disabled", {"sources": [], "artifacts": []}, annotations={"source.extensions.fluxcd.io/reconcile": "disabled"}),
         {"conditions": conditions("True", "ReconciliationDisabled", "Reconciliation in suspended state")}),
        (flux("FluxInstance", "handwritten-fluxinstance", {"distribution": {"version": "2.x", "registry": "ghcr.io/fluxcd"}}),
         {"lastAppliedRevision": revision, "lastAttemptedRevision": revision, "conditions": conditions("True", "ReconciliationSucceeded", "Reconciliation finished in 5s", 1)}),
        (flux("FluxReport", "handwritten-fluxreport", {"distribution": {"entitlement": "none", "status": "Installed", "version": "v2.9.0"}}),
         {"conditions": conditions("True", "ReconciliationSucceeded", "Reporting finished in 5ms", 1)}),
        (flux("ResourceSet", "handwritten-resourceset-failing", {"inputs": [], "resources": []}),
         {"conditions": conditions("False", "BuildFailed", "build failed: template: no such input", 1)}),
        (flux("ResourceSet", "handwritten-resourceset-disabled", {"inputs": [], "resources": []}, **off),
         {"conditions": conditions("True", "ReconciliationDisabled", "Reconciliation in suspended state", 1)}),
        (flux("ResourceSetInputProvider", "handwritten-resourcesetinputprovider", {"type": "GitHubBranch"}),
         {"conditions": conditions("False", "InvalidSpec", "spec.url must be set", 1, stalled=True)}),
    ]


def write(bed):
    pairs = objects()
    widgets = [(widget("healthy"), conditions("True", "Succeeded", "works", 1)), (widget("stalled"), conditions("False", "Broken", "does not work", 1, stalled=True))]
    bed.apply(*(entry for entry, _ in pairs), *(entry for entry, _ in widgets))
    for entry, status in pairs:
        bed.write_status(f"{entry['kind']}/truth/{entry['metadata']['name']}", status)
    for entry, status in widgets:
        bed.write_status(f"Widget/work/{entry['metadata']['name']}", {"conditions": status})
    bed.apply(kustomization("handwritten-cr-healthy", "./widget-healthy", namePrefix=None, wait=True, timeout="30s"),
              kustomization("handwritten-cr-stalled", "./widget-stalled", namePrefix=None, wait=True, timeout="30s"))
