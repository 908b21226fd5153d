# SPDX-License-Identifier: Apache-2.0
"""REST: what hangs on a commit. Read from the real bare repository; pipelines, jobs, statuses, images from the content."""
import time
from urllib.parse import quote

from .access import need
from .model import DEVELOPER, MAINTAINER, REPORTER, iso
from .rest import _raise, api, found_by_id, number
from .web import Answer, message, page


def repository(request):
    """Of a private project only for Reporter and above [gitlab-docs user/permissions]."""
    if request.project.visibility != "public":
        need(request, request.project, REPORTER)
    return request.project.repository


def sha_of(request, name="sha", text="404 Commit Not Found"):
    return repository(request).resolve(request.names[name]) or _raise(message(404, text))


# --- files

@api("GET", "/projects/:id/repository/files/:path/raw", scopes=("read_repository",), anonymous=True)
def file_raw(standin, request):
    """[gitlab-docs api/repository_files; GL:lib/api/files.rb]"""
    import hashlib
    ref = repository(request).resolve(request.query.get("ref") or "HEAD") or _raise(message(404, "404 Commit Not Found"))
    data = request.project.repository.file(ref, request.names["path"])
    if data is None:
        raise message(404, "404 File Not Found")
    return Answer(200, data, {"X-Gitlab-File-Path": request.names["path"], "X-Gitlab-Ref": request.query.get("ref") or "HEAD", "X-Gitlab-Commit-Id": ref,
                              "X-Gitlab-Size": str(len(data)), "X-Gitlab-Content-Sha256": hashlib.sha256(data).hexdigest()}, "text/plain")


@api("GET", "/projects/:id/repository/files/:path", scopes=("read_repository",), anonymous=True)
def file_whole(standin, request):
    import base64
    if "ref" not in request.query:
        raise Answer(400, {"error": "ref is missing, ref is empty"})
    raw = file_raw(standin, request)
    path = request.names["path"]
    return Answer(200, {"file_name": path.rpartition("/")[2], "file_path": path, "size": len(raw.body), "encoding": "base64", "content": base64.b64encode(raw.body).decode(),
                        "content_sha256": raw.headers["X-Gitlab-Content-Sha256"], "ref": request.query["ref"], "commit_id": raw.headers["X-Gitlab-Commit-Id"]})


@api("GET", "/projects/:id/repository/tree", scopes=("read_repository",), anonymous=True)
def tree(standin, request):
    """[gitlab-docs api/repositories]"""
    ref = repository(request).resolve(request.query.get("ref") or "HEAD") or _raise(message(404, "404 Tree Not Found"))
    lines = request.project.repository.tree(ref, request.query.get("path", ""))
    if not lines:
        raise message(404, "404 invalid revision or path Not Found")
    return page(request, [{"id": sha, "name": path.rpartition("/")[2], "type": kind, "path": path, "mode": mode} for mode, kind, sha, path in lines], standin.entities.url)


@api("GET", "/projects/:id/repository/archive.tar.gz", scopes=("read_repository",), anonymous=True)
def archive(standin, request):
    """[gitlab-docs api/repositories, archive]: one folder PROJECT-REF-SHA, `path` narrows."""
    asked = request.query.get("sha") or "main"
    sha = repository(request).resolve(asked) or _raise(message(404, "404 File Not Found"))
    name = "-".join([request.project.path.rpartition("/")[2], asked, sha])
    path = request.query.get("path")
    try:
        data = request.project.repository.git("archive", "--format=tar.gz", f"--prefix={name}/", sha, *([path] if path else []), binary=True)
    except LookupError:
        raise message(404, "404 File Not Found")
    return Answer(200, data, {"Content-Disposition": f'attachment; filename="{name}.tar.gz"'}, "application/octet-stream")


# --- commits and branches

@api("GET", "/projects/:id/repository/commits", scopes=("read_repository",), anonymous=True)
def commits(standin, request):
    """[gitlab-docs api/commits]: no X-Total, GitLab does not count them."""
    asked = request.query.get("ref_name") or "main"
    ref = repository(request).resolve(asked)
    if ref is None and ".." in asked and all(repository(request).resolve(part) for part in asked.split("..")):
        ref = asked
    if ref is None:
        return page(request, [], standin.entities.url, total=False)
    more = [f"--{name}={request.query[name]}" for name in ("since", "until", "author") if request.query.get(name)]
    repo, path = request.project.repository, request.query.get("path")
    listed = [c for c in repo.log(*more, ref) if not path or repo.git("diff-tree", "--root", "--no-commit-id", "-r", "--name-only", c.id, "--", path)]
    return page(request, [standin.entities.commit(request.project, c) for c in listed], standin.entities.url, total=False)


