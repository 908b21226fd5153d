# SPDX-License-Identifier: Apache-2.0
"""Git over HTTP with the token checked, and what a push sets off: a pipeline, web hooks, the agent server's notice."""
import http.client, json, re, threading, time
from urllib.parse import urlsplit

from .access import basic_credentials, may_git
from .web import Answer

PATH = re.compile(r"^/(?P<project>.+?)\.git/(?P<rest>info/refs|git-upload-pack|git-receive-pack|HEAD)$")
# [GL:app/controllers/repositories/git_http_client_controller.rb, lib/gitlab/git_access.rb]
DENIED = "HTTP Basic: Access denied. If a password was provided for Git authentication, the password was incorrect or you're required to use a token instead of a password.\n"
NOT_FOUND = "The project you were looking for could not be found or you don't have permission to view it."
NO_PUSH = "You are not allowed to push code to this project."


def answer_git(standin, request):
    """None when the path is no repository's."""
    found = PATH.match(request.raw_path)
    if not found:
        return None
    model, project = standin.model, standin.model.project_named(found["project"])
    write = "git-receive-pack" in (found["rest"], request.query.get("service"))
    secret = basic_credentials(request)
    token = model.tokens.get(secret) if secret else None
    if secret and (token is None or not token.active()) or (secret is None and (write or project is None or project.visibility != "public")):
        return Answer(401, DENIED, {"WWW-Authenticate": 'Basic realm="GitLab"'}, "text/plain")
    if project is None or not may_git(model, project, token, False):
        return Answer(404, NOT_FOUND, kind="text/plain")
    if write and not may_git(model, project, token, True):
        return Answer(403, NO_PUSH, kind="text/plain")
    request.user = token.user if token else None
    before = project.repository.refs() if write else None
    status, headers, content = project.repository.http(request, f"/{project.path}.git/{found['rest']}", standin.dir / "git", request.raw_query)
    kind = headers.pop("Content-Type", None)
    if found["rest"] == "git-receive-pack":
        for name, sha in project.repository.refs().items():
            if before.get(name) != sha and name.startswith("refs/heads/"):
                pushed(standin, project, name.removeprefix("refs/heads/"), before.get(name), sha, token.user)
    return Answer(status, content, headers, kind)


def pushed(standin, project, branch, before, after, user):
    """What GitLab does behind a push. Hooks and agents are told by an own thread: nobody waits for them."""
    from .content import pipeline
    model = standin.model
    with model.changed:
        line = pipeline(model.new_id(), project.repository.commit(after), ("check",), "success", branch)
        line |= {"iid": len(project.pipelines) + 1}
        project.pipelines.append(line)
        hooks = [h for h in project.hooks if h["push_events"]]
        model.changed.notify_all()
    event = {"object_kind": "push", "event_name": "push", "before": before or "0" * 40, "after": after, "checkout_sha": after, "ref": f"refs/heads/{branch}",
             "user_username": user.username, "project_id": project.id, "project": {"id": project.id, "path_with_namespace": project.path}}

    def tell():
        for double in standin.doubles:
            double.pushed(project)
        for hook in hooks:
            post_hook(hook, event)
    threading.Thread(target=tell, daemon=True).start()


def post_hook(hook, event):
    """[gitlab-docs user/project/integrations/webhooks]: X-Gitlab-Token in the clear, X-Gitlab-Event names it. What came back is kept."""
    to = urlsplit(hook["url"])
    make = http.client.HTTPSConnection if to.scheme == "https" else http.client.HTTPConnection
    headers = {"Content-Type": "application/json", "User-Agent": "GitLab/18.6.0-ee", "X-Gitlab-Event": "Push Hook"} | ({"X-Gitlab-Token": hook["token"]} if hook["token"] else {})
    connection = make(to.hostname, to.port, timeout=10)
    try:
        connection.request("POST", (to.path or "/") + (f"?{to.query}" if to.query else ""), json.dumps(event), headers)
        hook["last"] = {"at": time.time(), "status": connection.getresponse().status}
    except OSError as error:
        hook["last"] = {"at": time.time(), "status": None, "error": str(error)}
    finally:
        connection.close()
