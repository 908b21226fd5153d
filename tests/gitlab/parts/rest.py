# SPDX-License-Identifier: Apache-2.0
"""REST: the instance, the caller, projects, agents, environments. Each route names the file or page its answer follows."""
import secrets

from .access import need, sign_in
from .model import DEVELOPER, MAINTAINER, REPORTER, Token, day
from .web import Answer, Routes, message, page

route = Routes()
READ, WRITE = ("api", "read_api"), ("api",)


def api(method, path, scopes=None, anonymous=False, **options):
    """A route under /api/v4. Its scopes come first in the list an insufficient_scope names, as GitLab collects them."""
    allowed = tuple(scopes or ()) + (READ if method == "GET" else WRITE)
    return route(method, "/api/v4" + path, allowed=allowed, anonymous=anonymous, **options)


def answer_api(standin, request):
    found = route.find(request.method, request.raw_path)
    if found is None:
        raise Answer(404, {"error": "404 Not Found"})  # [GL:lib/api/api.rb, the last route]
    if isinstance(found, set):
        raise Answer(405, {"error": "405 Not Allowed"}, {"Allow": ", ".join(sorted(found | {"OPTIONS", "HEAD"}))})
    function, options, request.names = found
    sign_in(standin.model, request, None if options.get("any_scope") else options["allowed"])
    if request.user is None and not options["anonymous"]:
        raise message(401, "401 Unauthorized")
    if "id" in request.names and request.raw_path.startswith("/api/v4/projects/"):
        request.project = standin.model.project_named(request.names["id"]) or standin.model.project_formerly(request.names["id"])
        if not standin.model.readable(request.project, request.user):
            raise message(404, "404 Project Not Found")  # also where one may not look [GL:lib/api/helpers.rb find_project!]
        if request.names["id"] in request.project.formerly:
            moved(standin, request)
    with standin.model.lock:
        return function(standin, request)


def moved(standin, request):
    """A project is asked by a path it had before: GET is sent on to its number [GL:lib/api/helpers.rb project_moved?, url_with_project_id]."""
    if request.method != "GET":
        raise message(405, "Non GET methods are not allowed for moved projects")
    rest = request.raw_path.removeprefix("/api/v4/projects/").partition("/")[2]
    query = "?" + request.raw_query if request.raw_query else ""
    raise Answer(301, {"message": "301 Moved Permanently"}, {"Location": f"{standin.entities.url}/api/v4/projects/{request.project.id}{'/' + rest if rest else ''}{query}"})


def number(request, name):
    if not request.names[name].isdigit():
        raise Answer(400, {"error": f"{name} is invalid"})  # [GL: Grape's validation]
    return int(request.names[name])


def found_by_id(items, wanted, text="404 Not Found"):
    return next((item for item in items if item["id"] == wanted), None) or _raise(message(404, text))


def _raise(answer):
    raise answer


# --- the instance and the caller

@api("GET", "/metadata", scopes=("read_user",))
@api("GET", "/version", scopes=("read_user",))
def metadata(standin, request):
    """[GL:lib/api/metadata.rb; gitlab-docs api/metadata]: externalK8sProxyUrl since 17.6, all null where KAS is off."""
    kas = {"enabled": standin.kas_enabled, "externalUrl": standin.kas_url if standin.kas_enabled else None,
           "externalK8sProxyUrl": standin.proxy_url if standin.kas_enabled else None, "version": standin.kas_version if standin.kas_enabled else None}
    if standin.older_than(17, 6):
        del kas["externalK8sProxyUrl"]
    return Answer(200, {"version": standin.version, "revision": "a1b2c3d4e5f", "kas": kas, "enterprise": standin.version.endswith("-ee")})


@api("GET", "/user", scopes=("read_user",))
def user(standin, request):
    return Answer(200, standin.entities.user(request.user))


def own_token(request):
    if request.token.kind != "personal":
        raise message(400, '400 Bad request - This endpoint requires token type to be a personal access token')
    return request.token


@api("GET", "/personal_access_tokens/self", any_scope=True)
def token_self(standin, request):
    """Any scope works [GL:lib/api/personal_access_tokens/self_information.rb]."""
    return Answer(200, standin.entities.token(own_token(request)))


