"""psql as the one door to a database: statements go in, text comes out."""

import json
import subprocess
import urllib.parse

UNESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class Psql:
    """A database as its superuser sees it. `server` is the address of any database of the same server."""

    def __init__(self, server, database=None, user=None):
        parts = urllib.parse.urlsplit(server)
        host = urllib.parse.parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
        self.settings = {"host": host, "dbname": database or parts.path.lstrip("/"), "user": user or parts.username or "postgres"}
        if parts.port:
            self.settings["port"] = str(parts.port)

    @property
    def url(self):
        """The address as the gateway's options take it."""
        return " ".join(f"{key}={value}" for key, value in self.settings.items())

    def on(self, database, user=None):
        """Another database of the same server."""
        other = Psql.__new__(Psql)
        other.settings = {**self.settings, "dbname": database, "user": user or self.settings["user"]}
        return other

    def run(self, sql, *options, input=None, folder=None):
        command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", f"--dbname={self.url}", *options]
        if sql is not None:
            command.append(f"--command={sql}")
        done = subprocess.run(command, input=input, capture_output=True, cwd=folder)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode(errors="replace"))
        return done.stdout.decode()

    def json(self, sql):
        """What a statement of one value says, read as JSON."""
        return json.loads(self.run(sql))

    def rows(self, query):
        """The rows of a query, each a list of texts, None where there is no value."""
        text = self.run(f"SET TIME ZONE 'UTC'; SET DateStyle = 'ISO'; COPY ({query}) TO STDOUT")
        # Only a line feed ends a row: the text of a cell may hold other line ends of Unicode.
        return [[cell(part) for part in line.split("\t")] for line in text.split("\n")[:-1]]


def cell(text):
    """One cell as COPY writes it."""
    if text == r"\N":
        return None
    if "\\" not in text:
        return text
    parts, rest = [], iter(text)
    for character in rest:
        if character == "\\":
            character = next(rest)
            character = UNESCAPED.get(character, character)
        parts.append(character)
    return "".join(parts)
