"""gql, the Python client: it fetches the schema, checks operations against it before it sends them, and reads the answers."""

import asyncio
import unittest

import gateway

try:
    import gql
    from gql.dsl import DSLQuery, DSLSchema, dsl_gql
    from gql.transport.exceptions import TransportQueryError
    from gql.transport.requests import RequestsHTTPTransport
    from gql.transport.websockets import WebsocketsTransport
    from graphql import GraphQLError
except ImportError:
    gql = None


@unittest.skipUnless(gateway.URL, "no gateway: deploy/test starts one")
@unittest.skipUnless(gql, "gql is not installed")
class GQL(unittest.TestCase):
    def session(self, role="buyer", **options):
        transport = RequestsHTTPTransport(url=gateway.address(role, "/graphql"), headers=gateway.headers(role), timeout=30)
        options = {"fetch_schema_from_transport": True, **options}
        return gql.Client(transport=transport, **options)

    def test_every_role_asks_by_the_schema_it_fetched(self):
        query = gql.gql("query Shops($first: Int!) { merchants(first: $first) { nodes { id name } } }")
        query.variable_values = {"first": 2}
        for role in gateway.ROLES:
            with self.subTest(role), self.session(role) as session:
                self.assertEqual(len(session.execute(query)["merchants"]["nodes"]), 2)

    def test_a_page_leads_to_the_next(self):
        query = gql.gql("query($after: String) { merchants(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }")
        with self.session() as session:
            first = session.execute(query)["merchants"]
            query.variable_values = {"after": first["pageInfo"]["endCursor"]}
            second = session.execute(query)["merchants"]
        self.assertEqual(len({node["id"] for page in (first, second) for node in page["nodes"]}), 4)

    def test_an_operation_can_be_built_from_the_schema(self):
        with self.session() as session:
            schema = DSLSchema(session.client.schema)
            shops = schema.Query.merchants(first=1).select(schema.MerchantConnection.nodes.select(schema.Merchant.name))
            answer = session.execute(dsl_gql(DSLQuery(shops)))
        self.assertEqual(len(answer["merchants"]["nodes"]), 1)

    def test_what_is_wrong_is_found_by_the_client(self):
        with self.session() as session, self.assertRaises(GraphQLError):
            session.execute(gql.gql("{ merchants(first: 1) { nodes { noSuchField } } }"))

    def test_what_the_gateway_refuses_is_an_error_with_its_code(self):
        with self.session(fetch_schema_from_transport=False) as session:
            with self.assertRaises(TransportQueryError) as refused:
                session.execute(gql.gql("{ noSuchField }"))
        self.assertEqual(refused.exception.errors[0]["extensions"]["code"], "VALIDATION")

    def test_a_batch_is_answered_in_order(self):
        requests = [gql.gql(f"{{ a{number}: merchants(first: {number}) {{ nodes {{ id }} }} }}") for number in (1, 2, 3)]
        with self.session() as session:
            answers = session.execute_batch(requests)
        self.assertEqual([list(answer) for answer in answers], [["a1"], ["a2"], ["a3"]])
        self.assertEqual([len(answer[f"a{n}"]["nodes"]) for n, answer in enumerate(answers, 1)], [1, 2, 3])


if __name__ == "__main__":
    unittest.main()

    def test_a_subscription_goes_on_over_a_websocket_beside_queries(self):
        shop = gateway.ask("buyer", "{ merchants(first: 1) { nodes { id } } }")["data"]["merchants"]["nodes"][0]["id"]
        query = gql.gql("subscription($id: ID!) { merchant(id: $id) { followerCount } }")
        query.variable_values = {"id": shop}
        acts = {act: f'mutation {{ {act}(input: {{merchantId: "{shop}"}}) {{ clientMutationId }} }}' for act in ("follow", "unfollow")}
        gateway.ask("buyer", acts["unfollow"])

        async def follow():
            address = gateway.address("buyer", "/graphql").replace("http", "ws", 1)
            transport = WebsocketsTransport(url=address, init_payload=gateway.headers("buyer"), subprotocols=["graphql-transport-ws"])
            counts = []
            async with gql.Client(transport=transport, fetch_schema_from_transport=True) as session:
                async for answer in session.subscribe(query):
                    counts.append(answer["merchant"]["followerCount"])
                    if len(counts) == 3:
                        return counts
                    await session.execute(gql.gql(acts["follow" if len(counts) == 1 else "unfollow"]))

        counts = asyncio.run(asyncio.wait_for(follow(), timeout=60))
        self.assertEqual([count - counts[0] for count in counts], [0, 1, 0])
