# SPDX-License-Identifier: Apache-2.0
"""The objects of GitLab's REST answers, field by field. Each names the entity it follows."""
from .model import iso


class Entities:
    def __init__(self, model, url):
        self.model, self.url = model, url  # url: the external URL, no slash at the end

    def user_basic(self, user):
        """[GL:lib/api/entities/user_basic.rb]"""
        return user and {"id": user.id, "username": user.username, "name": user.name, "state": "active", "locked": False, "avatar_url": None,
                         "web_url": f"{self.url}/{user.username}"}

    def user(self, user):
        """[gitlab-docs api/users, GET /user]"""
        return {**self.user_basic(user), "bot": user.bot, "email": f"{user.username}@example.com", "public_email": None, "created_at": iso(1735689600),
                "two_factor_enabled": True, "external": False, "can_create_project": True}

    def token(self, token):
        """[GL:lib/api/entities/personal_access_token.rb]"""
        return {"id": token.id, "name": token.name, "revoked": token.revoked, "created_at": iso(token.created), "description": None, "scopes": token.scopes,
                "user_id": token.user.id, "last_used_at": iso(token.used), "active": token.active(), "expires_at": token.expires}

    def project(self, project):
        """[GL:lib/api/entities/basic_project_details.rb]"""
        group, name = project.group, project.path.rpartition("/")[2]
        return {"id": project.id, "description": "", "name": project.name, "name_with_namespace": f"{group.name} / {project.name}", "path": name,
                "path_with_namespace": project.path, "created_at": iso(1735689600), "default_branch": "main", "tag_list": [], "topics": [],
                "ssh_url_to_repo": f"ssh://git@{self.host()}/{project.path}.git", "http_url_to_repo": f"{self.url}/{project.path}.git",
                "web_url": f"{self.url}/{project.path}", "visibility": project.visibility, "archived": False, "last_activity_at": iso(1772442000),
                "namespace": {"id": group.id, "name": group.name, "path": group.path, "kind": "group", "full_path": group.path, "parent_id": None,
                              "web_url": f"{self.url}/groups/{group.path}"}}

    def host(self):
        return self.url.partition("://")[2].partition("/")[0].partition(":")[0]

    def project_identity(self, project):
        """[GL:lib/api/entities/project_identity.rb]"""
        whole = self.project(project)
        return {name: whole[name] for name in ("id", "description", "name", "name_with_namespace", "path", "path_with_namespace", "created_at")}

    def agent(self, agent):
        """[GL:lib/api/entities/clusters/agent.rb]; is_receptive: newer, documented, not seen."""
        return {"id": agent.id, "name": agent.name, "config_project": self.project_identity(agent.project), "created_at": iso(agent.created),
                "created_by_user_id": agent.created_by, "is_receptive": False}

    def agent_token(self, agent, token, single):
        """[GL:lib/api/entities/clusters/agent_token_basic.rb, agent_token.rb]: last_used_at only in the single answer."""
        found = {"id": token.id, "name": token.name, "description": "", "agent_id": agent.id, "status": "revoked" if token.revoked else "active",
                 "created_at": iso(token.created), "created_by_user_id": agent.created_by}
        return {**found, "last_used_at": iso(token.used)} if single else found

    def environment(self, project, env):
        """[gitlab-docs api/environments]; cluster_agent and the two fields behind it since 16.x."""
        agent = self.model.agents.get(env["agent"])
        return {"id": env["id"], "name": env["name"], "slug": env["slug"], "description": "", "external_url": None, "created_at": iso(1772442000),
                "updated_at": iso(1772442000), "state": "available", "tier": env["tier"], "auto_stop_at": None, "auto_stop_setting": "always",
                "project": self.project_identity(project), "cluster_agent": self.agent(agent) if agent else None,
                "kubernetes_namespace": env["namespace"], "flux_resource_path": env["flux"]}

    def commit(self, project, commit, single=False):
        """[GL:lib/api/entities/commit.rb, commit_detail.rb]"""
        found = {"id": commit.id, "short_id": commit.id[:8], "created_at": commit.committed, "parent_ids": commit.parents, "title": commit.title,
                 "message": commit.message, "author_name": commit.author_name, "author_email": commit.author_email, "authored_date": commit.authored,
                 "committer_name": commit.committer_name, "committer_email": commit.committer_email, "committed_date": commit.committed,
                 "trailers": {}, "extended_trailers": {}, "web_url": f"{self.url}/{project.path}/-/commit/{commit.id}"}
        if single:
            last = next((p for p in reversed(project.pipelines) if p["sha"] == commit.id), None)
            found |= {"stats": {"additions": 1, "deletions": 1, "total": 2}, "status": last and last["status"], "project_id": project.id,
                      "last_pipeline": last and self.pipeline(project, last)}
        return found

    def pipeline(self, project, pipeline, single=False):
        """[GL:lib/api/entities/ci/pipeline_basic.rb, pipeline.rb]"""
        found = {"id": pipeline["id"], "iid": pipeline["iid"], "project_id": project.id, "sha": pipeline["sha"], "ref": pipeline["ref"],
                 "status": pipeline["status"], "source": pipeline["source"], "created_at": iso(pipeline["created"]),
                 "updated_at": iso(pipeline["finished"] or pipeline["created"]), "web_url": f"{self.url}/{project.path}/-/pipelines/{pipeline['id']}", "name": None}
        if single:
            done = pipeline["finished"] and pipeline["started"]
            found |= {"before_sha": "0" * 40, "tag": False, "yaml_errors": None, "user": self.user_basic(self.model.users["ada"]),
                      "started_at": iso(pipeline["started"]), "finished_at": iso(pipeline["finished"]), "committed_at": None,
                      "duration": pipeline["finished"] - pipeline["started"] if done else None,
                      "queued_duration": pipeline["started"] - pipeline["created"] if pipeline["started"] else None, "coverage": None}
        return found

    def job(self, project, pipeline, job):
        """[GL:lib/api/entities/ci/job_basic.rb, job.rb]"""
        return {"id": job["id"], "status": job["status"], "stage": job["stage"], "name": job["name"], "ref": pipeline["ref"], "tag": False, "coverage": None,
                "allow_failure": False, "created_at": iso(job["created"]), "started_at": iso(job["started"]), "finished_at": iso(job["finished"]),
                "erased_at": None, "duration": float(job["finished"] - job["started"]) if job["finished"] else None, "queued_duration": 10.0,
                "user": self.user_basic(self.model.users["ada"]), "pipeline": self.pipeline(project, pipeline),
                "web_url": f"{self.url}/{project.path}/-/jobs/{job['id']}", "project": {"ci_job_token_scope_enabled": False}, "failure_reason": None}

    def status(self, status):
        """[GL:lib/api/entities/commit_status.rb]"""
        return {"id": status["id"], "sha": status["sha"], "ref": status["ref"], "status": status["status"], "name": status["name"],
                "target_url": status["target_url"], "description": status["description"], "created_at": iso(status["created"]),
                "started_at": iso(status["started"]), "finished_at": iso(status["finished"]), "allow_failure": False, "coverage": None,
                "pipeline_id": status["pipeline_id"], "author": self.user_basic(self.model.users.get(status["author"]))}

    def merge_request(self, project, merge):
        """[GL:lib/api/entities/merge_request_basic.rb], the fields a reader of a commit wants."""
        return {"id": merge["id"], "iid": merge["iid"], "project_id": project.id, "title": merge["title"], "description": "", "state": merge["state"],
                "target_branch": "main", "source_branch": merge["source"], "author": self.user_basic(self.model.users[merge["author"]]),
                "merge_user": self.user_basic(self.model.users[merge["merged_by"]]), "merged_at": iso(1772452800), "merge_commit_sha": merge["sha"],
                "sha": merge["sha"], "references": {"short": f"!{merge['iid']}", "full": f"{project.path}!{merge['iid']}"},
                "web_url": f"{self.url}/{project.path}/-/merge_requests/{merge['iid']}"}
