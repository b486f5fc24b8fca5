"""Whether two answers are the same, member by member and in the same order; cursors by what they mean."""

import json
import math

from .aggregates import Near
from .evaluator import Cursor
from .values import number_text


class Number(str):
    """A number as it was spelled."""


def read(text):
    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=Number)


class Cursors:
    """What each cursor that was seen means, and how each place was written."""

    def __init__(self):
        self.places, self.texts = {}, {}

    def learn(self, text, place):
        """Nothing, or what is wrong with a cursor: two places must not share one, nor one place have two."""
        if not isinstance(text, str) or not text:
            return f"{text!r} is no cursor"
        if self.places.setdefault(text, place) != place:
            return "the cursor of another place"
        if self.texts.setdefault(place, text) != text:
            return "another cursor than before for the same place"


def difference(expected, actual, cursors, path="data"):
    """Where and how the gateway's data differs from what was expected; nothing when it does not."""
    if isinstance(expected, Cursor):
        problem = cursors.learn(actual, expected.place)
        return f"{path}: {problem}" if problem else None
    if isinstance(expected, dict):
        if not isinstance(actual, dict) or list(expected) != list(actual):
            found = list(actual) if isinstance(actual, dict) else actual
            return f"{path}: expected the members {list(expected)}, found {short(found)}"
        parts = ((f"{path}.{key}", expected[key], actual[key]) for key in expected)
    elif isinstance(expected, list):
        if not isinstance(actual, list):
            return f"{path}: expected a list, found {short(actual)}"
        parts = [(f"{path}.{index}", *pair) for index, pair in enumerate(zip(expected, actual))]
    else:
        return None if same(expected, actual) else f"{path}: expected {short(expected)}, found {short(actual)}"
    found = next((problem for part, one, other in parts if (problem := difference(one, other, cursors, part))), None)
    if not found and isinstance(expected, list) and len(expected) != len(actual):
        found = f"{path}: expected {len(expected)} items, found {len(actual)}"
    return found


def same(expected, actual):
    if isinstance(expected, bool) or expected is None:
        return expected is actual
    if isinstance(expected, Near):
        return isinstance(actual, Number) != expected.is_text and math.isclose(expected, float(actual), rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(expected, (int, float)):
        return isinstance(actual, Number) and actual == number_text(expected)
    return not isinstance(actual, Number) and expected == actual


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 200 else text[:200] + "…"
