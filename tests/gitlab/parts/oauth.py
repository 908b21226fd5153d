# SPDX-License-Identifier: Apache-2.0
"""The device authorization grant [gitlab-docs api/oauth2, since 17.2; RFC 8628]. Documented, not seen."""
import secrets, time

from .model import Token
from .web import Answer

CLIENT = "driftglass"  # the one registered application; public, so without a secret
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
WORDS = {
    "invalid_client": "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
    "invalid_grant": "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
    "invalid_scope": "The requested scope is invalid, unknown, or malformed.",
    "unsupported_grant_type": "The authorization grant type is not supported by the authorization server.",
    "authorization_pending": "The authorization request is still pending as the end user hasn't yet completed the user interaction steps.",
    "slow_down": "The authorization request is still pending and polling should continue, but the interval must be increased by 5 seconds for this and all subsequent requests.",
    "expired_token": "The device_code has expired, and the device authorization session has concluded.",
    "access_denied": "The resource owner or authorization server denied the request.",
}
SCOPES = {"api", "read_api", "read_user", "k8s_proxy", "read_repository", "openid", "profile", "email"}


def refuse(error):
    headers = {"Cache-Control": "no-store"} | ({"WWW-Authenticate": f'Bearer realm="Doorkeeper", error="{error}", error_description="{WORDS[error]}"'} if error == "invalid_client" else {})
    return Answer(401 if error == "invalid_client" else 400, {"error": error, "error_description": WORDS[error]}, headers)


class OAuth:
    def __init__(self, standin):
        self.standin, self.model = standin, standin.model
        self.grants, self.refresh = {}, {}
        self.interval, self.lifetime = 5, 300

    def answer(self, request):
        """None when the path is not of it."""
        if request.method != "POST" or request.raw_path not in ("/oauth/authorize_device", "/oauth/token", "/oauth/revoke"):
            return None
        if request.raw_path == "/oauth/authorize_device" and self.standin.older_than(17, 2):
            return Answer(404, "Not found\n", kind="text/plain")
        fields = request.fields()
        if fields.get("client_id") != CLIENT:
            return refuse("invalid_client")
        with self.model.lock:
            if request.raw_path == "/oauth/authorize_device":
                return self.begin(fields)
            if request.raw_path == "/oauth/revoke":
                if fields.get("token") in self.model.tokens:
                    self.model.tokens[fields["token"]].revoked = True
                return Answer(200, {})
            if fields.get("grant_type") == DEVICE_GRANT:
                return self.poll(fields)
            return self.renew(fields) if fields.get("grant_type") == "refresh_token" else refuse("unsupported_grant_type")

    def begin(self, fields):
        scopes = (fields.get("scope") or "read_user").split()
        if not set(scopes) <= SCOPES:
            return refuse("invalid_scope")
        code, user_code = secrets.token_urlsafe(30), secrets.token_hex(4).upper()
        self.grants[code] = {"user_code": user_code, "scopes": scopes, "until": self.standin.now() + self.lifetime, "polled": None, "interval": self.interval, "user": None, "denied": False}
        page = f"{self.standin.url}/oauth/device"
        return Answer(200, {"device_code": code, "user_code": user_code, "verification_uri": page, "verification_uri_complete": f"{page}?user_code={user_code}",
                            "expires_in": self.lifetime, "interval": self.interval}, {"Cache-Control": "no-store"})

    def decide(self, user_code, user, deny):
        with self.model.lock:
            grant = next(g for g in self.grants.values() if g["user_code"] == user_code)
            grant["denied"], grant["user"] = deny, None if deny else self.model.users[user]

    def poll(self, fields):
        grant, now = self.grants.get(fields.get("device_code")), self.standin.now()
        if grant is None:
            return refuse("invalid_grant")
        if now >= grant["until"]:
            return refuse("expired_token")
        early, grant["polled"] = grant["polled"] is not None and now - grant["polled"] < grant["interval"], now
        if early:
            grant["interval"] += 5
            return refuse("slow_down")
        if grant["denied"]:
            return refuse("access_denied")
        if grant["user"] is None:
            return refuse("authorization_pending")
        del self.grants[fields["device_code"]]
        return self.issue(grant["user"], grant["scopes"])

    def renew(self, fields):
        """The old pair ends with the new one."""
        old = self.refresh.pop(fields.get("refresh_token"), None)
        if old is None or old.revoked:
            return refuse("invalid_grant")
        old.revoked = True
        return self.issue(old.user, old.scopes)

    def issue(self, user, scopes):
        token = self.model.add_token(Token(self.model.new_id(), secrets.token_hex(32), "oauth", user, list(scopes), kind="oauth", until=time.time() + 7200))
        again = secrets.token_hex(32)
        self.refresh[again] = token
        return Answer(200, {"access_token": token.value, "token_type": "Bearer", "expires_in": 7200, "refresh_token": again, "scope": " ".join(scopes),
                            "created_at": int(token.created)}, {"Cache-Control": "no-store"})
