"""The graph that a catalog describes: its types, and what each of their fields leads to."""

import dataclasses

from . import words
from .values import KINDS


@dataclasses.dataclass
class Table:
    relation: object
    type: str
    row_field: str
    list_field: str
    # Primary key without the tenant.
    key: list
    # Columns by their field's names; also what filters and orders may name.
    columns: dict = dataclasses.field(default_factory=dict)
    fields: dict = dataclasses.field(default_factory=dict)

    @property
    def name(self):
        return self.relation.name

    @property
    def default_order(self):
        """`@order`, completed by the key in the direction of what stands before."""
        keys = []
        for text in self.relation.notes.get("order", [{"by": []}])[0]["by"]:
            name, *rest = text.split()
            descending = "DESC" in rest
            keys.append(OrderKey(name, descending, "FIRST" in rest if "NULLS" in rest else descending))
        return total(keys, self.key)


@dataclasses.dataclass(frozen=True)
class OrderKey:
    column: str
    descending: bool = False
    nulls_first: bool = False
    # The fields of orders that lead to the row whose column it is, each with its type's name.
    path: tuple = ()


def total(keys, local_key):
    """The keys, and the local key behind them: no two rows stand in the same place."""
    descending = bool(keys) and keys[-1].descending
    taken = {key.column for key in keys if not key.path}
    return tuple(keys) + tuple(OrderKey(name, descending, descending) for name in local_key if name not in taken)


@dataclasses.dataclass
class Leaf:
    column: object


@dataclasses.dataclass
class GlobalID:
    table: Table


@dataclasses.dataclass
class Reference:
    """At most one row of the target: its `target_columns` equal the row's `columns`."""

    target: Table
    columns: list
    target_columns: list


@dataclasses.dataclass
class Union:
    arms: list


@dataclasses.dataclass
class Connection:
    """A page of the target's rows: `target_columns` equal the row's `columns`, by way of rows of a join table where there is one."""

    target: Table
    columns: list = ()
    target_columns: list = ()
    through: Table = None
    on: Reference = None

    @property
    def default_order(self):
        return self.target.default_order if self.through is None else total((), self.target.key)


@dataclasses.dataclass
class RowByID:
    table: Table


@dataclasses.dataclass
class RowByKey:
    table: Table
    # Columns by the arguments' names.
    arguments: dict


@dataclasses.dataclass
class Node:
    is_list: bool


@dataclasses.dataclass
class Link:
    source: Table
    target: Table
    columns: list
    target_columns: list
    notes: dict
    is_to_one: bool
    forward: list

    @property
    def forward_name(self):
        return self.notes.get("name", [{}])[0].get("forward") or words.camel(self.forward)

    def hides(self, side):
        return "hidden" in self.notes and self.notes["hidden"][0].get("side", side) == side


