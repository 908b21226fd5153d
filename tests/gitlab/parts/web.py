# SPDX-License-Identifier: Apache-2.0
"""HTTP under the stand-in: requests, answers, routes, pages. Knows nothing of GitLab but the shape of its pages and errors."""
import http.server, json, socketserver, ssl
from urllib.parse import parse_qs, unquote, urlencode, urlsplit


class Answer(Exception):
    """What goes back; raised or returned. A dict or list becomes JSON."""

    def __init__(self, status, body=None, headers=None, kind=None):
        super().__init__(status)
        self.status, self.headers = status, dict(headers or {})
        if isinstance(body, (dict, list)) or (body is not None and kind == "json"):
            self.body, self.kind = json.dumps(body).encode(), "application/json"
        else:
            self.body = body.encode() if isinstance(body, str) else body or b""
            self.kind = kind


def message(status, text, **headers):
    """[GL:lib/api/helpers.rb render_api_error!]"""
    return Answer(status, {"message": text}, headers)


class Request:
    def __init__(self, handler):
        self.handler, self.method, self.headers = handler, handler.command, handler.headers
        parts = urlsplit(handler.path)
        self.target, self.raw_path, self.raw_query = handler.path, parts.path, parts.query
        self.query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        self.names = {}
        self.token = self.user = self.project = None
        self._body = None

    @property
    def body(self):
        if self._body is None:
            self._body = read_body(self.headers, self.handler.rfile)
        return self._body

    def fields(self):
        """The parameters of a body, form or JSON, over those of the query (as Grape does)."""
        kind = self.headers.get("Content-Type", "")
        if not self.body:
            return dict(self.query)
        if "json" in kind:
            try:
                return {**self.query, **json.loads(self.body)}
            except ValueError:
                raise Answer(400, {"error": "The request body could not be parsed as JSON"})
        return {**self.query, **{name: values[-1] for name, values in parse_qs(self.body.decode(errors="replace"), keep_blank_values=True).items()}}


def read_body(headers, stream):
    if "chunked" in headers.get("Transfer-Encoding", "").lower():
        whole = b""
        while size := int(stream.readline().split(b";")[0] or b"0", 16):
            whole += stream.read(size)
            stream.readline()
        while stream.readline().strip():
            pass
        return whole
    return stream.read(int(headers.get("Content-Length") or 0))


class Routes:
    """Patterns of path segments; `:name` takes one segment, percent-decoded after splitting (an id may be a%2Fb)."""

    def __init__(self):
        self.table = []

    def __call__(self, method, pattern, **options):
        def keep(function):
            self.table.append((method, pattern.strip("/").split("/"), function, options))
            return function
        return keep

    def find(self, method, raw_path):
        """(function, options, names), or None; the methods of a path found under another one as a set."""
        segments = raw_path.strip("/").split("/")
        others = set()
        for wanted, pattern, function, options in self.table:
            if len(pattern) != len(segments):
                continue
            names = {p[1:]: unquote(s) for p, s in zip(pattern, segments) if p.startswith(":")}
            if all(p.startswith(":") or p == s for p, s in zip(pattern, segments)):
                if wanted == method or (wanted == "GET" and method == "HEAD"):
                    return function, options, names
                others.add(wanted)
        return others or None


def page(request, items, base, total=True):
    """Offset pages with GitLab's headers [gitlab-docs api/rest pagination]; `total` False where GitLab does not count."""
    def number(name, default, top):
        try:
            value = int(request.query.get(name) or default)
        except ValueError:
            raise Answer(400, {"error": f"{name} is invalid"})
        if value < 1:
            raise Answer(400, {"error": f"{name} does not have a valid value" if name == "page" else f"{name} has a value not allowed"})
        return min(value, top)
    at, size = number("page", 1, 10**6), number("per_page", 20, 100)
    pages = max(1, -(-len(items) // size))
    link = lambda n, rel: f'<{base}{request.raw_path}?{urlencode({**request.query, "page": n, "per_page": size})}>; rel="{rel}"'
    links = ([link(at - 1, "prev")] if at > 1 else []) + ([link(at + 1, "next")] if at < pages else []) + [link(1, "first")] + ([link(pages, "last")] if total else [])
    headers = {"X-Page": str(at), "X-Per-Page": str(size), "X-Next-Page": str(at + 1) if at < pages else "", "X-Prev-Page": str(at - 1) if at > 1 else "", "Link": ", ".join(links)}
    if total:
        headers |= {"X-Total": str(len(items)), "X-Total-Pages": str(pages)}
    return Answer(200, items[(at - 1) * size:at * size], headers)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port, answer, tls=None):
        """`answer(request)` returns an Answer, or None when it has written to the connection itself. tls: (certificate, key)."""
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *arguments):
                pass

            def any_method(self):
                request = Request(self)
                try:
                    result = answer(request)
                except Answer as early:
                    result = early
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                    return
                if result is None:
                    return
                if self.command != "CONNECT":
                    request.body  # what was not read would be taken for the next request
                self.write(result)

            def write(self, result):
                try:
                    self.send_response_only(result.status)
                    self.send_header("Date", self.date_time_string())
                    server = result.headers.pop("Server", "nginx")
                    if server:
                        self.send_header("Server", server)
                    if result.kind:
                        self.send_header("Content-Type", result.kind)
                    for name, value in result.headers.items():
                        self.send_header(name, value)
                    if result.status not in (204, 304):
                        self.send_header("Content-Length", str(len(result.body)))
                    self.end_headers()
                    if self.command != "HEAD" and result.status not in (204, 304):
                        self.wfile.write(result.body)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = any_method
        super().__init__(("127.0.0.1", port), Handler)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            # The handshake is made by the connection's own thread, at its first read.
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request, address):
        import sys
        if not isinstance(sys.exc_info()[1], (ConnectionError, ssl.SSLError, TimeoutError)):
            super().handle_error(request, address)
