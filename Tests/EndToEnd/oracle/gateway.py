"""A gateway: the program as a process of ours, and questions to it over HTTP."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time

TOKEN_SECRET = b"a secret that signs the tokens of the oracle's viewers, and of nobody else"
CURSOR_SECRET = b"a secret that seals cursors, so that a cursor holds in the next run as well"


class Gateway:
    """Serves a database on a port that the system chooses, until `stop`."""

    def __init__(self, program, psql, user, *options):
        self.folder = tempfile.TemporaryDirectory(prefix="souk-oracle")
        folder = pathlib.Path(self.folder.name)
        for name, secret in (("tokens", TOKEN_SECRET), ("cursors", CURSOR_SECRET)):
            (folder / name).write_bytes(secret)
        self.log = folder / "log"
        command = [program, "serve", "--database-url", psql.on(psql.settings["dbname"], user).url, "--port", "0", "--threads", "1",
                   "--secret-file", str(folder / "cursors"), "--jwt-secret-file", str(folder / "tokens"), *options]
        with self.log.open("wb") as log:
            # Chores would move campaigns between the two looks at them. Long answers of all sizes leave in parts.
            environment = {**os.environ, "SOUK_NO_CHORES": "1", "SOUK_STREAM_BEYOND": "0"}
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
        try:
            self.port = self.wait_for_port()
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.wait_until_ready()
        except Exception:
            self.stop()
            raise

    def wait_for_port(self):
        for _ in range(600):
            if match := re.search(r"127\.0\.0\.1:(\d+)[^\n]*listening", self.log.read_text(errors="replace")):
                return int(match[1])
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError("the gateway does not listen:\n" + self.log.read_text(errors="replace"))

    def wait_until_ready(self):
        for _ in range(600):
            if self.request("GET", "/readyz")[0] == 200:
                return
            time.sleep(0.05)
        raise RuntimeError("the gateway does not get ready:\n" + self.log.read_text(errors="replace"))

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()

    def request(self, method, path, headers={}, body=None):
        try:
            return self.exchange(method, path, headers, body)
        except (ConnectionError, http.client.RemoteDisconnected):
            # A connection that was idle for long is closed; a gateway that ended does not come back.
            self.connection.close()
            if self.process.poll() is not None:
                raise RuntimeError("the gateway ended:\n" + self.log.read_text(errors="replace")) from None
            return self.exchange(method, path, headers, body)

    def exchange(self, method, path, headers, body):
        self.connection.request(method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode()

    def ask(self, query, variables, headers):
        """The text of an answer."""
        body = json.dumps({"query": query, "variables": variables}, ensure_ascii=False).encode()
        return self.request("POST", "/graphql", {"content-type": "application/json", **headers}, body)[1]

    def sdl(self, headers):
        status, text = self.request("GET", "/schema.graphql", headers)
        if status != 200:
            raise RuntimeError(f"no schema: {status} {text}")
        return text


def token(claims):
    """A JWT with these claims."""
    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    signed = part(b'{"alg":"HS256","typ":"JWT"}') + b"." + part(json.dumps({"exp": 4102444800, **claims}).encode())
    return (signed + b"." + part(hmac.digest(TOKEN_SECRET, signed, hashlib.sha256))).decode()