@api("GET", "/projects/:id/repository/commits/:sha", scopes=("read_repository",), anonymous=True)
def commit(standin, request):
    return Answer(200, standin.entities.commit(request.project, request.project.repository.commit(sha_of(request)), single=True))


@api("GET", "/projects/:id/repository/commits/:sha/merge_requests", anonymous=True)
def commit_merge_requests(standin, request):
    sha = sha_of(request)
    return page(request, [standin.entities.merge_request(request.project, m) for m in request.project.merge_requests if m["sha"] == sha], standin.entities.url)


@api("GET", "/projects/:id/repository/branches", anonymous=True)
def branches(standin, request):
    """[gitlab-docs api/branches]"""
    return page(request, [branch_entity(standin, request, name.removeprefix("refs/heads/"), sha) for name, sha in sorted(repository(request).refs().items()) if name.startswith("refs/heads/")],
                standin.entities.url)


@api("GET", "/projects/:id/repository/branches/:branch", anonymous=True)
def branch(standin, request):
    sha = repository(request).refs().get("refs/heads/" + request.names["branch"]) or _raise(message(404, "404 Branch Not Found"))
    return Answer(200, branch_entity(standin, request, request.names["branch"], sha))


def branch_entity(standin, request, name, sha):
    return {"name": name, "commit": standin.entities.commit(request.project, request.project.repository.commit(sha)), "merged": False, "protected": name == "main",
            "developers_can_push": False, "developers_can_merge": False, "can_push": request.project.role(request.user) >= DEVELOPER, "default": name == "main",
            "web_url": f"{standin.entities.url}/{request.project.path}/-/tree/{quote(name, safe='')}"}


@api("GET", "/projects/:id/repository/compare", scopes=("read_repository",), anonymous=True)
def compare(standin, request):
    """[gitlab-docs api/repositories, compare]: commits from the oldest to the newest, from the merge base."""
    repo = repository(request)
    for name in ("from", "to"):
        if not request.query.get(name):
            raise Answer(400, {"error": f"{name} is missing"})
    ends = [repo.resolve(request.query[name]) or _raise(message(404, "404 Ref Not Found")) for name in ("from", "to")]
    between = list(reversed(repo.log(f"{ends[0]}..{ends[1]}")))
    shown = [standin.entities.commit(request.project, c) for c in between]
    base = repo.git("merge-base", *ends, check=False).strip()
    diffs = []
    for line in repo.git("diff", "--name-status", "--no-renames", base or ends[0], ends[1]).splitlines():
        how, path = line.split("\t", 1)
        text = repo.git("diff", "--no-renames", base or ends[0], ends[1], "--", path)
        at = text.find("@@")
        diffs.append({"diff": text[at:] if at >= 0 else "", "new_path": path, "old_path": path, "a_mode": "100644", "b_mode": "100644", "new_file": how == "A",
                      "renamed_file": False, "deleted_file": how == "D", "generated_file": False})
    return Answer(200, {"commit": shown[-1] if shown else None, "commits": shown, "diffs": diffs, "compare_timeout": False, "compare_same_ref": ends[0] == ends[1],
                        "web_url": f"{standin.entities.url}/{request.project.path}/-/compare/{ends[0]}...{ends[1]}"})


# --- commit statuses [GL:lib/api/commit_statuses.rb]

@api("GET", "/projects/:id/repository/commits/:sha/statuses", anonymous=True)
def statuses(standin, request):
    """Jobs and posted statuses alike; the latest of each name unless all=true. No status where the sha is not the full one."""
    sha_of(request)
    found = [s for s in job_statuses(request.project) + request.project.statuses if s["sha"] == request.names["sha"]]
    for name in ("ref", "stage", "name", "pipeline_id"):
        if wanted := request.query.get(name):
            found = [s for s in found if str(s.get(name)) == wanted]
    if request.query.get("all") not in ("true", "1"):
        found = list({s["name"]: s for s in sorted(found, key=lambda s: s["id"])}.values())
    found.sort(key=lambda s: s["id"], reverse=request.query.get("sort") == "desc")
    return page(request, [standin.entities.status(s) for s in found], standin.entities.url)


