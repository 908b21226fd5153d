#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A stand-in for GitLab, for tests: REST, GraphQL, device sign-in, git over HTTP, and the agent server's Kubernetes proxy.

  standin.py serve DIR [--kubeconfig FILE] [--tls] [--root /gitlab] [--port N] [--version 18.6.0-ee] [--proxy-url URL]

Prints one JSON line when it is ready: {"url":…, "proxy":…, "control":…, "ca":…}. SIGTERM or the end of stdin stops it.
README.md has the content, the tokens, the faults of the control port, and where each answer comes from.
"""
import argparse, json, shutil, signal, subprocess, sys, threading, time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from parts import content, rest, rest_repository  # noqa: E402
from parts.entities import Entities  # noqa: E402
from parts.web import Answer, Server  # noqa: E402


class StandIn:
    def __init__(self, folder, kubeconfig=None, tls=False, root="", port=0, version="18.6.0-ee", kas_version="18.6.0", proxy_url=None):
        self.dir = Path(folder).resolve()
        shutil.rmtree(self.dir, ignore_errors=True)
        self.dir.mkdir(parents=True)
        self.kubeconfig, self.version, self.kas_version, self.root = kubeconfig, version, kas_version, root.rstrip("/")
        self.kas_enabled = True
        self.ca = self.dir / "ca.pem" if tls else None
        self.model = content.build(self.dir / "git")
        self.main = Server(port, self.answer, make_certificate(self.dir) if tls else None)
        address = f"{'https' if tls else 'http'}://127.0.0.1:{self.main.server_port}"
        self.url = address + self.root
        # Omnibus' form, with its slash at the end; GitLab.com answers without [gitlab-docs user/clusters/agent/user_access].
        self.proxy_url = proxy_url or f"{self.url}/-/kubernetes-agent/k8s-proxy/"
        self.kas_url = f"{'wss' if tls else 'ws'}://127.0.0.1:{self.main.server_port}{self.root}/-/kubernetes-agent/"
        self.entities = Entities(self.model, self.url)
        self.registry_host = "registry.example.com"

    def tags(self, path, image):
        return image["tags"]

    def older_than(self, *numbers):
        return tuple(int(part) for part in self.version.split("-")[0].split(".")[:len(numbers)]) < numbers

    def answer(self, request):
        if self.root:
            if not request.raw_path.startswith(self.root + "/"):
                return Answer(404, "Not found\n", kind="text/plain")
            request.raw_path = request.raw_path[len(self.root):]
        if request.raw_path.startswith("/api/v4/"):
            return rest.answer_api(self, request)
        return Answer(404, "Not found\n", kind="text/plain")

    def start(self):
        threading.Thread(target=self.main.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self):
        self.main.shutdown()

    def facts(self):
        return {"url": self.url, "proxy": self.proxy_url, "ca": str(self.ca) if self.ca else None}


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
    parser.add_argument("--version", default="18.6.0-ee")
    parser.add_argument("--kas-version", default="18.6.0")
    parser.add_argument("--proxy-url")
    options = vars(parser.parse_args())
    options.pop("serve")
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    signal.signal(signal.SIGINT, lambda *_: ended.set())
    standin = StandIn(**options)
    standin.start()
    print(json.dumps(standin.facts()), flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    ended.wait()
    standin.stop()


if __name__ == "__main__":
    main()
