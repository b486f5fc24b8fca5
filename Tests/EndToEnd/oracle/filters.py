"""What a filter lets through. Three truths, as in SQL: a comparison with a missing value is neither true nor false, and `not` leaves it so.

A filter becomes a function of a row, which says True, False, or None for neither.
"""

from .values import KINDS
from .words import upper

OPERATORS = {"eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "isNull", "startsWith", "contains"}
LIST_OPERATORS = {"eq", "ne", "has", "hasAny", "hasAll", "isNull"}


class Filter:
    """A filter of one input type. `related(row, meaning)` gives the rows that a row leads to, as far as the viewer sees them."""

    def __init__(self, inputs, related):
        self.inputs, self.related = inputs, related

    def condition(self, type_name, filter):
        return every([self.member(type_name, name, operand) for name, operand in filter.items()])

    def member(self, type_name, name, operand):
        if operand is None:
            return every([])  # says nothing
        if name == "and":
            return every([self.condition(type_name, part) for part in operand])
        if name == "or":
            return some([self.condition(type_name, part) for part in operand])
        if name == "not":
            return opposite(self.condition(type_name, operand))
        meaning, target = self.inputs.meaning(type_name, name), self.inputs.type_of(type_name, name)
        if target in self.inputs.many:
            return every([self.quantified(word, target, meaning, inner) for word, inner in operand.items() if inner is not None])
        if target in self.inputs.tables:
            return self.quantified("some", target, meaning, operand)
        return every([comparison(operator, meaning, value) for operator, value in operand.items()])

    def quantified(self, word, type_name, meaning, filter):
        """Whether some, every or none of the rows that a row leads to is let through; `every` means that none is otherwise."""
        test = self.condition(self.inputs.many.get(type_name, type_name), filter)
        if word == "every":
            return lambda row: all(test(other) is True for other in self.related(row, meaning))
        is_wanted = word == "some"
        return lambda row: any(test(other) is True for other in self.related(row, meaning)) == is_wanted


def comparison(operator, column, operand):
    name = column.name
    if operand is None:
        if operator in ("isNull", "in", "notIn", "hasAny", "hasAll"):
            return every([])  # says nothing
        return {"eq": lambda row: row[name] is None, "ne": lambda row: row[name] is not None}.get(operator, lambda row: False)
    if operator == "isNull":
        return lambda row: (row[name] is None) == operand
    if operator in ("in", "notIn"):
        among = some([comparison("eq", column, item) for item in operand])
        return among if operator == "in" else opposite(among)
    test = TESTS[operator]
    operand = given(operand, column)
    return lambda row: None if row[name] is None else test(row[name], operand)


TESTS = {
    "eq": lambda value, operand: value == operand,
    "ne": lambda value, operand: value != operand,
    "lt": lambda value, operand: value < operand,
    "lte": lambda value, operand: value <= operand,
    "gt": lambda value, operand: value > operand,
    "gte": lambda value, operand: value >= operand,
    "startsWith": lambda value, operand: value.startswith(operand),
    "contains": lambda value, operand: operand in value,
    "has": lambda value, operand: operand in value,
    "hasAny": lambda value, operand: bool(set(operand) & set(value)),
    "hasAll": lambda value, operand: set(operand) <= set(value),
}


def given(operand, column):
    """An argument's value as the column has its own, or those of an array their items."""
    if isinstance(operand, list):
        return [given(item, column) for item in operand]
    if column.values is not None:
        return next(stored for stored in column.values if upper(stored) == operand)
    return KINDS[column.type.lstrip("_")].given(operand)


def every(parts):
    if len(parts) == 1:
        return parts[0]

    def holds(row):
        result = True
        for part in parts:
            truth = part(row)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return holds


def some(parts):
    if len(parts) == 1:
        return parts[0]

    def holds(row):
        result = False
        for part in parts:
            truth = part(row)
            if truth:
                return True
            if truth is None:
                result = None
        return result

    return holds


def opposite(part):
    def holds(row):
        truth = part(row)
        return None if truth is None else not truth

    return holds
