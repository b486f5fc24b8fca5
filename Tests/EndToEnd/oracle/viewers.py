"""Who asks: random viewers of the marketplaces, and how each proves it."""

import random

from .gateway import token
from .rules import Viewer


def some_viewer(chance, tenant, rows, like=None):
    """A visitor, a buyer, a member of a shop's staff, an integrator's app, or an operator of the tenant."""
    role = like.role if like else chance.choice(("anonymous", "buyer", "buyer", "merchant", "merchant", "partner", "partner", "operator"))
    subject, merchants, scopes = None, (), None
    if role == "buyer":
        subject = some_id(chance, rows, "buyer", "order", "buyer_id")
    elif role == "merchant":
        subject, merchants = 1, (some_id(chance, rows, "merchant", "order", "merchant_id"),)
    elif role == "partner":
        subject, merchants = 1, tuple(sorted({some_id(chance, rows, "merchant", "order", "merchant_id") for _ in range(chance.choice((0, 1, 2, 4)))}))
    if like:
        scopes = like.scopes
    elif role == "partner" or (role != "anonymous" and chance.random() < 0.15):
        scopes = some_scopes(chance, rows.graph.scopes)
    return Viewer(tenant, role, subject, merchants, scopes)


def some_id(chance, rows, table, busy, column):
    """One that has rows of its own, mostly."""
    by_name = rows.graph.by_name
    if (orders := rows.of(by_name[busy])) and chance.random() < 0.8:
        return chance.choice(orders)[column]
    return chance.choice(rows.of(by_name[table]))["id"]


def some_scopes(chance, known):
    """All, none, or one of some twenty selections: each makes a schema of its own, which costs time."""
    number = chance.randrange(24)
    own = random.Random(number)
    if number < 2:
        return tuple(known) if number else ()
    return tuple(sorted(own.sample(known, own.randint(len(known) // 2, len(known)))))


def headers(viewer, tenant_name):
    """What a request of the viewer carries."""
    if viewer.tenant is None:
        return {}
    if viewer.role == "anonymous":
        return {"host": f"{tenant_name}.localhost"}
    claims = {"tenant": viewer.tenant, "role": viewer.role}
    if viewer.subject is not None:
        claims["sub"] = str(viewer.subject)
    if viewer.merchants:
        claims["merchants"] = [str(merchant) for merchant in viewer.merchants]
    if viewer.scopes is not None:
        claims["scope"] = " ".join(viewer.scopes)
    return {"authorization": f"Bearer {token(claims)}"}
