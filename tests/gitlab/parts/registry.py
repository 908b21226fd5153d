# SPDX-License-Identifier: Apache-2.0
"""Tags of a real OCI registry (docker-registry of the test bed) for the container registry part of REST."""
import http.client, json

ACCEPT = "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json"


class Registry:
    def __init__(self, address):
        self.address = address  # HOST:PORT, None without one

    def host(self):
        return self.address or "registry.example.com"

    def tags(self, path, image):
        """What the registry has under that path; the content's own tags without a registry."""
        if not self.address:
            return image["tags"]
        found = []
        for name in sorted((self.ask(f"/v2/{path}/tags/list")[1] or {}).get("tags") or []):
            headers, manifest = self.ask(f"/v2/{path}/manifests/{name}")
            size = sum(layer["size"] for layer in manifest["layers"]) + manifest["config"]["size"]
            # GitLab reads the time from an image's configuration; an artifact's has none.
            found.append({"name": name, "digest": headers["Docker-Content-Digest"], "size": size, "created": None})
        return found

    def ask(self, path):
        host, _, port = self.address.partition(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        try:
            connection.request("GET", path, headers={"Accept": ACCEPT})
            response = connection.getresponse()
            data = response.read()
            return response.headers, json.loads(data) if response.status == 200 else None
        finally:
            connection.close()
