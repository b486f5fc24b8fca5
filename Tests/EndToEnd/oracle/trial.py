"""One seed: a viewer, a query, and pages further on from the cursors of its answer, each held against the evaluator."""

import dataclasses
import random

from . import graph as meanings
from .compare import Cursors, difference, read
from .evaluator import Asked, invalid
from .generator import Generator, SIZES
from .querytree import ABSENT, Variable, plain

LONGEST_CHAIN = 3


@dataclasses.dataclass
class Failure:
    problem: str
    query: object
    trial: object


@dataclasses.dataclass
class Problem:
    """How two answers differ. `code` is the first error's where the gateway has errors."""

    text: str
    code: str = None

    def __str__(self):
        return self.text


class Refused(Exception):
    """The gateway finds a query too complex, which is its right."""


class Trial:
    def __init__(self, world, seed):
        self.world, self.seed = world, seed
        self.random = random.Random(f"{world.name} {seed}")
        self.viewer, self.rows, self.carried = world.viewer(self.random)
        self.evaluator = world.evaluator(self.viewer, self.carried)
        self.cursors = Cursors()
        self.answers = []
        self.refused = 0

    def run(self):
        """The first failure, if there is one. `answers` has what was asked and answered."""
        query = Generator(self.random, self.evaluator, self.rows).query()
        for _ in range(self.random.randint(1, LONGEST_CHAIN)):
            try:
                problem = self.problem(query)
            except Refused:
                self.refused += 1
                return None
            if problem:
                return Failure(problem, query, self)
            is_changed = self.change_variables(query) if self.random.random() < 0.5 else False
            if not is_changed and not self.turn_pages(query):
                return None

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
        self.answers.append((text, expected))
        found = difference(expected, actual.get("data"), self.cursors)
        return Problem(found) if found else None

    def change_variables(self, query):
        """Gives the same query other values; says whether it has any."""
        changing = [variable for variable in query.variables() if variable.again and variable.way != "default"]
        if any({"after", "before"} & set(field.arguments) for field in query.fields()):
            # A cursor holds in its own order only.
            changing = [variable for variable in changing if not variable.type.endswith("OrderBy!]")]
        for variable in changing:
            if self.random.random() < 0.7:
                variable.value = variable.again()
        return bool(changing)

    def turn_pages(self, query):
        """Changes the arguments of connections to begin or end at cursors that were seen; says whether there were any."""
        turned = False
        for field in list(query.fields()):
            if not isinstance(field.meaning, meanings.Connection):
                continue
            texts = self.cursors_of(field)
            if texts and (not turned or self.random.random() < 0.5):
                self.turn(field, texts)
                turned = True
        return turned

    def cursors_of(self, field):
        order_by = plain(field.arguments.get("orderBy"))
        if isinstance(order_by, dict):
            order_by = [order_by]
        order = self.evaluator.order(field.meaning, None if order_by is ABSENT else order_by)
        coordinate = f"{field.parent}.{field.name}"
        return [text for text, place in self.cursors.places.items() if (place.coordinate, place.order) == (coordinate, order)]

    def turn(self, field, texts):
        ends = self.random.choice((("first", "after"), ("first", "after"), ("last", "before"), ("last", "before"), ("first", "before"), ("last", "after"),
                                   ("first", "after", "before"), ("last", "after", "before"), ("after",)))
        arguments = {name: value for name, value in field.arguments.items() if name in ("filter", "orderBy")}
        for name in ends:
            value = self.random.choice(SIZES[:11]) if name in ("first", "last") else self.random.choice(texts)
            if self.random.random() < 0.3:
                value = Variable(value, "Int" if name in ("first", "last") else "String")
            arguments[name] = value
        field.arguments.clear()
        field.arguments.update(arguments)