class Graph:
    """`exposes_all` is a database that is shown as it is; otherwise only what has `@graph`, with a tenant in each row."""

    def __init__(self, relations, exposes_all):
        self.exposes_all = exposes_all
        self.tables = [self.table(relation) for relation in relations if self.is_in(relation)]
        self.by_type = {table.type: table for table in self.tables}
        self.by_name = {table.name: table for table in self.tables}
        self.links = [link for table in self.tables for link in self.links_of(table)]
        for table in self.tables:
            self.add_columns(table)
        for table in self.tables:
            self.add_unions(table)
        self.add_backward()
        for table in self.tables:
            self.add_through(table)
        self.query = self.root()
        self.scopes = sorted(
            {note["read"] for table in self.tables for notes in [table.relation.notes, *(column.notes for column in table.relation.columns)]
             for note in notes.get("scope", []) if "read" in note})

    def reference(self, table, name):
        """Where a key of one column of the table leads by this name, whether or not a field of the rows does."""
        found = (link for link in self.links if link.source is table and len(link.columns) == 1 and not link.hides("FORWARD") and link.forward_name == name)
        return next((Reference(link.target, link.columns, link.target_columns) for link in found), None)

    def is_in(self, relation):
        return bool(relation.primary_key) and "hidden" not in relation.notes and (self.exposes_all or "graph" in relation.notes)

    def local(self, columns):
        return list(columns) if self.exposes_all else [name for name in columns if name != "tenant_id"]

    def table(self, relation):
        notes = relation.notes.get("graph", [{}])[0]
        name = notes.get("type") or words.pascal(words.singular_name(words.words(relation.name)))
        parts = words.words(name)
        many = words.plural_name(parts)
        list_field = words.camel(parts) + "List" if many == parts else words.camel(many)
        table = Table(relation, name, notes.get("field") or words.camel(parts), notes.get("list") or list_field, self.local(relation.primary_key))
        for column in relation.columns:
            if "hidden" not in column.notes and (self.exposes_all or column.name != "tenant_id"):
                table.columns[self.field_name(column)] = column
        return table

    def field_name(self, column):
        name = column.notes.get("name", [{}])[0].get("as") or words.camel(words.words(column.name))
        return "databaseId" if name == "id" else name

    def links_of(self, table):
        by_oid = {other.relation.oid: other for other in self.tables}
        for key in table.relation.foreign_keys:
            if target := by_oid.get(key.target):
                columns, target_columns = self.local(key.columns), self.local(key.target_columns)
                unique = [table.key, *map(self.local, table.relation.unique_keys)]
                is_to_one = any(set(one) <= set(columns) for one in unique)
                forward = words.words(key.notes["name"][0]["forward"]) if "forward" in key.notes.get("name", [{}])[0] else self.forward(table, columns, target, target_columns)
                yield Link(table, target, columns, target_columns, key.notes, is_to_one, forward)

    def forward(self, table, columns, target, target_columns):
        called = words.words(target.row_field)
        if len(columns) != 1:
            return called
        shares_key = table.key == columns and words.words(columns[0]) == words.words(target_columns[0])
        return called if shares_key else words.reference(columns[0]) or called

    def add(self, table, names, meaning):
        """Adds a field under the first name that is free."""
        name = next((name for name in names if name not in table.fields), None)
        if name:
            table.fields[name] = meaning

    def add_columns(self, table):
        table.fields["id"] = GlobalID(table)
        arms = {name for union in table.relation.notes.get("union", []) for name in union["of"]}
        own = [link for link in self.links if link.source is table and not link.hides("FORWARD")]
        covered = {name for link in own for name in (link.columns if len(link.columns) == 1 else set(link.columns) - set(table.key))}
        covered -= {column.name for column in table.columns.values() if "name" in column.notes}
        plain = {name: column for name, column in table.columns.items() if column.name not in covered}
        for column in table.relation.columns:
            for link in own:
                if link.columns[-1] == column.name and not (len(link.columns) == 1 and column.name in arms):
                    names = [link.forward_name, f"{link.forward_name}By{words.pascal(words.words('_'.join(link.columns)))}"]
                    names = [name for name in names if name not in plain] if self.exposes_all else names[:1]
                    self.add(table, names, Reference(link.target, link.columns, link.target_columns))
            for name, plain_column in plain.items():
                if plain_column is column:
                    self.add(table, [name, name + "Column"] if self.exposes_all else [name], Leaf(column))
        if self.exposes_all:
            for name, column in table.columns.items():
                if column.name in covered and name not in table.fields:
                    table.fields[name] = Leaf(column)

    def add_unions(self, table):
        for union in table.relation.notes.get("union", []):
            arms = [next(link for link in self.links if link.source is table and link.columns == [name]) for name in union["of"]]
            self.add(table, [union["field"]], Union([Reference(arm.target, arm.columns, arm.target_columns) for arm in arms]))

    def add_backward(self):
        for link in self.links:
            if not link.hides("BACKWARD"):
                names = [self.backward_name(link)]
                if self.exposes_all:
                    names.append(f"{names[0]}By{words.pascal(link.forward)}")
                make = Reference if link.is_to_one else Connection
                self.add(link.target, names, make(link.source, link.target_columns, link.columns))

    def backward_name(self, link):
        if given := link.notes.get("name", [{}])[0].get("backward"):
            return given
        is_self = link.source is link.target
        if is_self and link.forward[-1] == "parent":
            return words.camel(link.forward[:-1] + ["child" if link.is_to_one else "children"])
        rivals = [other for other in self.links if (other.source, other.target) == (link.source, link.target) and not other.hides("BACKWARD")
                  and "backward" not in other.notes.get("name", [{}])[0]]
        parts = words.words(link.source.type)
        name = words.camel(parts if link.is_to_one else words.plural_name(parts))
        is_only = len(rivals) < 2 or link.forward_name == link.target.row_field
        return name if is_only and not is_self else f"{name}By{words.pascal(link.forward)}"

    def add_through(self, table):
        own = [link for link in self.links if link.source is table and not ("hidden" in link.notes and "side" not in link.notes["hidden"][0])]
        declared = table.relation.notes.get("through", [])
        for note in declared:
            ends = [next(link for link in own if link.columns == [name]) for name in (note["from"], note["to"])]
            self.add_way(table, *ends, [note["field"]])
        is_join = len(own) == 2 and set(own[0].columns + own[1].columns) == set(table.key) and all(len(link.columns) < len(table.key) for link in own)
        if is_join and not declared and not any("hidden" in link.notes for link in own):
            for start, end in (own, reversed(own)):
                name = words.camel(words.plural_name(end.forward))
                self.add_way(table, start, end, [name, f"{name}Via{table.type}"])

    def add_way(self, table, start, end, names):
        on = Reference(end.target, end.columns, end.target_columns)
        self.add(start.target, names, Connection(end.target, start.target_columns, start.columns, table, on))

    def root(self):
        fields = {"node": Node(False), "nodes": Node(True)}
        for table in self.tables:
            fields.setdefault(table.row_field, RowByID(table))
            fields.setdefault(table.list_field, Connection(table))
        for table in self.tables:
            for key in [table.relation.primary_key, *table.relation.unique_keys]:
                names = [name for name in self.local(key)]
                by_column = {column.name: field for field, column in table.columns.items()}
                if key in table.relation.hidden_keys or not all(name in by_column for name in names):
                    continue
                if names == ["id"] and key == table.relation.primary_key and not self.exposes_all:
                    continue
                arguments = {by_column[name]: table.relation.column(name) for name in names}
                suffix = "And".join(words.pascal(words.words(name)) for name in arguments)
                fields.setdefault(f"{table.row_field}By{suffix}", RowByKey(table, arguments))
        return fields


def is_known(column):
    """Whether values of the column's type can be read and compared here."""
    return column.type in KINDS
