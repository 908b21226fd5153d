# SPDX-License-Identifier: Apache-2.0
"""POST /api/graphql: the types behind the queries of a client that looks for agents [gitlab-docs api/graphql/reference;
GL:app/graphql/types/clusters/agent_type.rb and neighbours]. What is not listed in TYPES does not exist, as in an older GitLab."""
import base64

from . import internal_api
from .access import given_token
from .graphql_language import BadQuery, Parser, Variable
from .model import DEVELOPER, iso
from .web import Answer

AGENT, PROJECT = "gid://gitlab/Clusters::Agent/", "gid://gitlab/Project/"


def refusal(status, text):
    return Answer(status, {"errors": [{"message": text}]})


def answer_graphql(standin, request):
    """[GL:app/controllers/graphql_controller.rb]: whatever is wrong with a token, the answer is the same 401; without one the
    caller is nobody. Errors in a query come with 200."""
    token = standin.model.tokens.get(given_token(request) or "")
    if given_token(request):
        if token is None or token.kind not in ("personal", "oauth") or not token.active() or not {"api", "read_api"} & set(token.scopes):
            return refusal(401, "Invalid token")
        request.token, request.user = token, token.user
    asked = request.fields()
    if not asked.get("query"):
        return Answer(200, {"errors": [{"message": "An operation is required"}]})
    try:
        document = Parser(asked["query"])
        kind, selection = document.operations[0]
        variables = asked.get("variables") or {}
        run = Run(standin, request.user, document, variables)
        if kind != "query":
            return Answer(200, {"errors": [{"message": "Only queries are understood here"}]})
        run.check("Query", selection, ["query"])
        if run.errors:
            return Answer(200, {"errors": run.errors})
        with standin.model.lock:
            return Answer(200, {"data": run.select("Query", None, selection)})
    except (BadQuery, IndexError) as error:
        return Answer(200, {"errors": [{"message": str(error), "locations": [{"line": getattr(error, "line", 1), "column": getattr(error, "column", 1)}]}]})


class Run:
    def __init__(self, standin, user, document, variables):
        self.standin, self.model, self.user, self.document, self.variables, self.errors = standin, standin.model, user, document, variables, []

    def check(self, type_name, selection, path):
        fields = TYPES[type_name]
        for one in self.document.flat(selection):
            here = path + [one.alias]
            if one.name == "__typename":
                continue
            if one.name not in fields:
                self.errors.append({"message": f"Field '{one.name}' doesn't exist on type '{type_name}'", "locations": [{"line": one.line, "column": one.column}], "path": here,
                                    "extensions": {"code": "undefinedField", "typeName": type_name, "fieldName": one.name}})
                continue
            kind = fields[one.name][0]
            if kind and one.selection is None:
                self.errors.append({"message": f"Field must have selections (field '{one.name}' returns {kind} but has no selections. Did you mean '{one.name} {{ ... }}'?)",
                                    "locations": [{"line": one.line, "column": one.column}], "path": here, "extensions": {"code": "selectionMismatch", "nodeName": f"field '{one.name}'", "typeName": kind}})
            elif kind:
                self.check(kind, one.selection, here)

    def select(self, type_name, value, selection):
        found = {}
        for one in self.document.flat(selection):
            if one.name == "__typename":
                found[one.alias] = type_name
                continue
            kind, resolve = TYPES[type_name][one.name]
            arguments = {name: self.variables.get(given) if isinstance(given, Variable) else given for name, given in one.arguments.items()}
            got = resolve(self, value, arguments)
            if kind and isinstance(got, list):
                got = [self.select(kind, item, one.selection) for item in got]
            elif kind and got is not None:
                got = self.select(kind, got, one.selection)
            found[one.alias] = got
        return found

    def readable(self, path):
        project = next((p for p in self.model.projects.values() if p.path == path), None)
        return project if self.model.readable(project, self.user) else None

    def agents(self, project):
        """Reading needs read_cluster_agent: Developer."""
        return [a for a in self.model.agents.values() if a.project is project] if project.role(self.user) >= DEVELOPER else []

    def connections(self, agent):
        """KAS is asked live: no agentk, no entry. With KAS away the field is null [GL:app/graphql/resolvers/kas/agent_connections_resolver.rb]."""
        if not self.standin.kas_enabled:
            return None
        live = [{"id": agent.id, "connected": agent.tokens[0].used or agent.created, "version": agent.version, "pod": f"{agent.name}-agentk-0"}] if agent.state == "connected" else []
        return connection({}, live)

    def user_access(self, project):
        """The agents whose user_access names this project or its group, for this caller [GL:app/finders/clusters/agents/authorizations/user_access/finder.rb]."""
        found = []
        if project.role(self.user) < DEVELOPER:
            return found
        for agent in self.model.agents.values():
            access = (self.model.configuration(agent) or {}).get("user_access") or {}
            if project.path in internal_api.listed(access, "projects") or project.group.path in internal_api.listed(access, "groups"):
                found.append({"agent": agent, "config": {"access_as": access.get("access_as") or {"agent": {}}}})
        return found

    def ci_access(self, project):
        found = []
        for agent in self.model.agents.values():
            entry = next((e for e in ((self.model.configuration(agent) or {}).get("ci_access") or {}).get("projects") or [] if e.get("id") == project.path), None)
            if entry and project.role(self.user) >= DEVELOPER:
                found.append({"agent": agent, "config": {k: v for k, v in entry.items() if k != "id"}})
        return found


