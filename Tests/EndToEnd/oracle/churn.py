"""Another process that inserts and deletes rows while pages are walked."""

import pathlib
import subprocess

SCRIPT = pathlib.Path(__file__).with_suffix(".sql")
# Which rows of the demo it may delete.
LOOSE = {"post": lambda row: row["id"] % 3 == 0, "follow": lambda row: row["id"] % 3 == 0, "order_item": lambda row: row["line"] > 1}


def stays(row):
    return not LOOSE.get(row.table.name, lambda row: False)(row)


class Churn:
    def __init__(self, psql):
        self.psql = psql
        self.process = subprocess.Popen(["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={psql.url}", f"--file={SCRIPT}"])

    def is_running(self):
        return self.process.poll() is None

    def rounds(self):
        """How often it went round so far, as the rows tell that it inserted."""
        return int(self.psql.run("SELECT coalesce(max(id), 1000000000) - 1000000000 FROM market.post"))

    def stop(self):
        if self.is_running():
            self.psql.run("INSERT INTO public.enough VALUES (true)")
        self.process.wait()
