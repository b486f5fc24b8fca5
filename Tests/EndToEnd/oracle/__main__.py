"""Runs the comparison: see --help."""

import argparse
import collections
import json
import os
import sys
import time

from .generator import not_understood
from .psql import Psql
from .shrink import shrunk
from .trial import Trial
from .worlds import Maker

# How often each world is asked.
SHARES = {"demo": 5, "real": 3, "chinook_snake": 1, "chinook_mixedcase": 1, "northwind": 2}


def options():
    parser = argparse.ArgumentParser(prog="oracle", description="Holds a gateway against a slow and plain one, on random queries of random viewers.")
    parser.add_argument("--count", type=int, default=1000, help="how many queries, at least (1000)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each further trial has the next (1)")
    parser.add_argument("--world", action="append", help="only this database: demo, real, chinook_snake, chinook_mixedcase, northwind; repeatable")
    parser.add_argument("--program", default=os.environ.get("SOUK_PROGRAM"), help="the gateway's program (SOUK_PROGRAM)")
    parser.add_argument("--server", default=os.environ.get("SOUK_SERVER"), help="a PostgreSQL server's address, as its superuser (SOUK_SERVER)")
    parser.add_argument("--shared", default=os.environ.get("SOUK_SHARED", "../shared"), help="the folder of the shared test material (SOUK_SHARED)")
    parser.add_argument("--failures", type=int, default=5, help="ends after so many (5)")
    return parser.parse_args()


class Tally:
    def __init__(self):
        self.queries = self.refused = self.leaves = self.empty = 0
        self.failures = []
        self.worlds = collections.Counter()

    def add(self, trial):
        self.queries += len(trial.answers)
        self.worlds[trial.world.name] += len(trial.answers)
        self.refused += trial.refused
        for _, expected in trial.answers:
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
    return (f"seed {trial.seed} of the world {trial.world.name}: {failure.problem}\n    as {trial.viewer}\n    {query}\n    {json.dumps(variables, ensure_ascii=False)}\n"
            f"    again: --world {trial.world.name} --seed {trial.seed} --count 1")


def main():
    chosen = options()
    if not chosen.program or not chosen.server:
        sys.exit("--program and --server are needed.")
    maker = Maker(Psql(chosen.server), chosen.program, chosen.shared)
    worlds = []
    try:
        for name in chosen.world or maker.names:
            worlds.append(maker.world(name))
        start = time.monotonic()
        tally = run(worlds, chosen.count, chosen.seed, chosen.failures)
    finally:
        for world in worlds:
            world.stop()
    for world in worlds:
        strange = sorted({name for evaluator in world.evaluators.values() for name in not_understood(evaluator)})
        if strange:
            print(f"not compared in {world.name}: {', '.join(strange)}", file=sys.stderr)
    print(f"{tally.queries} queries in {time.monotonic() - start:.0f} s, {tally.leaves} values; {tally.empty} answers had fewer than 3, "
          f"{tally.refused} were refused as too complex, {len(tally.failures)} differed. {dict(tally.worlds)}")
    sys.exit(1 if tally.failures else 0)


if __name__ == "__main__":
    main()
