# SPDX-License-Identifier: Apache-2.0
"""The words in which a case says what must be found. Everything here follows from what a read-only client can know of a
real Flux (measured before the engine existed), never from what the program does:

  - A path that leaves Flux's own entry while its time stands still was taken or removed: certain, with the path. This needs
    two looks (baseline, watching). A removal leaves no trace of who did it.
  - In one look a kubectl* entry (no subresource) on a path that Flux does not co-own is certain, because Flux will rewrite or
    remove it at its next pass (Kustomizations only); whether changed or added is unknown.
  - Any other manager's newer entry in one look is likely at most: changed and added cannot be told apart. One that survived
    a completed pass of the owner is no drift.
  - A removed field is invisible in one look: nothing is expected, and it does not count against the recall.
  - In the inventory but not in the cluster: likely in one look, certain when it was seen alive before.
"""
ANY = "*"
OWNER_LABEL = 'metadata.labels["kustomize.toolkit.fluxcd.io/name"]'
HELM_LABEL = 'metadata.labels["helm.toolkit.fluxcd.io/name"]'
LAST_APPLIED = 'metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]'


def found(finding, path=None, change=None, least="certain", most="certain", manager=ANY, operation=ANY):
    """One finding that must be there. path None: whatever path. change: a word or several, None: whatever."""
    return {"finding": [finding] if isinstance(finding, str) else finding, "path": path, "change": [change] if isinstance(change, str) else change,
            "least": least, "most": most, "manager": manager, "operation": operation}


def may(finding=None, path=None, most="likely"):
    """Findings that are neither asked for nor wrong: any finding, any path at or below, at most so sure."""
    return {"finding": [finding] if isinstance(finding, str) else finding, "path": path, "most": most}


def said(*entries):
    """One mode's expectation: what must be found and what may be; nothing else."""
    return {"must": [entry for entry in entries if "least" in entry], "may": [entry for entry in entries if "least" not in entry]}


NOTHING = said()
LIKELY_OF_ANYTHING = said(may())


def modes(one_look, baseline, watching=None):
    return {"one_look": one_look, "baseline": baseline, "watching": watching or baseline}


def everywhere(expectation):
    return modes(expectation, expectation, expectation)


# --- the recurring pictures

def taken_by_kubectl(manager, *paths, proven=False, operation="Update", also=()):
    """kubectl changed what Flux had applied. proven: the shape itself shows that Flux owned it (an image, an atomic leaf)."""
    words = ["unknown", "changed"] if proven else ["unknown"]
    return modes(said(*[found("field-changed", path, words, manager=manager, operation=operation) for path in paths], *also),
                 said(*[found("field-changed", path, "changed", manager=manager, operation=operation) for path in paths], *also))


def added_by_kubectl(manager, *paths, also=()):
    """kubectl added what Flux never had: Flux will remove it, but nothing proves that it is not a change."""
    return everywhere(said(*[found("field-changed", path, "unknown", manager=manager, operation="Update") for path in paths], *also))


def taken(manager, *paths, proven=False, operation="Update", also=()):
    """Another manager changed what Flux had applied."""
    words = ["unknown", "changed"] if proven else ["unknown"]
    return modes(said(*[found("field-changed", path, words, "likely", "likely", manager, operation) for path in paths], *also),
                 said(*[found("field-changed", path, "changed", manager=manager, operation=operation) for path in paths], *also))


def added_by_other():
    """Flux lets it stand: no drift; in one look it cannot be told from a change."""
    return modes(LIKELY_OF_ANYTHING, NOTHING)


def removed(*paths):
    """Invisible in one look; afterwards certain, and by nobody knows whom."""
    return modes(NOTHING, said(*[found("field-changed", path, "removed", manager=None) for path in paths]))


def gone():
    sure = said(found("missing"))
    return modes(said(found("missing", least="likely", most="likely")), sure)


def scaled(manager):
    """Somebody's write through /scale took the replicas that the manifest sets."""
    return modes(said(found("field-changed", "spec.replicas", ["unknown", "changed"], "likely", "certain", manager)),
                 said(found("field-changed", "spec.replicas", "changed", manager=manager)))


def corrected_before_the_look(*entries):
    """Flux has put it back before anybody looked: only who watched knows what it was. The pass's event names the object, but
    proves no other value (unless Flux had to create it, or says itself that it corrected)."""
    episode = said(found("corrected", least="likely"))
    return modes(episode, episode, said(*entries, may("corrected", most="certain")))
