"""Subscriptions over a stream of events, read as they come off the wire, and what a browser's page of elsewhere may not do."""

import base64
import http.client
import json
import os
import unittest
import urllib.parse

import gateway

HANDSHAKE = {
    "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Protocol": "graphql-transport-ws"}


def connect():
    return http.client.HTTPConnection(urllib.parse.urlsplit(gateway.URL).netloc, timeout=30)


def path(role):
    return urllib.parse.urlsplit(gateway.address(role, "/graphql")).path


@unittest.skipUnless(gateway.URL, "no gateway: deploy/test starts one")
class Subscriptions(unittest.TestCase):
    def follow(self, role, query, accept="text/event-stream", **headers):
        connection = connect()
        self.addCleanup(connection.close)
        connection.request(
            "POST", path(role), json.dumps({"query": query}),
            {**gateway.headers(role), "content-type": "application/json", "accept": accept, **headers})
        return connection.getresponse()

    def event(self, response):
        """The next event: its name, and its data as JSON."""
        name, data = None, []
        while True:
            line = response.readline().decode().rstrip("\n")
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data:"):
                data.append(line[5:].strip())
            elif not line and name:
                return name, json.loads("\n".join(data)) if any(data) else None

    def test_every_role_follows_what_it_may_ask_for(self):
        for role in gateway.ROLES:
            with self.subTest(role):
                response = self.follow(role, "subscription { merchants(first: 1) { nodes { id } } }")
                self.assertEqual(response.status, 200)
                self.assertTrue(response.headers["content-type"].startswith("text/event-stream"))
                name, answer = self.event(response)
                self.assertEqual((name, len(answer["data"]["merchants"]["nodes"])), ("next", 1))

    def test_a_change_is_told(self):
        shop = gateway.ask("buyer", "{ merchants(first: 1) { nodes { id } } }")["data"]["merchants"]["nodes"][0]["id"]
        act = 'mutation { %s(input: {merchantId: "' + shop + '"}) { clientMutationId } }'
        gateway.ask("buyer", act % "unfollow")
        response = self.follow("anonymous", 'subscription { merchant(id: "%s") { followerCount } }' % shop)
        counts = [self.event(response)[1]["data"]["merchant"]["followerCount"]]
        for step in ("follow", "unfollow"):
            gateway.ask("buyer", act % step)
            counts.append(self.event(response)[1]["data"]["merchant"]["followerCount"])
        self.assertEqual([count - counts[0] for count in counts], [0, 1, 0])

    def test_a_client_that_takes_everything_has_json_for_queries_and_events_for_subscriptions(self):
        # As urql asks.
        accept = "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed"
        query = self.follow("buyer", "{ merchants(first: 1) { nodes { id } } }", accept)
        self.assertIn("json", query.headers["content-type"])
        self.assertIn("data", json.loads(query.read()))
        followed = self.follow("buyer", "subscription { merchants(first: 1) { nodes { id } } }", accept)
        self.assertIn("text/event-stream", followed.headers["content-type"])
        self.assertEqual(self.event(followed)[0], "next")

    def test_what_the_specification_forbids_is_refused(self):
        for query in (
            "subscription { a: merchants(first: 1) { totalCount } b: merchants(first: 1) { totalCount } }",
            "subscription { __typename }", 'subscription { merchants(first: 1) @skip(if: false) { totalCount } }',
        ):
            response = self.follow("buyer", query)
            name, answer = self.event(response)
            self.assertEqual(answer["errors"][0]["extensions"]["code"], "VALIDATION")
            self.assertEqual(self.event(response), ("complete", None))

    def test_it_is_never_compressed_and_never_kept(self):
        response = self.follow(
            "buyer", "subscription { merchants(first: 50) { nodes { id name about region slug } } }", **{"accept-encoding": "gzip, deflate"})
        self.assertIsNone(response.headers["content-encoding"])
        self.assertIn("no-store", response.headers["cache-control"])
        self.assertGreater(len(self.event(response)[1]["data"]["merchants"]["nodes"]), 40)

    def test_pages_of_elsewhere_open_no_websocket(self):
        for origin, status in ((None, 101), (gateway.URL, 101), ("https://elsewhere.example", 403), ("null", 403)):
            with self.subTest(origin):
                connection = connect()
                self.addCleanup(connection.close)
                key = {"Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode()}
                connection.request("GET", path("anonymous"), headers={**HANDSHAKE, **key, **({"Origin": origin} if origin else {})})
                self.assertEqual(connection.getresponse().status, status)


if __name__ == "__main__":
    unittest.main()
