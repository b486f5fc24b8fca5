"""Random arguments: values from the rows and from the edges of their types, as literals and as variables."""

from graphql import get_named_type

from . import graph as meanings
from .catalog import Column
from .filters import LIST_OPERATORS, OPERATORS
from .ids import id_of, written
from .querytree import ABSENT, Enum, Variable, plain
from .rules import is_ruled
from .values import KINDS
from .words import upper


class Arguments:
    def __init__(self, random, inputs, rows):
        self.random, self.inputs, self.rows = random, inputs, rows

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

    def filter(self, type_name, depth=0):
        """A filter of a table's rows: a few columns and rows that it leads to, joined by and, or, not."""
        made = {}
        type = self.inputs.schema.get_type(type_name)
        columns = [name for name in type.fields if self.is_comparable(self.inputs.meaning(type_name, name))]
        relations = [name for name in type.fields if self.is_followed(self.inputs.meaning(type_name, name))]
        if depth > 2 and not columns:
            # Nothing else would end it.
            return made
        for _ in range(self.random.choice((0, 1, 1, 1, 2)) if depth else self.random.choice((1, 1, 2, 3))):
            kind = self.random.random()
            if relations and kind < 0.2 and depth < 2:
                name = self.random.choice(relations)
                target = self.inputs.type_of(type_name, name)
                made[name] = self.varied(lambda target=target: self.relation(target, depth + 1), target)
            elif columns and (kind < 0.75 or depth > 2):
                name = self.random.choice(columns)
                operators = get_named_type(type.fields[name].type)
                column = self.inputs.meaning(type_name, name)
                made[name] = self.varied(
                    lambda operators=operators, column=column: self.comparison(operators, self.inputs.tables[type_name], column), operators.name)
            elif kind < 0.9:
                count = self.random.choice((0, 1, 2, 2, 3))
                parts = lambda count=count: [self.filter(type_name, depth + 1) for _ in range(count)]
                made[self.random.choice(("and", "or"))] = self.varied(parts, f"[{type_name}!]")
            else:
                made["not"] = self.varied(lambda: self.filter(type_name, depth + 1), type_name)
        return made

    def relation(self, type_name, depth):
        if type_name not in self.inputs.many:
            return self.filter(type_name, depth)
        words = self.random.sample(("some", "every", "none"), self.random.choice((1, 1, 1, 2)))
        return {word: self.filter(self.inputs.many[type_name], depth) for word in words}

    def is_comparable(self, column):
        return isinstance(column, Column) and (column.values is not None or column.type.lstrip("_") in KINDS)

    def is_followed(self, meaning):
        return isinstance(meaning, (meanings.Reference, meanings.Connection)) and is_ruled(self.rows.graph, meaning.target) and (
            not getattr(meaning, "through", None) or is_ruled(self.rows.graph, meaning.through))

    def comparison(self, type, table, column):
        made = {}
        for _ in range(self.random.choice((1, 1, 1, 2))):
            known = LIST_OPERATORS if column.type.startswith("_") else OPERATORS
            operator = self.random.choice([name for name in type.fields if name in known])
            operand = lambda operator=operator: self.operand(operator, table, column)
            made[operator] = self.varied(operand, str(type.fields[operator].type), absent=True)
        return made

    def operand(self, operator, table, column):
        if self.chance(0.04):
            return None
        if operator == "isNull":
            return self.chance(0.5)
        if column.type.startswith("_"):
            return self.items(operator, table, column)
        if operator in ("in", "notIn"):
            values = [self.value(column, self.some_row(table)) for _ in range(self.random.choice((0, 1, 2, 4)))]
            return [value for value in values if value is not None]
        value = self.value(column, self.some_row(table))
        if operator in ("startsWith", "contains"):
            start = 0 if operator == "startsWith" else self.random.randint(0, len(value))
            return value[start:start + self.random.choice((0, 1, 2, 3, 8))]
        return value

    def items(self, operator, table, column):
        """What the items of an array are compared with."""
        row = self.some_row(table)
        items = [KINDS[column.type[1:]].shown(item) for item in (row[column.name] if row is not None else None) or () if item is not None]
        if operator in ("eq", "ne"):
            return items
        chosen = self.random.choices([*items, *KINDS[column.type[1:]].samples[:2]], k=self.random.choice((1, 2, 3)))
        return chosen[0] if operator == "has" else chosen

    def order(self, type_name):
        return [self.order_key(type_name) for _ in range(self.random.choice((0, 1, 1, 1, 2, 3)))]

    def order_key(self, type_name, depth=0):
        """A column one way, or a column of the row that a reference leads to."""
        type = self.inputs.schema.get_type(type_name)
        columns = [name for name in type.fields if self.is_comparable(self.inputs.meaning(type_name, name))]
        relations = [name for name in type.fields if self.is_followed(self.inputs.meaning(type_name, name))]
        if relations and depth < 2 and (not columns or self.chance(0.3)):
            name = self.random.choice(relations)
            return {name: self.order_key(self.inputs.type_of(type_name, name), depth + 1)}
        name = self.random.choice(columns)
        return {name: Enum(self.random.choice(list(get_named_type(type.fields[name].type).values)))}

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
        if row is None or row[column.name] is None or self.chance(0.05):
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
