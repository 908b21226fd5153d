# SPDX-License-Identifier: Apache-2.0
"""What one look costs: by the API server's own metrics, and by a recording proxy in front of it that sees each request's Accept
header (no audit log and no metric tells a metadata-only list from a full one)."""
import collections
import gzip
import http.client
import http.server
import json
import re
import ssl
import threading
from urllib.parse import parse_qsl, urlsplit

import scenarios
from content import url

METADATA = "as=PartialObjectMetadata"
# Kinds whose metadata does not suffice: Flux's own (inventory, conditions), what scales what, the apply events.
FULL = re.compile(r"\.toolkit\.fluxcd\.io|fluxcd\.controlplane\.io|bitnami\.com")
FULL_PLURALS = ("events", "horizontalpodautoscalers")


class Counters:
    """apiserver_request_total and apiserver_response_sizes_sum before and after; the controllers are idle meanwhile."""
    LINE = re.compile(r"(apiserver_request_total|apiserver_response_sizes_sum)\{([^}]*)\} ([0-9.e+]+)")

    def __init__(self, ground):
        self.ground = ground
        self.before = self.read()

    def read(self):
        text = self.ground.call("GET", "/metrics").decode()
        result = collections.Counter()
        for name, labels, value in self.LINE.findall(text):
            label = dict(re.findall(r'(\w+)="([^"]*)"', labels))
            if label.get("verb") in ("LIST", "GET", "PATCH"):
                result[name, label["verb"], label.get("resource", "")] += float(value)
        return result

    def stop(self):
        self.delta = self.read() - self.before

    def sum(self, metric, verb):
        return int(sum(value for (name, is_verb, resource), value in self.delta.items() if name == metric and is_verb == verb and resource))


