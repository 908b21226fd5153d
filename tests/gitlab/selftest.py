#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The stand-in's own test, without a cluster: REST, GraphQL, sign-in, git, faults, the proxy's gate in front of a small
server. What only a real API server can show is contract.py's and chain.py's."""
import http.client, json, os, re, ssl, subprocess, sys, tempfile, threading, unittest
from pathlib import Path
from urllib.parse import quote, urlsplit

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from bed import ask, call  # noqa: E402
from parts import rest, simple_yaml  # noqa: E402
from parts.agent_double import project_path, receiver_name  # noqa: E402
from parts.web import Answer, Server  # noqa: E402
from standin import StandIn  # noqa: E402

HERE = Path(__file__).resolve().parent
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # many small files, made and removed for every test


class WithStandIn(unittest.TestCase):
    options = {}

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY)
        self.standin = StandIn(Path(self.folder.name) / "standin", **self.options)
        self.standin.start()
        facts = self.standin.facts()
        self.url, self.control, self.kas = facts["url"], facts["control"], facts["kas"]

    def tearDown(self):
        self.standin.shutdown()
        self.folder.cleanup()

    def get(self, path, token="user-token"):
        return call(self.url, "/api/v4" + path, token)

    def post(self, path, data, token="user-token"):
        return call(self.url, "/api/v4" + path, token, data)

    def tell(self, verb, **data):
        reply = call(self.control, "/" + verb, data=data)
        self.assertEqual(reply.status, 200, reply.body)
        return reply.json()

    def sha(self, project=43, at=0):
        return self.get(f"/projects/{project}/repository/commits").json()[at]["id"]


class Rest(WithStandIn):
    def test_each_readable_route_answers_its_fields(self):
        sha, shop = self.sha(), self.sha(44)
        for path, fields in (
                ("/metadata", "version revision kas enterprise"), ("/version", "version kas"), ("/user", "id username name web_url"),
                ("/personal_access_tokens/self", "id name revoked created_at scopes user_id last_used_at active expires_at"),
                ("/personal_access_tokens/self/associations", "groups projects"),
                ("/projects/43", "id path_with_namespace default_branch web_url http_url_to_repo visibility permissions"),
                ("/projects/42/cluster_agents/7", "id name config_project created_at created_by_user_id"),
                ("/projects/42/cluster_agents/7/tokens/107", "id name status last_used_at"),
                ("/projects/43/environments/1", "id name tier cluster_agent kubernetes_namespace flux_resource_path"),
                (f"/projects/43/repository/commits/{sha}", "id short_id parent_ids author_name committed_date title message status last_pipeline web_url"),
                ("/projects/43/repository/branches/main", "name commit default protected"),
                ("/projects/43/repository/compare?from=main~2&to=main", "commit commits diffs compare_same_ref"),
                ("/projects/43/pipelines/706", "id sha ref status created_at started_at finished_at duration queued_duration web_url"),
                ("/projects/44/registry/repositories/301/tags/1.2", "name digest created_at total_size"),
                ("/projects/43/repository/files/apps%2Fshop.yaml?ref=main", "file_name size encoding content ref commit_id")):
            with self.subTest(path):
                reply = self.get(path)
                self.assertEqual(reply.status, 200, reply.body)
                self.assertLessEqual(set(fields.split()), set(reply.json()))
        for path, count, fields in (
                ("/projects/42/cluster_agents", 4, "id name"), ("/projects/42/cluster_agents/7/tokens", 1, "id name"), ("/projects/43/environments", 2, "id name"),
                ("/projects/43/repository/commits", 3, "id title"), ("/projects/43/repository/branches", 1, "name"), ("/projects/43/pipelines", 3, "id sha status"),
                ("/projects/43/pipelines/706/jobs", 2, "id name stage status started_at finished_at pipeline"), ("/projects/44/pipelines/703/bridges", 1, "downstream_pipeline"),
                ("/projects/43/events?action=pushed", 3, "created_at push_data"), ("/projects/44/registry/repositories?tags=true", 1, "id path location tags"),
                ("/projects/44/registry/repositories/301/tags", 3, "name path"), (f"/projects/44/repository/commits/{shop}/merge_requests", 1, "iid title merged_at web_url"),
                (f"/projects/43/repository/commits/{sha}/statuses", 2, "id sha ref status name description created_at pipeline_id author"),
                ("/projects/43/repository/tree", 1, "name type path"), ("/groups", 1, "id full_path"), ("/groups/team/projects", 3, "id path_with_namespace"), ("/projects", 4, "id")):
            with self.subTest(path):
                reply = self.get(path)
                self.assertEqual((reply.status, len(reply.json())), (200, count), reply.body)
                self.assertLessEqual(set(fields.split()), set(reply.json()[0]))

    def test_a_project_is_found_by_its_path_and_hidden_where_one_may_not_look(self):
        self.assertEqual(self.get("/projects/team%2Fdelivery").json()["id"], 43)
        for path in ("/projects/61", "/projects/closed%2Fvault", "/projects/999"):
            self.assertEqual((self.get(path).status, self.get(path).json()), (404, {"message": "404 Project Not Found"}))
        self.assertEqual(self.get("/projects/43", "other-team-token").status, 404)
        self.assertEqual(self.get("/projects/51", None).status, 200)  # public

    def test_a_project_answers_to_the_path_it_had(self):
        self.assertEqual(self.get("/projects/team%2Fdeploy").status, 301)
        self.assertTrue(self.get("/projects/team%2Fdeploy").headers["Location"].endswith("/api/v4/projects/43"))

    def test_what_a_role_is_too_low_for(self):
        self.assertEqual(self.get("/projects/42/cluster_agents", "reporter-token").json(), {"message": "404 ClusterAgents Not Found"})
        self.assertEqual(self.get("/projects/42/cluster_agents/7", "reporter-token").json(), {"message": "404 Not found"})
        self.assertEqual((self.get("/projects/43/access_tokens").status, self.get("/projects/43/deploy_tokens").status), (401, 403))
        for path in ("access_tokens", "deploy_tokens", "deploy_keys", "hooks"):
            self.assertEqual(self.get(f"/projects/43/{path}", "maintainer-token").status, 200)
        self.assertEqual([(k["title"], k["can_push"]) for k in self.get("/projects/43/deploy_keys", "maintainer-token").json()], [("flux", False), ("release", True)])
        self.assertIn("last_used_at", self.get("/projects/51/access_tokens", "maintainer-token").json()[0])
        self.assertNotIn("last_used_at", self.get("/projects/43/deploy_tokens", "maintainer-token").json()[0])
        self.assertEqual(self.get("/projects/51/access_tokens?state=active", "maintainer-token").json()[0]["access_level"], 30)

    def test_tokens_that_are_wrong_are_told_apart(self):
        self.assertEqual((self.get("/user", None).status, self.get("/user", "wrong").json()), (401, {"message": "401 Unauthorized"}))
        for token, text in (("expired-token", "Token is expired. You can either do re-authorization or token refresh."),
                            ("revoked-token", "Token was revoked. You have to re-authorize from the user.")):
            reply = self.get("/user", token)
            self.assertEqual((reply.status, reply.json()), (401, {"error": "invalid_token", "error_description": text}))
            self.assertIn('error="invalid_token"', reply.headers["WWW-Authenticate"])
        reply = self.get("/metadata", "proxy-only-token")
        self.assertEqual((reply.status, reply.json()["error"], reply.json()["scope"]), (403, "insufficient_scope", "read_user api read_api"))
        self.assertEqual(self.get("/personal_access_tokens/self", "proxy-only-token").json()["scopes"], ["k8s_proxy"])
        self.assertEqual(self.get("/personal_access_tokens/self", "job-token").status, 400)
        bearer = ask(self.url, "/api/v4/user", auth="Bearer user-token")
        self.assertEqual((bearer.status, bearer.json()["username"]), (200, "ada"))

    def test_a_token_renews_itself_once(self):
        reply = self.post("/personal_access_tokens/self/rotate", {})
        self.assertEqual((reply.status, len(reply.json()["expires_at"])), (200, 10))
        self.assertEqual(self.get("/user").status, 401)
        self.assertEqual(self.get("/user", reply.json()["token"]).status, 200)
        self.assertEqual(self.post("/personal_access_tokens/self/rotate", {}, "proxy-only-token").status, 403)

    def test_pages_and_keyset(self):
        first = self.get("/projects/42/cluster_agents?per_page=3")
        self.assertEqual([first.headers[h] for h in ("X-Total", "X-Total-Pages", "X-Page", "X-Next-Page", "X-Prev-Page")], ["4", "2", "1", "2", ""])
        following = re.search(r"<([^>]*)>; rel=\"next\"", first.headers["Link"]).group(1)
        self.assertTrue(following.startswith(self.url))
        self.assertEqual([a["id"] for a in call("http://" + urlsplit(following).netloc, following.partition(urlsplit(following).netloc)[2], "user-token").json()], [10])
        self.assertNotIn("X-Total", self.get("/projects/43/repository/commits").headers)
        seen, path = [], "/projects?pagination=keyset&order_by=id&sort=asc&per_page=3"
        while path:
            reply = self.get(path)
            seen += [p["id"] for p in reply.json()]
            link = reply.headers.get("Link")
            path = link and re.search(r"/api/v4([^>]*)>", link).group(1)
        self.assertEqual(seen, [42, 43, 44, 51])
        self.assertEqual(self.get("/projects?page=0").status, 400)

    def test_a_file_and_an_archive_are_the_repositorys(self):
        raw = self.get("/projects/42/repository/files/" + quote(".gitlab/agents/bed/config.yaml", safe="") + "/raw?ref=main")
        self.assertIn("agent", simple_yaml.load(raw.body.decode())["user_access"]["access_as"])
        self.assertEqual(self.get("/projects/42/repository/files/nothing/raw?ref=main").json(), {"message": "404 File Not Found"})
        archive = self.get(f"/projects/43/repository/archive.tar.gz?sha={self.sha()}&path=apps")
        listed = subprocess.run(["tar", "-tz"], input=archive.body, stdout=subprocess.PIPE, check=True).stdout.decode()
        self.assertIn("/apps/shop.yaml", listed)
        self.assertEqual(self.get("/projects/43/repository/archive.tar.gz?sha=nothing").status, 404)

    def test_statuses_are_posted_by_developers_and_the_latest_of_a_name_is_shown(self):
        sha = self.sha(51)
        for state, text in (("success", "reconciliation succeeded"), ("failed", "health check failed")):
            reply = call(self.url, f"/api/v4/projects/harbour%2Fdelivery/statuses/{sha}", "status-token", {"state": state, "name": "kustomization/docs/a1b2c3d4", "description": text})
            self.assertEqual((reply.status, reply.json()["status"], reply.json()["ref"]), (201, state, "main"))
        path = f"/projects/51/repository/commits/{sha}/statuses?name=kustomization/docs/a1b2c3d4"
        self.assertEqual([s["status"] for s in self.get(path, "other-team-token").json()], ["failed"])
        self.assertEqual([s["status"] for s in self.get(path + "&all=true", "other-team-token").json()], ["success", "failed"])
        self.assertEqual(self.get(f"/projects/51/repository/commits/{sha[:8]}/statuses", "other-team-token").json(), [])  # only the full id finds them
        self.assertEqual(self.get("/projects/51/repository/commits/" + "0" * 40 + "/statuses", "other-team-token").json(), {"message": "404 Commit Not Found"})
        self.assertEqual(self.post(f"/projects/43/statuses/{self.sha()}", {"state": "success"}).status, 403)  # read_api
        self.assertEqual(self.post(f"/projects/43/statuses/{self.sha()}", {"state": "finished"}, "api-token").json(), {"error": "state does not have a valid value"})

    def test_what_is_not_there(self):
        self.assertEqual((self.get("/nothing").status, self.get("/nothing").json()), (404, {"error": "404 Not Found"}))
        self.assertEqual(call(self.url, "/api/v4/user", "user-token", {}, "PUT").status, 405)

    def test_every_route_is_in_the_readme(self):
        text = (HERE / "README.md").read_text()
        missing = [f"{method} {'/'.join(pattern[2:])}" for method, pattern, _, _ in rest.route.table if f"`{method} /{'/'.join(pattern[2:])}`" not in text]
        self.assertEqual(missing, [])


class GraphQL(WithStandIn):
    def query(self, text, token="user-token", **variables):
        return call(self.url, "/api/graphql", token, {"query": text, "variables": variables})

    def test_the_agents_a_project_may_use_with_all_that_a_list_shows(self):
        data = self.query("""query($path: ID!) { currentUser { username } project(fullPath: $path) { fullPath
            userAccessAuthorizedAgents { nodes { agent { ...a } config } } ciAccessAuthorizedAgents { nodes { agent { name } } } } }
            fragment a on ClusterAgent { id name webPath project { fullPath } tokens { nodes { lastUsedAt } }
              connections { nodes { connectionId connectedAt metadata { version commit podNamespace podName } } } }""", path="team/delivery").json()["data"]
        agents = {n["agent"]["name"]: n["agent"] for n in data["project"]["userAccessAuthorizedAgents"]["nodes"]}
        self.assertEqual(sorted(agents), ["attic", "bed", "bed-users", "lab"])
        self.assertEqual(agents["bed"]["id"], "gid://gitlab/Clusters::Agent/7")
        self.assertEqual((len(agents["bed"]["connections"]["nodes"]), agents["attic"]["connections"]["nodes"]), (1, []))
        self.assertIsNone(agents["lab"]["tokens"]["nodes"][0]["lastUsedAt"])
        self.assertEqual([n["agent"]["name"] for n in data["project"]["ciAccessAuthorizedAgents"]["nodes"]], ["bed"])

    def test_pages_and_the_configured_but_unregistered(self):
        text = '{ project(fullPath: "team/agents") { clusterAgents(first: 3%s) { count nodes { name } pageInfo { hasNextPage endCursor } } repository { tree(path: ".gitlab/agents") { trees { nodes { name path } } } } } }'
        first = self.query(text % "").json()["data"]["project"]
        self.assertEqual((first["clusterAgents"]["count"], first["clusterAgents"]["pageInfo"]["hasNextPage"]), (4, True))
        second = self.query(text % (', after: "%s"' % first["clusterAgents"]["pageInfo"]["endCursor"])).json()["data"]["project"]
        self.assertEqual([n["name"] for n in second["clusterAgents"]["nodes"]], ["attic"])
        self.assertIn({"name": "planned", "path": ".gitlab/agents/planned"}, first["repository"]["tree"]["trees"]["nodes"])

    def test_errors_are_graphqls(self):
        error = self.query('{ project(fullPath: "team/agents") { nothing } }').json()["errors"][0]
        self.assertEqual((error["message"], error["path"], error["extensions"]["code"]), ("Field 'nothing' doesn't exist on type 'Project'", ["query", "project", "nothing"], "undefinedField"))
        self.assertIn("Field must have selections", self.query("{ currentUser }").json()["errors"][0]["message"])
        self.assertIn("errors", self.query("{ currentUser { ").json())
        for token in ("wrong", "expired-token", "proxy-only-token"):
            self.assertEqual((self.query("{ currentUser { id } }", token).status, self.query("{ currentUser { id } }", token).json()), (401, {"errors": [{"message": "Invalid token"}]}))
        self.assertEqual(self.query("{ currentUser { id } }", None).json(), {"data": {"currentUser": None}})
        self.assertEqual(self.query('{ project(fullPath: "closed/vault") { id } }').json(), {"data": {"project": None}})


class SignIn(WithStandIn):
    def oauth(self, path, **fields):
        return call(self.url, "/oauth/" + path, data=fields)

    def poll(self, code):
        return self.oauth("token", grant_type="urn:ietf:params:oauth:grant-type:device_code", device_code=code, client_id="driftglass")

    def test_a_device_waits_slows_down_and_is_let_in(self):
        begun = self.oauth("authorize_device", client_id="driftglass", scope="read_api k8s_proxy").json()
        self.assertEqual((begun["interval"], begun["expires_in"]), (5, 300))
        self.assertIn(begun["user_code"], begun["verification_uri_complete"])
        self.assertEqual((self.poll(begun["device_code"]).status, self.poll(begun["device_code"]).json()["error"]), (400, "slow_down"))
        self.tell("advance", seconds=11)
        self.assertEqual(self.poll(begun["device_code"]).json()["error"], "authorization_pending")
        self.tell("device", user_code=begun["user_code"], user="ada")
        self.tell("advance", seconds=11)
        issued = self.poll(begun["device_code"]).json()
        self.assertEqual((issued["token_type"], issued["scope"]), ("Bearer", "read_api k8s_proxy"))
        self.assertEqual(ask(self.url, "/api/v4/projects/43", auth="Bearer " + issued["access_token"]).status, 200)
        self.assertEqual(ask(self.url, "/api/v4/personal_access_tokens/self", auth="Bearer " + issued["access_token"]).status, 400)
        self.assertEqual(self.get("/user", issued["access_token"]).status, 401)  # as PRIVATE-TOKEN
        renewed = self.oauth("token", grant_type="refresh_token", refresh_token=issued["refresh_token"], client_id="driftglass").json()
        self.assertEqual(ask(self.url, "/api/v4/projects/43", auth="Bearer " + issued["access_token"]).status, 401)
        self.assertEqual(ask(self.url, "/api/v4/projects/43", auth="Bearer " + renewed["access_token"]).status, 200)

    def test_a_device_is_refused_expires_or_is_unknown(self):
        begun = self.oauth("authorize_device", client_id="driftglass", scope="read_api").json()
        self.tell("device", user_code=begun["user_code"], deny=True)
        self.assertEqual(self.poll(begun["device_code"]).json()["error"], "access_denied")
        late = self.oauth("authorize_device", client_id="driftglass", scope="read_api").json()
        self.tell("advance", seconds=301)
        self.assertEqual(self.poll(late["device_code"]).json()["error"], "expired_token")
        self.assertEqual((self.poll("nothing").status, self.poll("nothing").json()["error"]), (400, "invalid_grant"))
        self.assertEqual(self.oauth("authorize_device", client_id="elsewhere").status, 401)
        self.tell("kas", gitlab_version="16.11.0")
        self.assertEqual(self.oauth("authorize_device", client_id="driftglass").status, 404)


class Git(WithStandIn):
    def git(self, *arguments):
        return subprocess.run(["git", "-c", "credential.helper=", "-c", "user.name=T", "-c", "user.email=t@example.com", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env={"GIT_TERMINAL_PROMPT": "0", "PATH": "/usr/bin:/bin", "HOME": self.folder.name})

    def remote(self, project, token=None):
        return self.url.replace("://", f"://any:{token}@" if token else "://") + f"/{project}.git"

    def test_who_may_clone(self):
        for project, token, right in (("harbour/delivery", None, True), ("team/delivery", None, False), ("team/delivery", "user-token", True), ("team/delivery", "deploy-token", True),
                                      ("team/delivery", "job-token", True), ("team/agents", "deploy-token", False), ("team/delivery", "proxy-only-token", False),
                                      ("team/delivery", "expired-token", False), ("team/delivery", "other-team-token", False)):
            with self.subTest(project=project, token=token):
                self.assertEqual(self.git("ls-remote", self.remote(project, token)).returncode == 0, right)
        denied = ask(self.url, "/team/delivery.git/info/refs?service=git-upload-pack")
        self.assertEqual((denied.status, denied.headers["WWW-Authenticate"]), (401, 'Basic realm="GitLab"'))
        self.assertTrue(denied.body.startswith(b"HTTP Basic: Access denied."))

    def test_a_push_makes_a_pipeline_and_calls_the_hook(self):
        called, arrived = [], threading.Event()

        def take(request):
            called.append((request.headers["X-Gitlab-Token"], request.headers["X-Gitlab-Event"], json.loads(request.body)))
            arrived.set()
            return Answer(200)
        target = Server(0, take)
        threading.Thread(target=target.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.post("/projects/51/hooks", {"url": f"http://127.0.0.1:{target.server_port}/hook", "token": "secret"}, "maintainer-token")
        work = self.folder.name + "/work"
        self.assertEqual(self.git("clone", "-q", self.remote("harbour/delivery", "other-team-token"), work).returncode, 0)
        Path(work, "docs", "more.txt").write_text("more\n")
        self.git("-C", work, "add", "-A")
        self.git("-C", work, "commit", "-qm", "More")
        pushed = self.git("-C", work, "push", "-q", "origin", "main")
        self.assertEqual(pushed.returncode, 0, pushed.stderr)
        sha = self.git("-C", work, "rev-parse", "HEAD").stdout.strip()
        self.assertEqual([p["sha"] for p in self.get(f"/projects/51/pipelines?sha={sha}", "other-team-token").json()], [sha])
        self.assertTrue(arrived.wait(10))
        target.shutdown()
        target.server_close()
        self.assertEqual((called[0][0], called[0][1], called[0][2]["after"]), ("secret", "Push Hook", sha))

    def test_who_may_not_push(self):
        work = self.folder.name + "/work"
        self.git("clone", "-q", self.remote("harbour/delivery"), work)
        self.git("-C", work, "commit", "-q", "--allow-empty", "-m", "No")
        for token in (None, "user-token", "deploy-token"):
            self.assertNotEqual(self.git("-C", work, "push", self.remote("harbour/delivery", token), "main").returncode, 0)


class Gate(WithStandIn):
    """The proxy in front of a small server that says what it was asked."""

    def setUp(self):
        def upstream(request):
            if "watch" in request.query:
                handler = request.handler
                handler.send_response_only(200)
                handler.send_header("Transfer-Encoding", "chunked")
                handler.end_headers()
                handler.wfile.write(b"5\r\nline\n\r\n")
                handler.wfile.flush()
                self.hold.wait(30)
                handler.close_connection = True
                return None
            return Answer(200, {"target": request.target, "headers": [list(h) for h in request.headers.items()], "body": request.body.decode()},
                          {"X-Other": "a", "Retry-After": "1", "Access-Control-Allow-Origin": "*", "Set-Cookie": "a=b"})
        self.hold = threading.Event()
        self.upstream = Server(0, upstream)
        threading.Thread(target=self.upstream.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        kubeconfig = tempfile.NamedTemporaryFile("w", suffix=".yaml", delete=False)
        kubeconfig.write(f'clusters: [{{name: c, cluster: {{server: "http://127.0.0.1:{self.upstream.server_port}"}}}}]\nusers:\n- name: u\n  user:\n    token: cluster-token\n'
                         "contexts:\n- context:\n    cluster: c\n    user: u\n  name: x\ncurrent-context: x\n")
        kubeconfig.close()
        self.options = {"kubeconfig": kubeconfig.name}
        super().setUp()
        Path(kubeconfig.name).unlink()
        self.standin.proxy.search_seconds = 0.2

    def tearDown(self):
        self.hold.set()
        super().tearDown()
        self.upstream.shutdown()
        self.upstream.server_close()

    def through(self, path="/version", token="user-token", agent=7, **more):
        return ask(self.kas, path, auth=f"Bearer pat:{agent}:{token}", **more)

    def watch(self):
        to = urlsplit(self.kas)
        connection = http.client.HTTPConnection(to.hostname, to.port, timeout=10)
        connection.request("GET", to.path + "/api/v1/pods?watch=1", headers={"Authorization": "Bearer pat:7:user-token"})
        return connection, connection.getresponse()

    def cut(self, response):
        with self.assertRaises((http.client.HTTPException, OSError, ValueError)):
            response.read()

    def test_what_is_taken_out_and_put_in_on_the_way(self):
        sent = (("Cookie", "a=b"), ("Gitlab-Agent-Id", "9"), ("X-Csrf-Token", "x"), ("X-Mine", "1"))
        reply = self.through("/api/a%20b?z=1&a=2&gitlab-agent-id=7", headers=sent, method="POST", body=b"{}")
        asked = {name.lower(): value for name, value in reply.json()["headers"]}
        self.assertEqual(reply.json()["target"], "/api/a%20b?a=2&z=1")
        self.assertEqual((asked["authorization"], asked["x-mine"], asked["user-agent"]), ("Bearer cluster-token", "1", "Go-http-client/1.1"))
        self.assertFalse({"cookie", "gitlab-agent-id", "x-csrf-token"} & set(asked))
        self.assertEqual((reply.headers["Retry-After"], reply.headers["X-Other"], reply.headers["Set-Cookie"], reply.headers["Access-Control-Allow-Origin"]), ("1", None, None, None))
        self.tell("kas", version="18.2.0")
        self.assertEqual(self.through().headers["X-Other"], "a")  # before the allow-list
        names = [n for n, _ in self.through(agent=8).json()["headers"] if n.startswith("Impersonate")]
        self.assertIn("Impersonate-Extra-agent.gitlab.com%2fid", names)

    def test_a_success_is_kept_for_a_minute(self):
        self.assertEqual(self.through().status, 200)
        self.tell("token", token="user-token", revoked=True)
        self.tell("advance", seconds=59)
        self.assertEqual(self.through().status, 200)
        self.tell("advance", seconds=1.1)
        refused = self.through()
        self.assertEqual((refused.status, refused.headers["Gitlab-Unauthorized"]), (401, "true"))
        self.tell("token", token="user-token", revoked=False)
        self.tell("advance", seconds=9)
        self.assertEqual(self.through().status, 401)
        self.tell("advance", seconds=1.1)
        self.assertEqual(self.through().status, 200)

    def test_gitlab_in_trouble(self):
        self.tell("kas", internal_status=500)
        self.assertIn("Failed to authorize user session", self.through().json()["message"])
        self.assertIn("Failed to get allowed agents for CI job token", ask(self.kas, "/version", auth="Bearer ci:7:job-token").json()["message"])
        for status, text in ((403, "Forbidden: CI job token"), (404, "Not found: agents for CI job token")):
            self.tell("kas", internal_status=status)
            self.tell("advance", seconds=11)
            reply = ask(self.kas, "/version", auth="Bearer ci:7:job-token")
            self.assertEqual((reply.status, text in reply.json()["message"], reply.headers["Gitlab-Unauthorized"]), (status, True, None))
        self.tell("kas")
        self.tell("advance", seconds=11)
        self.tell("proxy-error", status=500, text="Proxy failed to make outbound request")
        self.assertTrue(self.through().json()["message"].startswith("GitLab Agent Server: Proxy failed to make outbound request"))
        self.assertEqual(self.through().status, 200)

    def test_an_agent_away_and_a_tunnel_broken(self):
        for agent in (9, 10):  # never connected, offline
            self.assertIn("Agent connection not found. Is agent up to date and connected?", self.through(agent=agent).json()["message"])
        self.tell("agent", agent=7, tunnel_broken=True)
        self.assertIn("code = Unavailable", self.through().json()["message"])
        self.tell("agent", agent=7, tunnel_broken=False)
        self.assertEqual(self.through().status, 200)

    def test_each_request_under_way_has_a_tunnel(self):
        self.tell("kas", tunnels=2)
        open_ones = [self.watch() for _ in range(2)]
        self.assertTrue(all(response.readline() == b"line\n" for _, response in open_ones))
        self.assertEqual(self.through().status, 502)
        open_ones[0][0].sock.close()
        open_ones[0][1].close()
        self.standin.proxy.search_seconds = 20  # the tunnel is free as soon as the client's end is seen
        self.assertEqual(self.through().status, 200)
        open_ones[1][0].close()

    def test_watches_are_cut_without_an_end(self):
        _, response = self.watch()
        response.readline()
        self.assertEqual(self.tell("streams")["watches"], 1)
        self.assertEqual(self.tell("drop-watches")["dropped"], 1)
        self.cut(response)
        self.tell("kas", read_timeout=0.3)
        _, response = self.watch()
        response.readline()
        self.cut(response)  # by the reverse proxy, quiet for too long

    def test_through_gitlabs_own_host(self):
        base = self.get("/metadata").json()["kas"]["externalK8sProxyUrl"]
        self.assertTrue(base.endswith("/-/kubernetes-agent/k8s-proxy/"))
        self.assertEqual(ask(base.rstrip("/"), "/version", auth="Bearer pat:7:user-token").json()["target"], "/version")
        self.tell("kas", version="16.3.0")
        self.assertEqual(ask(base.rstrip("/"), "/version", auth="Bearer pat:7:user-token").json()["message"], "GitLab Agent Server: Unauthorized: Authorization header: unknown token type")
        self.assertEqual(ask(base.rstrip("/"), "/version", auth="Bearer ci:7:job-token").status, 200)
        self.tell("kas", enabled=False)
        self.assertEqual(ask(base.rstrip("/"), "/version", auth="Bearer ci:7:job-token").status, 404)


class Trouble(WithStandIn):
    def test_faults_come_as_often_as_asked(self):
        self.tell("fault", match="^/api/v4/user", rate_limit=2, times=2)
        limited = self.get("/user")
        self.assertEqual((limited.status, limited.body, limited.headers["Retry-After"], limited.headers["RateLimit-Remaining"]), (429, b"Retry later\n", "2", "0"))
        self.assertEqual([self.get("/metadata").status, self.get("/user").status, self.get("/user").status], [200, 429, 200])
        self.tell("fault", match="metadata", status=502)
        bad = self.get("/metadata")
        self.assertEqual((bad.status, bad.headers["Content-Type"]), (502, "text/html"))
        self.tell("fault", match="metadata", slow=0.3)
        self.assertGreaterEqual(self.get("/metadata").seconds, 0.3)
        self.assertTrue(any(r["target"] == "/api/v4/metadata" for r in self.tell("requests")["requests"]))
        self.assertEqual(call(self.control, "/fault", data={"no": "match"}).status, 400)

    def test_older_gitlabs(self):
        self.tell("kas", gitlab_version="17.5.0", enabled=True)
        self.assertNotIn("externalK8sProxyUrl", self.get("/metadata").json()["kas"])
        self.assertTrue(self.get("/metadata").json()["kas"]["externalUrl"].startswith("ws://"))
        self.tell("kas", enabled=False)
        self.assertEqual(self.get("/metadata").json()["kas"]["externalUrl"], None)

    def test_a_push_by_the_server_and_a_changed_role(self):
        pushed = self.tell("push", project="team/agents", message="No access\n", files={".gitlab/agents/bed/config.yaml": "user_access: {}\n"})
        self.assertEqual(self.sha(42), pushed["sha"])
        refused = ask(self.kas, "/version", auth="Bearer pat:7:user-token")
        self.assertEqual((refused.status, refused.headers["Gitlab-Unauthorized"]), (401, "true"))
        self.tell("member", group="team", user="ada", role=0)
        self.assertEqual(self.get("/projects/43").status, 404)


class Secure(WithStandIn):
    options = {"tls": True, "root": "/gitlab"}

    def test_below_a_path_with_an_own_authority(self):
        to = urlsplit(self.url)
        connection = http.client.HTTPSConnection(to.hostname, to.port, context=ssl.create_default_context(cafile=self.standin.facts()["ca"]), timeout=10)
        connection.request("GET", to.path + "/api/v4/metadata", headers={"PRIVATE-TOKEN": "user-token"})
        kas = json.loads(connection.getresponse().read())["kas"]
        self.assertEqual(kas["externalK8sProxyUrl"], self.url + "/-/kubernetes-agent/k8s-proxy/")
        self.assertTrue(kas["externalUrl"].startswith("wss://"))
        connection.request("GET", "/api/v4/metadata")
        self.assertEqual(connection.getresponse().status, 404)
        connection.close()
        with self.assertRaises(ssl.SSLError):
            strange = http.client.HTTPSConnection(to.hostname, to.port, context=ssl.create_default_context(), timeout=10)
            strange.request("GET", "/")


class Pieces(unittest.TestCase):
    def test_which_repository_is_this_gitlabs(self):
        for url, path in (("https://gitlab.example.com/team/delivery.git", "team/delivery"), ("ssh://git@gitlab.example.com:2222/team/delivery", "team/delivery"),
                          ("http://gitlab.example.com:8080/a/b/c.git", "a/b/c"), ("git@gitlab.example.com:team/delivery.git", None), ("https://elsewhere.example.com/team/delivery.git", None)):
            self.assertEqual(project_path(url, "gitlab.example.com"), path)

    def test_a_receivers_name_is_cut(self):
        self.assertEqual(receiver_name("docs"), "gitlab-docs")
        self.assertEqual(receiver_name("a" * 55 + "-b" + "c" * 9), "gitlab-" + "a" * 55 + "x")

    def test_the_small_yaml(self):
        self.assertEqual(simple_yaml.load("a:\n  - b: 1\n    c: {d: [x, 'y: z'], e: {}}\n  - f\n# no\ng: \"h # i\"\n"), {"a": [{"b": 1, "c": {"d": ["x", "y: z"], "e": {}}}, "f"], "g": "h # i"})
        for wrong in ("a: [b", "a: {b", "a\n", "a: 1\n   b: 2\n"):
            with self.assertRaises(simple_yaml.BadYaml):
                simple_yaml.load(wrong)

    def test_the_program_says_when_it_is_ready_and_ends_with_its_input(self):
        with tempfile.TemporaryDirectory() as folder:
            program = subprocess.Popen([sys.executable, str(HERE / "standin.py"), "serve", folder + "/s"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            facts = json.loads(program.stdout.readline())
            self.assertEqual(call(facts["url"], "/api/v4/user", "user-token").status, 200)
            program.stdin.close()
            self.assertEqual(program.wait(20), 0)
            program.stdout.close()


if __name__ == "__main__":
    unittest.main()
