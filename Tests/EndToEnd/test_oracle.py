"""Random queries of random viewers, answered by the gateway and by a second, slow and plain one: see the folder `oracle`.

SOUK_PROGRAM: the gateway's program. SOUK_SERVER: a PostgreSQL server, as its superuser; databases are made on it. SOUK_SHARED: the shared test
material. Needs graphql-core, which deploy/test installs.
"""

import dataclasses
import importlib.util
import io
import os
import random
import sys
import unittest
import unittest.mock

HAS_GRAPHQL = importlib.util.find_spec("graphql") is not None
HAS_SERVER = "SOUK_SERVER" in os.environ and "SOUK_PROGRAM" in os.environ
QUERIES = 1000


@unittest.skipUnless(HAS_GRAPHQL, "no graphql-core: python3 -m pip install graphql-core")
@unittest.skipUnless(HAS_SERVER, "no server to make databases on: deploy/test starts one")
class Oracle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from oracle.psql import Psql
        from oracle.worlds import Maker

        maker = Maker(Psql(os.environ["SOUK_SERVER"]), os.environ["SOUK_PROGRAM"], os.environ.get("SOUK_SHARED", "../shared"))
        cls.worlds = []
        cls.addClassCleanup(lambda: [world.stop() for world in cls.worlds])
        for name in maker.names:
            cls.worlds.append(maker.world(name))
        cls.markets = [world for world in cls.worlds if world.tenants]

    def run_oracle(self, worlds, count, **others):
        from oracle.comparison import run

        report = io.StringIO()
        return run(worlds, count, out=report, **others), report

    def test_random_queries_have_the_same_answers(self):
        from oracle.known import not_understood

        tally, report = self.run_oracle(self.worlds, QUERIES, seed=1)
        # Not the failures themselves: to print one is to print its world.
        self.assertEqual(len(tally.failures), 0, report.getvalue())
        self.assertLess(tally.refused, QUERIES / 100, "too many queries were refused as too complex")
        self.assertLess(tally.empty, QUERIES / 3, "too many answers hold hardly anything")
        for world in self.worlds:
            strange = {name for evaluator in world.evaluators.values() for name in not_understood(evaluator)}
            print(f"oracle: not compared in {world.name}: {', '.join(sorted(strange)) or 'nothing'}", file=sys.stderr)

    def test_each_viewer_has_the_fields_that_are_theirs_and_no_others(self):
        from oracle.mask import Mask

        for world in self.markets:
            for viewer, evaluator in self.viewers(world):
                with self.subTest(world.name, viewer=viewer):
                    self.assertEqual(list(Mask(world.graph, viewer).problems(evaluator.schema)), [])

    def test_a_field_that_a_schema_hides_wrongly_is_noticed(self):
        from oracle.mask import Mask

        world = self.markets[0]
        for viewer, evaluator in self.viewers(world):
            other = dataclasses.replace(viewer, role="anonymous" if viewer.is_signed_in() else "operator")
            if viewer.scopes != ():
                self.assertNotEqual(list(Mask(world.graph, other).problems(evaluator.schema)), [], viewer)

    def viewers(self, world):
        chance = random.Random(1)
        for _ in range(40):
            viewer, _, carried = world.viewer(chance)
            yield viewer, world.evaluator(viewer, carried)

    def test_a_row_that_the_gateway_hides_wrongly_is_noticed(self):
        from oracle import rules

        with unittest.mock.patch.dict(rules.RULES, {"product": ("products:read", rules.everybody)}):
            self.assert_noticed()

    def test_a_wrong_order_of_nulls_is_noticed(self):
        from oracle import pages

        with unittest.mock.patch.dict(pages.DIRECTIONS, {"ASC": (False, True), "DESC": (True, False)}):
            self.assert_noticed()

    def test_a_wrong_filter_is_noticed(self):
        from oracle import filters

        with unittest.mock.patch.dict(filters.TESTS, {"lte": filters.TESTS["lt"]}):
            self.assert_noticed()

    def assert_noticed(self):
        tally, report = self.run_oracle(self.worlds, 600, seed=1, most_failures=1)
        self.assertEqual(len(tally.failures), 1)
        self.assertIn("again: --world", report.getvalue())
        query, _ = tally.failures[0].query.text_and_variables()
        self.assertLess(len(query), 400, "the failing query was not made small")


if __name__ == "__main__":
    unittest.main()
