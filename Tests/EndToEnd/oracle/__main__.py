"""Runs the comparison: see --help."""

import argparse
import os
import sys
import time

from .comparison import run
from .known import not_understood
from .psql import Psql
from .worlds import Maker


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
          f"{tally.refused} were refused as too complex, {tally.not_compared} have several right answers, {len(tally.failures)} differed. {dict(tally.worlds)}")
    sys.exit(1 if tally.failures else 0)


if __name__ == "__main__":
    main()
