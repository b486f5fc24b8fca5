"""graphql-js, what browsers' clients and tools are made of, as a client. See client.cjs."""

import json
import os
import pathlib
import subprocess
import unittest

import gateway
from test_client_graphql_core import OPERATIONS

SCRIPT = pathlib.Path(__file__).with_name("client.cjs")
# Where Debian's packages put modules, for a node that is not Debian's.
ENVIRONMENT = {**os.environ, "NODE_PATH": os.environ.get("NODE_PATH", "/usr/share/nodejs")}
# Debian's version is older than the rule that an operation needs a root type.
JUDGED = [operation for operation in OPERATIONS if not operation.startswith("mutation")]


def has_graphql_js():
    try:
        return subprocess.run(["node", "-e", "require('graphql')"], env=ENVIRONMENT, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def query():
    """graphql-js's own introspection query."""
    options = "{specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true}"
    program = f"process.stdout.write(require('graphql').getIntrospectionQuery({options}))"
    return subprocess.run(["node", "-e", program], env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout


@unittest.skipUnless(gateway.URL, "no gateway: deploy/test starts one")
@unittest.skipUnless(has_graphql_js(), "node or its graphql is not installed")
class GraphQLJS(unittest.TestCase):
    def test_every_role_has_a_valid_schema_that_prints_as_the_gateway_prints_it(self):
        introspection = query()
        for role in gateway.ROLES:
            with self.subTest(role):
                asked = {"introspection": gateway.ask(role, introspection), "sdl": gateway.sdl(role), "operations": JUDGED}
                run = subprocess.run(
                    ["node", str(SCRIPT)], input=json.dumps(asked), env=ENVIRONMENT, capture_output=True, text=True, timeout=60)
                self.assertEqual(run.returncode, 0, run.stderr)
                seen = json.loads(run.stdout)
                self.assertEqual(seen["problems"], [])
                self.maxDiff = None
                self.assertEqual(seen["printed"], seen["served"])
                for operation, valid in zip(JUDGED, seen["valid"]):
                    with self.subTest(operation=operation):
                        errors = gateway.ask(role, operation, {"id": "unknown"}).get("errors", [])
                        self.assertEqual("VALIDATION" not in {error["extensions"]["code"] for error in errors}, valid, errors)


if __name__ == "__main__":
    unittest.main()
