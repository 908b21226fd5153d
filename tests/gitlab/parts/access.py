# SPDX-License-Identifier: Apache-2.0
"""Who asks, and whether the token may: the order and the words of GitLab's API guard [GL:lib/api/api_guard.rb]."""
import base64, binascii, time

from .model import DEVELOPER, REPORTER
from .web import Answer, message

INSUFFICIENT = "The request requires higher privileges than provided by the access token."
EXPIRED = "Token is expired. You can either do re-authorization or token refresh."
REVOKED = "Token was revoked. You have to re-authorize from the user."


def bearer_error(status, error, description, scope=None):
    """rack-oauth2's Bearer errors; a 403 comes without WWW-Authenticate [GL:lib/api/api_guard.rb FIXME there]."""
    body = {"error": error, "error_description": description} | ({"scope": scope} if scope else {})
    headers = {"WWW-Authenticate": f'Bearer realm="Protected by OAuth 2.0", error="{error}", error_description="{description}"'} if status == 401 else {}
    return Answer(status, body, headers)


def given_token(request):
    """The value of PRIVATE-TOKEN, JOB-TOKEN or Authorization: Bearer; None without one [gitlab-docs api/rest/authentication]."""
    bearer = request.headers.get("Authorization", "")
    return request.headers.get("PRIVATE-TOKEN") or request.headers.get("JOB-TOKEN") or (bearer[7:] if bearer.startswith("Bearer ") else None) or request.query.get("private_token")


def sign_in(model, request, allowed):
    """Sets request.token and .user; without a token they stay None. `allowed`: the scopes that open this route, None for any."""
    value = given_token(request)
    if not value:
        return
    token = model.tokens.get(value)
    if token is not None and token.kind == "oauth" and not request.headers.get("Authorization", "").startswith("Bearer "):
        token = None  # PRIVATE-TOKEN takes access tokens alone [gitlab-docs api/rest/authentication; documented, not seen]
    if token is None or token.kind == "deploy" or (token.kind == "job" and token.revoked):
        raise message(401, "401 Unauthorized")
    if token.revoked:
        raise bearer_error(401, "invalid_token", REVOKED)
    if token.expired():
        raise bearer_error(401, "invalid_token", EXPIRED)
    if allowed is not None and token.kind != "job" and not set(allowed) & set(token.scopes):
        raise bearer_error(403, "insufficient_scope", INSUFFICIENT, " ".join(allowed))
    token.used = time.time()
    request.token, request.user = token, token.user


def basic_credentials(request):
    head = request.headers.get("Authorization", "")
    try:
        return base64.b64decode(head[6:], validate=True).decode().partition(":")[2] if head.startswith("Basic ") else None
    except (binascii.Error, UnicodeDecodeError):
        return None


def need(request, project, role, refusal=None):
    """A member of the project with less than `role` is refused with 403 [GL:lib/api/helpers.rb authorize!]."""
    if project.role(request.user) < role:
        raise refusal or message(403, "403 Forbidden")


def may_git(model, project, token, write):
    """Git over HTTP [gitlab-docs user/profile/personal_access_tokens, user/project/deploy_tokens]; token may be None."""
    if token is None:
        return project.visibility == "public" and not write
    if not token.active():
        return False
    if token.kind in ("deploy", "job"):
        return not write and token.project == project.id
    scopes = {"api", "write_repository"} if write else {"api", "read_repository", "write_repository"}
    role = project.role(token.user)
    return bool(scopes & set(token.scopes)) and (role >= (DEVELOPER if write else REPORTER) or (not write and project.visibility == "public"))
