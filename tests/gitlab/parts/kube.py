# SPDX-License-Identifier: Apache-2.0
"""A plain client of the API server of one kubeconfig: what agentk has in a cluster."""
import base64, http.client, json, os, ssl, tempfile
from pathlib import Path
from urllib.parse import urlsplit

from . import simple_yaml


class Cluster:
    def __init__(self, kubeconfig):
        data = simple_yaml.load(Path(kubeconfig).read_text())
        named = lambda kind, name: next(e[kind] for e in data[kind + "s"] if e["name"] == name)
        context = named("context", data["current-context"])
        cluster, user = named("cluster", context["cluster"]), named("user", context["user"])
        self.server = urlsplit(cluster["server"])
        self.tls = None
        if self.server.scheme == "https":
            self.tls = ssl.create_default_context(cafile=cluster.get("certificate-authority"), cadata=decoded(cluster.get("certificate-authority-data")))
            self.tls.check_hostname = False  # the test bed's certificate names the machine, not 127.0.0.1's name of the day
            if cluster.get("insecure-skip-tls-verify"):
                self.tls.verify_mode = ssl.CERT_NONE
            if user.get("client-certificate") or user.get("client-certificate-data"):
                load_client_certificate(self.tls, user)
        self.authorization = f"Bearer {user['token']}" if user.get("token") else None

    def connection(self, timeout=None):
        if self.tls:
            return http.client.HTTPSConnection(self.server.hostname, self.server.port, context=self.tls, timeout=timeout)
        return http.client.HTTPConnection(self.server.hostname, self.server.port, timeout=timeout)

    def ask(self, method, path, body=None, kind="application/json", timeout=30):
        """(status, parsed JSON)"""
        connection = self.connection(timeout)
        headers = {"Accept": "application/json"} | ({"Authorization": self.authorization} if self.authorization else {}) | ({"Content-Type": kind} if body is not None else {})
        try:
            connection.request(method, self.server.path + path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            data = response.read()
            return response.status, json.loads(data) if data[:1] in (b"{", b"[") else data
        finally:
            connection.close()


def decoded(text):
    return base64.b64decode(text).decode() if text else None


def load_client_certificate(context, user):
    files = []
    for name in ("client-certificate", "client-key"):
        path = user.get(name)
        if not path:
            handle, path = tempfile.mkstemp()
            os.write(handle, base64.b64decode(user[name + "-data"]))
            os.close(handle)
            files.append(path)
        user = {**user, name: path}
    context.load_cert_chain(user["client-certificate"], user["client-key"])
    for path in files:
        os.unlink(path)
