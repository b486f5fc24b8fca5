"""Walking connections page by page while another process inserts and deletes rows.

Rows that are there all the time come exactly once and in order, all others at most once. SOUK_PROGRAM, SOUK_SERVER: see test_oracle.py.
"""

import importlib.util
import os
import random
import subprocess
import unittest

HAS_GRAPHQL = importlib.util.find_spec("graphql") is not None
HAS_SERVER = "SOUK_SERVER" in os.environ and "SOUK_PROGRAM" in os.environ
SEED = int(os.environ.get("SOUK_WALK_SEED", "1"))
TENANT = "bazaar"

# Rows of the demo that the other process may delete: nothing refers to them.
LOOSE = {"post": lambda row: row["id"] % 3 == 0, "follow": lambda row: row["id"] % 3 == 0, "order_item": lambda row: row["line"] > 1}

# Inserts rows anywhere in the orders, and deletes them again, one transaction each, until the table `enough` has a row.
CHURN = """
SET client_min_messages = warning;
CREATE TABLE IF NOT EXISTS public.enough (yes boolean);
DO $$
DECLARE
  t bigint := (SELECT id FROM souk.tenant WHERE name = 'bazaar');
  n bigint := 1000000000;
  moment timestamptz;
BEGIN
  WHILE NOT EXISTS (SELECT FROM public.enough) LOOP
    n := n + 1;
    moment := '2026-11-01Z'::timestamptz - random() * interval '600 days';
    INSERT INTO market.merchant (tenant_id, id, name, slug, region, rating, currency, created_at)
      VALUES (t, n, 'New', 'new-' || n, '上海', CASE WHEN n % 3 > 0 THEN 5 * random() END, 'CNY', moment);
    INSERT INTO market.buyer (tenant_id, id, nickname, created_at) VALUES (t, n, 'New', moment);
    INSERT INTO market.product (tenant_id, id, merchant_id, name, price, currency, created_at)
      VALUES (t, n, 1 + n % 3, 'New', 100 * floor(300 * random()), 'CNY', moment);
    INSERT INTO market.post (tenant_id, id, author_merchant_id, body, created_at) VALUES (t, n, 1 + n % 3, 'New', moment);
    INSERT INTO market.follow (tenant_id, id, follower_buyer_id, followed_merchant_id, created_at) VALUES (t, n, n, 1 + n % 3, moment);
    COMMIT;
    DELETE FROM market.follow WHERE tenant_id = t AND (id = n - 5 OR id = (n - 1000000000) * 3);
    DELETE FROM market.post WHERE tenant_id = t AND (id = n - 5 OR id = (n - 1000000000) * 3);
    DELETE FROM market.order_item WHERE tenant_id = t AND line > 1 AND order_id = n - 1000000000;
    COMMIT;
    DELETE FROM market.product WHERE tenant_id = t AND id = n - 5;
    DELETE FROM market.buyer WHERE tenant_id = t AND id = n - 5;
    DELETE FROM market.merchant WHERE tenant_id = t AND id = n - 5;
    COMMIT;
    PERFORM pg_sleep(0.002);
  END LOOP;
END $$;
"""


