# SPDX-License-Identifier: Apache-2.0
"""What can be said about a Flux object from the JSON that kubectl prints, by rules so simple that they need no state table.
Pure functions; nothing here knows how Driftglass decides. `item` is an entry of `driftglass status --output json`."""
import re
from datetime import datetime

# No controller writes a status for these; an OCI HelmRepository is the third.
STATIC = ("Alert", "Provider")
SOURCES = ("GitRepository", "OCIRepository", "Bucket", "HelmRepository", "HelmChart")
DISABLED = ("source.extensions.fluxcd.io/reconcile", "fluxcd.controlplane.io/reconcile")
HEALTH = re.compile(r"([A-Z]\w*)/(?:([a-z0-9.-]+)/)?([a-z0-9.:-]+) status: '(\w+)'")
# kstatus's words as states of Driftglass, of ordinary objects and of Flux's own.
KSTATUS = {"Current": {"ready"}, "InProgress": {"reconciling"}, "Failed": {"failed"}, "Terminating": {"terminating"}, "NotFound": {"missing"}}
KSTATUS_OF_FLUX = {"Current": {"ready"}, "InProgress": {"failed", "waiting", "reconciling", "unknown", "stale"}, "Failed": {"stalled"}, "Terminating": {"terminating"}}


def condition(raw, kind):
    return next((entry for entry in raw.get("status", {}).get("conditions", []) if entry["type"] == kind), None)


def is_true(raw, kind):
    found = condition(raw, kind)
    return found is not None and found["status"] == "True"


def says(raw):
    """Flux's own verdict in one word: 'True/Succeeded', 'False/InstallFailed+Stalled', '-' without a Ready condition."""
    ready = condition(raw, "Ready")
    return "-" if ready is None else f"{ready['status']}/{ready['reason']}" + ("+Stalled" if is_true(raw, "Stalled") else "")


def ready_generation(raw):
    ready = condition(raw, "Ready")
    return ready.get("observedGeneration", 0) if ready else 0


def is_static(raw):
    return raw["kind"] in STATIC or (raw["kind"] == "HelmRepository" and raw["spec"].get("type") == "oci")


def suspended(raw):
    annotations = raw["metadata"].get("annotations", {})
    return raw["spec"].get("suspend", False) is True or any(annotations.get(key) == "disabled" for key in DISABLED)


def flux_get(raw):
    """The columns of `flux get`: they are copied, nothing is computed."""
    status = raw.get("status", {})
    ready = condition(raw, "Ready")
    history = status.get("history") or [{}]
    revision = {"Kustomization": lambda: status.get("lastAppliedRevision", ""), "HelmRelease": lambda: history[0].get("chartVersion", "")}
    return {"READY": ready["status"] if ready else "", "SUSPENDED": suspended(raw), "MESSAGE": ready["message"] if ready else "",
            "REVISION": revision.get(raw["kind"], lambda: status.get("artifact", {}).get("revision", ""))()}


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None


def looked_at(raw):
    """Ready is about the object as it is now; suspending alone makes no other object of it, though it moves the generation by one.
    (Only source-controller stamps the Ready of a suspended object anew.)"""
    own = ready_generation(raw)
    if own == 0:
        return True
    grace = 1 if suspended(raw) and raw["kind"] not in SOURCES else 0
    stored = condition(raw, "ArtifactInStorage")
    if suspended(raw) and stored and raw["metadata"]["generation"] - stored.get("observedGeneration", 0) > 1:
        return False  # a source edited while suspended: nothing was fetched
    return raw["metadata"]["generation"] - own <= grace


def source_of(raw):
    spec, own = raw["spec"], raw["metadata"]["namespace"]
    if raw["kind"] == "HelmRelease" and "chart" in spec:
        chart = raw.get("status", {}).get("helmChart", "")
        return f"HelmChart/{chart}" if chart else None
    reference = spec.get("chartRef") or spec.get("sourceRef")
    return f"{reference['kind']}/{reference.get('namespace', own)}/{reference['name']}" if reference else None


