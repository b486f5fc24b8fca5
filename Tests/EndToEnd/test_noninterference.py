"""What a viewer may not see changes nothing of what the viewer is told: not a byte, an error, a cost or a header.

Floating-point sums are compared to nine digits.

Two databases are the same but for the rows that one viewer may not see, of other tenants and of the viewer's own. In the second these are gone, or
have a mark in all their texts. Both gateways are asked the same random queries, sound ones and broken ones, and must answer alike; the mark must
be in no answer, schema, log or metric.

SOUK_PROGRAM, SOUK_SERVER: as for the oracle, whose queries these are.
"""

import http.client
import importlib.util
import json
import os
import pathlib
import random
import re
import unittest

HAS_GRAPHQL = importlib.util.find_spec("graphql") is not None
HAS_SERVER = "SOUK_SERVER" in os.environ and "SOUK_PROGRAM" in os.environ
QUERIES = int(os.environ.get("SOUK_UNSEEN_QUERIES", "350"))
SEED = 5
MARK = "canary-"
# Time, and what names one answer only.
PASSING = ("date", "x-request-id")


def rounded(answer):
    """Without the last digits of floating-point numbers, if there are any: sums depend on the order in which the server adds (SECURITY.md)."""
    status, told, text = answer
    # Equal texts have equal lengths; it is only said again.
    told = [header for header in told if header[0] != "content-length"]
    return status, told, re.sub(r"-?\d+\.\d{9,}(?![\w\"])", lambda number: f"{float(number[0]):.9g}", text)


