# SPDX-License-Identifier: Apache-2.0
"""The agent server's own error answers: a Kubernetes Status in the form Accept asks for.
[KAS:internal/module/kubernetes_api/server/proxy.go writeErrorResponse]; each form seen in a run of KAS 16.5 (contract.py)."""
import json, secrets

from .web import Answer

# The codes Kubernetes has a reason for; 502 has none [same file, code2reason].
REASONS = {400: "BadRequest", 401: "Unauthorized", 403: "Forbidden", 404: "NotFound", 405: "MethodNotAllowed", 406: "NotAcceptable", 409: "Conflict", 410: "Gone",
           413: "RequestEntityTooLarge", 415: "UnsupportedMediaType", 422: "Invalid", 429: "TooManyRequests", 500: "InternalError", 503: "ServiceUnavailable", 504: "Timeout"}
KINDS = ("application/json", "application/yaml", "application/vnd.kubernetes.protobuf")
NOT_CONNECTED = "HTTP->gRPC: failed to read gRPC response: rpc error: code = DeadlineExceeded desc = Agent connection not found. Is agent up to date and connected?"
UNAVAILABLE = "HTTP->gRPC: failed to read gRPC response: rpc error: code = Unavailable desc = gRPC -> HTTP: "
NESTED = UNAVAILABLE + "nested impersonation is not supported - agent is already configured to impersonate an identity"


def negotiate(accept):
    """One of KINDS, or None. A clause that wants a Table is passed over: errors have no such form."""
    clauses = []
    for at, clause in enumerate((accept or "*/*").split(",")):
        kind, *parameters = [part.strip() for part in clause.split(";")]
        values = dict(p.partition("=")[::2] for p in parameters)
        try:
            quality = float(values.get("q", 1))
        except ValueError:
            quality = 1.0
        clauses.append((-quality, at, kind, values))
    for _, _, kind, values in sorted(clauses, key=lambda c: c[:2]):
        if "as" in values:
            continue
        for known in KINDS:
            if kind in ("*/*", "application/*", known):
                return known
    return None


def write(request, status, text, server, traced, unauthorized=False):
    """`traced`: with a trace id at the end, as a KAS with tracing does [same file, formatStatusMessage]; older ones said "correlation"."""
    trace = f". Trace ID: {secrets.token_hex(16)}" if traced else ""
    # GitLab-Unauthorized tells GitLab's refusal from the cluster's.
    headers = ({"Gitlab-Unauthorized": "true"} if unauthorized else {}) | {"Server": server}
    kind = negotiate(request.headers.get("Accept"))
    if kind is None:
        return Answer(406, "GitLab Agent Server: Failed to negotiate output media type: only the following media types are accepted: " + ", ".join(KINDS) + trace + "\n",
                      headers | {"X-Content-Type-Options": "nosniff"}, "text/plain; charset=utf-8")
    fields = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": "GitLab Agent Server: " + text + trace}
    if status in REASONS:
        fields["reason"] = REASONS[status]
    fields["code"] = status
    return Answer(status, {"application/json": as_json, "application/yaml": as_yaml}.get(kind, as_protobuf)(fields), headers, kind)


def as_json(fields):
    """Go's encoding: nothing between, < > & escaped, a newline at the end."""
    text = json.dumps(fields, separators=(",", ":"), ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"


def as_yaml(fields):
    def scalar(value):
        text = str(value)
        return "'" + text.replace("'", "''") + "'" if ": " in text or " #" in text or text[:1] in "'\"{[&*!|>%@`-" else text
    return "".join(f"{name}: {'{}' if name == 'metadata' else scalar(fields[name])}\n" for name in sorted(fields))


def as_protobuf(fields):
    """runtime.Unknown around metav1.Status [AM:pkg/runtime/serializer/protobuf]."""
    def varint(number):
        out = bytearray()
        while True:
            out.append((number & 0x7F) | (0x80 if number > 0x7F else 0))
            number >>= 7
            if not number:
                return bytes(out)
    field = lambda number, data: varint(number << 3 | 2) + varint(len(data)) + data
    text = lambda number, value: field(number, value.encode())
    metadata = field(1, text(1, "") + text(2, "") + text(3, ""))
    status = metadata + text(2, fields["status"]) + text(3, fields["message"]) + text(4, fields.get("reason", "")) + varint(6 << 3) + varint(fields["code"])
    return b"k8s\0" + field(1, text(1, "v1") + text(2, "Status")) + field(2, status) + text(3, "") + text(4, "")
