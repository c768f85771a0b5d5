"""`python -m benchmarks [PART…]`: what the engine costs here, beside plain programs that do the same.

Ends with 1 when a promised ratio is not kept. Absolute times are shown, and never decide anything.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from benchmarks import (
    accept,
    analysis,
    durable,
    engines,
    expressions,
    lookup,
    phrases,
    postgres,
    server,
    state,
    turn,
)
from benchmarks.goal import Figure

PARTS: Mapping[str, Callable[[], Iterator[Figure]]] = {
    "turn": turn.figures,
    "state": state.figures,
    "phrases": phrases.figures,
    "durable": durable.figures,
    "server": lambda: chain(server.figures(), accept.figures()),
    "postgres": postgres.figures,
    "engines": engines.figures,
    "expressions": expressions.figures,
    "tables": lookup.figures,
    "analysis": analysis.figures,
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; default: all")
    wanted = parser.parse_args(arguments).parts or list(PARTS)
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        parser.error(f"{unknown[0]} is none of {', '.join(PARTS)}")
    broken = False
    for name in wanted:
        print(name)
        for figure in PARTS[name]():
            print(figure.line(), flush=True)
            broken |= figure.broken
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