@unittest.skipUnless(HAS_GRAPHQL, "no graphql-core: python3 -m pip install graphql-core")
@unittest.skipUnless(HAS_SERVER, "no server to make databases on: deploy/test starts one")
class NonInterference(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from oracle.psql import Psql
        from oracle.worlds import Maker, World

        cls.program = os.environ["SOUK_PROGRAM"]
        maker = Maker(Psql(os.environ["SOUK_SERVER"]), cls.program, os.environ.get("SOUK_SHARED", "../shared"))
        cls.template = maker.demo("unseen", scale="0.05")
        cls.addClassCleanup(lambda: cls.drop(cls.template))
        cls.plain = cls.clone("plain")
        cls.world = World("unseen", cls.plain, cls.program, ("bazaar", "harbour"))
        cls.addClassCleanup(cls.world.stop)

    @classmethod
    def clone(cls, name):
        psql = cls.template.on(f"{cls.template.settings['dbname']}_{name}")
        cls.template.on("postgres").run(f'CREATE DATABASE "{psql.settings["dbname"]}" TEMPLATE "{cls.template.settings["dbname"]}"')
        return psql

    @classmethod
    def drop(cls, psql):
        psql.on("postgres").run(f'DROP DATABASE "{psql.settings["dbname"]}" WITH (FORCE)')

    def viewers(self):
        from oracle.rules import Viewer
        from oracle.viewers import some_id

        tenant = self.world.ids["bazaar"]
        rows = self.world.rows["bazaar"]
        chance = random.Random(SEED)
        buyer = some_id(chance, rows, "buyer", "order", "buyer_id")
        shops = tuple(sorted({some_id(chance, rows, "merchant", "order", "merchant_id") for _ in range(3)}))
        everything = tuple(rows.graph.scopes)
        yield Viewer(tenant)
        yield Viewer(tenant, "buyer", buyer)
        yield Viewer(tenant, "buyer", buyer, scopes=("buyers:read", "posts:read"))
        yield Viewer(tenant, "merchant", 1, shops[:1])
        yield Viewer(tenant, "partner", 1, shops, everything)
        yield Viewer(tenant, "partner", 1, shops, ("campaigns:read", "groups:read", "posts:read", "products:read"))
        yield Viewer(tenant, "operator", 1)

    def test_what_is_hidden_changes_no_answer(self):
        from oracle.gateway import Gateway
        from oracle.viewers import headers

        asked, refused = 0, 0
        for number, viewer in enumerate(self.viewers()):
            with self.subTest(viewer=viewer):
                other = self.clone(f"v{number}")
                self.change(other, viewer)
                gateway = Gateway(self.program, other, "souk_gateway")
                try:
                    carried = headers(viewer, "bazaar")
                    chance = random.Random(f"{SEED} {number}")
                    self.assertEqual(self.get(self.world.gateway, "/schema.graphql", carried), self.get(gateway, "/schema.graphql", carried))
                    for text, variables in self.queries(viewer, carried, chance):
                        one = self.post(self.world.gateway, text, variables, carried)
                        two = self.post(gateway, text, variables, carried)
                        self.assertEqual(rounded(one), rounded(two), f"{text} {variables}")
                        self.assertNotIn(MARK, two[2], text)
                        asked += 1
                        refused += "errors" in json.loads(two[2])
                    self.assertNotIn(MARK, gateway.log.read_text(errors="replace"))
                    self.assertNotIn(MARK, gateway.request("GET", "/metrics")[1])
                finally:
                    gateway.stop()
                    self.drop(other)
        print(f"noninterference: {asked} queries, {refused} of them with errors")
        self.assertGreater(asked, QUERIES * 5)
        self.assertGreater(refused, asked / 20, "errors are answers too")

    def change(self, psql, viewer):
        settings = {
            "tenant": viewer.tenant, "role": viewer.role, "subject": "" if viewer.subject is None else viewer.subject,
            "merchant": ",".join(map(str, viewer.merchants)), "only": "*",
            "scopes": "" if viewer.scopes is None else " ".join(viewer.scopes) or "-"}
        script = "".join(f"SET viewer.\"{name}\" = '{value}';\n" for name, value in settings.items())
        file = pathlib.Path(__file__).parent / "oracle" / "unseen.sql"
        columns = ""
        if viewer.role in ("anonymous", "buyer") or not viewer.may("merchants.sales:read"):
            columns += "UPDATE market.merchant SET monthly_sales = monthly_sales + 77777;\n"
        if not viewer.may("staff.contact:read"):
            columns += f"UPDATE market.merchant_staff SET email = '{MARK}' || id;\n"
        psql.run(None, "--file=-", input=(script + f"\\i {file}\n" + columns).encode())
        changed = int(psql.run("SELECT sum(rows) FROM unseen.changed"))
        self.assertGreater(changed, 1000, "hardly anything is hidden from this viewer")

    def queries(self, viewer, carried, chance):
        """Random queries of the viewer, some of them broken: with a name that is another's, or a letter less."""
        from oracle.generator import Generator

        rows = self.world.rows["bazaar"]
        evaluator = self.world.evaluator(viewer, carried)
        names = sorted(set(re.findall(r"\b[a-z][A-Za-z]{3,}\b", "\n".join(
            line for line in self.operators_schema().split("\n") if re.match(r"\s+\w+.*:", line)))))
        for _ in range(QUERIES):
            text, variables = Generator(chance, evaluator, rows).query().text_and_variables()
            # Of the audit, each database has its own.
            if "uditEntr" in text:
                continue
            if chance.random() < 0.15:
                words = list(re.finditer(r"\b[a-z][A-Za-z]+\b", text))
                word = chance.choice(words)
                text = text[:word.start()] + chance.choice(names) + text[word.end():]
            elif chance.random() < 0.05:
                at = chance.randrange(len(text))
                text = text[:at] + text[at + 1:]
            if "uditEntr" in text:
                continue
            yield text, variables

    def operators_schema(self):
        from oracle.rules import Viewer
        from oracle.viewers import headers

        return self.world.gateway.sdl(headers(Viewer(self.world.ids["bazaar"], "operator", 1), "bazaar"))

    def post(self, gateway, text, variables, carried):
        body = json.dumps({"query": text, "variables": variables}, ensure_ascii=False, default=str).encode()
        return self.exchange(gateway, "POST", "/graphql", {"content-type": "application/json", **carried}, body)

    def get(self, gateway, path, carried):
        return self.exchange(gateway, "GET", path, carried, None)

    def exchange(self, gateway, method, path, headers, body):
        connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=60)
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            told = sorted((name.lower(), value) for name, value in answer.getheaders() if name.lower() not in PASSING)
            return answer.status, told, answer.read().decode()
        finally:
            connection.close()


if __name__ == "__main__":
    unittest.main()
