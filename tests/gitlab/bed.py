# SPDX-License-Identifier: Apache-2.0
"""What the cluster tests of this folder share: the control plane of tests/cluster in this process, requests with every header
as given, checks that are counted and told."""
import http.client, importlib.machinery, importlib.util, json, sys, time
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True


def control_plane(folder, **options):
    loader = importlib.machinery.SourceFileLoader("control_plane", str(HERE.parent / "cluster" / "control-plane"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("control_plane", loader))
    loader.exec_module(module)
    return module.ControlPlane(folder, **options)


class Reply:
    def __init__(self, response, body, seconds):
        self.status, self.headers, self.body, self.seconds = response.status, response.headers, body, seconds

    def json(self):
        return json.loads(self.body)


def connect(base):
    to = urlsplit(base)
    return http.client.HTTPConnection(to.hostname, to.port, timeout=60), to.path.rstrip("/")


def ask(base, path, method="GET", auth=None, headers=(), body=None, whole=False):
    """One request; headers may repeat. `whole`: the path as it is, not behind the base's own."""
    connection, prefix = connect(base)
    connection.putrequest(method, path if whole else prefix + path, skip_accept_encoding=True)
    for name, value in ([("Authorization", auth)] if auth else []) + list(headers):
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    start = time.monotonic()
    connection.endheaders(body)
    response = connection.getresponse()
    data = response.read()
    connection.close()
    return Reply(response, data, time.monotonic() - start)


def call(url, path, token=None, data=None, method=None):
    """A call of REST or of the control port with JSON both ways."""
    headers = [("Content-Type", "application/json")] + ([("PRIVATE-TOKEN", token)] if token else [])
    return ask(url, path, method or ("GET" if data is None else "POST"), headers=headers, body=None if data is None else json.dumps(data).encode())


class Checks:
    def __init__(self):
        self.failed, self.count = [], 0

    def that(self, what, right, found=""):
        self.count += 1
        if not right:
            self.failed.append(what)
            print(f"FAILED {what}: {found}", flush=True)
        return right

    def equal(self, what, found, wanted):
        return self.that(what, found == wanted, f"{found!r}, not {wanted!r}")

    def end(self):
        print(f"{self.count} checks, {len(self.failed)} failed")
        sys.exit(1 if self.failed else 0)


def until(what, test, seconds=60):
    end = time.monotonic() + seconds
    while not (found := test()):
        if time.monotonic() > end:
            raise RuntimeError(f"{what} did not happen within {seconds} s")
        time.sleep(0.1)
    return found
