"""Walking connections page by page while another process inserts and deletes rows.

Rows that are there all the time come exactly once and in order, all others at most once. SOUK_PROGRAM, SOUK_SERVER: see test_oracle.py.
"""

import importlib.util
import os
import random
import unittest

HAS_GRAPHQL = importlib.util.find_spec("graphql") is not None
HAS_SERVER = "SOUK_SERVER" in os.environ and "SOUK_PROGRAM" in os.environ
SEED = int(os.environ.get("SOUK_SEED", "1"))
TENANT = "bazaar"


@unittest.skipUnless(HAS_GRAPHQL, "no graphql-core: python3 -m pip install graphql-core")
@unittest.skipUnless(HAS_SERVER, "no server to make databases on: deploy/test starts one")
class WalkingPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from oracle.churn import Churn
        from oracle.psql import Psql
        from oracle.rules import Viewer
        from oracle.viewers import headers
        from oracle.worlds import Maker, World

        maker = Maker(Psql(os.environ["SOUK_SERVER"]), os.environ["SOUK_PROGRAM"], "")
        cls.world = World("walk", maker.demo("walk", scale="0.02"), os.environ["SOUK_PROGRAM"], (TENANT,))
        cls.addClassCleanup(cls.world.stop)
        cls.viewer = Viewer(cls.world.ids[TENANT], "operator")
        cls.carried = headers(cls.viewer, TENANT)
        # Every table is read before the first row changes.
        for table in cls.world.graph.tables:
            cls.world.rows[TENANT].of(table)
        cls.churn = Churn(cls.world.psql)
        cls.addClassCleanup(cls.churn.stop)

    def test_each_row_comes_once_from_either_end(self):
        from oracle.walk import Walks

        chance = random.Random(SEED)
        evaluator = self.world.evaluator(self.viewer, self.carried)
        strangers = 0
        for walk in Walks(evaluator, self.viewer, self.world.rows[TENANT], chance):
            for forward in (True, False):
                with self.subTest(walk.label, forward=forward, seed=SEED):
                    strangers += self.assert_whole(walk, forward, chance)
        self.assertTrue(self.churn.is_running(), "the other process ended before the walks did")
        self.assertGreater(self.churn.rounds(), 100, "hardly anything was inserted")
        self.assertGreater(strangers, 100, "hardly anything that was inserted came on a page")

    def assert_whole(self, walk, forward, chance):
        """Returns how many rows came that were not there before."""
        from oracle.churn import stays
        from oracle.ids import id_of

        size = max(chance.choice((1, 2, 3, 7, 20)), len(walk.rows) // 25)
        seen = []
        for page in walk.pages(lambda query, variables: self.world.gateway.ask(query, variables, self.carried), size, forward):
            self.assertLessEqual(len(page), size)
            seen = seen + page if forward else page + seen
            self.assertLess(len(seen), 20 * len(walk.rows) + 2000, "the walk has no end")
        self.assertEqual(len(seen), len(set(seen)), "a row came twice")
        expected = [id_of(row) for row in walk.rows if stays(row)]
        known = set(expected)
        self.assertEqual([id for id in seen if id in known], expected)
        return len(set(seen) - {id_of(row) for row in walk.rows})


if __name__ == "__main__":
    unittest.main()
