# SPDX-License-Identifier: Apache-2.0
"""The content of the stand-in: two teams, two delivery projects (one private with an OCI source, one public Git), an
application project, agents in every state, and a token for every way a token can be right or wrong (README.md has the table)."""
import time
from concurrent.futures import ThreadPoolExecutor

from .model import DEVELOPER, MAINTAINER, REPORTER, Agent, AgentToken, Group, Model, Project, Token, User, day
from .repositories import Repository

T0 = 1772442000  # 2026-03-02 09:00 UTC: the histories are fixed, so are their commit ids
HOUR = 3600

USER_ACCESS = """user_access:
  access_as:
    {0}: {{}}
  projects:
    - id: team/delivery
  groups:
    - id: team
"""
CI_ACCESS = """ci_access:
  projects:
    - id: team/delivery
      default_namespace: apps
"""
FLUX = """flux:
  webhook_receiver_url: http://webhook-receiver.flux-system.svc.cluster.local
"""


def config_map(name, namespace, **data):
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\n  namespace: {namespace}\ndata:\n" + "".join(f"  {k}: \"{v}\"\n" for k, v in data.items())


HISTORIES = {
    "team/agents": [
        ("mira", T0, "Configure the agents\n", {
            ".gitlab/agents/bed/config.yaml": USER_ACCESS.format("agent") + CI_ACCESS + FLUX,
            ".gitlab/agents/bed-users/config.yaml": USER_ACCESS.format("user"),
            ".gitlab/agents/lab/config.yaml": USER_ACCESS.format("agent"),
            ".gitlab/agents/attic/config.yaml": USER_ACCESS.format("agent"),
            ".gitlab/agents/planned/config.yaml": USER_ACCESS.format("agent"),  # configured, never registered
            "README.md": "Agents of the team\n"}),
    ],
    "team/shop": [
        ("ada", T0 + HOUR, "Start the shop\n", {"Dockerfile": "FROM scratch\n", "main.txt": "1\n"}),
        ("ada", T0 + 2 * HOUR, "Add the basket\n\nCloses #4\n", {"main.txt": "2\n"}),
        ("mira", T0 + 3 * HOUR, "Merge branch 'checkout' into 'main'\n\nCheckout\n\nSee merge request team/shop!12\n", {"main.txt": "3\n"}),
    ],
    "team/delivery": [
        ("ada", T0 + 2 * HOUR, "Deploy the shop\n", {"apps/shop.yaml": config_map("shop", "apps", version="1")}),
        ("ada", T0 + 4 * HOUR, "Shop 3\n\nImage of team/shop!12\n", {"apps/shop.yaml": config_map("shop", "apps", version="3")}),
        ("ada", T0 + 5 * HOUR, "Shop 4\n", {"apps/shop.yaml": config_map("shop", "apps", version="4")}),
    ],
    "harbour/agents": [
        ("mira", T0, "Configure the agent\n", {".gitlab/agents/quay/config.yaml": "user_access:\n  access_as:\n    agent: {}\n  groups:\n    - id: harbour\n"}),
    ],
    "harbour/delivery": [
        ("ben", T0 + HOUR, "Deploy the docs\n", {"docs/docs.yaml": config_map("docs", "docs", page="index")}),
        ("ben", T0 + 2 * HOUR, "Docs: second page\n", {"docs/docs.yaml": config_map("docs", "docs", page="second")}),
    ],
    "closed/vault": [("mira", T0, "Nothing to see\n", {"README.md": "closed\n"})],
}


def build(folder):
    model = Model()
    for user in (User(5, "ada", "Ada Byron"), User(6, "ben", "Ben Alder"), User(7, "cleo", "Cleo Marsh"), User(8, "mira", "Mira Okafor"),
                 User(90, "project_51_bot_4f1c", "flux-status", bot=True)):
        model.users[user.username] = user
    team = Group(20, "team", "Team", {"ada": DEVELOPER, "cleo": REPORTER, "mira": MAINTAINER})
    harbour = Group(30, "harbour", "Harbour", {"ben": DEVELOPER, "mira": MAINTAINER})
    closed = Group(60, "closed", "Closed")
    model.groups = {group.id: group for group in (team, harbour, closed)}
    for number, path, name, visibility, group in ((42, "team/agents", "Agents", "private", team), (43, "team/delivery", "Delivery", "private", team),
                                                  (44, "team/shop", "Shop", "private", team), (50, "harbour/agents", "Agents", "private", harbour),
                                                  (51, "harbour/delivery", "Delivery", "public", harbour), (61, "closed/vault", "Vault", "private", closed)):
        project = Project(number, path, name, visibility, group, Repository(folder / f"{path}.git"))
        model.projects[number] = project
    lay_repositories(folder, model)
    model.projects[43].formerly.append("team/deploy")
    model.projects[51].members["project_51_bot_4f1c"] = DEVELOPER
    tokens(model)
    agents(model)
    deliveries(model)
    return model


FIRST = {}  # the repositories as files and their commits, of the first stand-in of this process: git is not asked twice


def lay_repositories(folder, model):
    if FIRST:
        for path, data in FIRST["files"].items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        for path in FIRST["folders"]:
            (folder / path).mkdir(parents=True, exist_ok=True)
        return
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda project: project.repository.create(HISTORIES[project.path]), model.projects.values()))
    FIRST["commits"] = {project.id: list(reversed(project.repository.log("main"))) for project in model.projects.values()}
    FIRST["files"] = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    FIRST["folders"] = [path.relative_to(folder) for path in folder.rglob("*") if path.is_dir()]


