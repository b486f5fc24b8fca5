"""What a filter lets through. Three truths, as in SQL: a comparison with a missing value is neither true nor false, and `not` leaves it so.

A filter becomes a function of a row, which says True, False, or None for neither.
"""

from .values import KINDS
from .words import upper

OPERATORS = {"eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "isNull"}


def condition(filter, table):
    return every([member(name, operand, table) for name, operand in filter.items()])


def member(name, operand, table):
    if operand is None:
        return every([])  # says nothing
    if name == "and":
        return every([condition(part, table) for part in operand])
    if name == "or":
        return some([condition(part, table) for part in operand])
    if name == "not":
        return opposite(condition(operand, table))
    column = table.columns[name]
    return every([comparison(operator, column, value) for operator, value in operand.items()])


def comparison(operator, column, operand):
    name = column.name
    if operand is None:
        if operator in ("isNull", "in", "notIn"):
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
}


def given(operand, column):
    """An argument's value as the column has its own."""
    if column.values is not None:
        return next(stored for stored in column.values if upper(stored) == operand)
    return KINDS[column.type].given(operand)


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
