"""One seed: a viewer, a query, and pages further on from the cursors of its answer, each held against the evaluator."""

import dataclasses
import random

from . import graph as meanings
from .aggregates import NotCompared
from .asker import Asker, Problem, Refused
from .generator import SIZES, Generator
from .keyedsets import KeyedSet
from .querytree import ABSENT, Variable, plain

LONGEST_CHAIN = 3
# Which arguments a page has that begins or ends at a cursor.
FORWARD = (("first", "after"), ("first", "after"), ("after",))
OTHERWISE = (("last", "before"), ("last", "before"), ("first", "before"), ("last", "after"), ("first", "after", "before"), ("last", "after", "before"))


@dataclasses.dataclass
class Failure:
    problem: Problem
    query: object
    asker: Asker
    trial: object


class Trial:
    def __init__(self, world, seed):
        self.world, self.seed = world, seed
        self.random = random.Random(f"{world.name} {seed}")
        self.asker = Asker(world, *world.viewer(self.random))
        self.askers = [self.asker]
        self.refused = self.not_compared = 0

    @property
    def answers(self):
        return [answer for asker in self.askers for answer in asker.answers]

    def run(self):
        """The first failure, if there is one."""
        query = Generator(self.random, self.asker.evaluator, self.asker.rows).query()
        try:
            if failure := self.failure(query, self.asker) or self.as_another(query):
                return failure
            for _ in range(self.random.randrange(LONGEST_CHAIN)):
                is_changed = self.change_variables(query) if self.random.random() < 0.5 else False
                if not is_changed and not self.turn_pages(query):
                    return None
                if failure := self.failure(query, self.asker):
                    return failure
        except Refused:
            self.refused += 1
        except NotCompared:
            self.not_compared += 1

    def failure(self, query, asker):
        problem = asker.problem(query)
        return Failure(problem, query, asker, self) if problem else None

    def as_another(self, query):
        """Now and then the same is asked by somebody of the same role and scopes: the gateway has one plan for both, and must not mix them up."""
        if self.random.random() < 0.75:
            return None
        self.askers.append(Asker(self.world, *self.world.viewer(self.random, like=self.asker.viewer)))
        return self.failure(query, self.askers[-1])

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
            if not isinstance(field.meaning, (meanings.Connection, KeyedSet)):
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
        order = self.asker.evaluator.order(field.meaning, None if order_by is ABSENT else order_by)
        coordinate = f"{field.parent}.{field.name}"
        return [text for text, place in self.asker.cursors.places.items() if (place.coordinate, place.order) == (coordinate, order)]

    def turn(self, field, texts):
        ends = self.random.choice(FORWARD if getattr(field.meaning, "is_forward_only", False) else FORWARD + OTHERWISE)
        arguments = {name: value for name, value in field.arguments.items() if name in ("filter", "orderBy")}
        for name in ends:
            value = self.random.choice(SIZES[:11]) if name in ("first", "last") else self.random.choice(texts)
            if self.random.random() < 0.3:
                value = Variable(value, "Int" if name in ("first", "last") else "String")
            arguments[name] = value
        field.arguments.clear()
        field.arguments.update(arguments)