def claims(raw, item, everything):
    """(claim, holds) for one object and its item. `everything`: all raw objects by Kind/ns/name."""
    state, out = item["state"], []
    ready, deleted, static, current = condition(raw, "Ready"), "deletionTimestamp" in raw["metadata"], is_static(raw), looked_at(raw)
    stalled, running = is_true(raw, "Stalled"), is_true(raw, "Reconciling")

    def claim(text, holds):
        out.append((text, bool(holds)))

    def same(text, left, right):
        claim(text, left == right)
    columns = flux_get(raw)
    same("SUSPENDED as flux get has it", item["suspended"], columns["SUSPENDED"])
    same("apiVersion as the server serves it", item["apiVersion"], raw["apiVersion"])
    if raw["kind"] in ("Kustomization", "HelmRelease"):
        same("REVISION as flux get has it", item["appliedRevision"] or "", columns["REVISION"])
        same("as many objects as the inventory has", item["inventory"], len(raw.get("status", {}).get("inventory", {}).get("entries", [])))
        if raw["kind"] == "Kustomization":
            same("the last pass as status.history has it", moment(item["lastReconciled"]), moment((raw.get("status", {}).get("history") or [{}])[0].get("lastReconciled")))
    elif raw["kind"] in SOURCES or raw["kind"] == "ExternalArtifact":
        same("REVISION as flux get has it", item["revision"] or "", columns["REVISION"])
    same("terminating is a deletionTimestamp", state == "terminating", deleted)
    if deleted:
        return out
    if static:
        same("a kind without status is ready", state, "ready")
        return out
    same("unknown is no Ready condition", state == "unknown", ready is None)
    if ready is None:
        return out
    same("stale is a Ready about another generation", state == "stale", not current)
    if not current:
        return out
    same("stalled is Stalled=True", state == "stalled", stalled)
    same("ready is Ready=True and nothing going on", state == "ready", ready["status"] == "True" and not running and not stalled)
    if not stalled:
        same("failed or waiting is Ready=False", state in ("failed", "waiting"), ready["status"] == "False")
        same("reconciling is Ready=Unknown, or work going on without a failure", state == "reconciling", ready["status"] == "Unknown" or (running and ready["status"] == "True"))
        if ready["reason"] == "DependencyNotReady":
            same("DependencyNotReady waits", state, "waiting")
    if state == "waiting":
        claim("waiting has a reason to", ready["reason"] in ("DependencyNotReady", "HealthCheckCanceled", "ArtifactFailed", "SourceNotReady", "SourceUnavailable"))
        if ready["reason"] in ("ArtifactFailed", "SourceNotReady", "SourceUnavailable"):
            source = everything.get(source_of(raw))
            claim("who waits for a source has one that is absent or not ready", source is None or columns_ready(source) != "True" or not looked_at(source))
    if state in ("ready", "failed", "waiting"):
        same("the message is Flux's own", item["message"], columns["MESSAGE"])
    if state == "stalled":
        same("the message is Flux's own", item["message"], condition(raw, "Stalled")["message"])
    out.extend(claims_of_links(raw, item, everything))
    return out


def columns_ready(raw):
    return flux_get(raw)["READY"]


def claims_of_links(raw, item, everything):
    source = everything.get(source_of(raw))
    if raw["kind"] == "Kustomization" and source:
        applied, there = flux_get(raw)["REVISION"], flux_get(source)["REVISION"]
        yield "behind is an applied revision other than the source's", item["behind"] == bool(applied and there and applied != there)
    cause = item["rootCause"]
    if cause and cause["reason"] == "NotFound":
        yield "a cause not found is not there", f"{cause['kind']}/{cause['namespace']}/{cause['name']}" not in everything
    elif cause and f"{cause['kind']}/{cause['namespace']}/{cause['name']}" in everything:
        other = everything[f"{cause['kind']}/{cause['namespace']}/{cause['name']}"]
        yield "a cause is itself not ready", columns_ready(other) != "True" or not looked_at(other)
        words = [entry["message"] for entry in other.get("status", {}).get("conditions", [])]
        if words and cause["message"]:
            yield "a cause speaks with its own words", cause["message"] in words


# Where Driftglass says more than kstatus on purpose: a claim's subject -> why it is no disagreement.
EXCEPTIONS = {
    "Service/LoadBalancer": "kstatus does not look for an external address; Driftglass shows a load balancer without one as in progress (domain: override for a person's eyes)",
}


def health_claims(raw, managed, items, exceptions):
    """kstatus as kustomize-controller reports it in its own message, against the states of the managed objects.
    managed: (kind, ns, name) -> item with this owner; items: the Flux objects' items by Kind/ns/name."""
    healthy = condition(raw, "Healthy")
    if healthy is None or ready_generation(raw) != raw["metadata"]["generation"] or suspended(raw):
        return
    if healthy["reason"] == "HealthCheckFailed" and "timeout" in healthy["message"] or healthy["status"] == "True":
        listed = {}
        for kind, ns, name, word in HEALTH.findall(healthy["message"]):
            listed[kind, ns, name] = word
        for (kind, ns, name), item in managed.items():
            word = listed.get((kind, ns, name), "Current")
            agrees = item["state"] in KSTATUS[word]
            if not agrees and kind == "Service" and item["state"] == "reconciling" and word == "Current":
                exceptions.append((f"{kind}/{ns}/{name}", word, item["state"], EXCEPTIONS["Service/LoadBalancer"]))
                continue
            yield f"kstatus of {kind}/{ns}/{name} is {word}", agrees
    for kind, ns, name, word in HEALTH.findall(healthy["message"]):
        item = items.get(f"{kind}/{ns}/{name}")
        if item:
            yield f"kstatus of {kind}/{ns}/{name} is {word}", item["state"] in KSTATUS_OF_FLUX[word]
