# SPDX-License-Identifier: Apache-2.0
"""From the agent server through agentk to the API server and back: what changes on the way, chunk by chunk.
[KAS:internal/tool/grpctool/inbound_http_to_outbound_grpc.go, internal/module/kubernetes_api/agent/server.go]"""
import http.client, select, socket, threading, time, zlib
from urllib.parse import parse_qsl, quote, urlencode

HOP_BY_HOP = {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "trailers", "transfer-encoding", "upgrade", "proxy-connection"}
FROM_REQUEST = HOP_BY_HOP | {"authorization", "cookie", "gitlab-agent-id", "x-csrf-token", "host", "content-length"}
FROM_ANSWER = HOP_BY_HOP | {"server"}
# Since 18.7 (flag since 18.3) only safe, well-known headers pass [gitlab-docs administration/clusters/kas]. Documented, not
# seen: the list itself is not public here, so it is taken short: no audit ids, no X-Kubernetes-PF-*.
ALLOWED = {"cache-control", "content-type", "content-length", "content-encoding", "date", "etag", "expires", "last-modified", "retry-after", "vary", "warning",
           "via", "x-content-type-options", "location"}


def unpacks(request):
    return "Accept-Encoding" not in request.headers and "Range" not in request.headers and request.method != "HEAD"


class Unreachable(Exception):
    """agentk could not reach its API server; Go's words."""


