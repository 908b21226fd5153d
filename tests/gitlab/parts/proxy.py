# SPDX-License-Identifier: Apache-2.0
"""The agent server's Kubernetes proxy: who may pass, and what the agent server answers itself.
[KAS:internal/module/kubernetes_api/server/proxy.go]; the messages were seen in a run of KAS 16.5 (contract.py runs over both)."""
from urllib.parse import unquote

from . import internal_api, kas_status
from .tunnel import Tunnel, Unreachable
from .web import Answer

SUCCESS_SECONDS, ERROR_SECONDS = 60, 10  # [KAS:internal/module/kubernetes_api/server/defaulting.go allowed_agent_cache_ttl, …_error_ttl]
SEARCH_SECONDS = 20  # [KAS: routingTunnelFindTimeout in cmd/kas]
TUNNELS = 500  # of one agentk [KAS:internal/module/reverse_tunnel/agent/factory.go]


class Refusal(Exception):
    def __init__(self, status, text, unauthorized=False):
        super().__init__(text)
        self.status, self.text, self.unauthorized = status, text, unauthorized


def unauthorized(why=""):
    return Refusal(401, "Unauthorized" + (f": {why}" if why else ""), unauthorized=True)


def credentials(request):
    """(kind, agent id, secret, csrf token) of a request; kind is pat, ci or session. Authorization wins over the cookie."""
    given = request.headers.get_all("Authorization") or []
    if len(given) > 1:
        raise unauthorized(f"Authorization header: expecting a single header, got {len(given)}")
    if given:
        return from_authorization(given[0])
    cookies = dict(c.strip().partition("=")[::2] for c in request.headers.get("Cookie", "").split(";"))
    if "_gitlab_kas" not in cookies:
        raise unauthorized("no valid credentials provided")
    agent = one_of(request, "Gitlab-Agent-Id", "gitlab-agent-id", "agent id")
    return "session", agent_number(agent, "agent id in request"), cookies["_gitlab_kas"], one_of(request, "X-Csrf-Token", "gitlab-csrf-token", "CSRF token")


def one_of(request, header, parameter, what):
    found = (request.headers.get_all(header) or []) + ([request.query[parameter]] if parameter in request.query else [])
    if len(found) != 1:
        raise unauthorized(f'exactly one {what} must be provided either in the "{header}" header or "{parameter}" query parameter')
    return found[0]


def from_authorization(value):
    if not value.startswith("Bearer "):  # exactly so: case and one space
        raise unauthorized("Authorization header: expecting Bearer token")
    kind, colon, rest = value[len("Bearer "):].partition(":")
    agent, second, secret = rest.partition(":")
    if not colon:
        raise unauthorized("Authorization header: invalid value")
    if kind not in ("pat", "ci"):
        raise unauthorized("Authorization header: unknown token type")
    if not second:
        raise unauthorized("Authorization header: invalid value")
    number = agent_number(agent, "Authorization header")
    if not secret:
        raise unauthorized("Authorization header: empty token")
    return kind, number, secret, None


def agent_number(text, where):
    try:
        if text.strip() != text or "_" in text:
            raise ValueError
        return int(text)
    except ValueError:
        raise unauthorized(f'{where}: failed to parse: strconv.ParseInt: parsing "{text}": invalid syntax')


