"""Many trials, and what came of them."""

import collections
import json
import sys

from .shrink import shrunk
from .trial import Trial

# How often each world is asked.
SHARES = {"demo": 5, "real": 3, "chinook_snake": 1, "chinook_mixedcase": 1, "northwind": 2}


class Tally:
    def __init__(self):
        self.queries = self.refused = self.not_compared = self.leaves = self.empty = 0
        self.failures = []
        self.worlds = collections.Counter()

    def add(self, trial):
        self.queries += len(trial.answers)
        self.worlds[trial.world.name] += len(trial.answers)
        self.refused += trial.refused
        self.not_compared += trial.not_compared
        for expected in trial.answers:
            leaves = count_leaves(expected)
            self.leaves += leaves
            self.empty += leaves < 3


def count_leaves(value):
    if isinstance(value, dict):
        return sum(map(count_leaves, value.values()))
    return sum(map(count_leaves, value)) if isinstance(value, list) else value is not None


def run(worlds, count, seed, most_failures=5, out=sys.stderr):
    """Asks until so many queries were answered; returns what came of it."""
    tally = Tally()
    turns = [world for world in worlds for _ in range(SHARES[world.name])]
    while tally.queries < count and len(tally.failures) < most_failures:
        trial = Trial(turns[seed % len(turns)], seed)
        failure = trial.run()
        tally.add(trial)
        if failure:
            tally.queries += 1
            tally.failures.append(shrunk(failure))
            print(report(failure), file=out, flush=True)
        seed += 1
    return tally


def report(failure):
    query, variables = failure.query.text_and_variables()
    trial = failure.trial
    return (f"seed {trial.seed} of the world {trial.world.name}: {failure.problem}\n    as {failure.asker.viewer}\n    {query}\n    {json.dumps(variables, ensure_ascii=False)}\n"
            f"    again: --world {trial.world.name} --seed {trial.seed} --count 1")
