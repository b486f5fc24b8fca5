"""A joint campaign from opening to refund, over HTTP: an initiator, two members, an outsider shop and an operator, each with a token of its
own, and beside each step how it is refused. At the end a buyer and a visitor, who never see more than what is public.

The operations of a back office are those of sql/CAMPAIGNS.md, as they stand there. SOUK_PROGRAM, SOUK_SERVER: see test_oracle.py.
"""

import base64
import datetime
import importlib.util
import json
import os
import pathlib
import re
import unittest

HAS_GRAPHQL = importlib.util.find_spec("graphql") is not None
HAS_SERVER = "SOUK_SERVER" in os.environ and "SOUK_PROGRAM" in os.environ
SHARED = pathlib.Path(os.environ.get("SOUK_SHARED", ""))
HAS_REAL = bool(os.environ.get("SOUK_SHARED")) and (SHARED / "data" / "fill_social_commerce.sql").exists()
PAGE = pathlib.Path(__file__).resolve().parents[2] / "sql" / "CAMPAIGNS.md"
# Shops that sell, in one currency, each with an owner and a product that nothing else claims.
CAST = """
SELECT m.id, min(s.id), (SELECT min(p.id) FROM market.product p WHERE p.tenant_id = m.tenant_id AND p.merchant_id = m.id
  AND p.status = 'listed' AND NOT EXISTS (SELECT FROM market.inventory i WHERE i.tenant_id = p.tenant_id AND i.product_id = p.id AND i.stock <= 20) AND p.currency = m.currency AND p.price BETWEEN 1000 AND 20000
  AND NOT EXISTS (SELECT FROM market.campaign_product c WHERE c.tenant_id = p.tenant_id AND c.product_id = p.id)) AS product
FROM market.merchant m JOIN market.merchant_staff s ON s.tenant_id = m.tenant_id AND s.merchant_id = m.id AND s.duty = 'owner' AND s.active
WHERE m.tenant_id = {tenant} AND m.status = 'open'
  AND m.currency = (SELECT currency FROM market.merchant WHERE tenant_id = {tenant} GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)
  AND NOT EXISTS (SELECT FROM market.initiator_right i WHERE i.tenant_id = m.tenant_id AND i.merchant_id = m.id)
GROUP BY m.tenant_id, m.id
"""


