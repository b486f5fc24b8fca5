"""The databases that are asked: each made afresh, with a gateway before it."""

import gzip
import os
import pathlib
import subprocess

from . import catalog
from .evaluator import Evaluator
from .gateway import Gateway
from .graph import Graph
from .rows import Rows
from .rules import Viewer
from .viewers import headers, some_viewer

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLES = ("chinook_snake", "chinook_mixedcase", "northwind")
# Of the real data, two large marketplaces and two small ones.
REAL_TENANTS = ("sp", "pr", "es", "ma")


class World:
    """One database with its gateway. `tenants` are the names of those that are asked; a database of one tenant has none."""

    def __init__(self, name, psql, program, tenants=()):
        self.name, self.psql, self.tenants = name, psql, tenants
        self.evaluators = {}
        exposes_all = not tenants
        options = ["--tenancy", "none", "--expose-all"] if exposes_all else []
        self.gateway = Gateway(program, psql, psql.settings["user"] if exposes_all else "souk_gateway", *options)
        self.graph = Graph(catalog.read(psql), exposes_all)
        self.ids = {tenant: int(psql.run(f"SELECT id FROM souk.tenant WHERE name = '{tenant}'")) for tenant in tenants}
        self.rows = {tenant: Rows(psql, self.graph, self.ids[tenant]) for tenant in tenants} or {None: Rows(psql, self.graph)}

    def viewer(self, chance, like=None):
        """A random viewer, of the role and scopes of another if one is given; with the rows of the tenant and what a request of theirs carries."""
        tenant = chance.choice(self.tenants) if self.tenants else None
        rows = self.rows[tenant]
        viewer = some_viewer(chance, self.ids[tenant], rows, like) if tenant else Viewer()
        return viewer, rows, headers(viewer, tenant)

    def evaluator(self, viewer, carried):
        key = (viewer.role, viewer.scopes)
        if key not in self.evaluators:
            self.evaluators[key] = Evaluator(self.graph, self.gateway.sdl(carried))
        return self.evaluators[key]

    def stop(self):
        """Ends the gateway and drops the database."""
        self.gateway.stop()
        self.psql.on("postgres").run(f'DROP DATABASE "{self.psql.settings["dbname"]}" WITH (FORCE)')


class Maker:
    """Makes databases on a server, named after this process, and worlds of them. `shared` is the folder of the shared test material."""

    def __init__(self, psql, program, shared):
        self.psql, self.program, self.data = psql, program, pathlib.Path(shared) / "data"

    @property
    def names(self):
        """The worlds that can be made here."""
        has_real = (self.data / "fill_social_commerce.sql").exists()
        samples = [name for name in SAMPLES if (self.data / "sampledb" / f"{name}.sql.gz").exists()]
        return ["demo", *(["real"] if has_real else []), *samples]

    def world(self, name):
        if name == "demo":
            return World(name, self.demo(name), self.program, ("bazaar", "harbour", "atelier"))
        if name == "real":
            return World(name, self.real(name), self.program, REAL_TENANTS)
        return World(name, self.sample(name), self.program)

    def empty(self, name):
        database = f"oracle_{name}_{os.getpid()}"
        self.psql.on("postgres").run(f'CREATE DATABASE "{database}"')
        return self.psql.on(database)

    def migrated(self, name):
        psql = self.empty(name)
        psql.run(None, f"--file={ROOT}/sql/roles.sql")
        self.souk(psql, "migrate", "up", "--folder", f"{ROOT}/sql/system", "--folder", f"{ROOT}/sql/graph")
        return psql

    def souk(self, psql, *arguments):
        url = psql.on(psql.settings["dbname"], "souk_migrator").url
        subprocess.run([self.program, *arguments, "--database-url", url], check=True, capture_output=True)

    def demo(self, name, scale="0.1"):
        psql = self.migrated(name)
        psql.on(psql.settings["dbname"], "souk_migrator").run(None, "--file=-", input=f"SET souk.demo_scale = '{scale}';\n\\i {ROOT}/sql/seed/demo.sql\n".encode())
        return psql

    def real(self, name):
        """The real marketplaces, one for each state."""
        psql = self.migrated(name)
        psql.run(None, f"--set=data={self.data.resolve()}", f"--file={ROOT}/sql/test/real_data.sql")
        return psql

    def sample(self, name):
        psql = self.empty(name)
        with gzip.open(self.data / "sampledb" / f"{name}.sql.gz") as packed:
            psql.run(None, "--file=-", input=packed.read())
        return psql
