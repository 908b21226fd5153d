#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A stand-in for GitLab, for tests: REST, GraphQL, device sign-in, git over HTTP, and the agent server's Kubernetes proxy.

  standin.py serve DIR [--kubeconfig FILE] [--tls] [--root /gitlab] [--port N] [--version 18.7.0-ee] [--kas-version 18.7.0]
                   [--proxy-url URL] [--registry HOST:PORT] [--agent-double [--receiver-url URL]]

Prints one JSON line when it is ready: {"url":…, "proxy":…, "kas":…, "control":…, "ca":…}. SIGTERM or the end of stdin stops it.
README.md has the content, the tokens, the faults of the control port, and where each answer comes from.
"""
import argparse, json, shutil, signal, subprocess, sys, threading, time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from parts import content, internal_api, rest, rest_repository  # noqa: E402,F401
from parts.agent_double import AgentDouble  # noqa: E402
from parts.entities import Entities  # noqa: E402
from parts.faults import Faults  # noqa: E402
from parts.gitweb import answer_git  # noqa: E402
from parts.graphql import answer_graphql  # noqa: E402
from parts.kube import Cluster  # noqa: E402
from parts.oauth import OAuth  # noqa: E402
from parts.proxy import Proxy  # noqa: E402
from parts.registry import Registry  # noqa: E402
from parts.web import Answer, Server  # noqa: E402

PROXY_PATH = "/-/kubernetes-agent/k8s-proxy"


class StandIn:
    def __init__(self, folder, kubeconfig=None, tls=False, root="", port=0, version="18.7.0-ee", kas_version="18.7.0", proxy_url=None, registry=None, receiver_url=None):
        self.dir = Path(folder).resolve()
        shutil.rmtree(self.dir, ignore_errors=True)
        self.dir.mkdir(parents=True)
        self.version, self.kas_version, self.root = version, kas_version, root.rstrip("/")
        self.kas_enabled, self.internal_status, self.clock_offset, self.stopping = True, None, 0.0, threading.Event()
        self.ca = self.dir / "ca.pem" if tls else None
        certificate = make_certificate(self.dir) if tls else None
        self.model = content.build(self.dir / "git")
        cluster = Cluster(kubeconfig) if kubeconfig else None
        self.proxy, self.faults, self.oauth, self.registry = Proxy(self, cluster), Faults(self), OAuth(self), Registry(registry)
        # Omnibus' nginx in front: 3600 s without a byte on GitLab's host, 60 s on an own host of the agent server
        # [OM:…/nginx-gitlab-rails.conf.erb, nginx-gitlab-kas-http.conf.erb].
        self.read_timeout = None
        self.main = Server(port, self.answer, certificate)
        self.kas = Server(0, lambda request: self.faults.meet(request) or self.proxy.answer(request, "/k8s-proxy/", self.read_timeout or 60), certificate)
        self.control = Server(0, self.faults.answer)
        self.url = self.address(self.main) + self.root
        # Omnibus' form, with its slash at the end; GitLab.com answers without [gitlab-docs user/clusters/agent/user_access].
        self.proxy_url = proxy_url or f"{self.url}{PROXY_PATH}/"
        self.kas_url = self.url.replace("http", "ws", 1) + "/-/kubernetes-agent/"
        self.entities = Entities(self.model, self.url)
        self.doubles = [AgentDouble(self, self.model.agents[7], cluster, receiver_url)] if cluster else []

    def address(self, server):
        return f"{'https' if self.ca else 'http'}://127.0.0.1:{server.server_port}"

    def now(self):
        """Seconds of a clock that tests can put forward."""
        return time.monotonic() + self.clock_offset

    def older_than(self, *numbers):
        return numbers_of(self.version, len(numbers)) < numbers

    def kas_older_than(self, *numbers):
        return numbers_of(self.kas_version, len(numbers)) < numbers

    def answer(self, request):
        fault = self.faults.meet(request)
        if fault:
            return fault
        if self.root:
            if not request.raw_path.startswith(self.root + "/"):
                return Answer(404, "Not found\n", kind="text/plain")
            request.raw_path = request.raw_path[len(self.root):]
        path = request.raw_path
        # Without an agent server nginx has no such place, and Rails does not know it.
        if self.kas_enabled and (path == PROXY_PATH or path.startswith(PROXY_PATH + "/")):
            return self.proxy.answer(request, PROXY_PATH + "/", self.read_timeout or 3600)
        if path == "/api/graphql" and request.method == "POST":
            return answer_graphql(self, request)
        if path.startswith("/api/v4/"):
            return internal_api.answer_internal(self, request) or rest.answer_api(self, request)
        return self.oauth.answer(request) or answer_git(self, request) or Answer(404, "Not found\n", kind="text/plain")

    def start(self):
        for server in (self.main, self.kas, self.control):
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def start_doubles(self):
        """When Flux is installed: an agent that starts before it stays off."""
        return all([double.start() for double in self.doubles])

    def agent(self, number, connected):
        """An agent goes, and what went through it breaks off; or comes."""
        with self.model.changed:
            self.model.agents[number].state = "connected" if connected else "offline"
            self.model.changed.notify_all()
        if not connected:
            self.proxy.tunnel.drop(watches_only=False)

    def shutdown(self):
        self.stopping.set()
        for double in self.doubles:
            double.stop()
        for server in (self.main, self.kas, self.control):
            server.shutdown()
            server.server_close()
        self.proxy.tunnel.drop(watches_only=False)

    def facts(self):
        """What the ready line tells. `kas`: the agent server on its own host, in GitLab.com's form."""
        return {"url": self.url, "proxy": self.proxy_url, "kas": self.address(self.kas) + "/k8s-proxy", "control": f"http://127.0.0.1:{self.control.server_port}",
                "ca": str(self.ca) if self.ca else None}


def numbers_of(version, count):
    return tuple(int(part) for part in version.split("-")[0].split(".")[:count])


def make_certificate(folder):
    """An own authority and a certificate for 127.0.0.1 and localhost by it."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl("req", "-x509", *curve, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=Stand-in authority")
    openssl("req", *curve, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30", "-extfile", "names", "-out", "server.pem")
    return folder / "server.pem", folder / "server.key"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("serve", choices=["serve"])
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--kubeconfig")
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--root", default="")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--version", default="18.7.0-ee")
    parser.add_argument("--kas-version", default="18.7.0")
    parser.add_argument("--proxy-url", help="what /metadata names instead of the stand-in's own proxy: a real KAS")
    parser.add_argument("--registry", help="HOST:PORT of a real OCI registry behind registry/repositories")
    parser.add_argument("--receiver-url", help="where the agent double finds notification-controller's receiver")
    parser.add_argument("--agent-double", action="store_true", help="the agent's Flux module, in the cluster of --kubeconfig")
    options = vars(parser.parse_args())
    options.pop("serve")
    with_double = options.pop("agent_double")
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    signal.signal(signal.SIGINT, lambda *_: ended.set())
    standin = StandIn(**options)
    standin.start()
    if with_double:
        standin.start_doubles()
    print(json.dumps(standin.facts()), flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    ended.wait()
    standin.shutdown()


if __name__ == "__main__":
    main()