@unittest.skipUnless(HAS_GRAPHQL, "no graphql-core: python3 -m pip install graphql-core")
@unittest.skipUnless(HAS_SERVER, "no server to make databases on: deploy/test starts one")
class CampaignJourney(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from oracle.psql import Psql
        from oracle.rules import Viewer
        from oracle.viewers import headers
        from oracle.worlds import Maker, World

        # On real shops and products where they are at hand, else on the demo's.
        maker = Maker(Psql(os.environ["SOUK_SERVER"]), os.environ["SOUK_PROGRAM"], SHARED)
        psql, name = (maker.real("journey"), "sp") if HAS_REAL else (maker.demo("journey"), "bazaar")
        cls.world = World("journey", psql, os.environ["SOUK_PROGRAM"], (name,))
        cls.addClassCleanup(cls.world.stop)
        tenant = cls.world.ids[name]
        buyers = psql.run(f"SELECT id FROM market.buyer WHERE tenant_id = {tenant} ORDER BY id LIMIT 3").split()
        cls.tenant = tenant
        psql.run(f"INSERT INTO market.page_template (tenant_id, id, name, layout) VALUES ({tenant}, 900001, 'Wide', 'grid')")
        cast = f"SELECT * FROM ({CAST.format(tenant=tenant)}) AS c WHERE product IS NOT NULL ORDER BY 1 LIMIT 4"
        rows = [line.split("|") for line in cls.world.psql.run(cast).splitlines() if line]
        cls.shops, cls.products, cls.carried, cls.asked = {}, {}, {}, 0
        for part, (shop, owner, product) in zip(("initiator", "member", "other", "outsider"), rows, strict=True):
            cls.carried[part] = headers(Viewer(tenant, "merchant", int(owner), (int(shop),)), name)
            cls.shops[part], cls.products[part] = shop, product
        blocks = re.findall(r"```graphql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
        cls.office = {re.match(r"\w+ (\w+)", block)[1]: block for block in blocks}
        cls.carried["operator"] = headers(Viewer(tenant, "operator", 1), name)
        for who, buyer in zip(("buyer", "second", "third"), buyers, strict=True):
            cls.carried[who] = headers(Viewer(tenant, "buyer", int(buyer)), name)
        cls.carried["visitor"] = headers(Viewer(tenant, "anonymous"), name)

    def ask(self, who, query, **variables):
        return json.loads(self.world.gateway.ask(query, variables, self.carried[who]))

    def read(self, who, query, **variables):
        answer = self.ask(who, query, **variables)
        self.assertNotIn("errors", answer, f"{who}: {query}")
        return answer["data"]

    def page(self, who, name, **variables):
        """What an operation of the page on back offices answers."""
        return self.read(who, self.office[name], **variables)

    def act(self, who, mutation, selection, **given):
        """Does it, and returns what was selected of the payload."""
        answer = self.send(who, mutation, selection, given)
        self.assertNotIn("errors", answer, f"{who}: {mutation}")
        return answer["data"][mutation]

    def refused(self, code, who, mutation, **given):
        """Tries it, and expects that it is refused with this code and that nothing is told beside it."""
        answer = self.send(who, mutation, "clientMutationId", given)
        self.assertEqual({error["extensions"]["code"] for error in answer.get("errors", [])}, {code}, f"{who}: {mutation}: {answer}")
        self.assertIsNone((answer.get("data") or {}).get(mutation))
        return answer["errors"][0]

    def send(self, who, mutation, selection, given):
        """Does it; where `viewerCan` knows the mutation, it must have said before what becomes of it."""
        told = self.can(who, mutation, given)
        name = mutation[0].upper() + mutation[1:]
        answer = self.ask(who, f"mutation Step($input: {name}Input!) {{ {mutation}(input: $input) {{ {selection} }} }}", input=given)
        codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
        # The digest, what was sent before under one key, and what is said badly are what the row knows nothing of.
        unknown = codes == {"BAD_VARIABLE"} or codes == {"CONFLICT"} and given.keys() & {"digest", "idempotencyKey"}
        if told is not None and not unknown:
            self.assertEqual(told, not codes, f"viewerCan of {mutation} for {who}, which was answered {answer}")
            self.asked += 1
        return answer

    def can(self, who, mutation, given):
        """What `viewerCan` says of a mutation with what is given; nothing where no row that is named knows it."""
        rows = {
            "Campaign": ("campaign(id: $c) {{ {} }}", "campaign"),
            "CampaignParticipant": ("campaign(id: $c) {{ participants(first: 50) {{ nodes {{ of: merchant {{ id }} {} }} }} }}", "merchantId"),
            "CampaignProduct": ("campaign(id: $c) {{ campaignProducts(first: 50) {{ nodes {{ of: product {{ id }} {} }} }} }}", "productId"),
        }
        for kind, (query, key) in rows.items():
            type = self.read(who, f'{{ __type(name: "{kind}Abilities") {{ fields {{ name args {{ name }} }} }} }}')["__type"]
            field = next((field for field in (type or {"fields": []})["fields"] if field["name"] == mutation), None)
            if "campaignId" not in given or field is None:
                continue
            arguments = ", ".join(f"{arg['name']}: {json.dumps(given[arg['name']])}" for arg in field["args"] if arg["name"] in given)
            told = query.format(f"viewerCan {{ {mutation}{f'({arguments})' if arguments else ''} }}")
            campaign = self.read(who, f"query ($c: ID!) {{ {told} }}", c=given["campaignId"])["campaign"]
            if key != "campaign" and campaign:
                nodes = next(iter(campaign.values()))["nodes"]
                campaign = next((node for node in nodes if (node["of"] or {}).get("id") == given.get(key)), None)
                if campaign is None:
                    continue
            return campaign is not None and campaign["viewerCan"][mutation]
        return None

    def id_of(self, kind, name):
        """The global id of a shop or a product of the cast, as a visitor finds it."""
        number = (self.shops if kind == "Merchant" else self.products)[name]
        made = base64.urlsafe_b64encode(f"{kind}:{number}".encode()).decode().rstrip("=")
        found = self.read("visitor", "query ($id: ID!) { node(id: $id) { id __typename } }", id=made)["node"]
        self.assertEqual(found, {"id": made, "__typename": kind})
        return made

    def test_from_opening_to_refund(self):
        shop = {name: self.id_of("Merchant", name) for name in self.shops}
        product = {name: self.id_of("Product", name) for name in self.products}
        now = datetime.datetime.now(datetime.timezone.utc)
        opening = {
            "title": "Tea and cups", "kind": "JOINT_MARKETING", "startsAt": (now - datetime.timedelta(hours=1)).isoformat(),
            "endsAt": (now + datetime.timedelta(days=2)).isoformat(), "seats": 3, "terms": "Fair terms", "minRating": 0,
        }

        # 1. The right to open a campaign is the marketplace's to give.
        self.refused("FORBIDDEN", "initiator", "openCampaign", **opening)
        self.refused("VALIDATION", "initiator", "grantInitiatorRight", merchantId=shop["initiator"])
        self.act("operator", "grantInitiatorRight", "initiatorRight { id }", merchantId=shop["initiator"])
        wrong = self.refused("BAD_VARIABLE", "initiator", "openCampaign", **{**opening, "seats": 1})
        self.assertEqual(wrong["extensions"]["input"], "seats")
        # Sent twice under one key, as after a lost answer: opened once.
        opened = self.page("initiator", "Open", input={**opening, "idempotencyKey": "open"})["openCampaign"]
        again = self.page("initiator", "Open", input={**opening, "idempotencyKey": "open"})["openCampaign"]
        self.assertEqual(opened, again)
        self.assertEqual((opened["campaign"]["status"], opened["campaign"]["participantCount"]), ("OPEN", 1))
        self.refused("CONFLICT", "initiator", "openCampaign", **{**opening, "title": "Another"}, idempotencyKey="open")
        campaign = {"campaignId": opened["campaign"]["id"]}

        # 2. Shops join: one is invited, one applies; the seats are three.
        self.refused("FORBIDDEN", "member", "inviteToCampaign", **campaign, merchantId=shop["member"])
        partners = self.page("initiator", "Partners", campaign=campaign["campaignId"])["suggestedPartners"]["edges"]
        self.assertTrue(partners and all(edge["reasons"] for edge in partners))
        self.assertNotIn(shop["initiator"], [edge["node"]["id"] for edge in partners])
        self.act("initiator", "inviteToCampaign", "campaignParticipant { state }", **campaign, merchantId=shop["member"])
        self.act("member", "acceptInvitation", "campaignParticipant { state }", **campaign)
        self.act("other", "applyToCampaign", "campaignParticipant { state }", **campaign, message="We bring the cups")
        self.refused("FORBIDDEN", "other", "acceptApplication", **campaign, merchantId=shop["other"])
        joined = self.act("initiator", "acceptApplication", "campaignParticipant { state campaign { participantCount } }", **campaign, merchantId=shop["other"])
        self.assertEqual(joined["campaignParticipant"], {"state": "ACCEPTED", "campaign": {"participantCount": 3}})
        self.act("outsider", "applyToCampaign", "campaignParticipant { state }", **campaign)
        self.refused("CONFLICT", "initiator", "acceptApplication", **campaign, merchantId=shop["outsider"])

        # 3. Members bring products, the initiator reviews them, and sets the steps of the discount.
        self.act("initiator", "submitProduct", "campaignProduct { state }", **campaign, productId=product["initiator"])
        self.refused("FORBIDDEN", "outsider", "submitProduct", **campaign, productId=product["outsider"])
        for name in ("member", "other"):
            self.act(name, "submitProduct", "campaignProduct { state }", **campaign, productId=product[name])
            self.refused("FORBIDDEN", name, "acceptProduct", **campaign, productId=product[name])
            self.act("initiator", "acceptProduct", "campaignProduct { state }", **campaign, productId=product[name])
        self.refused("FORBIDDEN", "member", "setDiscountTiers", **campaign, spend=["1000"], save=["100"])
        tiers = self.act("initiator", "setDiscountTiers", "campaign { tiers { nodes { spend save } } }", **campaign, spend=["1000"], save=["100"])
        self.assertEqual(tiers["campaign"]["tiers"]["nodes"], [{"spend": "1000", "save": "100"}])

        template = base64.urlsafe_b64encode(b"PageTemplate:900001").decode().rstrip("=")
        self.refused("FORBIDDEN", "other", "choosePageTemplate", **campaign, pageTemplateId=template)
        chosen = self.act("initiator", "choosePageTemplate", "campaign { pageTemplate { name } }", **campaign, pageTemplateId=template)
        self.assertEqual(chosen["campaign"]["pageTemplate"], {"name": "Wide"})
        # What the opening said can still be changed, but not to fewer seats than there are members.
        self.refused("FORBIDDEN", "member", "reviseCampaign", **campaign, title="Cups and tea")
        self.refused("BAD_VARIABLE", "initiator", "reviseCampaign", **campaign, seats=2)
        revised = self.act("initiator", "reviseCampaign", "campaign { title seats }", **campaign, title="Cups and tea")
        self.assertEqual(revised["campaign"], {"title": "Cups and tea", "seats": 3})
        # A campaign can be opened for another role of the chain.
        service = self.act("initiator", "openCampaign", "campaign { id sought }", **{**opening, "sought": "SERVICE"})["campaign"]
        self.assertEqual(service["sought"], "SERVICE")
        part = self.act("member", "applyToCampaign", "campaignParticipant { part }", campaignId=service["id"])
        self.assertEqual(part["campaignParticipant"], {"part": "SERVICE"})

        # 4. All sign one agreement; who changes it makes all sign again.
        self.refused("FORBIDDEN", "member", "startSigning", **campaign)
        self.act("initiator", "startSigning", "campaign { status agreementVersion }", **campaign)
        digest = self.digest("member", campaign)
        self.refused("FORBIDDEN", "outsider", "signAgreement", **campaign, digest=digest)
        self.assertEqual(self.digest("outsider", campaign), None)
        self.act("member", "signAgreement", "campaignSignature { id }", **campaign, digest=digest)
        self.refused("INVALID_STATE", "member", "withdrawFromCampaign", **campaign)
        self.act("initiator", "reviseTerms", "campaign { agreementVersion signatureCount }", **campaign, terms="Fairer terms")
        self.refused("CONFLICT", "member", "signAgreement", **campaign, digest=digest)
        self.refused("PRECONDITION", "initiator", "launchCampaign", **campaign)
        for number, name in enumerate(("initiator", "member", "other"), 1):
            shown = self.page(name, "ToSign", campaign=campaign["campaignId"])["campaign"]
            self.assertIn("Fairer terms", shown["agreements"]["nodes"][0]["document"])
            signed = self.page(name, "Sign", campaign=campaign["campaignId"], digest=shown["agreements"]["nodes"][0]["digest"])
            agreement = signed["signAgreement"]["campaignSignature"]["agreement"]
            self.assertEqual((agreement["version"], agreement["campaign"]["signatureCount"]), (shown["agreementVersion"], number))
        self.refused("FORBIDDEN", "other", "launchCampaign", **campaign)
        live = self.act("initiator", "launchCampaign", "campaign { status signatureCount }", **campaign)
        self.assertEqual(live["campaign"], {"status": "LIVE", "signatureCount": 3})

        # 5. A place on the front page: asked for by a member, granted by the marketplace, once.
        slot = self.act(
            "operator", "offerPromotionSlot", "promotionSlot { id }", place="Front page", startsAt=now.isoformat(),
            endsAt=(now + datetime.timedelta(days=1)).isoformat())["promotionSlot"]
        self.refused("VALIDATION", "initiator", "offerPromotionSlot", place="Front page", startsAt=now.isoformat(), endsAt=opening["endsAt"])
        self.refused("FORBIDDEN", "outsider", "requestPromotionSlot", **campaign, promotionSlotId=slot["id"])
        asked = self.act("member", "requestPromotionSlot", "slotRequest { id state }", **campaign, promotionSlotId=slot["id"])["slotRequest"]
        self.refused("INVALID_STATE", "initiator", "requestPromotionSlot", **campaign, promotionSlotId=slot["id"])
        self.refused("VALIDATION", "member", "grantPromotionSlot", slotRequestId=asked["id"])
        granted = self.act("operator", "grantPromotionSlot", "slotRequest { state }", slotRequestId=asked["id"])
        self.assertEqual((asked["state"], granted["slotRequest"]["state"]), ("REQUESTED", "GRANTED"))
        self.refused("INVALID_STATE", "member", "withdrawSlotRequest", slotRequestId=asked["id"])

        # 6. A buyer's basket over two shops: the discount is shared out, and is what was shown.
        basket = {"productIds": [product["member"], product["other"]], "quantities": [1, 2]}
        priced = self.read(
            "buyer", "query ($p: [ID!]!, $q: [Int]!) { priceBasket(productIds: $p, quantities: $q) { edges { amount discount node { name } } } }",
            p=basket["productIds"], q=basket["quantities"])["priceBasket"]["edges"]
        self.assertEqual(sum(int(line["discount"]) for line in priced), 100)
        total = sum(int(line["amount"]) - int(line["discount"]) for line in priced)
        dear = self.refused("PRECONDITION", "buyer", "placeBasket", **basket, atMost=str(total - 1))
        self.assertEqual(dear["extensions"]["detail"], {"total": str(total)})
        self.refused("VALIDATION", "member", "placeBasket", **basket)
        orders = self.act("buyer", "placeBasket", "orders { id total merchant { id } }", **basket, atMost=str(total), idempotencyKey="basket")["orders"]
        self.assertEqual(sum(int(order["total"]) for order in orders), total)
        self.assertEqual({order["merchant"]["id"] for order in orders}, {shop["member"], shop["other"]})

        # 7. Each member sees its own days, and no other member's.
        days = "query ($id: ID!) { campaign(id: $id) { days { nodes { orders merchant { id } } } } }"
        for name in ("member", "other"):
            seen = self.read(name, days, id=campaign["campaignId"])["campaign"]["days"]["nodes"]
            self.assertEqual([day["merchant"]["id"] for day in seen], [shop[name]])

            self.assertEqual(self.page(name, "Report", campaign=campaign["campaignId"])["campaign"]["days"]["nodes"][0]["orders"], "1")
        mine = self.page("member", "MyCampaigns", shop=shop["member"])["merchant"]["participations"]["nodes"]
        self.assertEqual({part["campaign"]["id"]: part["campaign"]["status"] for part in mine}[campaign["campaignId"]], "LIVE")
        self.assertEqual(self.page("outsider", "Report", campaign=campaign["campaignId"])["campaign"]["days"]["nodes"], [])

        # 8. A refund takes the line's part of the discount back; the other shop's order stays.
        returned = next(order for order in orders if order["merchant"]["id"] == shop["other"])
        self.refused("NOT_FOUND", "member", "refundItem", orderId=returned["id"], line=1, quantity=1)
        self.act("other", "refundItem", "orderRefund { id }", orderId=returned["id"], line=1, quantity=1)

        # More buyers come, and buy from all three.
        prices = {edge["node"]["id"]: int(edge["unitPrice"]) for edge in self.read(
            "buyer", "query ($p: [ID!]!, $q: [Int]!) { priceBasket(productIds: $p, quantities: $q) { edges { unitPrice node { id } } } }",
            p=list(product.values())[:3], q=[1, 1, 1])["priceBasket"]["edges"]}
        most = max(prices.values())
        for who in ("buyer", "second", "third"):
            self.act(who, "placeBasket", "orders { id }", productIds=list(prices), quantities=[min(5, -(-most // price)) for price in prices.values()],
                     atMost="1000000000")

        # 9. The marketplace can stop it where it stands: then it is there for its members alone.
        there = "query ($id: ID!) { campaign(id: $id) { status terms } }"
        self.assertEqual(self.read("visitor", there.replace(" terms", ""), id=campaign["campaignId"])["campaign"], {"status": "LIVE"})
        self.refused("VALIDATION", "initiator", "freezeCampaign", **campaign, reason="no")
        self.act("operator", "freezeCampaign", "campaign { status }", **campaign, reason="A complaint is looked into")
        self.assertIsNone(self.read("visitor", "query ($id: ID!) { campaign(id: $id) { status } }", id=campaign["campaignId"])["campaign"])
        self.assertEqual(self.read("member", "query ($id: ID!) { campaign(id: $id) { status } }", id=campaign["campaignId"])["campaign"], {"status": "FROZEN"})
        self.refused("INVALID_STATE", "operator", "endCampaign", **campaign)
        self.act("operator", "unfreezeCampaign", "campaign { status }", **campaign)
        self.refused("VALIDATION", "initiator", "endCampaign", **campaign)
        self.refused("INVALID_STATE", "initiator", "cancelCampaign", **campaign)
        ended = self.act("operator", "endCampaign", "campaign { status }", **campaign)
        self.assertEqual(ended["campaign"]["status"], "ENDED")
        request = "query ($id: ID!) { node(id: $id) { ... on SlotRequest { state } } }"
        self.assertEqual(self.read("member", request, id=asked["id"])["node"], {"state": "RELEASED"})

        # 10. The report: what all sold together, once enough sold to enough, and never one shop's part of it.
        self.assertEqual(self.page("member", "Report", campaign=campaign["campaignId"])["campaign"]["periods"]["nodes"], [])
        # Two weeks go by.
        self.world.psql.run(
            f"UPDATE market.campaign_day SET day = day - 14 WHERE tenant_id = {self.tenant} AND campaign_id = "
            f"(SELECT id FROM market.campaign WHERE tenant_id = {self.tenant} AND title = 'Cups and tea')")
        self.refused("FORBIDDEN", "outsider", "refreshCampaignReport", **campaign)
        told = self.act("member", "refreshCampaignReport", "campaignPeriods { shops sales orders }", **campaign)["campaignPeriods"]
        for name in ("initiator", "member", "other"):
            report = self.page(name, "Report", campaign=campaign["campaignId"])["campaign"]
            self.assertEqual([(period["shops"], period["sales"], period["orders"]) for period in report["periods"]["nodes"]],
                             [(3, told[0]["sales"], told[0]["orders"])])
            self.assertNotEqual(report["days"]["nodes"][0]["sales"], told[0]["sales"])
        self.assertEqual(self.page("outsider", "Report", campaign=campaign["campaignId"])["campaign"]["periods"]["nodes"], [])
        self.assertGreater(self.asked, 25, "steps of which viewerCan said before what becomes of them")

    def digest(self, who, campaign):
        """Of the agreement that stands, as one sees it who may."""
        agreements = self.read(
            who, "query ($id: ID!) { campaign(id: $id) { agreementVersion agreements(last: 1) { nodes { version digest } } } }",
            id=campaign["campaignId"])["campaign"]["agreements"]["nodes"]
        return max(agreements, key=lambda one: one["version"])["digest"] if agreements else None
