# SPDX-License-Identifier: Apache-2.0
"""A stand-in for the part of GitLab's internal API that a real KAS asks: who this agent is, and who may use it.
Tokens: user-token is impersonated as gitlab:user:ada, agent-wide-token acts as the agent, job-token is a CI job; agent 7 only."""
import http.server, json, threading

AGENT = {"id": 7, "config_project": {"id": 42}}


def answer(path, body, token, job_token):
    if path.endswith("/kubernetes/agent_info"):
        if token != "agentk-token":
            return 401, {}
        return 200, {"project_id": 42, "agent_id": 7, "agent_name": "bed", "gitaly_info": {"address": "tcp://127.0.0.1:1", "token": "x", "features": {}},
                     "gitaly_repository": {"storage_name": "default", "relative_path": "a.git", "gl_repository": "project-42", "gl_project_path": "team/agents"},
                     "default_branch": "main"}
    if path.endswith("/kubernetes/authorize_proxy_user"):
        asked = json.loads(body)
        access = {"user-token": {"user": {"projects": [{"id": 42, "roles": ["developer"]}], "groups": []}}, "agent-wide-token": {"agent": {}}}.get(asked.get("access_key"))
        if access is None:
            return 401, {}
        if int(asked["agent_id"]) != 7:
            return 404, {}
        return 200, {"agent": AGENT, "user": {"id": 5, "username": "ada"}, "access_as": access}
    if path.endswith("/job/allowed_agents"):
        if job_token != "job-token":
            return 401, {}
        return 200, {"allowed_agents": [{**AGENT, "configuration": {}}], "job": {"id": 1}, "pipeline": {"id": 1}, "project": {"id": 42, "groups": []}, "user": {"id": 5, "username": "ada"}}
    return 204, None


def serve(port):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments):
            pass

        def handle_any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            code, content = answer(self.path.partition("?")[0], body, (self.headers.get("Authorization") or "").removeprefix("Bearer "), self.headers.get("Job-Token"))
            data = b"" if content is None else json.dumps(content).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = handle_any
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