def job_statuses(project):
    return [{"id": job["id"], "sha": p["sha"], "ref": p["ref"], "status": job["status"], "name": job["name"], "stage": job["stage"], "target_url": None, "description": None,
             "created": job["created"], "started": job["started"], "finished": job["finished"], "pipeline_id": p["id"], "author": "ada"}
            for p in project.pipelines for job in p["jobs"]]


@api("POST", "/projects/:id/statuses/:sha")
def post_status(standin, request):
    """Developer and above. A running or pending status of the same name is changed, otherwise one more is made; the ref is the
    first branch with the commit, its latest pipeline takes the status [GL:lib/api/commit_statuses.rb]."""
    need(request, request.project, DEVELOPER)
    fields = request.fields()
    state = fields.get("state")
    if state is None:
        raise Answer(400, {"error": "state is missing, state does not have a valid value"})
    if state not in ("pending", "running", "success", "failed", "canceled", "skipped"):
        raise Answer(400, {"error": "state does not have a valid value"})
    sha = sha_of(request)
    holding = request.project.repository.branches_with(sha) or _raise(message(404, "404 References for commit Not Found"))
    ref, name, now = fields.get("ref") or holding[0], fields.get("name") or fields.get("context") or "default", time.time()
    line = next((p for p in reversed(request.project.pipelines) if p["sha"] == sha), None)
    if line is None:
        line = {"id": standin.model.new_id(), "iid": len(request.project.pipelines) + 1, "sha": sha, "ref": ref, "status": state, "source": "external", "created": now,
                "started": now, "finished": now, "jobs": []}
        request.project.pipelines.append(line)
    status = next((s for s in request.project.statuses if (s["sha"], s["name"], s["ref"]) == (sha, name, ref) and s["status"] in ("pending", "running")), None)
    if status is None:
        status = {"id": standin.model.new_id(), "sha": sha, "ref": ref, "name": name, "stage": "external", "created": now, "started": None}
        request.project.statuses.append(status)
    status |= {"status": state, "target_url": fields.get("target_url"), "description": fields.get("description"), "pipeline_id": line["id"], "author": request.user.username,
               "started": status["started"] or (None if state == "pending" else now), "finished": None if state in ("pending", "running") else now}
    standin.model.changed.notify_all()
    return Answer(201, standin.entities.status(status))


# --- pipelines [GL:lib/api/ci/pipelines.rb; gitlab-docs api/pipelines, api/jobs]

@api("GET", "/projects/:id/pipelines", anonymous=True)
def pipelines(standin, request):
    found = list(request.project.pipelines)
    for name in ("sha", "ref", "status", "source"):
        if wanted := request.query.get(name):
            found = [p for p in found if p[name] == wanted]
    found.sort(key=lambda p: p["id"], reverse=request.query.get("sort") != "asc")
    return page(request, [standin.entities.pipeline(request.project, p) for p in found], standin.entities.url)


def one_pipeline(request):
    return found_by_id(request.project.pipelines, number(request, "pipeline"), "404 Pipeline Not Found")


@api("GET", "/projects/:id/pipelines/:pipeline", anonymous=True)
def pipeline(standin, request):
    return Answer(200, standin.entities.pipeline(request.project, one_pipeline(request), single=True))


@api("GET", "/projects/:id/pipelines/:pipeline/jobs", anonymous=True)
def jobs(standin, request):
    line = one_pipeline(request)
    wanted = request.query.get("scope") or request.query.get("scope[]")
    return page(request, [standin.entities.job(request.project, line, j) for j in reversed(line["jobs"]) if not wanted or j["status"] == wanted], standin.entities.url)


