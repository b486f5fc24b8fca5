"""Orders, places in them, and the pages of a connection."""

import dataclasses

from .graph import OrderKey, total

DEFAULT_SIZE = 20
COUNTED = 10_000

DIRECTIONS = {
    "ASC": (False, False),
    "DESC": (True, True),
    "ASC_NULLS_FIRST": (False, True),
    "DESC_NULLS_LAST": (True, False),
}


def order_of(order_by, type_name, connection, inputs):
    """The order that an argument asks for, completed to a total one; the connection's own where it asks for nothing."""
    keys = []
    for item in order_by or []:
        key = order_key(item, type_name, (), inputs)
        if all((known.path, known.column) != (key.path, key.column) for known in keys):
            keys.append(key)
    return total(keys, connection.target.key) if keys else connection.default_order


def order_key(item, type_name, path, inputs):
    """`{ price: DESC }`, or `{ merchant: { rating: DESC } }`."""
    [(name, inner)] = item.items()
    if isinstance(inner, dict):
        return order_key(inner, inputs.type_of(type_name, name), (*path, (type_name, name)), inputs)
    return OrderKey(inputs.meaning(type_name, name).name, *DIRECTIONS[inner], path)


def in_order(rows, order, value):
    """Sorted by each key from the last to the first; each sorting leaves equals as they stand. `value(row, key)` is what a row has for a key."""
    for key in reversed(order):
        keyed = [(value(row, key), row) for row in rows]
        missing = [row for own, row in keyed if own is None]
        present = [row for own, row in sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0], reverse=key.descending)]
        rows = missing + present if key.nulls_first else present + missing
    return rows


def side(own_values, place, order):
    """-1 where a row stands before a place, 0 at it, 1 behind it."""
    for key, own, other in zip(order, own_values, place):
        if own == other:
            continue
        if own is None or other is None:
            return -1 if (own is None) == key.nulls_first else 1
        return -1 if (own < other) != key.descending else 1
    return 0


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a row stands in a connection's order: what a cursor means."""

    coordinate: str
    order: tuple
    values: tuple


@dataclasses.dataclass
class Page:
    coordinate: str
    order: tuple
    value: object
    rows: list
    # All rows of the connection that the filter lets through, on whatever page.
    all: list
    has_next: bool
    has_previous: bool
    # The columns that the connection may be ordered by.
    orderable: set = dataclasses.field(default_factory=set)

    def place(self, row):
        return Place(self.coordinate, self.order, tuple(self.value(row, key) for key in self.order))


def page(rows, order, coordinate, arguments, places, value):
    """The page of rows that a connection's arguments ask for. `places` says what each cursor means."""
    rows = in_order(rows, order, value)
    made = Page(coordinate, order, value, [], rows, False, False)
    after, before = (places[text].values if (text := arguments.get(name)) is not None else None for name in ("after", "before"))
    window = rows
    if after is not None or before is not None:
        standing = [(row, made.place(row).values) for row in rows]
        window = [row for row, values in standing
                  if (after is None or side(values, after, order) > 0) and (before is None or side(values, before, order) < 0)]
        made.has_previous = after is not None and any(side(values, after, order) <= 0 for _, values in standing)
        made.has_next = before is not None and any(side(values, before, order) >= 0 for _, values in standing)
    first, last = arguments.get("first"), arguments.get("last")
    if last is None:
        size = DEFAULT_SIZE if first is None else first
        made.rows = window[:size]
        made.has_next = made.has_next or len(window) > size
    else:
        made.rows = window[len(window) - min(last, len(window)):]
        made.has_previous = made.has_previous or len(window) > last
    return made
