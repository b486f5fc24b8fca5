"""Orders, places in them, and the pages of a connection."""

import dataclasses

from .filters import condition
from .graph import OrderKey, total

DEFAULT_SIZE = 20
COUNTED = 10_000

DIRECTIONS = {
    "ASC": (False, False),
    "DESC": (True, True),
    "ASC_NULLS_FIRST": (False, True),
    "DESC_NULLS_LAST": (True, False),
}


def order_of(order_by, connection):
    """The order that an argument asks for, completed to a total one; the connection's own where it asks for nothing."""
    keys = []
    for item in order_by or []:
        for name, direction in item.items():
            column = connection.target.columns[name].name
            if all(key.column != column for key in keys):
                keys.append(OrderKey(column, *DIRECTIONS[direction]))
    return total(keys, connection.target.key) if keys else connection.default_order


def in_order(rows, order):
    """Sorted by each key from the last to the first; each sorting leaves equals as they stand."""
    for key in reversed(order):
        missing = [row for row in rows if row[key.column] is None]
        present = sorted((row for row in rows if row[key.column] is not None), key=lambda row: row[key.column], reverse=key.descending)
        rows = missing + present if key.nulls_first else present + missing
    return rows


def side(row, place, order):
    """-1 where the row stands before a place, 0 at it, 1 behind it."""
    for key, value in zip(order, place):
        own = row[key.column]
        if own == value:
            continue
        if own is None or value is None:
            return -1 if (own is None) == key.nulls_first else 1
        return -1 if (own < value) != key.descending else 1
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
    rows: list
    # All rows of the connection that the filter lets through, on whatever page.
    all: list
    has_next: bool
    has_previous: bool

    def place(self, row):
        return Place(self.coordinate, self.order, tuple(row[key.column] for key in self.order))


def page(rows, connection, coordinate, arguments, places):
    """The page that a connection's arguments ask for. `places` says what each cursor means.

    What follows a page which is cut by a cursor is the cursor's own row, as in the Relay specification.
    """
    order = order_of(arguments.get("orderBy"), connection)
    if arguments.get("filter"):
        holds = condition(arguments["filter"], connection.target)
        rows = [row for row in rows if holds(row)]
    rows = in_order(rows, order)
    window, after, before = rows, arguments.get("after"), arguments.get("before")
    if after is not None:
        window = [row for row in window if side(row, places[after].values, order) > 0]
    if before is not None:
        window = [row for row in window if side(row, places[before].values, order) < 0]
    first, last = arguments.get("first"), arguments.get("last")
    if last is None:
        size = DEFAULT_SIZE if first is None else first
        shown = window[:size]
        has_next, has_previous = len(window) > size, after is not None
    else:
        shown = window[len(window) - min(last, len(window)):]
        has_next, has_previous = before is not None, len(window) > last
    return Page(coordinate, order, shown, rows, has_next, has_previous)
