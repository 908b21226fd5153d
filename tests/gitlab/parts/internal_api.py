# SPDX-License-Identifier: Apache-2.0
"""GitLab's internal API for the agent server: who this agent is, and who may use it. A real KAS asks it over HTTP, the
stand-in's own proxy calls the same functions."""
from .model import DEVELOPER, REPORTER, ROLE_NAMES
from .web import Answer, Routes, message

route = Routes()


def authorize_user(model, agent_id, value):
    """(status, answer) of POST authorize_proxy_user [GL:lib/api/internal/kubernetes.rb, app/services/clusters/agents/authorize_proxy_user_service.rb]:
    the token needs the scope k8s_proxy (api is not enough), the user Developer in a project or group of the agent's user_access."""
    token, agent = model.tokens.get(value), model.agents.get(agent_id)
    if token is None or token.kind != "personal" or not token.active() or "k8s_proxy" not in token.scopes:
        return 401, None
    if agent is None:
        return 404, None
    access = (model.configuration(agent) or {}).get("user_access") or {}
    top = agent.project.path.split("/")[0]  # only below the configuration project's top-level group
    projects = [p for p in model.projects.values() if p.path in listed(access, "projects") and p.path.split("/")[0] == top and p.role(token.user) >= DEVELOPER]
    groups = [g for g in model.groups.values() if g.path in listed(access, "groups") and g.path.split("/")[0] == top and g.members.get(token.user.username, 0) >= DEVELOPER]
    if not projects and not groups:
        return 403, None
    if "user" in (access.get("access_as") or {}):
        how = {"user": {"projects": [{"id": p.id, "roles": roles(p.role(token.user))} for p in projects],
                        "groups": [{"id": g.id, "roles": roles(g.members[token.user.username])} for g in groups]}}
    else:
        how = {"agent": {}}
    return 200, {"agent": {"id": agent.id, "config_project": {"id": agent.project.id}}, "user": {"id": token.user.id, "username": token.user.username}, "access_as": how}


def listed(access, what):
    return {entry.get("id") for entry in (access.get(what) or [])[:500]}


def roles(role):
    """One per role at or below the user's [gitlab-docs user/clusters/agent/user_access]."""
    return [ROLE_NAMES[r] for r in sorted(ROLE_NAMES) if REPORTER <= r <= role]


def allowed_agents(model, value):
    """(status, answer) of GET job/allowed_agents [GL:lib/api/ci/jobs.rb; gitlab-docs user/clusters/agent/ci_cd_workflow]."""
    token = model.tokens.get(value)
    if token is None or token.kind != "job" or token.revoked:
        return 401, None
    project = model.projects[token.project]
    allowed = []
    for agent in model.agents.values():
        access = (model.configuration(agent) or {}).get("ci_access") or {}
        entry = next((e for e in (access.get("projects") or []) if e.get("id") == project.path), None)
        if entry or agent.project is project:
            allowed.append({"id": agent.id, "config_project": {"id": agent.project.id}, "configuration": {k: v for k, v in (entry or {}).items() if k != "id"}})
    return 200, {"allowed_agents": allowed, "job": {"id": 7041}, "pipeline": {"id": 704}, "project": {"id": project.id, "groups": [{"id": project.group.id}]},
                 "user": {"id": token.user.id, "username": token.user.username}}


@route("GET", "/api/v4/internal/kubernetes/agent_info")
def agent_info(standin, request):
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    agent = next((a for a in standin.model.agents.values() for t in a.tokens if t.value == bearer and not t.revoked), None)
    if agent is None:
        return message(401, "401 Unauthorized")
    return Answer(200, {"project_id": agent.project.id, "agent_id": agent.id, "agent_name": agent.name,
                        "gitaly_info": {"address": "tcp://127.0.0.1:1", "token": "x", "features": {}},  # there is no Gitaly: KAS reads no configuration
                        "gitaly_repository": {"storage_name": "default", "relative_path": "a.git", "gl_repository": f"project-{agent.project.id}", "gl_project_path": agent.project.path},
                        "default_branch": "main"})


@route("POST", "/api/v4/internal/kubernetes/authorize_proxy_user")
def authorize_proxy_user(standin, request):
    asked = request.fields()
    if asked.get("access_type") != "personal_access_token":
        return message(401, "401 Unauthorized")  # sessions are the browser's [KAS:doc/kubernetes_user_access.md]
    with standin.model.lock:
        status, body = authorize_user(standin.model, int(asked["agent_id"]), asked.get("access_key"))
    return Answer(status, body) if body else message(status, {401: "401 Unauthorized", 403: "403 Forbidden", 404: "404 Not Found"}[status])


@route("GET", "/api/v4/job/allowed_agents")
def job_allowed_agents(standin, request):
    with standin.model.lock:
        status, body = allowed_agents(standin.model, request.headers.get("Job-Token"))
    return Answer(status, body) if body else message(status, "401 Unauthorized")


def answer_internal(standin, request):
    """None when the path is not of the internal API. Metrics and events of KAS are taken and thrown away."""
    found = route.find(request.method, request.raw_path)
    if isinstance(found, tuple):
        return found[0](standin, request)
    if request.raw_path.startswith("/api/v4/internal/"):
        return Answer(204) if request.method == "POST" else message(404, "404 Not Found")
    return None