@api("GET", "/personal_access_tokens/self/associations", any_scope=True)
def token_associations(standin, request):
    """[same file]; newer, documented, not seen."""
    own_token(request)
    model = standin.model
    groups = [{"id": g.id, "name": g.name, "path": g.path, "full_path": g.path, "web_url": f"{standin.entities.url}/groups/{g.path}"}
              for g in model.groups.values() if request.user.username in g.members]
    return Answer(200, {"groups": groups, "projects": [standin.entities.project_identity(p) for p in model.projects.values() if p.role(request.user)]})


@api("DELETE", "/personal_access_tokens/self", any_scope=True)
def token_revoke(standin, request):
    own_token(request).revoked = True
    return Answer(204)


@api("POST", "/personal_access_tokens/self/rotate", scopes=("self_rotate",))
def token_rotate(standin, request):
    """[gitlab-docs api/personal_access_tokens, rotate self]: the old one is revoked at once; a week where no date is given."""
    old = own_token(request)
    expires = request.fields().get("expires_at") or day(7)
    if expires <= day(0):
        raise message(400, "400 Bad request - Expiration date must be in the future")
    new = Token(standin.model.new_id(), "rotated-" + secrets.token_hex(10), old.name, old.user, list(old.scopes), expires=expires, project=old.project)
    old.revoked = True
    standin.model.add_token(new)
    return Answer(200, {**standin.entities.token(new), "token": new.value})


@api("POST", "/user/personal_access_tokens")
def token_create(standin, request):
    """[gitlab-docs api/user_tokens]: for oneself only the scopes k8s_proxy and self_rotate."""
    fields = request.fields()
    scopes = fields.get("scopes", fields.get("scopes[]"))
    scopes = scopes if isinstance(scopes, list) else [scopes] if scopes else []
    if not fields.get("name") or not scopes:
        raise Answer(400, {"error": "name is missing" if not fields.get("name") else "scopes is missing"})
    if not set(scopes) <= {"k8s_proxy", "self_rotate"}:
        raise Answer(400, {"error": "scopes does not have a valid value"})
    new = standin.model.add_token(Token(standin.model.new_id(), "made-" + secrets.token_hex(10), fields["name"], request.user, scopes, expires=fields.get("expires_at") or day(1)))
    return Answer(201, {**standin.entities.token(new), "token": new.value})


# --- projects and groups

def project_list(standin, request, projects):
    """Offset pages, or keyset by id [gitlab-docs api/rest, keyset pagination]."""
    if wanted := request.query.get("search"):
        projects = [p for p in projects if wanted.lower() in p.path.lower()]
    if least := request.query.get("min_access_level"):
        projects = [p for p in projects if p.role(request.user) >= int(least)]
    if request.query.get("membership") == "true":
        projects = [p for p in projects if p.role(request.user)]
    upward = request.query.get("sort") == "asc"
    projects.sort(key=lambda p: p.id, reverse=not upward)
    shown = standin.entities.project
    if request.query.get("pagination") != "keyset":
        return page(request, [shown(p) for p in projects], standin.entities.url)
    size = min(int(request.query.get("per_page") or 20), 100)
    mark = "id_after" if upward else "id_before"
    if at := request.query.get(mark):
        projects = [p for p in projects if (p.id > int(at)) == upward and p.id != int(at)]
    from urllib.parse import urlencode
    rest = {**request.query, "per_page": size, mark: projects[size - 1].id} if len(projects) > size else None
    link = {"Link": f'<{standin.entities.url}{request.raw_path}?{urlencode(rest)}>; rel="next"'} if rest else {}
    return Answer(200, [shown(p) for p in projects[:size]], link)


@api("GET", "/projects", anonymous=True)
def projects(standin, request):
    return project_list(standin, request, [p for p in standin.model.projects.values() if standin.model.readable(p, request.user)])


@api("GET", "/groups")
def groups(standin, request):
    return page(request, [{"id": g.id, "name": g.name, "path": g.path, "full_path": g.path, "visibility": "private", "parent_id": None,
                           "web_url": f"{standin.entities.url}/groups/{g.path}"} for g in standin.model.groups.values() if request.user.username in g.members], standin.entities.url)


@api("GET", "/groups/:group/projects")
def group_projects(standin, request):
    name = request.names["group"]
    group = next((g for g in standin.model.groups.values() if name in (str(g.id), g.path)), None)
    if group is None or request.user.username not in group.members:
        raise message(404, "404 Group Not Found")
    return project_list(standin, request, [p for p in standin.model.projects.values() if p.group is group])


