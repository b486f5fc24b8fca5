"""Random arguments: values from the rows and from the edges of their types, as literals and as variables."""

from graphql import get_named_type

from . import graph as meanings
from .filters import OPERATORS
from .ids import id_of, written
from .querytree import Enum, Variable
from .rules import is_ruled
from .values import KINDS
from .words import upper

DIRECTIONS = ("ASC", "DESC", "ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_LAST")


class Arguments:
    def __init__(self, random, schema, rows):
        self.random, self.schema, self.rows = random, schema, rows

    def chance(self, probability):
        return self.random.random() < probability

    def varied(self, value, type, absent=False):
        """The value as it is, or as a variable."""
        if self.chance(0.65) or holds_variables(value):
            return value
        ways = ["given"] * 6 + ["default"] + (["absent"] if absent else [])
        return Variable(value, type, self.random.choice(ways))

    def some_row(self, table):
        rows = self.rows.of(table)
        return self.random.choice(rows) if rows else None

    def value(self, column, row=None):
        """A value for a column, as JSON has it: one that is there, mostly, else one from the edge of its type."""
        if row is not None and row[column.name] is not None and self.chance(0.75):
            if column.values is not None:
                return Enum(upper(row[column.name]))
            return KINDS[column.type].shown(row[column.name])
        if column.values is not None:
            return Enum(upper(self.random.choice(column.values)))
        samples = KINDS[column.type].samples
        return self.random.choice(samples) if samples else None

    def filter(self, type, table, depth=0):
        """A filter of the table's rows: a few columns, joined by and, or, not."""
        made = {}
        columns = [name for name in type.fields if name in table.columns and self.is_comparable(table.columns[name])]
        for _ in range(self.random.choice((0, 1, 1, 1, 2)) if depth else self.random.choice((1, 1, 2, 3))):
            kind = self.random.random()
            if columns and (kind < 0.7 or depth > 2):
                name = self.random.choice(columns)
                operators = get_named_type(type.fields[name].type)
                made[name] = self.varied(self.comparison(operators, table, table.columns[name]), operators.name)
            elif kind < 0.9:
                parts = [self.filter(type, table, depth + 1) for _ in range(self.random.choice((0, 1, 2, 2, 3)))]
                made[self.random.choice(("and", "or"))] = self.varied(parts, f"[{type.name}!]")
            else:
                made["not"] = self.varied(self.filter(type, table, depth + 1), type.name)
        return made

    def is_comparable(self, column):
        return column.values is not None or column.type in KINDS

    def comparison(self, type, table, column):
        made = {}
        for _ in range(self.random.choice((1, 1, 1, 2))):
            operator = self.random.choice([name for name in type.fields if name in OPERATORS])
            declared = type.fields[operator].type
            row = self.some_row(table)
            if self.chance(0.04):
                value = None
            elif operator == "isNull":
                value = self.chance(0.5)
            elif operator in ("in", "notIn"):
                value = [item for item in (self.value(column, self.some_row(table)) for _ in range(self.random.choice((0, 1, 2, 4)))) if item is not None]
            else:
                value = self.value(column, row)
            made[operator] = self.varied(value, str(declared), absent=True)
        return made

    def order(self, type, table):
        names = [name for name in type.fields if name in table.columns and self.is_comparable(table.columns[name])]
        if not names:
            return []
        return [{self.random.choice(names): Enum(self.random.choice(DIRECTIONS))} for _ in range(self.random.choice((0, 1, 1, 1, 2, 3)))]

    def lookup(self, definition, meaning):
        """The arguments that find one row, or several by their ids."""
        match meaning:
            case meanings.RowByID(table=table):
                return {"id": self.varied(self.id(table), "ID!")}
            case meanings.Node(is_list=True):
                ids = [self.id() for _ in range(self.random.choice((0, 1, 2, 3, 5)))]
                return {"ids": self.varied(ids, "[ID!]!")}
            case meanings.Node():
                return {"id": self.varied(self.id(), "ID!")}
        row = self.some_row(meaning.table)
        made = {}
        for name, column in meaning.arguments.items():
            if row is not None and self.chance(0.95):
                value = Enum(upper(row[column.name])) if column.values is not None else KINDS[column.type].shown(row[column.name])
            else:
                value = self.value(column) if column.values is not None else self.random.choice(KINDS[column.type].samples or ("x",))
            made[name] = self.varied(value, str(definition.args[name].type))
        return made

    def id(self, table=None):
        """Mostly an id of a row that is there, whoever may see it; else one of another type, of no row, or no id at all."""
        tables = [one for one in self.rows.graph.tables if is_ruled(self.rows.graph, one) and all(one.relation.column(name).type in KINDS for name in one.key)]
        row = self.some_row(table if table and self.chance(0.9) else self.random.choice(tables))
        if row is not None and self.chance(0.93):
            return id_of(row)
        name = (table or self.random.choice(tables)).type
        return self.random.choice((written(name, ["999999999"]), written(name, ["x"]), written("Nothing", ["1"]), written(name, [""]), "", "?", "Zm9v"))


def holds_variables(value):
    if isinstance(value, Variable):
        return True
    if isinstance(value, dict):
        return any(map(holds_variables, value.values()))
    return isinstance(value, list) and any(map(holds_variables, value))
