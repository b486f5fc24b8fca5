"""Makes a failing query small: takes away what can be taken away while it still fails."""

from .aggregates import NotCompared
from .asker import Refused
from .querytree import Field, Fragment, Variable


def shrunk(failure, rounds=400):
    """Changes the failure's query in place; its problem is that of the smaller query."""
    is_smaller = True
    while is_smaller and rounds > 0:
        is_smaller = False
        for change in list(changes(failure.query.selections)):
            rounds -= 1
            undo = change()
            if undo is None:
                continue
            problem = still_fails(failure)
            if problem and kind(problem) == kind(failure.problem):
                failure.problem, is_smaller = problem, True
                break
            undo()
            if rounds <= 0:
                break
    return failure


def still_fails(failure):
    try:
        return failure.asker.problem(failure.query)
    except (Refused, NotCompared, ValueError, KeyError):
        return None  # no query any more, or one that says something else


def kind(problem):
    """What must stay the same of a problem while the query gets smaller."""
    return problem.code if problem.code else problem.text.split(":")[0].split(".")[0]


def changes(selections):
    """Ways to make a query smaller, the largest steps first. Each changes it and returns how to change it back."""
    for item in list(selections):
        if len(selections) > 1:
            yield lambda item=item: taken_out(selections, item)
        if isinstance(item, Fragment):
            yield lambda item=item: opened(selections, item)
    for item in selections:
        if isinstance(item, Field):
            for name in list(item.arguments):
                yield lambda item=item, name=name: without(item.arguments, name)
                yield from smaller_values(item.arguments, name)
        for directive in list(item.directives):
            yield lambda item=item, directive=directive: taken_out(item.directives, directive)
        if item.selections:
            yield from changes(item.selections)


def smaller_values(holder, key):
    value = holder[key]
    if isinstance(value, Variable):
        yield lambda: replaced(holder, key, value.value) if value.way != "absent" else without(holder, key)
        return
    if isinstance(value, dict):
        for name in list(value):
            yield lambda name=name: without(value, name)
            yield from smaller_values(value, name)
    elif isinstance(value, list):
        for index, item in enumerate(list(value)):
            yield lambda item=item: taken_out(value, item)
            yield from smaller_values(value, index)


def taken_out(items, item):
    index = next((index for index, one in enumerate(items) if one is item), None)
    if index is None:
        return None
    del items[index]
    return lambda: items.insert(index, item)


def opened(selections, fragment):
    """The fragment's selections in its place."""
    before = list(selections)
    index = before.index(fragment)
    selections[index:index + 1] = fragment.selections

    def undo():
        selections[:] = before

    return undo


def without(holder, key):
    if key not in holder:
        return None
    before = dict(holder)
    del holder[key]

    def undo():
        holder.clear()
        holder.update(before)

    return undo


def replaced(holder, key, value):
    before = holder[key]
    holder[key] = value

    def undo():
        holder[key] = before

    return undo