@unittest.skipUnless(HAS_GRAPHQL, "no graphql-core: python3 -m pip install graphql-core")
@unittest.skipUnless(HAS_SERVER, "no server to make databases on: deploy/test starts one")
class WalkingPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from oracle.psql import Psql
        from oracle.rules import Viewer
        from oracle.viewers import headers
        from oracle.worlds import Maker, World

        maker = Maker(Psql(os.environ["SOUK_SERVER"]), os.environ["SOUK_PROGRAM"], "")
        cls.world = World("walk", maker.demo("walk", scale="0.02"), os.environ["SOUK_PROGRAM"], (TENANT,))
        cls.addClassCleanup(cls.world.stop)
        viewer = Viewer(cls.world.ids[TENANT], "operator")
        cls.carried = headers(viewer, TENANT)
        cls.rows = cls.world.rows[TENANT]
        cls.evaluator = cls.world.evaluator(viewer, cls.carried)
        # Every table is read before the first row changes.
        for table in cls.world.graph.tables:
            cls.rows.of(table)
        psql = cls.world.psql
        cls.churn = subprocess.Popen(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", psql.url, "-c", CHURN.split("DO $$")[0]])
        cls.churn.wait()
        cls.churn = subprocess.Popen(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", psql.url, "-c", "DO $$" + CHURN.split("DO $$")[1]])
        cls.addClassCleanup(cls.stop_churning)

    @classmethod
    def stop_churning(cls):
        cls.world.psql.run("INSERT INTO public.enough VALUES (true)")
        cls.churn.wait()

    def test_each_row_comes_once_from_either_end(self):
        chance = random.Random(SEED)
        for walk in self.walks(chance):
            for forward in (True, False):
                with self.subTest(walk.label, forward=forward, seed=SEED):
                    self.assert_whole(walk, forward, chance)
        self.assertIsNone(self.churn.poll(), "the other process ended before the walks did")
        self.assertGreater(int(self.world.psql.run("SELECT max(id) - 1000000000 FROM market.post")), 100, "hardly anything was inserted")

    def walks(self, chance):
        """Every list of the graph, and every connection of the rows that have most, in the order they have and in one of the others."""
        for name, connection in self.lists():
            yield from self.orders(chance, Walk(name, None, connection, self.rows.of(connection.target)))
        for table in self.world.graph.tables:
            for name, connection in table.fields.items():
                if self.is_walked(connection):
                    parent = max(self.rows.of(table), key=lambda row: len(self.following(connection, row)))
                    yield from self.orders(chance, Walk(name, parent, connection, self.following(connection, parent)))

    def lists(self):
        return [(name, meaning) for name, meaning in self.world.graph.query.items() if self.is_walked(meaning)]

    def is_walked(self, meaning):
        from oracle.graph import Connection

        return isinstance(meaning, Connection)

    def orders(self, chance, walk):
        yield walk
        offered = self.evaluator.schema.get_type(walk.connection.target.type + "OrderBy")
        names = [name for name in offered.fields if name in walk.connection.target.columns] if offered else []
        if names:
            keys = [(name, chance.choice(("ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_LAST"))) for name in chance.sample(names, min(2, len(names)))]
            yield Walk(walk.name, walk.parent, walk.connection, walk.rows, keys)

    def following(self, connection, row):
        def found(table, columns, values):
            return self.rows.where(table, columns, tuple(values))

        if connection.through is None:
            return found(connection.target, connection.target_columns, [row[name] for name in connection.columns])
        joins = found(connection.through, connection.target_columns, [row[name] for name in connection.columns])
        return [target for join in joins for target in found(connection.target, connection.on.target_columns, [join[name] for name in connection.on.columns])]

    def assert_whole(self, walk, forward, chance):
        from oracle.ids import id_of
        from oracle.pages import in_order, order_of

        size = max(chance.choice((1, 2, 3, 7, 20)), len(walk.rows) // 25)
        seen, cursor = [], None
        while True:
            page = self.page(walk, size, cursor, forward)
            ids = [node["id"] for node in page["nodes"]]
            seen = seen + ids if forward else ids + seen
            cursor = page["pageInfo"]["endCursor" if forward else "startCursor"]
            if not page["pageInfo"]["hasNextPage" if forward else "hasPreviousPage"]:
                break
            self.assertLess(len(seen), 20 * len(walk.rows) + 2000, "the walk has no end")
        self.assertEqual(len(seen), len(set(seen)), "a row came twice")
        is_loose = LOOSE.get(walk.connection.target.name, lambda row: False)
        staying = [row for row in in_order(walk.rows, order_of(walk.order_by, walk.connection)) if not is_loose(row)]
        expected = [id_of(row) for row in staying]
        known = set(expected)
        self.assertEqual([id for id in seen if id in known], expected)

    def page(self, walk, size, cursor, forward):
        from oracle.compare import read

        ends = "first: $size, after: $cursor" if forward else "last: $size, before: $cursor"
        page = f"{walk.name}({ends}{walk.order_text}) {{ nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}"
        variables = {"size": size, "cursor": cursor}
        if walk.parent is None:
            query = f"query ($size: Int, $cursor: String) {{ {page} }}"
        else:
            query = f"query ($size: Int, $cursor: String, $id: ID!) {{ node(id: $id) {{ ... on {walk.parent.table.type} {{ {page} }} }} }}"
            variables["id"] = walk.parent_id
        answer = read(self.world.gateway.ask(query, variables, self.carried))
        self.assertNotIn("errors", answer)
        data = answer["data"] if walk.parent is None else answer["data"]["node"]
        return data[walk.name]


class Walk:
    def __init__(self, name, parent, connection, rows, keys=()):
        from oracle.ids import id_of

        self.name, self.parent, self.connection, self.rows = name, parent, connection, rows
        self.parent_id = id_of(parent) if parent else None
        self.order_by = [{name: direction} for name, direction in keys]
        self.order_text = ", orderBy: [" + ", ".join(f"{{{name}: {direction}}}" for name, direction in keys) + "]" if keys else ""
        self.label = f"{parent.table.type if parent else 'Query'}.{name}{self.order_text}"


if __name__ == "__main__":
    unittest.main()
