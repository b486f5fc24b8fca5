"""Hostile inputs against a running gateway: it lives, answers cleanly, stays small, and serves the next request as before.

SOUK_URL: the gateway's address. SOUK_DEMO: the file with the demo's tokens. SOUK_SHARED: the shared test material.
SOUK_PID: the gateway's process, whose memory is watched.
"""

import http.client
import importlib.util
import json
import os
import pathlib
import re
import unittest
import urllib.parse

SHARED = pathlib.Path(os.environ.get("SOUK_SHARED", "../shared"))
CASES = SHARED / "badinputs" / "bad.jsonl"
NAMES = {"L": "merchants", "R": "campaigns", "B": "buyers", "K": "merchant", "M": "followMerchant"}
MEMORY_CEILING_MB = 400
# What an answer must never hold: SQL, stacks, names of the database's own things.
LEAKS = re.compile(rb"SELECT |FROM \"|pg_catalog|tenant_id|market\.|souk\.tenant|Fatal error|\.swift:\d")


def load_renderer():
    spec = importlib.util.spec_from_file_location("render", SHARED / "badinputs" / "render.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@unittest.skipUnless(CASES.exists(), f"no hostile inputs at {CASES}")
@unittest.skipUnless("SOUK_URL" in os.environ, "no gateway: deploy/test starts one")
class HostileInputs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.address = urllib.parse.urlparse(os.environ["SOUK_URL"])
        with open(os.environ["SOUK_DEMO"]) as demo:
            cls.token = json.load(demo)["tenants"][0]["tokens"]["buyer"]
        cls.render = load_renderer().render

    def send(self, method, path, headers, body, timeout=30):
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def innocent(self):
        body = json.dumps({"query": "{ merchants(first: 1) { nodes { name } } }"}).encode()
        headers = {"content-type": "application/json", "authorization": f"Bearer {self.token}"}
        status, answer = self.send("POST", "/graphql", headers, body, timeout=10)
        self.assertEqual(status, 200)
        self.assertEqual(len(json.loads(answer)["data"]["merchants"]["nodes"]), 1)

    def memory_mb(self):
        with open(f"/proc/{os.environ['SOUK_PID']}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+) kB", status.read()).group(1)) / 1024

    def test_every_case_is_survived(self):
        self.innocent()
        for line in CASES.read_text().splitlines():
            case = json.loads(line)
            with self.subTest(case["id"]):
                self.survive(case)

    def survive(self, case):
        headers = {"authorization": f"Bearer {self.token}"}
        if case.get("ct"):
            headers["content-type"] = case["ct"]
        headers.update({name: str(value) for name, value in dict(case.get("headers") or {}).items()})
        body = type(self).render(case, NAMES)
        path = case.get("path") or "/graphql"
        try:
            if case["method"] == "GET":
                separator = "&" if "?" in path else "?"
                query = urllib.parse.urlencode({"query": json.loads(body).get("query", "")}) if "query" in case else body.decode("latin-1")
                status, answer = self.send("GET", f"{path}{separator}{query}" if query else path, headers, None)
            else:
                status, answer = self.send(case["method"], path, headers, body)
        except (ConnectionError, http.client.HTTPException, UnicodeError):
            # Refused below HTTP, or cut off while a body that is too large was still being sent: clean as well.
            status, answer = None, b""
        self.assertIsNone(LEAKS.search(answer), "the answer tells of the database")
        if status is not None and answer[:1] == b"{":
            json.loads(answer)
        if case["expect"] == "ok":
            self.assertIsNotNone(status, "no answer to a case that must work")
            # Some cases ask for names of other products' graphs: those are refused as what this graph has not.
            codes = {error["extensions"]["code"] for error in json.loads(answer).get("errors", [])}
            self.assertLessEqual(codes, {"VALIDATION"}, "errors in a case that must work")
        self.innocent()
        self.assertLess(self.memory_mb(), MEMORY_CEILING_MB)


if __name__ == "__main__":
    unittest.main()