@api("GET", "/projects/:id", anonymous=True)
def project(standin, request):
    role = request.project.role(request.user)
    access = {"permissions": {"project_access": None, "group_access": {"access_level": role, "notification_level": 3} if role else None}} if request.user else {}
    return Answer(200, standin.entities.project(request.project) | access)


# --- agents [GL:lib/api/clusters/agents.rb, agent_tokens.rb]

def agents_of(standin, request):
    return [a for a in standin.model.agents.values() if a.project is request.project]


def one_agent(standin, request):
    wanted = number(request, "agent")
    if request.project.role(request.user) >= DEVELOPER:
        for agent in agents_of(standin, request):
            if agent.id == wanted:
                return agent
    raise message(404, "404 Not found")  # ActiveRecord::RecordNotFound, small n


@api("GET", "/projects/:id/cluster_agents")
def cluster_agents(standin, request):
    need(request, request.project, DEVELOPER, message(404, "404 ClusterAgents Not Found"))
    return page(request, [standin.entities.agent(a) for a in agents_of(standin, request)], standin.entities.url)


@api("GET", "/projects/:id/cluster_agents/:agent")
def cluster_agent(standin, request):
    return Answer(200, standin.entities.agent(one_agent(standin, request)))


@api("GET", "/projects/:id/cluster_agents/:agent/tokens")
def agent_tokens(standin, request):
    agent = one_agent(standin, request)
    return page(request, [standin.entities.agent_token(agent, t, False) for t in agent.tokens if not t.revoked], standin.entities.url)


@api("GET", "/projects/:id/cluster_agents/:agent/tokens/:token")
def agent_token(standin, request):
    agent, wanted = one_agent(standin, request), number(request, "token")
    token = next((t for t in agent.tokens if t.id == wanted and not t.revoked), None) or _raise(message(404, "404 Not found"))
    return Answer(200, standin.entities.agent_token(agent, token, True))


# --- environments [gitlab-docs api/environments]

@api("GET", "/projects/:id/environments")
def environments(standin, request):
    need(request, request.project, REPORTER)
    return page(request, [standin.entities.environment(request.project, e) for e in request.project.environments], standin.entities.url)


@api("GET", "/projects/:id/environments/:environment")
def environment(standin, request):
    need(request, request.project, REPORTER)
    return Answer(200, standin.entities.environment(request.project, found_by_id(request.project.environments, number(request, "environment"), "404 Environment Not Found")))


# --- what only a maintainer sees

@api("GET", "/projects/:id/access_tokens")
def access_tokens(standin, request):
    """401, not 403, below Maintainer [GL:lib/api/resource_access_tokens.rb]; fields: gitlab-docs api/project_access_tokens."""
    need(request, request.project, MAINTAINER, message(401, "401 Unauthorized"))
    state = request.query.get("state")
    own = [t for t in standin.model.tokens.values() if t.kind == "personal" and t.project == request.project.id and (not state or (state == "active") == t.active())]
    return page(request, [standin.entities.token(t) | {"access_level": request.project.role(t.user)} for t in own], standin.entities.url)


@api("GET", "/projects/:id/deploy_tokens")
def deploy_tokens(standin, request):
    """[gitlab-docs api/deploy_tokens]; when one was used is not told."""
    need(request, request.project, MAINTAINER)
    return page(request, [{"id": t.id, "name": t.name, "username": t.user.username, "expires_at": t.expires and f"{t.expires}T00:00:00.000Z", "revoked": t.revoked,
                           "expired": t.expired(), "scopes": t.scopes} for t in standin.model.tokens.values() if t.kind == "deploy" and t.project == request.project.id], standin.entities.url)


@api("GET", "/projects/:id/deploy_keys")
def deploy_keys(standin, request):
    """[gitlab-docs api/deploy_keys]; documented, not seen; when one was used is not told."""
    from .model import iso
    need(request, request.project, MAINTAINER)
    return page(request, [{"id": k["id"], "title": k["title"], "key": k["key"], "created_at": iso(k["created"]), "expires_at": k["expires"], "can_push": k["can_push"]}
                          for k in request.project.deploy_keys], standin.entities.url)
