# SPDX-License-Identifier: Apache-2.0
"""The contract of the agent server's proxy as one table: a request, what must come back, where that is written. contract.py
runs each row over the stand-in, and over a real KAS 16.5 where there is one, and compares the two answers whole."""
from dataclasses import dataclass

USER, AS_USER = "Bearer pat:7:user-token", "Bearer pat:8:user-token"
PROXY = "KAS:internal/module/kubernetes_api/server/proxy.go"
REVIEW = b'{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}'
JSON = (("Content-Type", "application/json"),)
REVIEWS = "/apis/authentication.k8s.io/v1/selfsubjectreviews"


@dataclass
class Row:
    name: str
    source: str
    status: int
    path: str = "/version"  # behind the prefix, unless whole
    auth: str = USER
    method: str = "GET"
    headers: tuple = ()
    body: bytes = None
    whole: bool = False
    text: str = None  # the Status' message behind "GitLab Agent Server: "
    refused: bool = False  # Gitlab-Unauthorized: true
    passed: bool = False  # Via tells of an agent
    contains: tuple = ()
    lacks: tuple = ()
    kind: str = None


def refused(name, text="Unauthorized", source=PROXY + " getAuthorizationInfoFromRequest", **more):
    return Row(name, source, 401, text=text, refused=True, **more)


def passed(name, source, status=200, **more):
    return Row(name, source, status, passed=True, **more)


AUTHORIZATION = [
    refused("no credentials", "Unauthorized: no valid credentials provided", auth=None),
    refused("another scheme", "Unauthorized: Authorization header: expecting Bearer token", auth="Basic YTpi"),
    refused("the scheme word in small letters", "Unauthorized: Authorization header: expecting Bearer token", auth="bearer pat:7:user-token"),
    refused("two spaces", "Unauthorized: Authorization header: unknown token type", auth="Bearer  pat:7:user-token"),
    refused("a plain token", "Unauthorized: Authorization header: invalid value", auth="Bearer user-token"),
    refused("two parts", "Unauthorized: Authorization header: invalid value", auth="Bearer pat:user-token"),
    refused("two parts of an unknown kind", "Unauthorized: Authorization header: unknown token type", auth="Bearer x:user-token"),
    refused("the agent's name for its number", 'Unauthorized: Authorization header: failed to parse: strconv.ParseInt: parsing "bed": invalid syntax', auth="Bearer pat:bed:user-token"),
    refused("an empty token", "Unauthorized: Authorization header: empty token", auth="Bearer pat:7:"),
    refused("an unknown kind of token", "Unauthorized: Authorization header: unknown token type", auth="Bearer oidc:7:user-token"),
    refused("two Authorization headers", "Unauthorized: Authorization header: expecting a single header, got 2", headers=(("Authorization", USER),)),
    refused("more colons belong to the token", auth="Bearer pat:7:user-token:x"),
    refused("a wrong token", auth="Bearer pat:7:wrong"),
    refused("the scope api is not enough", auth="Bearer pat:7:api-token", source="GL:lib/api/helpers/kubernetes/agent_helpers.rb retrieve_user_from_personal_access_token"),
    refused("an expired token", auth="Bearer pat:7:expired-token"),
    refused("a revoked token", auth="Bearer pat:7:revoked-token"),
    refused("a role below Developer", auth="Bearer pat:7:reporter-token", source="gitlab-docs user/clusters/agent/user_access"),
    refused("a user of another team", auth="Bearer pat:7:other-team-token", source="GL:app/services/clusters/agents/authorize_proxy_user_service.rb"),
    refused("an agent that does not exist", auth="Bearer pat:77:user-token"),
    passed("a token with k8s_proxy alone", "gitlab-docs user/profile/personal_access_tokens", auth="Bearer pat:7:proxy-only-token"),
    passed("a token of the user", PROXY),
    passed("a job token", PROXY, auth="Bearer ci:7:job-token"),
    refused("a wrong job token", "Unauthorized: CI job token: HTTP status code: 401 for path /api/v4/job/allowed_agents", auth="Bearer ci:7:wrong"),
    refused("a job that has finished", "Unauthorized: CI job token: HTTP status code: 401 for path /api/v4/job/allowed_agents", auth="Bearer ci:7:finished-job-token"),
    Row("an agent the job may not use", PROXY, 403, auth="Bearer ci:8:job-token", text="Forbidden: agentId is not allowed"),
    refused("a cookie without an agent", 'Unauthorized: exactly one agent id must be provided either in the "Gitlab-Agent-Id" header or "gitlab-agent-id" query parameter', auth=None,
            headers=(("Cookie", "_gitlab_kas=abc"),), source="KAS:doc/kubernetes_user_access.md"),
    refused("a cookie without a CSRF token", 'Unauthorized: exactly one CSRF token must be provided either in the "X-Csrf-Token" header or "gitlab-csrf-token" query parameter', auth=None,
            headers=(("Cookie", "_gitlab_kas=abc"), ("Gitlab-Agent-Id", "7")), source="KAS:doc/kubernetes_user_access.md"),
    refused("a session GitLab does not know", auth=None, headers=(("Cookie", "_gitlab_kas=abc"), ("Gitlab-Agent-Id", "7"), ("X-Csrf-Token", "x"))),
    passed("Authorization wins over a cookie", PROXY, headers=(("Cookie", "_gitlab_kas=abc"), ("Gitlab-Agent-Id", "8"))),
    Row("an Origin, as Qt's WebSockets send it", PROXY, 403, headers=(("Origin", "https://elsewhere.example.com"),), lacks=("GitLab",)),
    Row("a preflight", PROXY, 403, method="OPTIONS", headers=(("Origin", "https://elsewhere.example.com"), ("Access-Control-Request-Method", "GET"))),
    Row("a wrong base path, asked before the token", PROXY, 400, path="/elsewhere/version", whole=True, auth=None, text="Bad request: URL does not start with expected prefix"),
    Row("the prefix without its slash", PROXY, 400, path="/k8s-proxy", whole=True, text="Bad request: URL does not start with expected prefix"),
]