class Stream:
    """One answer under way: where it can be cut from another thread."""

    def __init__(self, client, upstream):
        self.client, self.upstream, self.is_watch, self.cut, self.last = client, upstream, False, False, time.monotonic()

    def end(self):
        for end in (self.upstream, self.client):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Tunnel:
    def __init__(self, proxy):
        self.proxy, self.streams, self.lock = proxy, set(), threading.Lock()

    def carry(self, request, path, impersonation, read_timeout):
        target = quote(path, safe="/:@!$&'()*+,;=~-._")
        pairs = sorted(p for p in parse_qsl(request.raw_query, keep_blank_values=True) if p[0] not in ("gitlab-agent-id", "gitlab-csrf-token"))
        if pairs:
            pairs.sort(key=lambda p: p[0])
            target += "?" + urlencode(pairs)
        upgrade = request.headers.get("Upgrade") if "upgrade" in request.headers.get("Connection", "").lower() else None
        cluster = self.proxy.cluster
        if cluster is None:
            raise Unreachable("dial tcp: no cluster was given to the stand-in")
        connection = cluster.connection()
        try:
            connection.connect()
        except OSError as error:
            words = "connection refused" if isinstance(error, ConnectionRefusedError) else str(error)
            raise Unreachable(f"dial tcp {cluster.server.hostname}:{cluster.server.port}: connect: {words}")
        upstream = connection.sock
        body = request.body  # whole, before anything is sent on
        try:
            connection.putrequest(request.method, cluster.server.path + target, skip_accept_encoding=True)
            for name, value in self.request_headers(request, impersonation, upgrade):
                connection.putheader(name, value)
            if body or request.method in ("POST", "PUT", "PATCH"):
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body or None)
            response = connection.getresponse()
        except OSError as error:
            connection.close()
            raise Unreachable(str(error))
        try:
            if response.status == 101:
                self.relay(request.handler, upstream, response)
            else:
                self.stream(request, upstream, response, read_timeout, upgrade)
        finally:
            connection.close()

    def request_headers(self, request, impersonation, upgrade):
        kas, agent = self.proxy.names()
        for name, value in request.headers.items():
            if name.lower() not in FROM_REQUEST:
                yield name, value
        yield "Via", f"gRPC/1.0 {kas}"
        yield "Via", f"gRPC/1.0 {agent}"
        # What agentk's HTTP client, Go's, adds where the caller said nothing; gzip it undoes itself.
        if "User-Agent" not in request.headers:
            yield "User-Agent", "Go-http-client/1.1"
        if unpacks(request):
            yield "Accept-Encoding", "gzip"
        if self.proxy.cluster.authorization:
            yield "Authorization", self.proxy.cluster.authorization
        if impersonation:
            yield "Impersonate-User", impersonation["user"]
            for group in impersonation["groups"]:
                yield "Impersonate-Group", group
            for key, value in impersonation["extra"].items():
                yield "Impersonate-Extra-" + quote("agent.gitlab.com/" + key, safe=".").lower(), str(value)
        if upgrade:
            yield "Connection", "Upgrade"
            yield "Upgrade", upgrade

    def answer_headers(self, response, upgrade, unpacked):
        """agentk speaks HTTP/2 with the API server, HTTP/1.1 for an upgrade: that is what Via says."""
        kas, agent = self.proxy.names()
        strict = not self.proxy.standin.kas_older_than(18, 7)
        for name, value in response.getheaders():
            low = name.lower()
            if low in FROM_ANSWER or low.startswith("access-control-") or (strict and low not in ALLOWED and low not in self.proxy.extra_headers):
                continue
            if unpacked and low in ("content-encoding", "content-length"):
                continue
            yield name, value
        yield "Via", f"{'1.1' if upgrade else '2.0'} {agent}"
        yield "Via", f"gRPC/1.0 {kas}"

    def stream(self, request, upstream, response, read_timeout, upgrade):
        handler = request.handler
        handler.send_response_only(response.status)
        unpack = zlib.decompressobj(31) if response.getheader("Content-Encoding") == "gzip" and unpacks(request) else None
        for name, value in self.answer_headers(response, upgrade, unpack):
            handler.send_header(name, value)
        sized = response.getheader("Content-Length") is not None and not unpack
        empty = request.method == "HEAD" or response.status in (204, 304)
        if not sized and not empty:
            handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.flush()
        if empty:
            return
        stream = Stream(handler.connection, upstream)
        stream.is_watch = request.query.get("watch") in ("1", "true")
        with self.lock:
            self.streams.add(stream)
        watcher = threading.Thread(target=self.guard, args=(stream, read_timeout), daemon=True)
        if not sized:
            watcher.start()
        try:
            self.pump(handler, response, stream, sized, unpack)
        finally:
            with self.lock:
                self.streams.discard(stream)

    def pump(self, handler, response, stream, sized, unpack):
        """An error behind the headers can only be told by ending the connection without the last chunk."""
        try:
            while data := response.read1(65536):
                stream.last = time.monotonic()
                data = unpack.decompress(data) if unpack else data
                if not data:
                    continue
                handler.wfile.write(data if sized else b"%x\r\n%s\r\n" % (len(data), data))
                handler.wfile.flush()
            whole = response.length in (None, 0) and response.chunk_left in (None, "UNKNOWN")
            if stream.cut or not whole:
                raise ConnectionAbortedError
            if not sized:
                handler.wfile.write(b"0\r\n\r\n")
        except (OSError, ValueError, http.client.HTTPException):
            handler.close_connection = True
            stream.end()

    def guard(self, stream, read_timeout):
        """Ends what the client has left, and what was quiet for too long (the reverse proxy's proxy_read_timeout)."""
        while stream in self.streams:
            try:
                left = bool(select.select([stream.client], [], [], 0.2)[0])
            except (OSError, ValueError):
                left = True
            if left or time.monotonic() - stream.last > read_timeout:
                stream.cut = True
                return stream.end()

    def drop(self, watches_only=True):
        """Cuts answers under way, as a restart of agentk does. How many."""
        with self.lock:
            found = [s for s in self.streams if s.is_watch or not watches_only]
        for stream in found:
            stream.cut = True
            stream.end()
        return len(found)

    def relay(self, handler, upstream, response):
        """After an upgrade: bytes both ways."""
        kas, agent = self.proxy.names()
        handler.send_response_only(101)
        for name, value in response.getheaders():
            handler.send_header(name, value)
        handler.send_header("Via", f"1.1 {agent}")
        handler.send_header("Via", f"gRPC/1.0 {kas}")
        handler.end_headers()
        handler.wfile.flush()
        handler.close_connection = True
        ends = {handler.connection: upstream, upstream: handler.connection}
        while True:
            ready = [s for s in ends if getattr(s, "pending", lambda: 0)()] or select.select(list(ends), [], [])[0]
            for source in ready:
                data = source.recv(65536)
                if not data:
                    return
                ends[source].sendall(data)
