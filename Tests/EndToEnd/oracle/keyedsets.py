"""The graph of people: rows that a viewer's follows lead to, each with what is said of it beside.

A function here gives pairs of a row and the values of its edge; the first of these values is the order, the latest or largest first.
"""

import collections
import dataclasses

from .rows import Row


@dataclasses.dataclass
class KeyedSet:
    """A field whose page has rows of a table in an order of their own. `edge` names the edge's values by their fields."""

    table: str
    rows: object
    edge: dict
    # What the edge's values are.
    kind: str = "timestamptz"
    # Whether its function pages by itself, which it does forward.
    is_forward_only: bool = True


def follows_of(asked, column, value):
    follow = asked.rows.graph.by_name["follow"]
    return asked.visible(asked.rows.where(follow, [column], (value,)))


def follows_of_viewer(asked):
    """What the asking buyer follows, or the shops on whose behalf somebody asks."""
    viewer = asked.viewer
    if viewer.role == "buyer":
        return follows_of(asked, "follower_buyer_id", viewer.subject)
    shops = viewer.merchants if viewer.role in ("merchant", "partner") else ()
    return [edge for shop in shops for edge in follows_of(asked, "follower_merchant_id", shop)]


def row_of(asked, table, id):
    return next(iter(asked.visible(asked.rows.where(asked.rows.graph.by_name[table], ["id"], (id,)))), None)


def feed(asked, root):
    """Published posts of the shops and buyers that the viewer follows, and of whoever keeps the groups that the viewer follows."""
    authors = set()
    for edge in follows_of_viewer(asked):
        authors |= {("author_merchant_id", edge["followed_merchant_id"]), ("author_buyer_id", edge["followed_buyer_id"])}
        if group := row_of(asked, "group", edge["followed_group_id"]):
            authors |= {("author_merchant_id", group["merchant_id"]), ("author_buyer_id", group["organizer_id"])}
    post = asked.rows.graph.by_name["post"]
    posts = [row for column, id in authors for row in asked.visible(asked.rows.where(post, [column], (id,)))]
    return [(row, {"posted_at": row["created_at"]}) for row in posts if row["status"] == "published"]


def mutual_follows(asked, buyer):
    """Buyers whom this one follows and who follow back."""
    back = {edge["follower_buyer_id"] for edge in follows_of(asked, "followed_buyer_id", buyer["id"])}
    own = follows_of(asked, "follower_buyer_id", buyer["id"])
    return found(asked, "buyer", {edge["followed_buyer_id"]: edge for edge in own if edge["followed_buyer_id"] in back})


def followers_i_follow(column, follower="buyer"):
    """Whom the viewer follows among the followers of a row."""
    def rows(asked, row):
        mine = {edge[f"followed_{follower}_id"] for edge in follows_of_viewer(asked)} - {None}
        followers = {edge[f"follower_{follower}_id"]: edge for edge in follows_of(asked, column, row["id"])}
        return found(asked, follower, {id: edge for id, edge in followers.items() if id in mine})

    return rows


# How many of those whom the viewer follows are looked at, how many whom each of these follows, and how many are suggested.
FAN_OUT = 100


def latest(edges):
    return sorted(edges, key=lambda edge: (edge["created_at"], edge["id"]), reverse=True)[:FAN_OUT]


def follows_beyond(asked):
    """What those follow whom the viewer follows, the shops and buyers followed last."""
    mine = {}
    for edge in follows_of_viewer(asked):
        if edge["followed_group_id"] is None:
            followed = (edge["followed_merchant_id"], edge["followed_buyer_id"])
            mine[followed] = max(edge["created_at"], mine.get(followed, edge["created_at"]))
    by_ids = sorted(mine, key=lambda ids: [(id is None, id or 0) for id in ids])
    for shop, buyer in sorted(by_ids, key=mine.get, reverse=True)[:FAN_OUT]:
        if buyer is not None:
            yield from latest(follows_of(asked, "follower_buyer_id", buyer))
        if shop is not None:
            yield from (edge for edge in latest(follows_of(asked, "follower_merchant_id", shop)) if edge["followed_merchant_id"] is not None)


def suggested(kind):
    """Whom those follow whom the viewer follows, and the viewer does not."""
    column = f"followed_{kind}_id"

    def rows(asked, root):
        viewer = asked.viewer
        own = {edge[column] for edge in follows_of_viewer(asked)} | {None}
        if viewer.role == "buyer" and kind == "buyer":
            own.add(viewer.subject)
        if viewer.role in ("merchant", "partner") and kind == "merchant":
            own |= set(viewer.merchants)
        counts = collections.Counter(edge[column] for edge in follows_beyond(asked) if edge[column] not in own)
        best = sorted(counts.items(), key=lambda pair: (pair[1], pair[0]), reverse=True)[:FAN_OUT]
        pairs = ((row_of(asked, kind, id), count) for id, count in best)
        return [(row, {"followed_by_count": count}) for row, count in pairs if row]

    return KeyedSet(kind, rows, {"followedByCount": "followed_by_count"}, "int4", is_forward_only=False)


def found(asked, table, edges):
    pairs = ((row_of(asked, table, id), edge) for id, edge in edges.items())
    return [(row, {"since": edge["created_at"]}) for row, edge in pairs if row]


SINCE = {"since": "since"}
KEYED_SETS = {
    "Query.feed": KeyedSet("post", feed, {"postedAt": "posted_at"}),
    "Query.suggestedMerchants": suggested("merchant"),
    "Query.suggestedBuyers": suggested("buyer"),
    "Query.suggestedGroups": suggested("group"),
    "Buyer.mutualFollows": KeyedSet("buyer", mutual_follows, SINCE),
    "Merchant.followersIFollow": KeyedSet("buyer", followers_i_follow("followed_merchant_id"), SINCE),
    "Buyer.followersIFollow": KeyedSet("buyer", followers_i_follow("followed_buyer_id"), SINCE),
    "Group.followersIFollow": KeyedSet("buyer", followers_i_follow("followed_group_id"), SINCE),
    "Merchant.followerShopsIFollow": KeyedSet("merchant", followers_i_follow("followed_merchant_id", "merchant"), SINCE),
}


EDGE_VALUES = sorted({name for known in KEYED_SETS.values() for name in known.edge})


def with_edge(row, values):
    """The row, with its edge's values among its own, as of columns called with an @ in front."""
    return Row(row.table, row.values | {f"@{name}": value for name, value in values.items()})
