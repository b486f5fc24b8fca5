"""What many rows come to, together and by group."""

import decimal
import struct

from .values import KINDS
from .words import upper

READ = 100_000
DEFAULT_GROUPS = 20
PARTS = ("Aggregate", "AggregateGroup", "AggregateKeys", "AggregateSums", "AggregateAverages", "AggregateBounds")
decimal.getcontext().prec = 60


class Near(float):
    """Stands in an answer where the last digits hang on the order of adding up. `is_text` where the gateway writes it as a text."""

    def __new__(cls, value, is_text=False):
        made = super().__new__(cls, value)
        made.is_text = is_text
        return made


class NotCompared(Exception):
    """It is not said which of too many rows are read, so that several answers are right."""


class Figures:
    """Rows together: all that a page's filter lets through, or a group of them with the `keys` that they share."""

    def __init__(self, rows, table, is_capped, keys=None, bounded=()):
        self.rows, self.table, self.is_capped, self.keys = rows, table, is_capped, keys
        # The columns whose bounds are told of all rows, however many.
        self.bounded, self.all = bounded, rows

    def values(self, column):
        return [row[column.name] for row in self.rows if row[column.name] is not None]


def whole(page, table):
    figures = Figures(page.all[:READ], table, len(page.all) > READ, bounded=page.orderable)
    figures.all = page.all
    return figures


def grouped(page, table, group_by, first=None):
    """The largest groups first, those of one size in the order of their keys, what has no value last."""
    if len(page.all) > READ:
        raise NotCompared("groups of too many rows")
    names = list(dict.fromkeys(group_by))
    columns = [next(column for field, column in table.columns.items() if upper(field) == name) for name in names]
    groups = {}
    for row in page.all:
        groups.setdefault(tuple(row[column.name] for column in columns), []).append(row)
    in_order = sorted(groups.items(), key=lambda group: (-len(group[1]), [(value is None, value) if value is not None else (True,) for value in group[0]]))
    keys = {column.name for column in columns}
    return [Figures(rows, table, False, keys) for _, rows in in_order[:DEFAULT_GROUPS if first is None else first]]


def total(figures, column):
    values = figures.values(column)
    if figures.is_capped or not values:
        return None
    if column.type in ("float4", "float8"):
        return Near(sum(map(exact(column), values)))
    return format(sum(map(decimal.Decimal, values)), "f")


def mean(figures, column):
    values = figures.values(column)
    if figures.is_capped or not values:
        return None
    if column.type in ("float4", "float8"):
        return Near(sum(map(exact(column), values)) / len(values))
    return Near(sum(map(decimal.Decimal, values)) / len(values), is_text=column.type == "numeric")


def exact(column):
    """A value of single precision as the number that the machine adds up."""
    return (lambda value: struct.unpack("f", struct.pack("f", value))[0]) if column.type == "float4" else float


def bound(choose):
    def resolve(figures, column):
        is_exact = column.name in figures.bounded
        values = [row[column.name] for row in (figures.all if is_exact else figures.rows) if row[column.name] is not None]
        return None if figures.is_capped and not is_exact or not values else KINDS[column.type].shown(choose(values))

    return resolve


FUNCTIONS = {"sum": total, "avg": mean, "min": bound(min), "max": bound(max)}


def table_of(type_name, graph):
    """The table that an aggregate's type speaks of, and which part of it the type is."""
    for part in sorted(PARTS, key=len, reverse=True):
        if type_name.endswith(part) and (table := graph.by_type.get(type_name.removesuffix(part))):
            return table, part
    return None, None

