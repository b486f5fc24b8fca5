"""Connections to be walked from one end to the other, page by page."""

import dataclasses

from graphql import get_named_type

from . import graph as meanings
from .compare import read
from .evaluator import Asked
from .ids import id_of
from .pages import in_order
from .querytree import Enum, Printer


@dataclasses.dataclass
class Walk:
    """One connection, of the root or of a row, in one order. `rows` are those that it had before anything changed, in that order."""

    name: str
    parent: object
    type: str
    order_by: list
    rows: list

    @property
    def label(self):
        return f"{self.type}.{self.name} {Printer().value(self.order_by)}"

    def query(self, forward):
        order = f", orderBy: {Printer().value(self.order_by)}" if self.order_by else ""
        ends = "first: $size, after: $cursor" if forward else "last: $size, before: $cursor"
        page = f"{self.name}({ends}{order}) {{ nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}"
        if self.parent is None:
            return f"query ($size: Int, $cursor: String) {{ {page} }}"
        return f"query ($size: Int, $cursor: String, $id: ID!) {{ node(id: $id) {{ ... on {self.type} {{ {page} }} }} }}"

    def pages(self, ask, size, forward):
        """The ids of each page, and at the end nothing more. `ask` answers a query with variables."""
        cursor, has_more = None, True
        while has_more:
            variables = {"size": size, "cursor": cursor} | ({"id": id_of(self.parent)} if self.parent else {})
            answer = read(ask(self.query(forward), variables))
            if answer.get("errors"):
                raise AssertionError(answer["errors"])
            data = answer["data"] if self.parent is None else answer["data"]["node"]
            page = data[self.name]
            yield [node["id"] for node in page["nodes"]]
            cursor = page["pageInfo"]["endCursor" if forward else "startCursor"]
            has_more = page["pageInfo"]["hasNextPage" if forward else "hasPreviousPage"]


class Walks:
    """Every list of the graph, and every connection from the row that has most below it: in the order they have, and in one of the others."""

    def __init__(self, evaluator, viewer, rows, random):
        self.evaluator, self.random = evaluator, random
        self.asked = Asked(viewer, rows, {}, evaluator.inputs)

    def __iter__(self):
        schema, rows = self.evaluator.schema, self.asked.rows
        for name, field in schema.query_type.fields.items():
            meaning = self.evaluator.meaning("Query", name)
            if isinstance(meaning, meanings.Connection):
                yield from self.orders(name, None, "Query", field, meaning, self.asked.visible(rows.of(meaning.target)))
        for table in rows.graph.tables:
            type = schema.get_type(table.type)
            for name, field in type.fields.items():
                meaning = table.fields.get(name)
                if isinstance(meaning, meanings.Connection):
                    parent = max(rows.of(table), key=lambda row: len(self.asked.related(row, meaning)))
                    yield from self.orders(name, parent, table.type, field, meaning, self.asked.related(parent, meaning))

    def orders(self, name, parent, type, field, connection, rows):
        for order_by in ([], self.some_order(field)):
            order = self.evaluator.order(connection, order_by)
            yield Walk(name, parent, type, order_by, in_order(rows, order, self.asked.value))

    def some_order(self, field):
        """Two of the columns that are offered, each some way."""
        if "orderBy" not in field.args:
            return []
        offered = get_named_type(field.args["orderBy"].type)
        columns = [name for name in offered.fields if getattr(self.evaluator.inputs.meaning(offered.name, name), "type", None)]
        chosen = self.random.sample(columns, min(2, len(columns)))
        return [{name: Enum(self.random.choice(list(get_named_type(offered.fields[name].type).values)))} for name in chosen]