ERROR_FORMS = [
    refused("any form", auth="Bearer pat:7:wrong", headers=(("Accept", "*/*"),), kind="application/json", source=PROXY + " writeErrorResponse"),
    refused("a Table is not had, JSON is", auth="Bearer pat:7:wrong", headers=(("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"),), kind="application/json"),
    Row("protobuf", PROXY + " writeErrorResponse", 401, auth="Bearer pat:7:wrong", headers=(("Accept", "application/vnd.kubernetes.protobuf"),), refused=True,
        kind="application/vnd.kubernetes.protobuf", contains=("k8s\0", "GitLab Agent Server: Unauthorized")),
    Row("YAML", PROXY + " writeErrorResponse", 401, auth="Bearer pat:7:wrong", headers=(("Accept", "application/yaml"),), refused=True, kind="application/yaml",
        contains=("message: 'GitLab Agent Server: Unauthorized",)),
    Row("the better form by its quality", PROXY + " writeErrorResponse", 401, auth="Bearer pat:7:wrong", headers=(("Accept", "application/json;q=0.1,application/yaml"),), refused=True,
        kind="application/yaml"),
    Row("nothing it can write", PROXY + " writeErrorResponse", 406, auth="Bearer pat:7:wrong", headers=(("Accept", "text/html"),), refused=True, kind="text/plain; charset=utf-8",
        contains=("GitLab Agent Server: Failed to negotiate output media type: only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf",)),
]

