# SPDX-License-Identifier: Apache-2.0
"""What the stand-in knows: users, tokens, projects, agents, pipelines, statuses. Plain data under one lock."""
import datetime, threading, time
from dataclasses import dataclass, field

GUEST, REPORTER, DEVELOPER, MAINTAINER, OWNER = 10, 20, 30, 40, 50
ROLE_NAMES = {GUEST: "guest", REPORTER: "reporter", DEVELOPER: "developer", MAINTAINER: "maintainer", OWNER: "owner"}
ACTIVE_CONNECTION = 8 * 60  # seconds; GitLab's page calls an agent connected that long [GL:app/assets/javascripts/clusters_list/constants.js]


def iso(seconds):
    """GitLab's times: UTC with milliseconds."""
    return None if seconds is None else datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day(offset):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=offset)).date().isoformat()


@dataclass
class User:
    id: int
    username: str
    name: str
    bot: bool = False


@dataclass
class Token:
    """kind: personal | job | deploy | oauth. expires: a date or None; until: of an OAuth token, seconds since 1970."""
    id: int
    value: str
    name: str
    user: User
    scopes: list
    kind: str = "personal"
    expires: str = None
    revoked: bool = False
    created: float = field(default_factory=time.time)
    used: float = None
    until: float = None
    project: int = None  # of a project access token or deploy token: where it belongs

    def expired(self):
        return (self.expires is not None and self.expires <= day(0)) or (self.until is not None and self.until <= time.time())

    def active(self):
        return not self.revoked and not self.expired()


@dataclass
class Group:
    id: int
    path: str
    name: str
    members: dict = field(default_factory=dict)


@dataclass
class Project:
    id: int
    path: str  # with its namespace
    name: str
    visibility: str  # private | internal | public
    group: Group
    repository: object = None
    members: dict = field(default_factory=dict)
    pipelines: list = field(default_factory=list)
    statuses: list = field(default_factory=list)
    environments: list = field(default_factory=list)
    merge_requests: list = field(default_factory=list)
    images: list = field(default_factory=list)
    hooks: list = field(default_factory=list)
    deploy_keys: list = field(default_factory=list)
    formerly: list = field(default_factory=list)  # paths it had before it was renamed or moved

    def role(self, user):
        return max(self.members.get(user.username, 0), self.group.members.get(user.username, 0)) if user else 0


@dataclass
class Agent:
    """state: connected | offline | never. `tunnel_broken`: connected, but every request fails on its way to the API server."""
    id: int
    name: str
    project: Project
    created_by: int
    created: float
    tokens: list
    state: str = "never"
    tunnel_broken: bool = False
    version: str = "18.6.0"


@dataclass
class AgentToken:
    id: int
    name: str
    value: str
    used: float = None
    revoked: bool = False
    created: float = field(default_factory=time.time)


class Model:
    def __init__(self):
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.users, self.tokens, self.groups, self.projects, self.agents = {}, {}, {}, {}, {}
        self.next_id = 9000

    def new_id(self):
        with self.lock:
            self.next_id += 1
            return self.next_id

    def add_token(self, token):
        with self.lock:
            self.tokens[token.value] = token
        return token

    def project_named(self, name):
        """By number or full path, as REST's :id."""
        if name.isdigit():
            return self.projects.get(int(name))
        return next((p for p in self.projects.values() if p.path == name), None)

    def project_formerly(self, name):
        return next((p for p in self.projects.values() if name in p.formerly), None)

    def readable(self, project, user):
        return project is not None and (project.visibility == "public" or (user and (project.visibility == "internal" or project.role(user) > 0)))

    def configuration(self, agent):
        """The agent's config.yaml on the default branch now, as a map; {} without one; None when it cannot be read."""
        from . import simple_yaml
        text = agent.project.repository.file("main", f".gitlab/agents/{agent.name}/config.yaml")
        if text is None:
            return {}
        try:
            return simple_yaml.load(text.decode(errors="replace"))
        except ValueError:
            return None
