#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The contract of the agent server's Kubernetes proxy, in front of a real API server: over the stand-in always, and over a
real KAS 16.5 with agentk where DRIFTGLASS_KAS_BIN points to a folder with them. The two answers to each row are compared
whole; where they differ the stand-in is wrong."""
import http.client, os, re, socket, sys, tempfile, threading, time
from pathlib import Path
from urllib.parse import urlsplit

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import bed  # noqa: E402
from contract_rows import AS_USER, ROWS, USER  # noqa: E402
from parts.model import Token, day  # noqa: E402

VIEWERS = """apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: team-developers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: Group, name: "gitlab:project_role:43:developer", apiGroup: rbac.authorization.k8s.io}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: see-namespaces}
rules: [{apiGroups: [""], resources: [namespaces], verbs: [get, list, watch]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: team-developers-namespaces}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: see-namespaces}
subjects: [{kind: Group, name: "gitlab:group_role:20:developer", apiGroup: rbac.authorization.k8s.io}]
"""
VERSIONS = re.compile(r"gitlab-(kas|agent)/v[^\s,]+")
# What differs from request to request and says nothing.
OF_THE_MOMENT = {"date", "audit-id", "x-kubernetes-pf-flowschema-uid", "x-kubernetes-pf-prioritylevel-uid", "etag", "last-modified"}
TIMES = re.compile(rb'"(creationTimestamp|time|resourceVersion|uid)":"[^"]*"')


def judge(checks, where, row, reply):
    name = f"{where}: {row.name}"
    body = reply.body.decode(errors="replace")
    checks.equal(f"{name}: status", reply.status, row.status)
    checks.equal(f"{name}: Gitlab-Unauthorized", reply.headers.get("Gitlab-Unauthorized"), "true" if row.refused else None)
    vias = " ".join(reply.headers.get_all("Via") or [])
    checks.equal(f"{name}: passed through an agent", "gRPC/1.0 gitlab-kas" in vias and "gitlab-agent" in vias, row.passed)
    if row.text:
        checks.equal(f"{name}: message", reply.json().get("message") if body[:1] == "{" else body, "GitLab Agent Server: " + row.text)
    if row.kind:
        checks.equal(f"{name}: type", reply.headers.get("Content-Type"), row.kind)
    for part in row.contains:
        checks.that(f"{name}: has {part!r}", part in body, body[:600])
    for part in row.lacks:
        checks.that(f"{name}: has no {part!r}", part not in body, body[:600])


def bare(reply):
    """An answer without what is of the moment: comparable between the two."""
    # A set: over HTTP/2, as agentk speaks it and the stand-in does not, the API server says Vary twice.
    headers = sorted({(n.lower(), VERSIONS.sub(r"gitlab-\1/v", v)) for n, v in reply.headers.items() if n.lower() not in OF_THE_MOMENT and n.lower() != "content-length"})
    return {"status": reply.status, "headers": headers, "body": TIMES.sub(rb'"\1":""', reply.body)}


def compare(checks, row, real, ours):
    one, other = bare(real), bare(ours)
    for part in one:
        checks.that(f"the stand-in answers as KAS: {row.name}: {part}", one[part] == other[part], f"\n  KAS      {str(one[part])[:900]}\n  stand-in {str(other[part])[:900]}")


class Side:
    """One proxy under test. stop and start its agent 8; make it forget nothing."""

    def __init__(self, name, base, plane):
        self.name, self.base, self.plane = name, base, plane
        self.real = name == "KAS"

    def agent(self, on):
        if self.real:
            (self.plane.start if on else self.plane.stop)("agentk-users")
            return
        self.plane.gitlab.agent(8, on)

    def open(self, path, auth):
        connection, prefix = bed.connect(self.base)
        connection.request("GET", prefix + path, headers={"Authorization": auth})
        return connection, connection.getresponse()


def a_watch_comes_line_by_line_and_ends_whole(checks, side):
    connection, response = side.open("/api/v1/namespaces/default/configmaps?watch=1&timeoutSeconds=4", USER)
    name = f"seen-{side.name.lower().replace('-', '')}"
    side.plane.kubectl("-n", "default", "create", "configmap", name)
    lines = []
    while line := response.readline():
        lines.append(line)
        if name.encode() in line:
            checks.that(f"{side.name}: a watch's line comes while the stream is open", not response.isclosed())
    checks.that(f"{side.name}: the new object is in the watch", any(name.encode() in line and b'"ADDED"' in line for line in lines), lines)
    checks.that(f"{side.name}: a watch that ends by itself ends whole", response.isclosed() or response.chunk_left in (None, 0), response.chunk_left)
    connection.close()


def a_watch_without_its_agent_is_cut(checks, side):
    """No Status can come behind the headers: the chunked body lacks its end."""
    connection, response = side.open("/api/v1/namespaces?watch=1&timeoutSeconds=300", AS_USER)
    checks.equal(f"{side.name}: the watch begins", response.status, 200)
    checks.that(f"{side.name}: the watch has a first line", bool(response.readline()))
    side.agent(False)
    try:
        while response.readline():
            pass
        ended = response.chunk_left is None  # http.client: the last chunk was read
    except (http.client.HTTPException, OSError, ValueError):
        ended = False
    checks.that(f"{side.name}: a cut watch has no last chunk", not ended)
    connection.close()


def the_search_for_an_agent(checks, side):
    """20 s for one that stays away; one that comes back in time takes the waiting request."""
    reply = bed.ask(side.base, "/version", auth=AS_USER)
    checks.equal(f"{side.name}: without an agent", reply.status, 502)
    text = "GitLab Agent Server: HTTP->gRPC: failed to read gRPC response: rpc error: code = DeadlineExceeded desc = Agent connection not found. Is agent up to date and connected?"
    checks.equal(f"{side.name}: without an agent, the message", reply.json()["message"], text)
    checks.that(f"{side.name}: 502 has no reason", "reason" not in reply.json(), reply.body)
    checks.that(f"{side.name}: the search takes 20 s", reply.seconds >= 19.5, reply.seconds)
    waiting = []
    thread = threading.Thread(target=lambda: waiting.append(bed.ask(side.base, "/version", auth=AS_USER)))
    thread.start()
    side.agent(True)
    thread.join()
    checks.equal(f"{side.name}: a request that waited for the agent passes", waiting[0].status, 200)


def a_refusal_is_kept_for_ten_seconds(checks, side):
    value = f"late-{side.name.lower()}"
    model = side.plane.gitlab.model
    first = bed.ask(side.base, "/version", auth=f"Bearer pat:7:{value}")
    begin = time.monotonic()
    checks.equal(f"{side.name}: a token that is not there yet", first.status, 401)
    model.add_token(Token(500, value, value, model.users["ada"], ["k8s_proxy"], expires=day(3)))
    checks.equal(f"{side.name}: the refusal is kept", bed.ask(side.base, "/version", auth=f"Bearer pat:7:{value}").status, 401)
    bed.until(f"{side.name}: the token passes", lambda: bed.ask(side.base, "/version", auth=f"Bearer pat:7:{value}").status == 200, 30)
    checks.that(f"{side.name}: it was kept for 10 s", time.monotonic() - begin >= 9, time.monotonic() - begin)
    with model.lock:
        model.tokens[value].revoked = True
    checks.equal(f"{side.name}: a success is kept too, when the token is gone", bed.ask(side.base, "/version", auth=f"Bearer pat:7:{value}").status, 200)


def an_upgrade_without_origin_is_the_clusters_to_refuse(checks, side):
    """Only the head is read: KAS 16.5 leaves the body of a refused upgrade open for ever."""
    to = urlsplit(side.base)
    with socket.create_connection((to.hostname, to.port), timeout=60) as connection:
        connection.sendall(f"GET {to.path}/api/v1/namespaces?watch=1 HTTP/1.1\r\nHost: x\r\nAuthorization: {USER}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode())
        head = b""
        while b"\r\n\r\n" not in head and (data := connection.recv(4096)):
            head += data
    checks.that(f"{side.name}: a WebSocket without Origin: 403 of the cluster over HTTP/1.1", head.startswith(b"HTTP/1.1 403") and b"Via: 1.1 gitlab-agent" in head, head)


def thirty_watches_at_once(checks, side):
    open_ones = [side.open("/api/v1/namespaces?watch=1&timeoutSeconds=300", USER) for _ in range(30)]
    checks.that(f"{side.name}: thirty watches, each with its first line", all(response.status == 200 and response.readline() for _, response in open_ones))
    checks.equal(f"{side.name}: an ordinary request beside them", bed.ask(side.base, "/version", auth=USER).status, 200)
    for connection, _ in open_ones:
        connection.close()


def over_time(checks, side):
    a_watch_comes_line_by_line_and_ends_whole(checks, side)
    an_upgrade_without_origin_is_the_clusters_to_refuse(checks, side)
    thirty_watches_at_once(checks, side)
    keeping = threading.Thread(target=a_refusal_is_kept_for_ten_seconds, args=(checks, side))
    keeping.start()
    a_watch_without_its_agent_is_cut(checks, side)
    the_search_for_an_agent(checks, side)
    keeping.join()


def what_is_newer_than_sixteen(checks, plane, side):
    """Documented, not seen: the header allow-list, the trace id."""
    plane.gitlab.kas_version = "18.7.0"
    reply = bed.ask(side.base, "/version", auth=USER)
    checks.that("18.7: Content-Type and Via pass", reply.headers.get("Content-Type") == "application/json" and "gRPC/1.0" in " ".join(reply.headers.get_all("Via")))
    checks.equal("18.7: an audit id does not pass", reply.headers.get("Audit-Id"), None)
    plane.gitlab.proxy.extra_headers.add("audit-id")
    checks.that("18.7: it does when it is allowed", bed.ask(side.base, "/version", auth=USER).headers.get("Audit-Id"))
    refused = bed.ask(side.base, "/version", auth="Bearer pat:7:wrong").json()["message"]
    checks.that("18.7: a trace id ends the message", re.fullmatch(r"GitLab Agent Server: Unauthorized\. Trace ID: [0-9a-f]{32}", refused), refused)
    plane.gitlab.kas_version = "16.5.0"


def main():
    checks = bed.Checks()
    with tempfile.TemporaryDirectory() as folder:
        plane = bed.control_plane(Path(folder) / "plane", flux=False)
        try:
            plane.up()
            plane.install_gitlab()
            plane.gitlab.kas_version = "16.5.0"  # what the programs at hand are
            plane.kubectl("apply", "-f", "-", input=VIEWERS)
            sides = [Side("stand-in", plane.gitlab.facts()["kas"], plane)]
            if os.environ.get("DRIFTGLASS_KAS_BIN"):
                sides.insert(0, Side("KAS", f"http://127.0.0.1:{plane.port['kas-proxy']}/k8s-proxy", plane))
                for auth in (USER, AS_USER):
                    bed.until("both agents are connected", lambda: bed.ask(sides[0].base, "/version", auth=auth).status == 200)
            else:
                print("DRIFTGLASS_KAS_BIN is not set: no real KAS to compare with")
            for row in ROWS:
                replies = [bed.ask(side.base, row.path, row.method, row.auth, row.headers, row.body, row.whole) for side in sides]
                for side, reply in zip(sides, replies):
                    judge(checks, side.name, row, reply)
                if len(sides) == 2:
                    compare(checks, row, *replies)
            threads = [threading.Thread(target=over_time, args=(checks, side)) for side in sides]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            what_is_newer_than_sixteen(checks, plane, sides[-1])
            plane.stop("kube-apiserver")
            gone = [bed.ask(side.base, "/version", auth=USER) for side in sides]
            for side, reply in zip(sides, gone):
                text = rf"GitLab Agent Server: HTTP->gRPC: failed to read gRPC response: rpc error: code = Unavailable desc = gRPC -> HTTP: dial tcp 127.0.0.1:{plane.port['api']}: connect: connection refused"
                checks.equal(f"{side.name}: without its API server", (reply.status, reply.json()["message"]), (502, text))
        finally:
            plane.stop_all()
    checks.end()


if __name__ == "__main__":
    main()