def connection(arguments, items):
    """A Relay connection: first, after with GitLab's base64 cursors; at most 100 nodes."""
    at = int(base64.b64decode(arguments["after"])) if arguments.get("after") else 0
    size = min(arguments.get("first") or 100, 100)
    return {"all": items, "nodes": items[at:at + size], "at": at, "more": at + size < len(items)}


def cursor(number):
    return base64.b64encode(str(number).encode()).decode()


def pages(kind, **more):
    """The three types of a connection over `kind`."""
    TYPES[kind + "Connection"] = {"nodes": (kind, lambda r, c, a: c["nodes"]), "edges": (kind + "Edge", lambda r, c, a: [(c["at"] + n + 1, node) for n, node in enumerate(c["nodes"])]),
                                  "pageInfo": ("PageInfo", lambda r, c, a: c), "count": (None, lambda r, c, a: len(c["all"]))} | more
    TYPES[kind + "Edge"] = {"node": (kind, lambda r, e, a: e[1]), "cursor": (None, lambda r, e, a: cursor(e[0]))}
    return kind + "Connection"


def attribute(name):
    return None, lambda run, value, arguments: getattr(value, name)


def item(name):
    return None, lambda run, value, arguments: value[name]


def url(run, project):
    return f"{run.standin.entities.url}/{project.path}"


def project_search(run, arguments):
    found = [p for p in run.model.projects.values() if run.model.readable(p, run.user)]
    if arguments.get("membership"):
        found = [p for p in found if p.role(run.user)]
    if arguments.get("search"):
        found = [p for p in found if arguments["search"].lower() in p.path.lower()]
    return connection(arguments, sorted(found, key=lambda p: -p.id))


def tree(run, project, arguments):
    if project.role(run.user) < 20 and project.visibility != "public":
        return None
    lines = project.repository.tree(arguments.get("ref") or "main", arguments.get("path") or "") or []
    return {kind: [{"name": path.rpartition("/")[2], "path": path, "id": sha} for _, k, sha, path in lines if k == kind] for kind in ("tree", "blob")}


TYPES = {}
TYPES["PageInfo"] = {"hasNextPage": (None, lambda r, c, a: c["more"]), "hasPreviousPage": (None, lambda r, c, a: c["at"] > 0),
                     "startCursor": (None, lambda r, c, a: cursor(c["at"] + 1) if c["nodes"] else None), "endCursor": (None, lambda r, c, a: cursor(c["at"] + len(c["nodes"])) if c["nodes"] else None)}
TYPES["Kas"] = {"enabled": (None, lambda r, v, a: r.standin.kas_enabled), "version": (None, lambda r, v, a: r.standin.kas_version if r.standin.kas_enabled else None),
                "externalUrl": (None, lambda r, v, a: r.standin.kas_url if r.standin.kas_enabled else None),
                "externalK8sProxyUrl": (None, lambda r, v, a: r.standin.proxy_url if r.standin.kas_enabled else None)}
TYPES["Metadata"] = {"version": (None, lambda r, v, a: r.standin.version), "revision": (None, lambda r, v, a: "a1b2c3d4e5f"), "kas": ("Kas", lambda r, v, a: v),
                     "enterprise": (None, lambda r, v, a: r.standin.version.endswith("-ee"))}
TYPES["UserCore"] = {"id": (None, lambda r, u, a: f"gid://gitlab/User/{u.id}"), "username": attribute("username"), "name": attribute("name"),
                     "webUrl": (None, lambda r, u, a: f"{r.standin.entities.url}/{u.username}"), "webPath": (None, lambda r, u, a: f"{r.standin.root}/{u.username}")}
TYPES["AgentMetadata"] = {"version": item("version"), "commit": (None, lambda r, c, a: "a1b2c3d4"), "podNamespace": (None, lambda r, c, a: "gitlab-agent"), "podName": item("pod")}
TYPES["ConnectedAgent"] = {"connectionId": item("id"), "connectedAt": (None, lambda r, c, a: int(c["connected"])), "metadata": ("AgentMetadata", lambda r, c, a: c)}
TYPES["ClusterAgentToken"] = {"id": (None, lambda r, t, a: f"gid://gitlab/Clusters::AgentToken/{t.id}"), "name": attribute("name"), "createdAt": (None, lambda r, t, a: iso(t.created)),
                              "lastUsedAt": (None, lambda r, t, a: iso(t.used)), "status": (None, lambda r, t, a: "REVOKED" if t.revoked else "ACTIVE")}
