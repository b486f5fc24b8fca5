"""Somebody who asks the gateway, and holds its answers against those of the evaluator."""

import dataclasses

from .compare import Cursors, difference, read
from .evaluator import Asked, invalid


@dataclasses.dataclass
class Problem:
    """How two answers differ. `code` is the first error's where the gateway has errors."""

    text: str
    code: str = None

    def __str__(self):
        return self.text


class Refused(Exception):
    """The gateway finds a query too complex, which is its right."""


class Asker:
    """A viewer with the rows of the tenant, and what a request of theirs carries. `answers` has what was asked and answered alike."""

    def __init__(self, world, viewer, rows, carried):
        self.world, self.viewer, self.rows, self.carried = world, viewer, rows, carried
        self.evaluator = world.evaluator(viewer, carried)
        self.cursors = Cursors()
        self.answers = []

    def problem(self, query):
        """How the two answers to a query differ; nothing when they are the same."""
        text, variables = query.text_and_variables()
        asked = Asked(self.viewer, self.rows, self.cursors.places, self.evaluator.inputs)
        expected = self.evaluator.answer(text, variables, asked)
        answer = self.world.gateway.ask(text, variables, self.carried)
        try:
            actual = read(answer)
        except ValueError:
            return Problem(f"the answer is no JSON: {answer[:200]}")
        if errors := actual.get("errors"):
            code = errors[0].get("extensions", {}).get("code")
            if code == "TOO_COMPLEX":
                raise Refused
            wrong = invalid(self.evaluator.schema, text)
            return Problem(f"the query of these tests is wrong: {wrong}", "WRONG") if wrong else Problem(f"errors: {errors}", code)
        self.answers.append(expected)
        found = difference(expected, actual.get("data"), self.cursors)
        return Problem(found) if found else None
