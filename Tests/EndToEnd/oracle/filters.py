"""What a filter lets through. Three truths, as in SQL: a comparison with a missing value is neither true nor false, and `not` leaves it so."""

from .values import KINDS
from .words import upper


def holds(filter, row):
    """Whether a row is let through: True, False, or None for neither."""
    return every(member(name, operand, row) for name, operand in filter.items())


def member(name, operand, row):
    if name == "and":
        return True if operand is None else every(holds(part, row) for part in operand)
    if name == "or":
        return True if operand is None else some(holds(part, row) for part in operand)
    if name == "not":
        return True if operand is None else opposite(holds(operand, row))
    if operand is None:
        return True
    column = row.table.columns[name]
    return every(compare(operator, row[column.name], value, column) for operator, value in operand.items())


def compare(operator, value, operand, column):
    if operator == "isNull":
        return True if operand is None else (value is None) == operand
    if operator in ("in", "notIn"):
        if operand is None:
            return True
        found = some(equal(value, given(item, column)) for item in operand)
        return found if operator == "in" else opposite(found)
    if operand is None:
        return {"eq": value is None, "ne": value is not None}.get(operator, False)
    operand = given(operand, column)
    if operator == "eq":
        return equal(value, operand)
    if operator == "ne":
        return opposite(equal(value, operand))
    if value is None:
        return None
    return {"lt": value < operand, "lte": value <= operand, "gt": value > operand, "gte": value >= operand}[operator]


def given(operand, column):
    """An argument's value as the column has its own."""
    if column.values is not None:
        return next(stored for stored in column.values if upper(stored) == operand)
    return KINDS[column.type].given(operand)


def equal(value, operand):
    return None if value is None else value == operand


def every(truths):
    truths = list(truths)
    return False if False in truths else None if None in truths else True


def some(truths):
    truths = list(truths)
    return True if True in truths else None if None in truths else False


def opposite(truth):
    return None if truth is None else not truth


OPERATORS = {"eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "isNull"}