class Recorder:
    """A TLS server with the API server's own certificate that passes everything on and writes down what was asked."""
    def __init__(self, ground):
        plane = ground.plane
        self.requests = []
        recorder = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def pass_on(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
                upstream = http.client.HTTPSConnection("127.0.0.1", plane.port["api"], timeout=30, context=ssl._create_unverified_context())
                upstream.request(self.command, self.path, body, {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection", "content-length")})
                response = upstream.getresponse()
                data = response.read()
                plain = gzip.decompress(data) if response.getheader("Content-Encoding") == "gzip" else data
                recorder.requests.append({"method": self.command, "path": self.path, "accept": self.headers.get("Accept", ""), "status": response.status, "wire": len(data), "plain": len(plain)})
                self.send_response(response.status)
                for name, value in response.getheaders():
                    if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
                upstream.close()

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(plane.dir / "certs" / "apiserver.crt", plane.dir / "certs" / "apiserver.key")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        plane.servers.append(self.server)
        ground.proxied.write_text(ground.reader.read_text().replace(f":{plane.port['api']}", f":{self.server.server_port}"))
        ground.proxied.chmod(0o600)


class Figures:
    def __init__(self):
        self.lines, self.objections = [], []


def is_list(path):
    """A collection of one kind, not an object, a discovery document or a health page."""
    parts = urlsplit(path).path.strip("/").split("/")
    rest = parts[2:] if parts[0] == "api" else parts[3:] if parts[0] == "apis" else []
    return len(rest) == 1 or len(rest) == 3 and rest[0] == "namespaces"


def full_size(ground, request):
    """The same list with whole objects, as plain JSON."""
    parts = urlsplit(request["path"])
    query = "&".join(f"{name}={value}" for name, value in parse_qsl(parts.query) if name in ("labelSelector", "fieldSelector"))
    try:
        return len(json.dumps(ground.get(parts.path + ("?" + query.replace(" ", "%20") if query else "")), separators=(",", ":")))
    except RuntimeError:
        return 0


def dry_runs(ground):
    """The way of `flux diff`: for each managed object its GET and a server-side dry-run apply of its manifest."""
    requests = size = 0
    for case in scenarios.CASES:
        if case["owner"]["kind"] != "Kustomization" or isinstance(case["manifest"], list):
            continue
        metadata = case["manifest"]["metadata"]
        path = url(case["manifest"]["kind"], metadata.get("namespace"), metadata["name"])
        manifest = json.loads(json.dumps(case["manifest"]).replace("{registry}", ground.registry))
        for method, where, body in (("GET", path, None), ("PATCH", path + "?dryRun=All&fieldManager=kustomize-controller&force=true", manifest)):
            answer = ground.call(method, where, body, type="application/apply-patch+yaml" if body else "application/json", ok=(200, 201, 404, 409, 422))
            requests += 1
            size += len(json.dumps(answer, separators=(",", ":")))
    return requests, size


def measure(ground, program, counted):
    figures = Figures()
    recorder = Recorder(ground)
    items = program.look("proxied", kubeconfig=ground.proxied)
    lists = [entry for entry in recorder.requests if is_list(entry["path"])]
    metadata = [entry for entry in lists if METADATA in entry["accept"]]
    others = [entry for entry in recorder.requests if entry not in lists]
    wire = lambda entries: sum(entry["wire"] for entry in entries)  # noqa: E731
    plain = lambda entries: sum(entry["plain"] for entry in entries)  # noqa: E731
    managed = sum(len(ground.owner_now(ground.kind_of(name), name).get("status", {}).get("inventory", {}).get("entries", [])) for name in [*scenarios.KUSTOMIZATIONS, *scenarios.HELM])
    whole = sum(full_size(ground, entry) for entry in metadata if entry["status"] == 200)
    for entry in lists:
        plural = urlsplit(entry["path"]).path.rsplit("/", 1)[1]
        if METADATA not in entry["accept"] and entry["status"] == 200 and not FULL.search(entry["path"]) and plural not in FULL_PLURALS:
            figures.objections.append(f"cost: whole objects are listed where metadata suffices: {entry['path']}")
    for entry in recorder.requests:
        if entry["method"] != "GET":
            figures.objections.append(f"cost: a look writes: {entry['method']} {entry['path']}")
    if not lists:
        figures.objections.append("cost: no list came through the recording proxy")
    compared, size = dry_runs(ground)
    memory = program.memory["one-look"]
    row = lambda *cells: figures.lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")  # noqa: E731
    row("What", "Requests", "Bytes (plain)", "Bytes (on the wire)")
    row("---", "---:", "---:", "---:")
    row("one look, lists of metadata", len(metadata), plain(metadata), wire(metadata))
    row("one look, lists of whole Flux objects, autoscalers, events", len(lists) - len(metadata), plain([entry for entry in lists if entry not in metadata]), wire([entry for entry in lists if entry not in metadata]))
    row("one look, single objects and discovery", len(others), plain(others), wire(others))
    row("**one look, all**", len(recorder.requests), plain(recorder.requests), wire(recorder.requests))
    row("the metadata lists as whole objects in JSON", len(metadata), whole, "")
    row(f"`flux diff`-style: GET and dry run of {compared // 2} objects", compared, size, "")
    figures.lines += ["", f"Managed objects in the inventories: {managed}. One look took {memory / 1e6:.0f} MB at its peak. By the API server's own metrics (direct, not through the proxy):",
                      f"{counted.sum('apiserver_request_total', 'LIST')} LIST and {counted.sum('apiserver_request_total', 'GET')} GET requests, {counted.sum('apiserver_response_sizes_sum', 'LIST')} bytes of lists.",
                      f"In proportion, 10,000 managed objects: {plain(metadata) / max(managed, 1) * 1e4 / 1e6:.1f} MB of metadata in {len(lists)} lists, against {20000} requests and "
                      f"{size / max(compared // 2, 1) * 1e4 / 1e6:.1f} MB."]
    figures.items = items
    return figures
