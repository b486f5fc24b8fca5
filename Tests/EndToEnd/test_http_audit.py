"""GraphQL over HTTP against a running gateway: every MUST, every SHOULD and every MAY of the audit.

SOUK_URL, SOUK_DEMO, SOUK_SHARED: see test_hostile_inputs.py.
"""

import json
import os
import pathlib
import subprocess
import sys
import unittest

AUDIT = pathlib.Path(os.environ.get("SOUK_SHARED", "../shared")) / "conformance" / "http_audit.py"


@unittest.skipUnless(AUDIT.exists(), f"no audit at {AUDIT}")
@unittest.skipUnless("SOUK_URL" in os.environ, "no gateway: deploy/test starts one")
class HTTPAudit(unittest.TestCase):
    def test_every_must_should_and_may_is_met(self):
        with open(os.environ["SOUK_DEMO"]) as demo:
            token = json.load(demo)["tenants"][0]["tokens"]["buyer"]
        run = subprocess.run(
            [sys.executable, str(AUDIT), os.environ["SOUK_URL"] + "/graphql", "--token", token],
            capture_output=True, text=True, timeout=300)
        failed = [line for line in run.stdout.splitlines() if line.startswith("FAIL")]
        self.assertEqual(failed, [], run.stdout + run.stderr)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        for level in ("MUST", "SHOULD", "MAY"):
            self.assertRegex(run.stdout, rf"(?m)^{level}: [1-9][0-9]* passed, 0 failed$")


if __name__ == "__main__":
    unittest.main()