ON_THE_WAY = [
    passed("the cluster's own 404 has no mark of GitLab", PROXY, 404, path="/api/v1/nothing", contains=('"reason":"NotFound"',), lacks=("GitLab Agent Server",)),
    passed("the cluster's own 403 has no mark of GitLab", PROXY, 403, path="/api/v1/secrets", auth=AS_USER, contains=("gitlab:user:ada", '"reason":"Forbidden"'), lacks=("GitLab Agent Server",)),
    passed("what the role's group may, passes", "gitlab-docs user/clusters/agent/user_access", path="/api/v1/namespaces?limit=1", auth=AS_USER),
    passed("access_as agent: the agent's own identity", "gitlab-docs user/clusters/agent/user_access", 201, path=REVIEWS, method="POST", headers=JSON, body=REVIEW, contains=('"username":"admin"',)),
    passed("access_as user: name, groups, extra", "gitlab-docs user/clusters/agent/user_access", 201, path=REVIEWS, method="POST", headers=JSON, body=REVIEW, auth=AS_USER,
           contains=('"gitlab:user:ada"', '"gitlab:user","gitlab:project_role:43:reporter","gitlab:project_role:43:developer","gitlab:group_role:20:reporter","gitlab:group_role:20:developer"',
                     '"agent.gitlab.com/id":["8"]', '"agent.gitlab.com/username":["ada"]', '"agent.gitlab.com/config_project_id":["42"]', '"agent.gitlab.com/access_type":["personal_access_token"]')),
    passed("a job acts as the agent", "gitlab-docs user/clusters/agent/ci_cd_workflow", 201, path=REVIEWS, method="POST", headers=JSON, body=REVIEW, auth="Bearer ci:7:job-token",
           contains=('"username":"admin"',)),
    passed("Impersonate headers pass with access_as agent", "KAS:internal/module/kubernetes_api/agent/server.go", 201, path=REVIEWS, method="POST", body=REVIEW,
           headers=JSON + (("Impersonate-User", "zoe"), ("Impersonate-Group", "g1"), ("Impersonate-Group", "g2")), contains=('"username":"zoe","groups":["g1","g2","system:authenticated"]',)),
    Row("nested impersonation", "KAS:internal/module/kubernetes_api/agent/server.go", 502, path="/api/v1/namespaces", auth=AS_USER, headers=(("Impersonate-User", "zoe"),),
        text="HTTP->gRPC: failed to read gRPC response: rpc error: code = Unavailable desc = gRPC -> HTTP: nested impersonation is not supported - agent is already configured to impersonate an identity"),
    passed("the agent's query keys are taken out", PROXY, path="/api/v1/namespaces?gitlab-agent-id=7&fieldSelector=metadata.name%3Ddefault&gitlab-csrf-token=x", contains=('"name":"default"',), lacks=("kube-system",)),
    passed("a percent-encoded slash is lost", PROXY, 404, path="/api/v1/namespaces/def%2Fault"),
    passed("a space in the path survives", PROXY, 404, path="/api/v1/namespaces/a%20b", contains=("a b",)),
    passed("a body that is refused by the cluster", PROXY, 400, path="/api/v1/namespaces", method="POST", headers=JSON, body=b"{nope", contains=('"reason":"BadRequest"',)),
    passed("a dry run", PROXY, 201, path="/api/v1/namespaces?dryRun=All", method="POST", headers=JSON, body=b'{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"dry"}}', contains=('"name":"dry"',)),
    passed("a merge patch", PROXY, path="/api/v1/namespaces/default?fieldManager=driftglass&dryRun=All", method="PATCH", headers=(("Content-Type", "application/merge-patch+json"),),
           body=b'{"metadata":{"annotations":{"a":"b"}}}', contains=('"a":"b"',)),
    passed("a form the cluster has not", PROXY, 406, path="/api/v1/namespaces", headers=(("Accept", "text/html"),)),
    passed("a large answer, gzip allowed", PROXY, path="/openapi/v2", headers=(("Accept-Encoding", "gzip"), ("Accept", "application/json"))),
    passed("a large answer, gzip not asked for", PROXY, path="/openapi/v2", headers=(("Accept", "application/json"),), contains=('"swagger"',)),
    passed("HEAD", PROXY, 405, method="HEAD"),
]

ROWS = AUTHORIZATION + ERROR_FORMS + ON_THE_WAY