class Proxy:
    def __init__(self, standin, cluster):
        self.standin, self.model, self.cluster = standin, standin.model, cluster
        self.cache, self.tunnels, self.in_use, self.search_seconds = {}, TUNNELS, {}, SEARCH_SECONDS
        self.extra_headers = set()  # agent.kubernetes_api.extra_allowed_response_headers
        self.next_refusals = []  # faults: what the proxy answers instead
        self.tunnel = Tunnel(self)

    def names(self):
        return f"gitlab-kas/v{self.standin.kas_version}/a1b2c3d4", f"gitlab-agent/v{self.standin.kas_version}/a1b2c3d4"

    def answer(self, request, prefix, read_timeout):
        """`prefix` ends with a slash. An Answer, or None when the connection was written to."""
        if request.headers.get("Origin"):  # not in the allowed list: an empty 403, also for a preflight
            return Answer(403, headers={"Server": None})
        try:
            path = unquote(request.raw_path)
            if not path.startswith(prefix):
                raise Refusal(400, "Bad request: URL does not start with expected prefix")
            kind, agent_id, secret, csrf = credentials(request)
            if kind == "pat" and self.standin.kas_older_than(16, 4):  # documented, not seen
                raise unauthorized("Authorization header: unknown token type")
            impersonation = self.authorized(kind, agent_id, secret, csrf)
            if self.next_refusals:
                raise Refusal(*self.next_refusals.pop(0))
            return self.through(request, path[len(prefix) - 1:], agent_id, impersonation, read_timeout)
        except Refusal as refusal:
            return kas_status.write(request, refusal.status, refusal.text, self.names()[0], not self.standin.kas_older_than(17), refusal.unauthorized)

    # --- whether

    def authorized(self, kind, agent_id, secret, csrf):
        """The headers that make the request somebody else's in the cluster; {} for the agent itself."""
        if kind == "ci":
            return self.authorized_job(agent_id, secret)
        status, found = self.asked_once((kind, agent_id, secret, csrf), lambda: internal_api.authorize_user(self.model, agent_id, secret) if kind == "pat" else (401, None))
        if status >= 500:
            raise Refusal(500, f"Failed to authorize user session: HTTP status code: {status} for path /api/v4/internal/kubernetes/authorize_proxy_user")
        if status != 200:  # 401, 403 and 404 of Rails alike
            raise unauthorized()
        return as_user(found, agent_id) if "user" in found["access_as"] else {}

    def authorized_job(self, agent_id, secret):
        status, found = self.asked_once(("ci", secret), lambda: internal_api.allowed_agents(self.model, secret))
        words = {401: "Unauthorized: CI job token", 403: "Forbidden: CI job token", 404: "Not found: agents for CI job token"}
        if status != 200:
            raise Refusal(status if status in words else 500, words.get(status, "Failed to get allowed agents for CI job token")
                          + f": HTTP status code: {status} for path /api/v4/job/allowed_agents", unauthorized=status == 401)
        agent = next((a for a in found["allowed_agents"] if a["id"] == agent_id), None)
        if agent is None:
            raise Refusal(403, "Forbidden: agentId is not allowed")
        return as_job(found, agent)

    def asked_once(self, key, ask):
        """The cache in front of Rails: 60 s for a success, 10 s for an error."""
        with self.model.lock:
            kept = self.cache.get(key)
            if kept is None or self.standin.now() >= kept[0]:
                answer = (self.standin.internal_status, None) if self.standin.internal_status else ask()
                kept = self.cache[key] = (self.standin.now() + (SUCCESS_SECONDS if answer[0] == 200 else ERROR_SECONDS), answer)
            return kept[1]

    # --- through

    def through(self, request, path, agent_id, impersonation, read_timeout):
        self.take_tunnel(agent_id)
        try:
            if impersonation and any(name.lower().startswith("impersonate-") for name in request.headers):
                raise Refusal(502, kas_status.NESTED)  # [KAS:internal/module/kubernetes_api/agent/server.go]
            if self.model.agents[agent_id].tunnel_broken:
                raise Refusal(502, kas_status.UNAVAILABLE + "transport is closing")
            return self.tunnel.carry(request, path, impersonation, read_timeout)
        except Unreachable as error:
            raise Refusal(502, kas_status.UNAVAILABLE + str(error))
        finally:
            with self.model.changed:
                self.in_use[agent_id] -= 1
                self.model.changed.notify_all()

    def take_tunnel(self, agent_id):
        """Waits up to 20 s for the agent, or for a free tunnel of it; each request in flight has one."""
        def free():
            agent = self.model.agents.get(agent_id)
            return agent and agent.state == "connected" and self.in_use.get(agent_id, 0) < self.tunnels
        with self.model.changed:
            if not self.model.changed.wait_for(free, self.search_seconds):
                raise Refusal(502, kas_status.NOT_CONNECTED)
            self.in_use[agent_id] = self.in_use.get(agent_id, 0) + 1


def as_user(found, agent_id):
    """[KAS:doc/kubernetes_user_access.md; gitlab-docs user/clusters/agent/user_access]"""
    access = found["access_as"]["user"]
    groups = ["gitlab:user"] + [f"gitlab:project_role:{p['id']}:{r}" for p in access["projects"] for r in p["roles"]]
    groups += [f"gitlab:group_role:{g['id']}:{r}" for g in access["groups"] for r in g["roles"]]
    extra = {"id": agent_id, "username": found["user"]["username"], "config_project_id": found["agent"]["config_project"]["id"], "access_type": "personal_access_token"}
    return {"user": "gitlab:user:" + found["user"]["username"], "groups": groups, "extra": extra}


def as_job(found, agent):
    """ci_access.access_as: agent without an entry, ci_job, impersonate [KAS:…/server/proxy.go constructImpersonationConfig]."""
    how = (agent["configuration"].get("access_as") or {})
    if "impersonate" in how:
        wanted = how["impersonate"]
        return {"user": wanted["username"], "groups": wanted.get("groups") or [], "extra": {}}
    if "ci_job" not in how:
        return {}
    project = found["project"]
    groups = ["gitlab:ci_job"] + [f"gitlab:group:{g['id']}" for g in project["groups"]] + [f"gitlab:project:{project['id']}"]
    extra = {"id": agent["id"], "config_project_id": agent["config_project"]["id"], "project_id": project["id"], "ci_pipeline_id": found["pipeline"]["id"],
             "ci_job_id": found["job"]["id"], "username": found["user"]["username"]}
    return {"user": f"gitlab:ci_job:{found['job']['id']}", "groups": groups, "extra": extra}
