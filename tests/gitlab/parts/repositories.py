# SPDX-License-Identifier: Apache-2.0
"""Bare git repositories with a fixed history (the same commit ids every time), read with the git program."""
import os, subprocess, threading

AUTHORS = {"ada": "Ada Byron <ada@example.com>", "ben": "Ben Alder <ben@example.com>", "mira": "Mira Okafor <mira@example.com>"}


class Commit:
    def __init__(self, line):
        (self.id, parents, self.author_name, self.author_email, self.authored, self.committer_name, self.committer_email, self.committed,
         self.message) = line.split("\x1f", 8)
        self.parents = parents.split()
        # GitLab writes milliseconds [gitlab-docs api/commits].
        self.authored, self.committed = (f"{t[:19]}.000{t[19:].replace('Z', '+00:00')}" for t in (self.authored, self.committed))
        self.message = self.message.rstrip("\n") + "\n" if self.message.strip() else ""
        self.title = self.message.partition("\n")[0]


class Repository:
    FORMAT = "%H%x1f%P%x1f%an%x1f%ae%x1f%aI%x1f%cn%x1f%ce%x1f%cI%x1f%B%x1e"

    def __init__(self, folder):
        self.folder, self.lock = folder, threading.Lock()

    def git(self, *arguments, check=True, binary=False, **more):
        done = subprocess.run(["git", "-C", str(self.folder), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
        if check and done.returncode:
            raise LookupError(done.stderr.decode(errors="replace"))
        return done.stdout if binary else done.stdout.decode(errors="replace")

    def create(self, history):
        """history: [(author, unix time, message, {path: text or None})], all on main."""
        for name in ("objects", "refs"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "HEAD").write_text("ref: refs/heads/main\n")
        # Who may push is asked before git is.
        (self.folder / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n[http]\n\treceivepack = true\n")
        stream = []
        for author, when, text, files in history:
            who = f"{AUTHORS[author]} {when} +0000"
            data = text.encode()
            stream.append(f"commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata {len(data)}\n{text}\n")
            for path, content in files.items():
                stream.append(f"D {path}\n" if content is None else f"M 644 inline {path}\ndata {len(content.encode())}\n{content}\n")
        self.git("fast-import", "--quiet", input="".join(stream).encode())

    def refs(self):
        lines = self.git("for-each-ref", "--format=%(objectname) %(refname)").splitlines()
        return {name: sha for sha, name in (line.split(" ", 1) for line in lines)}

    def resolve(self, name):
        """The full commit id of a branch, tag or abbreviated id; None when there is none."""
        if not name or name.startswith("-") or ".." in name:
            return None
        try:
            return self.git("rev-parse", "--verify", "--quiet", name + "^{commit}").strip()
        except LookupError:
            return None

    def log(self, *what):
        return [Commit(part.lstrip("\n")) for part in self.git("log", f"--format={self.FORMAT}", *what, "--").split("\x1e") if part.strip()]

    def commit(self, name):
        sha = self.resolve(name)
        return self.log("-1", sha)[0] if sha else None

    def branches_with(self, sha):
        return self.git("for-each-ref", "--contains", sha, "--format=%(refname:short)", "refs/heads").split()

    def file(self, ref, path):
        try:
            return self.git("cat-file", "blob", f"{ref}:{path}", binary=True)
        except LookupError:
            return None

    def tree(self, ref, path):
        """[(mode, type, id, path)] of one folder."""
        try:
            lines = self.git("ls-tree", ref, (path.rstrip("/") + "/") if path else "./").splitlines()
        except LookupError:
            return None
        return [(*head.split(), name) for head, name in (line.split("\t", 1) for line in lines)]

    def write(self, branch, message, files, author="ada", when=None):
        """One more commit, made by the server itself (a test that wants git's own push uses HTTP). Its id."""
        with self.lock:
            head = self.resolve(branch)
            who = f"{AUTHORS[author]} {when or int(__import__('time').time())} +0000"
            stream = f"commit refs/heads/{branch}\nauthor {who}\ncommitter {who}\ndata {len(message.encode())}\n{message}\n" + (f"from {head}\n" if head else "")
            for path, content in files.items():
                stream += f"D {path}\n" if content is None else f"M 644 inline {path}\ndata {len(content.encode())}\n{content}\n"
            self.git("fast-import", "--quiet", input=stream.encode())
            return self.resolve(branch)

    def http(self, request, path, root, query):
        """One request of git's smart HTTP, answered by git's own http-backend: (status, headers, body)."""
        environment = {**os.environ, "GIT_PROJECT_ROOT": str(root), "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path, "QUERY_STRING": query,
                       "REQUEST_METHOD": request.method, "CONTENT_TYPE": request.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(request.body)),
                       "HTTP_CONTENT_ENCODING": request.headers.get("Content-Encoding", ""), "GIT_PROTOCOL": request.headers.get("Git-Protocol", ""),
                       "REMOTE_USER": request.user.username if request.user else ""}
        out = subprocess.run(["git", "http-backend"], input=request.body, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        head, _, content = out.partition(b"\r\n\r\n")
        fields = dict(line.decode().split(": ", 1) for line in head.split(b"\r\n") if b": " in line)
        return int(fields.pop("Status", "200").split()[0]), fields, content