@api("GET", "/projects/:id/pipelines/:pipeline/bridges", anonymous=True)
def bridges(standin, request):
    line, model = one_pipeline(request), standin.model
    if not line.get("downstream"):
        return page(request, [], standin.entities.url)
    other, its = next((p, line_) for p in model.projects.values() for line_ in p.pipelines if line_["id"] == line["downstream"])
    job = {"id": line["id"] * 10 + 9, "name": "deliver", "stage": "deliver", "status": "success", "created": line["created"], "started": line["finished"], "finished": line["finished"] + 5}
    return page(request, [standin.entities.job(request.project, line, job) | {"downstream_pipeline": standin.entities.pipeline(other, its)}], standin.entities.url)


@api("GET", "/projects/:id/events", scopes=("read_user",))
def events(standin, request):
    """Only action=pushed is here [gitlab-docs api/events]."""
    project = request.project
    return page(request, [{"id": 5000 + p["id"], "project_id": project.id, "action_name": "pushed to", "created_at": iso(p["created"] - 5), "author_username": "ada",
                           "push_data": {"commit_count": 1, "action": "pushed", "ref_type": "branch", "commit_to": p["sha"], "ref": p["ref"]}}
                          for p in reversed(project.pipelines)], standin.entities.url)


# --- registry [GL:lib/api/project_container_repositories.rb; gitlab-docs api/container_registry]

def image_path(request, image):
    return request.project.path + (f"/{image['name']}" if image["name"] else "")


@api("GET", "/projects/:id/registry/repositories")
def images(standin, request):
    repository(request)
    shown = []
    for image in request.project.images:
        path = image_path(request, image)
        entry = {"id": image["id"], "name": image["name"], "path": path, "project_id": request.project.id, "location": f"{standin.registry.host()}/{path}",
                 "created_at": iso(1772442000), "cleanup_policy_started_at": None, "status": None}
        tags = standin.registry.tags(path, image)
        if request.query.get("tags_count") == "true":
            entry["tags_count"] = len(tags)
        if request.query.get("tags") == "true":
            entry["tags"] = [{"name": t["name"], "path": f"{path}:{t['name']}", "location": f"{standin.registry.host()}/{path}:{t['name']}"} for t in tags]
        shown.append(entry)
    return page(request, shown, standin.entities.url)


@api("GET", "/projects/:id/registry/repositories/:image/tags")
def tags(standin, request):
    repository(request)
    image = found_by_id(request.project.images, number(request, "image"))
    path = image_path(request, image)
    return page(request, [{"name": t["name"], "path": f"{path}:{t['name']}", "location": f"{standin.registry.host()}/{path}:{t['name']}"} for t in standin.registry.tags(path, image)], standin.entities.url)


@api("GET", "/projects/:id/registry/repositories/:image/tags/:tag")
def tag(standin, request):
    """created_at of an OCI artifact is null: it has no image configuration to read it from."""
    repository(request)
    image = found_by_id(request.project.images, number(request, "image"))
    path = image_path(request, image)
    found = next((t for t in standin.registry.tags(path, image) if t["name"] == request.names["tag"]), None) or _raise(message(404, "404 Tag Not Found"))
    return Answer(200, {"name": found["name"], "path": f"{path}:{found['name']}", "location": f"{standin.registry.host()}/{path}:{found['name']}", "revision": found["digest"][7:],
                        "short_revision": found["digest"][7:16], "digest": found["digest"], "created_at": iso(found["created"]), "total_size": found["size"]})


# --- hooks [gitlab-docs api/project_webhooks]

def hook_entity(request, hook):
    return {"id": hook["id"], "url": hook["url"], "project_id": request.project.id, "push_events": hook["push_events"], "tag_push_events": False, "enable_ssl_verification": False,
            "created_at": iso(hook["created"]), "alert_status": "executable"}


@api("GET", "/projects/:id/hooks")
def hooks(standin, request):
    need(request, request.project, MAINTAINER)
    return page(request, [hook_entity(request, h) for h in request.project.hooks], standin.entities.url)


@api("POST", "/projects/:id/hooks")
def add_hook(standin, request):
    """The token is never told again."""
    need(request, request.project, MAINTAINER)
    fields = request.fields()
    if not fields.get("url"):
        raise Answer(400, {"error": "url is missing"})
    hook = {"id": standin.model.new_id(), "url": fields["url"], "token": fields.get("token"), "push_events": str(fields.get("push_events", True)).lower() != "false", "created": time.time()}
    request.project.hooks.append(hook)
    return Answer(201, hook_entity(request, hook))
