"""graphql-core as a client: it builds the schema from introspection, finds it valid, prints it as the gateway does, and judges
operations as the gateway does."""

import unittest

import gateway

try:
    import graphql
except ImportError:
    graphql = None

# Operations of which some are right and some are wrong, in one way each.
OPERATIONS = [
    "{ merchants(first: 2) { nodes { id name } pageInfo { hasNextPage endCursor } } }",
    "query($first: Int = 1) { merchants(first: $first) { totalCount edges { cursor node { __typename name } } } }",
    "query($id: ID!) { node(id: $id) { id ... on Merchant { name } ...B } } fragment B on Campaign { title }",
    "{ a: merchants(first: 1) { nodes { name } } b: merchants(last: 1) { nodes { name } } }",
    "{ merchants(first: 1) { nodes { name @skip(if: true) id @include(if: false) } } }",
    "{ merchants }",
    "{ merchants(first: \"two\") { nodes { id } } }",
    "{ merchants(first: 1) { nodes { name { x } } } }",
    "{ merchants(nope: 1) { nodes { id } } }",
    "{ noSuchField }",
    "query($x: NoSuchType) { __typename }",
    "query($x: Int) { __typename }",
    "{ merchants(first: $undeclared) { nodes { id } } }",
    "{ merchants(first: 1) { nodes { a: name a: id } } }",
    "{ ...F } fragment F on Query { ...F }",
    "{ node(id: 1) { ... on PageInfo { hasNextPage } } }",
    "mutation { noSuchMutation }",
    "{ merchants(first: 1) { nodes { id @nope } } }",
    "query A { __typename } query A { __typename }",
]


@unittest.skipUnless(gateway.URL, "no gateway: deploy/test starts one")
@unittest.skipUnless(graphql, "graphql-core is not installed")
class GraphQLCore(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        query = graphql.get_introspection_query(
            specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True, one_of=True)
        cls.schemas = {}
        for role in gateway.ROLES:
            answer = gateway.ask(role, query)
            if "errors" in answer:
                raise AssertionError(f"{role}: {answer['errors']}")
            cls.schemas[role] = graphql.build_client_schema(answer["data"])

    def test_introspection_makes_a_valid_schema(self):
        for role, schema in self.schemas.items():
            with self.subTest(role):
                self.assertEqual(graphql.validate_schema(schema), [])

    def test_the_schema_prints_as_the_gateway_prints_it(self):
        for role, schema in self.schemas.items():
            with self.subTest(role):
                served = graphql.build_schema(gateway.sdl(role))
                self.maxDiff = None
                self.assertEqual(self.normal(schema), self.normal(served))
                self.assertIn("type Query", self.normal(served))

    def test_the_gateway_sees_the_same_operations_as_valid(self):
        for role, schema in self.schemas.items():
            for operation in OPERATIONS:
                with self.subTest(role, operation=operation):
                    valid = not graphql.validate(schema, graphql.parse(operation))
                    answer = gateway.ask(role, operation, {"id": "unknown"})
                    codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
                    self.assertEqual("VALIDATION" not in codes, valid, answer)

    def test_roles_see_different_schemas(self):
        texts = {role: self.normal(schema) for role, schema in self.schemas.items()}
        self.assertGreater(len(set(texts.values())), 2)
        self.assertLess(len(texts["anonymous"]), len(texts["operator"]))

    @staticmethod
    def normal(schema):
        return graphql.print_schema(graphql.lexicographic_sort_schema(schema))


if __name__ == "__main__":
    unittest.main()
