"""Random arguments: values from the rows and from the edges of their types, as literals and as variables."""

from graphql import get_named_type

from . import graph as meanings
from .filters import OPERATORS
from .ids import id_of, written
from .querytree import ABSENT, Enum, Variable, plain
from .rules import is_ruled
from .values import KINDS
from .words import upper

DIRECTIONS = ("ASC", "DESC", "ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_LAST")


class Arguments:
    def __init__(self, random, schema, rows):
        self.random, self.schema, self.rows = random, schema, rows

    def chance(self, probability):
        return self.random.random() < probability

    def varied(self, make, type, absent=False):
        """A value as it is, or as a variable; now and then a list of one as that one, which GraphQL allows."""
        value = make()
        if isinstance(value, list) and len(value) == 1 and self.chance(0.3):
            value = value[0]
        if self.chance(0.65) or holds_variables(value):
            return value
        ways = ["given"] * 6 + ["default"] + (["absent"] if absent else [])
        return Variable(value, type, self.random.choice(ways), lambda: without_variables(make()))

    def some_row(self, table):
        rows = self.rows.of(table)
        return self.random.choice(rows) if rows else None

    def value(self, column, row):
        """A value for a column, as JSON has it: one that is there, mostly, else one from the edge of its type."""
        if row is not None and row[column.name] is not None and self.chance(0.75):
            if column.values is not None:
                return Enum(upper(row[column.name]))
            return KINDS[column.type].shown(row[column.name])
        if column.values is not None:
            return Enum(upper(self.random.choice(column.values)))
        return self.random.choice(KINDS[column.type].samples)

    def filter(self, type, table, depth=0):
        """A filter of the table's rows: a few columns, joined by and, or, not."""
        made = {}
        columns = [name for name in type.fields if name in table.columns and self.is_comparable(table.columns[name])]
        for _ in range(self.random.choice((0, 1, 1, 1, 2)) if depth else self.random.choice((1, 1, 2, 3))):
            kind = self.random.random()
            if columns and (kind < 0.7 or depth > 2):
                name = self.random.choice(columns)
                operators = get_named_type(type.fields[name].type)
                made[name] = self.varied(lambda name=name, operators=operators: self.comparison(operators, table, table.columns[name]), operators.name)
            elif kind < 0.9:
                count = self.random.choice((0, 1, 2, 2, 3))
                parts = lambda count=count: [self.filter(type, table, depth + 1) for _ in range(count)]
                made[self.random.choice(("and", "or"))] = self.varied(parts, f"[{type.name}!]")
            else:
                made["not"] = self.varied(lambda: self.filter(type, table, depth + 1), type.name)
        return made

    def is_comparable(self, column):
        return column.values is not None or column.type in KINDS

    def comparison(self, type, table, column):
        made = {}
        for _ in range(self.random.choice((1, 1, 1, 2))):
            operator = self.random.choice([name for name in type.fields if name in OPERATORS])
            operand = lambda operator=operator: self.operand(operator, table, column)
            made[operator] = self.varied(operand, str(type.fields[operator].type), absent=True)
        return made

    def operand(self, operator, table, column):
        if self.chance(0.04):
            return None
        if operator == "isNull":
            return self.chance(0.5)
        if operator in ("in", "notIn"):
            values = [self.value(column, self.some_row(table)) for _ in range(self.random.choice((0, 1, 2, 4)))]
            return [value for value in values if value is not None]
        return self.value(column, self.some_row(table))

    def order(self, type, table):
        names = [name for name in type.fields if name in table.columns and self.is_comparable(table.columns[name])]
        if not names:
            return []
        return [{self.random.choice(names): Enum(self.random.choice(DIRECTIONS))} for _ in range(self.random.choice((0, 1, 1, 1, 2, 3)))]

    def lookup(self, definition, meaning):
        """The arguments that find one row, or several by their ids."""
        match meaning:
            case meanings.RowByID(table=table):
                return {"id": self.varied(lambda: self.id(table), "ID!")}
            case meanings.Node(is_list=True):
                return {"ids": self.varied(lambda: [self.id() for _ in range(self.random.choice((0, 1, 2, 3, 5)))], "[ID!]!")}
            case meanings.Node():
                return {"id": self.varied(self.id, "ID!")}
        row = self.some_row(meaning.table)
        return {
            name: self.varied(lambda column=column: self.key_value(column, row), str(definition.args[name].type))
            for name, column in meaning.arguments.items()
        }

    def key_value(self, column, row):
        """The row's own, mostly."""
        if row is None or self.chance(0.05):
            return self.value(column, None)
        return KINDS[column.type].shown(row[column.name])

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


def without_variables(value):
    """What is sent beside a query holds no variables."""
    found = plain(value)
    return None if found is ABSENT else found
