# SPDX-License-Identifier: Apache-2.0
"""The control port: tests make trouble here and read what was asked. JSON in, JSON out; README.md has the table.
Nothing of it is GitLab's."""
import re, time

from .gitweb import pushed
from .model import day
from .web import Answer

# GitLab's own page when its application server does not answer (workhorse and nginx send HTML, never JSON).
BAD_GATEWAY = "<!DOCTYPE html>\n<html>\n<head><title>GitLab is not responding (502)</title></head>\n<body><h1>502</h1><p>Whoops, GitLab is taking too much time to respond.</p></body>\n</html>\n"


class Faults:
    def __init__(self, standin):
        self.standin, self.model = standin, standin.model
        self.pending, self.seen = [], []

    # --- on the way in

    def meet(self, request):
        """The fault that waits for this request: slows it, or is the answer. Called before anything else."""
        with self.model.lock:
            self.seen.append({"method": request.method, "target": request.target, "agent": request.headers.get("User-Agent", ""), "at": time.time()})
            fault = next((f for f in self.pending if re.search(f["match"], request.target)), None)
            if fault is None:
                return None
            fault["times"] -= 1
            if fault["times"] <= 0:
                self.pending.remove(fault)
        if fault.get("slow"):
            self.standin.stopping.wait(fault["slow"])
        return self.answer_of(fault)

    def answer_of(self, fault):
        if "rate_limit" in fault:
            # rack-attack's answer: plain text [GL:lib/gitlab/rack_attack.rb throttled_response; gitlab-docs api/rest].
            wait = int(fault["rate_limit"])
            return Answer(429, "Retry later\n", {"Retry-After": str(wait), "RateLimit-Limit": "600", "RateLimit-Observed": "601", "RateLimit-Remaining": "0",
                                                 "RateLimit-Name": "throttle_authenticated_api", "RateLimit-Reset": str(int(time.time()) + wait)}, "text/plain")
        if fault.get("status") == 502 and "body" not in fault:
            return Answer(502, BAD_GATEWAY, kind="text/html")
        if "status" in fault:
            return Answer(fault["status"], fault.get("body", ""), fault.get("headers"), fault.get("type", "text/plain"))
        return None

    # --- the control port

    def answer(self, request):
        verb = request.raw_path.strip("/").replace("-", "_")
        function = getattr(self, f"do_{verb}", None)
        if function is None:
            return Answer(404, {"error": f"no such control: {verb}"})
        try:
            return Answer(200, function(request.fields()) or {})
        except (KeyError, ValueError, TypeError, AttributeError, LookupError) as error:
            return Answer(400, {"error": repr(error)})

    def do_fault(self, asked):
        """match (regular expression on the request target), times (1), and slow | status, body, headers, type | rate_limit."""
        with self.model.lock:
            self.pending.append({"match": asked["match"], "times": int(asked.get("times", 1)), **{k: asked[k] for k in ("slow", "status", "body", "headers", "type", "rate_limit") if k in asked}})

    def do_clear(self, asked):
        with self.model.lock:
            self.pending.clear()
            self.seen.clear()

    def do_requests(self, asked):
        """What was asked since the last clear, oldest first; no headers, no tokens."""
        with self.model.lock:
            return {"requests": list(self.seen)}

    def do_token(self, asked):
        """token, and revoked (true, false) | expires (days from today, or null) | scopes [..]."""
        with self.model.lock:
            token = self.model.tokens[asked["token"]]
            if "revoked" in asked:
                token.revoked = asked["revoked"]
            if "expires" in asked:
                token.expires = None if asked["expires"] is None else day(asked["expires"])
            if "scopes" in asked:
                token.scopes = asked["scopes"]

    def do_member(self, asked):
        """group (path), user, role (number, 0 takes it away)."""
        with self.model.lock:
            group = next(g for g in self.model.groups.values() if g.path == asked["group"])
            group.members[asked["user"]] = asked["role"]
            if not asked["role"]:
                del group.members[asked["user"]]

    def do_agent(self, asked):
        """agent (number), and state connected | offline | never, tunnel_broken (true, false)."""
        with self.model.changed:
            agent = self.model.agents[int(asked["agent"])]
            if asked.get("state") is not None:
                if asked["state"] not in ("connected", "offline", "never"):
                    raise ValueError(asked["state"])
                agent.state = asked["state"]
                if agent.state == "connected":
                    agent.tokens[0].used = time.time()
            agent.tunnel_broken = asked.get("tunnel_broken", agent.tunnel_broken)
            self.model.changed.notify_all()

    def do_kas(self, asked):
        """enabled, version, gitlab_version, tunnels, read_timeout, extra_headers [..], internal_status (what Rails answers KAS, null for the truth)."""
        standin = self.standin
        standin.kas_enabled = asked.get("enabled", standin.kas_enabled)
        standin.kas_version = asked.get("version", standin.kas_version)
        standin.version = asked.get("gitlab_version", standin.version)
        standin.internal_status = asked.get("internal_status")
        standin.proxy.tunnels = asked.get("tunnels", standin.proxy.tunnels)
        standin.read_timeout = asked.get("read_timeout", standin.read_timeout)
        standin.proxy.extra_headers |= {name.lower() for name in asked.get("extra_headers", [])}

    def do_proxy_error(self, asked):
        """The next request through the proxy gets this status and text (behind "GitLab Agent Server: ")."""
        self.standin.proxy.next_refusals.append((asked["status"], asked["text"]))

    def do_drop_watches(self, asked):
        return {"dropped": self.standin.proxy.tunnel.drop()}

    def do_streams(self, asked):
        return {"watches": sum(s.is_watch for s in self.standin.proxy.tunnel.streams), "in_use": {str(k): v for k, v in self.standin.proxy.in_use.items()}}

    def do_advance(self, asked):
        """seconds: the caches and the device sign-in grow older by so much."""
        self.standin.clock_offset += float(asked["seconds"])

    def do_push(self, asked):
        """project, message, files {path: text or null}, branch (main): a commit made by the server; all that a push sets off follows."""
        project = self.model.project_named(str(asked["project"]))
        branch = asked.get("branch", "main")
        before = project.repository.resolve(branch)
        after = project.repository.write(branch, asked.get("message", "Change\n"), asked["files"])
        pushed(self.standin, project, branch, before, after, self.model.users["ada"])
        return {"sha": after, "before": before}

    def do_device(self, asked):
        """user_code, and user | deny: what a person does on the page of the device sign-in."""
        self.standin.oauth.decide(asked["user_code"], asked.get("user"), asked.get("deny", False))

    def do_notices(self, asked):
        """What the agent doubles did, oldest first."""
        return {"notices": [notice for double in self.standin.doubles for notice in double.log]}

    def do_help(self, asked):
        return {name[3:]: (getattr(self, name).__doc__ or "").strip() for name in dir(self) if name.startswith("do_")}