TYPES["ClusterAgentAuthorizationUserAccess"] = {"agent": ("ClusterAgent", lambda r, v, a: v["agent"]), "config": item("config")}
TYPES["ClusterAgentAuthorizationCiAccess"] = TYPES["ClusterAgentAuthorizationUserAccess"]
TYPES["TreeEntry"] = {"name": item("name"), "path": item("path"), "sha": item("id")}
TYPES["Blob"] = TYPES["TreeEntry"]
TYPES["Tree"] = {"trees": (pages("TreeEntry"), lambda r, t, a: connection(a, t["tree"])), "blobs": (pages("Blob"), lambda r, t, a: connection(a, t["blob"]))}
TYPES["Repository"] = {"rootRef": (None, lambda r, p, a: "main"), "tree": ("Tree", tree)}
TYPES["ClusterAgent"] = {
    "id": (None, lambda r, g, a: AGENT + str(g.id)), "name": attribute("name"), "createdAt": (None, lambda r, g, a: iso(g.created)), "updatedAt": (None, lambda r, g, a: iso(g.created)),
    "webPath": (None, lambda r, g, a: f"{r.standin.root}/{g.project.path}/-/cluster_agents/{g.name}"), "project": ("Project", lambda r, g, a: g.project),
    "createdByUser": ("UserCore", lambda r, g, a: next(u for u in r.model.users.values() if u.id == g.created_by)),
    "tokens": (pages("ClusterAgentToken"), lambda r, g, a: connection(a, [t for t in g.tokens if not t.revoked])),
    "connections": (pages("ConnectedAgent"), lambda r, g, a: r.connections(g)),
    "userAccessAuthorizations": ("ClusterAgentAuthorizationUserAccess", lambda r, g, a: ((lambda c: {"agent": g, "config": c.get("access_as")} if c else None)((r.model.configuration(g) or {}).get("user_access")))),
    "isReceptive": (None, lambda r, g, a: False)}
TYPES["Environment"] = {"id": (None, lambda r, e, a: f"gid://gitlab/Environment/{e['id']}"), "name": item("name"), "slug": item("slug"), "kubernetesNamespace": item("namespace"),
                        "fluxResourcePath": item("flux"), "clusterAgent": ("ClusterAgent", lambda r, e, a: r.model.agents.get(e["agent"]))}
TYPES["Project"] = {
    "id": (None, lambda r, p, a: PROJECT + str(p.id)), "name": attribute("name"), "fullPath": attribute("path"), "path": (None, lambda r, p, a: p.path.rpartition("/")[2]),
    "nameWithNamespace": (None, lambda r, p, a: f"{p.group.name} / {p.name}"), "webUrl": (None, lambda r, p, a: url(r, p)), "visibility": attribute("visibility"),
    "archived": (None, lambda r, p, a: False),
    "clusterAgents": (pages("ClusterAgent"), lambda r, p, a: connection(a, r.agents(p))),
    "clusterAgent": ("ClusterAgent", lambda r, p, a: next((g for g in r.agents(p) if g.name == a.get("name")), None)),
    "ciAccessAuthorizedAgents": (pages("ClusterAgentAuthorizationCiAccess"), lambda r, p, a: connection(a, r.ci_access(p))),
    "userAccessAuthorizedAgents": (pages("ClusterAgentAuthorizationUserAccess"), lambda r, p, a: connection(a, r.user_access(p))),
    "environments": (pages("Environment"), lambda r, p, a: connection(a, p.environments)),
    "repository": ("Repository", lambda r, p, a: p)}
TYPES["Group"] = {"id": (None, lambda r, g, a: f"gid://gitlab/Group/{g.id}"), "name": attribute("name"), "fullPath": attribute("path"), "path": attribute("path"),
                  "webUrl": (None, lambda r, g, a: f"{r.standin.entities.url}/groups/{g.path}"),
                  "projects": (pages("Project"), lambda r, g, a: connection(a, [p for p in r.model.projects.values() if p.group is g and r.model.readable(p, r.user)]))}
TYPES["CurrentUser"] = TYPES["UserCore"] | {"groups": (pages("Group"), lambda r, u, a: connection(a, [g for g in r.model.groups.values() if u.username in g.members]))}
TYPES["Query"] = {
    "currentUser": ("CurrentUser", lambda r, v, a: r.user), "metadata": ("Metadata", lambda r, v, a: {} if r.user else None),
    "project": ("Project", lambda r, v, a: r.readable(a.get("fullPath"))), "projects": ("ProjectConnection", lambda r, v, a: project_search(r, a)),
    "group": ("Group", lambda r, v, a: next((g for g in r.model.groups.values() if g.path == a.get("fullPath") and r.user and r.user.username in g.members), None)),
    "groups": ("GroupConnection", lambda r, v, a: connection(a, [g for g in r.model.groups.values() if r.user and r.user.username in g.members]))}