def tokens(model):
    ada, ben, cleo, mira, bot = (model.users[n] for n in ("ada", "ben", "cleo", "mira", "project_51_bot_4f1c"))
    for number, value, user, scopes, more in (
            (1, "user-token", ada, ["read_api", "read_user", "k8s_proxy", "read_repository", "self_rotate"], {"expires": day(30)}),
            (2, "proxy-only-token", ada, ["k8s_proxy"], {"expires": day(3)}),
            (3, "api-token", ada, ["api"], {"expires": day(30)}),
            (4, "expired-token", ada, ["read_api", "k8s_proxy"], {"expires": day(-2)}),
            (5, "revoked-token", ada, ["read_api", "k8s_proxy"], {"expires": day(30), "revoked": True}),
            (6, "eternal-token", ada, ["read_api", "k8s_proxy"], {}),
            (7, "other-team-token", ben, ["read_api", "k8s_proxy", "read_repository", "write_repository"], {"expires": day(30)}),
            (8, "reporter-token", cleo, ["read_api", "k8s_proxy"], {"expires": day(30)}),
            (9, "maintainer-token", mira, ["api", "k8s_proxy", "write_repository"], {"expires": day(30)}),
            (10, "status-token", bot, ["api"], {"expires": day(200), "project": 51, "created": T0}),
            (11, "job-token", ada, [], {"kind": "job", "project": 43}),
            (12, "finished-job-token", ada, [], {"kind": "job", "project": 43, "revoked": True}),
            (13, "deploy-token", User(0, "gitlab+deploy-token-13", "source"), ["read_repository", "read_registry"], {"kind": "deploy", "project": 43, "expires": day(90)})):
        model.add_token(Token(number, value, value.removesuffix("-token"), user, scopes, **more))
    return model


def agents(model):
    now = time.time()
    team, harbour = model.projects[42], model.projects[50]
    for number, name, project, state, used in ((7, "bed", team, "connected", now), (8, "bed-users", team, "connected", now), (9, "lab", team, "never", None),
                                               (10, "attic", team, "offline", now - 2 * HOUR), (11, "quay", harbour, "connected", now)):
        model.agents[number] = Agent(number, name, project, 8, T0 + HOUR, [AgentToken(100 + number, f"{name}-1", f"agentk-token-{number}", used, created=T0 + HOUR)], state)


def deliveries(model):
    shop, delivery, docs = model.projects[44], model.projects[43], model.projects[51]
    commits = FIRST["commits"]
    number = 700
    for project, jobs in ((shop, ("build", "test", "image")), (delivery, ("check", "push-artifact")), (docs, ("check",))):
        for at, commit in enumerate(commits[project.id]):
            number += 1
            broken = project is delivery and at == 2
            project.pipelines.append(pipeline(number, commit, jobs, "failed" if broken else "success"))
    # The shop's last pipeline started the delivery's second one [gitlab-docs api/pipelines, bridges].
    shop.pipelines[-1]["downstream"] = delivery.pipelines[1]["id"]
    shop.merge_requests.append({"id": 1012, "iid": 12, "title": "Checkout", "state": "merged", "source": "checkout", "sha": commits[44][2].id, "author": "ada", "merged_by": "mira"})
    delivery.environments.append({"id": 1, "name": "production", "slug": "production", "tier": "production", "agent": 7, "namespace": "apps",
                                  "flux": "kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps"})
    delivery.environments.append({"id": 2, "name": "review/one", "slug": "review-one-a1b2c3", "tier": "development", "agent": None, "namespace": None, "flux": None})
    docs.environments.append({"id": 3, "name": "docs", "slug": "docs", "tier": "production", "agent": 11, "namespace": "docs",
                              "flux": "kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/docs"})
    shop.images.append({"id": 301, "name": "", "tags": [{"name": f"1.{n}", "digest": "sha256:" + f"{n}" * 64, "size": 1_200_000 + n, "created": T0 + n * HOUR} for n in (1, 2, 3)]})
    delivery.images.append({"id": 302, "name": "", "tags": [{"name": "latest", "digest": "sha256:" + "d" * 64, "size": 2048, "created": None}]})
    delivery.deploy_keys.append({"id": 401, "title": "flux", "key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGRyaWZ0Z2xhc3MtdGVzdC1vbmx5LWtleS0wMDAwMDAwMA", "created": T0, "expires": None, "can_push": False})
    delivery.deploy_keys.append({"id": 402, "title": "release", "key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGRyaWZ0Z2xhc3MtdGVzdC1vbmx5LWtleS0wMDAwMDAwMQ", "created": T0,
                                 "expires": f"{day(5)}T00:00:00.000Z", "can_push": True})


def pipeline(number, commit, jobs, status, ref="main"):
    import datetime
    start = int(datetime.datetime.fromisoformat(commit.committed).timestamp()) + 5
    listed = []
    for at, name in enumerate(jobs):
        last = at == len(jobs) - 1
        listed.append({"id": number * 10 + at, "name": name, "stage": name, "status": status if last else "success", "created": start,
                       "started": start + 10 + 60 * at, "finished": start + 60 + 60 * at})
    return {"id": number, "iid": number - 700, "sha": commit.id, "ref": ref, "status": status, "source": "push", "created": start, "started": start + 10,
            "finished": start + 60 * len(jobs), "jobs": listed}
