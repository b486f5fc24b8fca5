"""Who may see which rows of the marketplace, in plain words.

A viewer sees rows of the own tenant only; that is seen to where rows are read. A table without a rule here is not looked at.
"""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Viewer:
    tenant: object = None
    role: str = "anonymous"
    subject: int = None
    merchants: tuple = ()
    # None where the token is not limited by scopes.
    scopes: tuple = None

    def may(self, scope):
        return self.scopes is None or scope in self.scopes

    def is_operator(self):
        return self.role == "operator"

    def is_signed_in(self):
        return self.role != "anonymous"

    def is_buyer(self, buyer):
        return self.role == "buyer" and self.subject == buyer

    def acts_for(self, merchant):
        return self.role in ("merchant", "partner") and merchant in self.merchants


def everybody(viewer, row, rows):
    return True


def members(viewer, row, rows):
    return viewer.is_signed_in()


def staff(viewer, row, rows):
    return viewer.is_operator() or viewer.acts_for(row["merchant_id"])


def deal(viewer, row, rows):
    return viewer.is_operator() or viewer.is_buyer(row["buyer_id"]) or viewer.acts_for(row["merchant_id"])


def product(viewer, row, rows):
    return row["status"] != "draft" or viewer.is_operator() or viewer.acts_for(row["merchant_id"])


def post(viewer, row, rows):
    return (row["status"] == "published" or viewer.is_operator() or viewer.acts_for(row["author_merchant_id"])
            or viewer.is_buyer(row["author_buyer_id"]))


def contact(viewer, row, rows):
    """The buyer, and shops that have an order of theirs which stands."""
    if viewer.is_operator() or viewer.is_buyer(row["buyer_id"]):
        return True
    orders = rows.where(rows.graph.by_name["order"], ["buyer_id"], (row["buyer_id"],))
    return any(viewer.acts_for(order["merchant_id"]) and order["status"] not in ("cancelled", "refunded") for order in orders)


def takes_part(viewer, campaign, rows):
    parts = rows.where(rows.graph.by_name["campaign_participant"], ["campaign_id"], (campaign,))
    return any(viewer.acts_for(part["merchant_id"]) and part["state"] in ("invited", "applied", "accepted") for part in parts)


def campaign(viewer, row, rows):
    return (row["status"] in ("open", "signing", "live", "ended") or viewer.is_operator() or viewer.acts_for(row["merchant_id"])
            or takes_part(viewer, row["id"], rows))


def member_of(viewer, campaign, rows):
    parts = rows.where(rows.graph.by_name["campaign_participant"], ["campaign_id"], (campaign,))
    return any(viewer.acts_for(part["merchant_id"]) and part["state"] == "accepted" for part in parts)


def of_campaign(viewer, row, rows):
    """Whoever sees the campaign."""
    return any(campaign(viewer, c, rows) for c in rows.where(rows.graph.by_name["campaign"], ["id"], (row["campaign_id"],)))


def among_members(viewer, row, rows):
    return viewer.is_operator() or member_of(viewer, row["campaign_id"], rows)


def told(viewer, row, rows):
    """Members, and of those who act for several shops only who leave two others."""
    others = [seller for seller in row["sellers"] if not viewer.acts_for(seller)]
    return viewer.is_operator() or member_of(viewer, row["campaign_id"], rows) and len(others) >= 2


def members_or_asker(viewer, row, rows):
    return among_members(viewer, row, rows) or viewer.acts_for(row["merchant_id"])


def participant(viewer, row, rows):
    return (row["is_public"] or viewer.is_operator() or viewer.acts_for(row["initiator_id"]) or viewer.acts_for(row["merchant_id"])
            or (row["state"] == "accepted" and takes_part(viewer, row["campaign_id"], rows)))


# The scope that a token which is limited by scopes needs, and who sees a row under it.
RULES = {
    "category": (None, everybody),
    "merchant": (None, everybody),
    "merchant_category": (None, everybody),
    "merchant_staff": ("staff:read", staff),
    "buyer": ("buyers:read", members),
    "buyer_contact": ("buyers.contact:read", contact),
    "product": ("products:read", product),
    "inventory": ("products.stock:read", staff),
    "order": ("orders:read", deal),
    "order_item": ("orders:read", deal),
    "group": ("groups:read", everybody),
    "group_member": ("groups:read", members),
    "campaign": ("campaigns:read", campaign),
    "campaign_participant": ("campaigns:read", participant),
    "campaign_category": ("campaigns:read", of_campaign),
    "campaign_tier": ("campaigns:read", of_campaign),
    "campaign_agreement": ("campaigns:read", among_members),
    "campaign_signature": ("campaigns:read", members_or_asker),
    "campaign_product": ("campaigns:read", participant),
    "campaign_sale": ("orders:read", deal),
    "campaign_day": ("campaigns:read", staff),
    "campaign_period": ("campaigns:read", told),
    "initiator_right": ("campaigns:read", staff),
    "page_template": ("campaigns:read", everybody),
    "promotion_slot": ("campaigns:read", members),
    "slot_request": ("campaigns:read", members_or_asker),
    "order_refund": ("orders:read", deal),
    "guild": (None, everybody),
    "guild_member": (None, everybody),
    "follow": ("follows:read", members),
    "post": ("posts:read", post),
}


def sees(viewer, row, rows):
    if rows.graph.exposes_all:
        return True
    scope, rule = RULES[row.table.name]
    return (scope is None or viewer.may(scope)) and rule(viewer, row, rows)


def is_ruled(graph, table):
    """Whether it is written down here who sees the table's rows."""
    return graph.exposes_all or table.name in RULES
