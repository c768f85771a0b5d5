"""What looking all through a table costs: gaps, overlaps, rows out of reach, in 1,000 rows of 8 columns.

Four columns of words and four of numbers, in three makes: cells that hold for much (`wide`), cells that hold
for little (`narrow`), and rows that differ in one column each (`apart`). Beside each figure stands what was
found, and of how many rows the analysis says that it did not get to the end.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from benchmarks.goal import Figure
from flowc.proofs.tables import analyse
from flowc.proofs.tables.domains import Domain
from runtime.artifact import tree
from runtime.artifact.model import Place, Row

ROWS, WORDS_PER_COLUMN = 1_000, 10
SECONDS = 1
_WORDS = [f"w{number}" for number in range(WORDS_PER_COLUMN)]
_DOMAINS = (Domain(tuple(_WORDS)),) * 4 + (Domain(low=Decimal(0), high=Decimal(100), whole=True),) * 4
_SEED = 7

_Make = Callable[[random.Random, int], tuple[tree.Test, ...]]


def figures() -> Iterator[Figure]:
    for name, make in (("wide", _wide), ("narrow", _narrow), ("apart", _apart)):
        for hit in ("first", "unique"):
            chance = random.Random(_SEED)  # noqa: S311 - a table for measuring
            rows = [
                Row(make(chance, number), (tree.String(f"d{number % 7}"),), Place("", number + 1, 1))
                for number in range(ROWS)
            ]
            began = time.process_time()
            found = analyse(rows, _DOMAINS, hit)
            took = time.process_time() - began
            kinds = Counter(one.kind for one in found.findings)
            told = ", ".join(f"{many} {kind}" for kind, many in sorted(kinds.items()))
            yield Figure(f"analysis of 1,000 x 8, {name}, hit: {hit}", took, "s", SECONDS, beside=told)


def _wide(chance: random.Random, number: int) -> tuple[tree.Test, ...]:
    words = [_any(chance, 0.3) or _one_of(chance, chance.randint(3, 6)) for _ in range(4)]
    return (*words, *(_any(chance, 0.3) or _between(chance, 40) for _ in range(4)))


def _narrow(chance: random.Random, number: int) -> tuple[tree.Test, ...]:
    words = [_any(chance, 0.1) or _one_of(chance, chance.randint(1, 2)) for _ in range(4)]
    return (*words, *(_any(chance, 0.1) or _between(chance, 20) for _ in range(4)))


def _apart(chance: random.Random, number: int) -> tuple[tree.Test, ...]:
    words = [_one(_WORDS[number // 10**place % 10]) for place in range(3)]
    return (*words, tree.Anything(), *(_any(chance, 0.5) or _between(chance, 60) for _ in range(4)))


def _any(chance: random.Random, share: float) -> tree.Test | None:
    return tree.Anything() if chance.random() < share else None


def _one(word: str) -> tree.Test:
    return tree.Compare("=", tree.String(word))


def _one_of(chance: random.Random, many: int) -> tree.Test:
    return tree.AnyOf(tuple(map(_one, chance.sample(_WORDS, many))))


def _between(chance: random.Random, wide: int) -> tree.Test:
    low = chance.randrange(0, 100 - wide)
    return tree.Within(tree.Range(tree.Number(str(low)), tree.Number(str(low + wide)), True, False))
